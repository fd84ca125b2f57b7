"""One altered cell anywhere is found, and the entry is named; so is an end that was cut off."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, Table, delete, insert, select, update

from forecasts.errors import UnfitText, Unknown
from forecasts.handles import Handle
from forecasts.ledger import word_index
from forecasts.ledger.auditing import audit
from forecasts.ledger.chain import ROOT, archive_digest
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.tables import ARCHIVES, ENTRIES, MIRRORS, RECORDS, Listed
from forecasts.model import Erasure, Import
from tests.forecasts.builders import NOW, SALT, SHUT, every_noun, forecast, mistake, source
from tests.forecasts.ledger.conftest import everything_in, raw, record, unguarded

TABLES = {found.name: found for found in (ENTRIES, RECORDS, ARCHIVES, *MIRRORS.values())}
CELLS = [(found.name, column.name) for found in TABLES.values() for column in found.columns]
SECRET = "A private letter that was archived whole. " * 40


def filled(place: str | Path) -> Ledger:
    """A new ledger with every noun, every belief, an archived text, and another one erased."""
    ledger = Ledger.create(place, now=NOW, by="ann")
    with ledger.entry("log", by="ann", now=NOW, reason="all of it") as entry:
        shut = {"digest": archive_digest(SALT, SHUT), "kind": "sealed", "salt": SALT, "text": SHUT}
        entry.connection.execute(insert(ARCHIVES), shut)
        for noun in every_noun()[:-1]:
            entry.add(noun)
    with ledger.entry("log", by="ann", now=NOW) as entry:
        entry.add(source(slug="kept", archived=entry.archive("A letter.")))
        erased = entry.archive(SECRET)
        entry.add(source(slug="gone", archived=erased))
        rows = entry.archive("[1, 1, 2, 'a row']", "rows")
        entry.add(Import(file="export.csv", sha256="34" * 32, form="fatebook", archived=(rows,)))
    ledger.erase(erased, because="asked for", by="bob", now=NOW)
    return ledger


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with such a ledger, to be copied."""
    path = tmp_path_factory.mktemp("template") / "ledger.db"
    filled(path).close()
    return path


@pytest.fixture
def full(place: str, template: Path) -> Iterator[Ledger]:
    """A ledger with everything, on each engine."""
    if "://" in place:
        with filled(place) as ledger:
            yield ledger
        return
    shutil.copy(template, place)
    with Ledger.open(place) as ledger:
        yield ledger


def altered(found: Table, column: str, value: Any) -> Any:
    """Another value that the column can hold."""
    kind = found.c[column].type
    if isinstance(kind, Listed):
        return (*(value or ()), "x")
    if value is None:
        if isinstance(kind, Date):
            return date(2020, 1, 1)
        return 7 if isinstance(kind, Float | Integer) else "x"
    if isinstance(kind, Boolean):
        return not value
    if isinstance(kind, Integer):
        return value + 100
    if isinstance(kind, Float):
        return value + 1e-9
    if isinstance(kind, Date):
        return value - timedelta(days=1)
    if column in ("digest", "previous", "archived"):
        return ("1" if value[0] != "1" else "2") + value[1:]
    return value.swapcase() if value.swapcase() != value else value[:-1] + "!"


@pytest.mark.parametrize("name", TABLES)
def test_one_altered_cell_is_found(full: Ledger, place: str, name: str) -> None:
    """The first and the last cell of every column are altered in turn, and the audit names the entry."""
    found = TABLES[name]
    keys = list(found.primary_key.columns)
    with unguarded(place) as connection:
        rows = connection.execute(select(found).order_by(*keys)).mappings().all()
        for column, row in itertools.product(found.columns.keys(), (rows[0], rows[-1])):
            wrong = altered(found, column, row[column])
            same = [key == row[key.name] for key in keys]
            assert connection.execute(update(found).where(*same).values({column: wrong})).rowcount == 1
            problems = [
                problem for problem in audit(connection, head=None).problems if problem.where != "triggers"
            ]
            assert problems, (column, row[column], wrong)
            entry = row.get("entry", row.get("sequence"))
            named = " ".join(f"{problem.where} {problem.message}" for problem in problems)
            assert entry is None or f"entry {entry}" in named, (column, problems)
            there = [key == (wrong if key.name == column else row[key.name]) for key in keys]
            connection.execute(update(found).where(*there).values({column: row[column]}))
    assert full.audit().whole


@pytest.mark.parametrize("name", TABLES)
def test_a_row_that_is_gone_is_found(full: Ledger, place: str, name: str) -> None:
    """The first row of each table is deleted, and the audit says that something is missing."""
    found = TABLES[name]
    with unguarded(place) as connection:
        row = connection.execute(select(found).order_by(*found.primary_key.columns)).mappings().first()
        assert row is not None
        same = [key == row[key.name] for key in found.primary_key.columns]
        connection.execute(delete(found).where(*same))
    assert full.audit().problems


LOOSE = ("entries", "records", "questions", "archives")
ODD = ["'not a date'", "x'ff00'", "CAST(x'ff41' AS TEXT)", "17.5", "''"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    ("name", "column"), [cell for cell in CELLS if cell[0] in LOOSE and cell != ("entries", "sequence")]
)
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_cell_of_another_kind_is_found(full: Ledger, place: str, name: str, column: str, odd: str) -> None:
    """SQLite lets a column hold bytes, broken text, text for a number: the audit tells, and goes on."""
    with unguarded(place) as connection:
        keys = " AND ".join(
            f"{key.name} = (SELECT max({key.name}) FROM {name})" if key.name == "position" else "true"
            for key in TABLES[name].primary_key.columns
        )
        connection.exec_driver_sql(f"UPDATE OR IGNORE {name} SET {column} = {odd} WHERE {keys}")
    assert full.audit().problems


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_chain_cut_short_is_found_by_its_head(full: Ledger, place: str, kept: int) -> None:
    """Entries cut off the end leave a chain that is whole, and only a head noted before tells."""
    head = full.view().head.digest
    with unguarded(place) as connection:
        for found in TABLES.values():
            key = found.c.sequence if found.name == "entries" else found.c.get("entry")
            if key is not None:
                connection.execute(delete(found).where(key > kept))
        if kept < 2:
            connection.execute(delete(TABLES["archives"]))
        else:
            connection.execute(delete(TABLES["archives"]).where(TABLES["archives"].c.text.is_(None)))
        word_index.remake(connection)
    messages = [problem.message for problem in full.audit().problems]
    assert all("missing" in message for message in messages), messages
    found_problems = full.audit(head=head).problems
    assert any("its end was cut off" in problem.message for problem in found_problems)
    assert any(problem.where == f"entry {kept}" for problem in found_problems)


def test_a_head_noted_before_is_still_there_after_more_entries(ledger: Ledger) -> None:
    """A head proves what it was the head of, whatever came later; its first letters will do."""
    noted = ledger.view().head.digest
    record(ledger, forecast())
    assert ledger.audit(head=noted).whole
    assert ledger.audit(head=noted[:32].upper()).whole
    assert ledger.audit(head=ROOT).whole
    assert not ledger.audit(head="f" * 64).whole


@pytest.mark.parametrize("head", ["", "abc", "not a digest", "g" * 64, "a" * 65])
def test_what_no_digest_begins_with_is_refused_as_a_head(file: Ledger, head: str) -> None:
    """A few letters prove nothing, so they are refused and not believed."""
    with pytest.raises(UnfitText):
        file.audit(head=head)


def test_the_lost_end_is_told_even_among_many_problems(file: Ledger) -> None:
    """Twenty problems do not push out the one that was asked for."""
    record(file, *[forecast() for _ in range(30)])
    with unguarded(file.where) as connection:
        connection.exec_driver_sql("UPDATE forecasts SET p = 0.1")
    problems = file.audit(head="f" * 64).problems
    assert len(problems) == 20
    assert any("cut off" in problem.message for problem in problems)


def test_typed_tables_dropped_and_rebuilt_are_the_same(full: Ledger, place: str) -> None:
    """Every row of every typed table comes back from the records alone."""

    def rows() -> dict[str, list[Any]]:
        with raw(place) as connection:
            return {
                noun: list(connection.execute(select(mirror).order_by(mirror.c.entry, mirror.c.position)))
                for noun, mirror in MIRRORS.items()
            }

    before = rows()
    assert all(before.values())
    with raw(place) as connection:
        for mirror in MIRRORS.values():
            mirror.drop(connection)
    full.rebuild()
    assert rows() == before
    assert full.audit().whole


def test_erasing_an_archived_text_leaves_the_chain_whole(full: Ledger) -> None:
    """The text is gone, its digest and the entry that says so are there, and the audit finds nothing."""
    (gone,) = (stored.noun for stored in full.view().standing("source", slug="gone"))
    (erasure,) = (stored.noun for stored in full.view().standing("erasure"))
    assert isinstance(erasure, Erasure)
    assert erasure.digest == getattr(gone, "archived", None)
    assert full.audit().whole
    with pytest.raises(Unknown):
        full.archived(erasure.digest)
    with pytest.raises(Unknown):
        full.erase(erasure.digest, because="again", by="ann", now=NOW)
    assert [stored.action for stored in full.view().history()] == ["log", "log", "erase"]


def test_an_erased_text_is_in_no_byte_of_the_file(tmp_path: Path) -> None:
    """Neither the pages of the file nor SQLite's log hold the text any longer, even while it is open."""
    with Ledger.create(tmp_path / "ledger.db", now=NOW, by="ann") as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            digest = entry.archive(SECRET)
            entry.add(source(archived=digest))
        assert ledger.archived(digest) == SECRET
        with raw(ledger.where) as reader:
            reader.exec_driver_sql("SELECT 1 FROM entries").all()
        assert b"A private letter" in everything_in(tmp_path)
        ledger.erase(digest, because="asked for", by="ann", now=NOW)
        assert b"A private letter" not in everything_in(tmp_path)


def test_a_text_put_back_after_its_erasure_is_found(full: Ledger, place: str) -> None:
    """What was erased stays erased."""
    with raw(place) as connection:
        connection.exec_driver_sql(
            "UPDATE archives SET text = 'again', salt = 'x', kind = 'source' WHERE text IS NULL"
        )
    (problem,) = full.audit().problems
    assert "was erased, and is here again" in problem.message
    assert problem.where == "entry 2"


def test_an_audit_sees_one_moment_while_others_write(server: str) -> None:
    """On PostgreSQL an entry recorded in the middle of an audit is not half seen."""
    with Ledger.create(server, now=NOW, by="ann") as ledger:
        record(ledger, *every_noun()[:4])
        with ledger.reading() as connection:
            assert audit(connection, head=None).entries == 1
            record(ledger, forecast(), mistake(Handle(2, 1)))
            again = audit(connection, head=None)
            assert (again.entries, again.whole) == (1, True)
