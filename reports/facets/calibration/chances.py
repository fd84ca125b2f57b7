"""Stated chances beside what happened, as reports hold them: how many were expected, and the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.calibration.expectation import Expectation, expected_against_observed
from tracker.calibration.reliability import Reliability, reliability
from tracker.certainty.wording import counted, told_by
from tracker.chances import tally_of
from tracker.measures import BRIER
from tracker.ties import left_out_of_counts

if TYPE_CHECKING:
    from pandas import DataFrame


def sure_of_chances(events: int) -> str:
    """What so many events can tell of stated chances, where nothing is listed one by one.

    >>> sure_of_chances(3)
    '3 events: too few to compare what was said with what happened.'
    """
    told = told_by(events)
    if events and not told.shows_mean:
        return f"{counted(events, 'event')}: too few to compare what was said with what happened."
    return told.sentence


def told_of_grades(counted: DataFrame, words: str) -> str:
    """The words on what is counted, and how many forecasts that came true in part they leave out."""
    graded = (counted["measure"] == BRIER.name) & ~counted["observed"].isin([0.0, 1.0])
    left_out = left_out_of_counts(int(graded.sum()))
    return f"{words} {left_out}" if left_out else words


def expectation_of(chances: DataFrame) -> Expectation | None:
    """Expected against observed of yes-or-no forecasts on five events or more, else None."""
    if not told_by(chances["cluster"].nunique()).shows_mean:
        return None
    return expected_against_observed(tally_of(chances))


def reliability_of(chances: DataFrame, *, seed: int) -> Reliability | None:
    """The curve of yes-or-no forecasts on twenty events or more, else None."""
    if not told_by(chances["cluster"].nunique()).shows_curve:
        return None
    return reliability(tally_of(chances), seed=seed)
