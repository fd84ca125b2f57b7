"""Mean scores of a tally."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tests.tracker.drawn import Rows, rows
from tests.tracker.examples import golden
from tracker.means import infinite_log_scores, mean_brier, mean_log_score, mean_score
from tracker.tally import Tally


@pytest.mark.parametrize("row", golden("brier_binary_mean"))
def test_golden_means(row: dict[str, float]) -> None:
    """The golden rows come out."""
    assert mean_brier(Tally.of(**row["inputs"])) == pytest.approx(row["expected"], abs=1e-12)  # type: ignore[arg-type]


@given(rows)
@settings(deadline=None)
def test_the_mean_is_that_of_the_rows(drawn: Rows) -> None:
    """Both losses, against plain arithmetic over rows."""
    p, y = (np.array(part, dtype=float) for part in zip(*drawn, strict=True))
    tally = Tally.of(p, y)
    assert mean_brier(tally) == pytest.approx(np.mean((p - y) ** 2), abs=1e-12)
    ruled_out = int(((p == 0) & (y == 1)).sum() + ((p == 1) & (y == 0)).sum())
    assert infinite_log_scores(tally) == ruled_out
    with np.errstate(divide="ignore"):
        assert mean_log_score(tally) == pytest.approx(-np.mean(np.log(np.where(y == 1, p, 1 - p))), rel=1e-9)


def test_weights_and_grades_count() -> None:
    """A weight of 3 is three rows; a tie scores its distance from a half."""
    assert mean_brier(Tally.of([0.2, 0.8], [0, 0], weight=[3, 1])) == pytest.approx(0.19)
    assert mean_brier(Tally.of([0.7], [0.5])) == pytest.approx(0.04)


def test_nothing_has_no_mean() -> None:
    """None, never 0; and a loss that is not known is refused."""
    assert mean_brier(Tally.of([], [])) is None
    assert mean_log_score(Tally.of([], [])) is None
    with pytest.raises(ValueError, match="'brier' or 'log'"):
        mean_score(Tally.of([0.5], [1]), "quadratic")  # type: ignore[arg-type]
