"""Effects of forecasters who answered different questions, all equally good."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from reports.facets.comparison.adjusting import effects_of
from reports.facets.comparison.common_ground import Ground
from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import REGIMES

PANELS = ((8, 0.25), (4, 0.6), (20, 0.4))
"""How many forecasters there are, and what share of the questions each answered."""


def effects_of_equals() -> Iterator[Cell]:
    """How often an effect's interval holds 0, where all are equally good."""
    for regime in REGIMES:
        for forecasters, answered in PANELS:
            for events in (30, 60, 200):

                def share(
                    rng: Rng,
                    sets: int,
                    regime: str = regime,
                    forecasters: int = forecasters,
                    answered: float = answered,
                    events: int = events,
                ) -> float:
                    found = [_held(rng, regime, forecasters, answered, events) for _ in range(sets)]
                    shown = [one for one in found if not np.isnan(one)]
                    return float(np.mean(shown)) if len(shown) >= sets / 5 else np.nan

                who = f"{forecasters} who answered {answered:.0%}"
                yield Cell(row=f"{regime}; {who}", column=f"{events}", share=share)


def _held(rng: Rng, regime: str, forecasters: int, answered: float, events: int) -> float:
    """The share of the intervals that hold 0; NaN where there are none."""
    likely = np.clip(REGIMES[regime](rng, (1, events))[0], 1e-4, 1 - 1e-4)[:, None]
    said = expit(logit(likely) + 0.5 * rng.standard_normal((events, forecasters)))
    scores = (said - (rng.random((events, 1)) < likely)) ** 2
    scores[rng.random(scores.shape) > answered] = np.nan
    shared = np.isfinite(scores).sum(axis=1) > 1
    scores, event = scores[shared], np.flatnonzero(shared)
    names = tuple(f"forecaster-{place}" for place in range(forecasters))
    ground = Ground(
        forecasters=names,
        names=names,
        forecasts=(events,) * forecasters,
        events=tuple(map(str, range(events))),
        said=np.ones((events, forecasters), bool),
        event=event,
        scores=scores,
        lows=scores,
        highs=scores,
        otherwise=None,
        made=np.zeros(scores.shape),
        resolved=np.zeros(len(scores)),
        crowded_out=0,
        rows=pd.DataFrame(),
        claims=np.zeros(0, dtype=np.int64),
    )
    found = effects_of(ground, list(range(forecasters)))
    return np.nan if found is None else float(np.mean([one.low <= 0 <= one.high for one in found.effects]))
