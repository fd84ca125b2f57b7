"""The chances among judged forecasts that were answered yes or no, and their tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.measures import BRIER
from tracker.tally import Tally

if TYPE_CHECKING:
    from pandas import DataFrame


def yes_or_no(counted: DataFrame) -> DataFrame:
    """The counted forecasts that gave a chance and got a plain yes or no."""
    return counted[(counted["measure"] == BRIER.name) & counted["observed"].isin([0.0, 1.0])]


def tally_of(chances: DataFrame) -> Tally:
    """The tally of forecasts that gave a chance, clustered by event; outcomes may be grades."""
    p, observed = (chances[name].to_numpy(float) for name in ("p", "observed"))
    return Tally.of(p, observed, cluster=chances["cluster"].astype(str).to_numpy(object))
