"""The tables of a report as CSV, one text each, that no spreadsheet takes for a program."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from io import StringIO

from reports.figures import NOTHING
from reports.render.layout import Cell, Page, Table
from reports.render.naming import named_apart

_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?%?")
_RANGE = re.compile(r"[-+.\d]+ to [-+.\d]+")
_FORMULA = tuple("=+-@\t\r＝＋－＠")  # spreadsheets take the wide forms for the narrow ones


def tables(laid: Page) -> Mapping[str, str]:
    """Every table of a page as CSV, by file name, such as `every-forecast.csv`.

    A column whose cells have a second line becomes two, the second under its own name. Whole thousands
    lose their commas, a dash for nothing becomes an empty cell, and a text that a spreadsheet would run
    as a formula gets an apostrophe before it.
    """
    return {f"{name}.csv": _csv(table) for name, table in named_tables(laid)}


def named_tables(page: Page) -> tuple[tuple[str, Table], ...]:
    """The tables of a page in order, each with the name of its CSV file without the suffix."""
    found = [block for block in page.blocks if isinstance(block, Table)]
    return tuple(zip(named_apart(table.name or table.caption for table in found), found, strict=True))


def _csv(table: Table) -> str:
    lines = [line.cells for line in table.lines]
    doubled = [any(cells[place].under for cells in lines) for place in range(len(table.columns))]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        inert(name)
        for column, two in zip(table.columns, doubled, strict=True)
        for name in ((column.title, column.under or f"{column.title}, more") if two else (column.title,))
    )
    for cells in lines:
        writer.writerow(
            inert(text) for cell, two in zip(cells, doubled, strict=True) for text in _texts(cell, two=two)
        )
    return out.getvalue()


def _texts(cell: Cell, *, two: bool) -> tuple[str, ...]:
    text = "" if cell.text == NOTHING else cell.text
    return (text, cell.under) if two else (text,)


def inert(text: str) -> str:
    """A text as a cell of a CSV file: numbers as numbers, formulas as the text that they are.

    >>> inert("1,200"), inert("+0.17"), inert("-3"), inert("∞"), inert("=1+1"), inert("-x")
    ('1200', '0.17', '-3', 'inf', "'=1+1", "'-x")
    """
    if text == "∞":
        return "inf"
    if text and _NUMBER.fullmatch(text) and any(letter.isdigit() for letter in text):
        return text.replace(",", "").removeprefix("+")
    if _RANGE.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text
