"""What the ledger's promises cost, against the bare database and the bare import."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from forecasts.belief import Chance
from forecasts.ledger import Ledger
from forecasts.ledger.entry import CHUNK
from forecasts.model import Claim, Forecast, Forecaster, Question

FORECASTS = 100_000
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
START = date(2021, 1, 1)


def ratios() -> Iterator[tuple[str, float, float, float]]:
    """Task, our seconds, the peer's seconds, and how many times the peer's are allowed."""
    yield ("100,000 forecasts in one entry", *bulk(rounds=3), 2.0)
    yield ("one `tracker log`, a whole process", *logging(rounds=5), 2.0)


def bulk(*, rounds: int) -> tuple[float, float]:
    """Seconds to record many forecasts, and to hash and insert the same rows into tables without triggers."""
    from sqlalchemy import select

    from forecasts.ledger.tables import MIRRORS, RECORDS

    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept.db"
        ours = [record(kept)]
        with Ledger.open(kept) as ledger, ledger.reading() as connection:
            bodies = list(connection.execute(select(RECORDS).where(RECORDS.c.entry == 2)).mappings())
            mirror = MIRRORS["forecast"]
            rows = list(connection.execute(select(mirror)).mappings())
        record_rows, mirror_rows = [dict(row) for row in bodies], [dict(row) for row in rows]
        peers = [insert_bare(Path(folder) / "bare.db", record_rows, mirror_rows)]
        for turn in range(1, rounds):
            ours.append(record(Path(folder) / f"kept {turn}.db"))
            peers.append(insert_bare(Path(folder) / f"bare {turn}.db", record_rows, mirror_rows))
    return statistics.median(ours), statistics.median(peers)


def nouns() -> Iterator[Forecast]:
    """Forecasts as an import makes them: many forecasters, many questions, a chance each."""
    for turn in range(FORECASTS):
        made = START + timedelta(days=turn % 1000)
        yield Forecast(
            question=f"question-{turn % 500}",
            forecaster=f"forecaster-{turn % 200}",
            made_on=made,
            claim=Claim(deadline=made + timedelta(days=90)),
            belief=Chance.stated((turn % 99 + 1) / 100),
        )


def record(path: Path) -> float:
    """Seconds from the first noun to the commit of the entry; making the nouns is the caller's cost."""
    given = list(nouns())
    with Ledger.create(path, now=NOW, by="ann") as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add_all(Question(slug=f"question-{n}", statement=f"Event {n}") for n in range(500))
            entry.add_all(Forecaster(slug=f"forecaster-{n}", name=f"Person {n}") for n in range(200))

        def work() -> None:
            with ledger.entry("import", by="ann", now=NOW) as entry:
                entry.add_all(given)

        return timed(work)


def insert_bare(path: Path, records: list[dict[str, Any]], mirrors: list[dict[str, Any]]) -> float:
    """Seconds for the hashes and the bare executemany: the same chunks, the same safety of the disk."""
    from sqlalchemy import insert

    from forecasts.ledger.engines import engine_at
    from forecasts.ledger.tables import ENTRIES, MIRRORS, RECORDS

    engine = engine_at(path, create=True)
    with engine.connect().execution_options(restructuring=True, writing=True) as connection:
        with connection.begin():
            for found in (ENTRIES, RECORDS, MIRRORS["forecast"]):
                found.create(connection)

        def work() -> None:
            with connection.begin():
                for start in range(0, len(records), CHUNK):
                    chunk = records[start : start + CHUNK]
                    for row in chunk:
                        hashlib.sha256(row["body"].encode()).hexdigest()
                    connection.execute(insert(RECORDS), chunk)
                    connection.execute(insert(MIRRORS["forecast"]), mirrors[start : start + CHUNK])

        return timed(work)


def logging(*, rounds: int) -> tuple[float, float]:
    """Seconds for a whole `tracker log` from the shell, and for a Python that only imports SQLAlchemy."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "ledger.db")
        environment = {**os.environ, "TRACKER_LEDGER": ledger, "TRACKER_ANALYST": "ann"}
        command = [sys.executable, "-m", "tracker"]
        asked = ["--by", "Ann Lee", "--said", "2021-06-25", "-p", "0.7", "--deadline", "2021-09-25"]
        run([*command, "init"], environment)
        run([*command, "log", "The Taliban capture Kabul", "--slug", "kabul", *asked], environment)
        ours, peers = [], []
        for _ in range(rounds):
            ours.append(timed(lambda: run([*command, "log", "kabul", *asked], environment)))
            peers.append(timed(lambda: run([sys.executable, "-c", "import sqlalchemy"], environment)))
    return statistics.median(ours), statistics.median(peers)


def run(command: Sequence[str], environment: dict[str, str]) -> None:
    """A process that must end well."""
    subprocess.run(command, env=environment, check=True, capture_output=True)


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Prints what each task took, beside its peer, or as JSON with --json."""
    found = list(ratios())
    if "--json" in sys.argv:
        print(json.dumps([dict(zip(("task", "ours", "peer", "allowed"), row, strict=True)) for row in found]))
        return
    print(f"{'task':<40}{'ours':>9}{'peer':>9}{'ratio':>8}{'allowed':>9}")
    for task, ours, peer, allowed in found:
        print(f"{task:<40}{ours:>8.2f}s{peer:>8.2f}s{ours / peer:>8.2f}{allowed:>9.1f}")


if __name__ == "__main__":
    main()
