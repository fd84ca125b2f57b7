"""Where a function goes through zero between two places at which its signs differ.

SciPy has such searches, but importing them takes a third of a second, which every command would wait for.
"""

from __future__ import annotations

from collections.abc import Callable

_STEPS = 200
_HAIR = 4e-16


def crossing(function: Callable[[float], float], low: float, high: float, *, close: float) -> float:
    """A place between low and high where the function is 0, or changes its sign, to within `close`.

    Chandrupatla's method: a parabola through the last three places where it can be trusted, else the middle.

    Raises
    ------
    ValueError
        Where the function has one sign at both ends.

    References
    ----------
    Chandrupatla (1997), A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear
    function without using derivatives, Advances in Engineering Software 28:145-149.

    Examples
    --------
    >>> round(crossing(lambda x: x * x - 2, 0.0, 2.0, close=1e-12), 9)
    1.414213562
    """
    a, b = low, high
    at_a, at_b = function(a), function(b)
    if at_a == 0 or at_b == 0:
        return a if at_a == 0 else b
    if (at_a > 0) == (at_b > 0):
        raise ValueError(f"the function has one sign at {low} and {high}")
    best, share = a, 0.5
    for _ in range(_STEPS):
        new = a + share * (b - a)
        at_new = function(new)
        if (at_new > 0) == (at_a > 0):
            c, at_c = a, at_a
        else:
            b, at_b, c, at_c = a, at_a, b, at_b
        a, at_a = new, at_new
        best, at_best = (a, at_a) if abs(at_a) < abs(at_b) else (b, at_b)
        reach = (_HAIR * abs(best) + close / 2) / abs(b - a)
        if reach > 0.5 or at_best == 0:
            break
        share = min(max(_parabola(a, b, c, at_a, at_b, at_c), reach), 1 - reach)
    return best


def _parabola(a: float, b: float, c: float, at_a: float, at_b: float, at_c: float) -> float:
    """How far from a towards b the parabola through three places puts the zero; half where it may mislead."""
    place, height = (a - b) / (c - b), (at_a - at_b) / (at_c - at_b)
    if not (height * height < place and (1 - height) ** 2 < 1 - place):
        return 0.5
    return at_a / (at_b - at_a) * at_c / (at_b - at_c) + (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (
        at_c - at_b
    )
