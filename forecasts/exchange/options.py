"""What somebody says of the files to be imported: the options of `tracker import`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from forecasts.exchange.choices import Choices
from forecasts.exchange.column_proof import ColumnProof
from forecasts.exchange.conventions import Conventions

if TYPE_CHECKING:
    from forecasts.exchange.mapping.mappings import ColumnMapping

Step = Callable[[int], None]
"""Told how many characters more of a file have been read."""


def no_step(_: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """What somebody says of the files to be imported; None and empty: not said.

    `form` names their format, `mapping` what the columns of a spreadsheet mean, `scale` the numbers behind
    words; the others are those of `Conventions`. `skip_bad` records the good rows though others are refused.
    `sheet` is the one of a workbook, `header_row` the line of the header, `constants` what holds for every
    row.
    `follow` takes back what the source says no more, and corrects what it says otherwise.
    `step` is told how many characters more of the file have been read.
    """

    form: str | None = None
    scale: str | None = None
    percent: bool | None = None
    day_first: bool | None = None
    zone: str | None = None
    who: Mapping[str, str] = field(default_factory=dict)
    me: str | None = None
    mapping: ColumnMapping | None = None
    step: Step = no_step
    skip_bad: bool = False
    follow: bool = False
    excel_dates: bool = False
    sheet: str | None = None
    header_row: int | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)

    def conventions(self, today: date, proof: ColumnProof | None = None) -> Conventions:
        """How the cells of a file are written, as far as somebody says, or its columns prove."""
        return Conventions(
            today=today,
            percent=self.percent,
            day_first=self.day_first,
            zone=self.zone,
            excel_dates=self.excel_dates,
            proof=proof,
            choices=self.choices,
            who=self.who,
            me=self.me,
        )
