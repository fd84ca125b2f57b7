"""Who can be told apart, in words."""

from __future__ import annotations

from typing import Any

from reports.facets.comparison.differences import Difference
from reports.facets.comparison.separable import separable_in_words


def pair(first: str, second: str, **changes: Any) -> Difference:
    """Two on twenty shared events, the first a little better and not told apart."""
    plain: dict[str, Any] = {
        "events": 20,
        "left_first": 0,
        "left_second": 0,
        "unlike": 0,
        "words": "",
        "difference": -0.1,
        "p_value": 0.5,
        "adjusted": 0.9,
    }
    return Difference(
        first=first,
        first_name=first.title(),
        second=second,
        second_name=second.title(),
        **{**plain, **changes},
    )


def test_the_worse_are_named_with_all_who_are_better() -> None:
    """The surest first."""
    said = separable_in_words(
        [pair("ann", "bob"), pair("ann", "dan", adjusted=0.01), pair("bob", "dan", adjusted=0.002)],
        against=None,
    )
    assert said == (
        "Not separable on 20 shared events: Ann and Bob.",
        "Dan is worse than Bob (adjusted p 0.002) and Ann (adjusted p 0.01).",
        "Of 3 pairs compared, 2 can be told apart at 0.05, adjusted.",
    )


def test_a_positive_difference_speaks_for_the_second() -> None:
    """Ann is worse than Bob."""
    assert separable_in_words([pair("ann", "bob", difference=0.2, adjusted=0.03)], against=None) == (
        "Ann is worse than Bob (adjusted p 0.03).",
    )


def test_pairs_without_a_test_are_no_proof_that_nobody_is_better() -> None:
    """Ann and Cat share too little to be tested, which is said."""
    untested = pair("ann", "cat", events=2, difference=None, p_value=None, adjusted=None)
    said = separable_in_words([pair("ann", "bob"), pair("bob", "cat", events=30), untested], against=None)
    assert said[0] == (
        "Not separable on 20 to 30 shared events: Ann, Bob and Cat (not every two of them share five events)."
    )


def test_against_one_the_better_and_the_worse_are_apart() -> None:
    """The others cannot be told from Bob."""
    said = separable_in_words(
        [
            pair("bob", "ann", difference=0.2, adjusted=0.03),
            pair("bob", "cat", adjusted=0.04),
            pair("bob", "dan"),
        ],
        against="bob",
    )
    assert said[:3] == (
        "Better than Bob: Ann (adjusted p 0.03).",
        "Worse than Bob: Cat (adjusted p 0.04).",
        "Not separable from Bob on 20 shared events: Dan.",
    )
