"""Who may be the best of several: whether the set holds all who are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import expit, logit

from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import REGIMES, Floats
from tracker.comparison.confidence_set import confidence_set

_REPLICATES = 299
_KINDS = ("one is best of six", "bold and cautious are best of three", "four are equally good")


def sets_of_the_best() -> Iterator[Cell]:
    """How often the 90% set holds all whose expected score on these events is the lowest."""
    for regime in REGIMES:
        for kind in _KINDS:
            for events in (20, 50):

                def share(
                    rng: Rng, sets: int, regime: str = regime, kind: str = kind, events: int = events
                ) -> float:
                    return sum(_held(rng, regime, kind, events, turn) for turn in range(sets)) / sets

                yield Cell(row=f"{regime}; {kind}", column=f"{events}", share=share)


def _held(rng: Rng, regime: str, kind: str, events: int, turn: int) -> bool:
    likely = np.clip(REGIMES[regime](rng, (1, events))[0], 1e-4, 1 - 1e-4)
    said = _said(rng, kind, likely)
    expected = ((said - likely) ** 2).mean(axis=1)
    happened = (rng.random(events) < likely).astype(float)
    scores, otherwise = ((said - y) ** 2 for y in (happened, 1 - happened))
    found = confidence_set(scores.T, otherwise=otherwise.T, seed=turn, replicates=_REPLICATES)
    assert found is not None
    return bool(found.kept[expected <= expected.min() + 1e-12].all())


def _said(rng: Rng, kind: str, likely: Floats) -> Floats:
    """What is said by each, a row a forecaster."""
    if kind == "one is best of six":
        noise = np.linspace(0.4, 0.6, 6)[:, None]
        found: Floats = expit(logit(likely) + noise * rng.standard_normal((6, len(likely))))
        return found
    step = np.minimum(np.minimum(likely, 1 - likely) * 0.9, 0.075)
    if kind == "four are equally good":
        alike: Floats = likely + step * rng.choice([-1.0, 1.0], (4, len(likely)))
        return alike
    bold = step * np.where(likely >= 0.5, 1, -1)
    third = np.clip(likely + 2 * step * rng.choice([-1.0, 1.0], len(likely)), 0, 1)
    return np.stack([likely + bold, likely - bold, third])
