"""What an import of our own CSV costs, against `pandas.read_csv` and a bare executemany; its memory."""

from __future__ import annotations

import csv
import json
import os
import resource
import secrets
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from tests.benchmarks.ledger import timed

ROWS, MANY, ROUNDS = 100_000, 1_000_000, 3
TO_PLAIN, TO_SAME, AGAIN, MEMORY = 7.0, 2.5, 6.0, 600
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
COLUMNS = ("question", "statement", "forecaster", "said", "chance", "deadline", "attested_on")
SERVER = os.environ.get("TRACKER_TEST_POSTGRES", "")


def ratios() -> Iterator[tuple[str, float, float, float]]:
    """Task, our seconds, the peer's, and how many times the peer's are allowed: medians of rounds in turn.

    A peer that runs for a second varies twofold from one run to the next.
    """
    for rows in zip(*(list(_round()) for _ in range(ROUNDS)), strict=True):
        (task, *_), allowed = rows[0], rows[0][-1]
        yield task, median(row[1] for row in rows), median(row[2] for row in rows), allowed


def _round() -> Iterator[tuple[str, float, float, float]]:
    """Each task once, ours and the peer's one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        file, kept = Path(folder) / "rows.csv", Path(folder) / "kept.db"
        write(file, ROWS)
        ours = imported(file, str(kept))[0]
        yield "100,000 rows, SQLite, to a plain table", ours, plain(file, Path(folder) / "plain.db"), TO_PLAIN
        yield "100,000 rows, SQLite, to the same rows", ours, same_rows(file, kept), TO_SAME
        yield "the same file again, SQLite", imported(file, str(kept))[0], ours, AGAIN
        if SERVER:
            name = f"bench_{secrets.token_hex(8)}"
            with schema(name) as where:
                ours = imported(file, where)[0]
            yield "100,000 rows, PostgreSQL, to a plain table", ours, plain_postgresql(file), TO_PLAIN


def memory() -> tuple[float, int]:
    """Seconds and megabytes, at their highest, to import a million rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.csv"
        write(file, MANY)
        return imported(file, str(Path(folder) / "kept.db"))


def write(path: Path, rows: int) -> None:
    """Forecasts of a thousand people on five thousand questions."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for turn in range(rows):
            question, said = turn % 5000, date(2022, 1, 1) + timedelta(days=turn % 700)
            chance, deadline = (turn * 7919 % 99 + 1) / 100, said + timedelta(days=90)
            name, event = f"Forecaster {turn % 1000}", f"Event number {question} happens"
            writer.writerow((f"question-{question}", event, name, said, chance, deadline, said))


def imported(file: Path, where: str) -> tuple[float, int]:
    """Seconds and megabytes of an import in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.imports", "--import", str(file), where]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def import_here(file: Path, where: str) -> None:
    """Import a file in this process, print its time and memory; a file without news records nothing."""
    from forecasts.errors import UnfitNoun
    from forecasts.exchange.importing import import_file
    from forecasts.ledger import Ledger

    if "://" in where or not Path(where).exists():
        Ledger.create(where, now=NOW, by="ann").close()

    def work() -> None:
        with Ledger.open(where, writing=True) as ledger, suppress(UnfitNoun):
            import_file(file, ledger, by="ann", now=NOW)

    seconds = timed(work)
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))


def plain(file: Path, where: Path) -> float:
    """Seconds to read the file with pandas and insert its rows into one plain table."""
    import pandas as pd

    def work() -> None:
        frame = pd.read_csv(file)
        connection = sqlite3.connect(where)
        connection.execute(f"CREATE TABLE rows ({', '.join(COLUMNS)})")
        connection.executemany(
            f"INSERT INTO rows VALUES ({','.join('?' * 7)})", frame.itertuples(index=False)
        )
        connection.commit()
        connection.close()

    return timed(work)


def plain_postgresql(file: Path) -> float:
    """The same on the server, into a table that is gone afterwards."""
    import pandas as pd
    import psycopg

    def work() -> None:
        frame = pd.read_csv(file)
        with psycopg.connect(SERVER) as connection, connection.cursor() as cursor:
            columns = ", ".join(f"{name} text" for name in COLUMNS)
            cursor.execute(f"CREATE TEMPORARY TABLE rows ({columns})".encode())
            marks = ",".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO rows VALUES ({marks})".encode(), frame.itertuples(index=False))

    return timed(work)


def same_rows(file: Path, kept: Path) -> float:
    """Seconds to read the file with pandas and insert the records and typed rows that an import makes."""
    import pandas as pd

    source = sqlite3.connect(kept)
    tables = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in ("records", "forecasts")}
    made = source.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name IN ('records', 'forecasts')"
    ).fetchall()
    source.close()

    def work() -> None:
        pd.read_csv(file)
        connection = sqlite3.connect(kept.with_name("same.db"))
        for (sql,) in made:
            if sql is not None and not sql.startswith("CREATE TRIGGER"):
                connection.execute(sql)
        for name, rows in tables.items():
            marks = ",".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        connection.commit()
        connection.close()

    return timed(work)


@contextmanager
def schema(name: str) -> Iterator[str]:
    """The URL of a schema of its own on the server, gone afterwards."""
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
        yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{name}"
        connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


def main() -> None:
    """Print what each import took, beside its peer, or as JSON with --json; then a million rows."""
    if "--import" in sys.argv:
        import_here(Path(sys.argv[2]), sys.argv[3])
        return
    found = list(ratios())
    if "--json" in sys.argv:
        print(json.dumps([dict(zip(("task", "ours", "peer", "allowed"), row, strict=True)) for row in found]))
        return
    print(f"{'task':<44}{'ours':>9}{'peer':>9}{'ratio':>8}{'allowed':>9}")
    for task, ours, peer, allowed in found:
        print(f"{task:<44}{ours:>8.2f}s{peer:>8.2f}s{ours / peer:>8.2f}{allowed:>9.1f}")
    seconds, megabytes = memory()
    print(f"{'1,000,000 rows, SQLite':<44}{seconds:>8.2f}s{megabytes:>7} MB, {MEMORY} allowed")


if __name__ == "__main__":
    main()
