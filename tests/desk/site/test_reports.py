"""Reports on the site: the reports' own HTML, byte for byte, as files, and put on record."""

from __future__ import annotations

import json
import re

import pytest

from tests.desk.site.sites import Site, field, told
from tests.shell import Shell

CARD = "kind=scorecard&forecaster=alexander-mikhailovsky&on=2021-12-31"


@pytest.mark.parametrize("look", ["html", "json", "md"])
def test_a_file_is_what_the_command_writes(site: Site, case: Shell, look: str) -> None:
    """Byte for byte."""
    out = case.folder / f"card.{look}"
    case("scorecard", "alexander-mikhailovsky", "--on", "2021-12-31", "--out", str(out))
    assert site.get(f"/reports/made.{look}?{CARD}").content == out.read_bytes()


def test_a_forecasters_page_is_the_scorecard(site: Site, case: Shell) -> None:
    """The element that a notebook shows, byte for byte, below the way to it."""
    from datetime import date

    from forecasts.ledger import Ledger
    from reports import render, scorecard

    with Ledger.open(case.path) as ledger:
        card = scorecard(ledger, forecaster="alexander-mikhailovsky", on=date(2021, 12, 31))
    assert render.fragment(card) in site.page("/forecasters/alexander-mikhailovsky?on=2021-12-31")


def test_a_report_as_a_document_runs_its_own_script_alone(site: Site) -> None:
    """By the hash of that script."""
    policy = site.get(f"/reports/made.html?{CARD}").headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]


@pytest.mark.parametrize("kind", ["scorecard", "calibration", "comparison", "period"])
def test_each_kind_is_made_by_its_address(demo: Site, kind: str) -> None:
    """With the choice that the address makes."""
    chosen = "topic=elections&period=2024-Q3&forecaster=synthetic-calibrated&forecaster=synthetic-base-rate"
    page = told(demo.page(f"/reports/show?kind={kind}&{chosen}&on=2024-09-30"))
    assert "Not on record" in page


def test_a_report_that_cannot_be_made_says_why(site: Site) -> None:
    """On the form, which is there to be mended."""
    answer = site.get("/reports/show?kind=period&period=last-decade")
    assert answer.status_code == 400
    assert "last-decade" in told(answer.text)
    assert site.get("/reports/show?kind=poem").status_code == 400
    assert site.get(f"/reports/made.exe?{CARD}").status_code == 400


def test_a_report_is_frozen_once(site: Site, case: Shell) -> None:
    """As it was shown, whatever was recorded since; the same again leads to the same."""
    fields = {"kind": "scorecard", "forecaster": "alexander-mikhailovsky", "on": "2021-12-31"}
    fields["entry"] = field(site.page(f"/reports/show?{CARD}"), "entry")
    leads = site.done("/reports/freeze", **fields)
    assert leads == "/review/scorecard-alexander-mikhailovsky-2021-12-31"
    assert site.done("/reports/freeze", **fields) == leads
    (state,) = case.json("review", "list")
    assert state["frozen_by"] == "ben"
    assert "scorecard-alexander-mikhailovsky-2021-12-31" in site.page("/reports")


@pytest.mark.parametrize("lacks", ["kind", "on", "entry"])
def test_what_nobody_has_seen_is_not_frozen(site: Site, case: Shell, lacks: str) -> None:
    """A form that does not say what was shown, and an empty one, put nothing on record."""
    fields = {"kind": "scorecard", "on": "2021-12-31", "entry": "4"}
    fields.pop(lacks)
    for form in (fields, dict[str, str]()):
        answer = site.post("/reports/freeze", form)
        assert answer.status_code == 400
        assert "make the report, look at it, freeze that" in told(answer.text)
    assert case.json("review", "list") == []


def test_the_form_chooses_as_the_command_does(site: Site, case: Shell) -> None:
    """By source, tag, state and words too: shown, as a file, and frozen."""
    case("amend", "2.2", "--tag", "war", "--because", "to group")
    page = site.page("/reports")
    for name in ("source", "tag", "status", "text", "topic", "forecaster"):
        assert name == "topic" or f'name="{name}"' in page
    chosen = "source=mk-25-june-2021&tag=war&status=answered&text=capture&on=2021-12-31"
    options = ("--source", "mk-25-june-2021", "--tag", "war", "--status", "answered", "--text", "capture")
    out = case.folder / "card.json"
    case("scorecard", *options, "--on", "2021-12-31", "--out", str(out))
    assert site.get(f"/reports/made.json?kind=scorecard&{chosen}").content == out.read_bytes()
    shown = site.page(f"/reports/show?kind=scorecard&{chosen}")
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown))
    assert hidden["status"] == "answered"
    site.done("/reports/freeze", **hidden)
    (state,) = case.json("review", "list")
    assert json.loads(state["freeze"]["recipe"])["selection"]["texts"] == ["capture"]
