"""Whether probabilities are too extreme or too timid, whatever their tilt: a test of Cox's slope against 1.

`tracker.calibration.cox` estimates the slope; this finds how likely one so far from 1 is for a calibrated
forecaster. The tilt (all too high or too low) is fitted first and held, so that a forecaster who is only
biased is not found overconfident. Probabilities near 0 and 1 make the sum very skew, and a normal
then finds faults that are not there; a saddlepoint allows for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.decomposition import NO_FORECASTS
from tracker.pooling import Floats

if TYPE_CHECKING:
    from tracker.tally import Tally

_STEPS = 60
_CLOSE = 1e-10
_NEAR_ZERO = 1e-4
_EDGE = 1e-9
_FARTHEST = 700.0
_RULED_OUT = "Something happened that had been ruled out, or failed that had been sure."
_ONE_CLASS = "All outcomes are the same, and then nothing tells tilt from slope."
_ONE_VALUE = "All forecasts say the same probability, and no line goes through one point."


@dataclass(frozen=True, kw_only=True, slots=True)
class SlopeTest:
    """How far the slope is from 1, and the chance that a calibrated forecaster's is as far.

    `z` is the score in standard deviations: below 0 overconfident (too extreme), above 0
    underconfident (too timid). None where `reason` says why. Where a certain forecast failed, `p_value` is
    0, and z is that of the others. The forecasts are taken as independent: give one an event.
    """

    count: int
    z: float | None
    p_value: float | None
    reason: str | None = None


def slope_test(tally: Tally) -> SlopeTest:
    """The score test that Cox's slope is 1, with the intercept fitted.

    ``T = sum w (y - q)`` with ``logit q = a + logit p``, a such that ``sum q = sum y``, and w the logit
    less its mean weighted by ``q (1 - q)``. The tails are those of a saddlepoint (Barndorff-Nielsen's
    r*), doubled. A tie with the observed sum counts about half.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.

    References
    ----------
    Cox (1958), Two further applications of a model for binary regression; Barndorff-Nielsen (1986).

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> sure = slope_test(Tally.from_counts([0.05, 0.95], [20, 20], [5, 15]))
    >>> sure.z < -4, sure.p_value < 0.01
    (True, True)
    >>> round(slope_test(Tally.from_counts([0.25, 0.75], [20, 20], [5, 15])).p_value, 2)
    1.0
    """
    said, counts, happened = tally.counts("The test of the slope")
    count = round(float(counts.sum()))
    if not count:
        return SlopeTest(count=0, z=None, p_value=None, reason=NO_FORECASTS)
    ruled_out = bool((((said == 0) & (happened > 0)) | ((said == 1) & (happened < counts))).any())
    inside = (said > 0) & (said < 1)
    said, counts, happened = said[inside], counts[inside], happened[inside]
    z, p_value, reason = _tested(np.log(said) - np.log1p(-said), counts, happened)
    if ruled_out:
        return SlopeTest(count=count, z=z, p_value=0.0, reason=_RULED_OUT)
    return SlopeTest(count=count, z=z, p_value=p_value, reason=reason)


def _tested(logit: Floats, counts: Floats, happened: Floats) -> tuple[float | None, float | None, str | None]:
    yes = float(happened.sum())
    if len(logit) < 2:
        return None, None, _ONE_VALUE
    if yes in (0.0, float(counts.sum())):
        return None, None, _ONE_CLASS
    chance = _shifted(logit, counts, yes)
    spread = counts * chance * (1 - chance)
    lever = logit - float((logit * spread).sum() / spread.sum())
    total = float((lever * (happened - counts * chance)).sum())
    z = total / sqrt(float((lever**2 * spread).sum()))
    lower = _tail(-total, -lever, counts, chance)
    upper = _tail(total, lever, counts, chance)
    return z, min(1.0, 2 * min(lower, upper)), None


def _shifted(logit: Floats, counts: Floats, yes: float) -> Floats:
    """The probabilities moved in log-odds by so much that they add up to what happened."""
    from scipy.special import expit

    low, high, shift = -_FARTHEST, _FARTHEST, 0.0
    chance: Floats = expit(logit)
    for _ in range(_STEPS):
        excess = yes - float((counts * chance).sum())
        if abs(excess) < _CLOSE:
            break
        low, high = (shift, high) if excess > 0 else (low, shift)
        slope = float((counts * chance * (1 - chance)).sum())
        step = shift + excess / slope if slope > 0 else low
        shift = step if low < step < high else (low + high) / 2
        chance = expit(logit + shift)
    return chance


def _tail(total: float, lever: Floats, counts: Floats, chance: Floats) -> float:
    """The chance of a sum at least as large, by the saddlepoint.

    >>> coins = np.array([1.0]), np.array([100.0]), np.array([0.5])
    >>> round(_tail(10.0, *coins), 3), round(_tail(0.0, *coins), 3)
    (0.023, 0.5)
    """
    from scipy.special import expit, ndtr

    most, least = (float((lever * counts * (side - chance)).sum()) for side in (lever > 0, lever < 0))
    if total <= least * (1 - _EDGE):
        return 1.0
    if total >= most * (1 - _EDGE):
        wanted = np.where(lever > 0, chance, 1 - chance)
        return exp(max(float((counts * np.log(wanted))[lever != 0].sum()), -_FARTHEST))
    odds = np.log(chance) - np.log1p(-chance)
    expected = float((lever * counts * chance).sum())
    spread = float((lever**2 * counts * chance * (1 - chance)).sum())
    if abs(total) < _NEAR_ZERO * sqrt(spread):
        return 0.5
    low, high = (0.0, np.inf) if total > 0 else (-np.inf, 0.0)
    at, steepness = total / spread, spread
    for _ in range(_STEPS):
        tilted = expit(odds + at * lever)
        excess = total + expected - float((lever * counts * tilted).sum())
        steepness = float((lever**2 * counts * tilted * (1 - tilted)).sum())
        if abs(excess) < _CLOSE * sqrt(spread):
            break
        low, high = (at, high) if excess > 0 else (low, at)
        step = at + excess / steepness if steepness > 0 else np.nan
        if not low < step < high:
            step = (low + high) / 2 if np.isfinite(low + high) else 2 * at
        at = step
    height = float((counts * (np.logaddexp(0, odds + at * lever) - np.logaddexp(0, odds))).sum())
    distance = 2 * (at * (total + expected) - height)
    if distance <= 0 or steepness <= 0:
        return 0.5
    root = sqrt(distance) if at > 0 else -sqrt(distance)
    return float(ndtr(-(root + log(at * sqrt(steepness) / root) / root)))
