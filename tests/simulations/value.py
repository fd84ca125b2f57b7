"""What acting on chances is worth, at every ratio of cost to loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import CALIBRATION, CLUSTERS, EVENTS, REGIMES, Floats, sizes, truth
from tracker.discrimination.economic_value import economic_value
from tracker.tally import Tally


def values() -> Iterator[Cell]:
    """The least share over all ratios, of the value by true hit and false alarm rates at this base rate."""
    for regime in REGIMES:
        for clusters in CLUSTERS:
            for calibration, slope in CALIBRATION.items():
                for events in EVENTS[3::2]:

                    def share(
                        rng: Rng,
                        sets: int,
                        regime: str = regime,
                        clusters: str = clusters,
                        slope: float = slope,
                        events: int = events,
                    ) -> float:
                        held = [_held(rng, regime, clusters, slope, events) for _ in range(sets)]
                        shown = [one for one in held if one is not None]
                        return float(np.mean(shown, axis=0).min()) if len(shown) >= sets / 5 else np.nan

                    yield Cell(row=f"{regime}; {clusters}; {calibration}", column=f"{events}", share=share)


def _held(rng: Rng, regime: str, clusters: str, slope: float, events: int) -> Floats | None:
    """Which intervals hold the value of acting at the median of what is said; None where there are none."""
    said = REGIMES[regime](rng, (1, events))[0]
    likely, many = truth(said, slope), sizes(clusters, rng, (1, events))[0].astype(int)
    happened = (rng.random(events) < likely).astype(float)
    threshold = float(np.quantile(said, 0.5, method="higher"))
    event = np.repeat(np.arange(events), many)
    found = economic_value(Tally.of(said[event], happened[event], cluster=event), threshold)
    if found is None:
        return None
    acted, odds = said >= threshold, found.rate / (1 - found.rate)
    hits = float((many * likely)[acted].sum() / (many * likely).sum())
    alarms = float((many * (1 - likely))[acted].sum() / (many * (1 - likely)).sum())
    price = np.array([user.ratio / (1 - user.ratio) for user in found.users])
    true = 1 - np.maximum(odds / price, 1) * (1 - hits) - np.maximum(price / odds, 1) * alarms
    low, high = (np.array([getattr(user, end) for user in found.users]) for end in ("low", "high"))
    inside: Floats = ((low - 1e-9 <= true) & (true <= high + 1e-9)).astype(float)
    return inside
