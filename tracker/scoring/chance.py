"""How far one stated probability was from what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

import numpy as np

from tracker.scoring.kinds import floats, one_shape, same_kind
from tracker.scoring.limits import check_chance, check_grade, check_ordered, check_yes_or_no

BLOCK = 16_384
"""How many forecasts are worked on at once: they and what is made of them stay in the fast memory."""

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Numbers, Scores


@overload
def brier(p: float, y: float) -> float: ...
@overload
def brier(p: Numbers, y: Numbers) -> Scores: ...
def brier(p: Numbers, y: Numbers) -> Scores:
    """The squared distance between a probability and its outcome.

    The smaller the better, from 0 (certain and right) to 1 (certain and wrong); always saying 0.5 gives
    0.25. Strictly proper. The original scale over both answers, 0 to 2, is twice this.

    Parameters
    ----------
    p
        Probability that it happens, between 0 and 1: a scalar, list, array or Series.
    y
        1 where it happened, 0 where it did not. A grade between them ("partly") is accepted here, and
        here only: the score is then proper for the expected grade.

    Returns
    -------
    float, array or Series
        One score per forecast, of the kind that came in: `(p - y)^2`.

    Raises
    ------
    ValueError
        On the first probability or outcome outside 0 to 1 or NaN, named with its position.

    References
    ----------
    Brier, G. W. (1950). Verification of forecasts expressed in terms of probability.

    Examples
    --------
    >>> round(brier(0.8, 1), 4)
    0.04
    >>> brier([0.1, 0.4, 1.0], [0, 1, 1]).round(4)
    array([0.01, 0.36, 0.  ])
    """
    said, happened = floats(p, "p"), floats(y, "y")
    one_shape(p=said, y=happened)
    check_chance(said)
    check_grade(happened)
    miss = np.asarray(said - happened)
    return same_kind(np.multiply(miss, miss, out=miss), p, y)


def brier_mean(p: Numbers, y: Numbers) -> float:
    """The mean Brier score of many forecasts, in one pass over the two columns and no others made.

    What `brier(p, y).mean()` gives, for columns too long to hold a third beside them. The smaller the
    better, from 0 to 1; NaN without forecasts. A `Tally` is the way to every other figure.

    Parameters
    ----------
    p
        Probabilities, between 0 and 1.
    y
        1 where it happened, 0 where it did not, or a grade between them.

    Returns
    -------
    float
        `sum (p - y)^2 / n`.

    Raises
    ------
    ValueError
        On the first probability or outcome outside 0 to 1 or NaN, named with its position.

    Examples
    --------
    >>> round(brier_mean([0.1, 0.4, 0.8, 1.0, 0.0], [0, 1, 1, 1, 0]), 12)
    0.082
    """
    said, happened = floats(p, "p"), floats(y, "y")
    shape = one_shape(p=said, y=happened)
    if not said.size or not happened.size:
        return float("nan")
    said, happened = (np.broadcast_to(values, shape).reshape(-1) for values in (said, happened))
    miss = np.empty(min(BLOCK, said.size))
    total = 0.0
    for start in range(0, said.size, BLOCK):
        part, came = said[start : start + BLOCK], happened[start : start + BLOCK]
        if not (part.min() >= 0 and part.max() <= 1 and came.min() >= 0 and came.max() <= 1):
            check_chance(said)
            check_grade(happened)
        off = np.subtract(part, came, out=miss[: part.size])
        total += float(off @ off)
    return total / said.size


@overload
def brier_band(low: float, high: float, y: float) -> tuple[float, float]: ...
@overload
def brier_band(low: Numbers, high: Numbers, y: Numbers) -> tuple[Scores, Scores]: ...
def brier_band(low: Numbers, high: Numbers, y: Numbers) -> tuple[Scores, Scores]:
    """The lowest and highest Brier score that a probability known only to lie in a band can have.

    No strictly proper score for a band exists; these are the bounds to print beside the score of its
    midpoint. For y = 1 they are (1 - high)^2 and (1 - low)^2, for y = 0 low^2 and high^2.

    Parameters
    ----------
    low, high
        Ends of the band, 0 <= low <= high <= 1.
    y
        1 where it happened, 0 where it did not, or a grade between them (a grade inside the band has the
        lowest score 0).

    Returns
    -------
    tuple
        Lowest and highest score, each of the kind that came in.

    Raises
    ------
    ValueError
        On the first value outside 0 to 1, or band that ends before it starts.

    References
    ----------
    Seidenfeld, Schervish and Kadane (2012). Forecasting with imprecise probabilities.

    Examples
    --------
    >>> [round(bound, 4) for bound in brier_band(0.45, 0.55, 0)]
    [0.2025, 0.3025]
    """
    lowest, highest, happened = floats(low, "low"), floats(high, "high"), floats(y, "y")
    one_shape(low=lowest, high=highest, y=happened)
    check_chance(lowest, "low")
    check_chance(highest, "high")
    check_grade(happened)
    check_ordered(lowest, highest)
    nearest = (np.clip(happened, lowest, highest) - happened) ** 2
    farthest = np.maximum((lowest - happened) ** 2, (highest - happened) ** 2)
    return same_kind(nearest, low, high, y), same_kind(farthest, low, high, y)


@overload
def spherical_score(p: float, y: float) -> float: ...
@overload
def spherical_score(p: Numbers, y: Numbers) -> Scores: ...
def spherical_score(p: Numbers, y: Numbers) -> Scores:
    """The probability given to what happened, divided by the length of the pair (p, 1 - p).

    **The larger the better**, from 0 (certain and wrong) to 1 (certain and right); 0.5 gives 0.7071.
    Strictly proper. It is the reward form; `spherical_loss` is the one that sorts like the other scores.

    Parameters
    ----------
    p
        Probability that it happens, between 0 and 1.
    y
        1 where it happened, 0 where it did not; no grades.

    Returns
    -------
    float, array or Series
        `p_y / sqrt(p^2 + (1 - p)^2)`, with p_y = p where it happened and 1 - p where not.

    Raises
    ------
    ValueError
        On the first value that is no probability, or no 0 or 1, named with its position.

    References
    ----------
    Gneiting and Raftery (2007). Strictly proper scoring rules, prediction, and estimation.

    Examples
    --------
    >>> round(spherical_score(0.8, 1), 4)
    0.9701
    """
    return same_kind(_spherical(p, y, "spherical_score"), p, y)


@overload
def spherical_loss(p: float, y: float) -> float: ...
@overload
def spherical_loss(p: Numbers, y: Numbers) -> Scores: ...
def spherical_loss(p: Numbers, y: Numbers) -> Scores:
    """One minus the spherical score: the smaller the better, from 0 to 1.

    Arguments, errors and reference are those of `spherical_score`.

    Examples
    --------
    >>> round(spherical_loss(0.8, 1), 4)
    0.0299
    """
    return same_kind(1.0 - _spherical(p, y, "spherical_loss"), p, y)


def _spherical(p: Numbers, y: Numbers, score: str) -> Array:
    said, happened = floats(p, "p"), floats(y, "y")
    one_shape(p=said, y=happened)
    check_chance(said)
    check_yes_or_no(happened, score)
    return np.asarray(np.where(happened == 1, said, 1 - said) / np.hypot(said, 1 - said))
