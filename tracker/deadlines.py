"""Which questions need an outcome, the longest overdue first; never who forecast what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.verdicts.columns import (
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
from tracker.verdicts.judging import verdicts

if TYPE_CHECKING:
    from datetime import date

    from pandas import DataFrame


def due(
    forecasts: DataFrame,
    questions: DataFrame,
    outcomes: DataFrame,
    *,
    today: date,
    within: int | None = None,
) -> DataFrame:
    """Questions whose forecasts wait for an outcome, the longest overdue first.

    A forecast waits from the day after its deadline (of a window, its latest date) until an outcome
    covers that day; a timeline then waits again from the day after its horizon. A condition waits from
    the day after its own last date, or the forecast's deadline if that is earlier. Unscoreable and
    withdrawn forecasts wait for nothing.

    Parameters
    ----------
    forecasts, questions, outcomes
        Standing records, as `View.forecasts()`, `View.questions()` and `View.outcomes()` give them.
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
    return due_among(
        verdicts(forecasts, questions, outcomes, on=today), questions, today=today, within=within
    )


def due_among(
    judged: DataFrame, questions: DataFrame, *, today: date, within: int | None = None
) -> DataFrame:
    """What `due` returns, from a verdicts frame of the same day."""
    import pandas as pd

    waiting = pd.concat([_own(judged), _conditions(judged)], ignore_index=True)
    statement = pd.Series(texts(questions["statement"]), index=questions["slug"])
    table = waiting.groupby("slug", sort=True).agg(deadline=("day", "min"), forecasts=("day", "size"))
    table = table.reset_index()
    overdue = day_number(today) - table["deadline"].to_numpy(dtype=np.float64)
    shown = overdue >= (1 if within is None else -within)
    table = with_columns(
        table,
        slug=texts(table["slug"]),
        statement=texts(table["slug"].map(statement)),
        days_overdue=overdue.astype(np.int64),
        deadline=dates(table["deadline"].to_numpy(dtype=np.float64)),
    )
    order = ["slug", "statement", "deadline", "days_overdue", "forecasts"]
    return (
        table.loc[shown, order]
        .sort_values(["days_overdue", "slug"], ascending=[False, True])
        .reset_index(drop=True)
    )


def _own(judged: DataFrame) -> DataFrame:
    """The next day of each forecast that its own question does not answer yet."""
    matures, horizon = day_numbers(judged["matures_on"]), day_numbers(judged["horizon"])
    through = day_numbers(judged["not_through"])
    verdict = texts(judged["verdict"])
    answered = (
        present(judged["event_on"]) | present(judged["answer_option"]) | present(judged["answer_value"])
    )
    waits = among(verdict, ("pending", "overdue")) & ~answered & ~(through >= matures)
    timeline = texts(judged["belief"]) == "timeline"
    open_horizon = timeline & among(verdict, ("held", "no")) & ~answered & ~(through >= horizon)
    day = np.where(waits, matures, np.where(open_horizon, horizon, np.nan))
    return _waiting(judged, "question", day, ~np.isnan(day))


def _conditions(judged: DataFrame) -> DataFrame:
    """The last day of each condition that keeps a forecast undecided."""
    undecided = among(texts(judged["verdict"]), ("pending", "overdue")) & present(judged["because"])
    day = np.fmin(day_numbers(judged["condition_by"]), day_numbers(judged["matures_on"]))
    return _waiting(judged, "condition_question", day, undecided & ~np.isnan(day))


def _waiting(judged: DataFrame, name: str, day: Numbers, rows: Flags) -> DataFrame:
    import pandas as pd

    return pd.DataFrame({"slug": texts(judged[name])[rows], "day": day[rows]})
