"""`tracker export` in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell


@pytest.fixture
def filled(ledger: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A ledger with a window, a chance and an outcome, in the working folder."""
    monkeypatch.chdir(ledger.folder)
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    ledger("resolve", "kabul", "--on", "2021-08-15")
    return ledger


@pytest.mark.parametrize(
    ("form", "place"), [("csv", "out"), ("parquet", "out"), ("excel", "out.xlsx"), ("jsonl", "out.jsonl")]
)
def test_another_ledger_gives_the_same_scores(filled: Shell, form: str, place: str) -> None:
    """From whichever of our own forms."""
    before = filled.json("scores")
    assert len(before) == 2
    filled("export", "--format", form, "--out", place)
    filled("init", "--ledger", "other.db")
    filled("import", place, "--ledger", "other.db")
    after = filled.json("scores", "--ledger", "other.db")
    keys = ("question", "forecaster", "verdict", "measure", "value", "low", "high")
    assert [[row[key] for key in keys] for row in after] == [[row[key] for key in keys] for row in before]


@pytest.mark.parametrize("form", ["fatebook", "hubverse", "forecastbench"])
def test_what_stays_behind_is_counted(filled: Shell, form: str) -> None:
    """In a sentence for each reason."""
    told = filled.run("export", "--format", form, "--to", "out")
    assert told.exit_code == 0
    assert "Left behind: 1 forecast with a timeline." in told.stderr
    assert "1 forecast" in told.stderr


def test_the_ending_tells_the_form(filled: Shell) -> None:
    """A workbook, a calendar, and else the chain."""
    filled("export", "--out", "a.xlsx")
    filled("export", "--out", "b.ics")
    filled("export", "--out", "c")
    assert Path("a.xlsx").read_bytes().startswith(b"PK")
    assert Path("b.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    assert Path("c").read_text(encoding="utf-8").startswith('{"format"')


def test_open_deadlines_leave_as_a_calendar(filled: Shell) -> None:
    """Kabul is answered; the other waits."""
    told = filled.run("export", "--format", "ics", "--out", "due.ics")
    assert "due.ics: 1 deadline." in told.stderr
    text = Path("due.ics").read_text(encoding="utf-8")
    assert "offensive-north" in text
    assert "kabul" not in text


def test_the_template_needs_no_ledger(tmp_path: Path, shell: Shell) -> None:
    """It is there to begin with."""
    told = shell.run("export", "--template", "--out", str(tmp_path / "forecasts.xlsx"))
    assert told.exit_code == 0
    assert "tracker import" in told.stderr
    assert "exists already" in shell.refusal(
        "export", "--template", "--out", str(tmp_path / "forecasts.xlsx")
    )


@pytest.mark.parametrize(
    "asked",
    [
        ("--format", "csv", "--out", "-"),
        ("--format", "excel", "--out", "-"),
        ("--template", "--out", "-"),
        ("--template", "--format", "csv", "--out", "x"),
        ("--out", "x.jsonl", "--as-of", "2021-01-01"),
        ("--format", "pdf", "--out", "x"),
    ],
)
def test_what_cannot_be_asked_for_is_a_usage_error(filled: Shell, asked: tuple[str, ...]) -> None:
    """Many files on one output, a part of the chain, an unknown form."""
    filled.refusal("export", *asked, code=2)


@pytest.mark.parametrize("form", ["csv", "parquet", "excel", "ics", "jsonl", "fatebook", "hubverse"])
def test_nothing_is_written_over(filled: Shell, form: str) -> None:
    """The second export is refused, and leaves no part of a file."""
    filled("export", "--format", form, "--out", "out")
    before = sorted(Path().rglob("*"))
    assert "exists already" in filled.refusal("export", "--format", form, "--out", "out")
    assert sorted(Path().rglob("*")) == before
