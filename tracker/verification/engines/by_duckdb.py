"""DuckDB on one machine: aggregates of CSV and Parquet files, with as many threads as there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from forecasts.errors import LacksPackage, NoRoomLeft, UnreadableTable
from forecasts.problems import Problem
from tracker.verification import reduction
from tracker.verification.engines.assembling import Assembling
from tracker.verification.engines.duckdb_rows import Rows, rows_of
from tracker.verification.engines.expressions import DUCKDB, is_graded, percent, sums
from tracker.verification.engines.in_memory import aggregate_part
from tracker.verification.gathered import Gathered
from tracker.verification.keys import Groups, keys
from tracker.verification.network import is_remote, load_network
from tracker.verification.seen import Seen
from tracker.verification.sources import Part, Source

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from tracker.verification.engines.spec import Progress, Spec

BYTES_AT_ONCE = 1 << 28
MEMORY = "800MB"
_SAMPLE = 1 << 22
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

    name = "duckdb"
    threads: int | None = None

    def aggregate(self, source: Source, spec: Spec, progress: Progress | None) -> Gathered:
        """The aggregates of all parts, some at a time."""
        found, done, several = Gathered(), 0, len(source) > 1
        for parts in batches(source.parts):
            found += self.aggregate_parts(parts, spec, named=several, keep_pairs=not _full_of_pairs(found))
            done += len(parts)
            if progress is not None:
                progress(done / len(source))
        return found

    def aggregate_parts(
        self, parts: Sequence[Part], spec: Spec, *, named: bool, keep_pairs: bool = True
    ) -> Gathered:
        """The aggregates of some parts, in one step where all of them are plain.

        Raises
        ------
        UnreadableTable, MissingColumn
            With the name of the part that cannot be read, unless such parts are to be left out.
        NoRoomLeft
            If the machine has too little room for what is put aside.
        """
        found, plain, others = Gathered(), list[Rows](), list[Part]()
        for part in parts:
            try:
                rows = rows_of(part, spec)
            except UnreadableTable as error:
                if not spec.skip_bad:
                    raise
                found += Gathered(skipped=(Problem(part.name, str(error)),))
                continue
            if rows is None:
                others.append(part)
            else:
                plain.append(rows)
        for rows in Rows.together(plain):
            found += self._of_rows(rows, spec, named=named, keep_pairs=keep_pairs)
        for part in others:
            found += aggregate_part(part, spec, None, named=named)
        return found

    def _of_rows(self, rows: Rows, spec: Spec, *, named: bool, keep_pairs: bool) -> Gathered:
        import duckdb

        try:
            with connected(self.threads) as connection:
                if any(is_remote(part.name) for part in rows.parts):
                    load_network(connection, rows.parts[0].name)
                found = _Pass(connection=connection, rows=rows, spec=spec).gathered(keep_pairs=keep_pairs)
        except duckdb.Error as error:
            refuse_full(error)
            found = None
        if found is not None:
            return found
        if len(rows.parts) == 1:
            return aggregate_part(rows.parts[0], spec, None, named=named)
        each = (self._of_rows(one, spec, named=named, keep_pairs=keep_pairs) for one in rows.apart())
        return sum(each, start=Gathered())


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
        own = part.path.stat().st_size if part.path is not None and part.path.is_file() else most
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


def _full_of_pairs(found: Gathered) -> bool:
    """Whether no pairs of event and probability are kept any more, of the whole or of a group."""
    return not found.whole.empty and all(
        getattr(rows, "pairs", None) is None for rows in (found.whole, *found.groups.values())
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pass:
    """One pass over rows that share a form."""

    connection: duckdb.DuckDBPyConnection
    rows: Rows
    spec: Spec

    def gathered(self, *, keep_pairs: bool) -> Gathered | None:
        """The aggregates; None where some cell wants to be read as people write."""
        roles = self.spec.roles
        found = Assembling(events=bool(roles.event), groups=Groups(roles.by))
        count = self._cells(found)
        late = self.rows.late(self.connection) if count is not None else None
        if count is None or late is None:
            return None
        if roles.event and count:
            self._name_events(found, roles.event)
            self._take_parts(found)
            if keep_pairs and not self._too_many_pairs():
                self._take_pairs(found)
            else:
                found.take_no_pairs()
        groups = found.named_groups()
        seen = Seen(rows=count, stated=0 if self.spec.percent else count)
        ours = found.whole if roles.other is not None else None
        theirs = self._other_events() if roles.other is not None else None
        return Gathered(whole=found.whole, groups=groups, ours=ours, theirs=theirs, late=late, seen=seen)

    def _cells(self, found: Assembling) -> int | None:
        """Take the cells, and say how many rows there are; None where a cell is no plain number in bounds."""
        groups = self.rows.groups
        other = ", min(other), max(other), count(other)" if self.spec.roles.other is not None else ""
        answer = self._frame(
            f"SELECT said, happened, {_listed(groups)} count(*) AS many{other} FROM {self.rows.scan} "
            "GROUP BY ALL"
        )
        said, happened = answer["said"].to_numpy(float), answer["happened"].to_numpy(float)
        fine = (said >= 0) & (said <= 1) & (happened >= 0) & (happened <= 1)
        if other:
            low, high, many = (answer.iloc[:, -3 + place] for place in range(3))
            fine &= ((low >= 0) & (high <= 1) & (many == answer["many"])).to_numpy(bool)
        if not fine.all():
            return None
        found.take_cells(said, happened, answer["many"].to_numpy(), self._labels(answer))
        return int(answer["many"].sum())

    def _name_events(self, found: Assembling, columns: Sequence[str]) -> None:
        """Put the sums for each event aside, and beside each event its key; take the sums."""
        events, groups = self.rows.events, self.rows.groups
        halves = ", ".join(f"{half} AS s{place}" for place, half in enumerate(sums(DUCKDB)))
        self.connection.execute(
            f"CREATE TEMP TABLE sums AS SELECT {_listed(events)} {_listed(groups)} {is_graded()} AS graded, "
            f"count(*) AS many, {halves} FROM {self.rows.scan} GROUP BY ALL"
        )
        names = ", ".join(events)
        self.connection.execute(f"CREATE TEMP TABLE named AS SELECT DISTINCT {names} FROM sums")
        import pandas as pd

        labels = self._frame(f"SELECT {names} FROM named").set_axis(list(columns), axis="columns")
        self.connection.register("coded", pd.DataFrame({"key": keys(labels, columns)}))
        self.connection.execute(
            "CREATE TEMP TABLE keyed AS SELECT * FROM named POSITIONAL JOIN (SELECT key FROM coded)"
        )
        each = ", ".join(f"s{place}" for place in range(6))
        answer = self._frame(
            f"SELECT key, {_listed(groups)} graded, many, {each} FROM sums JOIN keyed USING ({names})"
        )
        found.take_events(
            answer["key"].to_numpy(),
            answer["graded"].to_numpy(),
            answer["many"].to_numpy(),
            _halves(answer, 3),
            self._labels(answer),
        )
        self.connection.execute("DROP TABLE sums")

    def _take_parts(self, found: Assembling) -> None:
        groups, events = self.rows.groups, ", ".join(self.rows.events)
        high, low = sums(DUCKDB)[:2]
        answer = self._frame(
            f"SELECT key & 16383 AS part, {percent(DUCKDB)} AS percent, {_listed(groups)} "
            f"{is_graded()} AS graded, count(*) AS many, {high} AS s0, {low} AS s1 "
            f"FROM {self.rows.scan} JOIN keyed USING ({events}) GROUP BY ALL"
        )
        found.take_parts(
            answer["part"].to_numpy(),
            answer["percent"].to_numpy(),
            answer["graded"].to_numpy(),
            answer["many"].to_numpy(),
            _halves(answer, 1),
            self._labels(answer),
        )

    def _too_many_pairs(self) -> bool:
        """Whether already some of the rows have more pairs than are kept, of the whole and of the groups."""
        groups, events = self.rows.groups, self.rows.events
        some = f"(SELECT * FROM {self.rows.scan} LIMIT {_SAMPLE})"
        whole = self._number(f"SELECT DISTINCT {', '.join(events)}, said FROM {some}")
        if not reduction.too_many(whole) or not groups:
            return reduction.too_many(whole)
        apart = self._number(f"SELECT DISTINCT {', '.join((*events, *groups))}, said FROM {some}")
        return apart > 4 * reduction.MOST_PAIRS

    def _take_pairs(self, found: Assembling) -> None:
        answer = self._frame(
            f"SELECT key, said, happened, {_listed(self.rows.groups)} count(*) AS many "
            f"FROM {self.rows.scan} JOIN keyed USING ({', '.join(self.rows.events)}) GROUP BY ALL"
        )
        found.take_pairs(
            answer["key"].to_numpy(),
            answer["said"].to_numpy(),
            answer["happened"].to_numpy(),
            answer["many"].to_numpy(),
            self._labels(answer),
        )

    def _other_events(self) -> Any:
        """The sums for each event of the second probability."""
        halves = ", ".join(f"{half} AS s{place}" for place, half in enumerate(sums(DUCKDB, "other")))
        events = ", ".join(self.rows.events)
        answer = self._frame(
            f"SELECT key, {is_graded()} AS graded, count(*) AS many, {halves} "
            f"FROM {self.rows.scan} JOIN keyed USING ({events}) GROUP BY ALL"
        )
        found = Assembling(events=True, groups=Groups(()))
        found.take_events(
            answer["key"].to_numpy(),
            answer["graded"].to_numpy(),
            answer["many"].to_numpy(),
            _halves(answer, 3),
            answer,
        )
        return found.whole

    def _labels(self, answer: pd.DataFrame) -> pd.DataFrame:
        """The columns to group by, under their own names."""
        return answer[list(self.rows.groups)].set_axis(list(self.spec.roles.by), axis="columns")

    def _frame(self, query: str) -> pd.DataFrame:
        return self.connection.execute(query).df()

    def _number(self, query: str) -> int:
        row = self.connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
        assert row is not None
        return int(row[0])


def _listed(names: Sequence[str]) -> str:
    return "".join(f"{name}, " for name in names)


def _halves(answer: pd.DataFrame, values: int) -> list[tuple[Any, Any]]:
    columns = [answer[f"s{place}"].to_numpy() for place in range(2 * values)]
    return list(zip(columns[::2], columns[1::2], strict=True))
