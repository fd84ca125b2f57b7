"""Review on the site: each row side by side, questioned, answered, signed or sent back."""

from __future__ import annotations

import re

import pytest

from tests.desk.site.sites import Site, told
from tests.shell import Shell

SLUG = "scorecard-alexander-mikhailovsky-2021-12-31"
REVIEW = f"/review/{SLUG}"


@pytest.fixture
def frozen(case: Shell) -> Shell:
    """A ledger in which ann froze a scorecard."""
    case("scorecard", "alexander-mikhailovsky", "--on", "2021-12-31", "--freeze")
    return case


def state(shell: Shell) -> dict[str, object]:
    """How the report stands."""
    (found,) = shell.json("review", "list")
    assert isinstance(found, dict)
    return found


def row(page: str, number: int = 0) -> str:
    """The name of a row on the page."""
    return str(re.findall(r'id="row-([^"]+)"', page)[number])


def test_each_row_stands_side_by_side(frozen: Shell, site: Site) -> None:
    """Quote, source, reading, deadline, outcome, evidence and score."""
    page = told(site.page(REVIEW))
    for part in (
        *("“a month or two, maybe three”", "MK, 25 June 2021", "Taliban capture Kabul"),
        *("due 25 September 2021", "Happened on 15 Aug 2021", "https://news.example/kabul"),
        *("Timeline Brier", "W80-1"),
    ):
        assert part in page, part
    assert "Draft. Frozen by ann" in page


def test_a_look_is_noted_only_when_it_is_said(frozen: Shell, site: Site) -> None:
    """The page alone records nothing."""
    site.page(REVIEW)
    assert state(frozen)["state"] == "draft"
    assert site.done(f"{REVIEW}/look") == REVIEW
    assert state(frozen)["state"] == "in review"
    assert "Note that I go through it" not in site.page(REVIEW)


def test_a_question_blocks_the_signature_until_it_is_answered(frozen: Shell, site: Site) -> None:
    """And leads back to its row."""
    site.done(f"{REVIEW}/look")
    key = row(site.page(REVIEW))
    assert site.done(f"{REVIEW}/question", row=key, text="Which page?") == f"{REVIEW}#row-{key}"
    assert "open question" in site.refusal(f"{REVIEW}/sign")
    page = site.page(REVIEW)
    assert "Q1" in told(page)
    asked = re.search(r'name="question" value="([^"]+)"', page)
    assert asked is not None
    site.done(f"{REVIEW}/answer", question=asked[1], row=key, text="Page 3")
    assert "Page 3" in told(site.page(REVIEW))
    site.done(f"{REVIEW}/sign")
    assert state(frozen)["state"] == "signed"
    assert "You have signed" in told(site.page(REVIEW))


def test_who_did_not_look_does_not_sign(frozen: Shell, site: Site) -> None:
    """The same rules as the command's."""
    assert "was not opened by ben" in site.refusal(f"{REVIEW}/sign")


def test_what_moved_is_not_signed(frozen: Shell, site: Site) -> None:
    """A later record that alters it is told of, and the report is to be frozen anew."""
    site.done(f"{REVIEW}/look")
    frozen("amend", "4.1", "--on", "2021-08-16", "--because", "the evening before")
    assert "moved since it was made" in told(site.page(REVIEW))
    assert "moved since it was made" in site.refusal(f"{REVIEW}/sign")
    assert re.search(r"[1-9] things? moved", told(site.page(f"{REVIEW}/moved")))


def test_own_work_is_signed_only_where_that_is_said(frozen: Shell, site: Site) -> None:
    """And the signature says so."""
    frozen("log", "kabul", "by 2022-06-01", "--by", "Ann", "--as", "ben", "--yes", "--said", "2021-06-25")
    entry = str(len(frozen.json("history")))
    site.done("/reports/freeze", kind="scorecard", forecaster="ann", on="2021-12-31", entry=entry)
    own = "/review/scorecard-ann-2021-12-31"
    site.done(f"{own}/look")
    assert "was frozen by ben" in site.refusal(f"{own}/sign")
    site.done(f"{own}/sign", own="yes")
    assert "own work allowed" in told(site.page(own))


def test_a_report_is_sent_back_with_a_reason(frozen: Shell, site: Site) -> None:
    """Without one it is not."""
    assert "Say it in words" in site.refusal(f"{REVIEW}/reject", text=" ")
    site.done(f"{REVIEW}/reject", text="no evidence")
    assert "rejected by ben" in told(site.page(REVIEW))


def test_the_frozen_report_is_a_file(frozen: Shell, site: Site) -> None:
    """As the command shows it."""
    out = frozen.folder / "signed.html"
    frozen("review", "show", SLUG, "--out", str(out))
    assert site.get(f"{REVIEW}/frozen.html").content == out.read_bytes()


def test_a_row_that_is_not_there_is_not_asked_about(frozen: Shell, site: Site) -> None:
    """And neither is a report that is not there."""
    assert "99.9" in site.refusal(f"{REVIEW}/question", row="99.9", text="Which?")
    assert site.get("/review/nothing").status_code == 404
