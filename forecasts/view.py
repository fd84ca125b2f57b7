"""The ledger as of one entry: what stands, what is known by which name, and where a record came from.

Look-ups here are plain SQL and decode single records; whole columns for judging are in `frames.py`.
A record stands unless a correction or a mistake that itself stands has set it aside.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, select

from forecasts.chain import Head
from forecasts.errors import NotUnique, Unknown
from forecasts.handles import Handle
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Forecast,
    Noun,
    Question,
    Settings,
    Timeline,
)
from forecasts.records import read_moment, read_record
from forecasts.tables import MIRRORS, AmendmentRow, EntryRow, RecordRow, table

if TYPE_CHECKING:
    from pandas import DataFrame

ENTRIES, RECORDS, AMENDMENTS = table(EntryRow), table(RecordRow), table(AmendmentRow)
NEAR = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A noun with its place in the ledger."""

    handle: Handle
    noun: Noun
    recorded_at: datetime
    recorded_by: str
    stands: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryInfo:
    """One entry of the chain with the nouns it recorded."""

    sequence: int
    recorded_at: datetime
    recorded_by: str
    action: str
    reason: str | None
    digest: str
    stored: tuple[Stored, ...]


class View:
    """What the ledger held as of `head`; made by `Ledger.view` and by an open entry."""

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]], head: Head) -> None:
        self._connect = connect
        self.head = head

    @cached_property
    def amendments(self) -> dict[Handle, tuple[Handle, Amendment]]:
        """Of each amended record the amendment that stands, with its own handle."""
        found: dict[Handle, tuple[Handle, Amendment]] = {}
        taken_back: set[Handle] = set()
        rows = self.rows(
            select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
            .where(RECORDS.c.noun == "amendment", RECORDS.c.entry <= self.head.sequence)
            .order_by(RECORDS.c.entry.desc(), RECORDS.c.position.desc())
        )
        for row in rows:
            handle = Handle(row.entry, row.position)
            amendment = read_record(row.body)
            assert isinstance(amendment, Amendment)
            if handle in taken_back:
                continue
            if amendment.kind is AmendmentKind.MISTAKE:
                taken_back.add(amendment.target)
            found.setdefault(amendment.target, (handle, amendment))
        return found

    @cached_property
    def settings(self) -> Settings:
        """What the ledger assumes unless told otherwise; the last settings stand."""
        found = Settings()
        for stored in self.standing("settings"):
            assert isinstance(stored.noun, Settings)
            found = stored.noun
        return found

    def stands(self, handle: Handle) -> bool:
        """Whether no correction and no mistake has set the record aside; a withdrawal does not."""
        amended = self.amendments.get(handle)
        return amended is None or amended[1].kind is AmendmentKind.WITHDRAWAL

    def get(self, handle: Handle) -> Stored:
        """The record at a handle, whether it stands or not."""
        found = self._stored(and_(RECORDS.c.entry == handle.entry, RECORDS.c.position == handle.position))
        for stored in found:
            return stored
        raise Unknown("record", str(handle))

    def standing(self, kind: str, **equal: object) -> Iterator[Stored]:
        """Standing records of one noun whose columns equal what is given, in the order of recording."""
        mirror = MIRRORS[kind]
        matches = (mirror.c[name] == value for name, value in equal.items())
        for stored in self._stored(RECORDS.c.noun == kind, *matches, mirror=kind):
            if stored.stands:
                yield stored

    def standing_among(self, kind: str, column: str, values: Iterable[str]) -> Iterator[Stored]:
        """Standing records of one noun whose column is among many values, in one query."""
        wanted = MIRRORS[kind].c[column].in_(sorted(values))
        return (
            stored for stored in self._stored(RECORDS.c.noun == kind, wanted, mirror=kind) if stored.stands
        )

    def find(self, kind: str, text: str) -> Stored:
        """The question, forecaster or source that a slug, a name or the prefix of one slug means."""
        for stored in self.standing(kind, slug=text):
            return stored
        if kind == "forecaster" and (named := self._named(text)):
            return named
        slugs = self.slugs(kind)
        fitting = tuple(slug for slug in slugs if slug.startswith(text)) if text else ()
        if len(fitting) > 1:
            raise NotUnique(kind, text, fitting)
        if fitting:
            return self.find(kind, fitting[0])
        raise Unknown(kind, text, tuple(get_close_matches(text.casefold(), slugs, n=NEAR)))

    def slugs(self, kind: str) -> list[str]:
        """Every standing slug of one noun, in alphabetical order."""
        mirror = MIRRORS[kind]
        rows = self.rows(
            select(mirror.c.slug, mirror.c.entry, mirror.c.position).where(
                mirror.c.entry <= self.head.sequence
            )
        )
        return sorted({row.slug for row in rows if self.stands(Handle(row.entry, row.position))})

    def last(self, kind: str) -> Stored:
        """The record of one noun that was recorded last and stands."""
        mirror = MIRRORS[kind]
        handles = self.rows(
            select(mirror.c.entry, mirror.c.position)
            .where(mirror.c.entry <= self.head.sequence)
            .order_by(mirror.c.entry.desc(), mirror.c.position.desc())
        )
        for row in handles:
            if self.stands(handle := Handle(row.entry, row.position)):
                return self.get(handle)
        raise Unknown(kind, "last")

    def horizon(self, question: str) -> date | None:
        """Where a question's timelines end: set with it, or fixed by its first logged timeline."""
        asked = next(self.standing("question", slug=question), None)
        if asked is not None and isinstance(asked.noun, Question) and asked.noun.horizon is not None:
            return asked.noun.horizon
        first = next(self.standing("forecast", question=question, belief="timeline"), None)
        if first is None:
            return None
        assert isinstance(first.noun, Forecast)
        assert isinstance(first.noun.belief, Timeline)
        return first.noun.belief.horizon

    def history(
        self, *, question: str | None = None, forecaster: str | None = None, limit: int | None = None
    ) -> tuple[EntryInfo, ...]:
        """Entries with their records, newest last; of one question or forecaster only what touches it."""
        wanted: list[ColumnElement[bool]] = []
        touched = self._touched(question, forecaster)
        if touched is not None:
            wanted.append(RECORDS.c.entry.in_({handle.entry for handle in touched}))
        by_entry: dict[int, list[Stored]] = {}
        for stored in self._stored(*wanted):
            if touched is None or stored.handle in touched:
                by_entry.setdefault(stored.handle.entry, []).append(stored)
        rows = self.rows(
            select(ENTRIES).where(ENTRIES.c.sequence <= self.head.sequence).order_by(ENTRIES.c.sequence)
        )
        infos = [
            EntryInfo(
                sequence=row.sequence,
                recorded_at=read_moment(row.recorded_at),
                recorded_by=row.recorded_by,
                action=row.action,
                reason=row.reason,
                digest=row.digest,
                stored=tuple(by_entry.get(row.sequence, ())),
            )
            for row in rows
            if touched is None or row.sequence in by_entry
        ]
        return tuple(infos[-limit:] if limit else infos)

    def forecasts(self) -> DataFrame:
        """Standing forecasts, one row each: see `frames.forecasts`."""
        from forecasts import frames

        return frames.forecasts(self)

    def questions(self) -> DataFrame:
        """Standing questions, one row each: see `frames.questions`."""
        from forecasts import frames

        return frames.questions(self)

    def outcomes(self) -> DataFrame:
        """Standing outcomes, one row each: see `frames.outcomes`."""
        from forecasts import frames

        return frames.outcomes(self)

    def forecasters(self) -> DataFrame:
        """Standing forecasters, one row each: see `frames.forecasters`."""
        from forecasts import frames

        return frames.forecasters(self)

    def sources(self) -> DataFrame:
        """Standing sources, one row each: see `frames.sources`."""
        from forecasts import frames

        return frames.sources(self)

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """The rows of a query; the caller keeps to entries up to the head."""
        with self._connect() as connection:
            return connection.execute(query).all()

    def _touched(self, question: str | None, forecaster: str | None) -> set[Handle] | None:
        if question is None and forecaster is None:
            return None
        touched: set[Handle] = set()
        for noun, column, value in (
            ("question", "slug", question),
            ("outcome", "question", question),
            ("forecast", "question", question),
            ("forecaster", "slug", forecaster),
            ("forecast", "forecaster", forecaster),
        ):
            if value is not None:
                mirror = MIRRORS[noun]
                rows = self.rows(
                    select(mirror.c.entry, mirror.c.position).where(
                        mirror.c[column] == value, mirror.c.entry <= self.head.sequence
                    )
                )
                touched |= {Handle(row.entry, row.position) for row in rows}
        return touched | {handle for target, (handle, _) in self.amendments.items() if target in touched}

    def _named(self, text: str) -> Stored | None:
        folded = text.casefold()
        mirror = MIRRORS["forecaster"]
        rows = self.rows(
            select(mirror.c.entry, mirror.c.position, mirror.c.name, mirror.c.aliases).where(
                mirror.c.entry <= self.head.sequence
            )
        )
        for row in rows:
            names = (row.name, *json.loads(row.aliases or "[]"))
            handle = Handle(row.entry, row.position)
            if folded in (name.casefold() for name in names) and self.stands(handle):
                return self.get(handle)
        return None

    def _stored(self, *wanted: ColumnElement[bool], mirror: str | None = None) -> Iterator[Stored]:
        source: Any = RECORDS.outerjoin(ENTRIES, ENTRIES.c.sequence == RECORDS.c.entry)
        if mirror is not None:
            mirrored = MIRRORS[mirror]
            source = source.join(
                mirrored,
                and_(mirrored.c.entry == RECORDS.c.entry, mirrored.c.position == RECORDS.c.position),
            )
        rows = self.rows(
            select(
                RECORDS.c.entry,
                RECORDS.c.position,
                RECORDS.c.body,
                ENTRIES.c.recorded_at,
                ENTRIES.c.recorded_by,
            )
            .select_from(source)
            .where(RECORDS.c.entry <= self.head.sequence, *wanted)
            .order_by(RECORDS.c.entry, RECORDS.c.position)
        )
        for row in rows:
            handle = Handle(row.entry, row.position)
            yield Stored(
                handle=handle,
                noun=read_record(row.body),
                recorded_at=read_moment(row.recorded_at) if row.recorded_at else self._now(),
                recorded_by=row.recorded_by or "",
                stands=self.stands(handle),
            )

    def _now(self) -> datetime:
        assert self.head.recorded_at is not None, "an open entry has its moment"
        return self.head.recorded_at
