"""How a window of dates becomes a distribution over days: rule W80-1 and the readings beside it.

A speaker who says "a month or two, maybe three" names dates, not probabilities. W80-1 puts 10, 50
and 90% at the earliest, central and latest date, runs straight lines between, and spends half of
what is left by the horizon; the other half means later or never. R2-1, R3-1 and R4-1 read the same
dates otherwise; the spread of their scores is the band shown beside every timeline score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forecasts.belief import Timeline

if TYPE_CHECKING:
    from forecasts.words.windows.grammar import Window

DEFAULT = "W80-1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """The heights that a rule gives the earliest, the central and the latest date."""

    rule: str
    early: float
    middle: float
    late: float

    @property
    def within(self) -> float:
        """The height at a deadline that stands alone: the mass that the rule puts inside a window."""
        return round(self.late - self.early, 12)


SPREADS = {
    spread.rule: spread
    for spread in (
        Spread(rule="W80-1", early=0.10, middle=0.50, late=0.90),
        Spread(rule="R2-1", early=0.10, middle=0.70, late=0.90),
        Spread(rule="R3-1", early=0.25, middle=0.50, late=0.75),
        Spread(rule="R4-1", early=0.05, middle=0.50, late=0.95),
    )
}


def knots(
    spread: Spread,
    *,
    made_on: date,
    earliest: date | None,
    central: date | None,
    latest: date,
    horizon: date,
    p: float | None = None,
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Days since `made_on` and the distribution function at each, by one rule.

    With `p` the heights are scaled so that F(latest) = p, flat after it. A date on `made_on` itself
    has no days before it, so it adds no knot but the last word on that day.

    >>> days = dict(made_on=date(2021, 6, 25), earliest=date(2021, 7, 25), central=date(2021, 8, 25))
    >>> knots(SPREADS["W80-1"], **days, latest=date(2021, 9, 25), horizon=date(2021, 12, 25))
    ((0.0, 30.0, 61.0, 92.0, 183.0), (0.0, 0.1, 0.5, 0.9, 0.95))
    """
    early, middle, late, last = heights(spread, from_earliest=earliest is not None, p=p)
    cdf = {0.0: 0.0}
    for day, height in ((earliest, early), (central, middle), (latest, late)):
        if day is not None and (day > made_on or day == latest):
            cdf[float((day - made_on).days)] = height
    if horizon > latest:
        cdf[float((horizon - made_on).days)] = last
    return tuple(cdf), tuple(cdf.values())


def heights(spread: Spread, *, from_earliest: bool, p: float | None) -> tuple[float, float, float, float]:
    """The heights at the earliest, the central and the latest date, and at a horizon after it.

    >>> heights(SPREADS["W80-1"], from_earliest=True, p=None)
    (0.1, 0.5, 0.9, 0.95)
    """
    top = spread.late if from_earliest else spread.within
    scale = 1.0 if p is None else p / top
    after = top * scale if p is not None else top + (1 - top) / 2
    early, middle, late, last = (
        round(height, 12) for height in (spread.early * scale, spread.middle * scale, top * scale, after)
    )
    return early, middle, late, last


def timeline(window: Window, *, horizon: date, p: float | None = None) -> Timeline:
    """The belief that a window states, by the default rule, up to the question's horizon.

    >>> from forecasts.words.windows.grammar import read_window
    >>> window = read_window("a month or two, maybe three", said=date(2021, 6, 25))
    >>> timeline(window, horizon=window.horizon).cdf
    (0.0, 0.1, 0.5, 0.9, 0.95)
    """
    days, cdf = knots(
        SPREADS[DEFAULT],
        made_on=window.said,
        earliest=window.earliest,
        central=window.central,
        latest=window.latest,
        horizon=horizon,
        p=p,
    )
    return Timeline(
        days=days,
        cdf=cdf,
        horizon=horizon,
        words=window.words,
        rule=DEFAULT,
        earliest=window.earliest,
        central=window.central,
        latest=window.latest,
        p=p,
    )
