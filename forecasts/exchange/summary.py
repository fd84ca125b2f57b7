"""What the import of one file gave, in figures and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forecasts.exchange.format import RefusedRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What one file gave: its entry (of a replay the last one), and how many of each noun.

    `new` were recorded, `known` had been before, `changed` were corrected. `assumptions` counts, by sentence,
    the cells that they were made for; `remarks` are sentences; `bad` are the rows that were left out.
    """

    file: str
    title: str
    entry: int
    new: Mapping[str, int]
    known: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    assumptions: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    bad: tuple[RefusedRow, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether anything was recorded."""
        return bool(self.new or self.changed)
