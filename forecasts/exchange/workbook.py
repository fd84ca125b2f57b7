"""An Excel workbook of ours, or our template filled in, sheet by sheet as rows.

A sheet is told by its header, as a CSV file is, and the kinds are read in the order in which they need each
other. Formulas are not read: what a cell shows may be another number tomorrow.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from forecasts.errors import LacksPackage, UnfitCell, UnfitFile
from forecasts.exchange.cells import number_cell
from forecasts.exchange.columns import Layout
from forecasts.exchange.files import MOST_BYTES, MOST_MEMBERS, ZIP_FAULTS
from forecasts.exchange.format import RefusedRow
from forecasts.exchange.leaving.standing import some
from forecasts.exchange.leaving.template import EXAMPLE
from forecasts.exchange.sheets import Row, layout_of
from forecasts.exchange.typed import cell_of
from forecasts.exchange.writing import TABLES

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 200
_AT_ONCE = 2_000
_READ = (str, bool, int, float, date)


def is_workbook(path: Path) -> bool:
    """Whether a file is a zip with a workbook in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except ZIP_FAULTS:
        return False


def tables(path: Path) -> Iterator[tuple[Layout, tuple[str, ...], Iterator[list[Row | RefusedRow]]]]:
    """The kinds of rows in a workbook, each with its columns and its rows, many at a time; none is refused.

    A cell that is a formula makes its row a `Bad` one. The line under the header that explains the columns,
    and the sheet with examples, are passed over.
    """
    with _opened(path) as book:
        found: dict[str, tuple[Any, tuple[str, ...]]] = {}
        for sheet in book.worksheets:
            names = _header(sheet, path)
            layout = layout_of(names)
            if layout is None or sheet.title.casefold() == EXAMPLE:
                continue
            if layout.name in found:
                raise UnfitFile(
                    str(path), f"has two sheets of {layout.name}", "put their rows into one of them"
                )
            found[layout.name] = (sheet, _checked(names, layout, f"{path}, sheet {sheet.title!r},"))
        if not found:
            raise UnfitFile(
                str(path), "has no sheet with a header of ours", "start from `tracker export --template`"
            )
        for layout in TABLES.values():
            if layout.name in found:
                sheet, names = found[layout.name]
                columns = tuple(filter(None, names))
                yield layout, columns, some(_rows(sheet, names, layout, path))


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise LacksPackage("Excel", "excel", "save it as CSV") from error
    _refuse_swollen(path)
    with _reading(path):
        book = load_workbook(path, read_only=True, keep_links=False)
    try:
        yield book
    finally:
        book.close()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turns whatever openpyxl makes of a damaged file into one sentence; it has no error of its own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as error:
        raise UnfitFile(
            str(path), "cannot be read as a workbook", "open it in a spreadsheet and save it as .xlsx"
        ) from error


def _refuse_swollen(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except ZIP_FAULTS as error:
        raise UnfitFile(str(path), "is no workbook", "save it as .xlsx") from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise UnfitFile(str(path), "swells beyond measure", "save its sheets as CSV files")


class _Cell(NamedTuple):
    """A cell's value, whether a formula or a fault stands there, and whether it shows as a percentage."""

    value: Any
    is_formula: bool
    is_percent: bool


def _lines(sheet: Any, path: Path) -> Iterator[tuple[int, list[_Cell]]]:
    """The rows of a sheet with their numbers, cut to as many columns as ours can have."""
    lines = enumerate(sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS), 1)
    while True:
        with _reading(path):
            found = [(line, list(map(_cell, cells))) for line, cells in islice(lines, _AT_ONCE)]
        if not found:
            return
        yield from found


def _cell(cell: Any) -> _Cell:
    value = cell.value
    if value is None or isinstance(value, str):
        return _Cell(value, cell.data_type in ("f", "e"), is_percent=False)
    number = isinstance(value, float | int)
    return _Cell(value, not isinstance(value, _READ), number and "%" in str(cell.number_format))


def _header(sheet: Any, path: Path) -> tuple[str, ...]:
    if not hasattr(sheet, "iter_rows"):
        return ()
    _, cells = next(_lines(sheet, path), (1, []))
    names = [cell_of(cell.value).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _checked(names: tuple[str, ...], layout: Layout, where: str) -> tuple[str, ...]:
    for name in names:
        if name and name not in layout.columns:
            near = get_close_matches(name, layout.columns, n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else "there is no such column"
            raise UnfitFile(where, f"has the unknown column {name!r}: {hint}", "rename it or take it out")
        if name and names.count(name) > 1:
            raise UnfitFile(where, f"has the column {name!r} twice", "keep one of them")
    return names


def _rows(sheet: Any, names: tuple[str, ...], layout: Layout, path: Path) -> Iterator[Row | RefusedRow]:
    for line, cells in islice(_lines(sheet, path), 1, None):
        filled: dict[str, str] = {}
        try:
            for name, cell in zip(names, cells, strict=False):
                if text := _text(cell, name):
                    filled[name] = text
        except UnfitCell as error:
            yield RefusedRow(line=line, text=_shown(cells), reason=f"Sheet {layout.name}: {error}")
            continue
        explains = all(layout.columns[name] == text for name, text in filled.items())
        if filled and not explains:
            yield Row(line=line, filled=filled, raw=_shown(cells))


def _text(cell: _Cell, column: str) -> str:
    """The cell as CSV would have it; a percentage in a column of chances keeps its sign."""
    if cell.value is None:
        return ""
    if cell.is_formula:
        raise UnfitCell(column, str(cell.value), "paste the value in the place of the formula")
    if not column:
        raise UnfitCell("", str(cell.value), "name the column in the header, or empty the cell")
    if column == "chance" and cell.is_percent:
        return f"{number_cell(round(100 * cell.value, 10))}%"
    text = cell_of(cell.value)
    return text if text.strip() else ""


def _shown(cells: Sequence[_Cell]) -> str:
    return "; ".join(str(cell.value) for cell in cells if cell.value is not None)[:2000]
