"""A file that somebody gives: its bytes within bounds, as a table, as JSON, or as the members of a zip."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from forecasts.errors import UnfitFile

MOST_BYTES = 256 * 2**20
"""A JSON document or a member of a zip may have so many; a table on disk is read line by line."""
MOST_MEMBERS = 1_000
MOST_TIMES_SMALLER = 250
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
"""What the standard library raises for a zip that it cannot read; NotImplementedError is a RuntimeError."""
_CHUNK = 2**20
_CELL = 2**20


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


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """A file by its name, and how to open its bytes; `size` is how many there are."""

    name: str
    size: int
    opened: Callable[[], IO[bytes]] = field(repr=False)

    @classmethod
    def at(cls, path: Path) -> DataFile:
        """The file at a path; one that cannot be opened is refused."""
        try:
            if path.is_dir():
                raise UnfitFile(str(path), "is a folder", "name the files in it")
            return cls(name=str(path), size=path.stat().st_size, opened=lambda: path.open("rb"))
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
        if self.head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        try:
            with io.TextIOWrapper(self.opened(), encoding="utf-8-sig") as text:
                while text.read(_CHUNK):
                    pass
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8-sig"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names in the first line, bare of spaces, breaks and quotes; none in an empty file."""
        with self._parsed() as (lines, _):
            return tuple(_bare(name) for name in next(lines, ()))

    def rows(self, *, shortest: int | None = None) -> Iterator[Cells]:
        """The rows below the header, blank ones left out.

        A row with fewer cells than `shortest` (as many as the header, if None), or with more than the header,
        has the number that it lacks in `missing`, negative where there are too many: the caller refuses it
        or takes it.
        """
        names = self.columns
        least = len(names) if shortest is None else shortest
        with self._parsed() as (lines, began):
            next(lines, None)
            for cells in lines:
                if any(cells):
                    missing = len(names) - len(cells)
                    fits = missing >= 0 and len(cells) >= least
                    by_name = dict(zip(names, (cell.strip() for cell in cells), strict=False))
                    yield Cells(began(), by_name, _joined(cells), 0 if fits else missing)

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

    def _parsed(self) -> _Parsed:
        return _Parsed(self)


class _Parsed:
    """The parsed lines of a table while it is open, and the line on which the last one began."""

    def __init__(self, file: DataFile) -> None:
        self._file = file

    def __enter__(self) -> tuple[Iterator[list[str]], Callable[[], int]]:
        file = self._file
        self._text = io.TextIOWrapper(file.opened(), encoding=file.encoding, errors="replace", newline="")
        sample = self._text.readline(_CELL)
        self._text.seek(0)
        csv.field_size_limit(_CELL)
        self._reader = csv.reader(self._text, delimiter=_delimiter(sample), strict=True)
        self._began = 1
        return self._lines(), lambda: self._began

    def __exit__(self, *_: object) -> None:
        self._text.close()

    def _lines(self) -> Iterator[list[str]]:
        while True:
            self._began = self._reader.line_num + 1
            try:
                yield next(self._reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                raise UnfitFile(
                    self._file.name,
                    f"is not CSV on line {self._began} ({error})",
                    "close its quotes and save it anew",
                ) from error


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


def _delimiter(header: str) -> str:
    """The comma, or what stands in its place where the header has no comma."""
    if "," not in header:
        for other in (";", "\t"):
            if other in header:
                return other
    return ","


def _bare(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").split()).strip('"')


def _joined(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
