"""What windows would have scored, had another rule turned their dates into chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forecasts.words.windows.spreading import Spread, knots
from tracker.scoring import timeline_brier
from tracker.verdicts.columns import day_numbers

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.vectors import Floats

_DATES = ("made_on", "earliest", "central", "latest", "horizon")


def scores_by_rule(windows: DataFrame, spread: Spread) -> Floats:
    """The Timeline Brier of each window with a latest date, read by a rule and scored to its horizon."""
    dates = (
        windows[name].to_numpy(dtype="datetime64[s]").astype("datetime64[D]").tolist() for name in _DATES
    )
    chances = [None if np.isnan(p) else p for p in windows["p"].to_numpy(float).tolist()]
    read = [
        knots(spread, made_on=made, earliest=first, central=middle, latest=last, horizon=horizon, p=p)
        for made, first, middle, last, horizon, p in zip(*dates, chances, strict=True)
    ]
    width = max(len(days) for days, _ in read)
    days, heights = (
        np.array([row[part] + (row[part][-1],) * (width - len(row[part])) for row in read]) for part in (0, 1)
    )
    made = day_numbers(windows["made_on"])
    event = day_numbers(windows["event_on"]) - made
    scores = timeline_brier(
        days, heights, np.where(np.isnan(event), np.inf, event), day_numbers(windows["horizon"]) - made
    )
    return np.asarray(scores, dtype=np.float64)
