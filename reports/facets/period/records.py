"""The chances of everybody together: by period of deadline, this one and those before it, and to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import NoSuchPeriod
from reports.facets.calibration.chances import (
    counted_in_words,
    expectation_of,
    reliability_of,
    sure_of_chances,
)
from reports.facets.calibration.cohorts import Cohort, Span, cohorts_of
from reports.facets.record.means import SEED
from reports.facets.record.standings import of_kind
from tracker.calibration.expectation import Expectation
from tracker.calibration.reliability import Reliability
from tracker.certainty.wording import Tier, caution, told_by
from tracker.chances import tested
from tracker.measures import BRIER

if TYPE_CHECKING:
    from pandas import DataFrame

    from reports.period import Period

EARLIER = 7
_NEEDED = (
    *("prospective", "verdict", "counts", "order", "reading", "measure", "observed"),
    *("tested", "cluster", "p", "value", "matures_on"),
)
_WAITING = ("pending", "overdue", "held")


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Everybody's yes-or-no forecasts, all prospective or all retrospective.

    `cohorts` are by period of deadline: at most seven before the report's, from the first that has any, and
    the report's own last. `expectation` and `reliability` are of all to date; None below five and twenty
    events.
    """

    prospective: bool
    forecasts: int
    events: int
    tier: Tier
    words: str
    caution: str | None
    cohorts: tuple[Cohort, ...]
    expectation: Expectation | None
    reliability: Reliability | None


def records_of(frame: DataFrame, period: Period) -> tuple[Record, Record]:
    """The prospective and the retrospective record of marked forecasts, in this order."""
    frame = frame[list(_NEEDED)]
    return _record(frame, period, prospective=True), _record(frame, period, prospective=False)


def _record(frame: DataFrame, period: Period, *, prospective: bool) -> Record:
    kind = of_kind(frame, prospective=prospective)
    chances = tested(kind[kind["counts"]])
    first = (kind["order"] == 0) & (kind["reading"] == "primary") & (kind["measure"] == BRIER.name)
    waiting = kind[first & kind["verdict"].isin(_WAITING)]
    told = told_by(chances["cluster"].nunique())
    cohorts = cohorts_of(chances, waiting, _spans(period))
    some = [place for place, cohort in enumerate(cohorts) if cohort.forecasts]
    return Record(
        prospective=prospective,
        forecasts=len(chances),
        events=told.events,
        tier=told.tier,
        words=counted_in_words(kind[kind["counts"]], sure_of_chances(chances["cluster"])),
        caution=caution(len(chances), told.events),
        cohorts=cohorts[min(some, default=len(cohorts)) :],
        expectation=expectation_of(chances),
        reliability=reliability_of(chances, seed=SEED),
    )


def _spans(period: Period) -> tuple[Span, ...]:
    """The period and those before it, by the deadlines that are over on one of their days."""
    found = [period]
    try:
        while len(found) <= EARLIER:
            found.insert(0, found[0].before())
    except NoSuchPeriod:
        pass
    return tuple(_span(one) for one in found)


def _span(period: Period) -> Span:
    first, last = period.deadlines(date.max)
    return Span(label=period.label, first=first, last=last)
