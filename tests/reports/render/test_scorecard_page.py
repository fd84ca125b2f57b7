"""How a scorecard is laid out."""

from __future__ import annotations

from functools import cache

import pytest

from reports.charts.pen import Sketch
from reports.charts.picture import Picture
from reports.render import laid_out
from reports.render.layout import Entries, Page, Quotes, Strip, Table, Words
from reports.scorecards import Scorecard
from tests.reports import cases


@cache
def _card(events: int) -> Scorecard:
    return cases.panel_card(events)


def _page(events: int) -> Page:
    return laid_out(_card(events))


def _titles(page: Page) -> list[str]:
    return [section.title for section in page.sections]


def test_a_reader_finds_how_good_first_then_findings_then_how_they_came_about() -> None:
    """And every forecast after all that sums them up."""
    assert _titles(_page(60)) == [
        "What was said, by when, and what happened",
        "How good?",
        "Findings",
        "What the figures can tell",
        "Prospective: 60 forecasts on 60 events",
        "In time",
        "Calibration, prospective",
        "Telling apart, prospective",
        "What was seen, and what was left out",
        "The forecasts behind each probability, prospective",
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


def test_the_leading_mean_is_drawn_with_what_it_is_held_against() -> None:
    """Interval, count and reference beside it; below five events there is no mean."""
    (many,) = _sketches(_page(30), "how-good")
    mean, low, high = (f"{value:.2f}" for value in _leading(30))
    assert f"Brier score, 30 forecasts, from 0, perfect, to 1: mean {mean} ({low}–{high})" in many.description
    assert many.description.endswith("a coin toss has 0.25.")
    (few,) = _sketches(_page(3), "how-good")
    assert "mean" not in few.description


def _leading(events: int) -> tuple[float, float, float]:
    (mean,) = _card(events).standings[0].means
    assert mean.mean is not None
    assert mean.low is not None
    assert mean.high is not None
    return mean.mean, mean.low, mean.high


def _sketches(page: Page, name: str) -> list[Sketch]:
    return [block for block in page.blocks if isinstance(block, Sketch) and block.name.startswith(name)]


def test_up_to_fifteen_statements_have_a_row_each() -> None:
    """More are drawn as a mean; the strip tells of all in either case."""
    for events, rows in ((3, 3), (12, 12), (15, 15), (16, 0)):
        blocks = list(_page(events).blocks)
        assert sum(len(block.entries) for block in blocks if isinstance(block, Entries)) == rows
        assert [block.solid for block in blocks if isinstance(block, Strip)] == [events]


def test_what_can_not_be_checked_is_quoted_and_another_reading_is_not_there() -> None:
    """Kabul stands with the window that it is a reading of."""
    blocks = list(laid_out(cases.founding_card()).blocks)
    (quotes,) = [block for block in blocks if isinstance(block, Quotes)]
    assert [(one.text, one.why) for one in quotes.quotes] == [
        ("“will have a numerically larger army”", "no criterion"),
        ("“could”", "vague word, no deadline"),
        ("“may ... in the future”", "vague word, no deadline"),
    ]
    (entries,) = [block for block in blocks if isinstance(block, Entries)]
    (note,) = entries.entries[0].notes
    assert note.startswith("If read as “The Taliban capture Kabul")
    assert "Happened on 15 Aug 2021, ✓ in the window, Timeline Brier 0.05" in note


def test_what_happened_and_how_it_fared_are_two_things() -> None:
    """No row says that a verdict is yes."""
    (entries,) = [block for block in laid_out(cases.founding_card()).blocks if isinstance(block, Entries)]
    assert [(one.result, one.fare, one.is_miss) for one in entries.entries] == [
        ("Did not happen", "✕ nothing in the window", True),
        ("Did not happen", "✓ leaned right", False),
        ("Happened on 15 Sep 2021", "✓ leaned right", False),
    ]
    assert [one.score.partition(" (")[0] for one in entries.entries] == [
        "Timeline Brier 0.53",
        "Brier score 0.11",
        "Brier score 0.01",
    ]


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
