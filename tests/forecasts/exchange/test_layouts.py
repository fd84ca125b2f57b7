"""The columns of our CSV files, and the page that explains them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forecasts.exchange.own.layouts import LAYOUTS, Layout
from forecasts.exchange.own.tables import layout_of

PAGE = Path(__file__).parents[3] / "docs" / "exchange.md"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_page_explains_every_column(layout: Layout) -> None:
    """The table of each kind of file has the columns of the code, in order, with their meanings."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n### {layout.name}\n")[1].split("\n#")[0]
    told = re.findall(r"^\| `(\w+)`( \(needed\))? \| (.+) \|$", section, re.MULTILINE)
    assert [(name, meaning) for name, _, meaning in told] == list(layout.columns.items())
    assert {name for name, mark, _ in told if mark} == set(layout.marks)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_full_header_tells_its_kind(layout: Layout) -> None:
    """No kind of file can be taken for another, with all columns or only with those it needs."""
    assert layout_of(tuple(layout.columns)) is layout
    assert layout_of(layout.marks) is layout


@pytest.mark.parametrize("column", ["forecaster", "probability", "chance", "p"])
def test_a_table_of_forecasts_with_outcomes_is_no_file_of_outcomes(column: str) -> None:
    """It is somebody's own table, whose columns are told."""
    assert layout_of(("question", column, "outcome")) is None
