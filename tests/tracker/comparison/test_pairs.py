"""Two forecasters on their common events."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.comparison.pairs import paired

rows = st.lists(st.tuples(st.integers(0, 6), st.floats(0, 1)), max_size=20)


@given(first=rows, second=rows)
def test_swapping_the_two_turns_every_difference_around(
    first: list[tuple[int, float]], second: list[tuple[int, float]]
) -> None:
    """And swaps the counts of what was left out."""
    a, b = [score for _, score in first], [score for _, score in second]
    events_a, events_b = [event for event, _ in first], [event for event, _ in second]
    there, back = paired(a, events_a, b, events_b), paired(b, events_b, a, events_a)
    assert there.events == back.events
    assert np.array_equal(there.differences, -back.differences)
    assert (there.only_first, there.only_second) == (back.only_second, back.only_first)


@given(first=rows, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(first: list[tuple[int, float]], seed: int) -> None:
    """Shuffled forecasts give the same pairs."""
    shuffled = [first[place] for place in np.random.default_rng(seed).permutation(len(first))]
    two = [
        paired([s for _, s in given], [e for e, _ in given], [0.5] * 7, range(7))
        for given in (first, shuffled)
    ]
    assert two[0].events == two[1].events
    assert two[0].differences == pytest.approx(two[1].differences, abs=1e-15)


def test_an_event_counts_once_however_often_it_was_forecast() -> None:
    """Its scores are averaged first."""
    both = paired([0.0, 0.2, 0.4], ["war", "war", "flood"], [0.5, 0.5], ["war", "flood"])
    assert both.table.to_dict("list") == {
        "event": ["flood", "war"],
        "first": [0.4, 0.1],
        "second": [0.5, 0.5],
        "difference": [pytest.approx(-0.1), pytest.approx(-0.4)],
    }


def test_differences_can_be_put_in_the_order_of_resolution() -> None:
    """By days or by any moments; those of one day follow the order of their names."""
    both = paired([0.1, 0.2, 0.3], "cab", [0.0, 0.0, 0.0], "abc")
    days = {"a": date(2024, 5, 2), "b": date(2024, 5, 1), "c": date(2024, 5, 1)}
    assert both.ordered_by(days).tolist() == [0.3, 0.1, 0.2]


def test_nothing_in_common_leaves_nothing_to_compare() -> None:
    """The counts say what there was."""
    none = paired([0.1], ["a"], [0.2, 0.3], ["b", "c"])
    assert (none.count, none.only_first, none.only_second) == (0, 1, 2)


def test_events_with_contradicting_outcomes_are_counted_and_left_out() -> None:
    """One says that it happened, the other that it did not: a score of one of them is wrong."""
    both = paired(
        [0.04, 0.04, 0.09],
        ["war", "war", "flood"],
        [0.64, 0.16],
        ["war", "flood"],
        first_outcomes=[1, 1, 0],
        second_outcomes=[0, 0],
    )
    assert (both.events, both.contradicting, both.only_first, both.only_second) == (("flood",), 1, 0, 0)
    with pytest.raises(ValueError, match="of both, or of neither"):
        paired([0.1], ["a"], [0.1], ["a"], first_outcomes=[1])


def test_what_does_not_fit_is_refused() -> None:
    """Lengths that differ, an infinite score, an event without its day."""
    with pytest.raises(ValueError, match="2 first scores, but 1 events"):
        paired([0.1, 0.2], ["a"], [0.1], ["a"])
    with pytest.raises(ValueError, match=r"second scores\[0\] is inf"):
        paired([0.1], ["a"], [np.inf], ["a"])
    with pytest.raises(ValueError, match="when 'a' was resolved"):
        paired([0.1], ["a"], [0.1], ["a"]).ordered_by({})
