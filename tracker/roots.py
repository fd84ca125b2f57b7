"""Where a function crosses zero.

It is found by Brent's method in the steps of `scipy.optimize.brentq`, to the last digit the same. To import
that package takes a fifth of the time of a whole command, and this is all that the commands want of it.
"""

from __future__ import annotations

from collections.abc import Callable
from math import copysign, inf, isnan

_STEPS = 100
_Point = tuple[float, float]


def crossing(
    of: Callable[[float], float],
    low: float,
    high: float,
    *,
    within: float = 2e-12,
    relative: float = 2.0**-50,
) -> float:
    """The place between two places of different signs at which a continuous function is 0.

    Parameters
    ----------
    of
        The function; at one end it is positive, at the other negative, or at either 0.
    within, relative
        How far off the place may be: `within`, and `relative` times the place itself.

    Raises
    ------
    ValueError
        If both ends have one sign, or the function is not a number somewhere.

    References
    ----------
    Brent (1973), Algorithms for minimization without derivatives, chapter 4; with the hyperbolic step of
    Bus and Dekker (1975), ACM Transactions on Mathematical Software 1:330-345.

    Examples
    --------
    >>> round(crossing(lambda x: x * x - 2, 0.0, 2.0), 10)
    1.4142135624
    """
    last, here = _point(of, low), _point(of, high)
    for place, value in (last, here):
        if value == 0:
            return place
    if (last[1] > 0) == (here[1] > 0):
        raise ValueError(f"the function has one sign at both ends, {low} and {high}")
    across, before, step = last, 0.0, 0.0
    for _ in range(_STEPS):
        if (last[1] > 0) != (here[1] > 0):
            across, before, step = last, here[0] - last[0], here[0] - last[0]
        if abs(across[1]) < abs(here[1]):
            last, here, across = here, across, here
        least, half = (within + relative * abs(here[0])) / 2, (across[0] - here[0]) / 2
        if here[1] == 0 or abs(half) < least:
            return here[0]
        hopeful = abs(before) > least and abs(here[1]) < abs(last[1])
        guess = _interpolated(last, here, across) if hopeful else inf
        fits = 2 * abs(guess) < min(abs(before), 3 * abs(half) - least)
        before, step = (step, guess) if fits else (half, half)
        last, here = here, _point(of, here[0] + (step if abs(step) > least else copysign(least, half)))
    raise ArithmeticError(f"no crossing was found between {low} and {high} in {_STEPS} steps")


def _point(of: Callable[[float], float], place: float) -> _Point:
    value = float(of(place))
    if isnan(value):
        raise ValueError(f"the function is not a number at {place}")
    return place, value


def _interpolated(last: _Point, here: _Point, across: _Point) -> float:
    """The step to the zero of a line through the last two points, or of a hyperbola through all three."""
    (x0, y0), (x1, y1), (x2, y2) = last, here, across
    if x0 == x2:
        return -y1 * (x1 - x0) / (y1 - y0)
    slope, far = (y0 - y1) / (x0 - x1), (y2 - y1) / (x2 - x1)
    return -y1 * (y2 * far - y0 * slope) / (far * slope * (y2 - y0))
