"""The fewest events at which a test finds what is there, as often as was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, sqrt

from forecasts.errors import BeyondPlanning

LEAST = 1e-9
"""Of a size that is planned for: no plan would see a smaller one."""
MOST_EVENTS = 100_000
"""More events than this are not planned for."""

EXACT = "counted out exactly"
DRAWN = "counted in made-up sets of events"
NORMAL = "by the normal approximation"

_SURELY_BELOW = 0.6
_MOST_DRAWN = 1000
_LEAST_SHARE = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class Enough:
    """So many events are enough.

    Attributes
    ----------
    events
        The fewest at which the power is the one wanted.
    power
        How often the test finds at this number what is there.
    by_formula
        The number by the normal approximation, as a check.
    how
        `EXACT`, `DRAWN` or, above a thousand events of several kinds, `NORMAL`.
    draws
        How many made-up sets of events the power was counted in; None where nothing was drawn.
    """

    events: int
    power: float
    by_formula: float
    how: str
    draws: int | None = None


def fewest_exact(power_at: Callable[[int], float], *, wanted: float, by_formula: float, least: int) -> Enough:
    """The fewest events at which an exactly known power is the wanted one.

    Tests of whole numbers lose a little power now and then as an event is added: the next number may have
    some less again. Above a thousand events such steps are small, and are not looked for.

    Raises
    ------
    BeyondPlanning
        Above `MOST_EVENTS`.

    Examples
    --------
    >>> fewest_exact(lambda n: 1 - 0.9**n, wanted=0.8, by_formula=20, least=6).events
    16
    """
    refuse_vast(by_formula)
    low = max(least - 1, floor(_SURELY_BELOW * by_formula))
    if power_at(low + 1) >= wanted:
        low = least - 1
    high = low + 1
    while power_at(high) < wanted:
        low, high = high, high + 1 if by_formula <= _MOST_DRAWN else ceil(1.1 * high)
        refuse_vast(high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power_at(middle) >= wanted else (middle, high)
    return Enough(events=high, power=power_at(high), by_formula=by_formula, how=EXACT)


def fewest_drawn(
    found_in: Callable[[int, int, int], int],
    *,
    wanted: float,
    by_formula: float,
    per_root: float,
    least: int,
    seed: int,
    draws: int,
) -> Enough:
    """The fewest events at which a power that can only be drawn is the wanted one.

    Near the formula's answer the power follows ``Phi(r sqrt(n) - b)``: what is drawn at one number of events
    says how far the right one lies away. Above a thousand events the formula's answer is taken as it is.

    Parameters
    ----------
    found_in
        In how many of so many made-up sets, drawn from a seed, the test finds what is there: a function of
        the number of events, of sets, and the seed.
    per_root
        By how much the quantile of the power rises with the root of the number of events.
    draws
        How many sets are drawn for the last figure, and half as many for each of two steps before.

    Raises
    ------
    BeyondPlanning
        Above `MOST_EVENTS`.
    """
    from scipy.special import ndtri

    refuse_vast(by_formula)
    if by_formula > _MOST_DRAWN:
        return Enough(events=ceil(by_formula), power=wanted, by_formula=by_formula, how=NORMAL)
    root = sqrt(max(least, by_formula))
    for step, share in enumerate((2, 2, 1)):
        events, sets = max(least, ceil(root * root - 1e-9)), max(1, draws // share)
        power = found_in(events, sets, seed + step) / sets
        if share == 1 or (events == least and power >= wanted):
            return Enough(events=events, power=power, by_formula=by_formula, how=DRAWN, draws=sets)
        seen = min(max(power, _LEAST_SHARE), 1 - _LEAST_SHARE)
        root = sqrt(events) + (ndtri(wanted) - ndtri(seen)) / per_root
        root = max(root, sqrt(least))
        refuse_vast(root * root)
    raise AssertionError("the last step returns")


def refuse_vast(events: float) -> None:
    """Refuse to plan for more events than anybody could collect."""
    if events > MOST_EVENTS:
        raise BeyondPlanning(events, MOST_EVENTS)
