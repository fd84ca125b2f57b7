"""The files of an export: whole or not there at all, never over what is there, and grown row by row."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import IO

from forecasts.errors import StorageFailed
from forecasts.exchange.cells import guarded

_OPEN = 100


@contextmanager
def new_file(place: Path) -> Iterator[Path]:
    """A file beside a place, which takes the place once it is whole, and is gone if anything fails."""
    _refuse_taken(place, "name a new file")
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    try:
        yield part
        _refuse_taken(place, "name a new file")
        part.rename(place)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def new_folder(place: Path) -> Iterator[Path]:
    """A folder to fill beside a place, whose files take their places in it together once all are whole.

    The place may be there already; then none of the files may be.
    """
    if place.exists() and not place.is_dir():
        raise StorageFailed(str(place), "is no folder", "name a new folder", writing=False)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name or 'tables'}.part")
    if part.exists():
        raise StorageFailed(
            str(part), "is left from an export that broke off", "remove it, then export again", writing=False
        )
    part.mkdir()
    try:
        yield part
        files = sorted(path.relative_to(part) for path in part.rglob("*") if path.is_file())
        for file in files:
            _refuse_taken(place / file, "name another folder")
        if not place.exists():
            part.rename(place)
            return
        for file in files:
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (part / file).rename(place / file)
    finally:
        shutil.rmtree(part, ignore_errors=True)


class GrowingFiles:
    """The files in a folder by their names, some of them open; each begins with its opening text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begun: set[str] = set()
        self._open: dict[str, IO[str]] = {}

    def __enter__(self) -> GrowingFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._open.values():
            file.close()
        self._open.clear()

    def write(self, name: str, text: str, *, opening: str, between: str = "") -> None:
        """Add text to a file; before the first stands `opening`, before every other `between`."""
        file = self._open.pop(name, None) or self._opened(name)
        self._open[name] = file
        file.write((between if name in self.begun else opening) + text)
        self.begun.add(name)

    def end(self, closing: str) -> None:
        """Add what every file ends in."""
        for name in sorted(self.begun):
            self.write(name, "", opening="", between=closing)

    def _opened(self, name: str) -> IO[str]:
        if len(self._open) >= _OPEN:
            self._open.pop(next(iter(self._open))).close()
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a", encoding="utf-8", newline="")


def csv_line(cells: Iterable[str | float | None]) -> str:
    """One row with its line break; numbers are left as they are.

    >>> csv_line(["=1+1", -0.5, None]).rstrip()
    "'=1+1,-0.5,"
    """
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(
        [guarded(cell) if isinstance(cell, str) else cell for cell in cells]
    )
    return line.getvalue()


def mark(*parts: object) -> int:
    """A number that stands for some values, to remember a million of them in little room."""
    text = "\x00".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _refuse_taken(place: Path, remedy: str) -> None:
    if place.exists():
        raise StorageFailed(str(place), "exists already", remedy, writing=False)
