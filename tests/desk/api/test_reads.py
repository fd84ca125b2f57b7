"""What is read over HTTP is what the commands print, and a function of the head."""

from __future__ import annotations

import json

import pytest

from tests.desk.site.sites import Site
from tests.shell import Shell

API = "/api/v1"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/questions", ("list", "questions")),
        ("/forecasters", ("list", "forecasters")),
        ("/sources", ("list", "sources")),
        ("/forecasts?question=kabul", ("list", "forecasts", "--question", "kabul")),
        ("/forecasts?text=unlikely", ("list", "forecasts", "--text", "unlikely")),
        ("/statements", ("list", "statements")),
        ("/outcomes", ("list", "outcomes")),
        ("/questions?status=answered", ("list", "questions", "--status", "answered")),
        ("/records/kabul", ("show", "kabul")),
        ("/records/2.1", ("show", "2.1")),
        ("/entries", ("history",)),
        ("/due", ("due",)),
        ("/due?within=90&on=2021-08-01", ("due", "--within", "90", "--on", "2021-08-01")),
        ("/scores?on=2021-12-31", ("scores", "--on", "2021-12-31")),
        ("/reports/scorecard?on=2021-12-31&forecaster=alex", ("scorecard", "alex", "--on", "2021-12-31")),
        ("/reports/calibration?on=2021-12-31", ("calibration", "--on", "2021-12-31")),
        ("/reports/period?period=2021-Q3", ("report", "--period", "2021-Q3")),
    ],
)
def test_it_is_what_the_command_prints(site: Site, case: Shell, path: str, typed: tuple[str, ...]) -> None:
    """The same keys and values in the same order."""
    answer = site.get(f"{API}{path}")
    assert answer.status_code == 200, answer.text
    assert json.dumps(answer.json()) == json.dumps(case.json(*typed))


def test_who_has_it_already_is_sent_nothing(site: Site, case: Shell) -> None:
    """Until the head moves, or another day or question is asked for."""
    first = site.get(f"{API}/questions")
    tag = first.headers["etag"]
    again = site.get(f"{API}/questions", **{"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for path in (
        "/questions?on=2021-08-01",
        "/questions?status=open",
        "/forecasters",
        "/questions?as_of=2030-01-01",
    ):
        assert site.get(f"{API}{path}").headers["etag"] != tag or "as_of" in path
    case("log", "Kunduz falls", "--slug", "kunduz", "--criteria", "two agencies")
    moved = site.get(f"{API}/questions", **{"if-none-match": tag})
    assert moved.status_code == 200
    assert "kunduz" in moved.text


def test_a_long_list_is_leafed_through_by_a_cursor(site: Site, case: Shell) -> None:
    """The link of each leaf leads to the next; together they are the whole."""
    for number in range(5):
        case("log", f"Thing {number}", "--slug", f"thing-{number}", "--criteria", "a list")
    whole = case.json("list", "questions")
    found, path = [], f"{API}/questions?limit=3"
    while path:
        answer = site.get(path)
        found += answer.json()
        path = answer.links["next"]["url"] if "next" in answer.links else ""
    assert found == whole


@pytest.mark.parametrize("place", ["questions", "entries"])
def test_leaves_of_an_earlier_moment_are_all_of_that_moment(site: Site, case: Shell, place: str) -> None:
    """What is recorded while somebody leafs is on none of them."""
    case.today(2022, 2, 1)
    for number in range(3):
        case("log", f"Thing {number}", "--slug", f"thing-{number}", "--criteria", "a list")
    found, path = [], f"{API}/{place}?limit=1&as_of=2022-01-10"
    while path:
        answer = site.get(path)
        found += answer.json()
        path = answer.links["next"]["url"] if "next" in answer.links else ""
    assert found == site.get(f"{API}/{place}?as_of=2022-01-10").json()
    assert 1 < len(found) < len(site.get(f"{API}/{place}").json())


def test_scores_are_leafed_through_too(site: Site, case: Shell) -> None:
    """Where a limit is given; without one all are there, as the command prints them."""
    whole = case.json("scores", "--on", "2021-12-31")
    found, path = [], f"{API}/scores?limit=1&on=2021-12-31"
    while path:
        answer = site.get(path)
        found += answer.json()
        path = answer.links["next"]["url"] if "next" in answer.links else ""
    assert len(whole) == 2
    assert found == whole
    assert site.get(f"{API}/scores?after=99.1").status_code == 404


def test_the_feed_of_changes_goes_on_where_it_ended(site: Site, case: Shell) -> None:
    """Entry after entry, the oldest first."""
    history = case.json("history")
    seen, after = [], 0
    while some := site.get(f"{API}/entries?after={after}&limit=3").json():
        seen += some
        after = some[-1]["sequence"]
    assert seen == history
    assert site.get(f"{API}/entries?after=999").json() == []


def test_an_earlier_moment_is_read_as_it_was(site: Site, case: Shell) -> None:
    """By as_of; and outcomes known later are ignored by on."""
    case.today(2022, 2, 1)
    case("log", "Kunduz falls", "--slug", "kunduz", "--criteria", "two agencies")
    slugs = [found["slug"] for found in site.get(f"{API}/questions?as_of=2022-01-10").json()]
    assert "kunduz" not in slugs
    assert site.get(f"{API}/outcomes?on=2021-08-01").json() == []


def test_deadlines_are_a_calendar(site: Site, case: Shell) -> None:
    """The bytes of `tracker due --ics`."""
    out = case.folder / "due.ics"
    case("due", "--ics", str(out), "--on", "2021-07-01")
    answer = site.get(f"{API}/due.ics?on=2021-07-01")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.content == out.read_bytes()


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/records/nothing", 404, ""),
        ("/questions?question=nothing", 404, ""),
        ("/questions?on=soon", 422, "on"),
        ("/questions?as_of=soon", 422, "as_of"),
        ("/questions?limit=0", 422, "limit"),
        ("/questions?after=x", 400, ""),
        ("/poems", 404, "kind"),
        ("/reports/poem", 404, "kind"),
        ("/no/such/address", 404, ""),
    ],
)
def test_a_refusal_has_one_shape(site: Site, path: str, status: int, field: str) -> None:
    """A sentence, the status, and the field that it is about (RFC 9457)."""
    answer = site.get(f"{API}{path}")
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["detail"].endswith((".", "?"))
    assert told.get("field", "") == field


def test_the_schema_is_openapi_3_1(site: Site) -> None:
    """Every address is in it, with what it answers."""
    schema = site.get(f"{API}/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert {"/{kind}", "/forecasts", "/outcomes", "/entries/{sequence}/undo", "/due.ics"} <= set(
        schema["paths"]
    )
    assert all("summary" in one for path in schema["paths"].values() for one in path.values())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/questions?as-of=2021-07-01", "did you mean as_of?"),
        ("/due?limit=3", "takes within, on, as_of"),
        ("/reports/scorecard?forecasters=alex", "did you mean forecaster?"),
    ],
)
def test_a_query_with_a_name_that_is_not_taken_is_refused(site: Site, path: str, said: str) -> None:
    """Rather than answered as if nothing had been asked."""
    answer = site.get(f"{API}{path}")
    assert answer.status_code == 422
    assert answer.json()["field"] in path
    assert said in answer.json()["detail"]


def test_the_head_of_an_answer_is_read_alone(site: Site) -> None:
    """With the tag that the whole answer has; a method that an address lacks is told those that it has."""
    whole = site.get(f"{API}/questions")
    head = site.ask("HEAD", f"{API}/questions")
    assert (head.status_code, head.headers["etag"]) == (200, whole.headers["etag"])
    for path, allowed in (("questions", "GET, POST"), ("statements", "GET"), ("seals/2.1/reveal", "POST")):
        other = site.ask("OPTIONS", f"{API}/{path}")
        assert (other.status_code, other.headers["allow"]) == (405, allowed)
