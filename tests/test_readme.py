"""The README's sessions are real: each command is run again and its output compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.cli import PLACES, main

README = Path(__file__).parents[1] / "README.md"
SESSION = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
COMMAND = re.compile(r"^\$ tracker (?:.*\\\n)*.*$", re.MULTILINE)
LIBRARIES = re.compile(r"(?<=made with  )trackrecord.*(?:\n {4,}.*)*")
VARYING = re.compile(r"\b[0-9a-f]{12,64}\b|\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def replayed(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The text with the output of every session made anew, in one ledger, digests and moments left out."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TRACKER_LEDGER", "ledger.db")
    monkeypatch.setenv("TRACKER_ANALYST", "ann")
    monkeypatch.setenv("COLUMNS", "80")

    def session(found: re.Match[str]) -> str:
        return "".join(f"{line}\n{output(line)}" for line in COMMAND.findall(found[1]))

    def output(line: str) -> str:
        result = CliRunner().invoke(main, shlex.split(line.replace("\\\n", " "))[2:])
        assert result.exit_code == 0, f"{line}\n{result.output}"
        return VARYING.sub("…", LIBRARIES.sub("…", result.output))

    return SESSION.sub(session, text)


def test_the_sessions_of_the_readme_are_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    """What the README shows is what the commands print; `pytest --update-golden` writes it anew."""
    text = README.read_text(encoding="utf-8")
    fresh = replayed(text, tmp_path, monkeypatch)
    if update_golden:
        README.write_text(fresh, encoding="utf-8")
    else:
        assert fresh == text


def test_every_command_is_in_the_readme() -> None:
    """Each is named, so that a reader knows what there is."""
    text = README.read_text(encoding="utf-8")
    assert [name for name in PLACES if f"`{name}`" not in text] == []
