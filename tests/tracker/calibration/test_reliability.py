"""The reliability curve and its bands."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import FractionalWeights, GradedOutcomes
from tests.tracker.drawn import Rows, rows
from tests.tracker.examples import icing
from tracker.calibration.reliability import reliability_curve
from tracker.tally import Tally

BANDS: tuple[Literal["consistency", "confidence"], ...] = ("consistency", "confidence")


@given(rows, st.sampled_from(BANDS))
@settings(max_examples=40, deadline=None)
def test_the_curve_never_falls_and_keeps_the_total(
    drawn: Rows, band: Literal["consistency", "confidence"]
) -> None:
    """Neither does its band; and as many things happen on the curve as happened."""
    found = reliability_curve(Tally.of(*zip(*drawn, strict=True)), seed=1, replicates=40, band=band)
    assert np.all(np.diff(found.curve) >= 0)
    assert np.all(found.low <= found.high)
    assert np.all((found.low >= 0) & (found.high <= 1))
    assert (found.curve * found.count).sum() == pytest.approx(sum(y for _, y in drawn))
    if band == "confidence":
        assert np.all((found.low <= found.curve) & (found.curve <= found.high))


def test_the_consistency_band_holds_calibrated_forecasters() -> None:
    """About 90 of 100 calibrated forecasters lie within the band at one probability."""
    rng = np.random.default_rng(3)
    p = np.repeat(np.arange(1, 10) / 10, 40)
    within = []
    band = reliability_curve(Tally.of(p, p > 0.5), seed=1)
    for _ in range(300):
        drawn = reliability_curve(Tally.of(p, rng.random(len(p)) < p), seed=1, replicates=1)
        within.append((band.low <= drawn.curve + 1e-12) & (drawn.curve <= band.high + 1e-12))
    assert np.mean(within) == pytest.approx(0.91, abs=0.03)


def test_the_band_is_that_of_simulating_rows() -> None:
    """Resampling cells gives the band that resampling rows with scikit-learn's regression gives."""
    from sklearn.isotonic import isotonic_regression

    rng = np.random.default_rng(7)
    values = np.array([0.1, 0.4, 0.7, 0.9])
    p = np.repeat(values, 50)
    heights = [isotonic_regression((rng.random(200) < p).reshape(4, 50).mean(axis=1)) for _ in range(4000)]
    found = reliability_curve(Tally.of(p, np.zeros(200)), seed=1, replicates=4000)
    assert found.low == pytest.approx(np.quantile(heights, 0.05, axis=0), abs=0.021)
    assert found.high == pytest.approx(np.quantile(heights, 0.95, axis=0), abs=0.021)


def test_one_outcome_only_leaves_doubt() -> None:
    """Ten of ten is no certainty: the confidence band is Wilson's there, not a line."""
    found = reliability_curve(Tally.from_counts([0.8], [10], [10]), seed=1, level=0.95, band="confidence")
    assert (found.low[0], found.high[0]) == (pytest.approx(0.7224672, abs=1e-6), 1.0)


def test_one_seed_gives_one_band() -> None:
    """The band is reproducible, and says how it was drawn."""
    first, again, other = (reliability_curve(icing(), seed=seed, replicates=99) for seed in (4, 4, 5))
    assert first.table.equals(again.table)
    assert not first.table.equals(other.table)
    assert (first.replicates, first.seed, first.level, first.band) == (99, 4, 0.9, "consistency")
    assert list(first.table.columns) == ["said", "count", "happened", "curve", "low", "high"]


def test_very_many_probabilities_have_a_band_each() -> None:
    """Drawn with rounded probabilities, read off at each exact one."""
    p = np.random.default_rng(2).random(10_050)
    found = reliability_curve(Tally.of(p, p > 0.5), seed=1, replicates=3)
    assert len(found.low) == len(found.said) == 10_050
    assert np.all(np.diff(found.low) >= 0)


def test_nothing_gives_an_empty_curve() -> None:
    """No forecasts, no points."""
    assert reliability_curve(Tally.of([], []), seed=1).table.empty


def test_what_cannot_be_drawn_is_refused() -> None:
    """Grades, fractional weights, an impossible level and an unknown band."""
    with pytest.raises(GradedOutcomes):
        reliability_curve(Tally.of([0.5], [0.5]), seed=1)
    with pytest.raises(FractionalWeights):
        reliability_curve(Tally.of([0.5], [1], weight=[0.5]), seed=1)
    with pytest.raises(ValueError, match="level"):
        reliability_curve(Tally.of([0.5], [1]), seed=1, level=90)
    with pytest.raises(ValueError, match="band is"):
        reliability_curve(Tally.of([0.5], [1]), seed=1, band="wide")  # type: ignore[arg-type]
