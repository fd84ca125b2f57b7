"""Names, quotes and addresses from anybody are text on every page."""

from __future__ import annotations

import re

import pytest

from tests.desk.site.sites import site_on
from tests.shell import Shell

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"{SCRIPT}\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def hostile(ledger: Shell) -> Shell:
    """A ledger in which every text that somebody types is a script."""
    ledger(
        *("log", f"Kabul falls {HOSTILE}", "--slug", "kabul", "--by", f"Ann {HOSTILE}"),
        *("--when", "within 3 months", "--said", "2021-06-25", "--criteria", HOSTILE, "--topic", HOSTILE),
        *("--tag", HOSTILE, "--quote", HOSTILE, "--source", f"News {HOSTILE}"),
        *("--url", "javascript:alert(3)"),
        *("--publisher", HOSTILE, "--locator", HOSTILE, "--cluster", HOSTILE),
    )
    proof = ("--evidence", "javascript:alert(4)", "--because", HOSTILE)
    ledger("resolve", "kabul", "--on", "2021-08-15", *proof)
    ledger("scorecard", "--freeze", "--on", "2021-12-31")
    ledger("review", "question", "scorecard", "2.5", HOSTILE)
    return ledger


PAGES = (
    *(
        "/",
        "/log",
        "/questions",
        "/questions/kabul",
        "/forecasters",
        "/sources",
        "/resolve",
        "/resolve/kabul",
    ),
    *(
        "/resolve/kabul/touched",
        "/reports",
        "/history",
        "/entries/2",
        "/records/2.1",
        "/records/2.2",
        "/records/2.3",
    ),
    *("/records/2.4", "/records/3.1", "/records/4.1", "/records/5.1", "/review/scorecard-2021-12-31"),
    *("/review/scorecard-2021-12-31/moved", "/reports/show", "/reports/made.html", "/audit"),
    f"/questions?q={HOSTILE}&topic={HOSTILE}",
    f"/log?by={HOSTILE}&logged={HOSTILE}",
    f"/article?article={HOSTILE}&source={HOSTILE}",
    f"/questions/{HOSTILE}",
    f"/{HOSTILE}",
)


def test_a_script_in_any_text_stays_text(hostile: Shell) -> None:
    """On no page does it stand as a script, an attribute or an address to follow."""
    (name,) = (found["slug"] for found in hostile.json("list", "forecasters"))
    shown = 0
    with site_on(hostile.path) as site:
        for path in (*PAGES, f"/forecasters/{name}"):
            page = site.get(path).text
            shown += "&lt;script&gt;" in page
            assert "<script>alert" not in page, path
            assert "<img" not in page, path
            assert not re.search(r'href="\s*javascript:', page, re.IGNORECASE), path
            if "made.html" not in path:
                assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
            assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', page)), path
    assert shown > 15
