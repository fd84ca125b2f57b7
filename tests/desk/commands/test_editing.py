"""`tracker edit` opens a record in the editor and records what changed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from desk.commands import editing
from tests.shell import KABUL, Shell


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """A ledger with a forecast, its source and an outcome."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June", "--tag", "war")
    ledger("resolve", "kabul", "--on", "2021-08-15", "--known", "2021-08-16", "--evidence", "agencies")
    return ledger


def editor(path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """An editor that is a sed script."""
    path.write_text(f"#!/bin/sh\nsed -i '{script}' \"$1\"\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(path))


@pytest.mark.parametrize(
    ("handle", "script", "kind", "part", "value"),
    [
        ("2.1", "s/^name: .*/name: A. Mikhailovsky/", "forecasters", "name", "A. Mikhailovsky"),
        (
            "2.2",
            "s/^says: .*/says: The Taliban take Kabul/",
            "questions",
            "statement",
            "The Taliban take Kabul",
        ),
        ("2.2", "s/^tag: war/tag: war; city/", "questions", "tags", ["war", "city"]),
        ("2.2", "s/^criteria:.*/criteria: two agencies/", "questions", "criteria", "two agencies"),
        ("2.3", "s/^title: .*/title: MK, 25 June/", "sources", "title", "MK, 25 June"),
        ("2.4", "s/^quote: .*/quote: one or two months/", "statements", "quote", "one or two months"),
        ("2.5", "s/^said: .*/said: 2021-06-24/", "forecasts", "made_on", "2021-06-24"),
        ("3.1", "s/^on: .*/on: 2021-08-14/", "outcomes", "on", "2021-08-14"),
        ("3.1", "s/^evidence: .*/evidence: all agencies/", "outcomes", "evidence", "all agencies"),
    ],
)
def test_what_was_changed_is_amended(
    logged: Shell,
    monkeypatch: pytest.MonkeyPatch,
    handle: str,
    script: str,
    kind: str,
    part: str,
    value: object,
) -> None:
    """And nothing else of the record."""
    (before,) = logged.json("list", kind)
    editor(logged.folder / "ed", monkeypatch, script)
    said = logged("edit", handle, "--yes", "--because", "a slip")
    (after,) = logged.json("list", kind)
    assert "+ " in said
    assert after[part] == value
    follows = {"handle", "recorded_at", part, *(("belief", "claim") if part == "made_on" else ())}
    assert {k: v for k, v in after.items() if k not in follows} == {
        k: v for k, v in before.items() if k not in follows
    }


def test_a_record_that_is_left_as_it_was_is_not_amended(
    logged: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved or not."""
    editor(logged.folder / "ed", monkeypatch, "s/nothing/something/")
    assert "Nothing was changed." in logged("edit", "2.5")
    assert len(logged.json("history")) == 3


def test_it_asks_why_and_whether(logged: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A no records nothing."""
    monkeypatch.setattr(editing, "_at_a_terminal", lambda: True)
    editor(logged.folder / "ed", monkeypatch, "s/^name: .*/name: A. M./")
    assert "Nothing was recorded." in logged("edit", "2.1", answers="a slip\nn\n")
    assert "is corrected by" in logged("edit", "2.1", answers="a slip\ny\n")
    assert logged.json("history")[-1]["reason"] == "a slip"


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("s/^name: .*/nome: A/", "begin it with one of the names"),
        ("s/^name: .*/name:/", "was emptied"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    logged: Shell, monkeypatch: pytest.MonkeyPatch, script: str, fault: str
) -> None:
    """In a sentence."""
    editor(logged.folder / "ed", monkeypatch, script)
    assert fault in logged.refusal("edit", "2.1", "--yes", "--because", "x")


def test_an_editor_that_saves_no_text_changes_nothing(logged: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that is set to another encoding does."""
    editor(logged.folder / "ed", monkeypatch, r"s/^name: .*/name: \xff\xfe/")
    assert "no text in UTF-8" in logged.refusal("edit", "2.1", "--yes", "--because", "x")


def test_without_a_terminal_it_wants_a_yes(logged: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could look at what would change."""
    editor(logged.folder / "ed", monkeypatch, "s/^name: .*/name: A. M./")
    assert "add --yes and --because" in logged.refusal("edit", "2.1")


@pytest.mark.parametrize("command", ["false", "/nowhere/editor", "rm", "sh -c 'kill -9 $$'"])
def test_an_editor_that_fails_changes_nothing(
    logged: Shell, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """It ends in an error, is not there, leaves no file, or is killed."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    refused = " ".join(logged.refusal("edit", "2.2", "--because", "a slip").split())
    assert refused.startswith("Error: Your editor failed (")
    assert refused.endswith("or correct 2.2 as `tracker amend --help` shows.")
