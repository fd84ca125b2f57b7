"""An Excel workbook sheet by sheet, as rows of texts that CSV would have in the place of its cells.

Formulas are not read: what a cell shows may be another number tomorrow.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from forecasts.errors import LacksPackage, UnfitCell, UnfitFile
from forecasts.exchange.cells import cell_of, number_cell
from forecasts.exchange.opening import Opening
from forecasts.exchange.table import Line, Table
from forecasts.exchange.zips import MOST_BYTES, MOST_MEMBERS, ZIP_FAULTS

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 200
_MOST_SPARE = 5_000_000  # cells without a value, to the right of those columns
_AT_ONCE = 2_000
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_READ = (str, bool, int, float, date)


def is_workbook(file: Opening) -> bool:
    """Whether a file is a zip with a workbook in it."""
    if not file.is_zip:
        return False
    try:
        with file.opened() as data, zipfile.ZipFile(data) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except ZIP_FAULTS:
        return False


@contextmanager
def opened(file: Opening, *, percents: Collection[str]) -> Iterator[list[Table]]:
    """The sheets of a workbook as tables, in their order; each is read as far as its rows are asked for.

    A cell that shows as a percentage keeps its sign in the columns named by `percents`, and is a fraction in
    all others. A row with a formula in it has a fault.
    """
    with _opened(file) as book:
        found = []
        for sheet in book.worksheets:
            names = _header(sheet, file)
            lines = _rows(sheet, names, file, percents)
            where = f"{file.name}, sheet {sheet.title!r},"
            found.append(Table(where=where, title=str(sheet.title), columns=names, lines=lines))
        yield found


def grid(file: Opening) -> Iterator[Line]:
    """The rows of one sheet, as texts: that of the name that is given, else the first with a table in it.

    A cell that shows as a percentage keeps its sign. Cells that are merged downwards all hold what stands
    in the first.
    """
    with _opened(file) as book:
        sheet = _chosen(book, file)
        if sheet is None:
            return
        over = merged(file, sheet)
        held: dict[int, tuple[int, str]] = {}
        for number, cells in _lines(sheet, file):
            texts, fault = [], None
            for place, cell in enumerate(cells):
                try:
                    text = (
                        ""
                        if cell.value is None
                        else _text(cell, f"column {place + 1}", (f"column {place + 1}",))
                    )
                except UnfitCell as error:
                    text, fault = "", f"Sheet {sheet.title}: {error}"
                last, kept = held.get(place, (0, ""))
                texts.append(text or (kept if number <= last else ""))
                if (end := over.get((number, place))) is not None:
                    held[place] = (end, text)
            while texts and not texts[-1]:
                texts.pop()
            if texts or fault:
                yield Line(number, texts, _shown(cells), fault)


def merged(file: Opening, sheet: Any) -> dict[tuple[int, int], int]:
    """Of cells that are merged downwards, by the row and the place of the first, the last row."""
    from openpyxl.utils.cell import range_boundaries

    found: dict[tuple[int, int], int] = {}
    with file.opened() as data, zipfile.ZipFile(data) as archive:
        try:
            text = archive.read(str(getattr(sheet, "_worksheet_path", "")).removeprefix("/"))
        except (KeyError, *ZIP_FAULTS):
            return found
    for name in _MERGED.findall(text):
        left, top, _, bottom = range_boundaries(name.decode("ascii"))
        if bottom > top:
            found[top, left - 1] = bottom
    return found


def _chosen(book: Workbook, file: Opening) -> Any:
    """The sheet that is meant."""
    if file.sheet is not None:
        names = [sheet.title for sheet in book.worksheets]
        if file.sheet not in names:
            raise UnfitFile(file.name, f"has no sheet {file.sheet!r}", f"choose among {', '.join(names)}")
        return book[file.sheet]
    for sheet in book.worksheets:
        if not hasattr(sheet, "iter_rows"):
            continue
        first = islice(_lines(sheet, file), 20)
        if sum(1 for _, cells in first if sum(cell.value is not None for cell in cells) > 1) > 1:
            return sheet
    return next(iter(book.worksheets), None)


@contextmanager
def _opened(file: Opening) -> Iterator[Workbook]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise LacksPackage("Excel", "excel", "save it as CSV") from error
    _refuse_swollen(file)
    with file.opened() as data:
        with _reading(file):
            book = load_workbook(data, read_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _reading(file: Opening) -> Iterator[None]:
    """Turns whatever openpyxl makes of a damaged file into one sentence; it has no error of its own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as error:
        raise UnfitFile(
            file.name, "cannot be read as a workbook", "open it in a spreadsheet and save it as .xlsx"
        ) from error


def _refuse_swollen(file: Opening) -> None:
    try:
        with file.opened() as data, zipfile.ZipFile(data) as archive:
            members = archive.infolist()
    except ZIP_FAULTS as error:
        raise UnfitFile(file.name, "is no workbook", "save it as .xlsx") from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise UnfitFile(file.name, "swells beyond measure", "save its sheets as CSV files")


class _Cell(NamedTuple):
    """A cell's value, whether a formula or a fault stands there, and whether it shows as a percentage."""

    value: Any
    is_formula: bool
    is_percent: bool


def _lines(sheet: Any, file: Opening) -> Iterator[tuple[int, list[_Cell]]]:
    """The rows of a sheet with their numbers, each as wide as its last cell; cells too far right are refused.

    Of rows that are not in the file only the first is given: one stray cell in the last row of a sheet makes
    a million of them, for each of which openpyxl hands out the same list.
    """
    sheet.reset_dimensions()  # what a file says of its own width may be anything
    lines = enumerate(sheet.iter_rows(max_row=_MOST_ROWS + 1), 1)
    absent: Any = None
    spare = 0
    while True:
        found, beyond, last = [], [], 0
        with _reading(file):
            for last, cells in islice(lines, _AT_ONCE):
                if cells is not absent:
                    found.append((last, list(map(_cell, cells[:_MOST_COLUMNS]))))
                    beyond += [(last, cell) for cell in cells[_MOST_COLUMNS:] if _holds(cell)][:1]
                    spare += max(0, len(cells) - _MOST_COLUMNS)
                    if all(cell.value is None for cell in cells):
                        absent = cells
                    if spare > _MOST_SPARE:
                        break
        if not last:
            return
        if last > _MOST_ROWS:
            fault = f"has a row beyond {_MOST_ROWS:,}, the last that a sheet can have"
            raise UnfitFile(file.name, fault, "open it in a spreadsheet and save it as .xlsx")
        for line, cell in beyond:
            fault = f"has a cell beyond column {_MOST_COLUMNS}, in row {line} of sheet {sheet.title!r}"
            value = cell_of(cell.value)[:60] if isinstance(cell.value, _READ) else "a formula"
            raise UnfitFile(
                file.name, f"{fault} ({value})", "delete what does not belong to the table, or save it as CSV"
            )
        if spare > _MOST_SPARE:
            raise UnfitFile(file.name, "swells beyond measure", "save its sheets as CSV files")
        yield from found


def _holds(cell: Any) -> bool:
    return cell.value is not None and bool(str(cell.value).strip())


def _cell(cell: Any) -> _Cell:
    value = cell.value
    if value is None or isinstance(value, str):
        return _Cell(value, cell.data_type in ("f", "e"), is_percent=False)
    number = isinstance(value, float | int)
    return _Cell(value, not isinstance(value, _READ), number and "%" in str(cell.number_format))


def _header(sheet: Any, file: Opening) -> tuple[str, ...]:
    if not hasattr(sheet, "iter_rows"):
        return ()
    _, cells = next(_lines(sheet, file), (1, []))
    names = [cell_of(cell.value).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _rows(sheet: Any, names: tuple[str, ...], file: Opening, percents: Collection[str]) -> Iterator[Line]:
    for number, cells in islice(_lines(sheet, file), 1, None):
        texts = [""] * len(names)
        fault = None
        try:
            for place, (column, cell) in enumerate(zip(names, cells, strict=False)):
                if cell.value is not None:
                    texts[place] = _text(cell, column, percents)
        except UnfitCell as error:
            fault = f"Sheet {sheet.title}: {error}"
        if fault or any(texts):
            yield Line(number, texts, _shown(cells), fault)


def _text(cell: _Cell, column: str, percents: Collection[str]) -> str:
    """The cell as CSV would have it."""
    if cell.is_formula:
        raise UnfitCell(column, str(cell.value), "paste the value in the place of the formula")
    if not column:
        raise UnfitCell("", str(cell.value), "name the column in the header, or empty the cell")
    if column in percents and cell.is_percent:
        return f"{number_cell(round(100 * cell.value, 10))}%"
    text = cell_of(cell.value)
    return text if text.strip() else ""


def _shown(cells: Sequence[_Cell]) -> str:
    return "; ".join(str(cell.value) for cell in cells if cell.value is not None)[:2000]
