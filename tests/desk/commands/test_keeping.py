"""`tracker init`, `audit`, `backup` and `upgrade` make, prove, copy and mend a ledger."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.shell import KABUL, Shell


def test_a_new_ledger_remembers_scale_and_frame(shell: Shell) -> None:
    """An alias of a scale is brought to its name."""
    said = shell("init", "--scale", "ICD 203", "--frame", "the foreign pages")
    assert f"A new ledger: {shell.path}" in said
    settings = shell.json("show", "1.1")
    assert (settings["scale"], settings["frame"]) == ("icd203", "the foreign pages")


def test_a_ledger_that_exists_is_not_made_again(ledger: Shell) -> None:
    """Nothing of it is touched."""
    assert "exists already" in ledger.refusal("init")


def test_an_unknown_scale_makes_no_ledger(shell: Shell) -> None:
    """The scales are named."""
    assert "The scales are" in shell.refusal("init", "--scale", "icd999")
    assert not shell.path.exists()


def test_without_a_ledger_the_way_to_one_is_named(shell: Shell) -> None:
    """Reading and recording say the same."""
    assert "make a ledger with `tracker init`" in shell.refusal("list")
    assert "make a ledger with `tracker init`" in shell.refusal(*KABUL)


def test_an_audit_proves_the_chain(ledger: Shell) -> None:
    """The head it prints can be held against a later audit."""
    ledger(*KABUL)
    found = ledger.json("audit")
    assert (found["entries"], found["problems"]) == (2, [])
    assert "The chain holds: 2 entries" in ledger("audit", "--head", found["head"])


def test_an_audit_of_a_changed_ledger_exits_with_1(ledger: Shell) -> None:
    """A table that was tampered with does not fit its record."""
    ledger(*KABUL)
    with sqlite3.connect(ledger.path) as connection:
        connection.execute("UPDATE forecasts SET forecaster = 'bob'")
    connection.close()
    result = ledger.run("audit")
    assert result.exit_code == 1
    assert "The chain does not hold" in result.output
    assert "Traceback" not in result.output


def test_a_digest_that_was_cut_off_is_missed(ledger: Shell) -> None:
    """The chain is whole, but it once was longer."""
    assert ledger.run("audit", "--head", "f" * 64).exit_code == 1


def test_a_backup_is_a_ledger(ledger: Shell) -> None:
    """It has the same head, and is never written over."""
    ledger(*KABUL)
    copy = str(ledger.folder / "copy.db")
    ledger("backup", copy)
    assert ledger.json("audit", "--ledger", copy)["head"] == ledger.json("audit")["head"]
    assert "exists already" in ledger.refusal("backup", copy)


def test_an_upgrade_changes_no_digest(ledger: Shell) -> None:
    """A ledger that is up to date stays as it is."""
    ledger(*KABUL)
    head = ledger.json("audit")["head"]
    assert "is up to date" in ledger("upgrade")
    assert ledger.json("audit")["head"] == head


def test_a_lost_table_is_named_and_made_again(ledger: Shell) -> None:
    """The audit, any reader and the upgrade speak of the same table."""
    ledger(*KABUL)
    with closing(sqlite3.connect(ledger.path)) as behind:
        behind.execute("DROP TABLE forecasts")
    assert "forecasts is missing: `tracker upgrade`" in ledger.run("audit").output
    refused = ledger.refusal("list", "forecasts")
    assert "lacks the table forecasts: `tracker upgrade`" in refused
    assert "nothing was recorded" not in refused
    assert "The table forecasts is made again" in ledger("upgrade")
    assert ledger.run("audit").exit_code == 0
