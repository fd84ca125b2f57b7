"""`tracker review sign --key`, `verify` and what a stranger checks of a reviewer's signature."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import KABUL, Shell

BEN = ("--as", "Ben")


@pytest.fixture
def signed(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A report that Ben signed with a key of his own, under a checkpoint."""
    for folder in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(folder, str(ledger.folder / folder))
    ledger(*KABUL)
    ledger("resolve", "kabul", "--on", "2021-08-15")
    ledger("scorecard", "mikhail", "--on", "2022-01-05", "--freeze")
    ledger("key", "new", "--out", at(ledger, "ledger.key"), "--name", "example.com/ledger")
    ledger("key", "new", "--out", at(ledger, "ben.key"), "--for", "Ben", *BEN)
    ledger("review", "open", "scorecard", *BEN)
    said = ledger("review", "sign", "scorecard", "--key", at(ledger, "ben.key"), *BEN)
    assert "with the key Ben+" in said
    ledger("checkpoint", "--key", at(ledger, "ledger.key"))
    return ledger


def at(shell: Shell, name: str) -> str:
    """A file beside the ledger."""
    return str(shell.folder / name)


def keys(shell: Shell) -> dict[str, str]:
    """The ledger's key and Ben's, by name."""
    return {one["name"]: one["key"] for one in shell.json("key", "list")}


def test_the_signature_is_checked_with_the_ledger_and_without(signed: Shell) -> None:
    """By `review verify`, and from the folder of proofs by `verify-proof --signer`."""
    assert "\nStands: " in "\n" + signed("review", "verify", "scorecard")
    (found,) = signed.json("review", "verify", "scorecard")
    assert found["fault"] is None
    (report,) = signed.json("review", "list")
    signed("prove", report["freeze"]["slug"], "--out", at(signed, "proofs"))
    entry = report["signatures"][0]["handle"][0]
    named = keys(signed)
    typed = ("verify-proof", at(signed, f"proofs/{entry}.json"), "--key", named["example.com/ledger"])
    assert "Its signature was not checked: give the reviewer's key with --signer." in signed(*typed)
    assert f"signature by   {named['Ben']}" in signed(*typed, "--signer", named["Ben"])
    other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    assert "is not signed by the key example.com/foo" in signed.refusal(*typed, "--signer", other)
    freeze = str(report["handle"][0])
    other_typed = (*typed[:1], at(signed, f"proofs/{freeze}.json"), *typed[2:], "--signer", named["Ben"])
    assert "is no signature by a key" in signed.refusal(*other_typed)


def test_the_records_of_one_entry_share_one_file(signed: Shell) -> None:
    """Each is shown by --row, and one that the file does not prove is refused."""
    signed("prove", "scorecard", "--out", at(signed, "proofs"))
    (forecast,) = signed.json("list", "forecasts")
    file = at(signed, f"proofs/{forecast['handle'].split('.')[0]}.json")
    key = keys(signed)["example.com/ledger"]
    found = signed.json("verify-proof", file, "--key", key)
    assert len(found["handles"]) > 1
    shown = signed("verify-proof", file, "--key", key, "--row", forecast["handle"])
    assert "forecaster" in shown
    assert "noun" not in shown
    assert "too: show one with --row" in shown
    assert "and not 9.9" in signed.refusal("verify-proof", file, "--key", key, "--row", "9.9")


def test_a_key_that_is_not_ones_own_is_refused_in_words(signed: Shell) -> None:
    """Nothing is recorded."""
    signed("review", "open", "scorecard", "--as", "Cy")
    before = signed.json("audit")["head"]
    typed = ("review", "sign", "scorecard", "--as", "Cy", "--key")
    assert "as that of 'Ben', and you are 'Cy'" in signed.refusal(*typed, at(signed, "ben.key"))
    assert "is the ledger's own" in signed.refusal(*typed, at(signed, "ledger.key"))
    assert "is no file" in signed.refusal(*typed, at(signed, "nowhere"))
    assert signed.json("audit")["head"] == before


def test_a_public_key_of_somebody_is_recorded_from_a_file(ledger: Shell) -> None:
    """As OpenSSH writes it; the name is the holder's."""
    Path(at(ledger, "a.pub")).write_text(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop ann@desk\n"
    )
    said = ledger("key", "add", at(ledger, "a.pub"), "--for", "Ann Lee")
    assert said.splitlines()[1].startswith("Ann-Lee+")
    (known,) = ledger.json("key", "list")
    assert (known["holder"], known["name"]) == ("Ann Lee", "Ann-Lee")
    assert "is recorded in 2.1" in ledger.refusal("key", "add", at(ledger, "a.pub"), "--for", "Ann Lee")


def test_the_last_checkpoint_is_json_too(signed: Shell) -> None:
    """Its size, the note that was signed, and its stamps; what a witness asks is no JSON."""
    found = signed.json("checkpoint")
    assert found["note"] == signed("checkpoint")
    assert f"\n{found['size']}\n" in found["note"]
    assert found["stamps"] == []
    assert "leave --json out" in signed.refusal("checkpoint", "--since", "0", "--json", code=2)
