"""What a reviewer may do with a frozen report: open, question, answer, sign, reject; each is a record.

Four eyes: whoever logged a forecast in a report, or entered an outcome that decides one, does not sign
it, unless somebody else recorded or corrected the same record, and neither does whoever froze it;
`allow_own` signs all the same, and the signature says so. Figures that later records have moved are not
signed. A signature is for ever: a signed report is not rejected, but frozen anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasts.errors import NotReviewable, Unknown
from forecasts.model import Review, ReviewAct
from reports.figures import counted
from reports.review.effects import effect_on
from reports.review.keyed import line_by
from reports.review.naming import row_named
from reports.review.people import same_person, spelt
from reports.review.scope import OwnWork, own_work
from reports.review.states import ReviewState, State, review_state_of, review_states
from tracker.judged import Records

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import View
    from forecasts.proofs.keys import Signer
    from reports.review.effects import Effect


def open_report(entry: Entry, slug: str) -> ReviewState:
    """Records that a report was looked at; a superseded one too."""
    return _recorded(entry, Review(report=review_state_of(entry.view, slug).slug, act=ReviewAct.OPENED))


def ask(entry: Entry, slug: str, row: str, text: str) -> Handle:
    """Records a question about a row of a report, which is a forecast's handle or a forecaster.

    Raises
    ------
    NoSuchRow
        If the report has no such row.
    NotReviewable
        If a later freeze has superseded the report.
    """
    state = _current(entry.view, slug)
    named = row_named(entry.view, state, row)
    return entry.add(Review(report=state.slug, act=ReviewAct.QUESTIONED, row=named, text=text))


def answer(entry: Entry, question: str, text: str) -> tuple[Handle, ReviewState]:
    """Records the answer to a question, by its handle or its number: where, and how the report stands then.

    That is the report of which it was asked, or the later edition that took its place.

    Raises
    ------
    Unknown
        If nobody asked such a question.
    """
    wanted = question.strip().removeprefix("Q").removeprefix("q")
    for state in review_states(entry.view):
        for asked in state.questions:
            if wanted in (str(asked.handle), str(asked.number)):
                made = entry.add(
                    Review(report=asked.report, act=ReviewAct.ANSWERED, answers=asked.handle, text=text)
                )
                return made, review_state_of(entry.view, state.superseded_by or state.slug)
    raise Unknown(
        "review question", question, remedy="see a report's questions with `tracker review open ID`."
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """What the ledger as of an entry says against a signature: the signer's own work, and what moved.

    `effect` is None where no later record has moved the report.
    """

    entry: int
    own: OwnWork
    effect: Effect | None


def examined(view: View, slug: str, *, by: str) -> Examined:
    """A frozen report, judged before the entry is opened in which somebody signs it."""
    records, state = Records(view), review_state_of(view, slug)
    return Examined(
        entry=view.head.sequence,
        own=own_work(records, state.freeze, by=by),
        effect=effect_on(records, state),
    )


def sign(
    entry: Entry,
    slug: str,
    *,
    by: str,
    examined_before: Examined,
    allow_own: bool = False,
    signature: str | None = None,
) -> ReviewState:
    """Records that a person vouches for a report, its digest beside the name.

    Parameters
    ----------
    entry
        An open entry, in the name of the signer.
    slug
        The report.
    by
        The signer, as the entry has it.
    examined_before
        What `examined` found before the entry was opened; examined anew where somebody recorded in between.
    allow_own
        Sign in spite of that; the signature then says so.
    signature
        What `signature_by` made of it with the signer's own key.

    Raises
    ------
    NotReviewable
        If the report is superseded, rejected or has open questions, if the signer has not opened it
        since, has signed already, or would sign their own work, or if later records have moved it.
    """
    state = _current(entry.view, slug)
    name, by = state.slug, spelt(by)
    if state.rejection is not None and not state.looks:
        raise NotReviewable(
            name,
            f"was rejected by {state.rejection.by} ({state.rejection.text})",
            f"mend that and open it again with `tracker review open {name}`",
        )
    if waiting := state.open_questions:
        asked = ", ".join(f"{question.handle} by {question.by}" for question in waiting[:5])
        more = ", …" if len(waiting) > 5 else ""
        count = "an open question" if len(waiting) == 1 else f"{len(waiting)} open questions"
        remedy = f'answer with `tracker review answer {waiting[0].handle} "..."`'
        raise NotReviewable(name, f"has {count} ({asked}{more})", remedy)
    if any(same_person(signature.by, by) for signature in state.signatures):
        raise NotReviewable(name, f"is signed by {by} already", "there is nothing to add")
    last, found = entry.sequence - 1, examined_before
    if found.entry != last:
        found = examined(entry.view.earlier(last), name, by=by)
    hand = hand_in_words(state, found.own, by=by)
    if hand and not allow_own:
        raise NotReviewable(
            name, hand, "let somebody else sign, or sign with --allow-own, which the report will say"
        )
    if not any(same_person(look.by, by) for look in state.looks):
        raise NotReviewable(name, f"was not opened by {by}", f"look at it with `tracker review open {name}`")
    if (moved := found.effect) is not None:
        raise NotReviewable(
            name,
            f"has {moved.rows} that moved since it was made ({moved.moves_in_words})",
            f"freeze it anew with `{moved.again}` and sign that one",
        )
    made = Review(
        report=name,
        act=ReviewAct.SIGNED,
        digest=state.freeze.digest,
        own=bool(hand),
        signature=signature,
    )
    return _recorded(entry, made)


def signature_by(key: Signer, view: View, slug: str, *, by: str, examined_before: Examined) -> str:
    """What a signer's own key makes of a report, before the entry is opened: an agent may ask its owner.

    Raises
    ------
    UnfitKey
        If the ledger does not know the key, it is somebody else's, it was revoked, or it signs checkpoints.
    """
    state = review_state_of(view, slug)
    own = bool(hand_in_words(state, examined_before.own, by=by))
    return line_by(view, key, by=spelt(by), report=state.slug, digest=state.freeze.digest, own=own)


def reject(entry: Entry, slug: str, *, because: str) -> ReviewState:
    """Records that a report is sent back, and why; it is a draft again.

    Raises
    ------
    NotReviewable
        If the report is signed or superseded.
    """
    state = _current(entry.view, slug)
    if state.state is State.SIGNED:
        names = ", ".join(signature.by for signature in state.signatures)
        raise NotReviewable(
            state.slug,
            f"is signed by {names}, and a signature is for ever",
            "question a row, or mend the records and freeze the report anew",
        )
    return _recorded(entry, Review(report=state.slug, act=ReviewAct.REJECTED, text=because))


def hand_in_words(state: ReviewState, own: OwnWork, *, by: str) -> str:
    """What hand a person had in a report, to follow its name; empty where none."""
    froze = [f"was frozen by {spelt(by)}"] if same_person(state.frozen_by, by) else []
    alone = [f"has {own_work_in_words(own)} that {spelt(by)} recorded alone"] if own else []
    return " and ".join([*froze, *alone])


def own_work_in_words(own: OwnWork) -> str:
    """Own work in words.

    >>> own_work_in_words(OwnWork(forecasts=3, of_forecasts=10, outcomes=1, of_outcomes=1))
    '3 of 10 forecasts and 1 of 1 outcome'
    """
    parts = [
        f"{count:,} of {counted(whole, noun)}"
        for count, whole, noun in (
            (own.forecasts, own.of_forecasts, "forecast"),
            (own.outcomes, own.of_outcomes, "outcome"),
        )
        if count
    ]
    return " and ".join(parts)


def _current(view: View, slug: str) -> ReviewState:
    state = review_state_of(view, slug)
    if state.state is State.SUPERSEDED:
        raise NotReviewable(state.slug, f"is superseded by {state.superseded_by}", "review that one instead")
    return state


def _recorded(entry: Entry, review: Review) -> ReviewState:
    entry.add(review)
    return review_state_of(entry.view, review.report)
