"""The chances among judged forecasts that were answered yes or no, those that tests take, and their tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.measures import BRIER
from tracker.tally import Tally

if TYPE_CHECKING:
    from pandas import DataFrame


def yes_or_no(counted: DataFrame) -> DataFrame:
    """The counted forecasts that gave a chance and got a plain yes or no."""
    return counted[(counted["measure"] == BRIER.name) & counted["observed"].isin([0.0, 1.0])]


def tested(marked: DataFrame) -> DataFrame:
    """The chances that tests of yes and no take; of those that came true in part, what `Ties` says."""
    return marked[marked["tested"]]


def tally_of(chances: DataFrame) -> Tally:
    """The tally of chances that tests take, clustered by event; a grade is in part a yes, in part a no."""
    p, observed = (chances[name].to_numpy(float) for name in ("p", "observed"))
    return Tally.of(p, observed, cluster=chances["cluster"].astype(str).to_numpy(object)).halved()
