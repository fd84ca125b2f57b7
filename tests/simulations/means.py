"""Means and shares, drawn many sets at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt

import numpy as np
from scipy.special import logit
from scipy.stats import binom

from tests.simulations.cells import LEVEL, Cell, Rng, held
from tests.simulations.regimes import CALIBRATION, CLUSTERS, EVENTS, REGIMES, Floats, sizes, truth
from tracker.certainty.clustered_share import by_variance, share_interval
from tracker.certainty.intervals import exact_ends
from tracker.certainty.skewed_mean import FEWEST_EVENTS, skewed_mean_interval
from tracker.certainty.weighted_misses import weighted_sum_interval


def means(loss: str) -> Iterator[Cell]:
    """Mean scores of yes or no, whose forecasts on one event say the same."""
    for regime in REGIMES:
        for clusters in CLUSTERS:
            for calibration, slope in CALIBRATION.items():
                for events in EVENTS:

                    def share(
                        rng: Rng,
                        sets: int,
                        regime: str = regime,
                        clusters: str = clusters,
                        slope: float = slope,
                        events: int = events,
                    ) -> float:
                        said = REGIMES[regime](rng, (sets, events))
                        if loss == "log":
                            said = np.clip(said, 1e-4, 1 - 1e-4)
                        likely, many = truth(said, slope), sizes(clusters, rng, said.shape)
                        missed = np.where(said < 0.5, likely, 1 - likely)
                        if loss == "brier":
                            sure, weight = np.minimum(said, 1 - said) ** 2, np.abs(1 - 2 * said)
                        else:
                            sure, weight = -np.log(np.maximum(said, 1 - said)), np.abs(logit(said))
                        weight, sure = weight * many, (sure * many).sum(axis=1)
                        came = weight * (rng.random(said.shape) < missed)
                        ends = weighted_sum_interval(
                            came.sum(axis=1), (came**2).sum(axis=1), weight.max(axis=1), weight.sum(axis=1)
                        )
                        expected = (weight * missed).sum(axis=1)
                        return held(ends[0], expected, ends[1])

                    yield Cell(row=f"{regime}; {clusters}; {calibration}", column=f"{events}", share=share)


def shares() -> Iterator[Cell]:
    """Shares of what was said to be so likely, over events of several forecasts."""
    for true in (0.03, 0.1, 0.3, 0.5, 0.94):
        for clusters in CLUSTERS:
            for alike in ("all alike", "half alike"):
                if clusters == "independent" and alike == "half alike":
                    continue
                for events in (3, *EVENTS):

                    def share(
                        rng: Rng,
                        sets: int,
                        true: float = true,
                        clusters: str = clusters,
                        alike: str = alike,
                        events: int = events,
                    ) -> float:
                        many = sizes(clusters, rng, (sets, events))
                        if alike == "all alike":
                            came = many * (rng.random(many.shape) < true)
                        else:
                            came = rng.binomial(
                                many.astype(int), rng.beta(true, 1 - true, many.shape)
                            ).astype(float)
                        most = many.sum(axis=1) ** 2 / (many**2).sum(axis=1)
                        found = came.sum(axis=1) / many.sum(axis=1)
                        ends = share_interval(found, most, by_variance(came, many, level=LEVEL), level=LEVEL)
                        return held(ends[0], np.full(sets, true), ends[1])

                    yield Cell(row=f"{true:.0%}; {clusters}; {alike}", column=f"{events}", share=share)


def promises_held() -> Iterator[Cell]:
    """Shares of promises that were held, one forecast an event: summed over all counts, nothing is drawn."""
    for true in (0.01, 0.05, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 0.98):
        for events in (3, *EVENTS):

            def share(rng: Rng, sets: int, true: float = true, events: int = events) -> float:
                count = np.arange(events + 1)
                low, high = exact_ends(count, events - count, level=LEVEL)
                return float(binom.pmf(count, events, true)[(low <= true) & (true <= high)].sum())

            yield Cell(row=f"{true:.0%}", column=f"{events}", share=share)


def bounded() -> Iterator[Cell]:
    """Means of scores that can be anything from 0 to 1."""
    for a, b in ((0.3, 2.0), (1.0, 3.0), (0.1, 0.9), (2.0, 8.0)):
        for events in EVENTS:

            def share(
                rng: Rng,
                sets: int,
                a: float = a,
                b: float = b,
                events: int = events,
            ) -> float:
                scores = rng.beta(a, b, (sets, events))
                ends = weighted_sum_interval(
                    scores.sum(axis=1), (scores**2).sum(axis=1), np.ones(sets), np.full(sets, float(events))
                )
                return held(ends[0], np.full(sets, events * a / (a + b)), ends[1])

            yield Cell(row=f"beta({a}, {b})", column=f"{events}", share=share)


_UNBOUNDED: dict[str, tuple[Callable[[Rng, tuple[int, int]], Floats], float]] = {
    "absolute normal": (lambda rng, shape: np.abs(rng.standard_normal(shape)), sqrt(2 / np.pi)),
    "exponential": (lambda rng, shape: rng.exponential(1, shape), 1.0),
    "lognormal, sd 1": (lambda rng, shape: rng.lognormal(0, 1, shape), float(np.exp(0.5))),
    "absolute Student, 5 degrees": (lambda rng, shape: np.abs(rng.standard_t(5, shape)), 0.9490),
}


def skewed() -> Iterator[Cell]:
    """Means of scores without an upper bound."""
    for name in _UNBOUNDED:
        for events in (n for n in EVENTS if n >= FEWEST_EVENTS):

            def share(
                rng: Rng,
                sets: int,
                name: str = name,
                events: int = events,
            ) -> float:
                drawn, mean = _UNBOUNDED[name]
                low, high = skewed_mean_interval(drawn(rng, (sets, events)), least=0.0)
                return held(low, np.full(sets, mean), high)

            yield Cell(row=name, column=f"{events}", share=share)
