"""A file that somebody gives: its bytes within bounds, as a table, as JSON, or as the members of a zip."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any

from forecasts.errors import UnfitFile
from forecasts.exchange.delimited import Line, encoding_of, lines, separator_of

MOST_BYTES = 256 * 2**20
"""A JSON document or a member of a zip may have so many; a table on disk is read line by line."""
MOST_MEMBERS = 1_000
MOST_TIMES_SMALLER = 250
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
"""What the standard library raises for a zip that it cannot read; NotImplementedError is a RuntimeError."""
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table: the line on which it began, its cells by column, and its text as it stood.

    Cells are stripped of spaces around them; a cell that is missing at the end of a short row is "".
    """

    line: int
    by_name: dict[str, str]
    text: str
    missing: int = 0

    def __getitem__(self, column: str) -> str:
        return self.by_name.get(column, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table of a file: its columns and the rows below them; of a workbook's sheet also its title.

    `where` names the table in refusals. In a file whose cells stand between semicolons or tabs a number may
    have a decimal comma.
    """

    where: str
    columns: tuple[str, ...]
    lines: Iterator[Line]
    title: str = ""
    decimal_comma: bool = False


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """A file by its name, and how to open its bytes; `size` is how many there are, `path` where it lies."""

    name: str
    size: int
    opened: Callable[[], IO[bytes]] = field(repr=False)
    path: Path | None = None

    @classmethod
    def at(cls, path: Path) -> DataFile:
        """The file at a path; one that cannot be opened is refused."""
        try:
            if path.is_dir():
                raise UnfitFile(str(path), "is a folder", "name the files in it")
            return cls(name=str(path), size=path.stat().st_size, opened=lambda: path.open("rb"), path=path)
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
    def columns(self) -> tuple[str, ...]:
        """The names in the header, bare of spaces, breaks and quotes; none in an empty file."""
        for line in lines(self.name, self.opened, self.encoding):
            return tuple(_bare(name) for name in line.cells)
        return ()

    def lines(self) -> Iterator[Line]:
        """The rows below the header as they are, blank ones left out."""
        return islice(lines(self.name, self.opened, self.encoding), 1, None)

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
        or takes it.
        """
        names = self.columns
        least = len(names) if shortest is None else shortest
        for line in self.lines():
            if any(line.cells):
                missing = len(names) - len(line.cells)
                fits = missing >= 0 and len(line.cells) >= least
                by_name = dict(zip(names, (cell.strip() for cell in line.cells), strict=False))
                yield Cells(line.number, by_name, line.text, 0 if fits else missing)

    @cached_property
    def document(self) -> Any:
        """The whole as JSON; NaN and the infinities, which JSON lacks, are null."""
        if self.size > MOST_BYTES:
            raise UnfitFile(self.name, f"has {self.size / 2**20:,.0f} MB of JSON", "split it into several")
        with self.opened() as file:
            data = file.read(MOST_BYTES + 1)
        try:
            return json.loads(data, parse_constant=lambda _: None)
        except (ValueError, RecursionError) as error:
            raise UnfitFile(self.name, "is not JSON, or breaks off", "export it again") from error

    def members(self) -> dict[str, DataFile]:
        """The files in a zip by their own names, folders left out; what swells beyond measure is refused."""
        found: dict[str, DataFile] = {}
        try:
            with self.opened() as file, zipfile.ZipFile(file) as archive:
                inside = [info for info in archive.infolist() if not info.is_dir()]
                if len(inside) > MOST_MEMBERS:
                    raise UnfitFile(self.name, f"holds {len(inside):,} files", "give just the export")
                left = MOST_BYTES
                for info in inside:
                    data = _unpacked(archive, info, self.name, left)
                    left -= len(data)
                    found[Path(info.filename).name] = DataFile.of(f"{self.name}/{info.filename}", data)
        except ZIP_FAULTS as error:
            raise UnfitFile(
                self.name, f"cannot be unpacked ({str(error) or 'it breaks off'})", "export it again"
            ) from error
        return found

    def _chunks(self) -> Iterator[bytes]:
        with self.opened() as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """A member's bytes; `left` is how many may come, whatever the zip says of itself."""
    most = min(left, max(_CHUNK, MOST_TIMES_SMALLER * info.compress_size))
    unpacked = io.BytesIO()
    with archive.open(info) as member:
        while piece := member.read(_CHUNK):
            if unpacked.tell() + len(piece) > most:
                fault = f"swells beyond measure at {info.filename!r}"
                raise UnfitFile(name, fault, "unpack it and give the files")
            unpacked.write(piece)
    return unpacked.getvalue()


def _bare(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").split()).strip('"')
