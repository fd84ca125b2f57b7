"""Skill, discrimination, slopes, and tests of calibration."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import numpy as np
from scipy.special import expit, logit, ndtri

from tests.simulations.cells import LEVEL, Cell, Rng
from tests.simulations.regimes import CALIBRATION, EVENTS, REGIMES, truth
from tracker.calibration.cox import cox
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.profile import profile, too_bold_for_a_slope
from tracker.calibration.slope import slope_test
from tracker.calibration.spiegelhalter import spiegelhalter
from tracker.comparison.skill_interval import brier_skill_interval
from tracker.discrimination.roc import roc
from tracker.tally import Tally

_CHI_SQUARED = 3.841458820694124
_LEAST_OF_EACH = 5
_SLACK = 1e-9


def skill() -> Iterator[Cell]:
    """Skill against a constant reference."""
    for regime in REGIMES:
        for reference in (0.5, 0.1):
            for events in (10, 30, 100):

                def share(
                    rng: Rng,
                    sets: int,
                    regime: str = regime,
                    reference: float = reference,
                    events: int = events,
                ) -> float:
                    held = 0
                    for _ in range(sets):
                        said = REGIMES[regime](rng, (1, events))[0]
                        y = (rng.random(events) < said).astype(float)
                        lost = (said * (1 - said)).sum()
                        other = ((reference - said) ** 2 + said * (1 - said)).sum()
                        low, high = brier_skill_interval(Tally.of(said, y), reference)
                        skill = 1 - lost / other
                        held += (low is None or low <= skill + 1e-9) and (
                            high is None or skill <= high + 1e-9
                        )
                    return held / sets

                yield Cell(row=f"{regime}; always {reference}", column=f"{events}", share=share)


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
            for events in (30, 50, 100, 200):

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
                        best = profile(x, n, k, line[1], line[0])[0]
                        held += 2 * (best - profile(x, n, k, slope, line[0])[0]) <= _CHI_SQUARED
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
