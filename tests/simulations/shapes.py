"""Skill, discrimination, slopes, and tests of calibration."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtri

from tests.simulations.cells import LEVEL, Cell, Rng
from tests.simulations.regimes import CALIBRATION, CLUSTERS, EVENTS, REGIMES, Floats, sizes, truth
from tracker.calibration.cox import cox
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.profile import profile, too_bold_for_a_slope
from tracker.calibration.slope import slope_test
from tracker.calibration.spiegelhalter import spiegelhalter
from tracker.certainty.weighted_misses import weighted_sum_interval
from tracker.discrimination.roc import roc
from tracker.tally import Tally

_CHI_SQUARED = 3.841458820694124
_LEAST_OF_EACH = 5
_SLACK = 1e-9


def skill() -> Iterator[Cell]:
    """Skill against a constant reference, whose interval holds the expected skill or does not.

    The interval is of all skills at which the mean of ``score - (1 - skill) × reference's score`` could be 0.
    So it is enough to ask this of the true skill, for many sets at once.
    """
    for regime in REGIMES:
        for clusters in CLUSTERS:
            for calibration, slope in CALIBRATION.items():
                for reference in (0.5, 0.1):
                    for events in EVENTS:

                        def share(
                            rng: Rng,
                            sets: int,
                            regime: str = regime,
                            clusters: str = clusters,
                            slope: float = slope,
                            reference: float = reference,
                            events: int = events,
                        ) -> float:
                            said = REGIMES[regime](rng, (sets, events))
                            likely, many = truth(said, slope), sizes(clusters, rng, said.shape)
                            happened = rng.random(said.shape) < likely
                            return float(skill_held(said, many, likely, happened, reference).mean())

                        row = f"{regime}; {clusters}; {calibration}; always {reference}"
                        yield Cell(row=row, column=f"{events}", share=share)


def skill_held(
    said: Floats, many: Floats, likely: Floats, happened: NDArray[np.bool_], reference: float
) -> NDArray[np.bool_]:
    """Whether the interval of each set's skill holds the expected skill; a set a row, an event a column."""
    spread = likely * (1 - likely)
    lost, other = (
        (many * ((x - likely) ** 2 + spread)).sum(axis=1, keepdims=True) for x in (said, reference)
    )
    factor = lost / other
    if_no = said**2 - factor * reference**2
    if_yes = (1 - said) ** 2 - factor * (1 - reference) ** 2
    room, sure = np.abs(if_yes - if_no) * many, (np.minimum(if_no, if_yes) * many).sum(axis=1)
    came = room * (happened == (if_yes > if_no))
    low, high = weighted_sum_interval(
        came.sum(axis=1), (came**2).sum(axis=1), room.max(axis=1), room.sum(axis=1)
    )
    held: NDArray[np.bool_] = (low + sure <= _SLACK) & (high + sure >= -_SLACK)
    return held


def areas_of_regimes() -> Iterator[Cell]:
    """Areas under the ROC curve of forecasters of every regime, where there is an interval."""
    for regime in REGIMES:
        for calibration, slope in CALIBRATION.items():
            for events in EVENTS:

                def share(
                    rng: Rng, sets: int, regime: str = regime, slope: float = slope, events: int = events
                ) -> float:
                    held = shown = 0
                    area = _true_area(regime, slope)
                    for _ in range(sets):
                        said = REGIMES[regime](rng, (1, events))[0]
                        found = roc(Tally.of(said, rng.random(events) < truth(said, slope)))
                        if found.low is not None and found.high is not None:
                            shown += 1
                            held += found.low <= area <= found.high
                    return held / shown if shown >= sets / 5 else np.nan

                yield Cell(row=f"{regime}; {calibration}", column=f"{events}", share=share)


@cache
def _true_area(regime: str, slope: float) -> float:
    """How often, of one that happened and one that did not, the former was said to be likelier."""
    said = np.sort(REGIMES[regime](np.random.default_rng(1), (1, 400_000))[0])
    yes = truth(said, slope)
    values, place = np.unique(said, return_inverse=True)
    happened, failed = (np.bincount(place, weights=w, minlength=len(values)) for w in (yes, 1 - yes))
    below = np.cumsum(failed) - failed / 2
    return float((happened * below).sum() / happened.sum() / failed.sum())


def areas() -> Iterator[Cell]:
    """Areas under the ROC curve, with few of one outcome."""
    for happened, failed in ((2, 20), (3, 50), (5, 20), (5, 95), (10, 10), (30, 70)):
        for area in (0.5, 0.6, 0.74, 0.9):

            def share(
                rng: Rng, sets: int, happened: int = happened, failed: int = failed, area: float = area
            ) -> float:
                held = 0
                outcomes = np.repeat([1, 0], [happened, failed])
                for _ in range(sets):
                    logits = rng.standard_normal(len(outcomes)) + outcomes * sqrt(2) * ndtri(area)
                    found = roc(Tally.of(expit(logits), outcomes))
                    assert found.low is not None
                    assert found.high is not None
                    held += found.low <= area <= found.high
                return held / sets

            yield Cell(row=f"area {area}", column=f"{happened} of {happened + failed}", share=share)


def slopes() -> Iterator[Cell]:
    """Slopes of Cox's line, where it is shown."""
    for regime in REGIMES:
        for calibration, slope in CALIBRATION.items():
            for events in EVENTS[3:]:

                def share(
                    rng: Rng, sets: int, regime: str = regime, slope: float = slope, events: int = events
                ) -> float:
                    held = shown = 0
                    for _ in range(sets):
                        said = REGIMES[regime](rng, (1, events))[0]
                        y = (rng.random(events) < truth(said, slope)).astype(float)
                        tally = Tally.of(said, y)
                        if min(y.sum(), events - y.sum()) < _LEAST_OF_EACH or too_bold_for_a_slope(tally):
                            continue
                        inside = (tally.said > 0) & (tally.said < 1)
                        x, n, k = logit(tally.said[inside]), tally.count[inside], tally.happened[inside]
                        line = _line(tally)
                        if line is None:
                            continue
                        shown += 1
                        best = profile(x, n, k, line[1])[0]
                        held += 2 * (best - profile(x, n, k, slope)[0]) <= _CHI_SQUARED
                    return held / shown if shown >= sets / 5 else np.nan

                yield Cell(row=f"{regime}; {calibration}", column=f"{events}", share=share)


def _line(tally: Tally) -> tuple[float, float] | None:
    found = cox(tally, interval=False)
    return None if found.slope is None or found.intercept is None else (found.intercept, found.slope)


def calibration_tests(test: str) -> Iterator[Cell]:
    """How often a test of calibration fires where there is nothing to find."""
    for regime in REGIMES:
        for events in EVENTS:

            def share(
                rng: Rng,
                sets: int,
                regime: str = regime,
                events: int = events,
            ) -> float:
                fired = 0
                for turn in range(sets):
                    said = REGIMES[regime](rng, (1, events))[0]
                    tally = Tally.of(said, (rng.random(events) < said).astype(float))
                    fired += _p_value(test, tally, turn) <= 1 - LEVEL
                return fired / sets

            yield Cell(row=regime, column=f"{events}", share=share)


def _p_value(test: str, tally: Tally, turn: int) -> float:
    if test == "expected":
        found = expected_against_observed(tally)
        return 1.0 if found is None else found.p_value
    p = (
        slope_test(tally).p_value
        if test == "slope"
        else spiegelhalter(tally, seed=turn, replicates=199).p_value
    )
    return 1.0 if p is None else p
