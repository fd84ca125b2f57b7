"""Between which ends Cox's slope lies: every slope that the outcomes do not speak against.

The estimate plus and minus two errors takes the likelihood for a parabola. With bold forecasts or few misses
it is nothing of the kind, and the interval sits too low: a calibrated forecaster looks overconfident. The
profile of the penalised likelihood follows its true shape. Where most forecasts are so near to 0 or 1 that
hardly one of them can miss, no slope is to be had from them at all, and none is given.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

import numpy as np

from tracker.roots import crossing
from tracker.vectors import Floats

if TYPE_CHECKING:
    from tracker.tally import Tally

_STEPS = 60
_CLOSE = 1e-9
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

    bar = float(ndtri((1 + level) / 2)) ** 2 * max(inflation, 1.0)
    start, best = line[0], profile(logit, counts, happened, line[1], line[0])[0]
    ends = []
    for side in (-1, 1):
        step = 0.5

        def refused(away: float, side: int = side) -> float:
            return 2 * (best - profile(logit, counts, happened, line[1] + side * away, start)[0]) - bar

        while refused(step) < 0 and step < _FARTHEST:
            step *= 2
        found = step if step >= _FARTHEST else crossing(refused, 0.0, step, within=exp(-14))
        ends.append(line[1] + side * found)
    return ends[0], ends[1]


def profile(
    logit: Floats, counts: Floats, happened: Floats, slope: float, start: float = 0.0
) -> tuple[float, float]:
    """The largest penalised likelihood at a slope, and the intercept there."""
    from scipy.special import expit, log_expit

    def height(at: float) -> tuple[float, float, float]:
        line = at + slope * logit
        chance = expit(line)
        weight = counts * chance * (1 - chance)
        a, b, c = float(weight.sum()), float((weight * logit).sum()), float((weight * logit**2).sum())
        size = a * c - b * b
        if size <= 0:
            return -np.inf, 0.0, 1.0
        likely = (happened * log_expit(line) + (counts - happened) * log_expit(-line)).sum()
        leverage = weight * (c - 2 * b * logit + a * logit**2) / size
        score = (happened - counts * chance + leverage * (0.5 - chance)).sum()
        return float(likely) + 0.5 * float(np.log(size)), float(score), a

    at, (here, score, spread) = start, height(start)
    for _ in range(_STEPS):
        step = float(np.clip(score / spread, -2.0, 2.0))
        if abs(step) < _CLOSE:
            break
        tried = height(at + step)
        while tried[0] < here - 1e-12 * abs(here) and abs(step) > _CLOSE:
            step /= 2
            tried = height(at + step)
        at, (here, score, spread) = at + step, tried
    return here, at
