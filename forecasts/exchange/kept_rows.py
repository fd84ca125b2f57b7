"""The rows of a file, kept beside the chain, each with the records that came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasts.exchange.format import ReadRow
    from forecasts.ledger.entry import Entry

_PIECE = 1_000_000


@dataclass(kw_only=True)
class KeptRows:
    """The rows of one file, archived some at a time; `archived` gathers the digests of the pieces."""

    entry: Entry
    archived: list[str]
    _rows: list[str] = field(default_factory=list)
    _size: int = 0

    def keep(self, row: ReadRow, before: int) -> None:
        """Keep a row of which records came since there were `before` of them in the entry."""
        last = self.entry.records
        if last == before:
            return
        text = f"[{before + 1}, {last}, {row.line}, {encode_basestring_ascii(row.text)}]"
        self._rows.append(text)
        self._size += len(text) + 1
        if self._size >= _PIECE:
            self.archive()

    def archive(self) -> None:
        """Archive what is kept so far."""
        if self._rows:
            self.archived.append(self.entry.archive("\n".join(self._rows), "rows"))
            self._rows, self._size = [], 0
