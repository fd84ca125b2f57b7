"""A table read piece by piece, so that a file larger than memory can be verified.

CSV, plain or gzipped, is read by pandas; Parquet by DuckDB, which the extra `fast` installs. What a file
is, its first bytes say, not its name.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from forecasts.columns import quoted
from forecasts.errors import UnreadableTable
from tracker.verification.any_table import AnyTable, is_plain
from tracker.verification.csv_rows import BEYOND, physical_lines, widened
from tracker.verification.network import is_remote, load_network

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from tracker.verification.column_names import Roles

Progress = Callable[[float], None]

ROWS_AT_ONCE = 1 << 18
MISSING = ("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "<NA>")
_FORM = "give a CSV file, plain or gzipped, with a header in its first line, or a Parquet file"
WHOLE_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
"""The types of whole numbers in Parquet that fit 64 bits, as DuckDB calls them."""
_UNFIT = ("\0", "\N{REPLACEMENT CHARACTER}")
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_VECTORS = ROWS_AT_ONCE // 2048


class Table(Protocol):
    """What can be verified: its name for sentences, its columns, and its rows in pieces."""

    name: str
    header: tuple[str, ...]

    def pieces(self, roles: Roles, progress: Progress | None) -> Iterator[pd.DataFrame]:
        """The rows in order, with the columns of those roles; `progress` hears which share has been read."""

    def places(self, rows: Sequence[int]) -> list[str]:
        """Where rows, counted from 0 and ascending, are found by somebody who looks for them."""


def opened(source: str | Path | pd.DataFrame, *, wide: Sequence[str] = ()) -> Table:
    """The table in a file, or in a frame; `wide` are columns that each hold one forecaster's probabilities.

    Raises
    ------
    UnreadableTable
        If there is no such file, or it is empty, damaged or no table.
    """
    if not isinstance(source, str | Path):
        return Frame(source)
    if is_remote(source):
        return Parquet(source)
    path = Path(source)
    if not path.is_file():
        fault = "is a folder and not a file" if path.is_dir() else "does not exist"
        raise UnreadableTable(str(source), fault, "give the path of a CSV or Parquet file")
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise UnreadableTable(str(source), "is empty", _FORM)
    if wide:
        return AnyTable(path, wide=wide)
    if start == _PARQUET:
        return Parquet(path)
    return Csv(path, zipped=start.startswith(_GZIP)) if is_plain(path) else AnyTable(path)


class Csv:
    """A CSV file with a header, plain or gzipped."""

    def __init__(self, path: Path, *, zipped: bool) -> None:
        self.name, self.path, self.zipped = str(path), path, zipped
        with self._refusing(), self._text() as text:
            reader = csv.reader(text)
            header = tuple(next(reader, []))
            self.lines = reader.line_num
        if not any(header) or any(sign in name for name in header for sign in _UNFIT):
            raise UnreadableTable(self.name, "is no table in UTF-8", _FORM)
        self.header = header

    def pieces(self, roles: Roles, progress: Progress | None) -> Iterator[pd.DataFrame]:
        """The rows in order; numbers as numbers where a whole piece is, labels as they stand.

        Labels are read as categories, which is fastest, but turns those of a piece into numbers where all
        of them look like numbers. Such columns are read again from there on, as text.
        """
        plain: set[str] = set()
        given = 0
        while True:
            for place, piece in enumerate(self._read(roles, plain, progress)):
                if place < given:
                    continue
                if turned := {name for name in roles.labels if _turned(piece[name])}:
                    plain |= turned
                    break
                given += 1
                yield piece
            else:
                return

    def _read(self, roles: Roles, plain: set[str], progress: Progress | None) -> Iterator[pd.DataFrame]:
        import pandas as pd

        with self._refusing(), self.path.open("rb") as file:
            size = self.path.stat().st_size
            source: IO[bytes] = gzip.GzipFile(fileobj=file) if self.zipped else file  # type: ignore[assignment] # GzipFile reads bytes but is no IO to its stubs
            reader = pd.read_csv(
                widened(source, self.header, self.lines),
                usecols=[*roles.numbers, *roles.labels, BEYOND],
                dtype={name: object if name in plain else "category" for name in (*roles.labels, BEYOND)},
                na_filter=False,
                index_col=False,
                chunksize=ROWS_AT_ONCE,
                low_memory=False,
                encoding_errors="replace",
            )
            for piece in reader:
                if progress is not None:
                    progress(file.tell() / size)
                yield piece

    def places(self, rows: Sequence[int]) -> list[str]:
        """The lines of the file on which the rows begin; the header is line 1."""
        with self._refusing(), self._text() as text:
            return [f"line {line:,}" for line in physical_lines(text, rows)]

    @contextmanager
    def _text(self) -> Iterator[IO[str]]:
        opener = gzip.open if self.zipped else open
        with opener(self.path, "rb") as file:
            yield io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Say in one sentence what is wrong with the file."""
        from pandas.errors import EmptyDataError, ParserError

        try:
            yield
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            fault = "breaks off in the middle, or is damaged" if self.zipped else "is no table"
            raise UnreadableTable(self.name, fault, "fetch or compress it again") from error
        except (EmptyDataError, ParserError, csv.Error) as error:
            if "EOF inside string" in str(error):
                fault = "opens a quotation mark that is never closed"
                raise UnreadableTable(self.name, fault, "close it, or save the table as CSV again") from error
            raise UnreadableTable(self.name, "is no table", _FORM) from error


class Parquet:
    """A Parquet file."""

    def __init__(self, path: str | Path) -> None:
        self.name, self.path = str(path), path
        with self._query("SELECT * FROM read_parquet(?) LIMIT 0") as found:
            self.kinds = {str(column[0]): str(column[1]) for column in found.description}
        self.header = tuple(self.kinds)

    def pieces(self, roles: Roles, progress: Progress | None) -> Iterator[pd.DataFrame]:
        """The rows in order."""
        names = ", ".join([*map(quoted, roles.numbers), *map(self._label, roles.labels)])
        with self._query("SELECT count(*) FROM read_parquet(?)") as found:
            total = int(found.fetchall()[0][0])
        with self._query(f"SELECT {names} FROM read_parquet(?)") as found:  # noqa: S608 (column names of the file itself, quoted)
            done = 0
            while len(piece := found.fetch_df_chunk(_VECTORS)):
                done += len(piece)
                if progress is not None:
                    progress(done / total)
                yield piece

    def places(self, rows: Sequence[int]) -> list[str]:
        """The numbers of the rows, from 1."""
        return [f"row {row + 1:,}" for row in rows]

    def _label(self, name: str) -> str:
        """A column of names; whole numbers with gaps as text, which would turn into fractions."""
        text = self.kinds[name] in WHOLE_NUMBERS and self.has_gaps(name)
        return f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" if text else quoted(name)

    def has_gaps(self, name: str) -> bool:
        """Whether some cell of a column is missing."""
        with self._query(f"SELECT count(*) > count({quoted(name)}) FROM read_parquet(?)") as found:  # noqa: S608 (a column name of the file itself, quoted)
            return bool(found.fetchall()[0][0])

    @contextmanager
    def _query(self, query: str) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            import duckdb
        except ImportError as error:
            remedy = 'install it with pip install "trackrecord[fast]", or give a CSV file'
            raise UnreadableTable(self.name, "is a Parquet file, which DuckDB reads", remedy) from error
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute("SET enable_progress_bar = false")
            if is_remote(self.path):
                load_network(connection, self.name)
            try:
                yield connection.execute(query, [self.name])
            except duckdb.Error as error:
                raise UnreadableTable(self.name, "is damaged", "fetch or write it again") from error


class Frame:
    """A frame that is in memory already."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.name, self.frame = "the table", frame
        self.header = tuple(map(str, frame.columns))

    def pieces(self, roles: Roles, progress: Progress | None) -> Iterator[pd.DataFrame]:
        """The rows in order."""
        columns = [*roles.numbers, *roles.labels]
        frame = self.frame.set_axis(self.header, axis="columns")[columns]
        bounds = [*range(0, len(frame), ROWS_AT_ONCE), len(frame)]
        for first, last in pairwise(bounds):
            if progress is not None:
                progress(last / len(frame))
            yield frame.iloc[first:last]

    def places(self, rows: Sequence[int]) -> list[str]:
        """The numbers of the rows, from 1."""
        return [f"row {row + 1:,}" for row in rows]


def _turned(column: pd.Series) -> bool:
    """Whether the texts of a column of categories were turned into numbers or truth values."""
    import pandas as pd

    if not isinstance(column.dtype, pd.CategoricalDtype):
        return False
    return pd.api.types.is_numeric_dtype(column.dtype.categories.dtype)
