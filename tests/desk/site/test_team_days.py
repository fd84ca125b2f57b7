"""A team's day in a real browser: who signs in, what each is shown, and what the chain says of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.people.accounts import Accounts
from desk.people.roles import Role
from forecasts.ledger import Ledger
from reports.demonstration import filled_ledger
from tests.desk.site.live import is_no_wider_than_its_window, opened, served, tabbed_to, violations
from tests.reports.browser import needed

pytestmark = [needed, pytest.mark.slow]
NOW = datetime(2022, 1, 5, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"
WAYS = [("wide", True), ("phone", False)]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The founding case, with an admin."""
    path = tmp_path / "ledger.db"
    with filled_ledger(path, by="ann", now=NOW) as ledger:
        Accounts(ledger).add("Ada Byron", PASSWORD, [Role.ADMIN], now=NOW)
    return path


def signs_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Somebody comes to the site and signs in, or is refused; the next page is there."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_an_admin_lets_an_analyst_in_who_records_under_the_own_name(
    book: Path, browser: Browser, width: str, script: bool
) -> None:
    """With a script and without, on a desk and on a phone; a reader is offered nothing to record."""
    with served(book, has_accounts=True) as site:
        with opened(browser, site, width=width, script=script) as page:
            page.goto("/people")
            signs_in(page, "ada byron", "wrong horse battery")
            expect(page.get_by_role("alert")).to_have_text(
                "This name and this password do not belong together."
            )
            signs_in(page, "ada byron")
            expect(page.get_by_role("heading", level=1, name="People")).to_be_visible()
            for name, role in (("Ann Lee", "analyst"), ("Rea", "reader")):
                page.get_by_label("Name, as entries will bear it").fill(name)
                page.get_by_label("A first password").fill(PASSWORD)
                page.get_by_label(f"{role}:").check()
                page.get_by_role("button", name="Make the account").click()
                expect(page.get_by_role("status")).to_have_text(f"{name} is kept as you said.")
            assert is_no_wider_than_its_window(page)
            page.get_by_role("button", name="Sign out").click()
            expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
        with opened(browser, site, width=width, script=script) as page:
            page.goto("/log")
            signs_in(page, "Ann Lee")
            page.get_by_label("Who said it").fill("Ann Lee")
            page.get_by_label("Said on").fill("2021-06-25")
            page.get_by_label("The forecast, in one sentence").fill("Kunduz falls again by 2021-09-25, 70%")
            if not script:
                page.get_by_role("button", name="Read it").click()
            expect(page.get_by_text("New question: Kunduz falls again")).to_be_visible()
            page.get_by_role("button", name="Record it").click()
            expect(page.get_by_role("status")).to_contain_text("Logged")
            expect(page.get_by_role("link", name="Resolve")).to_have_count(0)
        with opened(browser, site, width=width, script=script) as page:
            page.goto("/")
            signs_in(page, "Rea")
            expect(page.get_by_text("Signed in as Rea (reader).")).to_be_visible()
            for name in ("Log", "Resolve", "People"):
                expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
    with Ledger.open(book) as ledger:
        assert ledger.audit().whole
        last = ledger.view().history(limit=1)[0]
    assert (last.action, last.recorded_by, last.signed_in) == ("log", "Ann Lee", "password")


def test_one_signs_in_by_keyboard_alone(book: Path, browser: Browser) -> None:
    """The page begins in the box for the name."""
    with served(book, has_accounts=True) as site, opened(browser, site) as page:
        page.goto("/questions")
        page.keyboard.type("Ada Byron")
        tabbed_to(page, page.get_by_label("Password"))
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name="Questions")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [("wide", False), ("wide", True), ("phone", False)])
def test_axe_finds_no_fault_on_the_pages_of_accounts(
    book: Path, browser: Browser, width: str, dark: bool
) -> None:
    """In the light, in the dark, on a phone; with a refusal, a token, and all that is folded away opened."""
    with Ledger.open(book) as ledger:
        Accounts(ledger).add("Rea", PASSWORD, [Role.READER], now=NOW)
    with (
        served(book, has_accounts=True) as site,
        opened(browser, site, width=width, dark=dark) as page,
    ):
        found: list[str] = []

        def look() -> None:
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            found.extend(f"{page.url} {fault}" for fault in violations(page))
            found.extend([] if is_no_wider_than_its_window(page) else [f"{page.url} is too wide"])

        page.goto("/sign-in")
        look()
        signs_in(page, "Ada Byron", "wrong horse battery")
        look()
        signs_in(page, "Ada Byron")
        look()
        page.goto("/people")
        look()
        page.goto("/account")
        page.get_by_label("A new one, for what").fill("nightly")
        page.get_by_role("button", name="Make it").click()
        expect(page.get_by_text("It is shown now and never again.")).to_be_visible()
        look()
        page.get_by_role("button", name="Revoke").click()
        look()
        assert found == []
