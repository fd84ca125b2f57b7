"""The feed for people: what was recorded last, each with the page of the site that shows it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import urljoin, urlsplit

from tests.desk.site.sites import Site
from tests.shell import Shell

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/api/v1/feed.atom"


def titles(site: Site, path: str = FEED) -> list[str]:
    """What the feed tells, the last first."""
    answer = site.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return [one.findtext(f"{ATOM}title") or "" for one in ET.fromstring(answer.content).iter(f"{ATOM}entry")]


def test_it_tells_what_was_recorded_last(site: Site, case: Shell) -> None:
    """An outcome, forecasts; and what is recorded now comes first."""
    assert titles(site)[0] == "Taliban capture Kabul: happened on 2021-08-15"
    assert len(titles(site)) == 3
    case("log", "kabul", "--by", "Ann <b>", "-p", "70%", "--deadline", "2021-12-31", "--said", "2021-06-25")
    assert titles(site)[0] == "Ann <b>, 70% by 31 December 2021: Taliban capture Kabul"
    assert not any("happened" in title for title in titles(site, f"{FEED}?on=2021-07-01"))


def test_a_correction_names_the_report_that_it_moved(site: Site, case: Shell) -> None:
    """Until the report is frozen anew."""
    case("scorecard", "--on", "2021-12-31", "--freeze")
    case("review", "open", "scorecard-2021-12-31", "--as", "Ben Okri")
    case("review", "sign", "scorecard-2021-12-31", "--as", "Ben Okri")
    handle = case.json("list", "outcomes")[0]["handle"]
    case("amend", handle, "--on", "2021-11-15", "--because", "wrong month")
    assert "Corrected since it was signed: Scorecard, The whole ledger" in titles(site)


def test_every_entry_leads_to_a_page(site: Site, case: Shell) -> None:
    """Of the site that serves the feed."""
    case("scorecard", "--on", "2021-12-31", "--freeze")
    case("review", "open", "scorecard-2021-12-31", "--as", "Ben Okri")
    case("review", "sign", "scorecard-2021-12-31", "--as", "Ben Okri")
    found = ET.fromstring(site.get(FEED).content)
    links = [link.get("href") or "" for link in found.iter(f"{ATOM}link") if link.get("rel") == "alternate"]
    assert len(links) > 3
    for link in links:
        path = urlsplit(urljoin(links[0], link)).path
        assert site.get(path).status_code == 200, path


def test_who_has_it_already_is_sent_nothing(site: Site, case: Shell) -> None:
    """Feeds are asked for often."""
    tag = site.get(FEED).headers["etag"]
    assert site.get(FEED, **{"if-none-match": tag}).status_code == 304
    case("log", "Herat falls", "--slug", "herat", "--criteria", "seen")
    assert site.get(FEED, **{"if-none-match": tag}).status_code == 200
