"""How somebody had signed in is part of the entry; who may sign in lies beside the chain."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from forecasts.errors import UnfitNoun
from forecasts.ledger.account_tables import ACCOUNT_TABLES, ACCOUNTS, PASSKEYS, SESSIONS, TOKENS
from forecasts.ledger.ledger import Ledger
from tests.forecasts.builders import NOW, source
from tests.forecasts.ledger.conftest import everything_in, record, unguarded

MOMENT = "2021-06-25T12:00:00.000000Z"
SECRETS = {"password": "$argon2id$pass", "session": "5e55" * 16, "token": "70c3" * 16}


def fill(ledger: Ledger) -> None:
    """One account with a session and a token."""
    account = {"name": "Vera Ito", "folded": "vera ito", "roles": ("admin",), "password": SECRETS["password"]}
    session = {"digest": SECRETS["session"], "account": 1, "how": "password", "seen_at": MOMENT}
    token = {"account": 1, "name": "nightly", "digest": SECRETS["token"], "scopes": ("read",)}
    passkey = {"account": 1, "name": "laptop", "credential": "c0de" * 8, "public_key": "ab", "signs": 0}
    rows = ((ACCOUNTS, account), (SESSIONS, session), (TOKENS, token), (PASSKEYS, passkey))
    with ledger.writing() as connection:
        for table, row in rows:
            connection.execute(insert(table), {**row, "made_at": MOMENT})


def held(ledger: Ledger) -> dict[str, int]:
    """How many rows each of the tables has."""
    with ledger.reading() as connection:
        return {table.name: len(connection.execute(select(table)).all()) for table in ACCOUNT_TABLES}


def test_an_entry_says_how_whoever_recorded_it_had_signed_in(ledger: Ledger, place: str) -> None:
    """And its digest covers that: altered, the audit names it."""
    with Ledger.open(place, signed_in="token nightly") as signed:
        record(signed, source(), by="Ann Lee")
    last = ledger.view().history()[-1]
    assert (last.recorded_by, last.signed_in) == ("Ann Lee", "token nightly")
    assert ledger.view().history()[0].signed_in is None
    assert ledger.audit().whole
    with unguarded(place) as connection:
        connection.exec_driver_sql("UPDATE entries SET signed_in = 'password' WHERE sequence = 2")
    assert [problem.where for problem in ledger.audit().problems] == ["entry 2"]


def test_it_comes_back_by_export_and_by_backup(ledger: Ledger, place: str, tmp_path: Path) -> None:
    """With the same head; an entry that says nothing is written as it always was."""
    with Ledger.open(place, signed_in="password") as signed:
        record(signed, source(), by="Ann Lee")
    lines = list(ledger.export_entries())
    told = [line["entry"].get("signed_in", "nothing") for line in lines if "entry" in line]
    assert told == ["nothing", "password"]
    with Ledger.create(tmp_path / "again.db", now=NOW, by="ann") as again:
        assert again.replay(lines) == ledger.view().head
        assert again.view().history()[-1].signed_in == "password"
    assert ledger.backup(tmp_path / "copy.db") == ledger.view().head
    with Ledger.open(tmp_path / "copy.db") as copy:
        assert copy.audit().whole


@pytest.mark.parametrize("said", [5, "x" * 201, "", "a\x00b"])
def test_a_replay_refuses_what_no_site_says(file: Ledger, tmp_path: Path, said: object) -> None:
    """A header holds text."""
    lines = list(file.export_entries())
    lines[0]["entry"]["signed_in"] = said
    with Ledger.create(tmp_path / "again.db", now=NOW, by="ann") as again, pytest.raises(UnfitNoun):
        again.replay(lines)


def test_a_backup_has_the_accounts_and_nobody_is_signed_in_by_it(ledger: Ledger, tmp_path: Path) -> None:
    """What an open session is known by is not in the bytes of the copy."""
    fill(ledger)
    (tmp_path / "copy").mkdir()
    ledger.backup(tmp_path / "copy" / "copy.db")
    with Ledger.open(tmp_path / "copy" / "copy.db") as copy:
        assert held(copy) == {"accounts": 1, "sessions": 0, "tokens": 1, "passkeys": 1}
        assert copy.audit().whole
    assert SECRETS["session"].encode() not in everything_in(tmp_path / "copy")
    assert SECRETS["token"].encode() in everything_in(tmp_path / "copy")


def test_a_copy_for_others_has_no_account(ledger: Ledger, tmp_path: Path) -> None:
    """Nor a byte of one."""
    fill(ledger)
    (tmp_path / "copy").mkdir()
    head = ledger.backup(tmp_path / "copy" / "copy.db", accounts=False)
    assert head == ledger.view().head
    written = everything_in(tmp_path / "copy")
    assert not any(secret.encode() in written for secret in (*SECRETS.values(), "Vera Ito", "vera ito"))
    assert held(ledger) == {"accounts": 1, "sessions": 1, "tokens": 1, "passkeys": 1}


def test_no_export_has_an_account(ledger: Ledger) -> None:
    """And no digest moves with one."""
    before = ledger.view().head
    fill(ledger)
    assert not any(secret in str(list(ledger.export_entries())) for secret in SECRETS.values())
    assert ledger.view().head == before
    assert ledger.audit().whole
