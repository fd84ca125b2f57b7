"""An empty workbook to fill in: our columns, what each of them holds, and an example."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasts.exchange.out.excel import DAY_FORM, new_book, text_cell, write_header
from forecasts.exchange.own.layouts import (
    EXAMPLE,
    FORECASTERS,
    FORECASTS,
    OUTCOMES,
    QUESTIONS,
    SOURCES,
    Layout,
)
from forecasts.model import ForecasterKind, OutcomeKind, QuestionKind

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LAST_ROW = 10_000
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("forecasts", "kind"): tuple(QuestionKind),
    ("forecasts", "recurs"): ("yes",),
    ("questions", "kind"): tuple(QuestionKind),
    ("questions", "recurs"): ("yes",),
    ("forecasters", "kind"): tuple(ForecasterKind),
    ("outcomes", "outcome"): tuple(OutcomeKind),
}
_FILLED: tuple[dict[str, Any], ...] = (
    {
        "question": "kabul",
        "statement": "The Taliban capture Kabul",
        "forecaster": "Alexander Mikhailovsky",
        "source": "MK of June 2021",
        "quote": "a month or two. Maybe three",
        "said": date(2021, 6, 25),
        "when": "a month or two, maybe three",
    },
    {
        "question": "offensive-north",
        "statement": "The Taliban attempt an offensive north",
        "forecaster": "Alexander Mikhailovsky",
        "source": "MK of June 2021",
        "quote": "unlikely … in the near future",
        "said": date(2021, 6, 25),
        "when": "in the near future",
        "chance": "unlikely",
        "scale": "icd203",
        "deadline": date(2021, 9, 25),
    },
)


def write(place: Path) -> None:
    """Write the template: a sheet for each kind of row, each with its columns explained below their names."""
    with new_book(place) as book:
        for layout in (FORECASTS, OUTCOMES, QUESTIONS, FORECASTERS, SOURCES):
            sheet = book.create_sheet(layout.name)
            write_header(sheet, layout)
            _explain(sheet, layout)
            _offer_choices(sheet, layout)
        sheet = book.create_sheet(EXAMPLE)
        write_header(sheet, FORECASTS)
        for row in _FILLED:
            sheet.append([_shown(sheet, row.get(column)) for column in FORECASTS.columns])


def _explain(sheet: WriteOnlyWorksheet, layout: Layout) -> None:
    from openpyxl.styles import Alignment, Font

    cells = []
    for meaning in layout.columns.values():
        cell = text_cell(sheet, meaning)
        cell.font = Font(italic=True, color="00666666")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    sheet.append(cells)


def _offer_choices(sheet: WriteOnlyWorksheet, layout: Layout) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(layout.columns, 1):
        choices = _scales() if column == "scale" else _CHOICES.get((layout.name, column))
        if choices is None:
            continue
        offered = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        offered.error = f"Choose one of {', '.join(choices)}."
        letter = get_column_letter(number)
        offered.add(f"{letter}3:{letter}{_LAST_ROW}")
        sheet.data_validations.append(offered)


def _scales() -> tuple[str, ...]:
    from forecasts.words.chances import scales

    return tuple(scale.name for scale in scales())


def _shown(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, date):
        return None if value is None else text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = DAY_FORM
    return cell
