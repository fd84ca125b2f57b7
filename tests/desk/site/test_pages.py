"""Every page is there, says in whose name it records, and knows the moment as of which it is read."""

from __future__ import annotations

import re
from html import unescape

import pytest

from desk.site.looks import NAVIGATION, static_bytes, static_digest
from forecasts.handles import Handle
from tests.desk.site.sites import NOTE, Site, site_on, told
from tests.forecasts.ledger.test_unsound import spoil
from tests.shell import Shell

PAGES = [path for _, path in NAVIGATION]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_in_whose_name_it_records(demo: Site, path: str) -> None:
    """Each of them, with the head that it was read from."""
    page = told(demo.page(path))
    assert NOTE in page
    assert "Entry 13, head " in page


def test_every_link_of_every_page_leads_somewhere(demo: Site) -> None:
    """Nothing on the site leads to a page that is not there."""
    seen: set[str] = set()
    waiting = [*PAGES, "/questions/kabul?on=2021-12-31", "/review/2025-q2", "/questions?page=2"]
    while waiting and len(seen) < 70:
        path = waiting.pop(0).partition("#")[0]
        shape = re.sub(r"synthetic-[\w-]+|\d+", "N", path)
        if shape in seen or not path.startswith("/") or re.search(r"\.(pdf|md|txt|json|html)", path):
            continue
        seen.add(shape)
        answer = demo.get(path)
        assert answer.status_code == 200, path
        if "text/html" in answer.headers["content-type"]:
            waiting += map(unescape, re.findall(r'<a [^>]*href="(/[^"]*)"', answer.text))
    assert len(seen) > 25


def test_today_shows_what_waits_and_what_is_new(site: Site, case: Shell) -> None:
    """Due questions, reports to sign, and what others recorded since one's own last entry."""
    page = told(site.page("/"))
    assert "1 question waits for an outcome" in page
    assert "resolve by ann" in page
    case("scorecard", "--on", "2021-12-31", "--freeze")
    assert "scorecard-2021-12-31 · draft · frozen by ann" in told(site.page("/"))
    site.done("/review/scorecard-2021-12-31/look")
    assert "Recorded by others since your entry 6 Nothing." in told(site.page("/"))


def test_an_earlier_moment_is_shown_as_it_was(site: Site, case: Shell) -> None:
    """And said to be so; a moment that cannot be read is refused in a sentence."""
    case.today(2022, 2, 1)
    case("log", "Kunduz falls", "--slug", "kunduz", "--criteria", "two agencies")
    assert "Kunduz falls" in site.page("/questions")
    page = told(site.page("/questions?as_of=2022-01-06"))
    assert "Kunduz falls" not in page
    assert "Shown as of 2022-01-06" in page
    assert site.get("/questions?as_of=soon").status_code == 400
    assert site.get("/questions?on=soon").status_code == 400


def test_what_is_recorded_is_seen_on_the_next_page(site: Site, case: Shell) -> None:
    """Nothing that is kept is shown after the head has moved."""
    assert "Kunduz" not in site.page("/questions")
    case("log", "Kunduz falls", "--slug", "kunduz", "--criteria", "two agencies")
    assert "Kunduz" in site.page("/questions")


def test_a_question_shows_every_forecast_and_its_outcome(site: Site) -> None:
    """With the evidence as an address to follow."""
    page = site.page("/questions/kabul")
    assert "“a month or two, maybe three”" in told(page)
    assert '<a href="https://news.example/kabul" rel="noreferrer">' in page
    assert "<svg" in page


def test_what_is_not_there_is_not_found(site: Site) -> None:
    """In a page of the site."""
    for path in ("/nothing", "/questions/nothing", "/forecasters/nothing", "/review/nothing"):
        answer = site.get(path)
        assert answer.status_code == 404, path
        assert "Not found" in told(answer.text)


def test_the_script_of_others_is_the_one_that_is_named() -> None:
    """Its hash stands beside it, with its licence."""
    named = static_bytes("htmx.txt").decode()
    assert f"SHA-256 {static_digest('htmx.min.js')}" in named
    assert "Zero-Clause BSD" in named


def test_a_file_of_the_site_is_kept_for_ever_under_its_digest(site: Site) -> None:
    """A page names each with what is in it."""
    page = site.page("/log")
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert "immutable" in site.get(path).headers["cache-control"]
    assert static_digest("site.css")[:12] in page


def test_a_record_that_no_command_would_have_written_is_left_out_and_named(case: Shell) -> None:
    """The question's page and the reports are there without it, and every page says so from then on."""
    handle = Handle.read(case.forecast("kabul")["handle"])
    spoil(str(case.path), handle, lambda body: body.update(forecaster="nobody"))
    with site_on(case.path) as site:
        for path in ("/reports/show?kind=calibration", "/questions/kabul"):
            page = site.get(path)
            assert page.status_code == 200
            assert f"Left out as no command would have written them: {handle}." in page.text
