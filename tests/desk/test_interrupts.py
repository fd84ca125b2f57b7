"""Ctrl-C: exit 130 with a true sentence, whenever it comes, also right around a commit and in a dialogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest

from forecasts.exchange import importing
from forecasts.ledger.entry import Entry
from tests.shell import KABUL, OFFENSIVE, Shell


def interrupted(*_: object, **__: object) -> None:
    """What Ctrl-C does to a program."""
    raise KeyboardInterrupt


def test_right_after_the_commit_the_entry_is_told(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command had no time to say so itself; the ledger is asked."""
    with monkeypatch.context() as patch:
        patch.setattr("desk.terminal.opening_ledger.echo_warnings", interrupted)
        assert "Entry 2 was recorded." in ledger.refusal(*KABUL, code=130)
    assert len(ledger.json("list", "questions")) == 1


def test_right_before_the_commit_nothing_is_told(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry was sealed, and left out with its transaction."""
    seal = Entry.seal

    def sealed(entry: Entry) -> None:
        seal(entry)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Entry, "seal", sealed)
        assert "Nothing was recorded." in ledger.refusal(*KABUL, code=130)
    assert ledger.json("list", "questions") == []


@pytest.mark.parametrize(
    ("asked", "said"), [(["--file-by-file"], "Entry 3 was recorded."), ([], "Nothing was recorded.")]
)
def test_after_the_first_of_two_files_it_is_told(
    ledger: Shell, monkeypatch: pytest.MonkeyPatch, asked: list[str], said: str
) -> None:
    """File by file the first stays, as an entry of its own; together, none of them does."""
    ledger("log", "Rain falls", "--slug", "t1", "--by", "Bo", "-p", "0.3", "--deadline", "2023-01-01")
    for name in ("one", "three"):
        text = f"question,forecaster,said,chance,deadline\nt1,bo,2021-06-25,0.{len(name)},2021-09-25\n"
        (ledger.folder / f"{name}.csv").write_text(text)
    kept = importing.record_file

    def record_file(path: Path, *typed: Any, **options: Any) -> Any:
        return kept(path, *typed, **options) if path.stem == "one" else interrupted()

    monkeypatch.setattr(importing, "record_file", record_file)
    files = [str(ledger.folder / f"{name}.csv") for name in ("one", "three")]
    assert said in ledger.refusal("import", *files, *asked, code=130)
    assert len(ledger.json("list", "forecasts")) == 1 + bool(asked)


def test_a_frozen_report_is_told(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a reading command records."""
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    monkeypatch.setattr("reports.review.states.review_state_of", interrupted)
    said = ledger.refusal("scorecard", "alex", "--on", "2021-12-31", "--freeze", code=130)
    assert "Entry 4 was recorded." in said


def test_a_dialogue_ends_as_an_interrupt(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A prompt turns Ctrl-C into an abort; the exit code is still 130, and that of Ctrl-D 1."""
    assert "Nothing was recorded." in ledger.refusal("log", answers="", code=1)

    def prompt(*_: object, **__: object) -> None:
        try:
            interrupted()
        except KeyboardInterrupt:
            raise click.Abort from None

    monkeypatch.setattr(click, "prompt", prompt)
    assert "Nothing was recorded." in ledger.refusal("log", code=130)


def test_a_ledger_that_is_gone_meanwhile_makes_no_false_sentence(
    ledger: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be asked, it is not said to hold nothing."""

    def gone(*_: object) -> None:
        Path(ledger.path).write_bytes(b"no ledger any more, and long enough to be none" * 100)
        raise KeyboardInterrupt

    monkeypatch.setattr("desk.terminal.opening_ledger.echo_warnings", gone)
    assert "Whether entry 2 was recorded is told by `tracker history`." in ledger.refusal(*KABUL, code=130)


def test_duckdbs_own_word_for_it_is_an_interrupt_too(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It raises a plain RuntimeError; any other one stays a fault of the program."""

    def stopped(*_: object, **__: object) -> None:
        raise RuntimeError("Query interrupted")

    table = tmp_path / "t.csv"
    table.write_text("probability,outcome\n0.3,1\n")
    with monkeypatch.context() as patch:
        patch.setattr("tracker.verification.whole_table.chosen", stopped)
        assert shell.refusal("verify", str(table), code=130).strip() == "Stopped before it was done."

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("another")

    monkeypatch.setattr("tracker.verification.whole_table.chosen", broken)
    with pytest.raises(RuntimeError, match="another"):
        shell("verify", str(table))
