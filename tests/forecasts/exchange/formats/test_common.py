"""What formats share: texts as a record may hold them, forecasters, and how a yes or no came about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.formats.common import (
    chance_by,
    importer,
    number,
    platform_user,
    prose,
    resolved_to,
    tag,
    title,
)
from forecasts.model import Chance, Forecaster, OutcomeKind, Question, Unscoreable
from tests.forecasts.exchange.formats.imported import conventions

DEADLINE, BEFORE, AFTER = date(2025, 6, 30), date(2025, 5, 1), date(2025, 7, 2)


@given(st.text(st.characters(), max_size=50))
def test_any_title_and_prose_can_stand_in_a_question(text: str) -> None:
    """Control characters and line breaks go; what is empty is left out."""
    by = conventions()
    statement = title(f"x {text}", by)
    found = Question(
        slug="q", statement=statement, criteria=prose(text, by), tags=(tag(text),) if tag(text) else ()
    )
    assert found.statement == statement


def test_what_is_too_long_is_cut_and_it_is_said() -> None:
    """A title to 2,000 characters, a text to 20,000."""
    by = conventions()
    assert len(title("x" * 3_000, by)) == 2_000
    assert len(prose("x" * 30_000, by) or "") == 20_000
    assert len(by.assumptions) == 2


def test_a_forecaster_of_an_id_is_shown_by_name() -> None:
    """The slug is made of the id, so that another name makes nobody else."""
    found = platform_user(conventions(), "manifold", ident="u1", name="Bea")
    assert (found.slug, found.name) == ("manifold-u1", "Bea")
    assert found.aliases == ("manifold:u1", "manifold:Bea")
    assert (
        platform_user(conventions(who={"Bea": "bea-lee"}), "manifold", ident="u1", name="Bea").slug
        == "bea-lee"
    )
    assert (
        platform_user(conventions(who={"u1": "bea-lee"}), "manifold", ident="u1", name="Bea").slug
        == "bea-lee"
    )


def test_oneself_is_whom_me_names() -> None:
    """A slug or a name; nobody is guessed."""
    assert importer(conventions(me="ann-lee"), "fatebook").slug == "ann-lee"
    assert importer(conventions(me="Ann Lee"), "fatebook").slug == "ann-lee"
    with pytest.raises(UnfitNoun, match="say --me NAME"):
        importer(conventions(), "fatebook")


@pytest.mark.parametrize(("resolved", "on"), [(BEFORE, BEFORE), (AFTER, DEADLINE)])
def test_yes_happened_when_it_was_resolved_or_by_the_deadline(resolved: date, on: date) -> None:
    """It was known when it was resolved."""
    found = resolved_to("q", 1, resolved=resolved, deadline=DEADLINE, conventions=conventions())
    assert (found.on, found.known_on) == (on, resolved)


@pytest.mark.parametrize(("resolved", "known_on"), [(BEFORE, DEADLINE), (AFTER, AFTER)])
def test_no_had_not_happened_through_a_deadline_that_is_over(resolved: date, known_on: date) -> None:
    """It cannot be known before the deadline."""
    found = resolved_to("q", 0, resolved=resolved, deadline=DEADLINE, conventions=conventions())
    assert (found.on, found.known_on) == (DEADLINE, known_on)


def test_no_is_not_known_through_a_deadline_that_is_not_over() -> None:
    """A deadline day counts in full: on that day it may still happen."""
    by = conventions()
    found = resolved_to("q", 0, resolved=AFTER, deadline=by.today, conventions=by)
    assert (found.on, found.known_on) == (AFTER, AFTER)
    assert any(sentence.startswith("A question that resolved NO ahead") for sentence in by.assumptions)


@pytest.mark.parametrize(
    ("hour", "deadline"),
    [(datetime(2025, 6, 30, 23, tzinfo=UTC), DEADLINE), (datetime(2025, 7, 1, tzinfo=UTC), None)],
)
def test_a_chance_may_be_given_until_the_end_of_its_deadline(hour: datetime, deadline: date | None) -> None:
    """One that is given later is kept, and cannot be scored."""
    made = chance_by(
        DEADLINE,
        Question(slug="q", statement="Will it?"),
        Forecaster(slug="ann", name="Ann"),
        Chance.stated(0.7),
        made=hour,
    )
    assert made.claim.deadline == deadline
    assert made.unscoreable_because == (() if deadline else (Unscoreable.NO_DEADLINE,))
    assert (made.made_at, made.attested_on) == (hour, hour.date())


@pytest.mark.parametrize("text", ["1_0", "nan", "inf", "1e999", "half", ""])
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    """Python would read some of them."""
    with pytest.raises(UnfitCell, match="give a number"):
        number(text, "value")


def test_a_share_is_a_grade_unless_it_is_yes_or_no() -> None:
    """Beyond 0 and 1 it is refused."""
    by = conventions()
    kinds = [
        resolved_to("q", share, resolved=BEFORE, deadline=DEADLINE, conventions=by).kind
        for share in (1, 0, 0.4)
    ]
    assert kinds == [OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH, OutcomeKind.PARTLY]
    with pytest.raises(UnfitNoun, match=r"resolved to 1\.5"):
        resolved_to("q", 1.5, resolved=BEFORE, deadline=DEADLINE, conventions=by)
