"""What each forecaster thought of one question, from the first forecast until it was over.

A forecast is in force from the day it was made until the next one of its series. A line ends on the first of
four days: when it was withdrawn, when the event happened, its deadline, the evaluation date. A timeline has a
place among chances by its chance of one day, the deadline that most chances of the question name; where none
names any, the latest date of the first timeline that has one, else its horizon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from forecasts.model import PRIMARY
from tracker.scoring import chance_by

if TYPE_CHECKING:
    from pandas import DataFrame

MANY = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """From `day` to `until` the chance was `p`; `handle` is the forecast's, empty for a median of several.

    A timeline's `window` goes from its earliest to its latest date, where it has both.
    """

    day: date
    until: date
    p: float
    handle: str = ""
    window: tuple[date, date] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One series: whose, on which claim, and how it went; `ended` is why it stops on `end`.

    `claim` is what is asserted where that differs from the other lines'; `deadline` the day the chance is
    of. A `by_timeline` chance is a distribution's height on that day.
    """

    forecaster: str
    name: str
    reading: str
    claim: str
    deadline: date | None
    by_timeline: bool
    steps: tuple[Step, ...]
    end: date
    ended: str

    @property
    def is_primary(self) -> bool:
        """Whether this is the reading that counts."""
        return self.reading == PRIMARY


@dataclass(frozen=True, kw_only=True, slots=True)
class Updates:
    """The history of a question's chances, as known on the evaluation date `on`.

    `deadline` is the day that the timelines' chances are of. `event` is the day it happened, None where it
    has not; `not_through` the last day through which it is known not to have; `answer` what a question
    without such days came to: an option, a value, void, ambiguous or partly. `median` is that of the primary
    lines in force, there for more than eight of them. `left_out` counts forecasts that give no chance.
    `among` are the slugs of all forecasters chosen, of whom those of the lines are some.
    """

    question: str
    statement: str
    on: date
    deadline: date | None
    event: date | None
    not_through: date | None
    answer: str | None
    lines: tuple[Line, ...]
    median: tuple[Step, ...]
    left_out: int
    among: tuple[str, ...] = ()


def updates_of(
    frame: DataFrame, question: str, *, on: date, names: Mapping[str, str] | None = None
) -> Updates | None:
    """The history of a question in a judged frame; None where no forecast of it gives a chance.

    Parameters
    ----------
    frame
        Judged forecasts, of any questions, all prospective or all retrospective.
    question
        The slug of the question.
    on
        The evaluation date.
    names
        Forecasters' names by slug; a slug stands for itself where it is not named.
    """
    rows = frame[(frame["question"] == question) & (frame["verdict"] != "unscoreable")]
    records = [_plain(record) for record in rows.to_dict("records")]
    deadline = _common_deadline(records)
    series: dict[int, list[dict[str, Any]]] = {}
    for record in sorted(records, key=lambda record: record["order"]):
        if (p := _chance(record, deadline)) is not None:
            series.setdefault(record["series"], []).append(record | {"chance": p})
    if not series:
        return None
    lines = sorted(
        (_line(made, deadline, on=on, names=names or {}) for made in series.values()),
        key=lambda line: (not line.is_primary, line.name, line.reading, line.claim),
    )
    given = sum(map(len, series.values()))
    events = [record["event_on"] for record in records if record["event_on"]]
    primary = [line for line in lines if line.is_primary]
    return Updates(
        question=question,
        statement=str(records[0]["question_statement"]),
        on=on,
        deadline=deadline,
        event=min(events, default=None),
        not_through=max((record["not_through"] for record in records if record["not_through"]), default=None),
        answer=next((said for record in records if (said := _answer(record))), None),
        lines=tuple(lines),
        median=_median(primary) if len(primary) > MANY else (),
        left_out=len(records) - given,
        among=tuple(sorted(names or {})),
    )


def _plain(record: Mapping[Any, Any]) -> dict[str, Any]:
    """A row with None where there is nothing, and with dates as dates."""
    import pandas as pd

    found = {str(name): None if pd.isna(value) else value for name, value in record.items()}
    return {name: value.date() if isinstance(value, pd.Timestamp) else value for name, value in found.items()}


def _answer(record: Mapping[str, Any]) -> str | None:
    """What a question came to, where that is no date."""
    if record["outcome_kind"] in ("void", "ambiguous", "partly"):
        return str(record["outcome_kind"])
    value = record["answer_value"]
    return record["answer_option"] or (None if value is None else f"{value:g}")


def _common_deadline(records: list[dict[str, Any]]) -> date | None:
    named = [one["deadline"] for one in records if one["belief"] == "chance" and one["deadline"]]
    if named:
        most: date = max(set(named), key=lambda day: (named.count(day), day))
        return most
    timelines = sorted(
        (one for one in records if one["belief"] == "timeline"),
        key=lambda one: (one["reading"] != PRIMARY, one["made_on"], one["entry"], one["position"]),
    )
    latest: list[date | None] = [one["latest"] or one["deadline"] for one in timelines]
    horizons: list[date | None] = [one["horizon"] for one in timelines]
    return next((day for day in (*latest, *horizons) if day), None)


def _chance(record: dict[str, Any], deadline: date | None) -> float | None:
    if record["belief"] == "chance":
        return float(record["p"])
    if record["belief"] != "timeline" or deadline is None or deadline < record["made_on"]:
        return None
    return float(chance_by(record["days"], record["heights"], (deadline - record["made_on"]).days))


def _line(made: list[dict[str, Any]], deadline: date | None, *, on: date, names: Mapping[str, str]) -> Line:
    first, last = made[0], made[-1]
    is_timeline = last["belief"] == "timeline"
    due = deadline if is_timeline else last["deadline"]
    endings = [(on, "evaluated"), (due, "deadline"), (last["event_on"], "happened")]
    if last["verdict"] == "withdrawn":
        endings.append((last["withdrawn_on"], "withdrawn"))
    end, ended = min(
        ((day, why) for day, why in endings if day is not None),
        key=lambda ending: (ending[0], ending[1] != "happened"),
    )
    end = max(end, last["made_on"])
    by_day = {one["made_on"]: one for one in made}
    untils = [*sorted(by_day)[1:], end]
    steps = tuple(
        Step(
            day=day,
            until=_until(by_day[day], until),
            p=by_day[day]["chance"],
            handle=by_day[day]["handle"],
            window=_window(by_day[day]),
        )
        for day, until in zip(sorted(by_day), untils, strict=True)
    )
    return Line(
        forecaster=first["forecaster"],
        name=names.get(first["forecaster"], first["forecaster"]),
        reading=first["reading"],
        claim=_claim(first, deadline, is_timeline=is_timeline),
        deadline=due,
        by_timeline=is_timeline,
        steps=steps,
        end=end,
        ended=ended,
    )


def _window(record: Mapping[str, Any]) -> tuple[date, date] | None:
    if record["belief"] != "timeline" or not record["earliest"] or not record["latest"]:
        return None
    return record["earliest"], record["latest"]


def _until(record: dict[str, Any], until: date) -> date:
    """When a forecast ceased to be in force: with the next one, or before it by being withdrawn."""
    if record["verdict"] != "withdrawn":
        return until
    closed: date = max(record["made_on"], min(until, record["withdrawn_on"]))
    return closed


def _claim(record: dict[str, Any], deadline: date | None, *, is_timeline: bool) -> str:
    """What sets a line's claim apart from "it happens by the common deadline"."""
    parts = [record["option"]] if record["option"] else []
    parts += [f"{side} {record[side]:g}" for side in ("above", "below") if record[side] is not None]
    if record["condition_question"]:
        parts.append(f"given {record['condition_question']}")
    if not is_timeline and record["deadline"] is not None and record["deadline"] != deadline:
        parts.append(f"by {record['deadline']}")
    return ", ".join(parts)


def _median(lines: list[Line]) -> tuple[Step, ...]:
    """The median of the chances in force, a step from each day on which it changes to the next."""
    steps = [step for line in lines for step in line.steps]
    days = sorted({day for step in steps for day in (step.day, step.until)})
    found: list[Step] = []
    for day, until in pairwise(days):
        held = [step.p for step in steps if step.day <= day < step.until]
        if not held:
            continue
        middle = float(median(held))
        if found and found[-1].p == middle and found[-1].until == day:
            found[-1] = replace(found[-1], until=until)
        else:
            found.append(Step(day=day, until=until, p=middle))
    return tuple(found)
