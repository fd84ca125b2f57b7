"""What came of the rows of one file: how much was new, known, changed or taken back, and what was refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from forecasts.errors import UnfitRows
from forecasts.exchange.format import RefusedRow
from forecasts.exchange.notices import Notices

LISTED = 20


@dataclass(kw_only=True)
class Recorded:
    """How many nouns of each kind in a file are new, known, changed or taken back; and the refused rows.

    `retracted` and `restored` are handles, as an `Import` has them.
    """

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    taken_back: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    notices: Notices = field(default_factory=Notices)
    refused: list[RefusedRow] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)
    retracted: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    rows: int = 0

    @property
    def is_news(self) -> bool:
        """Whether anything is to be recorded, be it only that the source says something no more."""
        return bool(self.new or self.changed or self.taken_back or self.retracted or self.restored)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The remarks, each with the number of rows that it is about where these are several."""
        return tuple(
            sentence if count == 1 else f"{sentence} ({count:,} rows)"
            for sentence, count in self.remarks.items()
        )

    def raise_if_refused(self, file: str, *, skip: bool, again: str) -> None:
        """Refuse the file if rows are refused and not to be skipped; `again`: what to do once mended."""
        if self.refused and not skip:
            first = [(row.line, row.reason) for row in self.refused[:LISTED]]
            raise UnfitRows(file, first, len(self.refused), again)
