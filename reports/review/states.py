"""Where a frozen report stands, found from what was done with it: draft, in review, signed, superseded.

A state is never stored. A report is a draft until somebody opens or questions it, and again once it is
rejected; it is in review from then on; it is signed by the first signature since the last rejection.

Freezes of one recipe, evaluation date and all, are editions of one publication. The later edition is the
one that was made from the later entry of the ledger, and of two from the same entry the one that was frozen
later. It supersedes an earlier draft or report in review at once, and a signed one when it is signed itself.

A question is open until it has an answer, from anybody: who asked may find the answer too, and either
way it stands there with a name. An answer that does not satisfy is met with another question. A question
that had no answer when a later edition was frozen is a question about that one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from forecasts.errors import NotUnique
from forecasts.handles import Handle
from forecasts.ledger.key_rules import KnownKey, known_keys
from forecasts.model import Freeze, Review, ReviewAct
from forecasts.proofs.report_signatures import key_below, signed_note
from reports.canonical import SELDOM

if TYPE_CHECKING:
    from forecasts.ledger.reader import Stored
    from forecasts.ledger.view import View


class State(StrEnum):
    """How far a frozen report has come."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeySignature:
    """What a reviewer's own key made: the signed note, the key and its holder, and where it was revoked."""

    note: str
    key: str | None
    holder: str | None
    revoked: Handle | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What somebody did with a report, and when; `number` counts the questions of the whole ledger."""

    handle: Handle
    report: str
    by: str
    at: datetime
    act: ReviewAct
    row: str | None = None
    text: str | None = None
    digest: str | None = None
    own: bool = False
    signature: KeySignature | None = field(default=None, metadata=SELDOM)
    number: int | None = None
    answers: tuple[Act, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether this is a question without an answer."""
        return self.act is ReviewAct.QUESTIONED and not self.answers


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewState:
    """A frozen report and all that was done with it, in the order of recording.

    `questions` are also those of earlier editions that had no answer when this one was frozen.
    `signatures` and `looks` are those since the last rejection; `rejection` is the last one, while
    nobody has signed since. `superseded_by` is the freeze that took its place.
    """

    freeze: Freeze
    handle: Handle
    frozen_by: str
    frozen_at: datetime
    state: State
    questions: tuple[Act, ...]
    signatures: tuple[Act, ...]
    looks: tuple[Act, ...]
    rejection: Act | None
    acts: tuple[Act, ...]
    superseded_by: str | None

    @property
    def slug(self) -> str:
        """The name under which it was frozen."""
        return self.freeze.slug

    @property
    def open_questions(self) -> tuple[Act, ...]:
        """The questions that wait for an answer."""
        return tuple(question for question in self.questions if question.is_open)


def review_states(view: View) -> tuple[ReviewState, ...]:
    """Every frozen report with its state, in the order of freezing."""
    frozen = list(view.standing("freeze"))
    if not frozen:
        return ()
    acts = _acts(view)
    editions = _editions(frozen)
    return tuple(_review_state(stored, acts, editions[_freeze(stored).recipe]) for stored in frozen)


def review_state_of(view: View, slug: str) -> ReviewState:
    """The state of one frozen report, by its slug or the beginning of it.

    Raises
    ------
    Unknown, NotUnique
        If no frozen report is called so, or several begin so.
    """
    from forecasts.ledger.reviewable import frozen

    found = review_states(view)
    wanted = slug.strip().casefold()
    fitting = [state for state in found if state.slug == wanted] or [
        state for state in found if wanted and state.slug.startswith(wanted)
    ]
    if len(fitting) > 1:
        raise NotUnique("frozen report", slug, tuple(state.slug for state in fitting))
    if not fitting:
        frozen(view, slug)
    return fitting[0]


def _freeze(stored: Stored) -> Freeze:
    assert isinstance(stored.noun, Freeze)
    return stored.noun


def _acts(view: View) -> dict[str, list[Act]]:
    """What was done with each report; a question bears its answers, a signature what a key made."""
    found = [(stored, stored.noun) for stored in view.standing("review") if isinstance(stored.noun, Review)]
    keys = known_keys(view) if any(review.signature for _, review in found) else ()
    answers: dict[Handle, list[Act]] = {}
    for stored, review in found:
        if review.answers is not None:
            answers.setdefault(review.answers, []).append(_act(stored, review))
    acts: dict[str, list[Act]] = {}
    number = 0
    for stored, review in found:
        asked = review.act is ReviewAct.QUESTIONED
        number += asked
        act = _act(
            stored,
            review,
            number=number if asked else None,
            answers=tuple(answers.get(stored.handle, ())),
            signature=_signature(review, keys),
        )
        acts.setdefault(review.report, []).append(act)
    return acts


def _signature(review: Review, keys: Iterable[KnownKey]) -> KeySignature | None:
    note = signed_note(review)
    if note is None:
        return None
    known = key_below(note, keys)
    return KeySignature(
        note=note.whole,
        key=None if known is None else known.key.text,
        holder=None if known is None else known.holder,
        revoked=None if known is None else known.revoked,
    )


def _act(
    stored: Stored,
    review: Review,
    *,
    number: int | None = None,
    answers: tuple[Act, ...] = (),
    signature: KeySignature | None = None,
) -> Act:
    return Act(
        handle=stored.handle,
        report=review.report,
        by=stored.recorded_by,
        at=stored.recorded_at,
        act=review.act,
        row=review.row,
        text=review.text,
        digest=review.digest,
        own=review.own,
        signature=signature,
        number=number,
        answers=answers,
    )


def _state_of(acts: Sequence[Act]) -> State:
    """The state that acts lead to, in whatever order they came, with no later freeze in the way."""
    kinds = {act.act for act in _since_rejection(acts)}
    if ReviewAct.SIGNED in kinds:
        return State.SIGNED
    return State.IN_REVIEW if kinds & {ReviewAct.OPENED, ReviewAct.QUESTIONED} else State.DRAFT


def _since_rejection(acts: Sequence[Act]) -> Sequence[Act]:
    last = max((place for place, act in enumerate(acts, 1) if act.act is ReviewAct.REJECTED), default=0)
    return acts[last:]


def _editions(frozen: Iterable[Stored]) -> dict[str, list[Stored]]:
    """The editions of each publication by its recipe, the earliest first."""
    found: dict[str, list[Stored]] = {}
    for stored in frozen:
        found.setdefault(_freeze(stored).recipe, []).append(stored)
    for editions in found.values():
        editions.sort(key=lambda stored: (_freeze(stored).as_of, stored.handle))
    return found


def _review_state(stored: Stored, acts: Mapping[str, list[Act]], editions: Sequence[Stored]) -> ReviewState:
    freeze = _freeze(stored)
    done = acts.get(freeze.slug, [])
    state = _state_of(done)
    place = editions.index(stored) + 1
    slugs = [_freeze(edition).slug for edition in editions]
    before, after = slugs[: place - 1], slugs[place:]
    signed = [slug for slug in after if _state_of(acts.get(slug, [])) is State.SIGNED]
    superseding = signed if state is State.SIGNED else after
    since = _since_rejection(done)
    rejections = [act for act in done if act.act is ReviewAct.REJECTED]
    asked = [act for slug in before for act in acts.get(slug, []) if _is_carried(act, stored.handle)]
    asked += [act for act in done if act.act is ReviewAct.QUESTIONED]
    return ReviewState(
        freeze=freeze,
        handle=stored.handle,
        frozen_by=stored.recorded_by,
        frozen_at=stored.recorded_at,
        state=State.SUPERSEDED if superseding else state,
        questions=tuple(sorted(asked, key=lambda act: act.handle)),
        signatures=tuple(act for act in since if act.act is ReviewAct.SIGNED),
        looks=tuple(act for act in since if act.act is ReviewAct.OPENED),
        rejection=rejections[-1] if rejections and state is not State.SIGNED else None,
        acts=tuple(done),
        superseded_by=superseding[-1] if superseding else None,
    )


def _is_carried(act: Act, frozen: Handle) -> bool:
    """Whether this is a question that had no answer when a later edition was frozen."""
    return act.act is ReviewAct.QUESTIONED and not any(answer.handle < frozen for answer in act.answers)
