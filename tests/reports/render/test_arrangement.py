"""What stands beside what on a wide page."""

from __future__ import annotations

from dataclasses import replace

from reports.charts.pen import Sketch
from reports.render.arrangement import is_wide, rows
from reports.render.layout import Block, Column, Words
from tests.reports.render.laid import picture, table

WORDS = Words(text="So it is.")


def _shapes(*blocks: Block) -> list[tuple[str, int]]:
    return [(row.shape, len(row.blocks)) for row in rows(blocks)]


def test_charts_that_follow_each_other_share_rows() -> None:
    """And what follows them stands below."""
    assert _shapes(WORDS, picture("a"), picture("b"), WORDS) == [("alone", 1), ("charts", 2), ("alone", 1)]


def test_a_light_chart_after_a_chart_shares_its_row() -> None:
    """On a wide page and on paper; one before a chart does not."""
    light = Sketch(name="light", title="", description="So it is.", height=200.0, draw=lambda pen: None)
    assert _shapes(picture("a"), light, WORDS) == [("charts", 2), ("alone", 1)]
    assert _shapes(light, picture("a"), WORDS) == [("alone", 1), ("beside", 2)]


def test_a_chart_has_its_words_and_small_tables_beside_it() -> None:
    """Until the next chart."""
    assert _shapes(picture("a"), WORDS, table(3), picture("b"), WORDS) == [("beside", 3), ("beside", 2)]
    assert _shapes(picture("a"), table(20)) == [("beside", 2)]


def test_no_more_stands_beside_a_chart_than_has_room_there() -> None:
    """What is left of it comes below."""
    assert _shapes(picture("a"), table(4), table(4), table(4)) == [("beside", 2), ("alone", 1), ("alone", 1)]
    assert _shapes(picture("a", height=4.5), table(4), table(4)) == [("beside", 3)]


def test_a_small_table_before_a_chart_stands_beside_it() -> None:
    """Where nothing after the chart does."""
    assert _shapes(WORDS, table(3), picture("a")) == [("alone", 1), ("beside", 2)]
    assert _shapes(table(3), picture("a"), WORDS) == [("alone", 1), ("beside", 2)]
    assert _shapes(table(100), picture("a")) == [("alone", 1), ("alone", 1)]


def test_long_and_listed_tables_have_the_whole_width() -> None:
    """A table for a reviewer is never squeezed beside a chart."""
    assert _shapes(picture("a"), table(100)) == [("alone", 1), ("alone", 1)]
    assert _shapes(picture("a"), table(3, listed=True)) == [("alone", 1), ("alone", 1)]


def test_nothing_stands_beside_a_tall_chart() -> None:
    """Its words would be lost at its head."""
    assert _shapes(picture("a", height=12.0), WORDS) == [("alone", 1), ("alone", 1)]


def test_paper_is_turned_for_wide_tables_only() -> None:
    """One of many columns, or one of some that is long; never for a chart and a short table."""

    def listed(columns: int, lines: int) -> Block:
        return replace(table(lines, listed=True), columns=(Column(title="a"),) * columns)

    assert is_wide((listed(10, 3),))
    assert is_wide((WORDS, listed(8, 40)))
    assert not is_wide((picture("a"), listed(8, 5)))
    assert not is_wide((table(100),))


def test_the_order_of_reading_stays() -> None:
    """Row by row, every block is where it was."""
    blocks = (WORDS, picture("a"), table(2), picture("b"), picture("c"), table(50), WORDS)
    assert tuple(block for row in rows(blocks) for block in row.blocks) == blocks
