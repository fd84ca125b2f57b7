"""How a scorecard is laid out."""

from __future__ import annotations

from functools import cache

import pytest

from reports.charts.picture import Picture
from reports.render import laid_out
from reports.render.layout import Page, Table, Words
from reports.scorecards import Scorecard
from tests.reports import cases


@cache
def _card(events: int) -> Scorecard:
    return cases.panel_card(events)


def _page(events: int) -> Page:
    return laid_out(_card(events))


def _titles(page: Page) -> list[str]:
    return [section.title for section in page.sections]


def test_a_reviewer_reads_findings_then_scores_then_how_they_came_about() -> None:
    """And every forecast after all that sums them up."""
    assert _titles(_page(60)) == [
        "Findings",
        "Prospective: 60 forecasts on 60 events",
        "In time",
        "Calibration, prospective",
        "Telling apart, prospective",
        "What was seen, and what was left out",
        "Every forecast",
        "Rules",
    ]


def test_no_section_is_empty_and_no_picture_shares_a_name() -> None:
    """Whatever there is too little of."""
    for events in (0, 3, 12, 60):
        page = _page(events)
        assert all(section.blocks for section in page.sections)
        names = [block.name for block in page.blocks if isinstance(block, Picture)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("events", "drawn"),
    [
        (3, set()),
        (12, {"expected"}),
        (30, {"expected", "reliability", "decomposition", "sharpness", "roc"}),
        (60, {"expected", "reliability", "decomposition", "sharpness", "roc", "murphy"}),
    ],
)
def test_charts_come_with_the_events_that_bear_them(events: int, drawn: set[str]) -> None:
    """None that looks like a finding before."""
    names = {
        block.name.removesuffix("-prospective")
        for block in _page(events).blocks
        if isinstance(block, Picture)
    }
    assert {name for name in names if not name.startswith(("swimlane", "funnel"))} == drawn


def test_the_headline_is_seen_first_with_what_it_is_held_against() -> None:
    """Interval, count and reference beside it."""
    (key,) = _page(30).figures
    assert key.name == "Brier score, prospective"
    assert "(95%), 30 events; always saying 50%: 0.250" in key.note
    assert _page(3).figures == ()


def test_the_founding_timeline_is_listed_though_no_mean_is_given() -> None:
    """One window, its score, and at least how late it is."""
    page = laid_out(cases.founding_card())
    (table,) = [block for block in page.blocks if isinstance(block, Table) and block.name == "timelines"]
    (line,) = table.lines
    assert [cell.text for cell in line.cells][2:] == ["not by the horizon", "0.5289", "no", "≥ +122", "10.2"]
    assert page.figures == ()


def test_every_picture_says_in_words_what_it_shows() -> None:
    """For readers who cannot see it."""
    assert all(block.description for block in _page(60).blocks if isinstance(block, Picture))


def test_nothing_found_is_no_acquittal() -> None:
    """The calibrated are not praised for it, and of few nothing is said to be found or not."""
    for count, told in ((12, "12 events: too few to look for faults."), (60, "no proof that there is none:")):
        (section,) = [section for section in _page(count).sections if section.title == "Findings"]
        (words,) = section.blocks
        assert isinstance(words, Words)
        assert told in words.text
