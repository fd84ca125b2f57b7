"""Signing in and out, sessions and tokens on a site with accounts: each break-in is a try that fails."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from desk.people.roles import Deed
from desk.people.sessions import IDLE
from desk.site.routes import ROUTES
from tests.desk.site.sites import told
from tests.desk.site.teams import HOST, OWN, PASSWORD, Person, Team
from tests.shell import Shell

COOKIE = "__Host-tracker"
UNDO = {"because": "a try"}
LOG = {"words": "Herat falls within three months, 70%", "by": "Ann Lee", "said": "2021-06-25"}


def test_without_an_account_no_page_shows_anything(team: Team) -> None:
    """But the form to sign in, which says nothing of the ledger; files of the site's looks are for all."""
    stranger = team.stranger()
    for method, path, _, _ in ROUTES:
        here = path.format(slug="kabul", sequence="2", handle="2.1", look="json")
        answer = stranger.ask(method, here, headers=OWN)
        if not here.startswith("/sign-in"):
            assert answer.status_code == 303, here
            assert answer.headers["location"].startswith("/sign-in"), here
            assert "kabul" not in answer.text
    page = told(stranger.get("/sign-in").text)
    assert "Your name Password" in page
    assert not any(word in page for word in ("Entry", "head", "Questions", "Ann Lee"))
    assert stranger.get("/static/site.css").status_code == 200
    assert stranger.get("/nothing").headers["location"] == "/sign-in?to=%2Fnothing"


@pytest.mark.parametrize("path", ["/api/v1/head", "/api/v1/questions", "/api/v1/openapi.json", "/api/v1/no"])
def test_without_a_token_the_api_tells_nothing(team: Team, path: str) -> None:
    """A problem says by what to prove who one is."""
    answer = team.stranger().get(path)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="tracker"')
    assert answer.json()["detail"].startswith("This needs an account")


def test_a_name_and_its_password_begin_a_session(team: Team, case: Shell) -> None:
    """What is recorded then bears the name, and how it was proved."""
    ann = team.stranger()
    answer = ann.signs_in("ann  lee", to="/questions?q=a")
    assert (answer.status_code, answer.headers["location"]) == (303, "/questions?q=a")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "Path=/", "SameSite=lax", "Secure", "Max-Age=604800"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "Signed in as Ann Lee ( analyst )" in told(ann.get("/").text).replace("(analyst)", "( analyst )")
    assert ann.post("/entries/2/undo", UNDO).status_code == 303
    entry = case.json("history")[-1]
    assert (entry["action"], entry["recorded_by"], entry["signed_in"]) == ("undo", "Ann Lee", "password")
    assert "signed in by password" in told(ann.get(f"/entries/{entry['sequence']}").text)
    assert case("audit").startswith("The chain holds")


@pytest.mark.parametrize(
    ("name", "password"), [("Ann Lee", "wrong horse battery"), ("Nobody", PASSWORD), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_have_one_answer(team: Team, name: str, password: str) -> None:
    """No session, no cookie, and the same page but for what was typed."""
    answer = team.stranger().signs_in(name, password)
    assert answer.status_code == 400
    assert "set-cookie" not in answer.headers
    assert "This name and this password do not belong together." in told(answer.text)
    assert password == "" or password not in answer.text


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\nx",
        "evil",
        "/sign-out",
    ],
)
def test_nobody_is_led_to_another_site(team: Team, to: str) -> None:
    """Whatever an address asks for, one begins on a page of this site."""
    assert team.stranger().signs_in("Ann Lee", to=to).headers["location"] == "/"


def test_a_session_that_another_laid_into_the_browser_is_not_taken_over(team: Team) -> None:
    """A new one is made at the door, and the one before is over (fixation)."""
    attacker = team.person("Rea")
    fixed = attacker.cookies[COOKIE]
    victim = team.stranger()
    victim.cookies.set(COOKIE, fixed, domain=HOST, path="/")
    victim.signs_in("Ann Lee")
    assert victim.cookies[COOKIE] != fixed
    assert attacker.get("/").status_code == 303
    chosen = team.stranger()
    chosen.cookies.set(COOKIE, "chosen-by-another", domain=HOST, path="/")
    chosen.signs_in("Ann Lee")
    attacker.cookies.set(COOKIE, "chosen-by-another", domain=HOST, path="/")
    assert attacker.get("/").status_code == 303


@pytest.mark.parametrize("how", ["out", "everywhere", "password", "disabled"])
def test_a_stolen_session_is_worth_nothing_once_it_was_ended(team: Team, case: Shell, how: str) -> None:
    """By signing out, by signing out everywhere, by a new password, by being disabled."""
    owner, thief = team.person("Ann Lee"), team.stranger("203.0.113.9")
    thief.cookies.set(COOKIE, owner.cookies[COOKIE], domain=HOST, path="/")
    assert thief.get("/").status_code == 200
    match how:
        case "out":
            owner.post("/sign-out")
        case "everywhere":
            team.person("Ann Lee").post("/sign-out-everywhere")
        case "password":
            team.door.accounts.set_password("Ann Lee", PASSWORD)
        case _:
            team.door.accounts.disable("Ann Lee", now=case.moment)
    assert thief.get("/").status_code == 303
    before = case.json("history")
    assert thief.post("/entries/2/undo", UNDO).headers["location"] == "/sign-in"
    assert case.json("history") == before


def test_a_session_is_over_when_nobody_used_it(team: Team, case: Shell) -> None:
    """Though the browser still shows it."""
    ann = team.person("Ann Lee")
    case.moment += IDLE
    assert ann.get("/").headers["location"] == "/sign-in"


def test_signing_out_takes_the_cookie_and_the_pages_away(team: Team) -> None:
    """From this browser, and no other."""
    ann, other = team.person("Ann Lee"), team.person("Ann Lee")
    answer = ann.post("/sign-out")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert COOKIE not in ann.cookies
    assert other.get("/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/account/password", "/people/add", "/entries/2/undo"]
)
def test_another_site_cannot_use_the_session(team: Team, path: str) -> None:
    """Nor sign its reader in as somebody else, nor out."""
    ada = team.person("Ada")
    for headers in (
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": f"http://{HOST}"},
        {"origin": ORIGIN_OF_ANOTHER_PORT, "sec-fetch-site": "same-site"},
        {},
    ):
        answer = ada.ask("POST", path, data={"name": "Ann Lee", "password": PASSWORD}, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


ORIGIN_OF_ANOTHER_PORT = f"https://{HOST}:8443"


def test_a_password_is_not_found_by_trying(team: Team) -> None:
    """Not from one address, nor from many: then not even the right one is taken for a while."""
    for number in range(10):
        answer = team.stranger(f"198.51.100.{number}").signs_in("Ann Lee", f"guess number {number}")
        assert answer.status_code == 400
    answer = team.stranger("203.0.113.1").signs_in("ANN LEE", PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 600
    assert "set-cookie" not in answer.headers
    codes = [
        team.stranger("203.0.113.2").signs_in(f"Name {n}", "a guess of ours").status_code for n in range(31)
    ]
    assert (codes[:30], codes[30]) == ([400] * 30, 429)
    assert team.stranger("203.0.113.3").signs_in("Vera").status_code == 303


def test_who_asks_too_much_is_slowed(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """By address before one has signed in, by account after; others are not."""
    monkeypatch.setattr("desk.people.tries.REQUESTS_OF_ADDRESS", "5 per minute")
    monkeypatch.setattr("desk.people.tries.REQUESTS_OF_ACCOUNT", "7 per minute")
    stranger = team.stranger()
    assert [stranger.get("/sign-in").status_code for _ in range(6)] == [200] * 5 + [429]
    ann, again = team.person("Ann Lee"), team.person("Ann Lee")
    assert [person.get("/sources").status_code for person in (ann, again) * 4] == [200] * 7 + [429]
    answer = ann.get("/api/v1/head")
    assert (answer.status_code, answer.headers["content-type"]) == (429, "application/problem+json")
    assert team.person("Vera").get("/sources").status_code == 200


def test_a_token_acts_in_its_persons_name(team: Team, case: Shell) -> None:
    """Within its scopes, and the entry says which it was."""
    program = Person(team.app)
    token = team.token("Ann Lee", Deed.LOG)
    answer = program.ask("POST", "/api/v1/forecasts", json=LOG, headers=token)
    assert answer.status_code == 201, answer.text
    entry = case.json("history")[-1]
    assert (entry["recorded_by"], entry["signed_in"]) == ("Ann Lee", "token nightly")
    unread = program.get("/api/v1/head", **token)
    assert (unread.status_code, "make one with the scope read" in unread.text) == (403, True)
    assert (
        program.ask("POST", "/api/v1/entries/999/undo", json={"because": "x"}, headers=token).status_code
        == 404
    )
    outcome = {"question": "kabul", "on": "2021-08-15"}
    refused = program.ask("POST", "/api/v1/outcomes", json=outcome, headers=token)
    assert (refused.status_code, refused.json()["title"]) == (403, "Not yours")
    assert "an admin can give it another role" in refused.json()["detail"]
    undone = program.ask("POST", "/api/v1/entries/4/undo", json={"because": "x"}, headers=token)
    assert undone.status_code == 403
    assert len(case.json("history")) == entry["sequence"]


def test_a_token_changes_no_account(team: Team) -> None:
    """Whoever finds one cannot stay by it."""
    program, token = Person(team.app), team.token("Ada", Deed.READ, Deed.LOG)
    for path in ("/account/tokens", "/account/password", "/account/tokens/revoke"):
        fields = {"name": "another", "scope": "read", "before": PASSWORD, "after": "x" * 12}
        assert program.post(path, fields, **token).status_code == 400
    assert (
        program.post(
            "/people/add", {"name": "Eve", "role": "admin", "password": PASSWORD}, **token
        ).status_code
        == 404
    )
    assert len(team.door.accounts.all()) == 5
    assert len(team.door.tokens.of(team.door.accounts.find("Ada"))) == 1


def test_a_calendar_shows_its_token_as_a_password(team: Team) -> None:
    """By basic authentication, which is all that calendars know."""
    token = team.token("Rea", Deed.READ)["authorization"].removeprefix("Bearer ")
    program = Person(team.app)
    assert program.ask("GET", "/api/v1/due.ics", auth=("", token)).status_code == 200
    assert program.ask("GET", "/api/v1/due.ics", auth=("Rea", PASSWORD)).status_code == 401
    assert program.get("/api/v1/head", authorization="Basic %%%").status_code == 401
    assert program.get("/api/v1/head", authorization="Bearer ").status_code == 401


def test_a_repeat_of_anothers_request_is_no_repeat(team: Team) -> None:
    """What one person was answered under a key, another is not shown."""
    program, key = Person(team.app), {"idempotency-key": "same"}
    ann, ada = (team.token(name, Deed.LOG) for name in ("Ann Lee", "Ada"))
    first = program.ask("POST", "/api/v1/forecasts", json=LOG, headers=ann | key)
    assert program.ask("POST", "/api/v1/forecasts", json=LOG, headers=ann | key).json() == first.json()
    other = program.ask(
        "POST",
        "/api/v1/forecasts",
        json=LOG | {"words": "Kunduz falls by 2021-09-25, 70%"},
        headers=ada | key,
    )
    assert other.status_code == 201
    assert other.json()["entry"]["recorded_by"] == "Ada"


def test_no_secret_is_written_into_a_log(
    team: Team, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not when signing in, not when a page fails, not when the database refuses."""
    caplog.set_level(logging.DEBUG)
    ann = team.stranger()
    ann.signs_in("Ann Lee")
    session = ann.cookies[COOKIE]
    token = team.token("Ann Lee", Deed.READ)["authorization"]

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("desk.people.accounts.passwords.fits", fails)
    with pytest.raises(RuntimeError):
        team.stranger().signs_in("Ann Lee")
    Person(team.app).get("/api/v1/head", authorization=token)
    for secret in (PASSWORD, session, token.removeprefix("Bearer ")):
        assert secret not in caplog.text


def test_the_clock_of_a_session_is_the_servers(team: Team, case: Shell) -> None:
    """A cookie has no time in it that a browser could change."""
    ann = team.person("Ann Lee")
    case.moment += timedelta(hours=11)
    assert ann.get("/").status_code == 200
    case.moment += timedelta(hours=11)
    assert ann.get("/").status_code == 200


def test_every_address_of_the_api_asks_what_a_token_may(team: Team) -> None:
    """One that may only answer reviewers reads and records nothing, wherever it tries."""
    program, token = Person(team.app), team.token("Otto", Deed.ANSWER)
    reader = team.token("Otto", Deed.READ, called="reader")
    schema = program.get("/api/v1/openapi.json", **reader).json()
    bodies = {"/forecasts": LOG, "/outcomes": {"question": "kabul", "on": "2021-08-15"}}
    tried = 0
    for path, methods in schema["paths"].items():
        kind = "scorecard" if "reports" in path else "questions"
        here = path.format(sequence=4, kind=kind, name="kabul", slug="scorecard", handle="2.3")
        for method in methods:
            if path == "/reviews/answers":  # the one address that it is for
                continue
            body = bodies.get(path, {"because": "a try"})
            how = {} if method == "get" else {"json": body}
            answer = program.ask(method.upper(), f"/api/v1{here}", headers=token, **how)
            assert answer.status_code == 403, f"{method} {here}: {answer.status_code} {answer.text}"
            tried += 1
    assert tried > 9
