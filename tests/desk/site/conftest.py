"""Sites on ledgers of their own, a small one with a case and the demo's, and a browser to look at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reports.demonstration import served_ledger
from tests.desk.site.sites import Site, site_on
from tests.desk.site.teams import Team, team_on, weigh_nothing
from tests.reports.browser import CHROMIUM
from tests.shell import KABUL, OFFENSIVE, Shell

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def case(ledger: Shell) -> Shell:
    """A ledger in which ann logged two forecasts of one article, and the fall of Kabul."""
    source = ("--source", "MK, 25 June 2021", "--url", "https://mk.example/1")
    ledger(*KABUL, "--quote", "a month or two, maybe three", *source)
    ledger(*OFFENSIVE, "--quote", "unlikely", "--source", "last")
    ledger("resolve", "kabul", "--on", "2021-08-15", "--evidence", "https://news.example/kabul")
    return ledger


@pytest.fixture
def site(case: Shell) -> Iterator[Site]:
    """The site on that ledger, where ben acts."""
    with site_on(case.path) as found:
        yield found


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of a demo, made once: tests only read it."""
    where = tmp_path_factory.mktemp("demo") / "demo.db"
    served_ledger(where, now=datetime(2026, 1, 5, 12, tzinfo=UTC)).close()
    return where


@pytest.fixture(scope="session")
def demo(demo_ledger: Path) -> Iterator[Site]:
    """The site on the demo's ledger, to read."""
    with site_on(demo_ledger) as found:
        yield found


@pytest.fixture
def team(case: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """The site of a team on that ledger: a reader, an analyst, a resolver, a reviewer, an admin."""
    weigh_nothing(monkeypatch)
    with team_on(case.path) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
