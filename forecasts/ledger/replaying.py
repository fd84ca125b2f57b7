"""A ledger as lines, and lines as a ledger: every entry digest is proved again on the way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, insert, select

from forecasts.errors import TrackerError, UnfitNoun
from forecasts.ledger.chain import ROOT, EntryDigest, Header, archive_digest, record_digest
from forecasts.ledger.inserting import insert_rows
from forecasts.ledger.kept import Kept, keep, kept
from forecasts.ledger.records import moment_text, noun_name, read_moment, read_record
from forecasts.ledger.tables import ARCHIVES, ENTRIES, RECORDS

CHUNK = 2_000
_HEADER = ("sequence", "recorded_at", "recorded_by", "action", "reason", "records", "previous", "digest")


def lines(connection: Connection) -> Iterator[dict[str, Any]]:
    """An entry's header before its records, entry by entry; archived texts and signed heads last.

    {"entry": {sequence, recorded_at, recorded_by, action, reason, records, previous, digest}}
    {"record": {noun, body}}
    {"archive": {digest, kind, salt, text}}
    {"checkpoint": {size, note, stamps}}
    """
    entries = connection.execute(select(ENTRIES).order_by(ENTRIES.c.sequence)).mappings().all()
    if not entries:
        return
    recorded = (
        select(RECORDS.c.noun, RECORDS.c.body)
        .where(RECORDS.c.entry <= entries[-1]["sequence"])
        .order_by(RECORDS.c.entry, RECORDS.c.position)
        .execution_options(yield_per=CHUNK)
    )
    with connection.execute(recorded) as records:
        for entry in entries:
            yield {"entry": {name: entry[name] for name in _HEADER}}
            for _ in range(entry["records"]):
                record = next(records)
                yield {"record": {"noun": record.noun, "body": record.body}}
    beside = select(ARCHIVES).order_by(ARCHIVES.c.digest).execution_options(yield_per=CHUNK)
    with connection.execute(beside) as archives:
        for archive in archives.mappings():
            yield {"archive": dict(archive)}
    for checkpoint in kept(connection):
        yield {"checkpoint": checkpoint.row}


def replay(connection: Connection, given: Iterable[dict[str, Any]]) -> None:
    """Writes lines into an empty ledger; a line out of place or a digest that does not fit is refused."""
    previous, sequence, moment = ROOT, 0, ""
    left = iter(given)
    for line in left:
        try:
            if "archive" in line:
                connection.execute(insert(ARCHIVES), _archive(line["archive"]))
                continue
            if "checkpoint" in line:
                keep(connection, Kept.of(line["checkpoint"]))
                continue
            entry = {name: line["entry"][name] for name in _HEADER}
            whole = EntryDigest(entry["previous"], Header(**{name: entry[name] for name in _HEADER[:5]}))
            for chunk in _rows(left, entry["sequence"], entry["records"], whole):
                insert_rows(connection, RECORDS, chunk)
            in_order = moment_text(read_moment(entry["recorded_at"])) == entry["recorded_at"] >= moment
        except (KeyError, TypeError, ValueError, AttributeError, TrackerError) as error:
            raise UnfitNoun(
                f"After entry {sequence} the file breaks off or holds something else",
                "export it again; nothing was recorded",
            ) from error
        follows = (entry["previous"], entry["sequence"]) == (previous, sequence + 1)
        if not (follows and in_order and whole.hexdigest() == entry["digest"]):
            raise UnfitNoun(
                f"Entry {entry['sequence']} does not fit its digest or its place: the file was altered",
                "export it again; nothing was recorded",
            )
        connection.execute(insert(ENTRIES), entry)
        previous, sequence, moment = entry["digest"], entry["sequence"], entry["recorded_at"]


def _rows(
    left: Iterator[dict[str, Any]], sequence: int, count: int, whole: EntryDigest
) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(1, count + 1, CHUNK):
        chunk = []
        for position in range(start, min(start + CHUNK, count + 1)):
            body = next(left, {})["record"]["body"]
            noun = noun_name(read_record(body))
            digest = record_digest(body)
            whole.add(digest)
            chunk.append((sequence, position, noun, body, digest))
        yield chunk


def _archive(line: dict[str, Any]) -> dict[str, Any]:
    archive = {name: line[name] for name in ("digest", "kind", "salt", "text")}
    kept = archive["text"] is not None
    if kept and archive_digest(archive["salt"], archive["text"]) != archive["digest"]:
        raise ValueError("The archived text does not fit its digest.")
    return archive
