"""Many files of one export that grow row by row, of which only some are open at a time."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO

_OPEN = 100


class Shelf:
    """The files in a folder by their names; each begins with its opening text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begun: set[str] = set()
        self._open: dict[str, IO[str]] = {}

    def __enter__(self) -> Shelf:
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
