"""What pages say luck alone would show: ranges, bounds and bands, tried on calibrated forecasters.

The range hangs on the probabilities alone, so a few sets of these serve for many sets of outcomes, which are
drawn here and not by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import EVENTS, REGIMES, Floats
from tracker.calibration.decomposition import decomposition
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.isotonic import curve
from tracker.calibration.luck import brier_by_luck
from tracker.calibration.reliability import reliability
from tracker.tally import Tally

_STATED = 10
Judged = Callable[[Tally, list[Tally]], float]


def by_luck(judged: Judged) -> Iterator[Cell]:
    """A share of sets of outcomes, for every regime: of those within a range, or above a bound."""
    for regime in REGIMES:
        for events in EVENTS:

            def share(rng: Rng, sets: int, regime: str = regime, events: int = events) -> float:
                found = []
                for _ in range(_STATED):
                    said = REGIMES[regime](rng, (1, events))[0]
                    drawn = rng.random((max(sets // _STATED, 1), events)) < said
                    tallies = [Tally.of(said, row) for row in drawn]
                    found.append(judged(tallies[0], tallies))
                return float(np.mean(found))

            yield Cell(row=regime, column=f"{events}", share=share)


def scores_within(stated: Tally, sets: list[Tally]) -> float:
    """Mean Brier scores within the range that 95 of 100 have."""
    ends = brier_by_luck(stated, seed=1)
    assert ends is not None
    means = np.array([decomposition(one).score for one in sets], dtype=float)
    return float(((ends[0] - 1e-9 <= means) & (means <= ends[1] + 1e-9)).mean())


def counts_within(stated: Tally, sets: list[Tally]) -> float:
    """Numbers of happenings within the range that 95 of 100 have."""
    found = expected_against_observed(stated)
    assert found is not None
    came = np.array([one.happened.sum() for one in sets])
    return float(((found.low <= came) & (came <= found.high)).mean())


def miscalibrated(stated: Tally, sets: list[Tally]) -> float:
    """Miscalibrations above the bound that 95 of 100 stay below."""
    found = reliability(stated, seed=1)
    assert found is not None
    parts = np.array([decomposition(one).miscalibration for one in sets], dtype=float)
    return float((parts > found.by_luck_high + 1e-9).mean())


def curves_within(stated: Tally, sets: list[Tally]) -> float:
    """Points of reliability curves within the 90% band, on average over the curve; NaN below twenty."""
    found = reliability(stated, seed=1)
    assert found is not None
    if found.count < _FEWEST:
        return float("nan")
    low, high = (np.array([getattr(point, end) for point in found.points]) for end in ("low", "high"))
    return float(np.mean([_inside(curve(one.count, one.happened), low, high) for one in sets]))


_FEWEST = 20


def _inside(heights: Floats, low: Floats, high: Floats) -> float:
    return float(((low - 1e-9 <= heights) & (heights <= high + 1e-9)).mean())
