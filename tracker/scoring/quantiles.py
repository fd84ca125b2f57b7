"""How far stated quantiles or a stated interval were from the value that came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

from tracker.quantities.levels import have_mirror_images
from tracker.scoring.kinds import floats, one_shape, same_kind
from tracker.scoring.limits import check_between, check_finite, check_ordered, check_rows

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Numbers, Scores

_HAIR = 1e-9


@overload
def pinball(quantiles: Numbers, levels: Numbers, y: float) -> float: ...
@overload
def pinball(quantiles: Numbers, levels: Numbers, y: Numbers) -> Scores: ...
def pinball(quantiles: Numbers, levels: Numbers, y: Numbers) -> Scores:
    """The mean, over the levels, of the pinball loss of each stated quantile.

    The smaller the better, minimum 0, in the unit of y. Proper for the quantiles at these levels; twice
    the loss at level 0.5 is the absolute error.

    Parameters
    ----------
    quantiles
        Value stated for each level: shape (k,) for one forecast, (n, k) for n. With a single level,
        given as a scalar, the shape of y. Quantiles that cross are scored as they stand.
    levels
        The k levels, or one, strictly between 0 and 1.
    y
        The value that came: a scalar, or n of them.

    Returns
    -------
    float, array or Series
        One score per forecast: the mean over levels of `(1{y < q} - level) (q - y)`.

    Raises
    ------
    ValueError
        On a level outside (0, 1), a value that is not finite, or shapes that do not fit.

    References
    ----------
    Koenker and Bassett (1978). Regression quantiles.

    Examples
    --------
    >>> round(pinball([30, 61, 92], [0.1, 0.5, 0.9], 51), 4)
    3.7333
    >>> pinball([61, 40], 0.5, [51, 51])
    array([5. , 5.5])
    """
    return same_kind(_pinball(quantiles, levels, y), y)


@overload
def weighted_interval_score(quantiles: Numbers, levels: Numbers, y: float) -> float: ...
@overload
def weighted_interval_score(quantiles: Numbers, levels: Numbers, y: Numbers) -> Scores: ...
def weighted_interval_score(quantiles: Numbers, levels: Numbers, y: Numbers) -> Scores:
    """Twice the mean pinball loss: an approximation of the CRPS from quantiles.

    The smaller the better, minimum 0, in the unit of y. Where the levels are a median and central
    intervals it equals the interval scores weighted by alpha / 2, averaged. Arguments and errors are
    those of `pinball`.

    References
    ----------
    Bracher, Ray, Gneiting and Reich (2021). Evaluating epidemic forecasts in an interval format.

    Examples
    --------
    >>> round(weighted_interval_score([-1, 0, 1, 2, 3], [0.1, 0.25, 0.5, 0.75, 0.9], 1), 4)
    0.36
    """
    return same_kind(2 * _pinball(quantiles, levels, y), y)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class IntervalParts:
    """The parts of which weighted interval scores are the sum, one each per forecast.

    `dispersion` is how wide the central intervals are, `overprediction` how far values lay below them and
    below the median, `underprediction` how far above.
    """

    dispersion: Array
    overprediction: Array
    underprediction: Array


def weighted_interval_parts(quantiles: Numbers, levels: Numbers, y: Numbers) -> IntervalParts:
    """Why weighted interval scores are what they are: too wide, too high, or too low.

    The smaller the better, minimum 0, in the unit of y; the three sum to `weighted_interval_score`, of which
    the arguments are.

    Raises
    ------
    ValueError
        As `pinball` does, and where a level t stands without 1 - t: then there are no intervals.

    References
    ----------
    Bracher, Ray, Gneiting and Reich (2021). Evaluating epidemic forecasts in an interval format.

    Examples
    --------
    >>> parts = weighted_interval_parts([[30, 61, 92]], [0.1, 0.5, 0.9], [20])
    >>> [round(float(part[0]), 4) for part in (parts.dispersion, parts.overprediction, parts.underprediction)]
    [4.1333, 20.3333, 0.0]
    """
    total = np.atleast_1d(np.asarray(2 * _pinball(quantiles, levels, y)))
    stated, level, value = floats(quantiles, "quantiles"), floats(levels, "levels"), floats(y, "y")
    if not have_mirror_images(level.tolist()):
        raise ValueError("levels without their mirror image make no intervals")
    middle = np.abs(level - 0.5) < _HAIR
    apart = np.atleast_1d(value)[:, None] - np.atleast_2d(stated)
    often = np.where(middle, 1.0, 2.0)
    over = (np.where(level < 0.5 + _HAIR, often, 0.0) * np.maximum(-apart, 0)).mean(axis=-1)
    under = (np.where(level > 0.5 - _HAIR, often, 0.0) * np.maximum(apart, 0)).mean(axis=-1)
    spread = np.where(middle, 0.0, 2 * np.minimum(level, 1 - level) * np.sign(level - 0.5))
    dispersion = (spread * np.atleast_2d(stated)).mean(axis=-1)
    assert np.allclose(dispersion + over + under, total), "the parts sum to the score"
    return IntervalParts(dispersion=dispersion, overprediction=over, underprediction=under)


@overload
def interval_score(lower: float, upper: float, y: float, alpha: float) -> float: ...
@overload
def interval_score(lower: Numbers, upper: Numbers, y: Numbers, alpha: Numbers) -> Scores: ...
def interval_score(lower: Numbers, upper: Numbers, y: Numbers, alpha: Numbers) -> Scores:
    """The width of an interval, plus a fine of 2 / alpha for each unit by which the value missed it.

    The smaller the better, minimum 0, in the unit of y. Proper for the quantiles at alpha / 2 and
    1 - alpha / 2. An end counts as inside.

    Parameters
    ----------
    lower, upper
        Ends of the central interval, lower <= upper.
    y
        The value that came.
    alpha
        One minus the stated coverage: 0.2 for an 80% interval.

    Returns
    -------
    float, array or Series
        `(upper - lower) + (2/alpha) max(lower - y, 0) + (2/alpha) max(y - upper, 0)`.

    Raises
    ------
    ValueError
        On ends in the wrong order, a value that is not finite, or alpha outside (0, 1).

    References
    ----------
    Winkler (1972). A decision-theoretic approach to interval estimation.

    Examples
    --------
    >>> interval_score(30, 92, 51, alpha=0.2), interval_score(30, 92, 20, alpha=0.2)
    (62.0, 162.0)
    """
    low, high, value, miss = (
        floats(lower, "lower"),
        floats(upper, "upper"),
        floats(y, "y"),
        floats(alpha, "alpha"),
    )
    one_shape(lower=low, upper=high, y=value, alpha=miss)
    check_finite(low, "lower")
    check_finite(high, "upper")
    check_finite(value, "y")
    check_between(miss, "alpha")
    check_ordered(low, high)
    outside = np.maximum(low - value, 0) + np.maximum(value - high, 0)
    return same_kind(np.asarray(high - low + 2 / miss * outside), lower, upper, y, alpha)


def _pinball(quantiles: Numbers, levels: Numbers, y: Numbers) -> Array:
    stated, level, value = floats(quantiles, "quantiles"), floats(levels, "levels"), floats(y, "y")
    check_between(level, "levels")
    if level.ndim == 0:
        stated, level = stated[..., None], level[None]
    check_rows(stated, value, "quantiles")
    if level.shape != stated.shape[-1:]:
        raise ValueError(
            f"quantiles of shape {stated.shape} need {stated.shape[-1]} levels, not {level.shape}"
        )
    over = stated - value[..., None]
    return np.asarray(np.maximum((1 - level) * over, -level * over).mean(axis=-1))
