"""Whether two statements are much alike."""

from __future__ import annotations

from itertools import combinations

import pytest

from forecasts.ledger.likeness import much_alike


def test_articles_and_one_more_word_do_not_tell_statements_apart() -> None:
    """The same rain, said in three ways."""
    said = ("Rain in Rome", "The rain in Rome", "Rain falls in Rome")
    assert all(much_alike(one, other) for one, other in combinations(said, 2))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Candidate 1 wins the election", "Candidate 2 wins the election"), ("Rain in Rome", "Rain in Paris")],
)
def test_numbers_and_names_tell_statements_apart(one: str, other: str) -> None:
    """A number is the whole difference."""
    assert not much_alike(one, other)
