"""The cells of a row by what they mean, and no longer by how their columns are called."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.mapping.mappings import ColumnMapping
from forecasts.exchange.table import Cells


@dataclass(frozen=True, slots=True)
class Named:
    """One row: `row["p"]` is the text of the column that was said to be the probability, "" without one."""

    mapping: ColumnMapping
    cells: Cells
    conventions: Conventions
    wide: str | None = None

    def __getitem__(self, part: str) -> str:
        if self.wide is not None and part in ("p", "forecaster"):
            return self.cells[self.wide] if part == "p" else self.wide
        if (held := self.mapping.constants.get(part)) is not None:
            return held
        column = self.mapping.columns.get(part)
        if column is None:
            return ""
        names = self.mapping.parts_of(column)
        if len(names) == 1:
            return self.cells[names[0]]
        return ", ".join(filter(None, (self.cells[name] for name in names)))

    def said(self) -> Iterator[Named]:
        """The row once for each column that is a forecaster's, or once."""
        if not self.mapping.wide:
            yield self
        for column in self.mapping.wide:
            yield replace(self, wide=column)

    def column(self, part: str) -> str:
        """How the column of a part is called in the file."""
        if part == "p" and self.wide is not None:
            return self.wide
        return self.mapping.columns.get(part, part)

    @property
    def place(self) -> str:
        """Where the row stands, and what it is about."""
        return f"line {self.cells.line}, {self['question'][:60]}"

    def needed(self, part: str) -> str:
        """The text of a part that must not be empty."""
        if not self[part]:
            raise UnfitNoun(f"The column {self.column(part)!r} is empty", "fill it in")
        return self[part]

    def number(self, part: str) -> float | None:
        """A number, with a decimal point or comma; None where the cell is empty."""
        text = self[part]
        if not text:
            return None
        try:
            number = float(text.replace(",", ".")) if "_" not in text else math.nan
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise UnfitCell(self.column(part), text, "give a number, such as 3.5, without separators")
        return number

    def moment_or_day(self, part: str) -> datetime | date | None:
        """A moment in UTC where the cell has an hour, else a day, which lies in no time zone."""
        text = self[part]
        return self.conventions.moment_or_day(text, self.column(part)) if text else None

    def day(self, part: str) -> date | None:
        """A day; of a moment, its day in the zone that the conventions name; of a deadline also a month."""
        if not self[part]:
            return None
        if part == "deadline":
            return self.conventions.last_day(self[part], self.column(part))
        return self.conventions.bare_day(self[part], self.column(part))
