"""Every undefined score has a reason."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.scoring import (
    brier,
    crps_ensemble,
    daily_brier,
    log_score,
    open_days_brier,
    peer_scores,
    timeline_brier,
    timeline_log_score,
    timeline_pit,
    timing_error,
    why_undefined,
    window_hit,
    window_interval_score,
)

CURVE = ([0, 30], [0, 1])


@pytest.mark.parametrize(
    ("score", "told", "reason"),
    [
        (timeline_brier, (*CURVE, 5, 0), "horizon is 0 days"),
        (timeline_brier, (*CURVE, -5, 90), "already happened"),
        (timeline_log_score, (*CURVE, -5), "already happened"),
        (timeline_pit, (*CURVE, -5), "already happened"),
        (window_hit, (30, 92, 51, 60), "window was not over"),
        (window_hit, (30, 92, -1), "already happened"),
        (window_interval_score, (30, 92, -1, 0.2), "already happened"),
        (timing_error, (61, None), "did not happen"),
        (crps_ensemble, ([1], 1, True), "two members"),
        (daily_brier, ([], 1, 10), "in force"),
        (open_days_brier, ([], 1), "in force"),
        (peer_scores, ([0.5], 1), "nobody else"),
        (peer_scores, ([0.0, 0.0], 1), "no chance to what happened"),
    ],
)
def test_an_undefined_score_says_why(score: Any, told: tuple[Any, ...], reason: str) -> None:
    """A sentence for a reader, not a code."""
    found = why_undefined(score, *told)
    assert found is not None
    assert reason in found
    assert found.endswith(".")


@pytest.mark.parametrize(
    ("score", "told"),
    [(brier, (0.5, 1)), (log_score, (0.0, 1)), (timing_error, (61, 51)), (window_hit, (30, 92, None, 93))],
)
def test_a_score_that_is_defined_has_no_reason(score: Any, told: tuple[Any, ...]) -> None:
    """A miss and an infinite score are defined."""
    assert why_undefined(score, *told) is None
