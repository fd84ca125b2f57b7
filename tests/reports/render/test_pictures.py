"""The charts of a report, one by one."""

from __future__ import annotations

from reports import render
from reports.charts.picture import Picture
from reports.render import laid_out
from tests.reports import cases
from tests.reports.render.laid import page_with, picture, table


def test_every_chart_comes_with_its_name() -> None:
    """In the order of the page."""
    card = cases.founding_card()
    drawn = [block.name for block in laid_out(card).blocks if isinstance(block, Picture)]
    assert [name for name, _ in render.charts(card)] == drawn
    assert "funnel" in drawn


def test_no_two_charts_share_a_name() -> None:
    """So that no file replaces another."""
    report = page_with(blocks=(picture(), table(1), picture()))
    assert [name for name, _ in render.charts(report)] == ["funnel", "funnel-2"]
