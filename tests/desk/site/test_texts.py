"""Names, quotes and addresses from anybody are text on every page."""

from __future__ import annotations

import re

import pytest

from desk.people.accounts import Accounts
from desk.people.roles import Deed, Role
from desk.people.tokens import Tokens
from forecasts.ledger import Ledger
from forecasts.model import Question
from tests.desk.site.sites import site_on
from tests.desk.site.teams import PASSWORD, team_on
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


def test_a_script_in_the_name_of_an_account_or_a_token_stays_text(hostile: Shell) -> None:
    """On the pages of accounts, and wherever entries show who recorded them by what."""
    name = f"Eve {SCRIPT}"
    with Ledger.open(hostile.path) as book:
        account = Accounts(book).add(name, PASSWORD, [Role.ADMIN], now=hostile.moment)
        Tokens(book).made(account, SCRIPT, [Deed.READ], days=None, now=hostile.moment)
    with (
        Ledger.open(hostile.path, signed_in=f"token {SCRIPT}") as book,
        book.entry("log", by=name, now=hostile.moment) as entry,
    ):
        entry.add(Question(slug="herat", statement="Herat falls"))
    with team_on(hostile.path) as team:
        eve = team.person(name)
        last = team.ledger.view().head.sequence
        of_entry = (f"/entries/{last}", f"/records/{last}.1")
        for path in ("/people", "/account", "/", "/history", *of_entry, "/nothing"):
            page = eve.get(path).text
            assert "&lt;script&gt;" in page, path
            assert "<script>alert" not in page, path
        for fields in ({"name": HOSTILE, "password": "x"}, {"name": "x", "to": HOSTILE, "password": HOSTILE}):
            page = team.stranger().post("/sign-in", fields).text
            assert "<script>alert" not in page
            assert "<img" not in page
        token = eve.post("/account/tokens", {"name": HOSTILE, "scope": HOSTILE, "days": HOSTILE})
        people = eve.post("/people/add", {"name": HOSTILE, "role": HOSTILE, "password": HOSTILE})
        for answer in (token, people):
            assert answer.status_code == 400
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
