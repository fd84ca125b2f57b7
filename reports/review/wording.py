"""A review in words: who signed what and when, what was asked, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from reports.figures import counted
from reports.review.keyed import Held
from reports.review.states import Act, ReviewState

Facts = Iterator[tuple[str, object]]


def facts_of(state: ReviewState) -> Facts:
    """Labels and what they say: the signature block of a frozen report."""
    freeze = state.freeze
    yield "report", f"{freeze.report}: {freeze.title}"
    yield "state", state_in_words(state)
    yield "frozen", f"{_moment(state.frozen_at)} by {state.frozen_by}, as of entry {freeze.as_of}"
    yield "digest", freeze.digest
    yield "made with", ", ".join((f"trackrecord {freeze.program}", *freeze.libraries))
    for signature in state.signatures:
        yield "signed", signature_in_words(signature)
        if (made := signature.signature) is not None:
            yield "key", made.key or "one that the ledger does not know"
            yield "signature", made.note.splitlines()[-1]
    if state.rejection is not None:
        rejected = state.rejection
        yield "rejected", f"{_moment(rejected.at)} by {rejected.by}: {rejected.text}"
    for question in state.questions:
        yield f"Q{question.number}", question_in_words(question, state.slug)


def state_in_words(state: ReviewState) -> str:
    """The state, and what there is to know of it.

    It says by which freeze a report is superseded, that it was rejected, and that questions are open.
    """
    said = str(state.state)
    if state.superseded_by is not None:
        said += f" by {state.superseded_by}"
    elif state.rejection is not None:
        said += f", rejected by {state.rejection.by}"
    if waiting := len(state.open_questions):
        said += f", {counted(waiting, 'open question')}"
    return said


def signature_in_words(signature: Act) -> str:
    """Who signed, when, and which digest; that it is the signer's own work, if so."""
    own = "; own work allowed: the signer froze it, or recorded some of it alone" if signature.own else ""
    said = f"{_moment(signature.at)} by {signature.by}, digest {(signature.digest or '')[:12]}"
    return f"{said}{_key_in_words(signature)}{own}"


def held_in_words(found: Sequence[Held]) -> Iterator[str]:
    """Of each signature whether it stands, and the note that was signed, if a key did."""
    if not found:
        yield "Nobody has signed it."
    for one in found:
        said = signature_in_words(one.act)
        if one.fault is not None:
            yield f"Not to be believed: {said}. The signature {one.fault}."
        elif not one.is_keyed:
            yield f"A name without a key: {said}."
        else:
            yield f"Stands: {said}."
        if one.act.signature is not None:
            yield f"\n{one.act.signature.note}"


def _key_in_words(signature: Act) -> str:
    """With which key it was signed, and that it was revoked since, if so."""
    made = signature.signature
    if made is None:
        return ""
    name = "an unknown key" if made.key is None else f"the key {made.key.rsplit('+', 1)[0]}"
    return f", with {name}" + (f", which was revoked since, in {made.revoked}" if made.revoked else "")


def question_in_words(question: Act, report: str) -> str:
    """A question with its answers, or that it is open; and where it was asked, if of an earlier edition."""
    where = "" if question.report == report else f", asked of {question.report}"
    asked = f"{question.by} on {question.row} ({question.handle}{where}): {question.text}"
    if question.is_open:
        return f"{asked} [open]"
    answers = "; ".join(f"{answer.by}: {answer.text}" for answer in question.answers)
    return f"{asked} -- {answers}"


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")
