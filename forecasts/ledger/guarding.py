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
        bodies = dict(
            re.findall(r"FUNCTION (\w+)\(\) RETURNS.*?\$\$(.*?)\$\$", _script(connection), re.DOTALL)
        )
        rows = connection.exec_driver_sql(
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid), prosrc, tgenabled FROM pg_trigger "
            "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE relnamespace = current_schema()::regnamespace"
        )
        present = {
            name
            for name, defined, body, enabled in rows
            if name in wanted
            and enabled in ("O", "A")
            and _meaning(defined) == _meaning(wanted[name])
            and body == bodies.get(_meaning(defined)[-1])
        }
    return [name for name in wanted if name not in present]


def foreign_guards(connection: Connection) -> list[str]:
    """The names of triggers on the ledger's tables that are not ours: they could change what is recorded."""
    ours = set(re.findall(r"CREATE TRIGGER (\w+)", _script(connection)))
    if connection.dialect.name == "sqlite":
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        asked = (
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal"
        )
    return sorted(name for (name,) in connection.exec_driver_sql(asked) if name not in ours)


def _meaning(statement: str) -> tuple[str, ...]:
    """What a trigger of PostgreSQL does: when, at what, on which table, how, by which function."""
    text = " ".join(statement.split())
    found = re.match(
        r"CREATE TRIGGER \w+ (BEFORE|AFTER) (.*?) ON (?:\w+\.)?(\w+)(.*) EXECUTE FUNCTION (?:\w+\.)?(\w+)",
        text,
    )
    if found is None:
        return (text,)
    when, events, table, how, function = found.groups()
    return when, " ".join(sorted(events.split(" OR "))), table, how.strip(), function


def _script(connection: Connection) -> str:
    return (Path(__file__).with_name("guards") / f"{connection.dialect.name}.sql").read_text()


def _statements(connection: Connection) -> list[str]:
    script = _script(connection)
    return [part for part in script.strip().split("\n\n") if not part.startswith("--")]
