"""What stands before every page: each test is a try that fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from typing import Any

import pytest

from desk.site.guards import LARGEST_BODY, Guard
from desk.site.routes import ROUTES
from tests.desk.site.sites import HOST, OWN, Site
from tests.shell import Shell

UNDO = {"because": "a try"}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": f"http://{HOST}"},
        {"sec-fetch-site": "same-site", "origin": f"http://{HOST}"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": f"http://{HOST}.evil.example"},
        {},
    ],
    ids=str,
)
def test_another_site_records_nothing(site: Site, case: Shell, headers: dict[str, str]) -> None:
    """A form that another site sends, or a script, or who does not say where it comes from, is refused."""
    before = case.json("history")
    answer = site.ask("POST", "/entries/2/undo", data=UNDO, headers=headers)
    assert answer.status_code == 403
    assert case.json("history") == before


def test_the_site_itself_records(site: Site, case: Shell) -> None:
    """The tests above fail for the right reason: from its own page the same form is taken."""
    assert site.ask("POST", "/entries/4/undo", data=UNDO, headers=OWN).status_code == 303
    assert case.json("history")[-1]["action"] == "undo"


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}:81", f"{HOST}.evil.example", ""])
def test_a_name_that_is_not_its_own_reads_nothing(site: Site, host: str) -> None:
    """Another site that renames itself to this address sees no page (DNS rebinding)."""
    answer = site.ask("GET", "/questions", headers={"host": host})
    assert answer.status_code == 421
    assert "Kabul" not in answer.text


def test_nothing_is_changed_by_a_look(site: Site, case: Shell) -> None:
    """Each page that is only read leaves the ledger as it is."""
    head = case.json("history")[-1]["digest"]
    for method, path, _, _ in ROUTES:
        if method == "GET":
            site.get(path.format(slug="kabul", sequence="2", handle="2.1", look="json"))
    assert case.json("history")[-1]["digest"] == head


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_that_is_read_takes_nothing(site: Site, method: str) -> None:
    """Another method is refused, also from the site itself."""
    assert site.ask(method, "/questions", headers=OWN).status_code == 405


@pytest.mark.parametrize("path", ["/", "/log", "/questions/kabul", "/nowhere", "/static/site.css"])
def test_a_browser_may_run_no_script_and_frame_no_page(site: Site, path: str) -> None:
    """The policy is the same on every answer, a refusal included."""
    headers = site.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_large_body_is_refused_by_its_length(site: Site) -> None:
    """Nothing of it is read."""
    answer = site.ask("POST", "/log", content=b"x", headers=OWN | {"content-length": "1000000000"})
    assert answer.status_code == 413


Message = MutableMapping[str, Any]


def _sent(guard: Guard, parts: list[Message], *, wait: float = 0.0) -> list[Message]:
    """What is answered to a body that comes in parts, each after a while."""
    headers = [(name.encode(), text.encode()) for name, text in {"host": HOST, **OWN}.items()]
    scope: Message = {"type": "http", "method": "POST", "headers": headers}
    sent: list[Message] = []
    left = iter(parts)

    async def receive() -> Message:
        await asyncio.sleep(wait)
        return next(left)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent


async def _reads(_: Message, receive: Any, send: Any) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_a_body_that_does_not_say_its_length_is_cut_off() -> None:
    """After as many bytes as it may have."""
    guard = Guard(app=_reads, hosts=frozenset((HOST,)), largest=100)
    part = {"type": "http.request", "body": b"x" * 60, "more_body": True}
    assert _sent(guard, [part, part, part])[0]["status"] == 413
    last = {"type": "http.request", "body": b"x" * 40, "more_body": False}
    assert _sent(guard, [part, last])[0]["status"] == 200


def test_a_body_that_never_comes_is_not_waited_for() -> None:
    """A slow request is answered, and leaves."""
    guard = Guard(app=_reads, hosts=frozenset((HOST,)), patience=0.01)
    part = {"type": "http.request", "body": b"x", "more_body": True}
    assert _sent(guard, [part], wait=5.0)[0]["status"] == 408


@pytest.mark.parametrize("path", ["/log", "/import", "/api/v1/forecasts"])
def test_a_body_without_end_is_refused_by_whoever_reads_it(site: Site, path: str) -> None:
    """With 413 and a sentence, and never as a fault of ours."""

    async def endless() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(LARGEST_BODY // 1_000_000 + 1):
            yield b"x" * 1_000_000

    media = "application/json" if "api" in path else "multipart/form-data; boundary=b"
    answer = site.ask("POST", path, content=endless(), headers=OWN | {"content-type": media})
    assert answer.status_code == 413
    assert "The request is larger than 10,000,000 bytes." in answer.text


def test_a_body_that_comes_drop_by_drop_is_not_waited_for() -> None:
    """Each drop in time, and all of it never."""
    guard = Guard(app=_reads, hosts=frozenset((HOST,)), patience=5.0, longest=0.05)
    part = {"type": "http.request", "body": b"x", "more_body": True}
    assert _sent(guard, [part] * 100, wait=0.01)[0]["status"] == 408


def test_many_fields_are_refused(site: Site) -> None:
    """A form has no more than it needs."""
    fields = "&".join(f"f{number}=1" for number in range(2_000))
    headers = OWN | {"content-type": "application/x-www-form-urlencoded"}
    assert site.ask("POST", "/log", content=fields, headers=headers).status_code == 400


@pytest.mark.parametrize("name", ["..%2fsite.css", "..%2fguards.py", "site", "nothing.css", "%2e%2e/a.py"])
def test_no_file_but_the_sites_own_is_given(site: Site, name: str) -> None:
    """Whatever is asked for, it stays in its folder."""
    assert site.get(f"/static/{name}").status_code == 404
