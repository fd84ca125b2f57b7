"""What came of a question, as an analyst types it: exactly one kind of outcome, and when it was known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.model import Outcome, OutcomeKind
from forecasts.recording.questions import find_question

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class TypedOutcome:
    """The parts of an outcome as typed; `on` alone means that it happened, beside a value when it was so."""

    on: date | None = None
    not_through: date | None = None
    value: float | None = None
    option: str | None = None
    partly: float | None = None
    void: bool = False
    ambiguous: bool = False
    known_on: date | None = None
    evidence: str | None = None
    because: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """An outcome as recorded, and how many standing forecasts it touches."""

    handle: Handle
    outcome: Outcome
    forecasts: int


def resolve(entry: Entry, asked: str, typed: TypedOutcome, *, today: Callable[[str], date]) -> Resolved:
    """Adds what came of a known question to an open entry; `today` gives the date in the question's zone.

    Raises
    ------
    TrackerError
        For an unknown question, for an answer that does not fit it, and for what the ledger refuses.
    """
    question = find_question(entry.view, asked)
    found = outcome(question.slug, typed, today=today(question.zone))
    handle = entry.add(found)
    touched = sum(1 for _ in entry.view.standing("forecast", question=question.slug))
    return Resolved(handle=handle, outcome=found, forecasts=touched)


def outcome(question: str, typed: TypedOutcome, *, today: date) -> Outcome:
    """The outcome that was typed; where nothing dates it, it was known today.

    >>> outcome("kabul", TypedOutcome(on=date(2021, 8, 15)), today=date(2021, 8, 20)).sentence
    'happened on 2021-08-15'
    >>> outcome("oil", TypedOutcome(value=81.5), today=date(2021, 8, 20)).known_on
    datetime.date(2021, 8, 20)
    """
    kind = _kind(question, typed)
    on = typed.not_through if kind is OutcomeKind.NOT_THROUGH else typed.on
    return Outcome(
        question=question,
        kind=kind,
        on=on,
        value=typed.value,
        option=typed.option,
        grade=typed.partly,
        known_on=typed.known_on or (today if on is None else None),
        evidence=typed.evidence,
        because=typed.because,
    )


def _kind(question: str, typed: TypedOutcome) -> OutcomeKind:
    named = {
        "--not-through": (typed.not_through is not None, OutcomeKind.NOT_THROUGH),
        "--value": (typed.value is not None, OutcomeKind.VALUE),
        "--option": (typed.option is not None, OutcomeKind.OPTION),
        "--partly": (typed.partly is not None, OutcomeKind.PARTLY),
        "--void": (typed.void, OutcomeKind.VOID),
        "--ambiguous": (typed.ambiguous, OutcomeKind.AMBIGUOUS),
    }
    given = {option: kind for option, (is_given, kind) in named.items() if is_given}
    if len(given) > 1 or (typed.not_through is not None and typed.on is not None):
        both = list(given) + (["--on"] if typed.on is not None else [])
        raise UnfitNoun(f"{question!r} cannot be answered by {' and '.join(both)}", "give one of them")
    if given:
        return next(iter(given.values()))
    if typed.on is None:
        raise UnfitNoun(
            f"Nothing says what came of {question!r}",
            "give --on DATE if it happened, --not-through DATE if it had not, "
            "or --value, --option, --partly, --void or --ambiguous",
        )
    return OutcomeKind.HAPPENED
