"""How many events until a calibration fault of a stated size would be seen.

Two faults, each with the test that names it: chances that are all too high or too low
(`tracker.calibration.expectation`), and chances too extreme or too timid (`tracker.calibration.slope`).
The chances themselves are stated, or those that a forecaster has said; what came of them is not looked at.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from forecasts.errors import ImpossiblePlan
from tracker.calibration.counts import poisson_binomial, tails
from tracker.calibration.slope import slope_test
from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_MEAN
from tracker.planning.searching import LEAST, Enough, fewest_drawn, fewest_exact
from tracker.pooling import Floats
from tracker.tally import Tally

ASSUMED_CHANCE = 0.5
"""Of events as likely as not the number that happens varies most."""

ASSUMED_CHANCES = tuple(tenth / 10 for tenth in range(1, 10))
"""The chances from 10% to 90%, each as often as the others."""

_STEEPEST = 50
_BEYOND_DOUBT = 700.0


def events_to_see_bias(said: ArrayLike, fault: float, *, power: float = 0.8, alpha: float = 0.05) -> Enough:
    """The fewest events at which things that happen more, or less, often than was said are found to.

    The power of the exact test is counted out over the number that happens, with each chance said as often
    as it is in `said`. The harder of the two directions is planned for.

    Parameters
    ----------
    said
        The chances that are said, at least one, shape (n,).
    fault
        By how much the share that happens lies above or below the mean of what was said: 0.1 for ten points.
        The true chances are those said, their odds all multiplied by one factor.

    Raises
    ------
    ImpossiblePlan
        Where the share that happens would lie below 0 or above 1 in both directions.

    Examples
    --------
    >>> found = events_to_see_bias([0.5], 0.1)
    >>> found.events, round(found.power, 3), round(found.by_formula)
    (199, 0.804, 194)
    """
    chances, shares = _pooled(said)
    size, mean = abs(fault), float(chances @ shares)
    open_ = (chances > LEAST) & (chances < 1 - LEAST)
    bottom = float(shares[chances == 1].sum())
    reach = {-1: mean - bottom, 1: bottom + float(shares[open_].sum()) - mean}
    sides = [side for side, most in reach.items() if size < most - 1e-9]
    if not open_.any():
        raise ImpossiblePlan(
            f"A fault of {size:g}",
            f"{mean:.0%} said each time leaves nothing to luck",
            "state another chance",
        )
    if not size > LEAST or not sides:
        raise ImpossiblePlan(
            f"A fault of {size:g}",
            f"what is said is {mean:.3g} on average",
            f"state one above 0 and below {max(reach.values()):.3g}",
        )
    found = []
    for side in sides:
        true = _shifted(chances, shares, mean + side * size)
        level, truly = (sqrt(float(shares @ (p * (1 - p)))) for p in (chances, true))
        by_formula = _formula(level, truly, size, power=power, alpha=alpha)

        def power_at(events: int, true: Floats = true, side: int = side) -> float:
            return _power_of_bias(chances, true, _composed(shares, events), side, alpha=alpha)

        found.append(fewest_exact(power_at, wanted=power, by_formula=by_formula, least=LEAST_FOR_MEAN))
    return max(found, key=lambda one: one.events)


def events_to_see_slope(
    said: ArrayLike, slope: float, *, power: float = 0.8, alpha: float = 0.05, seed: int, draws: int = 800
) -> Enough:
    """The fewest events at which chances that are too extreme, or too timid, are found to be.

    Parameters
    ----------
    said
        The chances that are said, two different ones at least, shape (n,). 0 and 1 are left out.
    slope
        Cox's slope of the truth: the true log-odds are this times those said. Below 1 is overconfident;
        at 0.6 what is called 90% happens 79% of the time.
    seed, draws
        Of the made-up sets in which the test of the slope is tried.

    Raises
    ------
    ImpossiblePlan
        For a slope of 1, one below 0 or above 50, or where all say one chance.

    Examples
    --------
    >>> found = events_to_see_slope(ASSUMED_CHANCES, 0.5, seed=1, draws=200)
    >>> 90 < found.events < 140, 0.7 < found.power < 0.9
    (True, True)
    """
    if not slope >= 0 or slope == 1:
        raise ImpossiblePlan(
            f"A slope of {slope:g}", "1 is right, below 1 overconfident", "state one such as 0.6, or 1.5"
        )
    if slope > _STEEPEST:
        raise ImpossiblePlan(
            f"A slope of {slope:g}",
            f"at {_STEEPEST} all that is called 60% happens already",
            "state one such as 0.6, or 1.5",
        )
    chances, shares = _pooled(said)
    inside = (chances > 0) & (chances < 1)
    chances, shares = chances[inside], shares[inside] / max(float(shares[inside].sum()), 1e-300)
    if len(chances) < 2:
        raise ImpossiblePlan(
            "A slope", "one chance alone is said", "give forecasters who say more than one, or use --fault"
        )
    logit = np.log(chances) - np.log1p(-chances)
    true = 1 / (1 + np.exp(np.minimum(-slope * logit, _BEYOND_DOUBT)))
    fitted = _shifted(chances, shares, float(shares @ true))
    spread = shares * fitted * (1 - fitted)
    lever = logit - float(logit @ spread) / float(spread.sum())
    moved = abs(float(shares @ (lever * (true - fitted))))
    level, truly = sqrt(float(spread @ lever**2)), sqrt(float((shares * true * (1 - true)) @ lever**2))

    def found_in(events: int, sets: int, start: int) -> int:
        rng = np.random.default_rng(start)
        found = 0
        for _ in range(sets):
            counts = rng.multinomial(events, shares)
            here = counts > 0
            happened = rng.binomial(counts[here], true[here])
            test = slope_test(Tally.from_counts(chances[here], counts[here], happened))
            right = test.z is not None and (test.z < 0) == (slope < 1)
            found += test.p_value is not None and test.p_value <= alpha and right
        return found

    return fewest_drawn(
        found_in,
        wanted=power,
        by_formula=_formula(level, truly, moved, power=power, alpha=alpha),
        per_root=moved / truly,
        least=LEAST_FOR_CURVE,
        seed=seed,
        draws=draws,
    )


def _formula(level: float, truly: float, size: float, *, power: float, alpha: float) -> float:
    from scipy.special import ndtri

    return float(((ndtri(1 - alpha / 2) * level + ndtri(power) * truly) / size) ** 2)


def _pooled(said: ArrayLike) -> tuple[Floats, Floats]:
    """The different chances and how large a share of all each is."""
    pooled = Tally.of(said, np.zeros(np.shape(said)))
    if not len(pooled.said):
        raise ValueError("give at least one chance")
    return pooled.said, pooled.count / pooled.count.sum()


def _shifted(chances: Floats, shares: Floats, mean: float) -> Floats:
    """The chances with all odds multiplied by the factor that gives them this mean."""
    from scipy.optimize import brentq
    from scipy.special import expit, logit

    odds = logit(chances)

    def off(shift: float) -> float:
        return float(shares @ expit(odds + shift)) - mean

    shift = float(brentq(off, -40, 40))
    moved: Floats = expit(odds + shift)
    return moved


def _composed(shares: Floats, events: int) -> Floats:
    """So many events, each chance as often as its share has it, to the nearest whole number."""
    exact = shares * events
    counts = np.floor(exact)
    rest = events - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:rest]] += 1
    return counts


def _power_of_bias(said: Floats, true: Floats, counts: Floats, side: int, *, alpha: float) -> float:
    """How often the exact test refuses what was said, on the side where the truth lies."""
    here = counts > 0
    lowest, at_most, at_least, _ = tails(*poisson_binomial(said[here], counts[here]))
    first, chances = poisson_binomial(true[here], counts[here])
    number = first + np.arange(len(chances))
    place = np.clip(number - lowest, 0, len(at_most) - 1)
    tail = at_least[place] if side > 0 else at_most[place]
    beyond = number > lowest + len(at_most) - 1 if side > 0 else number < lowest
    refused = beyond | (2 * tail <= alpha)
    return float(chances[refused].sum() / chances.sum())
