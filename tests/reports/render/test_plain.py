"""Markdown: tables that stay tables whatever was said."""

from __future__ import annotations

from reports import render
from reports.scorecards import scorecard_of
from tests.reports import cases
from tests.tracker import frames


def test_the_founding_figures_are_there() -> None:
    """Headings, plain words, scores with bands, the digest last."""
    card = cases.founding_card()
    text = render.markdown(card)
    assert text.startswith("# Scorecard: Alexander Mikhailovsky\n")
    assert "**Retrospective: 3 events: too few to tell skill from luck" in text
    assert "| 0.5289 (0.4241–0.5684) |" in text
    assert text.endswith(f"Digest: `{card.digest}`\n")


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
    assert sum(map(bool, tables)) == 3
    for table in filter(None, tables):
        assert len({line.count("|") for line in table}) == 1
