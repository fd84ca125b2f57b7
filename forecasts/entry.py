"""An open entry: nouns are checked, encoded and written as they come, and the entry is sealed last."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert

from forecasts.admission import Admission
from forecasts.chain import EntryDigest, Head, Header, archive_digest, record_digest
from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.mirrors import mirror_row
from forecasts.model import Amendment, AmendmentKind, Noun
from forecasts.records import Plain, canonical, moment_text, noun_name, plain
from forecasts.tables import MIRRORS, ArchiveRow, EntryRow, RecordRow, table
from forecasts.texts import checked_text
from forecasts.view import View

ENTRIES, RECORDS, ARCHIVES = table(EntryRow), table(RecordRow), table(ArchiveRow)
CHUNK = 2_000


class Entry:
    """One transaction that becomes one link of the chain; made by `Ledger.entry`.

    The digest of an entry is known only after its records, so records are streamed first and the
    entry is written last, under a deferred foreign key.
    """

    def __init__(
        self, connection: Connection, view: View, previous: Head, header: Header, moment: datetime
    ) -> None:
        self.sequence = header.sequence
        self.view = view
        self.connection = connection
        self._previous = previous
        self._header = header
        self._position = 0
        self._whole = EntryDigest(previous.digest, header)
        self._admission = Admission(view, moment=moment)

    @property
    def warnings(self) -> list[str]:
        """What was recorded although it is odd, a sentence each."""
        return self._admission.warnings

    @property
    def records(self) -> int:
        """How many records the entry holds so far."""
        return self._position

    def add(self, noun: Noun) -> Handle:
        """Records a noun, checked against what stands, and returns its handle."""
        if isinstance(noun, Amendment) and noun.kind is AmendmentKind.CORRECTION:
            raise UnfitNoun("A correction comes with its replacement", "use `correct`")
        return self._add(noun)

    def add_all(self, nouns: Iterable[Noun]) -> int:
        """Records many nouns in chunks, in bounded memory; returns how many.

        The slower looks that only give warnings are left out.
        """
        before = self._position
        for chunk in _chunks(nouns):
            self._admission.prefetch(chunk)
            start = self._position + 1
            for place, noun in enumerate(chunk, start):
                self._admission.admit(Handle(self.sequence, place), noun, alone=False)
            self._write([plain(noun) for noun in chunk])
        return self._position - before

    def correct(self, target: Handle, noun: Noun, *, because: str) -> Handle:
        """Replaces a record by another of the same noun; both stay, and only the new one stands."""
        old = self.view.get(target)
        if noun_name(old.noun) != noun_name(noun):
            raise UnfitNoun(
                f"The record {target} is a {noun_name(old.noun)}, not a {noun_name(noun)}",
                "correct it by one of its own kind",
            )
        amendment = Amendment(
            target=target,
            kind=AmendmentKind.CORRECTION,
            because=because,
            replacement=Handle(self.sequence, self._position + 1),
        )
        place = Handle(self.sequence, self._position + 1)
        self._admission.admit(place, noun, replacing=old)
        self._admission.admit(Handle(self.sequence, self._position + 2), amendment)
        self._write([plain(noun), plain(amendment)])
        self._forget_amendments()
        return place

    def archive(self, text: str, kind: str = "source") -> str:
        """Keeps a text outside the chain and returns the salted digest that a noun may hold."""
        checked_text(text, "the archived text", longest=10_000_000)
        salt = secrets.token_hex(16)
        digest = archive_digest(salt, text)
        self.connection.execute(
            insert(ARCHIVES), {"digest": digest, "kind": kind, "salt": salt, "text": text}
        )
        return digest

    def seal(self) -> Head:
        """Writes the entry itself, after its records; an entry without records is refused."""
        if not self._position:
            raise UnfitNoun(f"There is nothing to {self._header.action}", "give at least one record")
        digest = self._whole.hexdigest()
        row = {
            "sequence": self.sequence,
            "recorded_at": self._header.recorded_at,
            "recorded_by": self._header.recorded_by,
            "action": self._header.action,
            "reason": self._header.reason,
            "records": self._position,
            "previous": self._previous.digest,
            "digest": digest,
        }
        self.connection.execute(insert(ENTRIES), row)
        return Head(sequence=self.sequence, digest=digest, recorded_at=self.view.head.recorded_at)

    def _add(self, noun: Noun) -> Handle:
        handle = Handle(self.sequence, self._position + 1)
        self._admission.admit(handle, noun)
        self._write([plain(noun)])
        if isinstance(noun, Amendment):
            self._forget_amendments()
        return handle

    def _write(self, records: list[Plain]) -> None:
        rows: list[dict[str, Any]] = []
        mirrors: dict[str, list[dict[str, Any]]] = {}
        for record in records:
            self._position += 1
            body = canonical(record)
            digest = record_digest(body)
            self._whole.add(digest)
            noun = record["noun"]
            rows.append(
                {
                    "entry": self.sequence,
                    "position": self._position,
                    "noun": noun,
                    "body": body,
                    "digest": digest,
                }
            )
            mirrors.setdefault(noun, []).append(mirror_row((self.sequence, self._position), record))
        self.connection.execute(insert(RECORDS), rows)
        for noun, mirrored in mirrors.items():
            self.connection.execute(insert(MIRRORS[noun]), mirrored)

    def _forget_amendments(self) -> None:
        self.view.__dict__.pop("amendments", None)


def header_for(previous: Head, *, action: str, by: str, now: datetime, reason: str | None) -> Header:
    """The header of the next entry; its moment is never before the last one's, whatever the clock says."""
    checked_text(by, "who records", longest=200)
    checked_text(action, "the action", longest=50)
    if reason is not None:
        checked_text(reason, "the reason", longest=2000)
    moment = now if previous.recorded_at is None else max(now, previous.recorded_at)
    return Header(
        sequence=previous.sequence + 1,
        recorded_at=moment_text(moment),
        recorded_by=by,
        action=action,
        reason=reason,
    )


def _chunks(nouns: Iterable[Noun]) -> Iterator[list[Noun]]:
    left = iter(nouns)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
