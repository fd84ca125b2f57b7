"""Which questions need an outcome, the longest overdue first; never who forecast what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.frame_arrays import (
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
    from datetime import date

    from pandas import DataFrame, Series


def due(judged: DataFrame, questions: DataFrame, *, today: date, within: int | None = None) -> DataFrame:
    """Questions whose forecasts wait for an outcome, the longest overdue first.

    A forecast waits from the day after its deadline (of a window, its latest date) until an outcome
    covers that day; a timeline waits from the day after its horizon too, whichever comes first. A
    condition waits from the day after its own last date, or the forecast's deadline if that is earlier.
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
    waiting = _waiting(judged).groupby("slug").agg(day=("day", "min"), forecasts=("forecast", "nunique"))
    return _table(waiting, questions, today=today, within=within)


def open_deadlines(judged: DataFrame, questions: DataFrame, *, today: date, within: int) -> DataFrame:
    """Every day for which a question waits, overdue or within so many days, in the columns of `due`.

    A question has a row for each distinct deadline, latest date of a window, horizon and last day of a
    condition that no outcome covers; `forecasts` is how many wait for that very day.
    """
    waiting = _waiting(judged).groupby(["slug", "day"]).agg(forecasts=("forecast", "nunique"))
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
    """Question, day and forecast (its place) for each day that no outcome covers yet."""
    import pandas as pd

    matures, horizon = day_numbers(judged["matures_on"]), day_numbers(judged["horizon"])
    through = day_numbers(judged["not_through"])
    verdict = texts(judged["verdict"])
    undecided = among(verdict, ("pending", "overdue"))
    answered = (
        present(judged["event_on"]) | present(judged["answer_option"]) | present(judged["answer_value"])
    )
    runs_on = (texts(judged["belief"]) == "timeline") & among(verdict, ("held", "no", "pending", "overdue"))
    waits = np.where(undecided & ~answered & ~(through >= matures), matures, np.nan)
    waits_on = np.where(runs_on & ~answered & ~(through >= horizon), horizon, np.nan)
    conditional = np.fmin(day_numbers(judged["condition_by"]), matures)
    waits_first = np.where(undecided & present(judged["because"]), conditional, np.nan)
    return pd.concat(
        [
            _days(judged["question"], waits),
            _days(judged["question"], waits_on),
            _days(judged["condition_question"], waits_first),
        ],
        ignore_index=True,
    )


def _days(asked: Series[Any], day: Numbers) -> DataFrame:
    import pandas as pd

    rows = np.flatnonzero(~np.isnan(day))
    return pd.DataFrame({"slug": texts(asked)[rows], "day": day[rows], "forecast": rows})
