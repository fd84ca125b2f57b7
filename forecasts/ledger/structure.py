"""Whether a ledger's tables, columns, keys and triggers are those that this program makes."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from forecasts.ledger.guarding import foreign_guards, missing_guards
from forecasts.ledger.schema import altered_beside, missing_beside
from forecasts.ledger.table_keys import missing_keys
from forecasts.problems import Problem


def structure_faults(connection: Connection) -> Iterator[Problem]:
    """What is missing, altered or of others; `auditing` holds the typed tables against the records."""
    for name in missing_beside(connection):
        remedy = "restore a backup, or let `tracker upgrade` make it again, empty"
        yield Problem("tables", f"{name} is missing, and no record says what it held: {remedy}")
    for name in altered_beside(connection):
        yield Problem("tables", f"the column {name} is missing: restore a backup")
    for name in missing_guards(connection):
        yield Problem("triggers", f"{name} is missing or altered: `tracker upgrade` sets it again")
    for name in foreign_guards(connection):
        yield Problem("triggers", f"{name} is none of ours, and could change what is recorded: drop it")
    for name in missing_keys(connection):
        yield Problem(
            "tables",
            f"{name} is missing: two records could stand in one place; export the ledger as JSONL and "
            "import that into a new one",
        )
    if connection.dialect.name == "sqlite":  # PostgreSQL looks after its own
        for (found,) in connection.exec_driver_sql("PRAGMA integrity_check(5)"):
            if found != "ok":
                yield Problem("file", f"SQLite finds it damaged ({found}): restore it from a backup")
