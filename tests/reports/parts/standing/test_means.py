"""Mean scores with their references and their log scores."""

from __future__ import annotations

from math import inf, log

import pytest

from reports.parts.standing.means import mean_of
from tests.reports import cases
from tests.reports.standing_cases import chances


def test_the_mean_counts_each_event_once() -> None:
    """Two forecasts on one event are averaged first."""
    frame = chances([0.5, 0.9, 0.5, 0.5, 0.5, 0.5], [1, 1, 0, 0, 0, 0], events=list("aabcde"))
    mean = mean_of("brier", frame)
    assert (mean.forecasts, mean.events) == (6, 5)
    assert mean.mean == pytest.approx(((0.25 + 0.01) / 2 + 4 * 0.25) / 5)


def test_the_log_score_stands_beside_the_brier_score() -> None:
    """Always 50% has ln 2."""
    mean = mean_of("brier", chances([0.5] * 6, [0, 1] * 3))
    assert mean.log is not None
    assert mean.log.mean == pytest.approx(log(2))
    assert (mean.log.forecasts, mean.log.events, mean.log.ruled_out) == (6, 6, 0)


def test_one_certain_miss_makes_the_log_score_infinite_and_is_counted() -> None:
    """The clipped form stands apart, with its floor."""
    found = mean_of("brier", chances([0.0, 0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0, 0])).log
    assert found is not None
    assert (found.mean, found.ruled_out, found.floor) == (inf, 1, 0.01)
    assert found.clipped == pytest.approx((-log(0.01) + 4 * log(2)) / 5)


def test_graded_outcomes_have_no_log_score() -> None:
    """Brier takes them, and five plain ones are needed beside."""
    mean = mean_of("brier", chances([0.5] * 6, [0, 1, 0, 1, 0.5, 0.5]))
    assert mean.mean is not None
    assert mean.log is None


def test_windows_have_a_mean_and_no_log_score() -> None:
    """Nobody said of one day how likely it was."""
    (mean,) = cases.founding_card().standings[1].means[1:]
    assert (mean.measure, mean.log) == ("timeline_brier", None)
