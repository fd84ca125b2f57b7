"""What a whole column of a file proves of its cells, one of which alone leaves it open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forecasts.errors import TrackerError
from forecasts.exchange.files import DataFile
from forecasts.exchange.written_days import Written, written


@dataclass(kw_only=True)
class ColumnProof:
    """The columns of a table, each looked at from top to bottom the first time that somebody asks."""

    file: DataFile
    _orders: dict[str, bool | None] = field(default_factory=dict)
    _signs: dict[str, bool] = field(default_factory=dict)

    def day_first(self, column: str) -> bool | None:
        """Whether the day stands first, because some cell can be read no other way; None where none tells.

        >>> rows = DataFile.of("bets.csv", chr(10).join(("Made", "9/30/11", "9/10/11")).encode())
        >>> ColumnProof(file=rows).day_first("Made")
        False
        """
        if column not in self._orders:
            found = [parts for cell in self._cells(column) if (parts := written(cell)) is not None]
            first, second = (any(number > 12 for number in some) for some in _places(found))
            self._orders[column] = None if first == second else first
        return self._orders[column]

    def has_signs(self, column: str) -> bool:
        """Whether some cell of a column has the sign of a percentage."""
        if column not in self._signs:
            self._signs[column] = any(cell.endswith("%") for cell in self._cells(column))
        return self._signs[column]

    def _cells(self, column: str) -> Iterator[str]:
        try:
            if not self.file.is_json:
                yield from (cell for cells in self.file.rows() if (cell := cells[column]))
        except TrackerError:
            return


def _places(found: list[Written]) -> tuple[list[int], list[int]]:
    return [parts.first for parts in found], [parts.second for parts in found]
