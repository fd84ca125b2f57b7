"""The Murphy diagram."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from forecasts.errors import GradedOutcomes
from tests.tracker.drawn import Rows, rows
from tests.tracker.examples import niamey
from tracker.discrimination.murphy import murphy_diagram
from tracker.means import mean_brier
from tracker.tally import Tally


def test_published_heights() -> None:
    """The Niamey EMOS forecasts at four thresholds."""
    found = murphy_diagram(niamey("EMOS"), thresholds=[0.25, 0.4, 0.5, 0.6])
    published = [0.111413043478, 0.165217391304, 0.217391304348, 0.193478260870]
    assert found.score == pytest.approx(published, abs=1e-12)


@given(rows)
@settings(deadline=None)
def test_twice_the_area_is_the_brier_score(drawn: Rows) -> None:
    """Between neighbouring probabilities the curve is straight, so its area is exact."""
    tally = Tally.of(*zip(*drawn, strict=True))
    knots = np.unique(np.concatenate([[0.0, 1.0], tally.said]))
    inner = np.concatenate([knots[:-1] + np.diff(knots) / 4, knots[:-1] + np.diff(knots) * 3 / 4])
    score = murphy_diagram(tally, thresholds=inner).score.reshape(2, -1)
    area = (score.mean(axis=0) * np.diff(knots)).sum()
    assert 2 * area == pytest.approx(mean_brier(tally), abs=1e-12)


def test_the_curve_is_half_of_scores() -> None:
    """An independent library's elementary score of the expectile is twice ours."""
    import xarray as xr
    from scores.probability import murphy_score

    rng = np.random.default_rng(1)
    p, y = rng.random(200), rng.integers(0, 2, 200)
    at = [0.1, 0.35, 0.5, 0.8]
    theirs = murphy_score(
        xr.DataArray(p, dims="row"), xr.DataArray(y, dims="row"), thetas=at, functional="expectile", alpha=0.5
    )
    assert murphy_diagram(Tally.of(p, y), thresholds=at).score == pytest.approx(
        2 * theirs["total"].to_numpy()
    )


def test_the_parts_are_misses_and_alarms() -> None:
    """By default at every whole percent, with a table."""
    found = murphy_diagram(Tally.of([0.2, 0.7], [1, 0]))
    assert found.threshold.tolist() == [percent / 100 for percent in range(101)]
    assert np.array_equal(found.score, found.missed + found.alarmed)
    assert list(found.table.columns) == ["threshold", "score", "missed", "alarmed"]


def test_the_undefined_and_the_refused() -> None:
    """NaN without forecasts; grades and thresholds beyond 1 are refused."""
    assert np.isnan(murphy_diagram(Tally.of([], [])).score).all()
    with pytest.raises(GradedOutcomes, match="Murphy"):
        murphy_diagram(Tally.of([0.5], [0.5]))
    with pytest.raises(ValueError, match="thresholds"):
        murphy_diagram(Tally.of([0.5], [1]), thresholds=[50])
