"""Accounts, sessions and tokens: what opens the door, and what no longer does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event, Semaphore

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.people import passwords
from desk.people.accounts import Account, Accounts
from desk.people.refusals import (
    AccountExists,
    NoAccount,
    NoToken,
    NotSignedIn,
    TokenExists,
    TooOften,
    UnfitScope,
    WeakPassword,
)
from desk.people.roles import MAY, Deed, Role, deeds_of
from desk.people.sessions import IDLE, LONGEST, Sessions
from desk.people.tokens import Tokens
from forecasts.errors import UnfitText
from forecasts.ledger import Ledger
from tests.forecasts.builders import NOW
from tests.forecasts.ledger.conftest import place

__all__ = ["place"]
PASSWORD = "correct horse battery"
OTHER = "staple correct horse"


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """An empty ledger, on each engine."""
    with Ledger.create(place, now=NOW, by="ann") as made:
        yield made


@pytest.fixture
def ann(ledger: Ledger) -> Account:
    """The account of an analyst."""
    return Accounts(ledger).add("Ann Lee", PASSWORD, [Role.ANALYST], now=NOW)


def everything(ledger: Ledger, tmp_path: Path) -> bytes:
    """All bytes of a backup of the ledger."""
    ledger.backup(tmp_path / "all.db")
    return (tmp_path / "all.db").read_bytes()


def test_a_name_and_its_password_open_an_account(ledger: Ledger, ann: Account) -> None:
    """However the name is spelt."""
    assert Accounts(ledger).proven(" ann  LEE", PASSWORD) == ann
    assert ann.roles == (Role.ANALYST,)


@pytest.mark.parametrize(
    ("name", "password"),
    [("Ann Lee", OTHER), ("Ann Lee", ""), ("Ben Okri", PASSWORD), ("", PASSWORD), ("Ann Lee", PASSWORD * 99)],
)
def test_any_mistake_is_answered_alike(ledger: Ledger, ann: Account, name: str, password: str) -> None:
    """Nobody learns from it which names there are."""
    with pytest.raises(NotSignedIn) as refused:
        Accounts(ledger).proven(name, password)
    assert str(refused.value) == "This name and this password do not belong together."


def test_a_name_without_an_account_takes_a_password_as_long(
    ledger: Ledger, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same work is done for it: one verification by Argon2id, of the same cost."""
    checked: list[str] = []
    real = passwords.hasher()

    class Counting:
        hash = staticmethod(real.hash)

        def verify(self, kept: str, plain: str) -> bool:
            checked.append(kept.rpartition("$")[0].rpartition("$")[0])
            return real.verify(kept, plain)

    monkeypatch.setattr(passwords, "hasher", Counting)
    for name in ("Ann Lee", "Ben Okri"):
        with pytest.raises(NotSignedIn):
            Accounts(ledger).proven(name, OTHER)
    assert len(checked) == 2
    assert checked[0] == checked[1] == "$argon2id$v=19$m=47104,t=1,p=1"


@pytest.mark.parametrize("name", ["Ann Lee", "ANN LEE", "Ann\u00a0Lee", "\u0410nn Lee", "Ann  Lee"])
def test_nobody_gets_an_account_that_people_take_for_another(ledger: Ledger, ann: Account, name: str) -> None:
    """What is recorded in it would be read as hers."""
    with pytest.raises(AccountExists, match="'Ann Lee' already"):
        Accounts(ledger).add(name, PASSWORD, [Role.READER], now=NOW)


def test_many_tries_at_once_do_not_take_the_server(
    ledger: Ledger, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight wait at most, and the next is sent away; then it is taken again."""
    begun, goes_on = Semaphore(0), Event()

    class Slow:
        hash = staticmethod(passwords.hasher().hash)

        def verify(self, kept: str, plain: str) -> bool:
            begun.release()
            return goes_on.wait(30)

    real = passwords.hasher
    monkeypatch.setattr(passwords, "hasher", Slow)
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(passwords.fits, "kept", "a guess") for _ in range(8)]
        assert begun.acquire(timeout=30)
        while passwords._waiting._value:
            time.sleep(0.01)
        with pytest.raises(TooOften, match="wait 5 seconds"):
            passwords.fits("kept", "one more")
        goes_on.set()
        assert all(one.result() for one in tries)
    monkeypatch.setattr(passwords, "hasher", real)
    assert Accounts(ledger).proven("Ann Lee", PASSWORD) == ann


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\u202eb", "x" * 101])
def test_a_name_is_one_that_an_entry_can_bear(ledger: Ledger, name: str) -> None:
    """It is refused at once, and not when something is recorded."""
    with pytest.raises(UnfitText):
        Accounts(ledger).add(name, PASSWORD, [Role.READER], now=NOW)


@pytest.mark.parametrize(
    "password", ["", "eleven lett", "a" * 40, "abababababababab", "Annabel Lee Poe", "x" * 501]
)
def test_a_weak_password_is_refused(ledger: Ledger, password: str) -> None:
    """And not repeated in the sentence."""
    with pytest.raises(WeakPassword) as refused:
        Accounts(ledger).add("Annabel Lee Poe", password, [Role.READER], now=NOW)
    assert not password or password not in str(refused.value)


def test_no_secret_is_in_the_ledger(ledger: Ledger, ann: Account, tmp_path: Path) -> None:
    """Neither the password nor what a session or a token is shown by."""
    session = Sessions(ledger).opened(ann, how="password", before="", now=NOW)
    token = Tokens(ledger).made(ann, "nightly", [Deed.READ], days=None, now=NOW)
    kept = everything(ledger, tmp_path)
    assert b"nightly" in kept
    assert not any(secret.encode() in kept for secret in (PASSWORD, session, token))


def test_a_session_ends_when_it_was_idle_and_when_it_was_open_for_too_long(
    ledger: Ledger, ann: Account
) -> None:
    """Use keeps it open, and not for ever."""
    sessions = Sessions(ledger)
    secret = sessions.opened(ann, how="password", before="", now=NOW)
    assert sessions.found(secret, now=NOW + IDLE - timedelta(seconds=1)) is not None
    assert sessions.found(secret, now=NOW + IDLE * 1.9) is not None
    assert sessions.found(secret, now=NOW + IDLE * 3) is None
    secret = sessions.opened(ann, how="password", before="", now=NOW)
    moment = NOW
    while moment + IDLE / 2 < NOW + LONGEST:
        moment += IDLE / 2
        assert (sessions.found(secret, now=moment) is None) == (moment >= NOW + LONGEST)
    assert sessions.found(secret, now=NOW + LONGEST) is None


def test_a_session_that_was_there_before_ends_when_somebody_signs_in(ledger: Ledger, ann: Account) -> None:
    """Whoever laid it into the browser is signed in by nothing (a fixed session)."""
    sessions = Sessions(ledger)
    before = sessions.opened(ann, how="password", before="", now=NOW)
    after = sessions.opened(ann, how="password", before=before, now=NOW)
    assert after != before
    assert sessions.found(before, now=NOW) is None
    assert sessions.found(after, now=NOW) is not None
    assert sessions.opened(ann, how="password", before="chosen by another", now=NOW) != "chosen by another"
    assert sessions.found("chosen by another", now=NOW) is None


@pytest.mark.parametrize("act", ["end_all", "password", "disable"])
def test_all_sessions_of_an_account_end_at_once(ledger: Ledger, ann: Account, act: str) -> None:
    """By signing out everywhere, by a new password, by being disabled; those of others go on."""
    ben = Accounts(ledger).add("Ben Okri", OTHER, [Role.READER], now=NOW)
    sessions = Sessions(ledger)
    opened = [sessions.opened(ann, how="password", before="", now=NOW) for _ in range(3)]
    others = sessions.opened(ben, how="password", before="", now=NOW)
    assert sessions.count(ann, now=NOW) == 3
    match act:
        case "end_all":
            sessions.end_all(ann)
        case "password":
            Accounts(ledger).set_password("Ann Lee", OTHER)
        case _:
            Accounts(ledger).disable("Ann Lee", now=NOW)
    assert [sessions.found(secret, now=NOW) for secret in opened] == [None] * 3
    assert sessions.found(others, now=NOW) is not None


def test_a_disabled_account_opens_nothing_until_it_is_enabled(ledger: Ledger, ann: Account) -> None:
    """Neither by its password nor by a token."""
    accounts, tokens = Accounts(ledger), Tokens(ledger)
    token = tokens.made(ann, "nightly", [Deed.READ], days=None, now=NOW)
    accounts.disable("Ann Lee", now=NOW)
    with pytest.raises(NotSignedIn):
        accounts.proven("Ann Lee", PASSWORD)
    assert tokens.shown(token, now=NOW) is None
    accounts.enable("Ann Lee")
    assert accounts.proven("Ann Lee", PASSWORD) == ann
    assert tokens.shown(token, now=NOW) is not None


def test_a_token_can_do_what_both_it_and_its_person_may(ledger: Ledger, ann: Account) -> None:
    """As the roles are when it is shown."""
    tokens = Tokens(ledger)
    secret = tokens.made(ann, "nightly", [Deed.READ, Deed.LOG], days=None, now=NOW)
    shown = tokens.shown(secret, now=NOW)
    assert shown is not None
    assert (shown.account, shown.name) == (ann, "nightly")
    assert shown.deeds == {Deed.READ, Deed.LOG}
    Accounts(ledger).give("Ann Lee", [Role.READER])
    shown = tokens.shown(secret, now=NOW)
    assert shown is not None
    assert shown.deeds == {Deed.READ}


def test_a_token_that_is_over_or_revoked_or_bent_opens_nothing(ledger: Ledger, ann: Account) -> None:
    """And its name is never given again."""
    tokens = Tokens(ledger)
    brief = tokens.made(ann, "brief", [Deed.READ], days=1, now=NOW)
    assert tokens.shown(brief, now=NOW + timedelta(hours=23)) is not None
    assert tokens.shown(brief, now=NOW + timedelta(days=1)) is None
    secret = tokens.made(ann, "nightly", [Deed.READ], days=None, now=NOW)
    assert tokens.shown(secret[:-1], now=NOW) is None
    assert tokens.shown(secret.upper(), now=NOW) is None
    tokens.revoke(ann, "nightly", now=NOW)
    assert tokens.shown(secret, now=NOW) is None
    with pytest.raises(NoToken):
        tokens.revoke(ann, "nightly", now=NOW)
    with pytest.raises(TokenExists):
        tokens.made(ann, "nightly", [Deed.READ], days=None, now=NOW)


@pytest.mark.parametrize("scopes", [[Deed.RESOLVE], [Deed.READ, Deed.REVIEW], [Deed.MANAGE], []])
def test_a_token_gets_no_scope_that_its_person_has_not(
    ledger: Ledger, ann: Account, scopes: list[Deed]
) -> None:
    """And an admin's never manages accounts."""
    with pytest.raises(UnfitScope, match="choose from answer, freeze, log, read"):
        Tokens(ledger).made(ann, "nightly", scopes, days=None, now=NOW)
    vera = Accounts(ledger).add("Vera Ito", OTHER, [Role.ADMIN], now=NOW)
    with pytest.raises(UnfitScope):
        Tokens(ledger).made(vera, "all", [Deed.MANAGE], days=None, now=NOW)


def test_an_unknown_name_is_named(ledger: Ledger) -> None:
    """With where to look."""
    with pytest.raises(NoAccount, match=r"no account 'Nobody': see `tracker user list`"):
        Accounts(ledger).give("Nobody", [Role.READER])


@given(st.sets(st.sampled_from(Role)), st.sampled_from(Role))
def test_one_role_more_takes_nothing_away(roles: set[Role], more: Role) -> None:
    """And every role may read."""
    assert deeds_of(roles) <= deeds_of(roles | {more})
    assert Deed.READ in MAY[more]
    assert (Deed.MANAGE in deeds_of(roles)) == (Role.ADMIN in roles)
