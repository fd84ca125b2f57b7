"""The command group: one place where errors meet the user."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from desk import cli
from desk.cli import main
from desk.terminal.opening_ledger import recording, records
from desk.terminal.options import analyst_option
from tests.shell import KABUL, Shell


def test_a_mistyped_command_is_answered_with_the_nearest(shell: Shell) -> None:
    """It is a usage error."""
    assert "There is no command 'resolv'. Did you mean resolve?" in shell.refusal("resolv", code=2)
    assert "See tracker --help" in shell.refusal("xyzzy", code=2)


def test_the_version_is_told(shell: Shell) -> None:
    """With the program's name."""
    assert shell("--version").startswith("tracker ")


def test_an_unknown_option_is_a_usage_error(shell: Shell) -> None:
    """Before the command, and after it."""
    assert "No such option" in shell.refusal("--ledgre", "x", code=2)
    assert "No such option" in shell.refusal("list", "--ledgre", "x", code=2)


def replaced(monkeypatch: pytest.MonkeyPatch, command: click.Command) -> None:
    """Let `tracker show` be another command."""
    monkeypatch.setattr(cli.LazyGroup, "get_command", lambda *_: command)


def test_an_interrupt_says_that_nothing_was_recorded(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exit code is that of an interrupt; of a command that only reads there is no such thing to say."""

    @click.command(help="Example:")
    @analyst_option
    def interrupted(analyst: str) -> None:
        raise KeyboardInterrupt

    replaced(monkeypatch, interrupted)
    assert "Nothing was recorded." in shell.refusal("log", code=130)

    @click.command(help="Example:")
    def reading() -> None:
        raise KeyboardInterrupt

    replaced(monkeypatch, reading)
    assert shell.refusal("show", code=130).strip() == "Stopped before it was done."


def test_commands_that_only_read_are_known() -> None:
    """By what they take: who acts is asked of those that can record."""
    context = click.Context(cli.main)
    able = {name for name in cli.PLACES if cli.may_record(cli.main.get_command(context, name))}  # type: ignore[arg-type] # each is there
    assert {"log", "import", "resolve", "report", "scorecard", "review", "key"} <= able
    assert not {"verify", "scores", "show", "audit", "export", "snapshot", "chart"} & able


def test_an_interrupt_after_the_entry_tells_which(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was recorded stays recorded, and is said to be."""
    from forecasts.ledger import Ledger
    from forecasts.model import Source

    @click.command(help="Example:")
    @records
    def interrupted(ledger: Ledger, analyst: str) -> None:
        with recording(ledger, "log", by=analyst) as entry:
            entry.add(Source(slug="mk", title="MK"))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        replaced(patched, interrupted)
        assert "Entry 2 was recorded." in ledger.refusal("show", code=130)
    assert len(ledger.json("list", "sources")) == 1


def test_a_file_that_cannot_be_written_is_one_sentence(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk or a missing folder is no traceback."""

    @click.command(help="Example:")
    def failing() -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "card.html")

    replaced(monkeypatch, failing)
    assert shell.refusal("show") == "Error: card.html: No space left on device.\n"


def test_text_that_is_none_is_one_sentence(ledger: Shell) -> None:
    """Bytes that no encoding explains reach no query."""
    said = ledger.refusal("show", "kab\udcffl")
    assert said.startswith(r"Error: '\udcff' cannot be written as utf-8: mend the text")


def test_a_missing_folder_is_one_sentence(ledger: Shell) -> None:
    """The file that was asked for is named."""
    said = ledger.refusal("due", "--ics", str(ledger.folder / "nowhere" / "due.ics"))
    assert "No such file or directory" in said


def test_a_program_mistake_keeps_its_traceback(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is refused on purpose is made a sentence."""

    @click.command(help="Example:")
    def broken() -> None:
        raise ValueError("a mistake of ours")

    replaced(monkeypatch, broken)
    assert isinstance(CliRunner().invoke(main, ["show"]).exception, ValueError)


def test_a_reader_that_stops_early_is_no_error_to_report(tmp_path: Path) -> None:
    """`tracker ... | head` ends quietly."""
    tracker = f"{sys.executable} -m tracker"
    script = f"for i in 1 2 3 4 5 6 7 8 9; do {tracker} --help; done | head -1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.startswith("Usage: tracker")


def test_the_ledger_and_the_analyst_may_be_named_in_the_command(ledger: Shell) -> None:
    """Options come before the environment."""
    other = str(ledger.folder / "other.db")
    ledger("init", "--ledger", other)
    ledger(*KABUL, "--ledger", other, "--as", "bob")
    assert ledger.json("history", "--ledger", other)[0]["recorded_by"] == "bob"
    assert len(ledger.json("history")) == 1


def _commands() -> Iterator[tuple[str, ...]]:
    """The words of every command, those of groups in groups too."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, under) for under in command.list_commands(context))


@pytest.mark.parametrize("words", [(), *_commands()], ids=" ".join)
def test_help_breaks_no_word_at_eighty_columns(words: tuple[str, ...], shell: Shell) -> None:
    """No line is longer, and every word of a usage line or of an example is whole."""
    narrow, wide = (
        CliRunner(env={"COLUMNS": columns}).invoke(
            main, [*words, "--help"], terminal_width=int(columns), max_content_width=int(columns)
        )
        for columns in ("80", "400")
    )
    assert narrow.exit_code == wide.exit_code == 0
    assert [line for line in narrow.output.splitlines() if len(line) > 80] == []
    assert set(narrow.output.split()) <= set(wide.output.split())
