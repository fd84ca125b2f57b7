"""Which questions need an outcome, the longest overdue first; never who forecast what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.frame_arrays import (
    Flags,
    Numbers,
    among,
    dates,
    day_number,
    day_numbers,
    present,
    texts,
    with_columns,
)

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

    from pandas import DataFrame, Series


def due(judged: DataFrame, questions: DataFrame, *, today: date, within: int | None = None) -> DataFrame:
    """Questions whose forecasts wait for an outcome, the longest overdue first.

    A forecast waits from the day after its deadline (of a window, its latest date) until an outcome
    covers that day. What a score still lacks up to a later horizon is asked for by `at_horizons` alone. A
    condition waits from the day after its own last date; without one, from the last day that anybody named
    for its question, and not before the forecast's deadline. Where no day is named it is `undated`.
    Unscoreable and withdrawn forecasts wait for nothing, and one made after today does not exist yet.

    Parameters
    ----------
    judged
        Forecasts with their verdicts of today, as `tracker.judged.Records.verdicts` gives them.
    questions
        Standing questions.
    today
        The day on which somebody asks.
    within
        Also the questions whose deadline comes within so many days; without it only those overdue.

    Returns
    -------
    DataFrame
        One row a question: slug, statement, deadline (the earliest that waits), days_overdue (0 on the
        deadline day, negative before it), forecasts (how many wait). No forecaster, because whoever
        resolves should not be swayed.
    """
    waiting = _by_question(_waiting(judged))
    return _table(waiting, questions, today=today, within=within)


def waiting(
    judged: DataFrame, questions: DataFrame, *, today: date, within: int | None = None
) -> list[dict[str, Any]]:
    """All that wait, as plain rows: the questions of `due`, then those of `undated`, whose days are None."""
    dated = plain_rows(due(judged, questions, today=today, within=within))
    return dated + _plain(undated(judged, questions, today=today).to_dict("records"))


def plain_rows(table: DataFrame) -> list[dict[str, Any]]:
    """The rows of `due` or `at_horizons`, with a date for a deadline."""
    return [row | {"deadline": row["deadline"].date()} for row in _plain(table.to_dict("records"))]


def _plain(rows: list[dict[Hashable, Any]]) -> list[dict[str, Any]]:
    order = ("slug", "deadline", "days_overdue", "forecasts", "statement")
    return [{name: row.get(name) for name in order} for row in rows]


def at_horizons(
    judged: DataFrame, questions: DataFrame, *, today: date, within: int | None = None
) -> DataFrame:
    """Questions that nothing but a horizon waits for, in the columns of `due`, the longest overdue first.

    What the forecasters' own dates asked is answered. The scores of their windows stay provisional until an
    outcome covers the horizon.
    """
    asked = due(judged, questions, today=today, within=within)["slug"]
    table = _table(_by_question(_at_horizons(judged)), questions, today=today, within=within)
    return table[~table["slug"].isin(asked)].reset_index(drop=True)


def undated(judged: DataFrame, questions: DataFrame, *, today: date) -> DataFrame:
    """Questions that wait for an outcome without a day: slug, statement, forecasts (how many wait).

    These are choices and quantities whose forecasts have no deadline, from the day they were made; and
    conditions without a day, once the deadline of the forecast is over.
    """
    import pandas as pd

    frame = judged.reset_index(drop=True)
    open_ended = (texts(frame["verdict"]) == "pending") & np.isnan(day_numbers(frame["matures_on"]))
    open_ended &= texts(frame["question_kind"]) != "event"
    unmet = _undecided_condition(frame) & np.isnan(_condition_day(frame))
    unmet &= day_numbers(frame["matures_on"]) < day_number(today)
    zero = np.zeros(len(frame))
    waiting = pd.concat(
        [
            _days(frame["question"], np.where(open_ended, zero, np.nan)),
            _days(frame["condition_question"], np.where(unmet, zero, np.nan)),
        ]
    )
    dated = _waiting(frame)["slug"]
    waiting = waiting[~waiting["slug"].isin(dated)]
    table = _table(_by_question(waiting), questions, today=today, within=None)
    return table[["slug", "statement", "forecasts"]].sort_values("slug").reset_index(drop=True)


def _by_question(waiting: DataFrame) -> DataFrame:
    """The earliest day for which each question waits, and how many forecasts wait for it."""
    return waiting.groupby("slug").agg(day=("day", "min"), forecasts=("forecast", "nunique"))


def open_deadlines(judged: DataFrame, questions: DataFrame, *, today: date, within: int) -> DataFrame:
    """Every day for which a question waits, overdue or within so many days, in the columns of `due`.

    A question has a row for each distinct deadline, latest date of a window, horizon and last day of a
    condition that no outcome covers; `forecasts` is how many wait for that very day.
    """
    import pandas as pd

    days = pd.concat([_waiting(judged), _at_horizons(judged)], ignore_index=True)
    waiting = days.groupby(["slug", "day"]).agg(forecasts=("forecast", "nunique"))
    return _table(waiting, questions, today=today, within=within)


def _table(waiting: DataFrame, questions: DataFrame, *, today: date, within: int | None) -> DataFrame:
    import pandas as pd

    table = waiting.reset_index()
    statement = pd.Series(texts(questions["statement"]), index=questions["slug"])
    overdue = day_number(today) - table["day"].to_numpy(dtype=np.float64)
    shown = overdue >= (1 if within is None else -within)
    table = with_columns(
        table,
        slug=texts(table["slug"]),
        statement=texts(table["slug"].map(statement)),
        days_overdue=overdue.astype(np.int64),
        deadline=dates(table["day"].to_numpy(dtype=np.float64)),
    )
    order = ["slug", "statement", "deadline", "days_overdue", "forecasts"]
    return (
        table.loc[shown, order]
        .sort_values(["days_overdue", "slug"], ascending=[False, True])
        .reset_index(drop=True)
    )


def _waiting(judged: DataFrame) -> DataFrame:
    """Question, day and forecast (its place) for each of the forecasters' own days that no outcome covers."""
    import pandas as pd

    matures = day_numbers(judged["matures_on"])
    covered = day_numbers(judged["not_through"]) >= matures
    waits = np.where(_undecided(judged) & ~_answered(judged) & ~covered, matures, np.nan)
    waits_first = np.where(_undecided_condition(judged), _condition_day(judged), np.nan)
    return pd.concat(
        [_days(judged["question"], waits), _days(judged["condition_question"], waits_first)],
        ignore_index=True,
    )


def _at_horizons(judged: DataFrame) -> DataFrame:
    """The same for the days on which timelines end, after the forecasters' own."""
    horizon = day_numbers(judged["horizon"])
    verdict = texts(judged["verdict"])
    runs_on = (texts(judged["belief"]) == "timeline") & among(verdict, ("held", "no", "pending", "overdue"))
    covered = day_numbers(judged["not_through"]) >= horizon
    return _days(judged["question"], np.where(runs_on & ~_answered(judged) & ~covered, horizon, np.nan))


def _undecided(judged: DataFrame) -> Flags:
    return among(texts(judged["verdict"]), ("pending", "overdue"))


def _answered(judged: DataFrame) -> Flags:
    return present(judged["event_on"]) | present(judged["answer_option"]) | present(judged["answer_value"])


def _undecided_condition(judged: DataFrame) -> Flags:
    return _undecided(judged) & present(judged["because"]) & present(judged["condition_question"])


def _condition_day(judged: DataFrame) -> Numbers:
    """The last day of each forecast's condition: its own, or the last that anybody named for its question."""
    import pandas as pd

    own = day_numbers(judged["condition_by"])
    named = pd.concat(
        [
            pd.DataFrame({"slug": texts(judged["question"]), "day": day_numbers(judged["matures_on"])}),
            pd.DataFrame({"slug": texts(judged["condition_question"]), "day": own}),
        ]
    )
    last = named.groupby("slug")["day"].max()
    asked = pd.Series(texts(judged["condition_question"]))
    others = asked.map(last).to_numpy(dtype=np.float64)
    later: Numbers = np.where(np.isnan(others), np.nan, np.fmax(others, day_numbers(judged["matures_on"])))
    return np.where(np.isnan(own), later, own)


def _days(asked: Series[Any], day: Numbers) -> DataFrame:
    import pandas as pd

    rows = np.flatnonzero(~np.isnan(day))
    return pd.DataFrame({"slug": texts(asked)[rows], "day": day[rows], "forecast": rows})
