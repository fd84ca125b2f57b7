"""The days of an analyst, a resolver, an editor and a reviewer in a real browser."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from playwright.sync_api import Browser, Page, expect

from forecasts.ledger import Ledger
from reports.demonstration import filled_ledger
from tests.desk.site.live import is_no_wider_than_its_window, opened, served, tabbed_to, violations
from tests.reports.browser import needed

pytestmark = [needed, pytest.mark.slow]
SENTENCE = "Kunduz falls again by 2021-09-25, 70%"
WAYS = [("wide", True), ("phone", True), ("wide", False), ("phone", False)]


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founding case, recorded by ann."""
    path = tmp_path_factory.mktemp("founding") / "ledger.db"
    filled_ledger(path, by="ann", now=datetime(2022, 1, 5, 12, tzinfo=UTC)).close()
    return path


@pytest.fixture
def book(founding: Path, tmp_path: Path) -> Path:
    """The founding case to write in."""
    path = tmp_path / "ledger.db"
    copyfile(founding, path)
    return path


def logs(page: Page) -> None:
    """The analyst logs what an article says."""
    page.goto("/log")
    page.get_by_label("Who said it").fill("Ann Lee")
    page.get_by_label("Said on").fill("2021-06-25")
    page.get_by_label("The forecast, in one sentence").fill(SENTENCE)
    record = page.get_by_role("button", name="Record it")
    if not page.evaluate("typeof htmx === 'object'"):
        page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("New question: Kunduz falls again")).to_be_visible()
    record.click()
    expect(page.get_by_role("status")).to_contain_text("Logged")


def resolves(page: Page) -> None:
    """The resolver works through what is due."""
    page.goto("/")
    page.get_by_role("link", name="Kunduz falls again").click()
    expect(page.get_by_text("Ann Lee")).to_have_count(0)
    page.get_by_label("It had not happened").check()
    page.get_by_label("How one can tell").fill("https://news.example/kunduz")
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_role("link", name="Ann Lee")).to_be_visible()
    expect(page.get_by_text("Had not happened through 2021-09-25.")).to_be_visible()


def edits(page: Page) -> None:
    """The editor makes a report, looks at it and freezes it."""
    page.goto("/reports")
    page.get_by_label("Kind").select_option("scorecard")
    page.get_by_label("Forecasters").select_option("ann-lee")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", level=1, name="Ann Lee")).to_be_visible()
    page.get_by_role("button", name="Freeze for review").click()
    expect(page.get_by_text("Draft. Frozen by ben")).to_be_visible()


def reviews(page: Page) -> None:
    """The reviewer, another person, goes through it, asks, and signs once it is answered."""
    page.goto("/")
    page.get_by_role("link", name="Ann Lee", exact=True).click()
    page.get_by_role("button", name="Note that I go through it").click()
    page.get_by_text("Question this row").click()
    page.get_by_label("Your question on").fill("Which page?")
    page.get_by_role("button", name="Ask").click()
    page.get_by_role("button", name="Sign as vera").click()
    expect(page.get_by_role("alert")).to_contain_text("open question")
    page.get_by_label("Answer Q1").fill("Page 3.")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".given")).to_contain_text("Page 3.")
    page.get_by_role("button", name="Sign as vera").click()
    expect(page.get_by_role("button", name="You have signed")).to_be_disabled()


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_four_people_have_their_day(book: Path, browser: Browser, width: str, script: bool) -> None:
    """With a script and without, on a desk and on a phone; the chain is whole, an entry a deed."""
    with served(book, analyst="ben") as site, opened(browser, site, width=width, script=script) as page:
        for day in (logs, resolves, edits):
            day(page)
            assert is_no_wider_than_its_window(page)
    with served(book, analyst="vera") as site, opened(browser, site, width=width, script=script) as page:
        reviews(page)
        assert is_no_wider_than_its_window(page)
    with Ledger.open(book) as ledger:
        assert ledger.audit().whole
        actions = [(entry.action, entry.recorded_by) for entry in ledger.view().history(limit=7)]
    assert actions == [
        *(("log", "ben"), ("resolve", "ben"), ("freeze", "ben")),
        *(("review", "vera"), ("review", "vera"), ("review", "vera"), ("review", "vera")),
    ]


def test_a_forecast_is_logged_by_keyboard_alone(book: Path, browser: Browser) -> None:
    """From the box, where the page begins, to the button."""
    with served(book, analyst="ben") as site, opened(browser, site) as page:
        page.goto("/log")
        page.keyboard.type(SENTENCE)
        tabbed_to(page, page.get_by_label("Who said it"))
        page.keyboard.type("Ann Lee")
        tabbed_to(page, page.get_by_label("Said on"))
        page.keyboard.type("06252021")
        record = page.get_by_role("button", name="Record it")
        expect(record).to_be_visible()
        tabbed_to(page, record)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Logged")


def test_a_report_is_reviewed_by_keys(book: Path, browser: Browser) -> None:
    """Row by row, a question, the signature."""
    with served(book, analyst="ben") as site, opened(browser, site) as page:
        page.goto("/forecasters/alexander-mikhailovsky?on=2021-12-31")
        page.get_by_role("button", name="Freeze for review").click()
        expect(page.get_by_text("Draft. Frozen by ben")).to_be_visible()
        rows = page.locator("[data-row]")
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(rows.nth(1)).to_be_focused()
        page.keyboard.press("k")
        expect(rows.nth(0)).to_be_focused()
        page.keyboard.press("q")
        page.keyboard.type("quick question, jk?")
        page.keyboard.press("Enter")
        expect(page.locator(".asked")).to_contain_text("quick question, jk?")
        page.keyboard.press("s")
        expect(page.get_by_role("heading", name="Sign it, or send it back")).to_be_focused()
        page.keyboard.press("?")
        expect(page.locator(".keys")).to_be_hidden()


PAGES = (
    *("/", "/log", "/article", "/import", "/questions", "/questions/kabul", "/forecasters", "/sources"),
    *("/resolve", "/resolve/kabul", "/resolve/kabul/touched", "/reports", "/history", "/entries/2"),
    *("/records/5.1", "/audit", "/forecasters/alexander-mikhailovsky", "/nothing"),
    "/reports/show?kind=period&period=soon",
)


@pytest.mark.parametrize(("width", "dark"), [("wide", False), ("wide", True), ("phone", False)])
def test_axe_finds_no_fault_on_any_page(book: Path, browser: Browser, width: str, dark: bool) -> None:
    """In the light, in the dark, on a phone; with all that a page folds away opened."""
    with served(book, analyst="ben") as site:
        with opened(browser, site, width=width) as page:
            page.goto("/forecasters/alexander-mikhailovsky?on=2021-12-31")
            page.get_by_role("button", name="Freeze for review").click()
            review = page.url.removeprefix(site)
        with browser.new_context(
            base_url=site,
            viewport={"width": 390 if width == "phone" else 1300, "height": 844},
            color_scheme="dark" if dark else "light",
        ) as context:
            page = context.new_page()
            found = []
            for path in (*PAGES, review, f"{review}/moved"):
                page.goto(path)
                page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
                found += [f"{path} {fault}" for fault in violations(page)]
                found += [] if is_no_wider_than_its_window(page) else [f"{path} is too wide"]
            assert found == []


def test_axe_would_find_a_fault(book: Path, browser: Browser) -> None:
    """A field without a name is found."""
    with served(book, analyst="ben") as site, opened(browser, site) as page:
        page.goto("/log")
        page.evaluate("document.querySelector('label[for=words]').remove()")
        assert any(found.startswith("label") for found in violations(page))
