"""Where each timeline's score ends, whoever was logged first.

A question's own horizon, set with it or by an amendment, holds for every timeline on it, those recorded
before included. Without one, a window that a rule turned into a distribution runs to its own rung of the
ladder (`forecasts.words.windows.ladder`), and a distribution that was stated outright to the day that was
recorded with it. The tail of a window is drawn anew where the end moves; its dates and their heights stay.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.words.windows.ladder import rung
from forecasts.words.windows.spreading import SPREADS, knots
from tracker.frame_arrays import (
    Flags,
    Numbers,
    Places,
    dates,
    day_number,
    day_numbers,
    texts,
    with_columns,
)

if TYPE_CHECKING:
    from pandas import DataFrame


def to_their_horizons(forecasts: DataFrame, questions: DataFrame, asked: Places) -> DataFrame:
    """The forecasts, each timeline run to the horizon that counts, and `own_horizon` beside it.

    Parameters
    ----------
    forecasts, questions
        Standing records, as `View.forecasts()` and `View.questions()` give them.
    asked
        The place of each forecast's question among the questions.

    Returns
    -------
    DataFrame
        The forecasts with `horizon`, `days` and `heights` as they are scored, and the column `own_horizon`:
        whether the forecaster's own words set the end, because the question has no horizon.
    """
    timeline = texts(forecasts["belief"]) == "timeline"
    fixed = day_numbers(questions["horizon"])[asked]
    recorded = day_numbers(forecasts["horizon"])
    by_rule = timeline & read_by_rule(forecasts)
    rungs = np.full(len(forecasts), np.nan)
    made, latest = day_numbers(forecasts["made_on"]), day_numbers(forecasts["latest"])
    rungs[by_rule] = _rungs(made[by_rule], latest[by_rule])
    own = np.where(timeline, np.where(np.isnan(rungs), recorded, rungs), np.nan)
    end = np.where(timeline & ~np.isnan(fixed), fixed, own)
    moved = np.flatnonzero(by_rule & (end != recorded))
    days, heights = (forecasts[name].to_numpy(dtype=object).copy() for name in ("days", "heights"))
    for place, window in zip(moved, _windows(forecasts.iloc[moved], end[moved]), strict=True):
        days[place], heights[place] = _knots(*window)
    return with_columns(
        forecasts,
        horizon=dates(end),
        days=days,
        heights=heights,
        own_horizon=by_rule & np.isnan(fixed),
    )


def read_by_rule(forecasts: DataFrame) -> Flags:
    """Which beliefs are windows that a rule turned into a distribution."""
    found: Flags = (forecasts["rule"].isin(list(SPREADS)) & forecasts["latest"].notna()).to_numpy(dtype=bool)
    return found


def _rungs(made: Numbers, latest: Numbers) -> Numbers:
    """The rung of each window as a day number; NaN where the calendar ends before it."""
    pairs, place = np.unique(np.stack([made, latest]), axis=1, return_inverse=True)
    found = np.array([_rung(*pair) for pair in pairs.T], dtype=np.float64)
    return found[place.ravel()] if len(found) else found


def _rung(made: float, latest: float) -> float:
    try:
        return day_number(rung(_date(made), _date(latest)))
    except (OverflowError, ValueError):
        return np.nan


def _date(number: float) -> date:
    return date.fromordinal(int(number) + _EPOCH)


_EPOCH = date(1970, 1, 1).toordinal()


def _windows(forecasts: DataFrame, end: Numbers) -> list[tuple[Any, ...]]:
    """Of each window the rule, its dates, the horizon and the chance, as `_knots` takes them."""
    listed = [
        forecasts[name].to_numpy(dtype="datetime64[s]").astype("datetime64[D]").tolist()
        for name in ("made_on", "earliest", "central", "latest")
    ]
    chances = [None if np.isnan(p) else float(p) for p in forecasts["p"].to_numpy(dtype=np.float64)]
    return list(zip(texts(forecasts["rule"]), *listed, map(_date, end), chances, strict=True))


@lru_cache(maxsize=100_000)
def _knots(
    rule: str,
    made_on: date,
    earliest: date | None,
    central: date | None,
    latest: date,
    horizon: date,
    p: float | None,
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return knots(
        SPREADS[rule],
        made_on=made_on,
        earliest=earliest,
        central=central,
        latest=latest,
        horizon=horizon,
        p=p,
    )
