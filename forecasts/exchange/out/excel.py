"""What stands as an Excel workbook: a sheet a noun, days and numbers as such, no text as a formula."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from forecasts.errors import LacksPackage, TooLarge
from forecasts.exchange.out.rows import OwnRows
from forecasts.exchange.out.summary import ExportSummary
from forecasts.exchange.out.tables import count_history
from forecasts.exchange.own.layouts import DAYS, NUMBERS, TABLES
from forecasts.writing import new_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from forecasts.exchange.own.layouts import Layout
    from forecasts.ledger.view import View

MOST_ROWS = 1_048_575
"""As many fit on a sheet below its header."""
LONGEST_CELL = 32_767
DAY_FORM = "yyyy-mm-dd"
_FIRST_DAY = date(1900, 3, 1)


def write(view: View, place: Path, summary: ExportSummary) -> None:
    """Write what stands into a workbook; a sheet without rows is left out."""
    sheets = OwnRows(view=view)
    with new_book(place) as book:
        for layout in TABLES.values():
            rows = sheets.rows(layout)
            if (first := next(rows, None)) is not None:
                _fill(book, layout, chain([first], rows), summary)
        if not book.worksheets:
            book.create_sheet("forecasts")
    count_history(view, summary)


@contextmanager
def new_book(place: Path) -> Iterator[Workbook]:
    """An empty workbook that is written row by row, and is a new file once it is whole."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise LacksPackage("Excel", "excel", "use CSV") from error
    book = Workbook(write_only=True)
    with new_file(place) as part:
        try:
            yield book
            book.save(part)
        except BaseException:
            _let_go(book)
            raise


def _let_go(book: Workbook) -> None:
    """Ends the sheets of a workbook that could not be written: forgotten, they would complain of it again."""
    for sheet in book.worksheets:
        with suppress(Exception):
            cast(Any, sheet).close()
        with suppress(Exception):
            vars(sheet)["_writer"].xf.close()


def write_header(sheet: WriteOnlyWorksheet, layout: Layout) -> None:
    """Write the names of the columns, in bold and always in sight."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(layout.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, len(column) + 2)
    names = []
    for column in layout.columns:
        cell = text_cell(sheet, column)
        cell.font = Font(bold=True)
        names.append(cell)
    sheet.append(names)


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> Any:
    """A cell that holds text, whatever it starts with."""
    from openpyxl.cell import WriteOnlyCell

    if len(text) > LONGEST_CELL:
        raise TooLarge(f"A cell of {len(text):,} characters", f"a workbook's holds {LONGEST_CELL:,}")
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@", "\t")):
        cell.quotePrefix = True
    return cell


def _fill(book: Workbook, layout: Layout, rows: Iterable[dict[str, str]], summary: ExportSummary) -> None:
    sheet = book.create_sheet(layout.name)
    write_header(sheet, layout)
    for number, cells in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise TooLarge(f"The sheet {layout.name!r}", f"a workbook's holds {MOST_ROWS:,} rows")
        sheet.append([_cell(sheet, column, cells.get(column)) for column in layout.columns])
        summary.wrote(layout.name, layout.noun)


def _cell(sheet: WriteOnlyWorksheet, column: str, text: str | None) -> Any:
    """A number, a day as far back as Excel's calendar goes, or text.

    Moments are text, to the microsecond, and so are numbers of 17 digits, of which a workbook keeps 16.
    """
    from openpyxl.cell import WriteOnlyCell

    if not text:
        return None
    if column in NUMBERS:
        return float(text) if float(f"{float(text):.16g}") == float(text) else text_cell(sheet, text)
    if column in DAYS and (day := date.fromisoformat(text)) >= _FIRST_DAY:
        cell = WriteOnlyCell(sheet, day)
        cell.number_format = DAY_FORM
        return cell
    return text_cell(sheet, text)
