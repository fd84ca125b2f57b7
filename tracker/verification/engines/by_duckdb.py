"""DuckDB on one machine: aggregates of CSV and Parquet files, with as many threads as there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from forecasts.errors import LacksPackage, NoRoomLeft, UnreadableTable
from forecasts.problems import Problem
from tracker.verification.engines.duckdb_pass import Pass
from tracker.verification.engines.duckdb_rows import Rows, rows_of
from tracker.verification.engines.in_memory import aggregate_part
from tracker.verification.gathered import Gathered
from tracker.verification.network import is_remote, load_network
from tracker.verification.sources import Part, Source

if TYPE_CHECKING:
    import duckdb

    from tracker.verification.engines.spec import Spec
    from tracker.verification.tables import Progress

BYTES_AT_ONCE = 1 << 33
_BYTES_ELSEWHERE = 1 << 26
MEMORY = "800MB"
_FULL = (
    "No space left",
    "failed to offload",
    "Out of Memory",
    "could not allocate",
    "max_temp_directory",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ByDuckDB:
    """Reduces the rows of files in DuckDB; a part with cells that are no plain numbers is read by NumPy."""

    threads: int | None = None

    def aggregate(self, source: Source, spec: Spec, progress: Progress | None) -> Gathered:
        """The aggregates of all parts, some at a time."""
        found, done = Gathered(), 0
        for parts in batches(source.parts):
            share = len(parts) / len(source)
            told = None if progress is None else partial(_told, progress, done / len(source), share)
            found += self.aggregate_parts(parts, spec, named=len(source) > 1, progress=told)
            done += len(parts)
        return found

    def aggregate_parts(
        self, parts: Sequence[Part], spec: Spec, *, named: bool, progress: Progress | None = None
    ) -> Gathered:
        """The aggregates of some parts, in one step where all of them are plain.

        Raises
        ------
        UnreadableTable, MissingColumn
            With the name of the part that cannot be read, unless such parts are to be left out.
        NoRoomLeft
            If the machine has too little room for what is put aside.
        """
        found, plain, others = list[tuple[int, Gathered]](), list[Rows](), list[tuple[int, Part]]()
        places = {id(part): place for place, part in enumerate(parts)}
        for place, part in enumerate(parts):
            try:
                rows = rows_of(part, spec)
            except UnreadableTable as error:
                if not spec.skip_bad:
                    raise
                found.append((place, Gathered(skipped=(Problem(part.name, str(error)),))))
                continue
            if rows is None:
                others.append((place, part))
            else:
                plain.append(rows)
        for rows in Rows.together(plain):
            for part, some in self._of_rows(rows, spec, named=named, progress=progress or _silent):
                found.append((places[id(part)], some))
        found += [(place, aggregate_part(part, spec, None, named=named)) for place, part in others]
        return sum((some for _, some in sorted(found, key=itemgetter(0))), start=Gathered())

    def _of_rows(
        self, rows: Rows, spec: Spec, *, named: bool, progress: Progress
    ) -> Iterator[tuple[Part, Gathered]]:
        """The aggregates of all of them with the first, or of halves where some cell is no plain number."""
        import duckdb

        try:
            with connected(self.threads) as connection:
                if any(is_remote(part.name) for part in rows.parts):
                    load_network(connection, rows.parts[0].name)
                found = Pass(connection=connection, rows=rows, spec=spec).gathered(progress)
        except duckdb.Error as error:
            refuse_full(error)
            found = None
        if found is not None:
            yield rows.parts[0], found
        elif len(rows.parts) == 1:
            yield rows.parts[0], aggregate_part(rows.parts[0], spec, None, named=named)
        else:
            for half in rows.halves():
                yield from self._of_rows(half, spec, named=named, progress=progress)


@contextmanager
def connected(threads: int | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory, which puts what does not fit into the folder for temporary files.

    Raises
    ------
    LacksPackage
        If DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise LacksPackage("The engine duckdb", "fast", "take --engine numpy") from error
    with TemporaryDirectory(prefix="trackrecord-") as aside, duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        place = aside.replace("'", "''")
        connection.execute(f"SET temp_directory = '{place}'")
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        if threads is not None:
            connection.execute(f"SET threads = {threads:d}")
        yield connection


def batches(parts: Sequence[Part], most: int = BYTES_AT_ONCE) -> Iterator[list[Part]]:
    """Parts in their order, so many at once that they have at most so many bytes, or one."""
    waiting: list[Part] = []
    size = 0
    for part in parts:
        own = part.path.stat().st_size if part.path is not None and part.path.is_file() else _BYTES_ELSEWHERE
        if waiting and size + own > most:
            yield waiting
            waiting, size = [], 0
        waiting.append(part)
        size += own
    if waiting:
        yield waiting


def refuse_full(error: Exception) -> None:
    """Refuse to go on where a machine has no room left, in a sentence.

    Raises
    ------
    NoRoomLeft
        With what DuckDB says.
    """
    told = str(error)
    if any(sign in told for sign in _FULL):
        raise NoRoomLeft(told.splitlines()[0]) from error


def _told(progress: Progress, done: float, share: float, of_these: float) -> None:
    progress(done + share * of_these)


def _silent(_: float) -> None:
    """Hear nothing of the progress."""
