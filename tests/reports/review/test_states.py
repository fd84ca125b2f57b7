"""Where a frozen report stands is found from what was done with it, whatever was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import NotReviewable, NotUnique, TrackerError, Unknown
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.reader import Stored
from forecasts.ledger.view import View
from forecasts.model import Freeze, Noun, Review, ReviewAct
from reports.review.changes import changes
from reports.review.people import same_person
from reports.review.signing import answer, ask, open_report, reject
from reports.review.states import ReviewState, State, review_state_of, review_states
from tests.forecasts.builders import freeze, review
from tests.reports.review.cases import CARD, NOW, acted, added, frozen, panel, signed

FIRST, SECOND, THIRD = "card", "card-2", "card-3"
OPENED, SIGNED, REJECTED = ReviewAct.OPENED, ReviewAct.SIGNED, ReviewAct.REJECTED


class Recorded:
    """Nouns as a view would hand them out, an entry each."""

    def __init__(self, *nouns: Noun) -> None:
        self._stored = [
            Stored(handle=Handle(entry, 1), noun=noun, recorded_at=NOW, recorded_by="ann", stands=True)
            for entry, noun in enumerate(nouns, start=1)
        ]

    def standing(self, kind: str, **_: Any) -> Iterator[Stored]:
        """Those of one kind."""
        wanted = {"freeze": Freeze, "review": Review}[kind]
        return (stored for stored in self._stored if isinstance(stored.noun, wanted))


def states(*nouns: Noun) -> dict[str, ReviewState]:
    """The state of each frozen report among these records."""
    return {found.slug: found for found in review_states(cast(View, Recorded(*nouns)))}


def act(kind: ReviewAct, report: str = FIRST) -> Review:
    """An act with all that it needs."""
    parts: dict[ReviewAct, dict[str, Any]] = {
        ReviewAct.QUESTIONED: {"row": "1.3", "text": "Why?"},
        ReviewAct.ANSWERED: {"answers": Handle(4, 1), "text": "So."},
        SIGNED: {"digest": "12" * 32},
        REJECTED: {"text": "No."},
    }
    return review(kind, report=report, **parts.get(kind, {}))


def after(*kinds: ReviewAct) -> State:
    """The state of a report after these acts."""
    return states(freeze(slug=FIRST), *map(act, kinds))[FIRST].state


def test_a_report_is_a_draft_until_somebody_looks() -> None:
    """An answer alone is no look; a question is."""
    assert after() is State.DRAFT
    assert after(OPENED) is State.IN_REVIEW
    assert after(ReviewAct.QUESTIONED) is State.IN_REVIEW
    assert after(ReviewAct.ANSWERED) is State.DRAFT


def test_a_rejection_makes_a_draft_of_it_until_it_is_opened_again() -> None:
    """The reason is kept until somebody signs."""
    assert after(OPENED, REJECTED) is State.DRAFT
    assert after(OPENED, REJECTED, OPENED) is State.IN_REVIEW
    found = states(freeze(slug=FIRST), act(OPENED), act(REJECTED), act(OPENED))[FIRST]
    assert found.rejection is not None
    assert found.rejection.text == "No."
    assert [look.handle for look in found.looks] == [Handle(4, 1)]
    again = states(freeze(slug=FIRST), act(REJECTED), act(OPENED), act(SIGNED))[FIRST]
    assert (again.state, again.rejection) == (State.SIGNED, None)


def test_a_later_freeze_supersedes_at_once_what_nobody_signed() -> None:
    """A signed report stays signed until the later one is."""
    first, second = freeze(slug=FIRST), freeze(slug=SECOND, supersedes=FIRST)
    assert states(first, second)[FIRST].state is State.SUPERSEDED
    assert states(first, act(OPENED), second)[FIRST].superseded_by == SECOND
    signed_first = states(first, act(SIGNED), second)
    assert (signed_first[FIRST].state, signed_first[SECOND].state) == (State.SIGNED, State.DRAFT)
    both = states(first, act(SIGNED), second, act(SIGNED, SECOND))
    assert (both[FIRST].state, both[FIRST].superseded_by) == (State.SUPERSEDED, SECOND)


def test_a_signed_report_is_superseded_over_a_draft_between() -> None:
    """The third takes the place of the first when it is signed, and of the second at once."""
    third = freeze(slug=THIRD, supersedes=SECOND)
    found = states(freeze(slug=FIRST), act(SIGNED), freeze(slug=SECOND, supersedes=FIRST), third)
    assert [found[slug].state for slug in (FIRST, SECOND, THIRD)] == ["signed", "superseded", "draft"]
    later = states(
        freeze(slug=FIRST), act(SIGNED), freeze(slug=SECOND, supersedes=FIRST), third, act(SIGNED, THIRD)
    )
    assert later[FIRST].superseded_by == later[SECOND].superseded_by == THIRD


def test_a_later_entry_comes_before_a_later_freeze() -> None:
    """What was made from an older state of the ledger supersedes nothing newer, whenever it was frozen."""
    older = freeze(slug=THIRD, as_of=5)
    first, newer = freeze(slug=FIRST, as_of=3), freeze(slug=SECOND, as_of=9)
    found = states(first, act(SIGNED), newer, older)
    assert [found[slug].state for slug in (FIRST, SECOND, THIRD)] == ["signed", "draft", "superseded"]
    assert found[THIRD].superseded_by == SECOND
    signed_all = states(first, newer, act(SIGNED, SECOND), older, act(SIGNED, THIRD))
    assert signed_all[SECOND].state is State.SIGNED
    assert signed_all[FIRST].superseded_by == signed_all[THIRD].superseded_by == SECOND


def test_only_the_same_recipe_and_date_are_superseded() -> None:
    """A scorecard of another evaluation date is another publication, whatever a record says."""
    other = freeze(slug=SECOND, recipe='{"on":"2022-01-01","report":"scorecard"}', supersedes=FIRST)
    found = states(freeze(slug=FIRST), act(SIGNED), other, act(SIGNED, SECOND))
    assert [state.state for state in found.values()] == [State.SIGNED, State.SIGNED]


def test_a_question_without_an_answer_goes_over_to_the_next_edition() -> None:
    """Until it has one; what was answered before, or was asked of another publication, does not."""
    first, second = freeze(slug=FIRST), freeze(slug=SECOND)
    asked = act(ReviewAct.QUESTIONED)
    said = review(ReviewAct.ANSWERED, report=FIRST, answers=Handle(2, 1), text="So.")
    (question,) = states(first, asked, second)[SECOND].open_questions
    assert (question.report, question.number) == (FIRST, 1)
    later = states(first, asked, second, said)[SECOND]
    assert [one.is_open for one in later.questions] == [False]
    assert states(first, asked, said, second)[SECOND].questions == ()
    other = freeze(slug=SECOND, recipe='{"on":"2022-01-01","report":"scorecard"}')
    assert states(first, asked, other)[SECOND].questions == ()


def test_a_report_frozen_anew_is_not_signed_over_an_open_question(panelled: Ledger) -> None:
    """Freezing anew answers nothing; the answer is given once, and is seen as a change."""
    frozen(panelled)
    acted(panelled, "Ben", open_report, CARD)
    acted(panelled, "Ben", ask, CARD, "1.3", "Who says so?")
    again = frozen(panelled)
    with pytest.raises(NotReviewable, match=r"has an open question \(5\.1 by Ben\): answer with"):
        signed(panelled, again, by="Ben")
    _, state = acted(panelled, "ann", answer, "Q1", "The minister")
    assert (state.slug, state.open_questions) == (again, ())
    seen = changes(panelled.view(), again, by="Cy")
    assert [(done.act, done.report) for done in seen.acts] == [("answered", CARD)]
    assert signed(panelled, again, by="Ben").state is State.SIGNED


records = st.lists(
    st.builds(act, st.sampled_from(ReviewAct), st.sampled_from([FIRST, SECOND, THIRD])), max_size=12
)


@given(records, st.integers(0, 12), st.integers(0, 12))
def test_any_order_of_acts_leads_to_one_of_four_states(acts: list[Review], one: int, other: int) -> None:
    """Superseded exactly where a later freeze is named; signatures are since the last rejection."""
    nouns: list[Noun] = [*acts]
    first, last = sorted((min(one, len(acts)), min(other, len(acts))))
    nouns.insert(last, freeze(slug=SECOND, supersedes=FIRST))
    nouns.insert(first, freeze(slug=FIRST))
    found = states(*nouns)
    for state in found.values():
        assert state.state in State
        assert (state.state is State.SUPERSEDED) == (state.superseded_by is not None)
        assert (state.state is State.SIGNED) <= bool(state.signatures)
        assert state.rejection is None or not state.signatures
        kinds = [made.act for made in state.acts]
        assert len(state.signatures) == kinds[::-1][: _since(kinds)].count(SIGNED)
    assert found[SECOND].state is not State.SUPERSEDED
    assert (found[FIRST].state is State.SIGNED) == (
        bool(found[FIRST].signatures) and not found[SECOND].signatures
    )


def _since(kinds: list[ReviewAct]) -> int:
    """How many acts came after the last rejection."""
    return kinds[::-1].index(REJECTED) if REJECTED in kinds else len(kinds)


steps = st.lists(
    st.tuples(
        st.sampled_from(["freeze", "open", "ask", "answer", "sign", "own", "reject"]),
        st.sampled_from(["ann", "Ben", "Cy"]),
        st.integers(1, 3),
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None)
@given(steps)
def test_whatever_people_do_the_audit_stays_whole(done: list[tuple[str, str, int]]) -> None:
    """Each step is recorded or refused, and what ann signed says that it is her own work."""
    with panel(":memory:", events=1) as ledger:
        frozen(ledger)
        for step, by, number in done:
            slug = CARD if number == 1 else f"{CARD}-{number}"
            before = ledger.view().head.sequence
            try:
                match step:
                    case "freeze":
                        frozen(ledger, by=by)
                    case "open":
                        acted(ledger, by, open_report, slug)
                    case "ask":
                        acted(ledger, by, ask, slug, "1.3", "Why?")
                    case "answer":
                        acted(ledger, by, answer, str(number), "So.")
                    case "reject":
                        acted(ledger, by, reject, slug, because="No.")
                    case _:
                        signed(ledger, slug, by=by, allow_own=step == "own", look=False)
            except TrackerError:
                assert ledger.view().head.sequence == before
        assert ledger.audit().whole
        for state in review_states(ledger.view()):
            assert state.state in State
            assert all(signature.by != "ann" or signature.own for signature in state.signatures)


def test_a_report_is_named_by_its_slug_or_a_beginning(panelled: Ledger) -> None:
    """A slug in full is meant even where a longer one begins so."""
    frozen(panelled)
    assert review_state_of(panelled.view(), "score").slug == CARD
    frozen(panelled)
    assert review_state_of(panelled.view(), CARD).slug == CARD
    with pytest.raises(NotUnique):
        review_state_of(panelled.view(), "score")
    with pytest.raises(Unknown, match="no frozen report 'rain'"):
        review_state_of(panelled.view(), "rain")


def test_frozen_reports_and_acts_are_never_amended(panelled: Ledger) -> None:
    """Nobody takes back what was reviewed."""
    from forecasts.errors import UnfitNoun
    from tests.forecasts.builders import mistake

    frozen(panelled)
    with pytest.raises(UnfitNoun, match="what was reviewed stays"):
        added(panelled, mistake(Handle(3, 1)))


def test_names_are_the_same_in_any_case() -> None:
    """Spaces around and within count once."""
    assert same_person("Ben  Okri ", "ben okri")
    assert not same_person("Ben", "Ann")


def test_a_superseded_report_is_only_looked_at(panelled: Ledger) -> None:
    """It is neither questioned nor signed nor rejected any more."""
    frozen(panelled)
    frozen(panelled)
    acted(panelled, "Ben", open_report, CARD)
    for done in (
        lambda: acted(panelled, "Ben", ask, CARD, "1.3", "Why?"),
        lambda: signed(panelled, CARD, by="Ben"),
        lambda: acted(panelled, "Ben", reject, CARD, because="No."),
    ):
        with pytest.raises(NotReviewable, match=rf"superseded by {CARD}-2: review that one instead"):
            done()
