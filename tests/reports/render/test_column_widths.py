"""The columns of a table on a terminal: whatever they hold, none is cut at the edge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reports import render
from reports.render.column_widths import column_widths
from reports.render.layout import Cell, Column, Line
from tests.reports import cases
from tests.reports.render.laid import page_with, table

WORDS = st.lists(st.sampled_from(["a", "fort", "longer", "Tajikistan", "2021-12-25"]), min_size=1, max_size=9)


def test_no_heading_and_no_caption_is_cut_at_eighty_columns() -> None:
    """The founding card has a table of windows that only just fits."""
    text = render.terminal(cases.founding_card(), width=80, colour=False)
    assert (
        "Windows, lower scores are better; days from the central date, below 0 where it\ncame earlier" in text
    )
    heading = next(line for line in text.split("\n") if "Happened" in line and "Window" in line)
    assert heading.endswith("Record")


@given(
    rows=st.lists(st.tuples(WORDS, WORDS, st.integers(-(10**9), 10**9)), min_size=1, max_size=4),
    width=st.integers(20, 100),
)
def test_every_word_of_a_table_stands_on_the_terminal(
    rows: list[tuple[list[str], list[str], int]], width: int
) -> None:
    """As a table where it fits, else as a list; and no line is wider than was asked."""
    columns = (Column(title="Who said"), Column(title="of"), Column(title="far off", numeric=True))
    lines = tuple(Line(cells=(Cell(" ".join(a)), Cell(" ".join(b)), Cell(f"{n:,}"))) for a, b, n in rows)
    laid = table(0, columns=columns, lines=lines)
    text = render.terminal(page_with(blocks=(laid,)), width=width, colour=False)
    shown = text.split()
    assert max(map(cell_len, text.split("\n"))) <= width
    for a, b, n in rows:
        assert f"{n:,}" in shown
        assert all(shown.count(word) >= a.count(word) + b.count(word) for word in {*a, *b})
    widths = column_widths(laid, width)
    assert widths is None or sum(widths) + 2 * len(widths) <= width
