"""Tables as CSV: every cell kept, numbers as numbers, no formula that runs."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from reports import render
from reports.render.layout import Cell, Column, Line
from reports.render.spreadsheet import inert
from tests.reports import cases
from tests.reports.render.laid import page_with, table


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


def test_every_table_of_a_report_has_a_file() -> None:
    """Named after its caption, or by its own name; no two alike."""
    report = page_with(blocks=(table(1), table(2), table(3, name="totals")))
    assert list(render.tables(report)) == ["numbers.csv", "numbers-2.csv", "totals.csv"]


def test_a_cell_with_a_second_line_becomes_two_columns() -> None:
    """The score and its band; other columns stay one."""
    found = render.tables(cases.founding_card()).values()
    (text,) = [text for text in found if "Score," in text.partition("\n")[0]]
    head, *lines = _read(text)
    score = head.index("Score")
    assert head[score : score + 3] == ["Score", "band, or why none", "Record"]
    assert ["0.5289", "0.4241–0.5684", "10.2"] in [line[score : score + 3] for line in lines]
    assert len(lines) == len(cases.founding_card().rows)
    assert {len(line) for line in lines} == {len(head)}


def test_all_lines_are_there_however_many() -> None:
    """What a page leaves out, the file holds; thousands have no comma."""
    lines = _read(render.tables(page_with(blocks=(table(2_001),)))["numbers.csv"])
    assert len(lines) == 2_002
    assert lines[-1] == ["line 2000", "2000"]


def test_nothing_is_an_empty_cell() -> None:
    """A dash is for readers."""
    one = table(
        0, lines=(Line(cells=(Cell("name"), Cell())),), columns=(Column(title="a"), Column(title="b"))
    )
    assert _read(render.tables(page_with(blocks=(one,)))["numbers.csv"])[1] == ["name", ""]


@given(st.text())
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    """It is a number, or begins with nothing that a spreadsheet runs, whatever was said."""
    written = inert(text)
    signed = written.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not signed or set(written) <= set("-.0123456789% to+")


def test_formulas_become_text() -> None:
    """An apostrophe before them; a negative number stays one."""
    told = ["=SUM(A1)", "+1+cmd", "-1-1", "@x", "\tx", " =1", "-0.02 to 0.01", "-3.5", "+0.17", "12%"]
    assert [inert(text) for text in told] == [
        "'=SUM(A1)", "'+1+cmd", "'-1-1", "'@x", "'\tx", "' =1", "-0.02 to 0.01", "-3.5", "0.17", "12%",
    ]  # fmt: skip
