"""How surprising, in nats, what happened was to a stated probability."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

import numpy as np

from tracker.scoring.kinds import floats, one_shape, same_kind
from tracker.scoring.limits import check_chance, check_yes_or_no

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Numbers, Scores


@overload
def log_score(p: float, y: float) -> float: ...
@overload
def log_score(p: Numbers, y: Numbers) -> Scores: ...
def log_score(p: Numbers, y: Numbers) -> Scores:
    """Minus the natural logarithm of the probability given to what happened.

    The smaller the better, from 0 (certain and right) upwards; 0.5 gives 0.6931. Strictly proper. A
    certain miss is **infinite** and stays so: `clipped_log_score` is the form with a floor.

    Parameters
    ----------
    p
        Probability that it happens, between 0 and 1: a scalar, list, array or Series.
    y
        1 where it happened, 0 where it did not. Grades are refused; use `brier` for them.

    Returns
    -------
    float, array or Series
        One score per forecast in nats: `-ln p` where it happened, `-ln (1 - p)` where not.

    Raises
    ------
    ValueError
        On the first value that is no probability, or no 0 or 1, named with its position.

    References
    ----------
    Good, I. J. (1952). Rational decisions.

    Examples
    --------
    >>> round(log_score(0.8, 0), 4)
    1.6094
    >>> log_score([1.0, 0.0], [1, 1])
    array([ 0., inf])
    """
    said, happened = _checked(p, y, "log_score")
    with np.errstate(divide="ignore"):
        surprise = 0.0 - np.where(happened == 1, np.log(said), np.log1p(-said))
    return same_kind(surprise, p, y)


@overload
def clipped_log_score(p: float, y: float, floor: float) -> float: ...
@overload
def clipped_log_score(p: Numbers, y: Numbers, floor: float) -> Scores: ...
def clipped_log_score(p: Numbers, y: Numbers, floor: float) -> Scores:
    """The log score with the probability given to what happened raised to a floor.

    The smaller the better, from 0 to `-ln floor`. **Not proper** below the floor: it forgives certain
    misses, so print the floor beside it, and in a column of its own.

    Parameters
    ----------
    p
        Probability that it happens, between 0 and 1.
    y
        1 where it happened, 0 where it did not; no grades.
    floor
        Smallest probability that counts, above 0 and at most 0.5, such as 0.01.

    Returns
    -------
    float, array or Series
        `-ln max(p_y, floor)` in nats, with p_y = p where it happened and 1 - p where not.

    Raises
    ------
    ValueError
        On a floor outside (0, 0.5], and on what `log_score` refuses.

    Examples
    --------
    >>> round(clipped_log_score(0.0, 1, floor=0.01), 4)
    4.6052
    """
    if not 0 < floor <= 0.5:
        raise ValueError(f"floor is {floor!r}; it lies above 0 and is at most 0.5")
    said, happened = _checked(p, y, "clipped_log_score")
    given = np.maximum(np.where(happened == 1, said, 1 - said), floor)
    return same_kind(0.0 - np.log(given), p, y)


def _checked(p: Numbers, y: Numbers, score: str) -> tuple[Array, Array]:
    said, happened = floats(p, "p"), floats(y, "y")
    one_shape(p=said, y=happened)
    check_chance(said)
    check_yes_or_no(happened, score)
    return said, happened
