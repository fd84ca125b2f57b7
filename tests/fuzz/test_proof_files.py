"""Mutated keys, proofs, checkpoints, requests and answers: refused in a sentence, and never believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.mutating import mutated
from tests.shell import KABUL, Shell

DRAWS = 150


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A ledger with a signed report, its proofs, and a witness who saw its checkpoint."""
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    made = Shell(tmp_path / "ledger.db", monkeypatch)
    made("init")
    made(*KABUL)
    made("resolve", "kabul", "--on", "2021-08-15")
    made("scorecard", "mikhail", "--on", "2021-12-31", "--freeze")
    made("key", "new", "--out", at(made, "ledger.key"), "--name", "example.com/ledger")
    made("key", "new", "--out", at(made, "ben.key"), "--for", "Ben")
    made("review", "open", "scorecard", "--as", "Ben")
    made("review", "sign", "scorecard", "--as", "Ben", "--key", at(made, "ben.key"))
    made("checkpoint", "--key", at(made, "ledger.key"))
    Path(at(made, "request")).write_text(made("checkpoint", "--since", "0"), encoding="utf-8")
    made("key", "witness", "--out", at(made, "witness.key"), "--name", "witness.example")
    answer = made("witness", at(made, "request"), "--log", keys(made)[0], "--key", at(made, "witness.key"))
    Path(at(made, "answer")).write_text(answer, encoding="utf-8")
    made("prove", "scorecard", "--out", at(made, "proofs"))
    return made


def at(shell: Shell, name: str) -> str:
    """A file beside the ledger."""
    return str(shell.folder / name)


def keys(shell: Shell) -> list[str]:
    """The ledger's key and Ben's."""
    return [one["key"] for one in shell.json("key", "list")]


def test_a_mutated_file_of_a_proof_or_a_key_is_refused_in_a_sentence(shell: Shell) -> None:
    """By every command that reads one; what is proven by it is refused as well."""
    log, ben = keys(shell)
    (signature,) = shell.json("review", "list")[0]["signatures"]
    record = at(shell, f"proofs/{signature['handle'][0]}.json")
    path, bent = f"{record}.tlog-proof", at(shell, "bent")
    readers: dict[str, Callable[[], tuple[str, ...]]] = {
        record: lambda: ("verify-proof", bent, "--proof", path, "--key", log, "--signer", ben),
        path: lambda: ("verify-proof", record, "--proof", bent, "--key", log, "--signer", ben),
        at(shell, "proofs/checkpoint"): lambda: ("audit", "--checkpoint", bent),
        at(shell, "request"): lambda: ("witness", bent, "--log", log, "--key", at(shell, "witness.key")),
        at(shell, "answer"): lambda: ("checkpoint", "--cosigned", bent, "--witness", WITNESS),
        at(shell, "ben.key"): lambda: ("review", "sign", "scorecard", "--as", "Ben", "--key", bent),
    }
    whole = shell("verify-proof", record, "--key", log, "--signer", ben)
    draw = Random(1)
    for number in range(DRAWS):
        file = draw.choice(list(readers))
        data = Path(file).read_bytes()
        Path(bent).write_bytes(mutated(data, draw).data)
        Path(bent).chmod(0o600)
        typed = readers[file]()
        result = shell.run(*typed)
        assert result.exit_code in (0, 1, 2), f"{number}: {typed}"
        assert result.stderr.count("Error:") <= 1
        if file in (record, path):  # blanks of JSON may be others; nothing else may be shown
            assert result.exit_code == 1 or result.output == whole, f"{number}: {typed}"


WITNESS = "witness.example+a3e00fe2+BNb4YWHXcsvQ8Sm5ZoVvwwBjWc5pBV7X4vcGmuWNkZCk"


def test_what_a_witness_remembers_may_be_damaged(shell: Shell) -> None:
    """It signs nothing then, and says so."""
    typed = ("witness", at(shell, "request"), "--log", keys(shell)[0], "--key", at(shell, "witness.key"))
    (seen,) = shell.folder.glob("XDG_DATA_HOME/**/*.checkpoint")
    for data in (b"", b"\xff\xfe", seen.read_bytes()[:40]):
        seen.write_bytes(data)
        assert "This is no signed note" in shell.refusal(*typed)
