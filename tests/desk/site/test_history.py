"""The chain on the site: entries, records with their versions, an entry taken back, the audit."""

from __future__ import annotations

import json

from forecasts import clock
from forecasts.ledger import Ledger
from forecasts.model import Question
from tests.desk.site.sites import Site, told
from tests.shell import Shell


def test_the_entries_are_those_of_the_command(site: Site, case: Shell) -> None:
    """The newest first, each with its digest."""
    page = told(site.page("/history"))
    digests = [entry["digest"][:12] for entry in case.json("history")]
    places = [page.index(digest) for digest in digests]
    assert places == sorted(places, reverse=True)


def test_a_long_history_is_leafed_through(site: Site, case: Shell) -> None:
    """Forty entries a leaf."""
    with Ledger.open(case.path, writing=True) as ledger:
        for number in range(45):
            with ledger.entry("log", by="ann", now=clock.now()) as entry:
                entry.add(Question(slug=f"thing-{number}", statement=f"Thing {number} happens"))
    page = site.page("/history")
    assert "Entry 49" in told(page)
    assert "Entry 9 " not in told(page)
    assert "Entry 9 " in told(site.page("/history?before=10"))


def test_an_entry_shows_its_place_in_the_chain(site: Site, case: Shell) -> None:
    """Its digest and the one before."""
    first, second = case.json("history")[1:3]
    page = told(site.page(f"/entries/{second['sequence']}"))
    assert second["digest"] in page
    assert first["digest"] in page
    assert site.get("/entries/99").status_code == 404
    assert site.get("/entries/0").status_code == 404
    assert site.get("/entries/x").status_code == 404


def test_a_record_shows_its_versions(site: Site, case: Shell) -> None:
    """Each says who made it, and which stands."""
    (found,) = case.json("list", "outcomes")
    case("amend", found["handle"], "--on", "2021-08-16", "--because", "the evening before")
    page = told(site.page(f"/records/{found['handle']}"))
    assert "It no longer stands." in page
    assert "2 versions" in page
    assert "because the evening before" in page
    assert site.get("/records/77.1").status_code == 404
    assert site.get("/records/nothing").status_code == 404


def test_a_record_is_given_as_its_canonical_json(site: Site, case: Shell) -> None:
    """What its digest goes over."""
    (found,) = case.json("list", "outcomes")
    body = json.loads(site.get(f"/records/{found['handle']}/json").content)
    assert {name: found[name] for name in ("question", "kind", "on")}.items() <= body.items()


def test_an_entry_is_taken_back_by_the_rules_of_the_command(site: Site, case: Shell) -> None:
    """With a reason; once more takes the taking back back."""
    assert "Say why" in site.refusal("/entries/4/undo")
    leads = site.done("/entries/4/undo", because="wrong question")
    assert leads == "/entries/5"
    assert case.json("list", "outcomes") == []
    assert "Nothing of the entry 4 stands any more" in site.refusal("/entries/4/undo", because="again")
    site.done(leads + "/undo", because="it was right")
    assert len(case.json("list", "outcomes")) == 1


def test_the_audit_walks_the_chain(site: Site) -> None:
    """And says what it found."""
    assert "The chain is whole" in told(site.page("/audit"))
    assert "4 entries" in told(site.page("/audit"))
