"""The never-falling curve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tests.tracker.drawn import Rows, rows
from tracker.calibration.isotonic import curve, resampled_curves
from tracker.tally import Tally


@given(rows)
@settings(deadline=None)
def test_the_curve_is_scikit_learns_on_pooled_cells(drawn: Rows) -> None:
    """An independent implementation gives the same heights."""
    from sklearn.isotonic import isotonic_regression

    tally = Tally.of(*zip(*drawn, strict=True))
    theirs = isotonic_regression(tally.happened / tally.count, sample_weight=tally.count)
    assert curve(tally.count, tally.happened) == pytest.approx(theirs, abs=1e-12)


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
