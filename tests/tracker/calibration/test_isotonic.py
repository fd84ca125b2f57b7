"""The never-falling curve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tracker.drawn import Rows, rows
from tracker.calibration.isotonic import blocks, curve, resampled_curves
from tracker.tally import Tally


@given(rows)
@settings(deadline=None)
def test_the_curve_is_scikit_learns_on_pooled_cells(drawn: Rows) -> None:
    """An independent implementation gives the same heights."""
    from sklearn.isotonic import isotonic_regression

    tally = Tally.of(*zip(*drawn, strict=True))
    theirs = isotonic_regression(tally.happened / tally.count, sample_weight=tally.count)
    assert curve(tally.count, tally.happened) == pytest.approx(theirs, abs=1e-12)


@given(rows, st.integers(0, 3))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rounds_and_single_steps_pool_alike(monkeypatch: pytest.MonkeyPatch, drawn: Rows, most: int) -> None:
    """However many rounds are done before the rest is pooled block by block."""
    tally = Tally.of(*zip(*drawn, strict=True))
    twice = np.tile(tally.count, 2), np.tile(tally.happened, 2), np.repeat([0, 1], len(tally.count))
    whole = blocks(*twice)
    with monkeypatch.context() as patch:
        patch.setattr("tracker.calibration.isotonic._ROUNDS", most)
        assert blocks(*twice).tolist() == whole.tolist()
    assert len(tally.count) in whole


def test_a_long_chain_of_poolings_is_quick_and_right() -> None:
    """Each pooling makes the next one due; SciPy's curve is the same."""
    from scipy.optimize import isotonic_regression

    count, happened = np.ones(20_000), np.arange(20_000) / 20_000
    count[-1], happened[-1] = 20_000, 0
    assert curve(count, happened) == pytest.approx(isotonic_regression(happened / count, weights=count).x)


def test_no_cells_have_no_curve() -> None:
    """Nothing in, nothing out."""
    assert len(curve(np.zeros(0), np.zeros(0))) == 0


def test_curves_done_together_do_not_touch() -> None:
    """Each made-up set's curve is the one it would have alone."""
    count, chance = np.array([4.0, 9.0, 3.0]), np.array([0.2, 0.5, 0.6])
    sets = list(resampled_curves(count, chance, rng=np.random.default_rng(2), replicates=300))
    assert sum(len(happened) for happened, _ in sets) == 300
    for happened, heights in sets:
        for drawn, height in zip(happened, heights, strict=True):
            assert height.tolist() == curve(count, drawn).tolist()
