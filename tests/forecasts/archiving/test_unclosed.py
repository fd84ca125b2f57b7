"""A page of tags that never end is read in a moment, and what it shows is kept."""

from __future__ import annotations

import time

import pytest

from forecasts.archiving.fetching import Fetched
from forecasts.archiving.reducing import reduced

MANY = 20_000


@pytest.mark.parametrize(
    "tags",
    ["<a " * MANY, "<!--" * MANY, "<?" * MANY, "<object>" * MANY + "</svg>" * MANY],
    ids=["open", "comments", "instructions", "hidden"],
)
def test_tags_without_end_take_no_time(tags: str) -> None:
    """Twenty thousand of them took minutes."""
    page = Fetched(url="u", data=f"<html><p>The words.</p>{tags}".encode(), kind="text/html")
    started = time.process_time()
    assert reduced(page).text.startswith("The words.")
    assert time.process_time() - started < 2
