"""Lanes that spread over several charts."""

from __future__ import annotations

from matplotlib.figure import Figure

from reports.charts import swimlane
from tests.reports import cases


def test_lanes_spread_over_charts_of_one_axis_of_time() -> None:
    """Ten on each, all of them in order, the same span."""
    card = cases.panel_card(30)
    assert swimlane.pages(card) == 3
    axes = [swimlane.chart(card, Figure().add_subplot(), page) for page in range(3)]
    counts = [sum(text.get_text().startswith("Event number") for text in ax.texts) for ax in axes]
    assert counts == [10, 10, 10]
    assert len({ax.get_xlim() for ax in axes}) == 1
    assert swimlane.height(cases.panel_card(25), 0) > swimlane.height(cases.panel_card(25), 2)


def test_without_a_page_all_lanes_are_drawn() -> None:
    """As a file of its own may."""
    card = cases.panel_card(30)
    ax = swimlane.chart(card, Figure().add_subplot())
    assert sum(text.get_text().startswith("Event number") for text in ax.texts) == 30


def test_more_lanes_than_can_be_read_are_the_last_ones() -> None:
    """And a sentence for the key of each chart says so."""
    card = cases.panel_card(70)
    assert swimlane.shown(card) == card.lanes[10:]
    assert swimlane.pages(card) == 6
    assert swimlane.left_out(card) == "These are the last 60 of 70 forecasts with a place in time."
    assert swimlane.left_out(cases.panel_card(30)) == ""
    assert swimlane.chart(card, Figure().add_subplot(), 4).get_xlabel() == ""
