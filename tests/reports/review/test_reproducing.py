"""A frozen report is made again, and is the same or says where it is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from reports.canonical import Plain
from reports.review.changes_wording import reproduction_in_words
from reports.review.reproducing import MOST, Reproduction, differences, reproduce
from reports.review.states import review_state_of
from tests.forecasts.builders import outcome
from tests.reports.review.cases import CARD, NOW, acted, frozen

leaves = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["a", "b"])
plains: st.SearchStrategy[Plain] = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner)
)


def again(ledger: Ledger) -> Reproduction:
    """The scorecard made again."""
    return reproduce(ledger.view(), review_state_of(ledger.view(), CARD).freeze)


def test_a_correction_later_does_not_touch_it(book: Ledger) -> None:
    """The report is made from the ledger as it was."""
    frozen(book)
    later = outcome(question="event-0", on=date(2021, 10, 1))
    acted(book, "ann", lambda entry: entry.correct(Handle(2, 1), later, because="wrong date"))
    found = again(book)
    assert found.identical
    assert (found.differences, found.versions, found.more) == ((), (), 0)


def test_an_erased_text_leaves_the_digest(book: Ledger) -> None:
    """The chain is whole, and identical is still identical; what differs cannot be named."""
    frozen(book)
    archived = review_state_of(book.view(), CARD).freeze.archived
    assert archived is not None
    book.erase(archived, because="asked for", by="ann", now=NOW)
    assert book.audit().whole
    assert again(book).identical


def test_what_differs_is_named_by_its_path(panelled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program gives other figures: at most twenty places, and the versions that differ."""
    frozen(panelled)
    monkeypatch.setattr("reports.provenance.LIBRARIES", ("numpy",))
    monkeypatch.setattr("reports.facets.rows.PRIMARY", "other")
    found = again(panelled)
    assert not found.identical
    assert found.differences is not None
    assert "lanes[0].is_primary" in [difference.path for difference in found.differences]
    assert not any("libraries" in difference.path for difference in found.differences)
    assert len(found.differences) <= MOST
    assert {version.path for version in found.versions} == {"matplotlib", "pandas", "scipy"}
    archived = review_state_of(panelled.view(), CARD).freeze.archived
    assert archived is not None
    panelled.erase(archived, because="asked for", by="ann", now=NOW)
    erased = again(panelled)
    assert (erased.identical, erased.differences) == (False, None)
    assert "its frozen text is not kept" in " ".join(
        reproduction_in_words(erased, review_state_of(panelled.view(), CARD))
    )


@given(plains, plains)
def test_data_differ_where_they_are_not_equal(then: Plain, now: Plain) -> None:
    """No place is named exactly where the two are the same, and True is not 1."""
    found = list(differences(then, now))
    assert (not found) == (repr_of(then) == repr_of(now))
    assert not list(differences(then, then))


def repr_of(data: Plain) -> str:
    """Plain data as text, keys sorted."""
    import json

    return json.dumps(data, sort_keys=True)


def test_long_values_are_cut_short() -> None:
    """A whole table that is absent does not flood the screen."""
    (found,) = differences({"rows": ["x" * 500]}, {})
    assert (found.path, found.now) == ("rows", "absent")
    assert len(found.frozen) < 100
