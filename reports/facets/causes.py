"""Because of which record a forecast is judged otherwise than before, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from forecasts.handles import Handle
from forecasts.model import AmendmentKind, NamingAct, Outcome, OutcomeKind, Question

if TYPE_CHECKING:
    from datetime import date

    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """What moved a verdict or a score: words, and the record; news is what amends nothing."""

    words: str
    handle: Handle | None
    is_news: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A forecast as it was on one side: what it is made of, itself or a crowd's members, and what was known.

    `outcome` is the one that decides its verdict; a score over a window also takes the day of the event, or
    the last day through which it had not happened.
    """

    made_of: tuple[str, ...]
    derived: bool
    outcome: str | None
    event_on: date | None
    not_through: date | None


class Causes:
    """The amendments of a view as reasons; each is put into words once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._told: dict[tuple[str, str], Cause | None] = {}

    def of(
        self,
        *,
        question: str,
        condition: str | None,
        before: Version | None,
        after: Version | None,
        kind_after: str | None,
        withdrawn: bool,
        in_place: bool,
    ) -> Cause:
        """The first of these that fits: the forecast changed, its outcome did, its question did.

        A derived forecast changed where one of those that it is made of did. `in_place` says that verdict
        and score are the same, and only whether it counts is not.
        """
        if before is None:
            assert after is not None, "a forecast that moved was there before or is there now"
            return _logged(after.made_of[-1])
        left = after.made_of if after is not None and not withdrawn else ()
        for handle in before.made_of:
            if handle not in left and (found := self._amended("forecast", handle)):
                return found
        if before.outcome is not None and (found := self._amended("outcome", before.outcome)):
            return found
        merger = self._merger(question)
        if after is not None and after.outcome is not None and after.outcome != before.outcome:
            if (
                merger is not None
                and merger.handle is not None
                and Handle.read(after.outcome) < merger.handle
            ):
                return merger
            return Cause(
                words=f"outcome {after.outcome} entered ({kind_after})",
                handle=Handle.read(after.outcome),
                is_news=True,
            )
        if after is not None and (found := self._of_the_score(question, before, after)):
            return found
        if before.derived and (joined := [one for one in left if one not in before.made_of]):
            return _logged(joined[-1])
        if merger is not None:
            return merger
        if in_place:
            return Cause(words="another forecast of its series was logged or amended", handle=None)
        of_either = [self._of_questions.get(slug) for slug in (question, condition) if slug is not None]
        other = Cause(words="another record that it rests on changed", handle=None)
        return next(filter(None, of_either), other)

    def _of_the_score(self, question: str, before: Version, after: Version) -> Cause | None:
        """The outcome that a score takes further than before, where the verdict rests on another one."""
        newly = [
            (OutcomeKind.HAPPENED, after.event_on if after.event_on != before.event_on else None),
            (OutcomeKind.NOT_THROUGH, after.not_through if after.not_through != before.not_through else None),
        ]
        for kind, on in newly:
            if on is None:
                continue
            for stored in self._view.standing("outcome", question=question):
                assert isinstance(stored.noun, Outcome)
                if (stored.noun.kind, stored.noun.on) == (kind, on):
                    words = f"outcome {stored.handle} entered ({kind})"
                    return Cause(words=words, handle=stored.handle, is_news=True)
        return None

    def _merger(self, question: str) -> Cause | None:
        """The last merger of a question with another that stands."""
        for handle, naming in reversed(self._view.namings_of("question", question)):
            if naming.act is NamingAct.MERGED:
                words = f"question {naming.slug} merged into {naming.becomes}: {naming.because}"
                return Cause(words=words, handle=handle)
        return None

    def _amended(self, noun: str, handle: str) -> Cause | None:
        if (noun, handle) not in self._told:
            self._told[noun, handle] = self._tell(noun, Handle.read(handle))
        return self._told[noun, handle]

    def _tell(self, noun: str, target: Handle) -> Cause | None:
        found = self._view.amendments.get(target)
        if found is None:
            return self._set_aside(noun, target)
        handle, amendment = found
        match amendment.kind:
            case AmendmentKind.CORRECTION:
                done = f"{noun} {target} corrected to {amendment.replacement}"
            case AmendmentKind.WITHDRAWAL:
                done = f"{noun} {target} withdrawn on {amendment.withdrawn_on}"
            case AmendmentKind.MISTAKE if amendment.target == target:
                done = f"{noun} {target} set aside as a mistake"
            case AmendmentKind.MISTAKE:
                done = f"{noun} {target} fell with the correction {amendment.target}, a mistake"
        return Cause(words=f"{done}: {amendment.because}", handle=handle)

    def _set_aside(self, noun: str, target: Handle) -> Cause | None:
        merger = self._view.aside.get(target)
        return merger and Cause(
            words=f"{noun} {target} is told twice since the merger {merger}", handle=merger
        )

    @cached_property
    def _of_questions(self) -> dict[str, Cause]:
        """The last amendment of each question or of an outcome of it, for what nothing nearer explains."""
        found: dict[str, tuple[Handle, Cause]] = {}
        for target in self._view.amendments:
            noun = self._view.get(target).noun
            if not isinstance(noun, Question | Outcome):
                continue
            slug, kind = (noun.slug, "question") if isinstance(noun, Question) else (noun.question, "outcome")
            cause = self._amended(kind, str(target))
            assert cause is not None
            assert cause.handle is not None
            if slug not in found or found[slug][0] < cause.handle:
                found[slug] = (cause.handle, cause)
        return {slug: cause for slug, (_, cause) in found.items()}


def _entered(outcome: Handle, kind: str | None, merger: Cause | None) -> Cause:
    """A new outcome, or a merger that brought one that is older."""
    if merger is not None and merger.handle is not None and outcome < merger.handle:
        return merger
    return Cause(words=f"outcome {outcome} entered ({kind})", handle=outcome, is_news=True)


def _logged(handle: str) -> Cause:
    return Cause(words=f"forecast {handle} logged", handle=Handle.read(handle), is_news=True)
