"""Whether chances tell apart what happened and what did not."""

from __future__ import annotations

from reports.facets.record.roc import roc_of
from tests.reports.standing_cases import chances


def test_there_is_none_below_twenty_events() -> None:
    """An area of few is luck."""
    assert roc_of(chances([0.2, 0.8] * 9, [0, 1] * 9)) is None


def test_it_runs_from_warning_of_nothing_to_warning_of_everything() -> None:
    """Perfect chances climb first."""
    found = roc_of(chances([0.2, 0.8] * 10, [0, 1] * 10))
    assert found is not None
    assert (found.area, found.count, found.happened) == (1.0, 20, 10)
    assert [(rule.threshold, rule.false_alarm_rate, rule.hit_rate) for rule in found.rules] == [
        (None, 0.0, 0.0),
        (0.8, 0.0, 1.0),
        (0.2, 1.0, 1.0),
    ]
    assert found.low is not None
    assert found.low < 1


def test_of_one_outcome_alone_it_is_undefined_and_says_why() -> None:
    """None, never 0.5."""
    found = roc_of(chances([0.5] * 20, [1] * 20))
    assert found is not None
    assert (found.area, found.low, found.rules) == (None, None, ())
    assert found.reason is not None
    assert "nothing to tell apart" in found.reason


def test_equal_chances_have_no_interval() -> None:
    """And so no picture."""
    found = roc_of(chances([0.45] * 20, [0, 1] * 10))
    assert found is not None
    assert (found.area, found.low) == (0.5, None)
