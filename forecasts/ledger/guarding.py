"""The triggers that keep entries and records forever: put in place, and missed when they are gone.

The statements are data, `guards/sqlite.sql` and `guards/postgresql.sql`, one between blank lines.
A migration that rebuilds a table drops its triggers, and fails on those of other tables that name it:
an upgrade lifts them all, and sets them again before its transaction ends.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection


def install_guards(connection: Connection) -> None:
    """Puts every trigger in place, whatever was there before."""
    postgres = connection.dialect.name == "postgresql"
    for statement in _statements(connection):
        connection.exec_driver_sql(statement.replace("%", "%%") if postgres else statement)


def lift_guards(connection: Connection) -> None:
    """Takes every trigger away, so that a migration can rebuild the tables that they name."""
    for statement in _statements(connection):
        if statement.startswith("DROP TRIGGER"):
            connection.exec_driver_sql(statement)


def missing_guards(connection: Connection) -> list[str]:
    """The names of the triggers that should guard the ledger and do not; on SQLite, the altered ones too."""
    wanted = {
        name: part for part in _statements(connection) for name in re.findall(r"CREATE TRIGGER (\w+)", part)
    }
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = {name for name, sql in rows if sql == wanted.get(name)}
    else:
        rows = connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE relnamespace = current_schema()::regnamespace AND tgenabled <> 'D'"
        )
        present = {row[0] for row in rows}
    return [name for name in wanted if name not in present]


def _statements(connection: Connection) -> list[str]:
    script = (Path(__file__).with_name("guards") / f"{connection.dialect.name}.sql").read_text()
    return [part for part in script.strip().split("\n\n") if not part.startswith("--")]
