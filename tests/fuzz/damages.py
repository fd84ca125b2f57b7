"""Ways to damage a ledger's file, and commands on it: `python -m tests.fuzz.damages 500`.

Each table loses a row, all rows, a column's name or itself, gains a row, or has a cell altered; triggers are
dropped or put in; bytes are flipped, pages overwritten, the end cut off; the file is none, or of another
version.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell, all_rows

CELLS = {
    "text": "'x'",
    "bytes": "X'ff00fe'",
    "nothing": "NULL",
    "number": "-5",
    "brackets": "'[[['",
    "infinity": "9e999",
    "deep": f"'{'[' * 5_000}'",
}
PAGE = 4096
CARD = "scorecard-alexander"


@dataclass(frozen=True, kw_only=True, slots=True)
class Damage:
    """What is done to a ledger's file, in words."""

    name: str
    do: Callable[[Path], None]


def filled(shell: Shell) -> None:
    """A ledger in which something stands in nearly every table."""
    shell.today(2021, 6, 25)
    shell("init", "--scale", "icd203")
    shell(*KABUL, "--quote", "a month or two. Maybe three", "--source", "The Paper")
    shell(*OFFENSIVE)
    shell("log", "A zeppelin flies within a year, 70%", "--by", "Ann", "--sealed", "--yes")
    shell("log", "It rains in May 2022, 70%", "--by", "Ann", "--sealed", "--yes")
    shell("reveal", shell.json("list", "seals")[-1]["handle"])
    shell("key", "new", "--out", str(shell.folder / "ledger.key"), "--name", "example.com/ledger")
    shell("key", "new", "--out", str(shell.folder / "ben.key"), "--for", "Ben")
    shell.today(2022, 1, 5)
    shell("resolve", "kabul", "--on", "2021-08-15")
    shell("scorecard", "mikhail", "--on", "2021-12-31", "--freeze")
    shell("review", "open", CARD, "--as", "Ben")
    shell("review", "sign", CARD, "--key", str(shell.folder / "ben.key"), "--as", "Ben")
    shell("checkpoint", "--key", str(shell.folder / "ledger.key"))


def commands(folder: Path, number: int) -> tuple[tuple[str, ...], ...]:
    """Every kind of command on a ledger; what they write is new."""

    def new(ending: str) -> str:
        return str(folder / f"new-{number}{ending}")

    return (
        *(("list", kind) for kind in ("forecasts", "questions", "forecasters", "sources", "seals")),
        *(("show", "2.4"), ("history",), ("due",), ("check",), ("scores",), ("calibration",)),
        *(("scorecard", "mikhail"), ("compare",), ("report", "--period", "2021-Q3"), ("audit",)),
        *(("upgrade",), ("source", "list"), ("source", "check"), ("key", "list"), ("undo",)),
        *(("review", "list"), ("review", "open", CARD, "--as", "Cy"), ("review", "show", CARD)),
        *(("review", what, CARD) for what in ("verify", "reproduce", "changes")),
        *(("checkpoint",), ("checkpoint", "--since", "2")),
        ("checkpoint", "--key", str(folder / "ledger.key")),
        *(("prove", "2.4", "--out", new(".json")), ("prove", CARD, "--out", new(".proofs"))),
        *(("backup", new(".db")), ("export", "--out", new(".jsonl"))),
        ("export", "--format", "csv", "--out", new(".tables")),
        ("stamp", "--query", new(".tsq")),
        *(("reveal", "4.2"), ("erase", "4.2", "--because", "x"), ("resolve", "kabul", "--on", "2021-08-16")),
        ("log", "kabul", "-p", "0.4", "--by", "Eve", "--deadline", "2027-01-01", "--said", "2022-01-01"),
    )


def damages(whole: Path) -> Iterator[Damage]:
    """Every damage of a ledger, the same for the same file."""
    with closing(sqlite3.connect(whole)) as raw:
        tables = sorted(all_rows(raw))
        triggers = _names(raw, "trigger")
        for table in tables:
            yield from _of_table(raw, table)
    for trigger in triggers:
        yield Damage(name=f"the trigger {trigger} dropped", do=_by_sql(f'DROP TRIGGER "{trigger}"'))
    foreign = "CREATE TRIGGER odd BEFORE INSERT ON entries BEGIN SELECT raise(ABORT, 'no'); END"
    yield Damage(name="a foreign trigger", do=_by_sql(foreign))
    for version in ("9999", "banana", "0001"):
        changed = f"UPDATE alembic_version SET version_num = '{version}'"
        yield Damage(name=f"the version {version}", do=_by_sql(changed))
    yield Damage(name="two versions", do=_by_sql("INSERT INTO alembic_version VALUES ('0002')"))
    yield from _of_bytes(whole.read_bytes())


def _names(raw: sqlite3.Connection, kind: str) -> list[str]:
    asked = "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [name for (name,) in raw.execute(asked, (kind,))]


def _of_table(raw: sqlite3.Connection, table: str) -> Iterator[Damage]:
    columns = [(row[1], row[5]) for row in raw.execute(f'PRAGMA table_info("{table}")')]
    keys = [name for name, place in columns if place] or [columns[0][0]]
    yield Damage(name=f"{table} dropped", do=_by_sql(f'DROP TABLE "{table}"'))
    renamed = f'ALTER TABLE "{table}" RENAME COLUMN "{columns[-1][0]}" TO odd'
    yield Damage(name=f"a column of {table} renamed", do=_by_sql(renamed))
    row = raw.execute(f'SELECT * FROM "{table}" ORDER BY {", ".join(keys)} DESC LIMIT 1').fetchone()
    if row is None:
        return
    named = dict(zip([name for name, _ in columns], row, strict=True))
    where = " AND ".join(f'"{key}" = {_literal(named[key])}' for key in keys)
    yield Damage(name=f"a row of {table} gone", do=_by_sql(f'DELETE FROM "{table}" WHERE {where}'))
    yield Damage(name=f"all rows of {table} gone", do=_by_sql(f'DELETE FROM "{table}"'))
    more = [
        _literal(_another(named[name]) if name in (*keys, "digest", "previous") else named[name])
        for name, _ in columns
    ]
    put = f'INSERT OR IGNORE INTO "{table}" VALUES ({", ".join(more)})'
    yield Damage(name=f"one row more in {table}", do=_by_sql(put))
    for column, _ in columns:
        for kind, cell in CELLS.items():
            changed = f'UPDATE OR IGNORE "{table}" SET "{column}" = {cell} WHERE {where}'
            yield Damage(name=f"{kind} in {table}.{column}", do=_by_sql(changed))


def _of_bytes(data: bytes) -> Iterator[Damage]:
    draw = Random(len(data))
    for size in (0, 1, 99, 100, PAGE, len(data) // 2, len(data) - PAGE, len(data) - 1):
        yield Damage(name=f"cut to {size} bytes", do=_as_bytes(data[:size]))
    yield Damage(name="a text", do=_as_bytes(b"no ledger\n" * 500))
    yield Damage(name="an archive", do=_as_bytes(b"PK\x03\x04" + draw.randbytes(500)))
    for at in sorted(draw.sample(range(len(data)), 60)):
        bent = data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]
        yield Damage(name=f"a bit flipped in byte {at}", do=_as_bytes(bent))
    for at in range(0, len(data), PAGE):
        bent = data[:at] + draw.randbytes(PAGE) + data[at + PAGE :]
        yield Damage(name=f"the page at {at} overwritten", do=_as_bytes(bent))


def _literal(value: object) -> str:
    return (
        "NULL" if value is None else repr(value) if isinstance(value, int | float) else f"'{_quoted(value)}'"
    )


def _quoted(value: object) -> str:
    return str(value).replace("'", "''")


def _another(value: object) -> object:
    return value + 40 if isinstance(value, int) else str(value)[::-1]


def _as_bytes(data: bytes) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        path.write_bytes(data)

    return do


def _by_sql(statement: str) -> Callable[[Path], None]:
    """The statement past the triggers, which are there again afterwards, save one that it drops."""

    def do(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute("PRAGMA ignore_check_constraints = ON")
            kept = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
            for name in kept:
                if f'TRIGGER "{name}"' not in statement:
                    raw.execute(f'DROP TRIGGER "{name}"')
            with suppress(sqlite3.IntegrityError):  # a key of whole numbers takes nothing else
                raw.execute(statement)
            for name, sql in kept.items():
                if f'TRIGGER "{name}"' not in statement:
                    with suppress(sqlite3.OperationalError):  # where its table was dropped
                        raw.execute(sql)

    return do


def faults(shell: Shell, whole: bytes, damage: Damage, typed: tuple[str, ...]) -> Iterator[str]:
    """What a command on a damaged ledger did that none should."""
    for path in shell.folder.glob(f"{shell.path.name}*"):
        path.unlink()
    shell.path.write_bytes(whole)
    damage.do(shell.path)
    told = f"{' '.join(typed)} where {damage.name}"
    try:
        result = shell.run(*typed)
    except Exception as error:  # whatever it is, it is what we look for
        yield f"{told}: {type(error).__name__}: {error}"
        return
    if result.exit_code not in (0, 1, 2):
        yield f"{told}: exit {result.exit_code}"
    if "Traceback" in result.output:
        yield f"{told}: a traceback"
    if result.stderr.count("Error:") > 1 or len(result.stderr) > 4_000:
        yield f"{told}: {len(result.stderr):,} letters of errors"


def made(folder: Path, patch: pytest.MonkeyPatch) -> tuple[Shell, bytes]:
    """A filled ledger and the bytes of its file, which are also in `whole.db` beside it."""
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        patch.setenv(name, str(folder / name))
    shell = Shell(folder / "ledger.db", patch)
    filled(shell)
    whole = _merged(shell.path)
    (folder / "whole.db").write_bytes(whole)
    return shell, whole


def tried(folder: Path, patch: pytest.MonkeyPatch, count: int, seed: int) -> list[str]:
    """What went wrong in so many draws of a damage and a command."""
    shell, whole = made(folder, patch)
    known = list(damages(folder / "whole.db"))
    draw = Random(seed)
    found: list[str] = []
    for number in range(count):
        damage = draw.choice(known)
        found += faults(shell, whole, damage, draw.choice(commands(folder, number)))
    return found


def _merged(path: Path) -> bytes:
    """The bytes of a ledger's file with all that its log holds."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


if __name__ == "__main__":
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patched:
        wrong = tried(Path(place), patched, int(sys.argv[1]), int(os.environ.get("SEED", "1")))
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or "Nothing went wrong.\n")
    sys.exit(1 if wrong else 0)
