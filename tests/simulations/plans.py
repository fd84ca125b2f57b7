"""Whether a plan finds what it was made to find, as often as it says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit

from tests.simulations.cells import LEVEL, Cell, Rng
from tests.simulations.regimes import REGIMES, Floats
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.slope import slope_test
from tracker.comparison.paired_test import midpoint_luck, paired_p_value
from tracker.planning.faults import events_to_see_bias, events_to_see_slope
from tracker.planning.telling_apart import events_to_tell_apart
from tracker.tally import Tally

_TENTHS = np.arange(1, 10) / 10
PAIRS = ("25 points apart", "tenths", "bold, .7 to .95")


def powers() -> Iterator[Cell]:
    """How often the better of two, or the fault, is found with as many events as were planned for it."""
    for pair in PAIRS:
        for difference in (0.05, 0.08):

            def apart(rng: Rng, sets: int, pair: str = pair, difference: float = difference) -> float:
                return min(_found(rng, sets, pair, difference, better) for better in (0, 1))

            yield Cell(row=f"two forecasters, {pair}", column=f"{difference}", share=apart)
    for said in ("all 50%", "tenths"):

        def biased(rng: Rng, sets: int, said: str = said) -> float:
            return min(_bias_found(rng, sets, said, side) for side in (-1, 1))

        yield Cell(row=f"chances too high or too low; {said}", column="0.15", share=biased)
    for slope in (0.5, 1.8):

        def tilted(rng: Rng, sets: int, slope: float = slope) -> float:
            return _slope_found(rng, sets, slope)

        yield Cell(row=f"a slope of {slope}; tenths", column="0.05", share=tilted)


@cache
def _pair(name: str) -> tuple[Floats, Floats]:
    """What two say of the events so far."""
    if name == "25 points apart":
        return np.array([0.625, 0.375]), np.array([0.375, 0.625])
    rng = np.random.default_rng(3)
    likely = REGIMES[name](rng, (1, 40))[0]
    first, second = (expit(logit(likely) + 0.7 * rng.standard_normal(40)) for _ in range(2))
    return first, second


@cache
def _planned(name: str, difference: float) -> int:
    first, second = _pair(name)
    luck = midpoint_luck(first**2 - second**2, (1 - first) ** 2 - (1 - second) ** 2)
    return events_to_tell_apart(difference, None if name == "25 points apart" else luck, seed=1).events


def _found(rng: Rng, sets: int, name: str, difference: float, better: int) -> float:
    """In what share of sets the better one is found, with true chances that make him so much better."""
    first, second = _pair(name)[:: 1 if better == 0 else -1]
    if_no, if_yes = first**2 - second**2, (1 - first) ** 2 - (1 - second) ** 2

    def likely(tilt: float) -> Floats:
        found: Floats = expit(logit((first + second) / 2) + tilt * (if_yes - if_no))
        return found

    def off(tilt: float) -> float:
        return float((if_no + likely(tilt) * (if_yes - if_no)).mean()) + difference

    chance = likely(float(brentq(off, -200, 200)))
    found = 0
    for _ in range(sets):
        event = rng.integers(len(chance), size=_planned(name, difference))
        came = rng.random(len(event)) < chance[event]
        seen, other = np.where(came, if_yes[event], if_no[event]), np.where(came, if_no[event], if_yes[event])
        p = paired_p_value(seen, midpoint_luck(seen, other))
        found += p is not None and p <= 1 - LEVEL and seen.sum() < 0
    return found / sets


@cache
def _planned_for_bias(said: str) -> int:
    return events_to_see_bias([0.5] if said == "all 50%" else _TENTHS, 0.15).events


def _bias_found(rng: Rng, sets: int, said: str, side: int) -> float:
    stated = np.array([0.5]) if said == "all 50%" else _TENTHS
    shift = float(brentq(lambda x: float((expit(logit(stated) + x) - stated).mean()) - side * 0.15, -10, 10))
    found = 0
    for _ in range(sets):
        chances = np.resize(stated, _planned_for_bias(said))
        test = expected_against_observed(
            Tally.of(chances, (rng.random(len(chances)) < expit(logit(chances) + shift)).astype(float))
        )
        found += test is not None and test.p_value <= 1 - LEVEL
    return found / sets


@cache
def _planned_for_slope(slope: float) -> int:
    return events_to_see_slope(_TENTHS, slope, seed=1, draws=400).events


def _slope_found(rng: Rng, sets: int, slope: float) -> float:
    found = 0
    for _ in range(sets):
        chances = rng.choice(_TENTHS, _planned_for_slope(slope))
        test = slope_test(
            Tally.of(chances, (rng.random(len(chances)) < expit(slope * logit(chances))).astype(float))
        )
        found += test.p_value is not None and test.p_value <= 1 - LEVEL
    return found / sets
