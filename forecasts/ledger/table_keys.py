"""Do the ledger's tables have their keys? Without one, two records could stand in one place."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, UniqueConstraint, inspect
from sqlalchemy.engine import Inspector

from forecasts.ledger.account_tables import ACCOUNT_TABLES
from forecasts.ledger.definitions import definition
from forecasts.ledger.side_tables import SIDE_TABLES
from forecasts.ledger.tables import ARCHIVES, CHECKPOINTS, ENTRIES, MIRRORS, RECORDS


def missing_keys(connection: Connection) -> list[str]:
    """The primary keys, foreign keys and uniqueness that tables which are there should have, and lack."""
    seen = inspect(connection)
    present = set(seen.get_table_names())
    as_made = _as_made(connection)
    tables = (ENTRIES, RECORDS, ARCHIVES, CHECKPOINTS, *ACCOUNT_TABLES, *SIDE_TABLES, *MIRRORS.values())
    return [
        name
        for table in tables
        if table.name in present and definition(table, connection)[0] not in as_made
        for name in _lacking(seen, table)
    ]


def _as_made(connection: Connection) -> set[str]:
    """The statements that SQLite keeps of its tables and reads them by; of other systems none.

    A table under the statement of this program's own has all its keys, and need not be taken apart.
    """
    if connection.dialect.name != "sqlite":
        return set()
    kept = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'table'").scalars()
    return {str(statement).strip() for statement in kept}


def _lacking(seen: Inspector, table: Table) -> Iterator[str]:
    primary = seen.get_pk_constraint(table.name)["constrained_columns"]
    if set(primary) != set(table.primary_key.columns.keys()):
        yield f"the primary key of {table.name}"
    led = {(*key["constrained_columns"], key["referred_table"]) for key in seen.get_foreign_keys(table.name)}
    for key in table.foreign_key_constraints:
        if (*key.column_keys, key.referred_table.name) not in led:
            yield f"the foreign key of {table.name} to {key.referred_table.name}"
    alone: set[tuple[str | None, ...]] = {
        tuple(one["column_names"]) for one in seen.get_unique_constraints(table.name)
    }
    alone |= {tuple(one["column_names"]) for one in seen.get_indexes(table.name) if one["unique"]}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and tuple(constraint.columns.keys()) not in alone:
            yield f"the uniqueness of {', '.join(constraint.columns.keys())} in {table.name}"
