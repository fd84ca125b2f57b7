"""A row of our own tables, whose cells are asked for by column as what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.cells import (
    read_flag,
    read_iso_day,
    read_list,
    read_moment,
    read_number,
    read_numbers,
    read_quantiles,
    read_shares,
    unguarded,
)
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.table import Line
from forecasts.model import QuestionKind

Choice = TypeVar("Choice", bound=StrEnum)

_TEXTS = ("statement", "criteria", "unit", "topic", "zone", "cluster")
_ENDS = ("deadline", "horizon", "given_by")
_LISTS = ("options", "tags")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """The filled cells of a row by column; an empty one is None.

    Days that somebody has written another way, 25.06.2021 or 31-Dec-24, are read by the conventions of
    the file. Where its numbers may have a decimal comma, 0,7 is 0.7.
    """

    filled: dict[str, str]
    conventions: Conventions | None = None
    decimal_comma: bool = False

    @classmethod
    def of(
        cls, line: Line, columns: Sequence[str], conventions: Conventions, *, decimal_comma: bool = False
    ) -> Row:
        """The row of a line whose cells stand under these columns."""
        guarded = "'" in line.text or "\r" in line.text
        filled = {
            column: unguarded(cell) if guarded else cell
            for column, cell in zip(columns, line.cells, strict=True)
            if cell and column and not cell.isspace()
        }
        return cls(filled=filled, conventions=conventions, decimal_comma=decimal_comma)

    def text(self, column: str) -> str | None:
        """The cell as it stands."""
        return self.filled.get(column)

    def word(self, column: str) -> str | None:
        """The cell without spaces around it."""
        cell = self.filled.get(column)
        return None if cell is None else cell.strip()

    def day(self, column: str) -> date | None:
        """The cell as a date."""
        cell = self.word(column)
        if cell is None:
            return None
        if (day := read_iso_day(cell)) is not None:
            return day
        if self.conventions is not None:
            ends = column in _ENDS
            return (
                self.conventions.last_day(cell, column) if ends else self.conventions.bare_day(cell, column)
            )
        raise UnfitCell(column, cell, "give a date as 2021-06-25")

    def moment(self, column: str) -> datetime | None:
        """The cell as an aware moment in UTC."""
        cell = self.word(column)
        return None if cell is None else read_moment(cell, column)

    def number(self, column: str) -> float | None:
        """The cell as a number."""
        cell = self.word(column)
        return None if cell is None else read_number(cell, column, comma=self.decimal_comma)

    def count(self, column: str) -> int | None:
        """The cell as a whole number."""
        number = self.number(column)
        if number is None:
            return None
        if number != int(number):
            raise UnfitCell(column, self.word(column) or "", "give a whole number")
        return int(number)

    def flag(self, column: str) -> bool:
        """The cell as yes or no."""
        return read_flag(self.word(column) or "", column)

    def texts(self, column: str) -> tuple[str, ...]:
        """The cell as texts."""
        cell = self.word(column)
        return () if cell is None else read_list(cell, column)

    def numbers(self, column: str) -> tuple[float, ...]:
        """The cell as numbers."""
        cell = self.word(column)
        return () if cell is None else read_numbers(cell, column, comma=self.decimal_comma)

    def shares(self, column: str) -> tuple[tuple[str, float], ...]:
        """The cell as options with shares."""
        cell = self.word(column)
        return () if cell is None else read_shares(cell, column, comma=self.decimal_comma)

    def quantiles(self, column: str) -> tuple[tuple[float, float], ...]:
        """The cell as levels with values."""
        cell = self.word(column)
        return () if cell is None else read_quantiles(cell, column, comma=self.decimal_comma)


def needed(row: Row, column: str) -> str:
    """The text of a cell that may not be empty."""
    cell = row.word(column)
    if cell is None:
        raise UnfitNoun(f"The column {column!r} is empty", "fill it in")
    return cell


def needed_text(row: Row, column: str) -> str:
    """The text of a cell that may not be empty, as it stands, with the spaces around it."""
    needed(row, column)
    return row.text(column) or ""


def choice(row: Row, column: str, kinds: type[Choice]) -> Choice | None:
    """The one of some names that a cell holds; None where it is empty."""
    cell = row.word(column)
    if cell is None:
        return None
    try:
        return kinds(cell.casefold())
    except ValueError as error:
        raise UnfitCell(column, cell, f"choose {', '.join(kinds)}") from error


def question_parts(row: Row) -> dict[str, Any]:
    """What a row says of its question, by the names that Question gives them; no key for an empty cell."""
    parts: dict[str, Any] = {name: row.text(name) for name in _TEXTS if row.text(name) is not None}
    parts |= {name: row.texts(name) for name in _LISTS if row.texts(name)}
    if (kind := choice(row, "kind", QuestionKind)) is not None:
        parts["kind"] = kind
    if row.word("recurs") is not None:
        parts["recurs"] = row.flag("recurs")
    return parts
