"""The files of an export, grown row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import IO

from forecasts.exchange.cells import guarded

_OPEN = 100


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
