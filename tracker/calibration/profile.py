"""Between which ends Cox's slope lies: every slope that the outcomes do not speak against.

The estimate plus and minus two errors takes the likelihood for a parabola. With bold forecasts or few misses
it is nothing of the kind, and the interval sits too low: a calibrated forecaster looks overconfident. The
profile of the penalised likelihood follows its true shape. Where most forecasts are so near to 0 or 1 that
hardly one of them can miss, no slope is to be had from them at all, and none is given.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.penalised import Likelihood, likelihood
from tracker.vectors import Floats

if TYPE_CHECKING:
    from tracker.tally import Tally

_STEPS = 60
_CLOSE = 1e-9
_FLAT = 1e-8
_STRIDE = 4.0
_FAR_LOGIT = 4.0
_MOST_FAR = 1 / 3
_FARTHEST = 50.0

TOO_BOLD = (
    "More than a third of the forecasts are below 1.8% or above 98.2%: so few of them can miss that no slope "
    "is to be had from them."
)


def too_bold_for_a_slope(tally: Tally) -> bool:
    """Whether over a third of the forecasts strictly between 0 and 1 have log-odds beyond 4 on either side.

    >>> from tracker.tally import Tally
    >>> too_bold_for_a_slope(Tally.of([0.001, 0.999, 0.3], [0, 1, 0]))
    True
    """
    inside = (tally.said > 0) & (tally.said < 1)
    said, count = tally.said[inside], tally.count[inside]
    if not len(said):
        return False
    far = np.abs(np.log(said) - np.log1p(-said)) > _FAR_LOGIT
    return float(count[far].sum()) > _MOST_FAR * float(count.sum())


def slope_interval(
    logit: Floats,
    counts: Floats,
    happened: Floats,
    line: tuple[float, float],
    *,
    level: float = 0.95,
    inflation: float = 1.0,
) -> tuple[float, float]:
    """The slopes that a penalised likelihood ratio does not refuse.

    An end solves ``2 (l* - l(slope)) = c × inflation``, l the likelihood with Firth's penalty, maximised over
    the intercept, l* its largest value, c the quantile of chi-squared with one degree of freedom.

    Parameters
    ----------
    logit, counts, happened
        The log-odds said, how often, and how often it happened, shape (n,).
    line
        Firth's intercept and slope, where l is largest.
    inflation
        How many times larger the variance of the slope is because forecasts share events; at least 1.

    References
    ----------
    Heinze and Schemper (2002), A solution to the problem of separation in logistic regression, Statistics in
    Medicine 21:2409-2419; Venzon and Moolgavkar (1988).

    Examples
    --------
    >>> x = np.array([-2.0, -1.0, 1.0, 2.0])
    >>> ends = slope_interval(x, np.full(4, 10.0), np.array([1.0, 3.0, 7.0, 9.0]), (0.0, 0.9983))
    >>> [round(end, 2) for end in ends]
    [0.45, 1.53]
    """
    from scipy.special import ndtri

    bar = float(ndtri((1 + level) / 2)) * sqrt(max(inflation, 1.0))
    top = likelihood(logit, counts, happened, *line)

    def end(side: int) -> float:
        """The end on one side, by Newton's steps on the root of the ratio, which is nearly straight."""
        low, high, away = 0.0, np.inf, min(bar / sqrt(top.spread), _FARTHEST)
        slope, start, centre = line[1], line[0], top.centre
        for _ in range(_STEPS):
            start -= centre * (line[1] + side * away - slope)
            slope = line[1] + side * away
            here, start = _highest(logit, counts, happened, slope, start)
            ratio = sqrt(max(2 * (top.height - here.height), 0.0))
            if abs(ratio - bar) < _CLOSE:
                break
            low, high = (away, high) if ratio < bar else (low, away)
            if low >= _FARTHEST:
                break
            centre, rise = here.centre, -side * here.by_slope / max(ratio, _CLOSE)
            away += (bar - ratio) / rise if rise > 0 else np.inf
            if not low < away < min(high, _STRIDE * low if low else high):
                away = (low + high) / 2 if np.isfinite(high) else 2 * low
        return slope

    return end(-1), end(1)


def profile(logit: Floats, counts: Floats, happened: Floats, slope: float) -> tuple[float, float]:
    """The largest penalised likelihood at a slope, and the intercept there.

    The search begins where the middle forecast is as likely as all together were: from an intercept that
    goes with another slope, every chance is 0 or 1 to the last digit, and no step leads away.
    """
    many, yes = float(counts.sum()), float(happened.sum())
    middle = float((logit * counts).sum()) / many
    start = float(np.log(yes + 0.5) - np.log(many - yes + 0.5)) - slope * middle
    found, at = _highest(logit, counts, happened, slope, start)
    return found.height, at


def _highest(
    logit: Floats, counts: Floats, happened: Floats, slope: float, start: float
) -> tuple[Likelihood, float]:
    """The largest penalised likelihood at a slope, by Newton's steps on the intercept; the intercept there.

    Near the top the likelihood is a parabola, and its last step needs no further look.
    """
    at, here = start, likelihood(logit, counts, happened, start, slope)
    for _ in range(_STEPS):
        step = float(np.clip(here.by_intercept / here.weight, -2.0, 2.0))
        if step * step * here.weight < _FLAT:
            return replace(here, height=here.height + step * here.by_intercept / 2), at + step
        tried = likelihood(logit, counts, happened, at + step, slope)
        while tried.height < here.height - 1e-12 * abs(here.height) and abs(step) > _CLOSE:
            step /= 2
            tried = likelihood(logit, counts, happened, at + step, slope)
        at, here = at + step, tried
    return here, at
