"""The web page in a real browser: no fault that axe finds, tables that sort, search and turn pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from reports import period_report, render
from reports.demonstration import PANEL, filled_ledger
from reports.period import Period
from reports.report import Report
from tests.reports import cases, sides
from tests.reports.browser import Browser, needed
from tests.reports.test_verifications import of_chances

pytestmark = needed

REPORTS: list[Callable[[], Report]] = [
    cases.founding_card,
    lambda: cases.panel_card(14),
    lambda: cases.panel_calibration(40, ("ann", "bob")),
    lambda: sides.report(sides.judged(*sides.clear(30))),
    of_chances,
]
_TABLE = "const table = [...document.querySelectorAll('table.sorts')].at(-1);"
_COLUMN = (
    "const column = title => "
    "[...table.tHead.rows[0].cells].findIndex(head => head.innerText.startsWith(title));"
    "const shown = () => [...table.tBodies[0].rows].filter(row => row.offsetParent !== null);"
    "const texts = title => shown().map(row => row.cells[column(title)].innerText.split('\\n')[0]);"
    "const click = title => table.tHead.rows[0].cells[column(title)].querySelector('button').click();"
)


@pytest.fixture(scope="module")
def page() -> str:
    """A scorecard of a hundred forecasts, whose audit table is long."""
    return _opened(render.html(cases.panel_card(120)))


def _opened(page: str) -> str:
    """The page with all that it folds away opened, as a reader may."""
    return page.replace("<details ", "<details open ")


def _bare(page: str) -> str:
    return re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report of each kind on one page."""
    panel = tmp_path_factory.mktemp("panel") / "ledger.db"
    with filled_ledger(panel, PANEL, by="ann", now=datetime(2026, 1, 5, 12, tzinfo=UTC)) as ledger:
        period = period_report(ledger, period=Period.read("2024-Q3", today=date(2026, 1, 5)))
    return _opened(render.html(*(make() for make in REPORTS), period))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_fault(every: str, dark: bool, browser: Browser) -> None:
    """With the script having run, in light and in dark."""
    assert browser.violations(every, dark=dark) == []


def test_axe_finds_no_fault_in_a_report_by_itself(browser: Browser) -> None:
    """The founding scorecard, as it comes and with everything open."""
    page = render.html(cases.founding_card())
    assert browser.violations(page) == []
    assert browser.violations(_opened(page)) == []


def test_axe_finds_no_fault_on_a_phone(every: str, browser: Browser) -> None:
    """Where tables fold into lists."""
    assert browser.violations(every, width=500) == []


def test_axe_finds_no_fault_without_the_script(every: str, browser: Browser) -> None:
    """The page as a reader sees it whose browser runs none."""
    assert browser.violations(_bare(every)) == []


def test_axe_would_find_a_fault(browser: Browser) -> None:
    """Letters too faint for the dark are found there, and not in the light."""
    faint = render.html(cases.founding_card()).replace("--quiet: #a6a6ac", "--quiet: #555558")
    assert any(found.startswith("color-contrast") for found in browser.violations(faint, dark=True))
    assert browser.violations(faint) == []


def test_without_the_script_every_line_is_there(page: str, browser: Browser) -> None:
    """And nothing that only a script could work."""
    script = "return [shown().length, document.querySelectorAll('button, input').length]"
    assert browser.found(_bare(page), f"{_TABLE}{_COLUMN}{script}") == [120, 0]


def test_dark_is_dark(page: str, browser: Browser) -> None:
    """The browser's wish is followed, by the charts too."""
    script = (
        "const paper = getComputedStyle(document.body).backgroundColor;"
        "const text = getComputedStyle(document.querySelector('svg text')).fill;"
        "return [paper, text].map(colour => colour.match(/\\d+/g).map(Number)[0] > 128)"
    )
    assert browser.found(page, script, dark=True) == [False, True]


def test_a_column_sorts_by_its_button(page: str, browser: Browser) -> None:
    """Numbers as numbers, dates as dates, and a second press turns it round; aria-sort says so."""
    script = (
        f"{_TABLE}{_COLUMN} const found = {{}};"
        "const sorted = () => table.querySelector('[aria-sort]').ariaSort;"
        "click('Score'); found.up = texts('Score'); found.sort = sorted();"
        "click('Score'); found.down = texts('Score'); found.again = sorted();"
        "click('Made on'); found.made = texts('Made on'); click('Record'); found.record = texts('Record');"
        "found.marked = table.querySelectorAll('[aria-sort]').length; return found"
    )
    found = browser.found(page, script)
    assert found["up"] == sorted(found["up"], key=float)
    assert found["down"] == sorted(found["down"], key=float, reverse=True)
    assert (found["sort"], found["again"], found["marked"]) == ("ascending", "descending", 1)
    assert found["made"] == sorted(found["made"])
    assert found["record"] == sorted(found["record"], key=_place)


def _place(handle: str) -> list[int]:
    return [int(part) for part in handle.split(".")]


def test_lines_come_fifty_at_a_time(page: str, browser: Browser) -> None:
    """Until the last; the count is announced."""
    script = (
        f"{_TABLE}{_COLUMN} const sheet = table.closest('.sheet');"
        "const [earlier, later] = sheet.querySelectorAll('.pager button');"
        "const status = sheet.querySelector('[role=status]'); const found = [];"
        "const look = () =>"
        " found.push([shown().length, status.textContent, earlier.disabled, later.disabled]);"
        "look(); later.click(); look(); later.click(); look(); return found"
    )
    assert browser.found(page, script) == [
        [50, "Lines 1 to 50 of 120", True, False],
        [50, "Lines 51 to 100 of 120", False, False],
        [20, "Lines 101 to 120 of 120", False, True],
    ]


def test_a_search_leaves_the_lines_that_hold_it(page: str, browser: Browser) -> None:
    """In any column and any case; how many they are is announced."""
    script = (
        f"{_TABLE}{_COLUMN} const sheet = table.closest('.sheet');"
        "const search = sheet.querySelector('input');"
        "const type = text => { search.value = text; search.dispatchEvent(new Event('input')); };"
        "const status = sheet.querySelector('[role=status]'); const found = [];"
        "type('EVENT NUMBER 11 HAPPENS'); found.push([texts('Question'), status.textContent]);"
        "type('nowhere'); found.push([texts('Question'), status.textContent]); return found"
    )
    assert browser.found(page, script) == [[["Event number 11 happens"], "1 line"], [[], "0 lines"]]


_OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""How many pixels are to be scrolled sideways; `innerWidth` would count the bar at the side as page."""


@pytest.mark.parametrize("width", [320, 390, 500])
def test_the_page_is_no_wider_than_a_phone(page: str, browser: Browser, width: int) -> None:
    """Nothing is to be scrolled sideways, in open folds too; the list can be sorted by a choice."""
    script = (
        f"{_TABLE} const sorting = table.closest('.sheet').querySelector('select');"
        f"return [{_OVER}, sorting.offsetParent !== null]"
    )
    assert browser.found(page, script, width=width) == [0, True]


def test_no_report_is_wider_than_a_phone(every: str, browser: Browser) -> None:
    """Of whatever kind, a made-up panel's among them, with all that it folds away opened."""
    assert browser.found(every, f"return {_OVER}", width=390) == 0
