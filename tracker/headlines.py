"""Which scores count, what they average to, and how they are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.model import PRIMARY
from tracker.digits import rounded
from tracker.measures import POOLED, numbers_of_options

if TYPE_CHECKING:
    from pandas import DataFrame

_RECORDED = (
    "handle",
    "question",
    "forecaster",
    "reading",
    "verdict",
    "measure",
    "value",
    "low",
    "high",
    "reason",
    "words",
    "made_on",
    "matures_on",
    "horizon",
    "observed",
    "event_on",
    "prospective",
    "provisional",
)


def headline(scores: DataFrame) -> DataFrame:
    """The rows of a scores frame that count: first of a series, primary reading, scored, not provisional.

    Prospective and retrospective forecasts are both among them, told apart by the column `prospective`;
    they are never pooled.
    """
    counts = (
        (scores["order"] == 0)
        & (scores["reading"] == PRIMARY)
        & scores["value"].notna()
        & ~scores["provisional"]
    )
    return scores[counts]


def mean_by_event(scores: DataFrame) -> DataFrame:
    """Each forecaster's mean score, averaged within each event first, then across events.

    Ten forecasts on one event say little more than one, so an event counts once however often it was
    forecast. The smaller the better.

    Parameters
    ----------
    scores
        Rows of a scores frame, usually those of `headline`. Rows without a value are left out.

    Returns
    -------
    DataFrame
        One row for each forecaster, measure, number of options and prospective or not, in that order:
        forecaster, measure, options (0 where the measure is the same for any number), prospective, mean,
        forecasts (how many), events (how many). The mean of pinball losses is NaN beyond one question,
        because their unit is the question's own.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"forecaster": "ann", "measure": "brier", "prospective": True,
    ...     "question": ["a", "a", "b"], "cluster": ["a", "a", "b"], "value": [0.1, 0.3, 0.6]})
    >>> mean_by_event(rows)[["mean", "forecasts", "events"]].round(6).values.tolist()
    [[0.4, 3.0, 2.0]]
    """
    scored = scores[scores["value"].notna()]
    scored = scored.assign(options=numbers_of_options(scored))
    each = ["forecaster", "measure", "options", "prospective"]
    within = scored.groupby([*each, "cluster"], observed=True)["value"].agg(["mean", "size"]).reset_index()
    across = within.groupby(each, observed=True).agg(
        mean=("mean", "mean"), forecasts=("size", "sum"), events=("cluster", "size")
    )
    questions = scored.groupby(each, observed=True)["question"].nunique()
    across = across.assign(questions=questions).reset_index()
    comparable = across["measure"].isin(POOLED) | (across["options"] > 0) | (across["questions"] <= 1)
    return across.assign(mean=across["mean"].where(comparable)).drop(columns="questions")


def as_records(scores: DataFrame) -> list[dict[str, Any]]:
    """The scores as plain values for JSON, one mapping a forecast, with the same keys for each.

    The keys are handle, question, forecaster, reading, verdict, measure, value, low, high, reason,
    words, made_on, deadline (of a window its latest date), horizon, observed, event_on, prospective
    and provisional. Dates are texts such as "2021-09-25". What is undefined is None, never 0 or NaN;
    what is infinite is "inf"; numbers keep ten significant digits.
    """
    columns: dict[str, list[Any]] = {}
    for name in _RECORDED:
        column = scores[name]
        key = "deadline" if name == "matures_on" else name
        if column.dtype.kind == "M":
            days = column.to_numpy(dtype="datetime64[s]").astype("datetime64[D]").astype(object)
            columns[key] = [None if day is None else str(day) for day in days]
        else:
            columns[key] = [_plain(value) for value in column.tolist()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    if np.isnan(value):
        return None
    return rounded(value) if np.isfinite(value) else str(value)
