"""Evidence that may be looked at after every event, where events are open together and share their luck."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import Floats
from tracker.comparison.lagged_evidence import lagged_evidence

_ENOUGH = 20
OPEN = {
    "one after another": 1,
    "five open at a time": 5,
    "batches of 2 that share their luck": 2,
    "batches of 5 that share their luck": 5,
    "batches of 10 that share their luck": 10,
    "each the mean of the luck of its five days": 5,
}


def false_claims() -> Iterator[Cell]:
    """How often the e-value of a claim, looked at after every event, reaches 20 though neither is better."""
    for name in OPEN:
        for luck in ("either way", "rarely, and then much"):
            for events in (50, 200):

                def share(
                    rng: Rng, sets: int, name: str = name, luck: str = luck, events: int = events
                ) -> float:
                    return sum(_reached(rng, name, luck, events) for _ in range(sets)) / sets

                yield Cell(row=f"{name}; {luck}", column=f"{events}", share=share)


def _reached(rng: Rng, name: str, luck: str, events: int) -> bool:
    differences, made, resolved = _events(rng, name, luck, events)
    found = lagged_evidence(differences, made, resolved, bound=1.0)
    return bool(found.first_better.max() >= _ENOUGH)


def _events(rng: Rng, name: str, luck: str, events: int) -> tuple[Floats, Floats, Floats]:
    """Differences with expectation 0, and on which days the events were forecast and resolved."""
    together, day = OPEN[name], np.arange(events, dtype=float)
    if name.startswith("batches"):
        batch = np.arange(events) // together
        opened: Floats = batch.astype(float) * 2
        return _drawn(rng, luck, int(batch.max()) + 1)[batch], opened, opened + 1
    if name.startswith("each"):
        days = np.concatenate([[0.0], np.cumsum(_drawn(rng, luck, events + together))])
        apart: Floats = (days[together : together + events] - days[:events]) / together
        return apart, day, day + together
    return _drawn(rng, luck, events), day, day + together


def _drawn(rng: Rng, luck: str, many: int) -> Floats:
    """Differences in the second's favour or the first's; 0 on average."""
    if luck == "either way":
        return rng.choice(np.array([-0.5, 0.5]), many)
    return np.where(rng.random(many) < 0.1, 0.9, -0.1)
