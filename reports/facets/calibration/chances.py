"""Stated chances beside what happened, as reports hold them: how many were expected, and the curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reports.figures import counted
from tracker.calibration.expectation import Expectation, expected_against_observed
from tracker.calibration.reliability import Reliability, reliability
from tracker.certainty.clustered_share import kish
from tracker.certainty.wording import told_by
from tracker.chances import tally_of
from tracker.discrimination.economic_value import EconomicValue, economic_value
from tracker.measures import BRIER
from tracker.ties import Ties, ties_in_counts

if TYPE_CHECKING:
    from pandas import DataFrame


def sure_of_chances(events: Iterable[str]) -> str:
    """What the events of stated chances can tell, one for each forecast, where nothing is listed one by one.

    >>> sure_of_chances("abc")
    '3 events: too few to compare what was said with what happened.'
    >>> sure_of_chances([*"abcde", *"f" * 60])
    '6 events, worth no more than 1 of equal size: too few to tell skill from luck.'
    """
    sizes = Counter(events)
    told = told_by(len(sizes), worth=kish(list(sizes.values())))
    if sizes and not told.shows_mean:
        return f"{counted(len(sizes), 'event')}: too few to compare what was said with what happened."
    return told.sentence


def counted_in_words(counted: DataFrame, words: str) -> str:
    """The words on what is counted, and what is done with forecasts that came true in part."""
    told = partly_in_words(counted)
    return f"{words} {told}" if told else words


def partly_in_words(counted: DataFrame) -> str | None:
    """What is done with counted chances that came true in part, in a sentence; None where there are none."""
    chances = counted[counted["measure"] == BRIER.name]
    graded = ~chances["observed"].isin([0.0, 1.0])
    if not graded.any():
        return None
    ties = Ties.DROP
    if chances.loc[graded, "tested"].any():
        ties = Ties.HALF
    elif not graded.all() and not chances["tested"].any():
        ties = Ties.REFUSE
    return ties_in_counts(int(graded.sum()), ties)


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


def value_of(chances: DataFrame) -> EconomicValue | None:
    """What acting on yes-or-no forecasts is worth at each ratio of cost to loss, from fifty events on."""
    if not told_by(chances["cluster"].nunique()).shows_line:
        return None
    return economic_value(tally_of(chances))
