"""What a calibrated forecaster's timelines would have scored, by luck alone.

Chances have `tracker.calibration.expectation.brier_by_luck`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Outlook:
    """The scores that one forecast can get, and how likely each is if the forecast is calibrated.

    In the order of the outcomes from soonest to never, so that forecasts on one event can share a draw.
    """

    scores: NDArray[np.float64]
    chances: NDArray[np.float64]


def timeline_outlook(days: ArrayLike, cdf: ArrayLike, *, horizon: int) -> Outlook:
    """The Timeline Brier of a distribution for an event on each day up to the horizon, and for none.

    `days` and `cdf` are the knots, as in `forecasts.belief.Timeline`; `horizon` is in days since the
    forecast. Between whole days the distribution is taken as straight. The event on day d has the
    mass between d - 1 and d; a jump on day 0 is day 0's.

    >>> sure = timeline_outlook([0.0, 10.0], [0.0, 0.0], horizon=10)
    >>> float(sure.scores[-1]), float(sure.chances[-1])
    (0.0, 1.0)
    """
    if horizon < 1:
        raise ValueError(f"the horizon lies {horizon} days ahead, and must lie at least one")
    heights = np.interp(np.arange(horizon + 1), np.asarray(days, float), np.asarray(cdf, float), left=0.0)
    a, b = heights[:-1], heights[1:]
    before = np.concatenate([[0.0], np.cumsum((a * a + a * b + b * b) / 3)])
    a, b = 1 - a, 1 - b
    after = np.concatenate([[0.0], np.cumsum((a * a + a * b + b * b) / 3)])
    scores = np.append(before + after[-1] - after, before[-1]) / horizon
    return Outlook(scores, np.diff(heights, prepend=0.0, append=1.0))


def range_by_luck(
    outlooks: Sequence[Outlook], events: Sequence[Hashable], *, seed: int, replicates: int = 9999
) -> tuple[float, float]:
    """The middle 95% of a calibrated forecaster's mean score over such a set of forecasts.

    The mean is taken within each event and then over events. Forecasts on one event share their draw,
    since they stand or fall together; events are independent. The same seed gives the same range.

    >>> even = timeline_outlook([0.0, 100.0], [0.0, 0.9], horizon=100)
    >>> low, high = range_by_luck([even] * 8, range(8), seed=1)
    >>> round(low, 3), round(high, 3)
    (0.131, 0.233)
    """
    if not outlooks or len(outlooks) != len(events):
        raise ValueError("give one event for each outlook, and at least one")
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(event, len(numbers)) for event in events]
    sizes = np.bincount(codes)
    draws = np.random.default_rng(seed).random((len(numbers), replicates))
    means = np.zeros(replicates)
    for outlook, code in zip(outlooks, codes, strict=True):
        happened = np.searchsorted(np.cumsum(outlook.chances), draws[code], side="right")
        means += outlook.scores[np.minimum(happened, len(outlook.scores) - 1)] / (sizes[code] * len(sizes))
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
