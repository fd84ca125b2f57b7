"""A file that somebody gives: its bytes within bounds, as a table, as JSON, or as the members of a zip."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from forecasts.errors import UnfitFile
from forecasts.exchange import json_tables, parquet, workbooks, written_lists
from forecasts.exchange.delimited import encoding_of, lines, separator_of
from forecasts.exchange.headers import LOOKED_AT, Header, header_of
from forecasts.exchange.table import Cells, Line, Table
from forecasts.exchange.zips import MOST_BYTES, unpacked

_CHUNK = 2**20
_WRITTEN = (".md", ".markdown", ".org")
_GZIP = b"\x1f\x8b"
_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """A file by its name, and how to open its bytes; `size` is how many there are, `path` where it lies.

    What is gzipped is opened unpacked. `partition` are columns that the folders it lies in hold, as
    `as_of=2025-01-01` does. `sheet` names one of a workbook, `header_row` the line on which the header
    stands, where somebody says so.
    """

    name: str
    size: int
    opened: Callable[[], IO[bytes]] = field(repr=False)
    path: Path | None = None
    partition: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    header_row: int | None = None

    @classmethod
    def at(cls, path: Path, *, sheet: str | None = None, header_row: int | None = None) -> DataFile:
        """The file at a path; one that cannot be opened is refused."""
        try:
            if path.is_dir():
                raise UnfitFile(str(path), "is a folder", "name the files in it")
            if path.exists() and not path.is_file():
                raise UnfitFile(str(path), "is a pipe or a device", "save it as a file, and give that")
            with path.open("rb") as file:
                start = file.read(len(_POINTER))
            if start == _POINTER:
                remedy = "fetch the file itself with `git lfs pull`"
                raise UnfitFile(
                    str(path), "is a Git LFS pointer: it names a file and does not hold it", remedy
                )
            is_gzip = start.startswith(_GZIP)
            return cls(
                name=str(path),
                size=path.stat().st_size,
                opened=partial(_unzipped, path) if is_gzip else lambda: path.open("rb"),
                path=None if is_gzip else path,
                partition=_partition(path),
                sheet=sheet,
                header_row=header_row,
            )
        except OSError as error:
            raise UnfitFile(str(path), f"cannot be opened ({error.strerror})", "check its name") from error

    @classmethod
    def of(cls, name: str, data: bytes) -> DataFile:
        """Bytes in memory under a name."""
        return cls(name=name, size=len(data), opened=lambda: io.BytesIO(data))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 over the bytes, in hexadecimal."""
        found = sha256()
        for chunk in self._chunks():
            found.update(chunk)
        return found.hexdigest()

    @cached_property
    def head(self) -> bytes:
        """The first few bytes, to tell what it is."""
        with self.opened() as file:
            return file.read(4096)

    @property
    def is_zip(self) -> bool:
        """Whether it opens as a zip does."""
        return self.head.startswith(b"PK\x03\x04")

    @property
    def is_json(self) -> bool:
        """Whether it opens as a JSON object or list does."""
        return self.head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")

    @cached_property
    def encoding(self) -> str:
        """UTF-8 or UTF-16 where the bytes are that, else Windows-1252, in which older spreadsheets write."""
        return encoding_of(self.opened)

    @cached_property
    def separator(self) -> str:
        """What stands between the cells of its rows: a comma, a semicolon or a tab."""
        return separator_of(self.name, self.opened, self.encoding)

    @cached_property
    def is_workbook(self) -> bool:
        """Whether it is an Excel workbook."""
        return workbooks.is_workbook(self)

    @cached_property
    def is_parquet(self) -> bool:
        """Whether it opens as Parquet does."""
        return parquet.is_parquet(self)

    @property
    def is_list(self) -> bool:
        """Whether it is a text of Markdown or org mode, by its name."""
        return self.name.lower().removesuffix(".gz").endswith(_WRITTEN)

    @property
    def is_grid(self) -> bool:
        """Whether it is a header with rows below: delimited text, a sheet or Parquet."""
        if self.is_zip:
            return self.is_workbook
        return not self.is_json and not self.is_list

    @cached_property
    def _header(self) -> Header:
        if self.is_parquet or self.is_json:
            first = next(iter(self.grid()), None)
            return Header(tuple(first.cells) if first else (), 1)
        return header_of(list(islice(self.grid(), LOOKED_AT)), said=self.header_row)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names in the header, bare of spaces, breaks and quotes; none in an empty file."""
        return (*self._header.columns, *(name for name, _ in self.partition))

    def grid(self) -> Iterator[Line]:
        """All rows as they are, those of the header too; blank ones of a text are left out."""
        if self.is_parquet:
            return parquet.grid(self)
        if self.is_zip:
            return workbooks.grid(self)
        if self.is_json:
            return json_tables.lines(self._json_rows)
        if self.is_list:
            return written_lists.lines(self._text())
        return lines(self.name, self.opened, self.encoding)

    def passed_over(self) -> Iterator[tuple[int, str]]:
        """What of a text of Markdown or org mode is no row, by line; nothing of other files."""
        return written_lists.passed_over(self._text()) if self.is_list else iter(())

    def lines(self) -> Iterator[Line]:
        """The rows below the header as they are, blank ones left out."""
        below = islice(self.grid(), self._header.rows, None)
        if not self.partition:
            return below
        held = [cell for _, cell in self.partition]
        width = len(self._header.columns)
        return (line._replace(cells=[*line.cells[:width], *held]) for line in below)

    @property
    def table(self) -> Table:
        """The file as one table of delimited text."""
        return Table(
            where=self.name,
            columns=self.columns,
            lines=self.lines(),
            decimal_comma=self.separator != ",",
        )

    def rows(self, *, shortest: int | None = None) -> Iterator[Cells]:
        """The rows below the header by their columns, blank ones left out.

        A row with fewer cells than `shortest` (as many as the header, if None), or with more than the header,
        has the number that it lacks in `missing`, negative where there are too many: the caller refuses it
        or takes it. Rows of a workbook end with their last cell that holds something, and lack none.
        """
        names = self.columns
        least = len(names) if shortest is None else shortest
        if self.is_workbook:
            least = 0
        for line in self.lines():
            if any(line.cells):
                missing = len(names) - len(line.cells)
                fits = missing >= 0 and len(line.cells) >= least
                by_name = dict(zip(names, (cell.strip() for cell in line.cells), strict=False))
                yield Cells(line.number, by_name, line.text, 0 if fits else missing, line.fault)
            elif line.fault is not None:
                yield Cells(line.number, {}, line.text, 0, line.fault)

    @cached_property
    def document(self) -> Any:
        """The whole as JSON; NaN and the infinities, which JSON lacks, are null."""
        if self.size > MOST_BYTES:
            raise UnfitFile(self.name, f"has {self.size / 2**20:,.0f} MB of JSON", "split it into several")
        with self.opened() as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UnfitFile(self.name, "swells beyond measure", "split it into several")
        try:
            return json.loads(data, parse_constant=lambda _: None)
        except (ValueError, RecursionError) as error:
            raise UnfitFile(self.name, "is not JSON, or breaks off", "export it again") from error

    def members(self) -> dict[str, DataFile]:
        """The files in a zip by their own names, folders left out; what swells beyond measure is refused."""
        with self.opened() as file:
            return {
                Path(path).name: DataFile.of(f"{self.name}/{path}", data)
                for path, data in unpacked(file, self.name).items()
            }

    @cached_property
    def _json_rows(self) -> list[Any]:
        """The rows of a document, or of JSON Lines."""
        try:
            return json_tables.rows_in(self.document)
        except UnfitFile:
            if self.head.lstrip()[:1] == b"[":
                raise
            return json_tables.one_a_line(self.name, self._text())

    def _text(self) -> Iterator[str]:
        with io.TextIOWrapper(self.opened(), encoding=self.encoding) as text:
            yield from text

    def _chunks(self) -> Iterator[bytes]:
        with self.opened() as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def _unzipped(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb")  # type: ignore[return-value]  # GzipFile reads bytes but is no IO to its stubs


def _partition(path: Path) -> tuple[tuple[str, str], ...]:
    """The columns that the folders of a partitioned table hold, such as `target=wk inc flu hosp`.

    >>> _partition(Path("time-series/as_of=2025-01-01/part-0.parquet"))
    (('as_of', '2025-01-01'),)
    """
    pairs = (unquote(part).partition("=") for part in path.parts[:-1])
    return tuple((name, held) for name, equals, held in pairs if equals and name.isidentifier())
