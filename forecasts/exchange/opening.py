"""What a reader of one kind of file needs to know of it."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Protocol


class Opening(Protocol):
    """A file by its name, its first bytes, where it lies, and how it is opened."""

    @property
    def name(self) -> str:
        """How it is called in sentences."""

    @property
    def path(self) -> Path | None:
        """Where it lies; None in memory or packed."""

    @property
    def sheet(self) -> str | None:
        """Which sheet of a workbook is meant, where somebody says so."""

    @property
    def head(self) -> bytes:
        """The first few bytes."""

    @property
    def is_zip(self) -> bool:
        """Whether it opens as a zip does."""

    def opened(self) -> IO[bytes]:
        """Its bytes from the beginning."""
