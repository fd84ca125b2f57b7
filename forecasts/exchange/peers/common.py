"""What the formats of other tools share: texts as a record may hold them, and how a yes or no came about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from forecasts.errors import UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.model import Chance, Claim, Forecast, Forecaster, Outcome, OutcomeKind, Question, Unscoreable
from forecasts.texts import slugified

_LONGEST_TITLE = 2_000
_LONGEST_TEXT = 20_000
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def header(file: DataFile) -> frozenset[str]:
    """The columns of a table; none of what is no table."""
    try:
        return frozenset() if file.is_zip or file.is_json else frozenset(file.columns)
    except UnfitFile:
        return frozenset()


def title(text: str, conventions: Conventions) -> str:
    """A title on one line, without control characters; one that is too long is cut."""
    line = " ".join(_UNSAFE.sub(" ", text).split())
    if len(line) > _LONGEST_TITLE:
        conventions.assume(f"Titles of more than {_LONGEST_TITLE:,} characters are cut.")
        line = line[: _LONGEST_TITLE - 1] + "…"
    return line


def prose(text: str, conventions: Conventions) -> str | None:
    """A longer text, such as criteria, without control characters; None where it is empty."""
    clean = _UNSAFE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(clean) > _LONGEST_TEXT:
        conventions.assume(f"Texts of more than {_LONGEST_TEXT:,} characters are cut.")
        clean = clean[: _LONGEST_TEXT - 1] + "…"
    return clean or None


def tag(text: str) -> str:
    """A tag, topic or option on one line, at most 200 characters."""
    return " ".join(_UNSAFE.sub(" ", text).split())[:200]


def known_as(conventions: Conventions, platform: str, *, ident: str, name: str) -> Forecaster:
    """The forecaster of an id that stays, shown by a user name that may change; `--who` takes either."""
    if name in conventions.who:
        return conventions.forecaster(name, platform)
    found = conventions.forecaster(ident, platform)
    shown = tag(name)
    if not shown or shown == found.name:
        return found
    return replace(found, name=shown, aliases=(*found.aliases, f"{platform}:{shown}"))


def oneself(conventions: Conventions, platform: str) -> Forecaster:
    """The forecaster whom `--me` names: a slug or a name, of somebody known or new."""
    name = tag(conventions.me or "")
    if not name:
        raise UnfitNoun("Nothing says whose forecast it is", "say --me NAME")
    slug = conventions.who.get(name, slugified(name))
    return Forecaster(slug=slug, name=name, aliases=(f"{platform}:{name}",))


def said(
    question: Question, forecaster: Forecaster, belief: Chance, *, made: datetime, deadline: date | None
) -> Forecast:
    """A chance that an event happens by a deadline, made and attested at a moment of the platform's clock.

    One without a deadline, or made after it, is kept, and cannot be scored.
    """
    day = made.date()
    ahead = deadline if deadline is not None and day <= deadline else None
    return Forecast(
        question=question.slug,
        forecaster=forecaster.slug,
        made_on=day,
        made_at=made,
        attested_on=day,
        claim=Claim(deadline=ahead),
        belief=belief,
        unscoreable_because=(Unscoreable.NO_DEADLINE,) if ahead is None else (),
    )


def resolved_yes(question: str, *, resolved: date, deadline: date, conventions: Conventions) -> Outcome:
    """That it happened, by a platform that says when it was resolved and not when it happened."""
    conventions.assume(
        "Where a question resolved YES, it is taken to have happened on the day it was resolved, or on its "
        "deadline where that is earlier."
    )
    return Outcome(
        question=question, kind=OutcomeKind.HAPPENED, on=min(resolved, deadline), known_on=resolved
    )


def resolved_no(question: str, *, resolved: date, deadline: date, conventions: Conventions) -> Outcome:
    """That it did not happen by the deadline; while that lies ahead, by the day it was resolved."""
    if deadline < conventions.today:
        return Outcome(
            question=question, kind=OutcomeKind.NOT_THROUGH, on=deadline, known_on=max(resolved, deadline)
        )
    conventions.assume(
        "A question that resolved NO ahead of its deadline is known not to have happened by the day it was "
        "resolved; import the file again after the deadline."
    )
    return Outcome(question=question, kind=OutcomeKind.NOT_THROUGH, on=resolved)


def resolved_to(
    question: str, share: float, *, resolved: date, deadline: date, conventions: Conventions
) -> Outcome:
    """That it happened (1), did not (0), or did partly, as a platform that pays out shares has it."""
    if not 0 <= share <= 1:
        raise UnfitNoun(f"The question resolved to {share:g}", "a resolution lies between 0 and 1")
    if share == 1:
        return resolved_yes(question, resolved=resolved, deadline=deadline, conventions=conventions)
    if share == 0:
        return resolved_no(question, resolved=resolved, deadline=deadline, conventions=conventions)
    return Outcome(question=question, kind=OutcomeKind.PARTLY, grade=share, known_on=resolved)


def without_answer(question: str, kind: OutcomeKind, *, because: str, known_on: date) -> Outcome:
    """That a platform called a question void or ambiguous."""
    return Outcome(question=question, kind=kind, because=because, known_on=known_on)
