"""One end for timelines that are set side by side, whatever end each has by itself.

A Timeline Brier is a mean over the days to its end, and a far end, empty of what was said, makes it small. So
timelines on one claim are compared over the days to the earliest of their horizons, by the calendar, each as
it was stated: whoever pads a window is held to what it says of the days that both speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tracker.frame_arrays import Numbers, dates, day_numbers, with_columns
from tracker.measures import TIMELINE_BRIER
from tracker.timelines import scored_through
from tracker.vectors import Codes

if TYPE_CHECKING:
    from pandas import DataFrame


CLAIM = (
    *("cluster", "question", "option", "above", "below", "not_before"),
    *("condition_question", "condition_answer", "condition_by"),
)
"""The columns in which forecasts of one claim agree, whatever the belief."""

OWN_END = "the forecaster's own window chose the end"


def range_of_ends(scored: DataFrame) -> tuple[int, int] | None:
    """After how many days the scores of timelines end, at least and at most; None without timelines."""
    rows = scored[(scored["measure"] == TIMELINE_BRIER.name).to_numpy(dtype=bool)]
    if rows.empty:
        return None
    spans = day_numbers(rows["horizon"]) - day_numbers(rows["made_on"])
    return int(spans.min()), int(spans.max())


def ends_in_words(ends: tuple[int, int]) -> str:
    """The range of ends in words.

    >>> ends_in_words((61, 365)), ends_in_words((183, 183))
    ('ends 61 to 365 days after the forecast', 'ends 183 days after the forecast')
    """
    first, last = ends
    return f"ends {first:,} {'' if first == last else f'to {last:,} '}days after the forecast"


def why_no_skill(scored: DataFrame) -> str | None:
    """Why scores are held against no reference: whoever chose the end chose how easy the reference is.

    None where they may be: no end was set by a forecaster's own window.
    """
    rows = scored[(scored["measure"] == TIMELINE_BRIER.name).to_numpy(dtype=bool)]
    count = 0 if rows.empty else int(rows["own_horizon"].astype(bool).sum())
    if not count:
        return None
    return OWN_END if count == len(scored) else f"{OWN_END} of {count:,} of {len(scored):,}"


def to_common_ends(scored: DataFrame, claim: Codes) -> tuple[DataFrame, Codes]:
    """The scores of timelines on one claim over the days to one end, and which of them share it.

    The order of the rows changes nothing. Rows by other measures, and without a score, are left as they are.

    Parameters
    ----------
    scored
        Rows of a scores frame that are scored to their own horizons.
    claim
        A code for each row: those with one code are about one claim.

    Returns
    -------
    DataFrame
        The rows with `horizon`, `scored_on`, `event_on`, `value`, `low` and `high` to the common end; `days`
        and `heights` stay as they were stated.
    Codes
        Rows with one code share claim and end. A timeline made on or after the end of earlier ones, or whose
        event is another one, shares nothing with them.
    """
    scored_timelines = (scored["measure"] == TIMELINE_BRIER.name) & scored["value"].notna()
    timelines = scored_timelines.to_numpy(dtype=bool)
    shared: Codes = np.unique(claim, return_inverse=True)[1].astype(np.int64)
    if not timelines.any():
        return scored, shared
    rows = scored[timelines]
    made, horizon, event = (day_numbers(rows[name]) for name in ("made_on", "horizon", "event_on"))
    end = common_ends(shared[timelines], made, horizon)
    event = np.where(event <= end, event, np.nan)
    columns = {name: scored[name].to_numpy(dtype=np.float64).copy() for name in ("value", "low", "high")}
    moved = end != horizon
    if moved.any():
        places = np.flatnonzero(timelines)[moved]
        for name, values in zip(columns, scored_through(rows[moved], end[moved]), strict=True):
            columns[name][places] = values
    keys = np.zeros((len(scored), 3))
    keys[:, 0] = shared
    keys[timelines, 1], keys[timelines, 2] = end, np.nan_to_num(event, nan=np.inf)
    apart: Codes = np.unique(keys, axis=0, return_inverse=True)[1].ravel().astype(np.int64)
    days = {}
    for name, values in (("horizon", end), ("scored_on", end), ("event_on", event)):
        whole = day_numbers(scored[name]).copy()
        whole[timelines] = values
        days[name] = dates(whole)
    return with_columns(scored, **columns, **days), apart


def codes_of(rows: DataFrame, columns: Sequence[str]) -> Codes:
    """A code for each row: those with one code agree in these columns."""
    import pandas as pd

    alike = pd.DataFrame({name: pd.factorize(rows[name], sort=True)[0] for name in columns})
    return np.asarray(alike.groupby(list(columns)).ngroup(), dtype=np.int64)


def common_ends(claim: Codes, made: Numbers, horizon: Numbers) -> Numbers:
    """The end of each timeline: the earliest horizon of those on its claim that had been made before it.

    Those made on that day or later have no day in common with it, and an end among themselves.

    Examples
    --------
    >>> one_claim = np.zeros(3, dtype=np.int64)
    >>> common_ends(one_claim, np.array([0.0, 5.0, 40.0]), np.array([180.0, 30.0, 90.0])).tolist()
    [30.0, 30.0, 90.0]
    """
    end = np.full(len(claim), np.nan)
    while np.isnan(end).any():
        left = np.flatnonzero(np.isnan(end))
        group: Codes = np.unique(claim[left], return_inverse=True)[1].astype(np.int64)
        first = np.full(int(group.max()) + 1, np.inf)
        np.minimum.at(first, group, horizon[left])
        within = (made[left] < first[group]) | (horizon[left] == first[group])
        end[left[within]] = first[group][within]
    return end
