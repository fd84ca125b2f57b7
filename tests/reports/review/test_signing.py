"""Who may sign what, and which rows can be questioned."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.errors import NoSuchRow, NotReviewable, Unknown
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from reports.review.scope import own_work
from reports.review.signing import answer, ask, open_report, reject
from reports.review.states import State, review_state_of
from tests.forecasts.builders import chance, forecast, forecaster, merged, outcome, question
from tests.reports.review.cases import CARD, EVENTS, acted, added, frozen, signed


def own(ledger: Ledger, by: str) -> tuple[int, int]:
    """How many forecasts and outcomes of the report a person recorded alone."""
    found = own_work(ledger.view(), review_state_of(ledger.view(), CARD).freeze, by=by)
    return found.forecasts, found.outcomes


def test_what_somebody_recorded_alone_is_counted(panelled: Ledger) -> None:
    """Whatever the case of the name; nobody else has any."""
    frozen(panelled)
    assert own(panelled, " ANN ") == (EVENTS, EVENTS)
    assert own(panelled, "Ben") == (0, 0)


def test_a_record_that_another_corrected_has_four_eyes(panelled: Ledger) -> None:
    """A corrected outcome counts with all its versions, and so does a forecast."""
    acted(
        panelled,
        "Ben",
        lambda entry: entry.correct(Handle(2, 1), outcome(question="event-0", evidence="seen"), because="x"),
    )
    acted(
        panelled,
        "Ben",
        lambda entry: entry.correct(
            Handle(1, 3), forecast(question="event-0", belief=chance(0.2), reading="primary"), because="y"
        ),
    )
    frozen(panelled)
    assert own(panelled, "ann") == (EVENTS - 1, EVENTS - 1)
    assert own(panelled, "Ben") == (0, 0)


def test_only_the_forecasts_in_the_report_count(panelled: Ledger) -> None:
    """Ben logged something else, and may sign."""
    added(
        panelled,
        forecaster(slug="bob", name="Bob"),
        question(slug="flood", statement="The river floods"),
        forecast(question="flood", forecaster="bob"),
        by="Ben",
    )
    frozen(panelled)
    assert signed(panelled, CARD, by="Ben").state is State.SIGNED


def test_two_may_sign_and_each_once(panelled: Ledger) -> None:
    """Both are listed; the second signature of one person is refused."""
    frozen(panelled)
    signed(panelled, CARD, by="Ben")
    state = signed(panelled, CARD, by="Cy")
    assert [signature.by for signature in state.signatures] == ["Ben", "Cy"]
    assert {signature.digest for signature in state.signatures} == {state.freeze.digest}
    with pytest.raises(NotReviewable, match="is signed by ben already"):
        signed(panelled, CARD, by="ben")


def test_own_work_signed_on_purpose_is_marked(panelled: Ledger) -> None:
    """Somebody without own work who allows it is not."""
    frozen(panelled)
    signed(panelled, CARD, by="ann", allow_own=True)
    state = signed(panelled, CARD, by="Ben", allow_own=True)
    assert [(signature.by, signature.own) for signature in state.signatures] == [
        ("ann", True),
        ("Ben", False),
    ]


def test_who_froze_a_report_lets_somebody_else_sign(panelled: Ledger) -> None:
    """Ben recorded nothing in it, but froze it; blanks around the name do not matter."""
    frozen(panelled, by="Ben")
    with pytest.raises(NotReviewable, match=f"'{CARD}' was frozen by ben: let somebody else sign, or sign"):
        signed(panelled, CARD, by=" ben ")
    (signature,) = signed(panelled, CARD, by="Ben", allow_own=True).signatures
    assert signature.own
    (_, other) = signed(panelled, CARD, by="Cy").signatures
    assert not other.own


def test_figures_that_later_records_moved_are_not_signed(panelled: Ledger) -> None:
    """Whoever opened it before the correction is told what moved, and how to freeze it anew."""
    frozen(panelled)
    acted(panelled, "Ben", open_report, CARD)
    later = outcome(question="event-0", on=date(2021, 10, 1))
    acted(panelled, "ann", lambda entry: entry.correct(Handle(2, 1), later, because="wrong date"))
    with pytest.raises(NotReviewable, match="has 1 row that moved since it was made") as refused:
        signed(panelled, CARD, by="Ben", look=False)
    said = str(refused.value)
    assert "0.3317 -> 0.2317 (6 forecasts), over the forecasts in the report, without those" in said
    assert "1.3 yes 0.6400 -> no 0.0400 (outcome 2.1 corrected to 5.1: wrong date)" in said
    assert "`tracker scorecard ann-lee --on 2021-12-31 --freeze` and sign that one" in said
    assert signed(panelled, frozen(panelled), by="Ben").state is State.SIGNED


def test_news_does_not_stop_a_signature(panelled: Ledger) -> None:
    """What had been overdue came out since; nothing in the report is wrong."""
    added(panelled, question(slug="late", statement="It comes"), forecast(question="late"))
    frozen(panelled)
    added(panelled, outcome(question="late"))
    assert signed(panelled, CARD, by="Ben").state is State.SIGNED


def test_nobody_signs_unseen(panelled: Ledger) -> None:
    """Another's look is not one's own, and a look before a rejection is over."""
    frozen(panelled)
    acted(panelled, "Ben", open_report, CARD)
    with pytest.raises(NotReviewable, match="was not opened by Cy: look at it with `tracker review open"):
        signed(panelled, CARD, by="Cy", look=False)
    acted(panelled, "Cy", reject, CARD, because="too early")
    with pytest.raises(NotReviewable, match=r"was rejected by Cy \(too early\)"):
        signed(panelled, CARD, by="Ben", look=False)


def test_a_signed_report_is_not_rejected(panelled: Ledger) -> None:
    """It can be questioned, and that stops further signatures."""
    frozen(panelled)
    signed(panelled, CARD, by="Ben")
    with pytest.raises(NotReviewable, match="is signed by Ben, and a signature is for ever"):
        acted(panelled, "Cy", reject, CARD, because="no")
    acted(panelled, "Cy", ask, CARD, "ann-lee", "Who is she?")
    assert review_state_of(panelled.view(), CARD).state is State.SIGNED
    with pytest.raises(NotReviewable, match="an open question"):
        signed(panelled, CARD, by="Cy")


def test_rows_are_forecasts_or_forecasters_of_the_report(panelled: Ledger) -> None:
    """A forecaster by name or beginning; what is elsewhere is no row."""
    frozen(panelled)
    for row in ("1.3", "ann-lee", "Ann Lee"):
        acted(panelled, "Ben", ask, CARD, row, "Why?")
    asked = review_state_of(panelled.view(), CARD).questions
    assert [question.row for question in asked] == ["1.3", "ann-lee", "ann-lee"]
    assert [question.number for question in asked] == [1, 2, 3]


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("1.2", r"did you mean 1\.3 or 1\.5 or 1\.7\? See its rows with `tracker review open"),
        ("9.9", r"did you mean 1\.9 or 1\.7 or 1\.11\?"),
        ("anne-lee", "did you mean ann-lee"),
        ("bob", "see its rows with"),
        ("zed", "see its rows with"),
        ("1.3-1.5", r"name one at a time, by the handle of a forecast, such as 1\.3, or a forecaster"),
        ("17", "name one at a time, by the handle"),
        ("0.5", "name one at a time, by the handle"),
    ],
)
def test_what_is_no_row_is_refused_with_the_nearest(panelled: Ledger, row: str, hint: str) -> None:
    """Records that are no forecasts, forecasters of other reports, and several rows at once."""
    added(panelled, forecaster(slug="bob", name="Bob"))
    frozen(panelled)
    with pytest.raises(NoSuchRow, match=f"^The report '{CARD}' has no row '{row}': {hint}"):
        acted(panelled, "Ben", ask, CARD, row, "Why?")


def test_another_version_of_a_row_names_the_one_in_the_report(panelled: Ledger) -> None:
    """Whoever types the handle of a correction made since is helped."""
    frozen(panelled)
    better = forecast(question="event-0", belief=chance(0.3))
    made = acted(panelled, "ann", lambda entry: entry.correct(Handle(1, 3), better, because="misheard"))
    with pytest.raises(NoSuchRow, match=r"did you mean 1\.3\?"):
        acted(panelled, "Ben", ask, CARD, str(made), "Why?")


def test_any_answer_closes_a_question_and_all_are_kept(panelled: Ledger) -> None:
    """Also the asker's own; one that is answered already may be answered again."""
    frozen(panelled)
    made = acted(panelled, "Ben", ask, CARD, "1.3", "Why?")
    acted(panelled, "Ben", answer, str(made), "I see.")
    _, state = acted(panelled, "ann", answer, "q1", "Because.")
    (question,) = state.questions
    assert not question.is_open
    assert [(given.by, given.text) for given in question.answers] == [("Ben", "I see."), ("ann", "Because.")]
    with pytest.raises(Unknown, match="no review question 'Q7'"):
        acted(panelled, "ann", answer, "Q7", "Because.")


def test_who_merges_has_a_hand_in_what_comes_over(panelled: Ledger) -> None:
    """Ben, who logged nothing, brought a forecast under another outcome."""
    acted(panelled, "Ben", lambda entry: entry.add(merged("event-2", "event-0", aside=(Handle(2, 3),))))
    frozen(panelled)
    assert [own(panelled, by)[0] for by in ("Ben", "ann", "Cleo")] == [1, EVENTS, 0]
