"""`tracker user`: accounts and tokens on the command line."""

from __future__ import annotations

import pytest

from desk.people.accounts import Accounts
from desk.people.tokens import Tokens
from forecasts.ledger import Ledger
from tests.shell import Shell

PASSWORD = "correct horse battery\n"


@pytest.fixture
def team(ledger: Shell) -> Shell:
    """A ledger with the account of an analyst."""
    ledger("user", "add", "Ann Lee", "--role", "analyst", answers=PASSWORD)
    return ledger


def test_an_account_is_made_listed_and_changed(team: Shell) -> None:
    """The chain has nothing of it."""
    (row,) = team.json("user", "list")
    assert (row["name"], row["roles"], row["disabled_at"]) == ("Ann Lee", ["analyst"], None)
    team("user", "role", "ann lee", "--role", "reviewer", "--role", "resolver")
    team("user", "disable", "Ann Lee")
    (row,) = team.json("user", "list")
    assert row["roles"] == ["resolver", "reviewer"]
    assert row["disabled_at"] == "2022-01-05T12:00:00+00:00"
    assert "Ann Lee  resolver, reviewer  0         0       disabled" in team("user", "list")
    team("user", "enable", "Ann Lee")
    assert team.json("user", "list")[0]["disabled_at"] is None
    assert [entry["action"] for entry in team.json("history")] == ["init"]


def test_a_password_is_read_from_standard_input_and_never_printed(team: Shell) -> None:
    """One line of it, spaces and all."""
    said = team("user", "password", "Ann Lee", answers=" another password \nsecond line\n")
    assert "another password" not in said
    with Ledger.open(team.path) as book:
        assert Accounts(book).proven("Ann Lee", " another password ").name == "Ann Lee"


@pytest.mark.parametrize("answers", ["", "short\n"])
def test_a_weak_password_makes_no_account(ledger: Shell, answers: str) -> None:
    """And is not repeated."""
    said = ledger.refusal("user", "add", "Ann Lee", "--role", "reader", answers=answers)
    assert "needs 12" in said
    assert "short" not in said
    assert "There are no accounts" in ledger("user", "list")


def test_a_token_is_printed_once(team: Shell) -> None:
    """Listed by its name, and revoked by it."""
    typed = (
        "user",
        "token",
        "Ann Lee",
        "--name",
        "nightly",
        "--scope",
        "log",
        "--scope",
        "read",
        "--days",
        "9",
    )
    secret = team(*typed).strip()
    with Ledger.open(team.path) as book:
        assert Tokens(book).shown(secret, now=team.moment) is not None
    (row,) = team.json("user", "tokens", "Ann Lee")
    assert (row["name"], row["scopes"], row["works"]) == ("nightly", ["read", "log"], True)
    assert row["ends_at"] == "2022-01-14T12:00:00+00:00"
    assert secret not in team("user", "tokens", "Ann Lee") + team("user", "list")
    team("user", "revoke", "Ann Lee", "nightly")
    assert team.json("user", "tokens", "Ann Lee")[0]["works"] is False
    assert "has no token 'nightly' that works" in team.refusal("user", "revoke", "Ann Lee", "nightly")


def test_what_is_not_there_or_not_allowed_is_refused(team: Shell) -> None:
    """In one sentence."""
    assert "There is no account 'Ben'" in team.refusal("user", "disable", "Ben")
    typed = ("user", "token", "Ann Lee", "--name", "nightly", "--scope", "resolve")
    assert "A token of this account cannot resolve" in team.refusal(*typed)
    again = ("user", "add", "ANN LEE", "--role", "reader")
    assert "There is an account 'Ann Lee' already" in team.refusal(*again, answers=PASSWORD)
    team.refusal("user", "add", "Ben", code=2, answers=PASSWORD)
    team.refusal("user", "add", "Ben", "--role", "king", code=2, answers=PASSWORD)


def test_a_copy_for_others_has_no_account(team: Shell) -> None:
    """And one to restore from has."""
    for name, options, count in (("own.db", (), 1), ("others.db", ("--without-accounts",), 0)):
        team("backup", str(team.folder / name), *options)
        assert len(team.json("user", "list", "--ledger", str(team.folder / name))) == count
