"""A review in words: who signed what and when, what was asked, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from reports.review.changes import Changes
from reports.review.effects import told_move
from reports.review.reproducing import Difference, Reproduction
from reports.review.states import Act, ReviewState

_NAMED = 5

Facts = Iterator[tuple[str, object]]


def facts_of(standing: ReviewState) -> Facts:
    """Labels and what they say: the signature block of a frozen report."""
    freeze = standing.freeze
    yield "report", f"{freeze.report}: {freeze.title}"
    yield "state", state_of(standing)
    yield "frozen", f"{_moment(standing.frozen_at)} by {standing.frozen_by}, as of entry {freeze.as_of}"
    yield "digest", freeze.digest
    yield "made with", ", ".join((f"trackrecord {freeze.program}", *freeze.libraries))
    for signature in standing.signatures:
        yield "signed", told_signature(signature)
    if standing.rejection is not None:
        rejected = standing.rejection
        yield "rejected", f"{_moment(rejected.at)} by {rejected.by}: {rejected.text}"
    for question in standing.questions:
        yield f"Q{question.number}", told_question(question, standing.slug)


def state_of(standing: ReviewState) -> str:
    """The state, and what there is to know of it.

    It says by which freeze a report is superseded, that it was rejected, and that questions are open.
    """
    said = str(standing.state)
    if standing.superseded_by is not None:
        said += f" by {standing.superseded_by}"
    elif standing.rejection is not None:
        said += f", rejected by {standing.rejection.by}"
    if waiting := len(standing.open_questions):
        said += f", {waiting} open question{'' if waiting == 1 else 's'}"
    return said


def told_signature(signature: Act) -> str:
    """Who signed, when, and which digest; that it is the signer's own work, if so."""
    own = "; own work allowed: the signer froze it, or recorded some of it alone" if signature.own else ""
    return f"{_moment(signature.at)} by {signature.by}, digest {(signature.digest or '')[:12]}{own}"


def told_question(question: Act, report: str) -> str:
    """A question with its answers, or that it is open; and where it was asked, if of an earlier edition."""
    where = "" if question.report == report else f", asked of {question.report}"
    asked = f"{question.by} on {question.row} ({question.handle}{where}): {question.text}"
    if question.is_open:
        return f"{asked} [open]"
    answers = "; ".join(f"{answer.by}: {answer.text}" for answer in question.answers)
    return f"{asked} -- {answers}"


def told_changes(found: Changes) -> Iterator[str]:
    """What moved, a line each; nothing where nothing did."""
    for move in found.moves:
        yield f"{told_move(move)}: {move.question}, {move.forecaster}"
    if not found.again.identical:
        yield told_otherwise(found.again)
    for act in found.acts:
        on = f" on {act.row}" if act.row is not None else ""
        told = f": {act.text}" if act.text is not None else ""
        yield f"{act.by} {act.act}{on} ({act.handle}){told}"
    if found.standing.superseded_by is not None:
        yield f"{found.slug} is superseded by {found.standing.superseded_by}"


def told_otherwise(found: Reproduction) -> str:
    """What this program makes otherwise in a frozen report, with both values, and where that is shown."""
    if found.differences is None:
        what = "its text is not kept, so what differs cannot be named"
    else:
        shown = [_told_difference(difference) for difference in found.differences[:_NAMED]]
        left = len(found.differences) - len(shown) + found.more
        what = "; ".join([*shown, *([f"and {left:,} more"] if left else [])])
    versions = ", ".join(_told_difference(version) for version in found.versions)
    made = f" ({versions})" if versions else ""
    return (
        f"This program makes it otherwise than it was frozen{made}: {what}. "
        f"`tracker review show {found.slug}` shows what was frozen."
    )


def told_reproduction(found: Reproduction, standing: ReviewState) -> Iterator[str]:
    """Whether a report came out the same again, and where it did not; and who signed it."""
    yield from _told_again(found)
    for signature in standing.signatures:
        yield f"  signed {told_signature(signature)}"


def _told_again(found: Reproduction) -> Iterator[str]:
    if found.frozen == found.again:
        yield f"{found.slug} is identical: made again, its digest is {found.again}."
    elif found.identical:
        yield f"{found.slug} is identical in every figure that was frozen as {found.frozen}."
    else:
        yield f"{found.slug} differs: frozen as {found.frozen[:12]}, made again it is {found.again[:12]}."
    for version in found.versions:
        yield f"  made with {_told_difference(version)}"
    for key in found.added:
        yield f"  {key} was added to such reports since"
    if found.reworded:
        yield f"  worded otherwise now: {', '.join(found.reworded)}"
    if found.identical:
        return
    if found.differences is None:
        yield "  its frozen text is not kept, so what differs cannot be named"
        return
    for difference in found.differences:
        yield f"  {_told_difference(difference)}"
    if found.more:
        yield f"  and {found.more:,} more"


def _told_difference(found: Difference) -> str:
    return f"{found.path} {found.frozen} then, {found.now} now"


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")
