"""Markdown: tables that stay tables whatever was said."""

from __future__ import annotations

from reports import render
from tests.reports import cases
from tests.reports.cases import scorecard_of
from tests.reports.render.laid import page_with, table
from tests.tracker import frames


def test_the_founding_figures_are_there() -> None:
    """Headings, plain words, scores with bands, the digest last."""
    card = cases.founding_card()
    text = render.markdown(card)
    assert text.startswith("# Scorecard: Alexander Mikhailovsky\n")
    assert "\n**One clear miss, two calls that came out as said, and half of what was said" in text
    assert "| 0.5289 (0.4241–0.5684) |" in text
    assert text.endswith(f"Digest: `{card.digest}`\n")


def test_the_command_can_be_copied() -> None:
    """As code, without a backslash before its signs."""
    card = cases.founding_card(command="tracker scorecard a_b --topic '*'")
    assert "- Made again by: `tracker scorecard a_b --topic '*'`\n" in render.markdown(card)


def test_a_quote_cannot_break_out_of_its_cell() -> None:
    """Bars, line breaks, tags and emphasis are escaped."""
    row = frames.forecast(quote="a | b\n<b>c</b> *d*", statement="1.1")
    card = scorecard_of(cases.judged_rows([row], [frames.question()], []), heading=cases.heading(), names={})
    assert r"“a \| b \<b\>c\</b\> \*d\*”" in render.markdown(card)


def test_every_line_of_a_table_has_as_many_cells_as_its_head() -> None:
    """Counted over the whole report."""
    text = render.markdown(cases.founding_card()).replace(r"\|", "")
    blocks = [block.split("\n") for block in text.split("\n\n")]
    tables = [[line for line in block if line.startswith("|")] for block in blocks]
    assert sum(map(bool, tables)) == len(render.tables(cases.founding_card()))
    for lines in filter(None, tables):
        assert len({line.count("|") for line in lines}) == 1


def test_a_long_table_is_cut_and_says_where_the_rest_is() -> None:
    """A thousand lines are enough for a text."""
    text = render.markdown(page_with(blocks=(table(1_200),)))
    assert "| line 999 |" in text
    assert "| line 1000 |" not in text
    assert "These are the first 1,000 of 1,200 lines; the report as JSON holds them all." in text
