"""What stands, in the order in which it was first recorded, some at a time so that a million fit in memory.

A correction takes the place of what it corrected. A row that restates another then comes after it, and
forecasts of one day keep their order, in whichever ledger the rows are read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func, select, tuple_

from forecasts.ledger.reader import CHUNK
from forecasts.ledger.tables import MIRRORS, RECORDS
from forecasts.model import Forecast, Forecaster, Noun, Outcome, Question, Source

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger.reader import Stored
    from forecasts.ledger.view import View

T = TypeVar("T")


def some(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter.

    >>> list(some("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    left = iter(items)
    while found := list(islice(left, size)):
        yield found


def in_order(view: View, kind: str) -> Iterator[Stored]:
    """The standing records of one noun, each in the place of its first version."""
    moved = view.replaced
    for chunk in some(view.each(kind)):
        wanted = {
            stored.handle: view.latest(stored.handle)
            for stored in chunk
            if not stored.stands and stored.handle not in moved
        }
        corrected = at(view, {new for old, new in wanted.items() if new != old and view.stands(new)})
        for stored in chunk:
            if stored.stands and stored.handle not in moved:
                yield stored
            elif stored.handle in wanted and (found := corrected.get(wanted[stored.handle])) is not None:
                yield found


def at(view: View, handles: Iterable[Handle]) -> dict[Handle, Stored]:
    """The records at many handles, whether they stand or not."""
    wanted = sorted(handles)
    if not wanted:
        return {}
    return {
        stored.handle: stored
        for stored in view.stored(tuple_(RECORDS.c.entry, RECORDS.c.position).in_(wanted))
    }


def count(view: View, kind: str) -> int:
    """How many records of one noun there are, standing or not."""
    mirror = MIRRORS[kind]
    query = select(func.count()).select_from(mirror).where(mirror.c.entry <= view.head.sequence)
    return int(view.rows(query)[0][0])


def at_slugs(view: View, kind: str, slugs: Iterable[str]) -> dict[str, Noun]:
    """The standing forecasters, sources or questions of many slugs."""
    return {
        stored.noun.slug: stored.noun
        for stored in view.standing_among(kind, "slug", set(slugs))
        if isinstance(stored.noun, Forecaster | Source | Question)
    }


def questions_of(view: View, slugs: Iterable[str]) -> dict[str, Question]:
    """The standing questions of many slugs."""
    found = at_slugs(view, "question", slugs)
    return {slug: noun for slug, noun in found.items() if isinstance(noun, Question)}


def outcomes_of(view: View, slugs: Iterable[str]) -> dict[str, list[Outcome]]:
    """The standing outcomes of many questions."""
    found: dict[str, list[Outcome]] = {}
    for stored in view.standing_among("outcome", "question", set(slugs)):
        assert isinstance(stored.noun, Outcome)
        found.setdefault(stored.noun.question, []).append(stored.noun)
    return found


def forecasts_of(chunk: Iterable[Stored]) -> Iterator[tuple[Handle, Forecast]]:
    """The forecasts among some records, with their handles."""
    for stored in chunk:
        assert isinstance(stored.noun, Forecast)
        yield stored.handle, stored.noun
