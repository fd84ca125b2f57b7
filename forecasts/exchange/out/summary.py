"""What an export has written, and what it had to leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class ExportSummary:
    """Counts of one export: rows by file and noun, and what was omitted by noun and reason.

    `tick` is called with how many more rows are done, so that a bar can move; `says` are further sentences.
    """

    tick: Callable[[int], None] = lambda _: None
    files: dict[str, Counter[str]] = field(default_factory=dict)
    omitted: Counter[tuple[str, str]] = field(default_factory=Counter)
    says: list[str] = field(default_factory=list)

    def wrote(self, file: str, noun: str, count: int = 1) -> None:
        """Count rows of a file."""
        self.tick(count)
        self.files.setdefault(file, Counter())[noun] += count

    def omit(self, noun: str, reason: str, count: int = 1) -> None:
        """Count what a form cannot carry; the reason goes on from its name, as in "with a timeline"."""
        self.tick(count)
        self.omitted[noun, reason] += count

    def note(self, noun: str, reason: str) -> None:
        """Count what a row that is written leaves out."""
        self.omitted[noun, reason] += 1
