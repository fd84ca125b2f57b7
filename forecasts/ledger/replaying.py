"""A ledger as lines, and lines as a ledger: every digest is proved, every record admitted like a new one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, insert, select

from forecasts.errors import TrackerError, UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.chain import EntryDigest, Head, Header, archive_digest, record_digest
from forecasts.ledger.clocks import may_go_back
from forecasts.ledger.entry import Entry, checked_header
from forecasts.ledger.inserting import insert_rows
from forecasts.ledger.kept import Kept, keep, kept
from forecasts.ledger.records import DAMAGE, canonical, moment_text, read_moment, read_record
from forecasts.ledger.tables import ARCHIVES, ENTRIES, RECORDS
from forecasts.model import Noun

CHUNK = 2_000
_HEADER = ("sequence", "recorded_at", "recorded_by", "action", "reason", "records", "previous", "digest")


def lines(connection: Connection) -> Iterator[dict[str, Any]]:
    """An entry's header before its records, entry by entry; archived texts and signed heads last.

    {"entry": {sequence, recorded_at, recorded_by, action, reason, records, previous, digest}}, and
    signed_in in it where somebody had signed in
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
            signed = {} if entry["signed_in"] is None else {"signed_in": entry["signed_in"]}
            yield {"entry": {name: entry[name] for name in _HEADER} | signed}
            for _ in range(entry["records"]):
                record = next(records, None)
                if record is None:
                    raise UnfitNoun(
                        f"Entry {entry['sequence']} lacks records",
                        "see `tracker audit`; restore a backup",
                    )
                yield {"record": {"noun": record.noun, "body": record.body}}
    beside = select(ARCHIVES).order_by(ARCHIVES.c.digest).execution_options(yield_per=CHUNK)
    with connection.execute(beside) as archives:
        for archive in archives.mappings():
            yield {"archive": dict(archive)}
    for checkpoint in kept(connection):
        yield {"checkpoint": checkpoint.row}


def replay(connection: Connection, given: Iterable[dict[str, Any]]) -> None:
    """Records lines in an empty ledger, each record by the same gate as a new one, as of its entry.

    A line out of place, a digest that does not fit, or a record that would not be admitted is refused.
    """
    previous, left = Head(), iter(given)
    for line in left:
        if _keep(connection, line, previous):
            continue
        header, wanted, count = _opened(line, previous)
        entry = Entry(connection, previous, header)
        try:
            with entry.bulk():
                records = _some(left, count)
                entry.repeat(_noun(record, Handle(header.sequence, place)) for place, record in records)
        except _Broken as error:
            raise _breaks_off(previous) from error
        except TrackerError as error:
            reason = str(error).rstrip(".")
            raise UnfitNoun(
                f"Entry {header.sequence} holds what is not admitted ({reason})",
                "mend it in the ledger that it is from; nothing was recorded",
            ) from error
        head = entry.seal()
        if head.digest != wanted:
            raise _altered(header.sequence)
        previous = head


def copy(connection: Connection, given: Iterable[dict[str, Any]]) -> None:
    """Writes the lines of one of our own ledgers as they are, for a copy: only the digests must fit.

    A ledger that holds a record which none can read can still be copied, and the copy says the same of it.
    """
    previous, left = Head(), iter(given)
    for line in left:
        if _keep(connection, line, previous):
            continue
        header, wanted, count = _opened(line, previous)
        whole, rows = EntryDigest(previous.digest, header), []
        for place, record in _some(left, count):
            body = record["record"]["body"]
            digest = record_digest(body)
            whole.add(digest)
            rows.append((header.sequence, place, record["record"]["noun"], body, digest))
            if len(rows) >= CHUNK:
                insert_rows(connection, RECORDS, rows)
                rows = []
        insert_rows(connection, RECORDS, rows)
        if whole.hexdigest() != wanted:
            raise _altered(header.sequence)
        row = {name: line["entry"][name] for name in _HEADER} | {"signed_in": header.signed_in}
        connection.execute(insert(ENTRIES), row)
        previous = Head(sequence=header.sequence, digest=wanted, recorded_at=read_moment(header.recorded_at))


class _Broken(Exception):
    """The lines end before the records that their entry announced, or hold something else."""


def _opened(line: dict[str, Any], previous: Head) -> tuple[Header, str, int]:
    """The header of an entry, the digest that it must come to, and how many records follow."""
    try:
        entry = {name: line["entry"][name] for name in _HEADER}
        signed = line["entry"].get("signed_in")
        header = Header(**{name: entry[name] for name in _HEADER[:5]}, signed_in=signed)
        checked_header(header)
        count, digest = entry["records"], str(entry["digest"])
        moment = read_moment(header.recorded_at)
        in_order = moment_text(moment) == header.recorded_at
        back = previous.recorded_at is not None and moment < previous.recorded_at
        in_order = in_order and (not back or may_go_back(header.action))
        if not isinstance(count, int) or isinstance(count, bool) or type(header.sequence) is not int:
            raise TypeError("a count is no whole number")
    except (*DAMAGE, TrackerError) as error:
        raise _breaks_off(previous) from error
    if (entry["previous"], header.sequence) != (previous.digest, previous.sequence + 1) or not in_order:
        raise _altered(header.sequence)
    return header, digest, count


def _some(left: Iterator[dict[str, Any]], count: int) -> Iterator[tuple[int, dict[str, Any]]]:
    for place in range(1, count + 1):
        yield place, next(left, {})


def _noun(line: dict[str, Any], handle: Handle) -> Noun:
    """The noun of a record, which must be written as this program writes it."""
    try:
        body = line["record"]["body"]
        json.loads(body)
    except DAMAGE as error:
        raise _Broken from error
    try:
        noun = read_record(body)
        own = canonical(noun) == body
    except DAMAGE as error:
        reason = f"no command writes it: {str(error)[:100] or type(error).__name__}"
        raise UnfitNoun(f"Record {handle}", reason) from error
    except TrackerError as error:
        raise UnfitNoun(f"Record {handle}", str(error).rstrip(".")) from error
    if not own:
        raise UnfitNoun(f"Record {handle}", "it has parts that no command writes")
    return noun


def _keep(connection: Connection, line: dict[str, Any], previous: Head) -> bool:
    """Keeps what lies beside the chain, an archived text or a checkpoint; says whether the line was one."""
    try:
        if "archive" in line:
            connection.execute(insert(ARCHIVES), _archive(line["archive"]))
        elif "checkpoint" in line:
            keep(connection, Kept.of(line["checkpoint"]))
        else:
            return False
    except DAMAGE as error:
        raise _breaks_off(previous) from error
    return True


def _archive(line: dict[str, Any]) -> dict[str, Any]:
    archive = {name: line[name] for name in ("digest", "kind", "salt", "text")}
    present = archive["text"] is not None
    if present and archive_digest(archive["salt"], archive["text"]) != archive["digest"]:
        raise ValueError("The archived text does not fit its digest.")
    if not all(part is None or isinstance(part, str) for part in archive.values()):
        raise TypeError("An archived text is text.")
    return archive


def _breaks_off(previous: Head) -> UnfitNoun:
    return UnfitNoun(
        f"After entry {previous.sequence} the file breaks off or holds something else",
        "export it again; nothing was recorded",
    )


def _altered(sequence: object) -> UnfitNoun:
    return UnfitNoun(
        f"Entry {str(sequence)[:20]} does not fit its digest or its place: the file was altered",
        "export it again; nothing was recorded",
    )
