"""What the import of one file gave: figures, sentences, and the rows that were refused."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forecasts.exchange.cells import guarded
from forecasts.exchange.format import RefusedRow
from forecasts.exchange.notices import Notice
from forecasts.writing import new_file


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What one file gave: its entry (of a replay the last one), and how many of each noun.

    `new` were recorded, `known` had been before, `changed` were corrected, `taken_back` amended away;
    `contested` says that it was noted what the source says no more. `notices` tell by kind what was decided
    of its own accord. `assumptions` counts, by sentence, the cells that they were made for; `remarks` are
    sentences; `refused` are the rows that were left out.
    """

    file: str
    title: str
    entry: int
    new: Mapping[str, int]
    known: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    taken_back: Mapping[str, int] = field(default_factory=dict)
    contested: bool = False
    notices: tuple[Notice, ...] = ()
    assumptions: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    refused: tuple[RefusedRow, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether anything was recorded."""
        return bool(self.new or self.changed or self.taken_back or self.contested)


def write_refused(path: Path, rows: Iterable[RefusedRow]) -> Path:
    """Write refused rows to a new CSV file: line, reason, and the row as it stood; none is overwritten."""
    with (
        new_file(path, folders=False) as part,
        part.open("x", encoding="utf-8", newline="", errors="replace") as file,
    ):
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("line", "reason", "row"))
        writer.writerows((row.line, guarded(row.reason), guarded(row.text)) for row in rows)
    return path
