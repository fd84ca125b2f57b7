"""What moved in a frozen report, and what is made otherwise now, in words."""

from __future__ import annotations

from collections.abc import Iterator

from reports.review.changes import Changes
from reports.review.effects import move_in_words
from reports.review.reproducing import Difference, Reproduction
from reports.review.states import ReviewState
from reports.review.wording import signature_in_words

_NAMED = 5


def changes_in_words(found: Changes) -> Iterator[str]:
    """What moved, a line each; nothing where nothing did."""
    for move in found.moves:
        yield f"{move_in_words(move)}: {move.question}, {move.forecaster}"
    if not found.again.identical:
        yield otherwise_in_words(found.again)
    for act in found.acts:
        on = f" on {act.row}" if act.row is not None else ""
        text = f": {act.text}" if act.text is not None else ""
        yield f"{act.by} {act.act}{on} ({act.handle}){text}"
    if found.standing.superseded_by is not None:
        yield f"{found.slug} is superseded by {found.standing.superseded_by}"


def otherwise_in_words(found: Reproduction) -> str:
    """What this program makes otherwise in a frozen report, with both values, and where that is shown."""
    if found.differences is None:
        what = "its text is not kept, so what differs cannot be named"
    else:
        shown = [_difference_in_words(difference) for difference in found.differences[:_NAMED]]
        left = len(found.differences) - len(shown) + found.more
        what = "; ".join([*shown, *([f"and {left:,} more"] if left else [])])
    versions = ", ".join(_difference_in_words(version) for version in found.versions)
    made = f" ({versions})" if versions else ""
    return (
        f"This program makes it otherwise than it was frozen{made}: {what}. "
        f"`tracker review show {found.slug}` shows what was frozen."
    )


def reproduction_in_words(found: Reproduction, state: ReviewState) -> Iterator[str]:
    """Whether a report came out the same again, and where it did not; and who signed it."""
    yield from _made_again_in_words(found)
    for signature in state.signatures:
        yield f"  signed {signature_in_words(signature)}"


def _made_again_in_words(found: Reproduction) -> Iterator[str]:
    if found.frozen == found.again:
        yield f"{found.slug} is identical: made again, its digest is {found.again}."
    elif found.identical:
        yield f"{found.slug} is identical in every figure that was frozen as {found.frozen}."
    else:
        yield f"{found.slug} differs: frozen as {found.frozen[:12]}, made again it is {found.again[:12]}."
    for version in found.versions:
        yield f"  made with {_difference_in_words(version)}"
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
        yield f"  {_difference_in_words(difference)}"
    if found.more:
        yield f"  and {found.more:,} more"


def _difference_in_words(found: Difference) -> str:
    return f"{found.path} {found.frozen} then, {found.now} now"
