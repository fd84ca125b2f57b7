"""Cox's calibration line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from forecasts.errors import FractionalWeights, GradedOutcomes
from tests.tracker.drawn import Rows, rows
from tests.tracker.examples import TEN_P, TEN_Y, golden, icing, niamey
from tracker.calibration.cox import Method, cox
from tracker.tally import Tally

METHODS: tuple[tuple[str, Method], ...] = (("cox_calibration_ml", "ml"), ("cox_calibration_firth", "firth"))


@pytest.mark.parametrize(("measure", "method"), METHODS)
def test_golden_lines(measure: str, method: Method) -> None:
    """The golden rows come out, the separated one as None."""
    for param in golden(measure):
        row: dict[str, Any] = param.values[0]
        found = cox(Tally.of(**row["inputs"]), method=method)
        if row["expected"] is None:
            assert (found.intercept, found.slope) == (None, None)
            assert "perfectly" in str(found.reason)
        else:
            expected = (row["expected"]["intercept"], row["expected"]["slope"])
            assert (found.intercept, found.slope) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("forecaster", "intercept", "slope", "in_the_large"),
    [
        ("Logistic", 0.206807070, 1.237329422, 0.216451193),
        ("EMOS", 0.250702782, 1.169467976, 0.253899805),
        ("EPC", 0.214887128, 1.326308015, 0.237581381),
    ],
)
def test_niamey(forecaster: str, intercept: float, slope: float, in_the_large: float) -> None:
    """Published lines, with the intercept at slope 1."""
    found = cox(niamey(forecaster), method="ml")
    assert (found.intercept, found.slope, found.in_the_large) == pytest.approx(
        (intercept, slope, in_the_large), abs=1e-8
    )


def test_agrees_with_an_unpenalised_regression_elsewhere() -> None:
    """scikit-learn's logistic regression without penalty finds the same line on the icing rows."""
    from sklearn.linear_model import LogisticRegression

    tally = icing()
    x = np.log(tally.said / (1 - tally.said))
    rows = np.repeat(x, tally.count.astype(int))
    outcomes = np.concatenate(
        [
            np.repeat([1, 0], [k, n - k])
            for n, k in zip(tally.count.astype(int), tally.happened.astype(int), strict=True)
        ]
    )
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(rows[:, None], outcomes)
    found = cox(tally, method="ml")
    assert found.slope == pytest.approx(theirs.coef_[0, 0], abs=1e-5)
    assert found.intercept == pytest.approx(theirs.intercept_[0], abs=1e-5)


def test_counts_and_rows_give_one_line() -> None:
    """The penalty counts each row of a cell."""
    pooled, apart = (cox(Tally.of(np.array(TEN_P) + nudge, TEN_Y)) for nudge in (0.0, np.arange(10) * 1e-8))
    assert (pooled.intercept, pooled.slope) == pytest.approx((apart.intercept, apart.slope), abs=1e-5)


@given(rows)
@settings(max_examples=60, deadline=None)
def test_firth_is_always_finite(drawn: Rows) -> None:
    """Wherever there are two probabilities with logits, and it lies within its interval."""
    found = cox(Tally.of(*zip(*drawn, strict=True)))
    if found.reason is None:
        assert np.isfinite([found.intercept, found.slope, found.in_the_large]).all()  # type: ignore[arg-type]
        assert found.slope_low is not None
        assert found.slope_high is not None
        assert found.slope_low < (found.slope or 0.0) < found.slope_high
    else:
        assert len({p for p, _ in drawn if 0 < p < 1}) < 2 or "settle" in found.reason


def test_certain_forecasts_are_left_out_and_counted() -> None:
    """0 and 1 have no logit."""
    plain, more = (cox(Tally.of(TEN_P + extra, TEN_Y + [0] * len(extra))) for extra in ([], [0.0, 1.0, 1.0]))
    assert (plain.left_out, more.left_out, more.count) == (0, 3, 10)
    assert more.slope == pytest.approx(plain.slope)


def test_an_overconfident_forecaster_has_a_slope_below_one() -> None:
    """Logits stretched by a factor are found again as its inverse."""
    rng = np.random.default_rng(5)
    logit = rng.normal(size=40_000)
    y = rng.random(40_000) < 1 / (1 + np.exp(-logit))
    found = cox(Tally.of(1 / (1 + np.exp(-logit / 0.6)), y))
    assert found.slope == pytest.approx(0.6, abs=0.03)
    assert found.table["part"].tolist() == ["intercept", "slope"]


def test_clusters_widen_the_errors() -> None:
    """Every forecast said four times over one event teaches no more than once."""
    rng = np.random.default_rng(6)
    p = rng.integers(1, 100, 200) / 100
    y = (rng.random(200) < p).astype(int)
    once = cox(Tally.of(p, y, cluster=np.arange(200)))
    four = cox(Tally.of(np.tile(p, 4), np.tile(y, 4), cluster=np.tile(np.arange(200), 4)))
    alone = cox(Tally.of(np.tile(p, 4), np.tile(y, 4)))
    assert four.slope_error == pytest.approx(once.slope_error, rel=0.03)
    assert (alone.slope_error or 0.0) < 0.6 * (four.slope_error or 0.0)
    assert four.clustered
    assert not alone.clustered


@pytest.mark.parametrize(
    ("p", "y", "told"),
    [
        ([], [], "no forecasts strictly between"),
        ([0.0, 1.0], [0, 1], "no forecasts strictly between"),
        ([0.3, 0.3], [0, 1], "same probability"),
        ([0.3, 0.4], [1, 1], "outcomes are the same"),
        ([0.3, 0.4, 0.4, 0.5], [0, 0, 1, 1], "perfectly"),
        ([0.3, 0.4], [1, 0], "perfectly"),
    ],
)
def test_the_undefined_has_its_reason(p: list[float], y: list[int], told: str) -> None:
    """Where there is no line, the reason says why."""
    found = cox(Tally.of(p, y), method="ml")
    assert found.slope is None
    assert (found.slope_low, found.slope_high) == (None, None)
    assert told in str(found.reason)


def test_grades_fractions_and_unknown_methods_are_refused() -> None:
    """The line counts yes and no."""
    with pytest.raises(GradedOutcomes):
        cox(Tally.of([0.4], [0.5]))
    with pytest.raises(FractionalWeights):
        cox(Tally.of([0.4], [1], weight=[0.5]))
    with pytest.raises(ValueError, match="'firth' or 'ml'"):
        cox(Tally.of([0.4], [1]), method="probit")  # type: ignore[arg-type]
