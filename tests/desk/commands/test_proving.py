"""Keys, checkpoints, proofs and witnesses at the command line: the road of README and proof.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.review.proofs import verify_page
from tests.shell import KABUL, Shell

NAME = "example.com/ledger"


@pytest.fixture
def keyed(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A ledger with a forecast, its outcome and a key."""
    for folder in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(folder, str(ledger.folder / folder))
    ledger(*KABUL, "--quote", "a month or two. Maybe three", "--source", "The Paper")
    ledger("resolve", "kabul", "--on", "2021-08-15")
    ledger("key", "new", "--out", at(ledger, "ledger.key"), "--name", NAME)
    return ledger


def at(shell: Shell, name: str) -> str:
    """A file beside the ledger."""
    return str(shell.folder / name)


def key_of(shell: Shell) -> str:
    """The ledger's verifier key."""
    (known, *_) = shell.json("key", "list")
    return str(known["key"])


def proven(shell: Shell) -> tuple[str, str]:
    """The file of the proof of the forecast, and the key."""
    shell("checkpoint", "--key", at(shell, "ledger.key"))
    handle = next(row["handle"] for row in shell.json("list", "forecasts"))
    shell("prove", handle, "--out", at(shell, "kabul.json"))
    return at(shell, "kabul.json"), key_of(shell)


def test_a_record_is_proven_without_the_ledger(keyed: Shell) -> None:
    """Its words are shown, and it says that no witness is named."""
    file, key = proven(keyed)
    keyed.path.unlink()
    shown = keyed("verify-proof", file, "--key", key)
    assert "stood in the ledger example.com/ledger when its first 4 entries were signed" in shown
    assert "a month or two. Maybe three" in shown
    assert "No witness is named" in shown
    found = keyed.json("verify-proof", file, "--key", key)
    assert (found["record"]["question"], found["checkpoint"]["size"]) == ("kabul", 4)


def test_the_question_of_a_forecast_is_shown_with_it_or_named(keyed: Shell) -> None:
    """A slug alone does not say what was forecast."""
    file, key = proven(keyed)
    assert re.search("statement +Taliban capture Kabul", keyed("verify-proof", file, "--key", key))
    (question,) = keyed.json("list", "questions")
    keyed("log", "kabul", "-p", "60%", "--by", "Ben", "--said", "2021-07-01", "--deadline", "2021-10-01")
    keyed("checkpoint", "--key", at(keyed, "ledger.key"))
    (later,) = (row["handle"] for row in keyed.json("list", "forecasts") if row["forecaster"] == "ben")
    told = keyed("prove", later, "--out", at(keyed, "later.json"))
    assert f"`tracker prove {question['handle']} --out FILE` proves its words" in told
    assert "Taliban capture" not in keyed("verify-proof", at(keyed, "later.json"), "--key", key)


def test_a_flipped_letter_is_not_proven(keyed: Shell) -> None:
    """Exit 1, and the sentence says what does not fit."""
    file, key = proven(keyed)
    text = Path(file).read_text(encoding="utf-8")
    Path(file).write_text(text.replace("Maybe three", "Maybe four"), encoding="utf-8")
    assert "do not fit its digest: one was altered" in keyed.refusal("verify-proof", file, "--key", key)


def test_a_witness_signs_what_grows_and_the_proof_then_names_it(keyed: Shell) -> None:
    """By the four commands of the documentation."""
    made = keyed("key", "witness", "--out", at(keyed, "w.key"), "--name", "witness.example")
    witness = made.splitlines()[-1]
    for since in (0, 4):
        keyed("checkpoint", "--key", at(keyed, "ledger.key"))
        Path(at(keyed, "request")).write_text(keyed("checkpoint", "--since", str(since)), encoding="utf-8")
        typed = ("witness", at(keyed, "request"), "--log", key_of(keyed), "--key", at(keyed, "w.key"))
        Path(at(keyed, "answer")).write_text(keyed(*typed), encoding="utf-8")
        note = keyed("checkpoint", "--cosigned", at(keyed, "answer"), "--witness", witness)
        assert "\n— witness.example " in note
        keyed(
            "log",
            "kabul",
            "-p",
            "0.4",
            "--by",
            "Ann",
            "--deadline",
            "2023-01-01",
            "--said",
            f"2022-01-0{since + 1}",
        )
    keyed("prove", "2.1", "--out", at(keyed, "p.json"))
    shown = keyed("verify-proof", at(keyed, "p.json"), "--key", key_of(keyed), "--witness", witness)
    assert "seen by    witness.example at 2022-01-05 12:00:00 UTC" in shown


def test_an_audit_takes_a_checkpoint_of_long_ago(keyed: Shell) -> None:
    """And names one that the ledger does not continue."""
    note = keyed("checkpoint", "--key", at(keyed, "ledger.key"))
    Path(at(keyed, "old")).write_text(note, encoding="utf-8")
    keyed("audit", "--checkpoint", at(keyed, "old"))
    other = note.replace("\n4\n", "\n5\n")
    Path(at(keyed, "old")).write_text(other, encoding="utf-8")
    assert "its end was cut off" in keyed.run("audit", "--checkpoint", at(keyed, "old")).stdout


def test_a_frozen_report_is_proven_row_by_row(keyed: Shell) -> None:
    """The freeze, the forecast, its words, its question and its outcome."""
    keyed("scorecard", "mikhail", "--on", "2022-01-05", "--freeze")
    keyed("checkpoint", "--key", at(keyed, "ledger.key"))
    (report,) = keyed.json("review", "list")
    keyed("prove", report["freeze"]["slug"], "--out", at(keyed, "proofs"))
    folder = Path(at(keyed, "proofs"))
    nouns = set()
    for file in folder.glob("*.json"):
        found = keyed.json("verify-proof", str(file), "--key", key_of(keyed))
        nouns |= {found["shown"][handle]["noun"] for handle in found["handles"]}
    assert nouns == {"forecast", "statement", "question", "outcome", "freeze"}
    assert (folder / "verify.html").read_text(encoding="utf-8") == verify_page()


def test_the_folder_of_a_frozen_report_holds_its_proofs_and_its_page_names_the_checkpoint(
    keyed: Shell,
) -> None:
    """Once a checkpoint covers the freeze, and not before."""
    keyed("scorecard", "mikhail", "--on", "2022-01-05", "--freeze")
    keyed("review", "show", "scorecard", "--out", at(keyed, "before/"))
    assert not Path(at(keyed, "before/proofs")).exists()
    keyed("checkpoint", "--key", at(keyed, "ledger.key"))
    said = keyed("review", "show", "scorecard", "--out", at(keyed, "after/"))
    assert "The proofs of its rows, and the page that checks them" in said
    page = Path(at(keyed, "after/report.html")).read_text(encoding="utf-8")
    assert "every row by the checkpoint over 5 entries of example.com/ledger" in page
    assert Path(at(keyed, "after/proofs/verify.html")).exists()


def test_the_proofs_of_a_report_on_an_import_hold_its_digests_once(keyed: Shell) -> None:
    """Two hundred rows of one file: 67 bytes a record for all of them together, and not for each."""
    rows = [f"q{at},Event {at} happens,Bo,2021-06-25,0.{1 + at % 9},2021-09-25\n" for at in range(200)]
    table = at(keyed, "rows.csv")
    Path(table).write_text(
        "question,statement,forecaster,said,chance,deadline\n" + "".join(rows), encoding="utf-8"
    )
    keyed("import", table)
    keyed("scorecard", "bo", "--on", "2022-01-05", "--freeze")
    keyed("checkpoint", "--key", at(keyed, "ledger.key"))
    said = keyed("prove", "scorecard-bo", "--out", at(keyed, "proofs"))
    files = sorted(Path(at(keyed, "proofs")).glob("*.json"))
    assert len(files) == 2
    assert "401 records" in said
    assert sum(file.stat().st_size for file in files) < 300_000
    (entry,) = [file for file in files if file.stat().st_size > 50_000]
    found = keyed.json("verify-proof", str(entry), "--key", key_of(keyed))
    assert len(found["handles"]) == 400


@pytest.mark.parametrize(
    ("typed", "said", "code"),
    [
        (("checkpoint",), "has no checkpoint: make one with `tracker checkpoint --key FILE`", 1),
        (("prove", "2.1", "--out", "x"), "has no checkpoint", 1),
        (("checkpoint", "--cosigned", "-"), "--cosigned and --witness go together", 2),
        (("key", "revoke", "nobody", "--because", "x"), "has no valid key 'nobody'", 1),
        (("checkpoint", "--key", "nowhere"), "is no file: make one with `tracker key new", 1),
        (("key", "new", "--out", "{ledger.key}"), "exists already", 1),
        (("key", "new", "--out", "{new}", "--name", "other"), "bear the name 'example.com/ledger'", 1),
        (("key", "new", "--out", "{new}", "--for", "Ben", "--name", ""), "name", 1),
        (("verify-proof", "{ledger.key}"), "Whose proof is it?", 2),
        (("verify-proof", "{ledger.key}", "--key", "k"), "is no verifier key", 1),
        (("witness", "-"), "Give --log, the key of the ledger", 2),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    typed: tuple[str, ...], said: str, code: int, keyed: Shell
) -> None:
    """With the remedy; no key file is left behind by a key that was not recorded."""
    named = [at(keyed, one[1:-1]) if one.startswith("{") else one for one in typed]
    assert said in keyed.refusal(*named, code=code, answers="")
    assert not Path(at(keyed, "new")).exists()


def test_of_several_keys_of_a_name_one_is_revoked_by_its_id(keyed: Shell) -> None:
    """After a rotation both are valid, so the name does not say which."""
    keyed("key", "new", "--out", at(keyed, "next.key"))
    first, second = (one["key"].split("+")[1] for one in keyed.json("key", "list"))
    said = keyed.refusal("key", "revoke", NAME, "--because", "lost")
    assert f"2 valid keys are called '{NAME}': say which by its id, {first} or {second}" in said
    keyed("key", "revoke", first, "--because", "lost")
    assert keyed("checkpoint", "--key", at(keyed, "next.key")).startswith(f"{NAME}\n")


def test_a_path_is_read_with_the_ends_of_its_lines_as_they_are(keyed: Shell) -> None:
    """What an editor of another system made of it is another text than was signed."""
    file, key = proven(keyed)
    beside = Path(f"{file}.tlog-proof")
    beside.write_bytes(beside.read_bytes().replace(b"\n", b"\r\n"))
    assert "is no" in keyed.refusal("verify-proof", file, "--key", key)


def test_a_revoked_key_signs_nothing_more(keyed: Shell) -> None:
    """The next one of the same name does."""
    keyed("key", "revoke", NAME, "--because", "stolen")
    assert "was revoked in 5.1, because stolen" in keyed.refusal(
        "checkpoint", "--key", at(keyed, "ledger.key")
    )
    keyed("key", "new", "--out", at(keyed, "next.key"))
    assert keyed("checkpoint", "--key", at(keyed, "next.key")).startswith(f"{NAME}\n6\n")
    assert [one["revoked"] for one in keyed.json("key", "list")] == ["5.1", None]
