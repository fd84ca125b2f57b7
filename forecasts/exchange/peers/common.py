"""What the formats of other tools share: texts as a record may hold them, and how a yes or no came about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from forecasts.errors import TrackerError
from forecasts.exchange.brought import Bad, Brought, Part
from forecasts.exchange.settled import Settled
from forecasts.model import Outcome, OutcomeKind

_LONGEST_TITLE = 2_000
_LONGEST_TEXT = 20_000
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def brought_or_bad(line: int, row: str, parts: Callable[[], tuple[Part, ...]]) -> Iterator[Brought | Bad]:
    """What a row brings, or why it brings nothing; a row without parts is passed over."""
    try:
        found = parts()
    except TrackerError as error:
        yield Bad(line=line, row=row, sentence=str(error))
        return
    if found:
        yield Brought(line=line, row=row, parts=found)


def title(text: str, settled: Settled) -> str:
    """A title on one line, without control characters; one that is too long is cut."""
    line = " ".join(_UNSAFE.sub(" ", text).split())
    if len(line) > _LONGEST_TITLE:
        settled.assume(f"Titles of more than {_LONGEST_TITLE:,} characters are cut.")
        line = line[: _LONGEST_TITLE - 1] + "…"
    return line


def prose(text: str, settled: Settled) -> str | None:
    """A longer text, such as criteria, without control characters; None where it is empty."""
    clean = _UNSAFE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(clean) > _LONGEST_TEXT:
        settled.assume(f"Texts of more than {_LONGEST_TEXT:,} characters are cut.")
        clean = clean[: _LONGEST_TEXT - 1] + "…"
    return clean or None


def tag(text: str) -> str:
    """A tag, topic or option on one line, at most 200 characters."""
    return " ".join(_UNSAFE.sub(" ", text).split())[:200]


def resolved_yes(question: str, *, resolved: date, deadline: date, settled: Settled) -> Outcome:
    """That it happened, by a platform that says when it was resolved and not when it happened."""
    settled.assume(
        "Where a question resolved YES, it is taken to have happened on the day it was resolved, or on its "
        "deadline where that is earlier."
    )
    return Outcome(
        question=question, kind=OutcomeKind.HAPPENED, on=min(resolved, deadline), known_on=resolved
    )


def resolved_no(question: str, *, resolved: date, deadline: date, settled: Settled) -> Outcome:
    """That it did not happen by the deadline; while that lies ahead, by the day it was resolved."""
    if deadline < settled.today:
        return Outcome(
            question=question, kind=OutcomeKind.NOT_THROUGH, on=deadline, known_on=max(resolved, deadline)
        )
    settled.assume(
        "A question that resolved NO ahead of its deadline is known not to have happened by the day it was "
        "resolved; import the file again after the deadline."
    )
    through = min(resolved, settled.today)
    return Outcome(question=question, kind=OutcomeKind.NOT_THROUGH, on=through)


def without_answer(question: str, kind: OutcomeKind, *, because: str, known_on: date) -> Outcome:
    """That a platform called a question void or ambiguous."""
    return Outcome(question=question, kind=kind, because=because, known_on=known_on)
