"""Reports are put on record, questioned, answered, signed and sent back over HTTP as by the commands."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest
from httpx import Response

from tests.desk.api.test_writes import API, sent
from tests.desk.site.sites import Site, site_on
from tests.shell import Shell

CARD = {"forecasters": ["alexander"], "on": "2021-12-31"}
SLUG = "scorecard-alexander-mikhailovsky-2021-12-31"


def acted(site: Site, place: str, body: object = None, **headers: str) -> Response:
    """What a deed on the report is answered."""
    return sent(site, f"/reviews/{SLUG}/{place}", {} if body is None else body, **headers)


@pytest.fixture
def by_ann(case: Shell) -> Shell:
    """The case with a report that ann froze, as ben does not sign his own."""
    case("scorecard", "alexander", "--on", "2021-12-31", "--freeze")
    return case


def test_a_report_is_on_record_once(site: Site, case: Shell) -> None:
    """As the command freezes it; the very same again is the one that is there."""
    first, again = (sent(site, "/reports/scorecard", {**CARD, "entry": 4}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["review"]["freeze"]["slug"] == SLUG
    assert again.json() == first.json()
    (state,) = case.json("review", "list")
    assert json.dumps(first.json()["review"]) == json.dumps(state)
    assert json.dumps(site.get(f"{API}/reviews").json()) == json.dumps([state])


def test_the_report_is_that_of_the_command(site: Site, case: Shell) -> None:
    """With the digest that it would have frozen."""
    made = sent(site, "/reports/calibration", {"about": ["kabul"], "on": "2021-12-31", "entry": 4})
    typed = case.json(
        "calibration", "--about", "kabul", "--on", "2021-12-31", "--as-of", "2022-01-05T12:00:00"
    )
    assert made.json()["review"]["freeze"]["as_of"] == 4
    assert typed["heading"]["selection"] == json.loads(made.json()["review"]["freeze"]["recipe"])["selection"]


def test_it_is_gone_through_row_by_row(site: Site, by_ann: Shell) -> None:
    """Looked at, questioned, answered and signed; each deed is one entry."""
    before = len(by_ann.json("history"))
    whole = site.get(f"{API}/reviews/{SLUG}").json()
    assert whole["count"] == len(whole["rows"]) == 2
    row = whole["rows"][0]["handle"]
    assert acted(site, "looks").status_code == 201
    assert acted(site, "questions", {"row": row, "text": "Where is it said?"}).status_code == 201
    assert acted(site, "signatures").status_code == 400
    answer = sent(site, "/reviews/answers", {"question": "Q1", "text": "In the third paragraph."})
    assert answer.status_code == 201, answer.text
    signed = acted(site, "signatures")
    assert signed.status_code == 201, signed.text
    (state,) = by_ann.json("review", "list")
    assert state["state"] == "signed"
    assert [one["by"] for one in state["signatures"]] == ["ben"]
    assert len(by_ann.json("history")) == before + 4


def test_it_is_sent_back_with_a_reason(site: Site, by_ann: Shell) -> None:
    """Which must be given."""
    assert acted(site, "rejections").status_code == 422
    assert acted(site, "rejections", {"because": "two outcomes lack evidence"}).status_code == 201
    (state,) = by_ann.json("review", "list")
    assert state["rejection"]["text"] == "two outcomes lack evidence"


def test_a_repeat_under_its_key_asks_once(site: Site, by_ann: Shell) -> None:
    """As everything that is recorded."""
    body = {"row": "alexander-mikhailovsky", "text": "Which of them?"}
    first, again = (acted(site, "questions", body, **{"idempotency-key": "q"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    tried = sent(site, f"/reviews/{SLUG}/questions?dry_run=true", body)
    assert (tried.status_code, tried.json()["records"][0]["text"]) == (200, "Which of them?")
    (state,) = by_ann.json("review", "list")
    assert len(state["questions"]) == 1


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/reviews/nothing/looks", {}, 404),
        (f"/reviews/{SLUG}/questions", {"row": "99.9", "text": "What?"}, 400),
        (f"/reviews/{SLUG}/questions", {"row": "2.1"}, 422),
        ("/reviews/answers", {"question": "Q9", "text": "So."}, 404),
        ("/reports/poem", CARD, 404),
        ("/reports/scorecard", {"forecasters": ["nobody"]}, 404),
        ("/reports/scorecard", {"period": "2021-Q3"}, 422),
        ("/reports/scorecard", {}, 422),
        ("/reports/comparison", {}, 422),
        ("/reports/scorecard", {**CARD, "everything": True}, 422),
        ("/reports/period", {"period": "last-decade"}, 400),
    ],
)
def test_what_cannot_be_done_is_refused(
    site: Site, by_ann: Shell, path: str, body: object, status: int
) -> None:
    """In the one shape, and nothing is recorded."""
    before = by_ann.json("history")
    answer = sent(site, path, body)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
    assert by_ann.json("history") == before


def test_deeds_have_the_digests_of_the_commands(by_ann: Shell, tmp_path: Path) -> None:
    """By either way the head is the same; a freeze has a salt of its own."""
    ours, theirs = tmp_path / "http.db", tmp_path / "shell.db"
    for path in (ours, theirs):
        copyfile(by_ann.path, path)
    as_ben = ("--as", "ben", "--ledger", str(theirs))
    by_ann("review", "open", SLUG, *as_ben)
    by_ann("review", "question", SLUG, "alexander-mikhailovsky", "Which?", *as_ben)
    by_ann("review", "answer", "Q1", "Both.", *as_ben)
    by_ann("review", "sign", SLUG, *as_ben)
    with site_on(ours) as site:
        assert acted(site, "looks").status_code == 201
        body = {"row": "alexander-mikhailovsky", "text": "Which?"}
        assert acted(site, "questions", body).status_code == 201
        assert sent(site, "/reviews/answers", {"question": "Q1", "text": "Both."}).status_code == 201
        assert acted(site, "signatures").status_code == 201
        head = site.get(f"{API}/head").json()
    assert head["digest"] == by_ann.json("audit", "--ledger", str(theirs))["head"]
