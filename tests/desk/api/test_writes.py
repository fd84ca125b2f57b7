"""What is recorded over HTTP is the entry that the command line makes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.site.sites import HOST, OWN, Site, site_on
from tests.shell import Shell

API = "/api/v1"
KUNDUZ = {"words": "Kunduz falls within three months, 70%", "by": "Ann Lee", "said": "2021-06-25"}


def sent(site: Site, path: str, body: object, **headers: str) -> Response:
    """What a program's request is answered: it has no page that it comes from."""
    return site.ask("POST", f"{API}{path}", json=body, headers=headers)


def test_a_forecast_is_one_entry(site: Site, case: Shell) -> None:
    """In the name of whom the site serves, answered as the history prints it."""
    answer = sent(site, "/forecasts", KUNDUZ)
    assert answer.status_code == 201, answer.text
    assert answer.json()["entry"] == case.json("history")[-1]
    assert "New question: Kunduz falls (kunduz-falls)." in answer.json()["notes"]
    assert case.forecast("kunduz-falls")["recorded_by"] == "ben"


def test_several_are_one_entry_or_none(site: Site, case: Shell) -> None:
    """One that cannot be read leaves nothing of the others."""
    more = {"about": "kabul", "by": "Ann Lee", "words": "60% by 2022-06-01", "said": "2021-06-25"}
    assert sent(site, "/forecasts", [KUNDUZ, more]).status_code == 201
    assert len(case.json("list", "forecasts")) == 4
    before = case.json("history")
    refused = sent(site, "/forecasts", [{**more, "by": "Cem"}, {**KUNDUZ, "words": "Kunduz falls soon"}])
    assert refused.status_code == 400
    assert "'soon'" in refused.json()["detail"]
    assert case.json("history") == before


def test_a_dry_run_records_nothing(site: Site, case: Shell) -> None:
    """And tells how it would be read."""
    before = case.json("history")
    answer = sent(site, "/forecasts?dry_run=true", KUNDUZ)
    (record,) = answer.json()["records"]
    assert (answer.status_code, record["belief"]["p"], record["claim"]["deadline"]) == (
        200,
        0.7,
        "2021-09-25",
    )
    assert case.json("history") == before


def test_a_repeat_under_its_key_is_answered_as_at_first(site: Site, case: Shell) -> None:
    """Another request under the same key is refused; a refusal is not remembered."""
    key = {"idempotency-key": "a-1"}
    assert sent(site, "/forecasts", {**KUNDUZ, "words": "Kunduz falls soon"}, **key).status_code == 400
    first = sent(site, "/forecasts", KUNDUZ, **key)
    again = sent(site, "/forecasts", KUNDUZ, **key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    other = sent(site, "/forecasts", {**KUNDUZ, "by": "Ben"}, **key)
    assert other.status_code == 409
    assert len(case.json("list", "forecasts")) == 3


def test_an_outcome_and_its_taking_back(site: Site, case: Shell) -> None:
    """As `tracker resolve` and `tracker undo`."""
    body = {"question": "offensive-north", "not_through": "2021-12-25", "evidence": "two"}
    made = sent(site, "/outcomes", body)
    assert made.status_code == 201, made.text
    sequence = made.json()["entry"]["sequence"]
    assert case.json("show", "offensive-north")["outcomes"][0].startswith(
        "had not happened through 2021-12-25"
    )
    assert sent(site, f"/entries/{sequence}/undo", {"because": "a slip"}).status_code == 201
    assert case.json("show", "offensive-north")["outcomes"] == []
    assert sent(site, "/entries/999/undo", {"because": "a slip"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"by": "Ann"}, "words"),
        ({"words": "Kunduz falls this year, 70%"}, ""),
        ({**KUNDUZ, "colour": "blue"}, "colour"),
        ({**KUNDUZ, "said": "soon"}, "said"),
        ([KUNDUZ, {**KUNDUZ, "said": "soon"}], "1.said"),
        ([{}], "0.by"),
        ([], "body"),
        ("text", ""),
    ],
    ids=str,
)
def test_a_body_that_cannot_be_read_is_refused(site: Site, case: Shell, body: object, field: str) -> None:
    """In the one shape."""
    answer = sent(site, "/forecasts", body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert not field or answer.json()["field"] == field
    assert len(case.json("list", "forecasts")) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
    ],
    ids=str,
)
def test_another_site_records_nothing_here_either(site: Site, case: Shell, headers: dict[str, str]) -> None:
    """Neither by a script nor by a form that pretends to be JSON."""
    body = b'{"words": "Kunduz falls this year, 70%", "by": "Ann"}'
    sent_as = {"content-type": "application/json"} | headers
    answer = site.ask("POST", f"{API}/forecasts", content=body, headers=sent_as)
    assert answer.status_code == 403
    assert "does not come from a page of this site" in answer.json()["detail"]
    assert len(case.json("list", "forecasts")) == 2


def test_a_page_of_the_site_may_use_it(site: Site) -> None:
    """Which says where it comes from."""
    assert site.ask("POST", f"{API}/forecasts", json=KUNDUZ, headers=OWN).status_code == 201
    assert HOST in OWN["origin"]


SENTENCES = st.builds(
    "{} {}{}".format,
    st.sampled_from(["Kunduz falls", "The talks resume", "Óbidos is flooded"]),
    st.sampled_from(["within three months", "by 2021-12-31", "this year", "by mid-September"]),
    st.sampled_from([", 70%", ", unlikely", "", ", 1 in 20"]),
)


@given(
    words=SENTENCES,
    by=st.sampled_from(["Ann Lee", "Zoë O'Neill", "alexander-mikhailovsky"]),
    said=st.dates(date(2021, 6, 1), date(2021, 8, 31)),
    quote=st.none() | st.sampled_from(["so he said", "„so“, <b>he</b> said"]),
    topic=st.none() | st.just("War & peace"),
    later=st.integers(0, 400),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_digest_is_that_of_the_command_line(
    case: Shell, words: str, by: str, said: date, quote: str | None, topic: str | None, later: int
) -> None:
    """Whatever is logged and resolved, by either way the head is the same."""
    on = (said + timedelta(days=later % 120)).isoformat()
    with TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "http.db", Path(folder) / "shell.db"
        for path in (ours, theirs):
            copyfile(case.path, path)
        options = [("--quote", quote), ("--topic", topic)]
        more = [part for name, value in options if value is not None for part in (name, value)]
        where = ("--as", "ben", "--ledger", str(theirs))
        case("log", words, "--by", by, "--said", said.isoformat(), "--yes", "--slug", "new", *more, *where)
        case("resolve", "new", "--on", on, "--evidence", "seen", *where)
        with site_on(ours) as site:
            said_so = {"words": words, "by": by, "said": said.isoformat(), "slug": "new"}
            body = {**said_so, "quote": quote, "topic": topic}
            assert sent(site, "/forecasts", body).status_code == 201
            came = {"question": "new", "on": on, "evidence": "seen"}
            assert sent(site, "/outcomes", came).status_code == 201
            head = site.get(f"{API}/head").json()
        assert head["digest"] == case.json("history", "--ledger", str(theirs))[-1]["digest"]


def test_what_is_no_json_is_told_where_it_ceases_to_be(site: Site) -> None:
    """Of the body as a whole, and of no field."""
    headers = {"content-type": "application/json"}
    answer = site.ask("POST", f"{API}/forecasts", content=b'{"by": Ann}', headers=headers)
    assert answer.status_code == 422
    assert answer.json()["detail"] == "The body: no JSON at character 7, Expecting value."
    assert "field" not in answer.json()


def test_a_report_is_not_frozen_by_who_only_tries(site: Site, case: Shell) -> None:
    """Reports cannot be tried over HTTP: the word is refused, and nothing is recorded."""
    answer = site.ask("POST", f"{API}/reports/scorecard?dry_run=true", json={}, headers=OWN)
    assert (answer.status_code, answer.json()["field"]) == (422, "dry_run")
    assert case.json("review", "list") == []
