"""Anyone who opens a scorecard sees in ten seconds what was said, by when, what happened, how it fared."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from reports import render, scorecard
from reports.demonstration import filled_ledger
from tests.reports import cases
from tests.reports.browser import Browser, needed

pytestmark = needed

SCREENS = {"desk": (1300, 900), "phone": (390, 844)}
_READ = (
    "const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
    "const seen = []; const range = document.createRange();"
    "while (walk.nextNode()) {"
    " range.selectNodeContents(walk.currentNode);"
    " const box = range.getBoundingClientRect();"
    " if (box.width && box.bottom <= window.innerHeight) seen.push(walk.currentNode.textContent); }"
    "return {text: seen.join(' ').replace(/\\s+/g, ' '), high: document.documentElement.scrollHeight,"
    " wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth};"
)


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The founding scorecard as a page."""
    book = tmp_path_factory.mktemp("ten") / "ledger.db"
    with filled_ledger(book, by="ann", now=datetime(2026, 1, 5, 12, tzinfo=UTC)) as ledger:
        return render.html(scorecard(ledger, forecaster="alexander-mikhailovsky", on=date(2021, 12, 31)))


def _seen(page: str, screen: str, browser: Browser) -> Any:
    width, height = SCREENS[screen]
    return browser.found(page, _READ, width=width, height=height)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_screen_holds_the_answer(founding: str, screen: str, browser: Browser) -> None:
    """The verdict, the words, the dates of their window, and that it did not happen."""
    text = _seen(founding, screen, browser)["text"]
    for told in (
        "One clear miss, two calls that came out as said, and half of what was said cannot be checked.",
        "a month or two. Maybe three",
        "25 July to 25 September 2021",
        "did not happen",
        "checked to 31 December 2021",
        "too few to say whether Alexander Mikhailovsky is good or lucky",
    ):
        assert told in text


def test_the_first_screen_of_a_desk_holds_the_picture_too(founding: str, browser: Browser) -> None:
    """How it fared in a word, apart from what happened."""
    text = _seen(founding, "desk", browser)["text"]
    assert "Did not happen ✕ nothing in the window" in text


@pytest.mark.parametrize("count", [6, 15])
def test_up_to_fifteen_statements_are_five_screens_of_a_phone(count: int, browser: Browser) -> None:
    """And nothing is to be scrolled sideways."""
    seen = _seen(render.html(cases.panel_card(count)), "phone", browser)
    assert seen["high"] <= 5 * 844
    assert seen["wide"] <= seen["room"]


def test_the_founding_card_is_four_screens_of_a_phone(founding: str, browser: Browser) -> None:
    """Six statements with their quotes."""
    seen = _seen(founding, "phone", browser)
    assert seen["high"] <= 4 * 844
    assert seen["wide"] <= seen["room"]


def test_nothing_is_scrolled_sideways_with_everything_opened(founding: str, browser: Browser) -> None:
    """The choices and the search of long tables included."""
    for page in (founding, render.html(cases.panel_card(60))):
        seen = _seen(page.replace("<details ", "<details open "), "phone", browser)
        assert seen["wide"] <= seen["room"]


def test_the_panel_of_hundreds_is_five_screens_too(browser: Browser) -> None:
    """Its long tables are folded away."""
    seen = _seen(render.html(cases.panel_card(300)), "phone", browser)
    assert seen["high"] <= 5 * 844
    assert seen["wide"] <= seen["room"]


@pytest.mark.parametrize("count", [None, 15], ids=["founding", "fifteen"])
def test_a_scorecard_of_up_to_fifteen_statements_prints_on_one_sheet(
    count: int | None, founding: str, browser: Browser
) -> None:
    """What is folded away stays away on paper."""
    pypdf = pytest.importorskip("pypdf")
    page = founding if count is None else render.html(cases.panel_card(count))
    assert len(pypdf.PdfReader(BytesIO(browser.printed(page))).pages) == 1
