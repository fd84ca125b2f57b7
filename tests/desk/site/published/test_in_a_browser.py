"""The written site from a disk, in a real browser: at both widths, in the dark, without a fault of axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.desk.site.live import WIDTHS, is_no_wider_than_its_window, opened, violations
from tests.reports.browser import needed

pytestmark = [needed, pytest.mark.slow]
PAGES = ("index.html", "questions/kabul/index.html", "forecasters/alexander-mikhailovsky/index.html")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True])
def test_pages_work_from_a_disk(browser: Browser, written: Path, width: str, dark: bool) -> None:
    """Each fits, has no fault, and leads on."""
    with opened(browser, written.as_uri(), width=width, dark=dark) as page:
        for path in (*PAGES, "corrections/index.html", "questions/index.html"):
            page.goto((written / path).as_uri())
            assert is_no_wider_than_its_window(page), path
            assert violations(page) == [], path
        page.goto((written / "forecasters/index.html").as_uri())
        page.get_by_role("link", name="Alexander Mikhailovsky").click()
        page.get_by_role("link", name="The whole scorecard").click()
        assert page.get_by_role("heading", level=1).first.inner_text() == "Alexander Mikhailovsky"
        assert is_no_wider_than_its_window(page)
        assert violations(page) == []
