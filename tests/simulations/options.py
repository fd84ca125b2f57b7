"""Choices: the miscalibration that luck gives a calibrated forecaster of several options.

What came of each made-up set is taken apart here in another way than the program's, as claims one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import Floats
from tracker.calibration.choices import choice_calibration
from tracker.calibration.decomposition import decomposition
from tracker.calibration.options import Choices
from tracker.pooling import Places
from tracker.tally import Tally

_STATED = 5
SHARES = {
    "three options, any shares": (1.0, 1.0, 1.0),
    "four options, bold": (0.3, 0.3, 0.3, 0.3),
    "five options, a favourite": (8.0, 1.0, 1.0, 0.5, 0.5),
}


def miscalibrated_options() -> Iterator[Cell]:
    """How often the miscalibration of calibrated choices lies above the bound."""
    for name, weights in SHARES.items():
        for ordered in (False, True):
            for events in (20, 50, 100):

                def share(
                    rng: Rng,
                    sets: int,
                    weights: tuple[float, ...] = weights,
                    ordered: bool = ordered,
                    events: int = events,
                ) -> float:
                    above = 0
                    for _ in range(_STATED):
                        said = rng.multinomial(100, rng.dirichlet(weights, events)) / 100
                        bound = choice_calibration(
                            Choices.of(list(said), [int(row.argmax()) for row in said], range(events)),
                            ordered=ordered,
                            seed=1,
                        )
                        assert bound is not None
                        high = bound.parts.by_luck_high
                        for _ in range(sets // _STATED):
                            answer = (rng.random((events, 1)) > said.cumsum(axis=1) - 1e-9).sum(axis=1)
                            above += _miscalibration(said, answer, ordered=ordered) > high + 1e-9
                    return above / (sets // _STATED * _STATED)

                kind = "ordered" if ordered else "without an order"
                yield Cell(row=f"{name}; {kind}", column=f"{events}", share=share)


def _miscalibration(said: Floats, answer: Places, *, ordered: bool) -> float:
    """Of claims "it is this option" all together, or of "this or a lower one" cut by cut."""
    place = np.arange(said.shape[1])
    if not ordered:
        claims = Tally.of(said.ravel(), (answer[:, None] == place).ravel().astype(float))
        return _of(claims) * len(place)
    below = said.cumsum(axis=1)[:, :-1].round(9).clip(0, 1)
    return float(np.mean([_of(Tally.of(below[:, cut], (answer <= cut).astype(float))) for cut in place[:-1]]))


def _of(claims: Tally) -> float:
    found = decomposition(claims).miscalibration
    assert found is not None
    return float(found)
