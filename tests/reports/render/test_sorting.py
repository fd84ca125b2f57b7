"""How columns sort."""

from __future__ import annotations

import pytest

from reports.render.layout import Cell, Column, Line
from reports.render.sorting import kinds
from tests.reports.render.laid import table


def _kind(*texts: str, numeric: bool = False) -> str:
    lines = tuple(Line(cells=(Cell(text),)) for text in texts)
    (kind,) = kinds(table(0, columns=(Column(title="x", numeric=numeric),), lines=lines))
    return kind


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("0.5289", "–", "0.1056"), "number"),
        (("1,200", "3"), "number"),
        (("32.5%", "90%", "<0.1%"), "number"),
        (("17.3", "17.10"), "word"),
        (("by 2021-09-25", "–", "2021-07-25 to 2021-09-25"), "date"),
        (("happened 2021-08-15", "void"), "word"),
        (("yes", "no"), "word"),
        (("–", "–"), "word"),
        ((), "word"),
    ],
)
def test_a_column_sorts_as_what_its_cells_are(texts: tuple[str, ...], kind: str) -> None:
    """Numbers, dates, or words; what is missing does not matter."""
    assert _kind(*texts) == kind


def test_a_numeric_column_sorts_as_numbers() -> None:
    """Whatever its cells look like."""
    assert _kind("0.2", "17–28", numeric=True) == "number"
