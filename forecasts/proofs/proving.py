"""Proofs made from a ledger: what a record's entry consists of, and where it stands under a checkpoint."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from forecasts.errors import Unknown
from forecasts.handles import Handle
from forecasts.ledger.chain import Header
from forecasts.ledger.reader import MOST_NAMED
from forecasts.ledger.seal_rules import unrevealed
from forecasts.ledger.tables import ARCHIVES, ENTRIES, MIRRORS, RECORDS
from forecasts.ledger.view import View
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.notes import Note
from forecasts.proofs.paths import InclusionProof
from forecasts.proofs.record_proofs import RecordProof
from forecasts.proofs.refusals import NoCheckpoint
from forecasts.proofs.signed_trees import SignedTree

_POINTERS = {
    "forecast": ("statement", "restates"),
    "amendment": ("target", "replacement"),
    "review": ("answers",),
    "reveal": ("seal", "forecast"),
}
"""The parts of a record that are handles of others."""
_SLUGS = ("question", "forecaster", "source")
"""The parts of a record that are slugs of others, each called as the noun that it names."""


def record_proof(view: View, handles: Sequence[Handle], *, texts: bool = False) -> RecordProof:
    """The words of records of one entry, of what they name in it, and the digests that make the entry's.

    With `texts` also what it keeps outside the chain, as far as it was not erased.

    Raises
    ------
    Unknown
        If there is no such record.
    """
    first, *further = handles
    columns = (ENTRIES.c.sequence, ENTRIES.c.recorded_at, ENTRIES.c.recorded_by, ENTRIES.c.action)
    more = (ENTRIES.c.reason, ENTRIES.c.previous, ENTRIES.c.signed_in)
    found = view.rows(select(*columns, *more).where(ENTRIES.c.sequence == first.entry))
    if not found or first.entry > view.head.sequence:
        raise Unknown("record", str(first))
    (entry,) = found
    recorded = view.rows(
        select(RECORDS.c.position, RECORDS.c.digest)
        .where(RECORDS.c.entry == first.entry)
        .order_by(RECORDS.c.position)
    )
    shown = _bodies(view, handles)
    return RecordProof(
        position=first.position,
        further=tuple(handle.position for handle in further),
        header=Header.of(entry),
        previous=entry.previous,
        digests=tuple(row.digest for row in recorded),
        bodies=shown,
        texts=dict(_texts(view, shown)) if texts else {},
    )


def question_elsewhere(view: View, handle: Handle) -> Handle | None:
    """The question that a record is about, where it was recorded by another entry; else None."""
    slug = getattr(view.get(handle).noun, "question", None)
    if slug is None:
        return None
    questions = [one.handle for one in view.earlier(handle.entry).standing("question", slug=slug)]
    return next((question for question in questions if question.entry != handle.entry), None)


def inclusion_proof(tree: SignedTree, note: Note, record: RecordProof) -> InclusionProof:
    """Where a record's entry stands under a checkpoint; it is checked before it is given away.

    Raises
    ------
    NoCheckpoint
        If the entry was recorded after the checkpoint.
    NotProven
        If the entry was altered.
    Rewritten
        If the ledger does not begin with the checkpoint.
    """
    head, handle = Checkpoint.of(note), record.handle
    if handle.entry > head.size:
        raise NoCheckpoint(f"The record {handle} is younger than {head.shown}")
    path = tree.inclusion_proof(handle.entry - 1, record.leaf)
    proof = InclusionProof(index=handle.entry - 1, path=tuple(path), note=note)
    proof.check(record.leaf)
    return proof


def proof_files(
    view: View, handles: Iterable[Handle], note: Note, *, cache: Path | None, texts: bool = False
) -> Iterator[tuple[int, str, str]]:
    """Of each entry its number and the two files that prove its records under a checkpoint, as texts.

    The first holds the records, the second where their entry stands. The digests of all records of an entry,
    on which each of them rests, are there once.

    Raises
    ------
    NoCheckpoint, NotProven, Rewritten
        As `inclusion_proof` does.
    """
    tree = SignedTree(view, Checkpoint.of(note), cache)
    for entry, together in groupby(sorted(handles), key=attrgetter("entry")):
        record = record_proof(view, tuple(together), texts=texts)
        yield entry, record.text, inclusion_proof(tree, note, record).text


def _bodies(view: View, handles: Sequence[Handle]) -> dict[int, str]:
    """The canonical texts of records of one entry and of what they name in it, by position."""
    entry = handles[0].entry
    shown: dict[int, str] = {}
    wanted = sorted({handle.position for handle in handles})
    while wanted:
        some, wanted = wanted[:MOST_NAMED], wanted[MOST_NAMED:]
        rows = view.rows(
            select(RECORDS.c.position, RECORDS.c.body).where(
                RECORDS.c.entry == entry, RECORDS.c.position.in_(some)
            )
        )
        if len(rows) < len(some):
            lacking = min(set(some) - {row.position for row in rows})
            raise Unknown("record", str(Handle(entry, lacking)))
        shown |= {row.position: row.body for row in rows}
        records = [json.loads(row.body) for row in rows]
        named = {at for one in records for at in _by_handle(one, entry)} | set(_by_slug(view, records, entry))
        wanted += sorted(named - shown.keys() - set(wanted))
    return shown


def _by_handle(record: dict[str, Any], entry: int) -> Iterator[int]:
    """The positions of the records of one entry that a record names by their handles."""
    for name in _POINTERS.get(record["noun"], ()):
        if (handle := record.get(name)) is not None:
            read = Handle.read(handle)
            if read.entry == entry:
                yield read.position


def _by_slug(view: View, records: Sequence[dict[str, Any]], entry: int) -> Iterator[int]:
    """The positions of the records of one entry that some name by their slugs."""
    for noun in _SLUGS:
        if slugs := {record[noun] for record in records if record.get(noun) is not None}:
            mirror = MIRRORS[noun]
            found = select(mirror.c.position).where(mirror.c.entry == entry, mirror.c.slug.in_(slugs))
            yield from (row.position for row in view.rows(found))


def _texts(view: View, bodies: Mapping[int, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The archived texts and salts of what is shown; a seal that was not revealed keeps its own."""
    shut = {seal.archived for _, seal in unrevealed(view)}
    for body in bodies.values():
        digest = json.loads(body).get("archived")
        if digest in shut:
            continue
        if isinstance(digest, str):
            for row in view.rows(select(ARCHIVES).where(ARCHIVES.c.digest == digest)):
                if row.text is not None:
                    yield digest, (row.salt, row.text)
