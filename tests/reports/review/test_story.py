"""A report's life: frozen, questioned, signed, overtaken by a correction, and frozen anew."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.errors import NotReviewable
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from reports.review.effects import affected
from reports.review.reproducing import reproduce
from reports.review.signing import answer, ask, open_report
from reports.review.states import State, review_state_of
from tests.forecasts.builders import outcome
from tests.reports.review.cases import CARD, acted, frozen, signed


def state(ledger: Ledger, slug: str = CARD) -> State:
    """Where a report stands now."""
    return review_state_of(ledger.view(), slug).state


def test_what_was_signed_can_never_quietly_change(book: Ledger) -> None:
    """A correction after the signature is named, the signed report stays, and a new one takes its place."""
    assert frozen(book) == CARD
    assert state(book) is State.DRAFT

    acted(book, "Ben", open_report, CARD)
    question = acted(book, "Ben", ask, CARD, "1.3", "Who says so?")
    assert state(book) is State.IN_REVIEW
    with pytest.raises(NotReviewable, match=rf"an open question \({question} by Ben\)"):
        signed(book, CARD, by="Ben")
    again = frozen(book)
    assert (again, state(book), state(book, again)) == (f"{CARD}-2", State.SUPERSEDED, State.DRAFT)
    with pytest.raises(NotReviewable, match=rf"an open question \({question} by Ben\)"):
        signed(book, again, by="Ben")
    acted(book, "ann", answer, "1", "The minister, on page 2")

    with pytest.raises(NotReviewable, match="6 of 6 forecasts and 6 of 6 outcomes that ann recorded alone"):
        signed(book, again, by="ann")
    assert signed(book, again, by="Ben").state is State.SIGNED
    assert affected(book.view()) == ()

    later = outcome(question="event-0", on=date(2021, 10, 1))
    acted(book, "ann", lambda entry: entry.correct(Handle(2, 1), later, because="wrong date"))
    (effect,) = affected(book.view())
    (move,) = effect.moves
    assert (effect.slug, effect.signed_by) == (again, ("Ben",))
    assert (move.handle, move.from_verdict, move.to_verdict) == ("1.3", "yes", "no")
    assert (move.because, move.entry) == ("outcome 2.1 corrected to 13.1: wrong date", "13.2")
    assert reproduce(book.view(), review_state_of(book.view(), again).freeze).identical

    third = frozen(book)
    assert (third, state(book, again), state(book, third)) == (f"{CARD}-3", State.SIGNED, State.DRAFT)
    signed(book, third, by="Ben")
    assert (state(book, again), state(book, third)) == (State.SUPERSEDED, State.SIGNED)
    assert review_state_of(book.view(), again).superseded_by == third
    assert affected(book.view()) == ()
    assert book.audit().whole
