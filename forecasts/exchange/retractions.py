"""What earlier files of a source brought, and this one says no more: told, noted, and taken back if wanted.

A file says a record no more in one of two ways. It has a row for an outcome and leaves it open, or it is a
later state of an earlier file, holds most of what that brought, and lacks the rest. What it lacks altogether
with an earlier file is another file's affair. A forecast that is gone is recorded as withdrawn on the day
of the import, so that what was known by then still counts; an outcome that is open again, as a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from forecasts.exchange.recorded import Recorded
from forecasts.handles import Handle
from forecasts.ledger.likeness import much_alike
from forecasts.ledger.retracted import retracted, runs
from forecasts.ledger.tables import MIRRORS
from forecasts.model import Amendment, AmendmentKind, Outcome, Question

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.reader import Stored

IMPORTS = MIRRORS["import"]
OPEN_AGAIN = "An outcome in the ledger is open in its source; --follow-source takes it back."
GONE = {
    "forecast": "A forecast of an earlier import is no longer in the file; --follow-source withdraws it.",
    "outcome": "An outcome of an earlier import is no longer in the file; --follow-source takes it back.",
    "question": "A question of an earlier import is no longer in the file.",
}
FOLLOWED = {
    OPEN_AGAIN: "An outcome in the ledger is open in its source, and is taken back (--follow-source).",
    GONE[
        "forecast"
    ]: "A forecast of an earlier import is no longer in the file, and is withdrawn (--follow-source).",
    GONE[
        "outcome"
    ]: "An outcome of an earlier import is no longer in the file, and is taken back (--follow-source).",
}
"""What is told in the place of a sentence that offers the option, once it is given."""
RETITLED_WITHOUT_ID = (
    "A question that is gone is much like a new one, and is left as it is: if only its title changed, make "
    'them one with `tracker merge OLD NEW --because "a title was mended"`.'
)
_CHUNK = 500
_COMPARED = 200  # so many that are gone, with as many that are new: each is held against each


@dataclass(kw_only=True)
class Retractions:
    """What one file repeats of earlier entries, while its rows pass by."""

    entry: Entry
    title: str
    follow: bool
    named: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    restated: dict[Handle, str] = field(default_factory=dict)
    _again: dict[int, bytearray] = field(default_factory=dict)

    def again(self, handle: Handle) -> None:
        """The file holds a record that an earlier entry has."""
        if handle.entry < self.entry.sequence:
            places = self._again.setdefault(handle.entry, bytearray())
            if handle.position >= len(places):
                places.extend(bytes(handle.position + 1 - len(places)))
            places[handle.position] = 1

    def is_again(self, handle: Handle) -> bool:
        """Whether the file holds the record at a handle."""
        places = self._again.get(handle.entry, b"")
        return handle.position < len(places) and places[handle.position] == 1

    def settle(self, result: Recorded, *, form: str, file: str, today: date) -> None:
        """Tell and note what the file says no more; take it back where its source is to be followed."""
        if not (self._again or self.open or self.restated):
            return
        files = self._files_of(form)
        gone: dict[Handle, str] = dict(self.restated)
        found = [(OPEN_AGAIN, "outcome", stored) for stored in self._open_again(files)]
        if not result.refused:
            missing = self._missing(files, file.rpartition("/")[2])
            found += [(GONE[kind], kind, stored) for kind, stored in missing]
        told: list[tuple[str, Stored]] = []
        for sentence, kind, stored in found:
            if stored.handle not in gone:
                gone[stored.handle] = kind
                told.append((sentence, stored))
        alike = self._much_alike(gone)
        for offered, stored in told:
            sentence = offered
            if self.follow and self._question_of(stored.handle) not in alike:
                sentence = FOLLOWED.get(sentence, sentence)
            elif self.follow:
                sentence = f"{sentence.partition(';')[0].rstrip('.')}."
            result.notices.tell(sentence, _named(stored))
        for old, new in alike.items():
            result.notices.tell(RETITLED_WITHOUT_ID, f"{old} and {new}")
        if self.follow:
            left = {handle: kind for handle, kind in gone.items() if self._question_of(handle) in alike}
            others = {handle: kind for handle, kind in gone.items() if handle not in left}
            gone = left | self._taken_back(others, result, today=today)
        before = retracted(self.entry.view)
        result.retracted = runs(handle for handle in gone if handle not in before)
        back = (handle for handle in before if handle not in gone and self.is_again(handle))
        result.restored = runs(back)

    def _files_of(self, form: str) -> dict[int, str]:
        """The earlier entries that imported files of this format, with the names of the files."""
        asked = select(IMPORTS.c.entry, IMPORTS.c.file).where(
            IMPORTS.c.form == form, IMPORTS.c.entry < self.entry.sequence
        )
        return {row.entry: row.file for row in self.entry.view.rows(asked)}

    def _open_again(self, files: dict[int, str]) -> Iterator[Stored]:
        """The standing outcomes that such files brought of questions that this file leaves open."""
        left = iter(sorted(self.open - self.answered) if files else ())
        while slugs := list(islice(left, _CHUNK)):
            for stored in self.entry.view.standing_among("outcome", "question", slugs):
                if stored.handle.entry in files:
                    yield stored

    def _missing(self, files: dict[int, str], file: str) -> Iterator[tuple[str, Stored]]:
        """What earlier states of this file brought and it lacks."""
        view = self.entry.view
        for entry in sorted(self._again.keys() & files.keys()):
            if self._again[entry].count(1) >= self._count(entry):
                continue
            brought = {
                kind: [
                    handle
                    for handle in self._brought(kind, entry)
                    if handle not in view.amendments and handle not in view.aside
                ]
                for kind in ("forecast", "outcome")
            }
            lacking = {
                kind: [handle for handle in some if not self.is_again(handle)]
                for kind, some in brought.items()
            }
            whole, lacks = (sum(map(len, found.values())) for found in (brought, lacking))
            if lacks == 0 or (2 * lacks > whole and files[entry] != file):
                continue
            for kind, handles in lacking.items():
                for handle in handles:
                    stored = view.get(handle)
                    if not (isinstance(stored.noun, Outcome) and stored.noun.question in self.answered):
                        yield kind, stored
            gone = {
                getattr(view.get(handle).noun, "question", "") for some in lacking.values() for handle in some
            }
            for stored in view.standing_among("question", "slug", self._without_rows(gone - self.named)):
                if stored.handle.entry == entry:
                    yield "question", stored

    def _much_alike(self, gone: dict[Handle, str]) -> dict[str, str]:
        """Of each question that is gone the new one whose title is nearly the same, by their slugs."""
        mirror = MIRRORS["question"]
        asked = select(mirror.c.slug, mirror.c.statement).where(mirror.c.entry == self.entry.sequence)
        new = (
            [(row.slug, row.statement) for row in self.entry.view.rows(asked.limit(_COMPARED))]
            if gone
            else []
        )
        lost = (handle for handle, kind in gone.items() if kind == "question" and handle not in self.restated)
        found: dict[str, str] = {}
        for handle in islice(lost, _COMPARED):
            noun = self.entry.view.get(handle).noun
            assert isinstance(noun, Question)
            for slug, statement in new:
                if much_alike(noun.statement, statement):
                    found.setdefault(noun.slug, slug)
        return found

    def _question_of(self, handle: Handle) -> str | None:
        noun = self.entry.view.get(handle).noun
        return noun.slug if isinstance(noun, Question) else getattr(noun, "question", None)

    def _count(self, entry: int) -> int:
        """How many forecasts and outcomes an entry brought."""
        counted = (
            select(func.count()).select_from(MIRRORS[kind]).where(MIRRORS[kind].c.entry == entry)
            for kind in ("forecast", "outcome")
        )
        return sum(int(self.entry.view.rows(asked)[0][0]) for asked in counted)

    def _without_rows(self, slugs: set[str]) -> set[str]:
        """The questions among these on which the file repeats no forecast and no outcome."""
        kept = set(slugs)
        for kind in ("forecast", "outcome"):
            mirror = MIRRORS[kind]
            left = iter(sorted(slugs))
            while some := list(islice(left, _CHUNK)):
                asked = select(mirror.c.entry, mirror.c.position, mirror.c.question)
                for row in self.entry.view.rows(asked.where(mirror.c.question.in_(some))):
                    if self.is_again(Handle(row.entry, row.position)):
                        kept.discard(row.question)
        return kept

    def _brought(self, kind: str, entry: int) -> Iterator[Handle]:
        mirror = MIRRORS[kind]
        for row in self.entry.view.rows(select(mirror.c.position).where(mirror.c.entry == entry)):
            yield Handle(entry, row.position)

    def _taken_back(self, gone: dict[Handle, str], result: Recorded, *, today: date) -> dict[Handle, str]:
        """What is left of it once the outcomes and forecasts among it were taken back."""
        left: dict[Handle, str] = {}
        for handle, kind in gone.items():
            if handle in self.restated or kind == "question":
                left[handle] = kind
                continue
            withdrawn = kind == "forecast"
            self.entry.add(
                Amendment(
                    target=handle,
                    kind=AmendmentKind.WITHDRAWAL if withdrawn else AmendmentKind.MISTAKE,
                    because=f"{self.title} has it no more, and its source is followed",
                    withdrawn_on=today if withdrawn else None,
                ),
                alone=False,
            )
            result.taken_back[kind] += 1
        return self._without_empty(left, result)

    def _without_empty(self, left: dict[Handle, str], result: Recorded) -> dict[Handle, str]:
        """The rest, once questions of which nothing stands any more were taken back too."""
        kept: dict[Handle, str] = {}
        view = self.entry.view
        for handle, kind in left.items():
            slug = getattr(view.get(handle).noun, "slug", "")
            used = any(next(view.standing(noun, question=slug), None) for noun in ("forecast", "outcome"))
            if kind != "question" or handle in self.restated or used:
                kept[handle] = kind
                continue
            because = f"{self.title} has it no more, and its source is followed"
            self.entry.add(Amendment(target=handle, kind=AmendmentKind.MISTAKE, because=because), alone=False)
            result.taken_back[kind] += 1
        return kept


def _named(stored: Stored) -> str:
    slug = getattr(stored.noun, "question", None) or getattr(stored.noun, "slug", "")
    return f"{slug}, {stored.handle}"
