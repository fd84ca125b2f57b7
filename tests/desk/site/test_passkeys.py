"""Passkeys with a virtual authenticator in a real browser; what was copied or not asked for opens nothing."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from desk.people.accounts import Accounts
from desk.people.passkeys import Passkeys
from desk.people.refusals import NotSignedIn, UnfitPasskey
from desk.people.roles import Role
from forecasts.ledger import Ledger
from reports.demonstration import filled_ledger
from tests.desk.site.live import is_no_wider_than_its_window, opened, served, violations
from tests.reports.browser import needed

NOW = datetime(2022, 1, 5, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The founding case, with an analyst and a reader."""
    path = tmp_path / "ledger.db"
    with filled_ledger(path, by="ann", now=NOW) as ledger:
        for name, role in (("Ann Lee", Role.ANALYST), ("Rea", Role.READER)):
            Accounts(ledger).add(name, PASSWORD, [role], now=NOW)
    return path


@contextmanager
def with_device(page: Page) -> Iterator[CDPSession]:
    """A device that keeps passkeys, as a test has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield session


def with_a_passkey(page: Page) -> None:
    """Ann signs in with her password, makes a passkey, and signs out."""
    page.goto("/sign-in")
    page.get_by_label("Your name").fill("Ann Lee")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/account")
    page.get_by_label("Which device it is on").fill("laptop")
    page.get_by_label("Your password, to be sure").fill(PASSWORD)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("status")).to_have_text("The passkey is kept: sign in with it from now on.")


@needed
@pytest.mark.slow
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_a_passkey_signs_in_once_for_each_time_it_is_asked(book: Path, browser: Browser, width: str) -> None:
    """What it answered is worth nothing to who copies it; the entry says by what she signed in."""
    with served(book, has_accounts=True) as address:
        site = address.replace("127.0.0.1", "localhost")
        with opened(browser, site, width=width) as page, with_device(page):
            with_a_passkey(page)
            assert violations(page) == []
            assert is_no_wider_than_its_window(page)
            page.get_by_role("button", name="Sign out", exact=True).click()
            expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
            assert violations(page) == []
            with page.expect_request("**/sign-in/passkey") as sent:
                page.get_by_role("button", name="Sign in with a passkey").click()
            expect(page.get_by_text("Signed in as Ann Lee (analyst).")).to_be_visible()
            page.goto("/forecasters/alexander-mikhailovsky?on=2021-12-31")
            page.get_by_role("button", name="Freeze for review").click()
            expect(page.get_by_text("Draft. Frozen by Ann Lee")).to_be_visible()
            copied = parse_qs(sent.value.post_data or "")["credential"][0]
            with httpx.Client(base_url=site, headers={"origin": site}, trust_env=False) as thief:
                answer = thief.post("/sign-in/passkey", data={"credential": copied})
            assert answer.status_code == 400
            assert "set-cookie" not in answer.headers
            page.goto("/account")
            page.get_by_role("button", name="Forget").click()
            page.get_by_role("button", name="Sign out", exact=True).click()
            page.get_by_role("button", name="Sign in with a passkey").click()
            expect(page.get_by_text("The passkey was not taken.")).to_be_visible()
    with Ledger.open(book) as ledger:
        last = ledger.view().history(limit=1)[0]
        assert (last.recorded_by, last.signed_in) == ("Ann Lee", "passkey")
        assert ledger.audit().whole


@needed
@pytest.mark.slow
def test_a_session_alone_makes_no_passkey(book: Path, browser: Browser) -> None:
    """Whoever stole one would come back by it: the password is asked for, and a wrong one refused."""
    with served(book, has_accounts=True) as address:
        site = address.replace("127.0.0.1", "localhost")
        with opened(browser, site) as page, with_device(page):
            with_a_passkey(page)
            page.get_by_label("Which device it is on").fill("thief")
            page.get_by_label("Your password, to be sure").fill("wrong horse battery")
            page.get_by_role("button", name="Make a passkey").click()
            expect(page.locator("main").get_by_role("alert")).to_contain_text("do not belong together")
    with Ledger.open(book) as ledger:
        account = Accounts(ledger).find("Ann Lee")
        assert [one.name for one in Passkeys(ledger, origin=site).of(account)] == ["laptop"]


@needed
@pytest.mark.slow
def test_a_disabled_account_is_not_opened_by_its_passkey(book: Path, browser: Browser) -> None:
    """Though the device still has it."""
    with served(book, has_accounts=True) as address:
        site = address.replace("127.0.0.1", "localhost")
        with opened(browser, site) as page, with_device(page):
            with_a_passkey(page)
            with Ledger.open(book) as ledger:
                Accounts(ledger).disable("Ann Lee", now=NOW)
            page.goto("/sign-in")
            page.get_by_role("button", name="Sign in with a passkey").click()
            expect(page.get_by_text("The passkey was not taken.")).to_be_visible()


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{}",
        "[]",
        "null",
        "5",
        '"x"',
        "[" * 50_000,
        '{"rawId": "AA", "response": {"clientDataJSON": ""}}',
    ],
)
def test_what_is_no_passkey_is_refused(book: Path, credential: str) -> None:
    """In one sentence, whatever it is."""
    with Ledger.open(book) as ledger:
        keys, ann = Passkeys(ledger, origin="https://site.test"), Accounts(ledger).find("Ann Lee")
        keys.to_show(now=NOW)
        keys.to_make(ann, now=NOW)
        with pytest.raises(NotSignedIn):
            keys.proven(credential, now=NOW)
        with pytest.raises(UnfitPasskey):
            keys.made(ann, "laptop", credential, now=NOW)


def test_a_challenge_is_good_once_for_one_account_and_a_while() -> None:
    """Its answer is looked for by what was asked, and by nothing that the browser says beside it."""

    def answer(options: str) -> str:
        client = json.dumps({"challenge": json.loads(options)["challenge"]}).encode()
        plain = urlsafe_b64encode(client).decode().rstrip("=")
        return json.dumps({"rawId": "AA", "response": {"clientDataJSON": plain}})

    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        keys = Passkeys(ledger, origin="https://site.test")
        shown = answer(keys.to_show(now=NOW))
        assert keys._answered(shown, 1, now=NOW) is None
        shown = answer(keys.to_show(now=NOW))
        assert keys._answered(shown, None, now=NOW + timedelta(minutes=6)) is None
        shown = answer(keys.to_show(now=NOW))
        assert keys._answered(shown, None, now=NOW) is not None
        assert keys._answered(shown, None, now=NOW) is None
