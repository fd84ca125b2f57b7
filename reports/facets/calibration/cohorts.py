"""Forecasts by when their deadline fell: what was expected of each cohort, what came, and what is held back.

A forecast belongs to the month, quarter or year of its own deadline, whenever its event came. So what has
happened already but is not due yet is counted apart, and a recent cohort does not look luckier than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from forecasts.days import last_of_month
from reports.facets.calibration.chances import expectation_of
from tracker.certainty.wording import Tier, told_by
from tracker.vectors import event_means

if TYPE_CHECKING:
    from pandas import DataFrame

_MOST_MONTHS, _MOST_QUARTERS = 9, 20
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A calendar month, quarter or year: its label, its first and its last day."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Cohort:
    """The chances whose deadlines fell in one month, quarter or year.

    `forecasts` were answered yes or no, on so many `events`; `pending` have no answer yet, `overdue` should
    have one; `held` happened, and are held back until their deadlines, the last of them `held_until`.
    `expected` is the sum of the chances and `observed` how many happened; a calibrated forecaster sees
    `low` to `high` in 95 of 100 such sets, forecasts on one event standing or falling together; `mean` is
    the mean Brier score over events. All five are None below five events.
    """

    label: str
    first: date
    last: date
    forecasts: int
    events: int
    tier: Tier
    pending: int
    overdue: int
    held: int
    held_until: date | None
    expected: float | None
    observed: int | None
    low: int | None
    high: int | None
    mean: float | None


def spans_of(days: DataFrame, column: str = "matures_on") -> tuple[Span, ...]:
    """The months, quarters or years that hold the days of a column, in order, those without any left out.

    Months up to nine months, quarters up to five years, years beyond.
    """
    known = days[column].dropna()
    if known.empty:
        return ()
    months = (known.dt.year * 12 + known.dt.month - 1).to_numpy()
    width = int(months.max() - months.min()) + 1
    unit = "month" if width <= _MOST_MONTHS else "quarter" if width <= 3 * _MOST_QUARTERS else "year"
    size = _MONTHS[unit]
    return tuple(_span(int(place) * size, size) for place in np.unique(months // size))


def _span(month: int, size: int) -> Span:
    first = date(month // 12, month % 12 + 1, 1)
    label = {1: f"{first:%Y-%m}", 3: f"{first.year}-Q{first.month // 3 + 1}", 12: f"{first.year}"}[size]
    return Span(label=label, first=first, last=last_of_month(month + size - 1))


def within(frame: DataFrame, span: Span, column: str = "matures_on") -> DataFrame:
    """The rows whose day lies in a span."""
    import pandas as pd

    return frame[frame[column].between(pd.Timestamp(span.first), pd.Timestamp(span.last))]


def cohorts_of(
    chances: DataFrame, waiting: DataFrame, spans: tuple[Span, ...] | None = None
) -> tuple[Cohort, ...]:
    """The cohorts of yes-or-no forecasts by deadline, with those that wait for an answer or a deadline.

    Parameters
    ----------
    chances
        Chances that were answered yes or no, as `tracker.chances.yes_or_no` gives them.
    waiting
        Chances whose verdict is pending, overdue or held.
    spans
        The stretches of days to tell apart; by default those that `spans_of` finds.
    """
    import pandas as pd

    both = pd.concat([chances[["matures_on"]], waiting[["matures_on"]]])
    chosen = spans_of(both) if spans is None else spans
    return tuple(_cohort(span, within(chances, span), within(waiting, span)) for span in chosen)


def _cohort(span: Span, chances: DataFrame, waiting: DataFrame) -> Cohort:
    events = chances["cluster"].nunique()
    told = told_by(events)
    found = expectation_of(chances)
    held = waiting[waiting["verdict"] == "held"]
    return Cohort(
        label=span.label,
        first=span.first,
        last=span.last,
        forecasts=len(chances),
        events=events,
        tier=told.tier,
        pending=int((waiting["verdict"] == "pending").sum()),
        overdue=int((waiting["verdict"] == "overdue").sum()),
        held=len(held),
        held_until=held["matures_on"].max().date() if len(held) else None,
        expected=found.expected if found else None,
        observed=found.observed if found else None,
        low=found.low if found else None,
        high=found.high if found else None,
        mean=_mean(chances) if found else None,
    )


def _mean(chances: DataFrame) -> float:
    events = chances["cluster"].astype(str).tolist()
    return float(event_means(chances["value"].to_numpy(float), events, "scores")[1].mean())
