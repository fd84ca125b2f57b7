"""What each role is shown and may do: another role's page by its address is refused, and not offered."""

from __future__ import annotations

import re
from html import unescape

import pytest

from desk.people.roles import MAY, Deed, Role
from desk.site.routes import ROUTES
from tests.desk.site.sites import told
from tests.desk.site.teams import OWN, PASSWORD, PEOPLE, Team
from tests.shell import Shell

SELF = (
    *("/sign-out", "/sign-out-everywhere", "/account/password", "/account/tokens", "/account/tokens/revoke"),
    *("/account/passkeys/begin", "/account/passkeys", "/account/passkeys/forget"),
)


def at(path: str) -> str:
    """An address of a route."""
    return path.format(slug="kabul", sequence="2", handle="2.1", look="json")


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_of_another_role_is_refused_by_its_address(team: Team, case: Shell, name: str) -> None:
    """And all pages of one's own are there; of accounts not even that there is a page is told."""
    person, may = team.person(name), MAY[PEOPLE[name]]
    before = case.json("history")
    for method, path, _, deed in ROUTES:
        if deed is None or (method == "POST" and (deed in may or path in SELF)):
            continue
        answer = person.ask(method, at(path), headers=OWN)
        if deed in may:
            assert answer.status_code in (200, 404), path  # the report that is reviewed is not there
        elif deed is Deed.MANAGE:
            assert answer.status_code == 404, path
            assert "There is no such page." in told(answer.text)
        else:
            assert answer.status_code == 403, path
            assert f"Your account ({PEOPLE[name]}) may not" in told(answer.text)
    assert case.json("history") == before


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_offered_that_would_be_refused(team: Team, case: Shell, name: str) -> None:
    """Every link of every page leads to a page, and every form goes where it is taken."""
    case("scorecard", "--freeze", "--on", "2021-12-31")
    case("review", "question", "scorecard", "2.5", "which page?")
    person, may = team.person(name), MAY[PEOPLE[name]]
    routes = [
        (method, re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), deed)
        for method, path, _, deed in ROUTES
    ]
    seen: set[str] = set()
    forms: set[str] = set()
    waiting = ["/", "/review/scorecard-2021-12-31", "/questions/offensive-north", "/entries/2", "/account"]
    while waiting and len(seen) < 60:
        path = waiting.pop(0).partition("#")[0]
        shape = re.sub(r"\d+", "N", path)
        if shape in seen or re.search(r"\.(pdf|md|txt|json|html)", path):
            continue
        seen.add(shape)
        answer = person.get(path)
        assert answer.status_code == 200, path
        waiting += map(unescape, re.findall(r'<a [^>]*href="(/[^"]*)"', answer.text))
        forms |= {unescape(to) for to in re.findall(r'action="(/[^"?]*)[^"]*" method="post"', answer.text)}
    assert len(seen) > 12
    for form in forms:
        deeds = [deed for method, shape, deed in routes if method == "POST" and shape.fullmatch(form)]
        assert len(deeds) == 1, form
        assert deeds[0] in may, form
    offered = " ".join(sorted(forms))
    assert ("/review/scorecard-2021-12-31/sign" in offered) == (Deed.REVIEW in may)
    assert ("/answer" in offered) == (Deed.ANSWER in may)
    assert ("/people/add" in offered) == (Deed.MANAGE in may)


@pytest.mark.parametrize(
    ("name", "taken"), [("Ann Lee", (3,)), ("Otto", (4,)), ("Vera", ()), ("Ada", (3, 4, 1))]
)
def test_an_entry_is_taken_back_by_who_may_record_such_a_one(
    team: Team, case: Shell, name: str, taken: tuple[int, ...]
) -> None:
    """Entry 1 is the ledger's beginning, 3 a forecast, 4 an outcome."""
    person = team.person(name)
    for sequence in (3, 4, 1):
        page = person.get(f"/entries/{sequence}")
        assert (f"/entries/{sequence}/undo" in page.text) == (sequence in taken)
        answer = person.post(f"/entries/{sequence}/undo", {"because": "a try"})
        assert (answer.status_code == 403) == (sequence not in taken), sequence
        if sequence == 1 and sequence not in taken:
            assert f"Your account ({PEOPLE[name]}) may not take back an entry of this kind:" in told(
                answer.text
            )
    assert case("audit").startswith("The chain holds")


def test_other_roles_hold_from_the_next_request_on(team: Team) -> None:
    """In every open session."""
    rea = team.person("Rea")
    assert rea.get("/log").status_code == 403
    team.door.accounts.give("Rea", [Role.ANALYST, Role.RESOLVER])
    assert rea.get("/log").status_code == 200
    assert rea.get("/resolve").status_code == 200
    assert "Signed in as Rea (analyst, resolver)" in re.sub(r"\s+(?=\W)", " ", told(rea.get("/").text))


def test_an_admin_keeps_accounts_on_a_page(team: Team) -> None:
    """New ones, other roles, passwords, and who may come; not the own account."""
    ada = team.person("Ada")
    made = ada.post("/people/add", {"name": "Ben Okri", "password": PASSWORD, "role": ["reader", "resolver"]})
    assert made.headers["location"] == "/people?changed=Ben+Okri"
    assert "Ben Okri is kept as you said." in told(ada.get("/people?changed=Ben+Okri").text)
    ben = team.stranger()
    assert ben.signs_in("Ben Okri").status_code == 303
    assert ada.post("/people/roles", {"name": "Ben Okri", "role": "analyst"}).status_code == 303
    assert ben.get("/resolve").status_code == 403
    assert (
        ada.post("/people/password", {"name": "Ben Okri", "password": "other " + PASSWORD}).status_code == 303
    )
    assert ben.get("/").status_code == 303
    assert ada.post("/people/disable", {"name": "Ben Okri"}).status_code == 303
    assert ben.signs_in("Ben Okri", "other " + PASSWORD).status_code == 400
    assert ada.post("/people/enable", {"name": "Ben Okri"}).status_code == 303
    assert ben.signs_in("Ben Okri", "other " + PASSWORD).status_code == 303
    for path, fields in (
        ("/people/disable", {"name": "ada"}),
        ("/people/roles", {"name": "Ada", "role": "reader"}),
        ("/people/roles", {"name": "Ben Okri", "role": "king"}),
        ("/people/add", {"name": "BEN OKRI", "password": PASSWORD, "role": "reader"}),
        ("/people/add", {"name": "New", "password": "short", "role": "reader"}),
        ("/people/enable", {"name": "Nobody"}),
    ):
        answer = ada.post(path, fields)
        assert answer.status_code == 400, path
        assert 'class="refusal"' in answer.text
        assert "short" not in answer.text.replace("too short", "")


def test_everybody_keeps_the_own_account(team: Team) -> None:
    """The password, the sessions, the tokens."""
    rea, elsewhere = team.person("Rea"), team.person("Rea")
    assert "In 2 browsers, this one included." in told(rea.get("/account").text)
    new = "another horse battery"
    wrong = {"before": "wrong horse battery", "after": new, "again": new}
    assert "That is not your password." in told(rea.post("/account/password", wrong).text)
    typo = {"before": PASSWORD, "after": new, "again": new + "x"}
    assert "typed in two ways" in told(rea.post("/account/password", typo).text)
    assert rea.post("/account/password", {"before": PASSWORD, "after": new, "again": new}).status_code == 303
    assert "Your password is changed" in told(rea.get("/account?done=password").text)
    assert elsewhere.get("/").status_code == 303
    made = rea.post("/account/tokens", {"name": "nightly", "scope": "read", "days": "30"})
    assert made.headers["cache-control"] == "no-store"
    (token,) = re.findall(r"<code>(tracker_[\w-]+)</code>", made.text)
    assert token not in rea.get("/account").text
    assert team.stranger().get("/api/v1/head", authorization=f"Bearer {token}").status_code == 200
    for bad in ({"name": "x", "scope": "log"}, {"name": "x"}, {"name": "x", "scope": "read", "days": "soon"}):
        assert rea.post("/account/tokens", bad).status_code == 400
    assert rea.post("/account/tokens/revoke", {"name": "nightly"}).status_code == 303
    assert team.stranger().get("/api/v1/head", authorization=f"Bearer {token}").status_code == 401


def test_without_accounts_there_is_nothing_to_sign_in_to(site: object) -> None:
    """The pages of accounts are not there, and nothing asks for one."""
    for path in ("/sign-in", "/account", "/people"):
        assert site.get(path).status_code in (303, 404), path  # type: ignore[attr-defined]
