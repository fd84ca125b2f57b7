"""Two forecasters on the same events, and eight."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import expit, logit

from tests.simulations.cells import LEVEL, Cell, Rng
from tests.simulations.regimes import EVENTS, REGIMES, Floats
from tracker.comparison.luck_sums import LuckSum
from tracker.comparison.paired_test import midpoint_luck, paired_p_value, signs_p_value, tails
from tracker.comparison.rank_sets import rank_sets


def _said_by_two(rng: Rng, regime: str, kind: str, events: int) -> tuple[Floats, Floats, Floats]:
    """How likely things are and what two say who have the same expected score."""
    likely = np.clip(REGIMES[regime](rng, (1, events))[0], 1e-4, 1 - 1e-4)
    if kind == "bold and cautious":
        step = np.minimum(np.minimum(likely, 1 - likely) * 0.9, 0.075) * np.where(likely >= 0.5, 1, -1)
        return likely, likely + step, likely - step
    stretch = 1.7 if kind == "both overconfident" else 1.0
    noise = 0.5 * rng.standard_normal((2, events))
    return likely, expit(stretch * logit(likely) + noise[0]), expit(stretch * logit(likely) + noise[1])


def _set(rng: Rng, likely: Floats, first: Floats, second: Floats) -> tuple[Floats, LuckSum]:
    y = (rng.random(len(likely)) < likely).astype(float)
    seen = (first - y) ** 2 - (second - y) ** 2
    return seen, midpoint_luck(seen, (first - 1 + y) ** 2 - (second - 1 + y) ** 2)


_PAIRS = ("bold and cautious", "both noisy", "both overconfident")


def sizes_of_tests() -> Iterator[Cell]:
    """How often one of two is called better who are equally good."""
    for regime in REGIMES:
        for kind in _PAIRS:
            for events in (6, *EVENTS[1:]):

                def share(
                    rng: Rng, sets: int, regime: str = regime, kind: str = kind, events: int = events
                ) -> float:
                    fired = 0
                    for _ in range(sets):
                        p = paired_p_value(*_set(rng, *_said_by_two(rng, regime, kind, events)))
                        fired += p is not None and p <= 1 - LEVEL
                    return fired / sets

                yield Cell(row=f"{regime}; {kind}", column=f"{events}", share=share)


def differences() -> Iterator[Cell]:
    """The first is calibrated, the second says 10 or 20 points less of everything."""
    for regime in REGIMES:
        for off in (0.3, 1.0):
            for events in (6, *EVENTS[1:]):

                def share(
                    rng: Rng, sets: int, regime: str = regime, off: float = off, events: int = events
                ) -> float:
                    held = 0
                    for _ in range(sets):
                        likely = np.clip(REGIMES[regime](rng, (1, events))[0], 1e-4, 1 - 1e-4)
                        other = expit(logit(likely) - off + 0.3 * rng.standard_normal(events))
                        seen, luck = _set(rng, likely, likely, other)
                        expected = -float(((likely - other) ** 2).mean())
                        tilt = luck.tilt_to(expected * events)
                        by_midpoint = 0.0 if np.isinf(tilt) else tails(luck, float(seen.sum()), tilt=tilt)
                        held += max(by_midpoint, signs_p_value(seen, mean=expected)) > 1 - LEVEL
                    return held / sets

                yield Cell(row=f"{regime}; log-odds {off} too low", column=f"{events}", share=share)


def ranks() -> Iterator[Cell]:
    """Whether the best of eight may be first by its interval."""
    for events in (6, *EVENTS[1:]):

        def share(
            rng: Rng,
            sets: int,
            events: int = events,
        ) -> float:
            held, many = 0, 8
            noise = np.linspace(0.4, 0.6, many)[:, None]
            for _ in range(sets):
                likely = rng.uniform(0.05, 0.95, events)
                said = expit(logit(likely) + noise * rng.standard_normal((many, events)))
                y = (rng.random(events) < likely).astype(float)
                tests = np.full((many, many), np.nan)
                for other in range(1, many):
                    seen, otherwise = ((said[0] - z) ** 2 - (said[other] - z) ** 2 for z in (y, 1 - y))
                    p = paired_p_value(seen, midpoint_luck(seen, otherwise))
                    tests[0, other] = tests[other, 0] = np.nan if p is None else p
                held += rank_sets(((said - y) ** 2).mean(axis=1), tests)[0][0] == 1
            return held / sets

        yield Cell(row="eight close forecasters", column=f"{events}", share=share)
