"""What a user's shell may hand a program: closed streams, paths of any bytes, places that cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import KABUL, Shell


def typed(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """What a line of a shell did, in which `tracker` is this program."""
    tracker = f'tracker() {{ "{sys.executable}" -m tracker "$@"; }}; {line}'
    environment = {**os.environ, "TRACKER_LEDGER": "ledger.db", "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        ["bash", "-c", tracker], cwd=folder, capture_output=True, check=False, env=environment
    )


@pytest.mark.parametrize("command", ["list", "audit"])
@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_a_closed_stream_goes_nowhere(ledger: Shell, command: str, closed: str) -> None:
    """The command does its work; no file of the ledger gets the number of the stream."""
    ledger(*KABUL)
    done = typed(f"tracker {command} {closed}", ledger.folder)
    assert done.returncode == 0
    assert b"Traceback" not in done.stdout + done.stderr
    assert ledger.json("audit")["problems"] == []


def test_a_refusal_with_every_stream_closed_is_still_one(ledger: Shell) -> None:
    """By its exit code."""
    assert typed("tracker show nobody <&- >&- 2>&-", ledger.folder).returncode == 1


def test_a_full_output_is_named(ledger: Shell) -> None:
    """It is no file of ours."""
    done = typed("tracker list > /dev/full", ledger.folder)
    assert done.returncode == 1
    assert done.stderr == b"Error: Standard output: No space left on device.\n"


def test_a_path_of_any_bytes_names_a_ledger(shell: Shell) -> None:
    """Made, recorded in, read, copied and exported; printed with its bytes as escapes."""
    for line in (
        "tracker init --ledger $'n\\xe9w.db'",
        "tracker audit --ledger $'n\\xe9w.db'",
        "tracker backup $'b\\xe9.db' --ledger $'n\\xe9w.db'",
        "tracker export --format csv --out $'t\\xe9' --ledger $'n\\xe9w.db'",
    ):
        done = typed(line, shell.folder)
        assert done.returncode == 0, (line, done.stderr)
    names = os.listdir(os.fsencode(shell.folder))  # noqa: PTH208 - as bytes
    assert {b"n\xe9w.db", b"b\xe9.db", b"t\xe9"} <= set(names)
    done = typed("tracker show nobody --ledger $'w\\xe9.db'", shell.folder)
    assert done.stderr.startswith(b"Error: w\\xe9.db does not exist") or b"w\\udce9.db" in done.stderr


@pytest.mark.parametrize("command", ["init", "list"])
def test_two_slashes_are_a_root(shell: Shell, command: str) -> None:
    """A path that begins with two is no address of a server."""
    path = f"/{shell.folder}/two.db"
    if command == "list":
        shell("init", "--ledger", path)
        assert (shell.folder / "two.db").exists()
    assert shell(command, "--ledger", path) is not None


def test_an_endless_word_is_cut(ledger: Shell) -> None:
    """Whatever it was meant to be: a zone, a slug, an option, a path."""
    word = "x" * 5_000
    for line in (
        (*KABUL, "--zone", word),
        ("show", word),
        ("scorecard", word),
        ("log", word, "--by", "Ann", "-p", "0.3", "--deadline", "2030-01-01"),
        ("audit", "--head", word),
        ("list", "--ledger", f"/nowhere/{word}"),
    ):
        said = ledger.run(*line).output
        assert len(said) < 1_000, line
        assert "Traceback" not in said


@pytest.mark.parametrize(
    "place",
    ["http://[::1", "https://exa mple.org/", "http://example.org:99999999/", "http://", "file://[::1"],
)
def test_an_address_that_is_none_is_refused(ledger: Shell, place: str) -> None:
    """With the place in the sentence."""
    said = ledger.refusal("source", "add", place)
    assert "nothing was recorded" in said
