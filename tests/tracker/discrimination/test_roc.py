"""ROC, the area under it, and the discrimination diagram."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import GradedOutcomes
from tests.tracker.drawn import Rows, rows
from tests.tracker.examples import RAINED, WITH_TIES, WITHOUT_TIES, golden, icing
from tracker.discrimination.roc import auc, auc_p_value, discrimination_diagram, roc
from tracker.tally import Tally


@pytest.mark.parametrize("row", golden("auc"))
def test_golden_areas(row: dict[str, Any]) -> None:
    """One outcome only: undefined."""
    assert auc(Tally.of(**row["inputs"])) is row["expected"] is None


@pytest.mark.parametrize(
    ("p", "area", "p_value"),
    [(WITH_TIES, 0.839285714286, 0.0135848844), (WITHOUT_TIES, 0.875, 0.00699300699)],
)
def test_the_published_fifteen_years(p: list[float], area: float, p_value: float) -> None:
    """Mason and Graham's areas and p-values, with ties and without."""
    tally = Tally.of(p, RAINED)
    assert auc(tally) == pytest.approx(area, abs=1e-12)
    assert auc_p_value(tally) == pytest.approx(p_value, abs=1e-10)


def test_the_published_icing_area() -> None:
    """From its table of counts."""
    assert auc(icing()) == pytest.approx(0.817415220678, abs=1e-12)


@given(rows)
@settings(deadline=None)
def test_the_area_is_scikit_learns(drawn: Rows) -> None:
    """Ties and all; and the curve runs from corner to corner with that area under it."""
    from sklearn.metrics import roc_auc_score

    p, y = zip(*drawn, strict=True)
    found = roc(Tally.of(p, y))
    if len(set(y)) == 1:
        assert found.area is None
        assert found.reason is not None
        return
    assert found.area is not None
    assert found.area == pytest.approx(roc_auc_score(y, p), abs=1e-12)
    assert np.trapezoid(found.hit_rate, found.false_alarm_rate) == pytest.approx(found.area, abs=1e-12)
    assert (found.hit_rate[0], found.hit_rate[-1]) == (0, pytest.approx(1))
    if found.low is None or found.high is None:
        assert min(sum(y), len(y) - sum(y)) == 1 or len(found.threshold) == 2
        assert found.reason is not None
        return
    assert 0 <= found.low <= found.area <= found.high <= 1
    assert found.low < found.high


@given(rows, st.floats(0.1, 0.9))
@settings(deadline=None)
def test_discrimination_is_blind_to_calibration(drawn: Rows, factor: float) -> None:
    """Shrinking every percent alike changes nothing."""
    p, y = zip(*((round(p, 2), y) for p, y in drawn), strict=True)
    assert auc(Tally.of(p, y)) == auc(Tally.of(np.array(p) * factor, y))


def test_the_error_is_that_of_resampling() -> None:
    """DeLong's error agrees with redrawing the two classes."""
    rng = np.random.default_rng(1)
    p = rng.integers(0, 21, 400) / 20
    y = rng.random(400) < p
    found = roc(Tally.of(p, y))
    yes, no = p[y], p[~y]
    areas = [
        auc(Tally.of(np.concatenate([a, b]), np.repeat([1, 0], [len(a), len(b)])))
        for a, b in ((rng.choice(yes, len(yes)), rng.choice(no, len(no))) for _ in range(1500))
    ]
    assert found.error == pytest.approx(np.std(np.array(areas, dtype=float)), rel=0.08)


def test_perfect_separation_is_not_certain() -> None:
    """Five and five told apart: the area may be as low as 0.025 to the 1/5; so too the other way round."""
    p, y = np.arange(10) / 10, np.repeat([0, 1], 5)
    apart, reversed_ = roc(Tally.of(p, y)), roc(Tally.of(p, 1 - y))
    assert (apart.area, apart.high) == (1.0, 1.0)
    assert apart.low == pytest.approx(0.025 ** (1 / 5))
    assert (reversed_.area, reversed_.low) == (0.0, 0.0)
    assert reversed_.high == pytest.approx(1 - 0.025 ** (1 / 5))
    more = roc(Tally.of(np.arange(105) / 105, np.repeat([0, 1], [5, 100])))
    assert more.low == apart.low


@pytest.mark.parametrize("distance", [0.36, 1.19, 2.33, 2.9])
@pytest.mark.parametrize(("hits", "alarms"), [(5, 5), (5, 20), (10, 10)])
def test_the_interval_holds_the_area_about_as_often_as_it_says(
    distance: float, hits: int, alarms: int
) -> None:
    """Two normals at such a distance have areas of 0.6, 0.8, 0.95 and 0.98; 400 sets of each."""
    from scipy.special import ndtr

    rng = np.random.default_rng(6)
    area, y = ndtr(distance / np.sqrt(2)), np.repeat([1, 0], [hits, alarms])
    held = []
    for _ in range(400):
        found = roc(Tally.of(ndtr(rng.normal(size=hits + alarms) + distance * y), y))
        held.append((found.low or 0.0) <= area <= (found.high or 0.0))
    assert np.mean(held) >= 0.92


@pytest.mark.parametrize(
    ("p", "y", "told"),
    [
        ([0.2, 0.4, 0.9], [0, 0, 1], "Only one thing happened"),
        ([0.2, 0.4, 0.9], [0, 1, 1], "Only one thing did not happen"),
        ([0.5] * 6, [0, 1] * 3, "All probabilities are equal"),
    ],
)
def test_an_area_without_an_interval_says_why(p: list[float], y: list[int], told: str) -> None:
    """A single case of either outcome, or one probability, does not show how much the area varies."""
    found = roc(Tally.of(p, y))
    assert (found.error, found.low, found.high) == (None, None, None)
    assert found.area is not None
    assert str(found.reason).startswith(told)


def test_p_values_agree_with_scipy() -> None:
    """Exactly without ties, and by the corrected normal with them."""
    from scipy.stats import mannwhitneyu

    rng = np.random.default_rng(2)
    for p, method in ((rng.random(24), "exact"), (rng.integers(0, 6, 60) / 5, "asymptotic")):
        y = rng.integers(0, 2, len(p)).astype(bool)
        theirs = mannwhitneyu(p[y], p[~y], alternative="greater", method=method).pvalue
        assert auc_p_value(Tally.of(p, y)) == pytest.approx(theirs, abs=1e-12)


def test_the_diagram_counts_each_class() -> None:
    """Shares of each class sum to 1, bins are decided on whole numbers, and means are told."""
    found = discrimination_diagram(Tally.of(np.arange(1, 10) / 10, [0] * 5 + [1] * 4), bins=10)
    assert found.failed is not None
    assert found.happened is not None
    assert found.failed.tolist() == [0, *[0.2] * 5, 0, 0, 0, 0]
    assert found.happened.sum() == pytest.approx(1)
    assert (found.mean_if_failed, found.mean_if_happened) == pytest.approx((0.3, 0.75))
    assert list(found.table.columns) == ["start", "end", "happened", "failed"]
    assert discrimination_diagram(Tally.of([1.0, 1 / 3], [1, 1]), bins=3).happened.tolist() == [0, 0.5, 0.5]  # type: ignore[union-attr]


def test_the_undefined_is_none() -> None:
    """One class, one probability, nothing at all; and a tie and an empty histogram are refused."""
    assert auc(Tally.of([], [])) is None
    assert auc_p_value(Tally.of([0.5, 0.5], [0, 1])) is None
    assert auc_p_value(Tally.of([0.5, 0.6], [1, 1])) is None
    assert roc(Tally.of([0.5, 0.6], [0, 1])).error is None
    assert roc(Tally.of([0.5, 0.6], [1, 1])).table.empty
    one = discrimination_diagram(Tally.of([0.5], [1]))
    assert one.failed is None
    assert one.mean_if_failed is None
    with pytest.raises(GradedOutcomes, match="Discrimination"):
        auc(Tally.of([0.5], [0.5]))
    with pytest.raises(ValueError, match="one bin"):
        discrimination_diagram(Tally.of([0.5], [1]), bins=0)
