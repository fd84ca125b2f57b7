"""An open entry: nouns are checked, encoded and written as they come, and the entry is sealed last."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, insert

from forecasts.collecting import patient_collector
from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger import word_index
from forecasts.ledger.admission import Admission
from forecasts.ledger.chain import EntryDigest, Head, Header, archive_digest, new_salt, record_digest
from forecasts.ledger.clocks import check_clock, may_go_back
from forecasts.ledger.engines import bulk
from forecasts.ledger.inserting import insert_columns
from forecasts.ledger.mirrors import mirror_columns
from forecasts.ledger.reader import Stored
from forecasts.ledger.records import canonical_texts, moment_text, noun_name, read_moment
from forecasts.ledger.tables import ARCHIVES, ENTRIES, MIRRORS, RECORDS
from forecasts.ledger.view import View
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Erasure,
    Forecast,
    Forecaster,
    Naming,
    Noun,
    Question,
    Settings,
    Source,
)
from forecasts.texts import checked_text

CHUNK = 2_000


class Entry:
    """One transaction that becomes one link of the chain; made by `Ledger.entry`.

    The digest of an entry is known only after its records, so records are streamed first and the
    entry is written last, under a deferred foreign key. Records wait to be written together, until
    there are many of them or somebody looks.
    """

    def __init__(self, connection: Connection, previous: Head, header: Header) -> None:
        moment = read_moment(header.recorded_at)
        head = Head(sequence=header.sequence, digest=previous.digest, recorded_at=moment)
        self.sequence = header.sequence
        self.connection = connection
        self.view = View(self._lent, head, by=header.recorded_by)
        self._previous = previous
        self._header = header
        self._position = 0
        self._whole = EntryDigest(previous.digest, header)
        self._waiting: list[Noun] = []
        self._admission = Admission(self.view, moment=moment, by=header.recorded_by)

    @property
    def warnings(self) -> list[str]:
        """What was recorded although it is odd, a sentence each."""
        return self._admission.warnings

    @property
    def records(self) -> int:
        """How many records the entry holds so far."""
        return self._position

    def add(self, noun: Noun, *, alone: bool = True) -> Handle:
        """Records a noun, checked against what stands, and returns its handle.

        Where it is not `alone` but one of many, the slower looks that only give warnings are left out.
        """
        if isinstance(noun, Amendment) and noun.kind is AmendmentKind.CORRECTION:
            raise UnfitNoun("A correction comes with its replacement", "use `correct`")
        handle = Handle(self.sequence, self._position + 1)
        noun = self.view.names.now(noun)
        self._admission.admit(handle, noun, alone=alone)
        self._append(self.view.names.recorded(noun))
        return handle

    def check(self, forecast: Forecast) -> None:
        """Raises why a forecast could not be added, before anything that it rests on is."""
        self._admission.check_forecast(self.view.names.now(forecast))

    def add_all(self, nouns: Iterable[Noun]) -> int:
        """Records many nouns in chunks, in bounded memory; returns how many.

        The slower looks that only give warnings are left out.
        """
        before = self._position
        for chunk in _chunks(nouns):
            self.prefetch(chunk)
            for noun in chunk:
                self.add(noun, alone=False)
        return self._position - before

    def known(self, kind: str, slug: str) -> Forecaster | Source | Question | None:
        """The forecaster, source or question that stands under a slug, or is new here; None if none does."""
        return self._admission.known(kind, slug)

    def look_up(self, kind: str, slugs: set[str]) -> None:
        """Looks for many slugs with one query, so that `known` and `add` need none for each."""
        self._admission.prefetch_named(kind, slugs)

    def look_up_outcomes(self, questions: set[str]) -> None:
        """Looks for all that stands beside the outcomes of many questions, before they are added."""
        self._admission.prefetch_outcomes(questions)

    def prefetch(self, nouns: Sequence[Noun]) -> None:
        """Looks for all that many nouns name with a few queries, before they are added one by one."""
        self._admission.prefetch([self.view.names.now(noun) for noun in nouns])

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Makes room for very many nouns, as a long file brings them; what is recorded is the same."""
        with bulk(self.connection, MIRRORS["forecast"], finish=self._flush), patient_collector():
            yield

    def correct(self, target: Handle, noun: Noun, *, because: str) -> Handle:
        """Replaces a record by another of the same noun; both stay, and only the new one stands."""
        old = self._corrected(target, noun)
        replacement = Handle(self.sequence, self._position + 1)
        amendment = Amendment(
            target=target, kind=AmendmentKind.CORRECTION, because=because, replacement=replacement
        )
        self._admit_correction(old, noun, amendment)
        noun = self.view.names.now(noun)
        like = self.view.as_recorded(target) if self.view.names else None
        self._append(self.view.names.recorded(noun, like=like))
        self._append(amendment)
        return replacement

    def _corrected(self, target: Handle, noun: Noun) -> Stored:
        """The record in whose place a noun may be put."""
        old = self.view.get(target)
        if noun_name(old.noun) != noun_name(noun):
            raise UnfitNoun(
                f"The record {target} is a {noun_name(old.noun)}, not a {noun_name(noun)}",
                "correct it by one of its own kind",
            )
        if isinstance(noun, Amendment | Erasure):
            raise UnfitNoun(
                f"The record {target} is an {noun_name(noun)}", "mark it as a mistake, and enter another"
            )
        return old

    def _admit_correction(self, old: Stored, noun: Noun, amendment: Amendment) -> None:
        assert amendment.replacement is not None
        place = Handle(self.sequence, self._position + 2)
        self._admission.admit(place, amendment)
        self._admission.admit(amendment.replacement, self.view.names.now(noun), replacing=old)

    def repeat(self, nouns: Iterable[Noun]) -> None:
        """Records nouns as another ledger recorded them, in their order, each admitted as it was there.

        A correction is the record that comes in the place of another, and the amendment that says so.
        """
        waiting: deque[Noun] = deque()
        for chunk in _chunks(nouns):
            self.prefetch(chunk)
            waiting += chunk
            while len(waiting) > 1:
                self._repeat_next(waiting)
        while waiting:
            self._repeat_next(waiting)

    def _repeat_next(self, waiting: deque[Noun]) -> None:
        """Records the first that waits, with the amendment after it where that puts it in another's place."""
        noun = waiting.popleft()
        handle = Handle(self.sequence, self._position + 1)
        following = waiting[0] if waiting else None
        if isinstance(following, Amendment) and following.replacement == handle:
            waiting.popleft()
            self._admit_correction(self._corrected(following.target, noun), noun, following)
            self._append(noun)
            self._append(following)
            return
        if isinstance(noun, Amendment) and noun.kind is AmendmentKind.CORRECTION:
            raise UnfitNoun(f"The correction {handle} comes without its replacement", "enter it anew")
        self._admission.admit(handle, self.view.names.now(noun), alone=False)
        self._append(noun)

    def archive(self, text: str, kind: str = "source") -> str:
        """Keeps a text outside the chain and returns the salted digest that a noun may hold."""
        checked_text(text, "the archived text", longest=10_000_000)
        salt = new_salt(kind)
        digest = archive_digest(salt, text)
        self.connection.execute(
            insert(ARCHIVES), {"digest": digest, "kind": kind, "salt": salt, "text": text}
        )
        return digest

    def seal(self) -> Head:
        """Writes the entry itself, after its records; an entry without records is refused."""
        self._flush()
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
            "signed_in": self._header.signed_in,
        }
        self.connection.execute(insert(ENTRIES), row)
        return Head(sequence=self.sequence, digest=digest, recorded_at=self.view.head.recorded_at)

    def _append(self, noun: Noun) -> None:
        self._position += 1
        self._waiting.append(noun)
        if isinstance(noun, Amendment):
            self.view.note_amendment(Handle(self.sequence, self._position), noun)
            self._admission.forget(noun)
        elif isinstance(noun, Naming):
            self.view.forget_names()
            self._admission.forget(noun)
        elif isinstance(noun, Settings):
            self.view.__dict__.pop("settings", None)
        if len(self._waiting) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        """Writes the records that wait and the rows that mirror them, those of one kind at a time."""
        waiting, before = self._waiting, self._position - len(self._waiting)
        places: dict[type[Noun], list[int]] = {}
        for place, noun in enumerate(waiting):
            places.setdefault(noun.__class__, []).append(place)
        bodies, names = [""] * len(waiting), [""] * len(waiting)
        mirrored = []
        for own in places.values():
            nouns = [waiting[place] for place in own]
            texts, name = canonical_texts(nouns), noun_name(nouns[0])
            for place, text in zip(own, texts, strict=True):
                bodies[place], names[place] = text, name
            positions = [before + 1 + place for place in own]
            mirrored.append((MIRRORS[name], mirror_columns(self.sequence, positions, nouns, texts)))
            word_index.note(self.connection, self.sequence, positions, nouns, name)
        digests = [record_digest(body) for body in bodies]
        handles = [self.sequence] * len(waiting), range(before + 1, self._position + 1)
        insert_columns(self.connection, RECORDS, [*handles, names, bodies, digests])
        for mirror, columns in mirrored:
            insert_columns(self.connection, mirror, columns)
        self._whole.add(*digests)
        self._waiting = []

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        """The entry's own connection, for its view: whatever waits to be written is written first."""
        self._flush()
        yield self.connection


def header_for(
    previous: Head, *, action: str, by: str, now: datetime, reason: str | None, signed_in: str | None
) -> Header:
    """The header of the next entry; its moment is never before the last one's, whatever the clock says."""
    recorded_at = moment_text(now)
    if previous.recorded_at is not None:
        check_clock(previous.recorded_at, now, action=action)
        if not may_go_back(action):
            recorded_at = max(recorded_at, moment_text(previous.recorded_at))
    header = Header(
        sequence=previous.sequence + 1,
        recorded_at=recorded_at,
        recorded_by=by,
        action=action,
        reason=reason,
        signed_in=signed_in,
    )
    checked_header(header)
    return header


def checked_header(header: Header) -> None:
    """Refuses a header whose texts a record could not hold."""
    checked_text(header.recorded_by, "who records", longest=200)
    checked_text(header.action, "the action", longest=50)
    if header.reason is not None:
        checked_text(header.reason, "the reason", longest=2000)
    if header.signed_in is not None:
        checked_text(header.signed_in, "how somebody signed in", longest=200)


def _chunks(nouns: Iterable[Noun]) -> Iterator[list[Noun]]:
    left = iter(nouns)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
