"""A browser for all tests of pages, started by the first that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reports.browser import Browser


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A running Chromium, closed after the last test."""
    running = Browser(tmp_path_factory.mktemp("browser"))
    yield running
    running.close()
