"""What came of a question of Metaculus, from what it says as its resolution."""

from __future__ import annotations

from datetime import date

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.peers.common import resolved_no, resolved_yes, tag, without_answer
from forecasts.exchange.peers.metaculus_cells import number
from forecasts.exchange.peers.metaculus_questions import Asked, Kind
from forecasts.model import Outcome, OutcomeKind

_COLUMN = "Resolution"
_BEYOND = {"above_upper_bound": "above its upper bound", "below_lower_bound": "below its lower bound"}


def outcome(asked: Asked, conventions: Conventions) -> Outcome | None:
    """The outcome of a question; None while it is not resolved.

    A quantity beyond its bounds has no value, and an event before the lower bound no day: both are void.
    """
    said = asked.resolution.strip()
    if not said:
        return None
    known = asked.resolved
    if known is None:
        raise UnfitNoun(
            f"The question {asked.noun.slug!r} is resolved as {said[:60]!r}, and nobody says when",
            "give its Resolution Known Time",
        )
    slug, word = asked.noun.slug, said.lower()
    if word == "ambiguous":
        because = "Metaculus resolved it as ambiguous"
        return without_answer(slug, OutcomeKind.AMBIGUOUS, because=because, known_on=known)
    if word == "annulled":
        return without_answer(slug, OutcomeKind.VOID, because="Metaculus annulled it", known_on=known)
    if word in _BEYOND and asked.kind not in (Kind.BINARY, Kind.CHOICE):
        return _beyond(asked, word, known, conventions)
    match asked.kind:
        case Kind.BINARY:
            return _yes_or_no(asked, word, known, conventions)
        case Kind.CHOICE:
            return Outcome(question=slug, kind=OutcomeKind.OPTION, option=tag(said), known_on=known)
        case Kind.DATE:
            day = conventions.day(said, _COLUMN)
            return Outcome(question=slug, kind=OutcomeKind.HAPPENED, on=day, known_on=max(day, known))
    value = number(said, _COLUMN)
    return Outcome(question=slug, kind=OutcomeKind.VALUE, value=value, known_on=known)


def _yes_or_no(asked: Asked, word: str, known: date, conventions: Conventions) -> Outcome:
    if word not in ("yes", "no"):
        raise UnfitCell(_COLUMN, asked.resolution, "give yes, no, ambiguous, annulled, or nothing")
    tell = resolved_yes if word == "yes" else resolved_no
    return tell(asked.noun.slug, resolved=known, deadline=asked.due, conventions=conventions)


def _beyond(asked: Asked, word: str, known: date, conventions: Conventions) -> Outcome:
    if asked.kind is Kind.DATE and word == "above_upper_bound":
        return resolved_no(asked.noun.slug, resolved=known, deadline=asked.horizon, conventions=conventions)
    conventions.assume(
        "A quantity that came out beyond its bounds has no value, and an event before its lower bound has no "
        "day: such questions are void."
    )
    because = f"Metaculus resolved it {_BEYOND[word]}, and says no more"
    return without_answer(asked.noun.slug, OutcomeKind.VOID, because=because, known_on=known)
