"""Which schema a ledger has, and how an older one is brought up to date.

Entries, records and archives are migrated by Alembic. The typed tables are views of the records:
after any change of schema they are dropped, made anew and filled from the records, so a migration
can neither lose nor alter what was recorded. Importing Alembic is slow, so the version is first
compared with plain SQL, inside the transaction that would write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, inspect, select

from forecasts.errors import NoLedger, SchemaNewer
from forecasts.ledger import word_index
from forecasts.ledger.account_tables import ACCOUNT_TABLES
from forecasts.ledger.definitions import create
from forecasts.ledger.guarding import install_guards, lift_guards
from forecasts.ledger.inserting import insert_rows
from forecasts.ledger.side_tables import SIDE_TABLES
from forecasts.ledger.tables import ARCHIVES, CHECKPOINTS, ENTRIES, MIRRORS, RECORDS, SCHEMA

CHUNK = 2_000
BESIDE = (ARCHIVES, CHECKPOINTS, *ACCOUNT_TABLES, *SIDE_TABLES)
"""The tables of which no record says what should be in them."""
VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def schema_of(connection: Connection) -> str | None:
    """The schema version that the database names; None where it is no ledger of ours."""
    if not {"alembic_version", "entries", "records"} <= set(inspect(connection).get_table_names()):
        return None
    found = connection.execute(select(VERSION.c.version_num)).scalars().all()
    return str(found[0]) if len(found) == 1 and re.fullmatch(r"\d{4}", str(found[0])) else None


def checked_schema(connection: Connection, where: str) -> str:
    """The version of a ledger that this program can read, perhaps after an upgrade."""
    found = schema_of(connection)
    if found is None:
        raise NoLedger(where, "is no ledger", "make one with `tracker init`, or name another with --ledger")
    if found > SCHEMA:
        raise SchemaNewer(where, found, SCHEMA)
    return found


def missing_tables(connection: Connection) -> list[str]:
    """The names of the typed tables that should mirror the records and are not there."""
    present = set(inspect(connection).get_table_names())
    return [mirror.name for mirror in MIRRORS.values() if mirror.name not in present]


def missing_beside(connection: Connection) -> list[str]:
    """The names of the tables beside the chain that a ledger of this schema should have and has not."""
    if schema_of(connection) != SCHEMA:
        return []
    present = set(inspect(connection).get_table_names())
    return [table.name for table in BESIDE if table.name not in present]


def altered_beside(connection: Connection) -> list[str]:
    """The columns that tables beside the chain should have and lack, each as `table.column`."""
    seen = inspect(connection)
    present = set(seen.get_table_names())
    return [
        f"{table.name}.{column.name}"
        for table in BESIDE
        if table.name in present
        for column in table.columns
        if column.name not in {found["name"] for found in seen.get_columns(table.name)}
    ]


def make(connection: Connection, where: str) -> None:
    """Makes an empty ledger of this program's schema, as all the migrations would, without Alembic."""
    if schema_of(connection) is not None:
        raise NoLedger(where, "holds a ledger already", "use it as it is, or choose another place")
    for found in (ENTRIES, RECORDS, *BESIDE):
        create(found, connection)
    create(VERSION, connection)
    connection.execute(insert(VERSION), {"version_num": SCHEMA})
    rebuild(connection)
    install_guards(connection)


def upgrade(connection: Connection) -> list[str]:
    """Brings the schema to this program's, makes tables that are gone and sets the triggers again.

    The typed tables are filled from the records; what lay beside the chain in a table that is gone is not.
    On SQLite the connection has foreign keys off, since a table may be dropped and made anew on the way.
    """
    lift_guards(connection)
    migrate(connection, "head")
    for table in BESIDE:
        table.create(connection, checkfirst=True)
    unreadable = rebuild(connection)
    install_guards(connection)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ValueError("The migrations left a record without its entry.")
    return unreadable


def migrate(connection: Connection, revision: str) -> None:
    """Runs the migrations up to a revision, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def rebuild(connection: Connection) -> list[str]:
    """Makes the typed tables and the index of words anew from the records; returns the unreadable handles."""
    unreadable: list[str] = []
    present = set(inspect(connection).get_table_names())
    for mirror in MIRRORS.values():
        if mirror.name in present:
            mirror.drop(connection)
        create(mirror, connection)
    for noun in MIRRORS:
        rows = mirror_rows(connection, noun, unreadable)
        while chunk := list(islice(rows, CHUNK)):
            insert_rows(connection, MIRRORS[noun], chunk)
    word_index.remake(connection)
    return unreadable


def mirror_rows(connection: Connection, noun: str, unreadable: list[str]) -> Iterator[tuple[Any, ...]]:
    """The rows that mirror every record of one noun, in the order of recording."""
    from forecasts.ledger.mirrors import readable_row

    recorded = (
        select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
        .where(RECORDS.c.noun == noun)
        .order_by(RECORDS.c.entry, RECORDS.c.position)
        .execution_options(yield_per=CHUNK)
    )
    with connection.execute(recorded) as found:
        for entry, position, body in found:
            row = readable_row((entry, position), noun, body)
            if row is None:
                unreadable.append(f"{entry}.{position}")
            else:
                yield row
