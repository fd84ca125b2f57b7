"""What matured in a period, and how it went: each forecast with what was said, what came and its score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.model import PRIMARY
from tracker.frame_arrays import day_number, day_numbers
from tracker.measures import MEASURES

if TYPE_CHECKING:
    from pandas import DataFrame

    from reports.period import Period
    from tracker.frame_arrays import Flags, Texts

VERDICTS = ("yes", "no", "partly", "void", "ambiguous", "overdue")
_UNDECIDED = ("pending", "overdue")
_NEVER = ("unscoreable", "withdrawn", "pre-dated")
_STARTLING = 5
_FAR_OFF = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """One forecast that matured, or whose score became final.

    `ended` says what was over: its "deadline", its "window", or only its "horizon", where the window had
    ended in an earlier period. `said` is the stated probability, of a window the one by its latest date;
    None where there is no single one. `score` with its band is None where there is none, and `provisional`
    until a window's horizon is over. `prospective` is None until the outcome decides it. `counts` says
    whether the forecast enters the means.
    """

    handle: str
    forecaster: str
    name: str
    question: str
    question_statement: str
    belief: str | None
    said: float | None
    words: str | None
    made_on: date
    ended: str
    deadline: date | None
    scored_on: date | None
    verdict: str
    outcome: str | None
    event_on: date | None
    known_on: date | None
    measure: str | None
    score: float | None
    score_low: float | None
    score_high: float | None
    provisional: bool
    prospective: bool | None
    counts: bool
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdicts:
    """How many forecasts that matured came to one verdict; prospective and retrospective apart.

    `undecided` are those without an outcome so far, which are neither.
    """

    verdict: str
    prospective: int
    retrospective: int
    undecided: int

    @property
    def forecasts(self) -> int:
        """All of them."""
        return self.prospective + self.retrospective + self.undecided


@dataclass(frozen=True, kw_only=True, slots=True)
class Matured:
    """The forecasts whose deadline was over on one of the period's days: from `first` to `last` deadline.

    `forecasts` counts those, on so many `events`, and `verdicts` tells how they came out. `rows` holds them
    and `horizons` more: windows that had ended before and reached their horizons. `startling` are the
    handles of those that were furthest off, at most one an event, the furthest first.
    """

    first: date
    last: date
    forecasts: int
    events: int
    horizons: int
    verdicts: tuple[Verdicts, ...]
    startling: tuple[str, ...]
    rows: tuple[Ended, ...]


def matured_in(
    frame: DataFrame, period: Period, names: Mapping[str, str], *, on: date, every: bool
) -> Matured:
    """What matured in a period, of marked forecasts; `every` takes alternative readings too."""
    first, last = period.deadlines(on)
    ended = frame[over_in(frame, period, on=on) & (every | (frame["reading"] == PRIMARY))]
    now = _between(ended, "matures_on", period, on)
    ended = ended.assign(day=ended["matures_on"].where(now, ended["scored_on"]), now=now)
    ended = ended.sort_values(["day", "question", "entry", "position"], kind="stable")
    matured = ended[ended["now"]]
    return Matured(
        first=first,
        last=last,
        forecasts=len(matured),
        events=matured["cluster"].nunique(),
        horizons=len(ended) - len(matured),
        verdicts=_verdicts(matured),
        startling=_startling(ended),
        rows=_rows(ended.assign(ended=_what_ended(ended)), names),
    )


def _verdicts(matured: DataFrame) -> tuple[Verdicts, ...]:
    counts = matured.groupby(["verdict", "prospective"]).size().to_dict()
    found = []
    for verdict in VERDICTS:
        prospective, retrospective = (int(counts.get((verdict, kind), 0)) for kind in (True, False))
        if verdict in _UNDECIDED:
            one = Verdicts(
                verdict=verdict, prospective=0, retrospective=0, undecided=prospective + retrospective
            )
        else:
            one = Verdicts(verdict=verdict, prospective=prospective, retrospective=retrospective, undecided=0)
        found.append(one)
    return tuple(found)


def _what_ended(ended: DataFrame) -> Texts:
    window = ((ended["belief"] == "timeline") & ended["latest"].notna()).to_numpy()
    now = ended["now"].to_numpy(dtype=bool)
    found: Texts = np.select([~now, window], ["horizon", "window"], "deadline").astype(object)
    return found


def over_in(frame: DataFrame, period: Period, *, on: date) -> Flags:
    """Which forecasts' deadline, or horizon, was over on one of a period's days."""
    matured = _between(frame, "matures_on", period, on) | _between(frame, "scored_on", period, on)
    flags: Flags = matured & ~frame["verdict"].isin(_NEVER).to_numpy()
    return flags


def scored_in(frame: DataFrame, period: Period, *, on: date) -> Flags:
    """Which marked forecasts count in the means of a period: their scores became final on one of its days."""
    flags: Flags = _between(frame, "scored_on", period, on) & frame["counts"].to_numpy(dtype=bool)
    return flags


def _between(frame: DataFrame, column: str, period: Period, on: date) -> Flags:
    first, last = map(day_number, period.deadlines(on))
    days = day_numbers(frame[column])
    flags: Flags = (days >= first) & (days <= last)
    return flags


def _startling(ended: DataFrame) -> tuple[str, ...]:
    worst = ended["measure"].map({one.name: one.bound for one in MEASURES.values()}).astype(float)
    off = (ended["value"] / worst).rename("off")
    sure = ended.assign(off=off)[ended["counts"] & (off > _FAR_OFF)]
    order = sure.sort_values(
        ["prospective", "off", "entry", "position"], ascending=[False, False, True, True], kind="stable"
    )
    return tuple(order.drop_duplicates("cluster")["handle"].head(_STARTLING))


_PLAIN = (
    *(
        "handle",
        "forecaster",
        "question",
        "question_statement",
        "belief",
        "words",
        "ended",
        "verdict",
        "measure",
    ),
    *("provisional", "counts", "reason"),
)
_DAYS = {
    "made_on": "made_on",
    "deadline": "matures_on",
    "scored_on": "scored_on",
    "event_on": "event_on",
    "known_on": "known_on",
}
_NUMBERS = {"said": "p", "score": "value", "score_low": "low", "score_high": "high"}


def _rows(ended: DataFrame, names: Mapping[str, str]) -> tuple[Ended, ...]:
    columns: dict[str, list[Any]] = {name: _said(ended[name].tolist()) for name in _PLAIN}
    columns |= {name: _dates(ended, column) for name, column in _DAYS.items()}
    columns |= {name: _numbers(ended, column) for name, column in _NUMBERS.items()}
    columns["name"] = [names.get(slug, slug) for slug in columns["forecaster"]]
    columns["prospective"] = [
        None if verdict in _UNDECIDED else bool(ahead)
        for verdict, ahead in zip(ended["verdict"], ended["prospective"], strict=True)
    ]
    columns["outcome"] = _outcomes(ended, columns["event_on"])
    return tuple(Ended(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True))


def _said(values: list[Any]) -> list[Any]:
    return [None if isinstance(value, float) and np.isnan(value) else value for value in values]


def _dates(frame: DataFrame, column: str) -> list[Any]:
    days: list[Any] = frame[column].to_numpy(dtype="datetime64[s]").astype("datetime64[D]").tolist()
    return days


def _numbers(frame: DataFrame, column: str) -> list[float | None]:
    return [None if np.isnan(value) else value for value in frame[column].to_numpy(dtype=float).tolist()]


def _outcomes(ended: DataFrame, event_on: list[date | None]) -> list[str | None]:
    """What came of each, in a reader's words."""
    columns = ("verdict", "answer_option", "answer_value", "answer_grade", "outcome")
    found: list[str | None] = []
    for event, verdict, option, value, grade, record in zip(
        event_on, *(ended[name] for name in columns), strict=True
    ):
        if verdict in ("void", "ambiguous"):
            found.append(verdict)
        elif verdict == "partly":
            found.append(f"partly, {grade:g}")
        elif event is not None:
            found.append(f"happened {event}")
        elif isinstance(option, str):
            found.append(option)
        elif not np.isnan(value):
            found.append(f"{value:g}")
        else:
            found.append("did not happen" if isinstance(record, str) else None)
    return found
