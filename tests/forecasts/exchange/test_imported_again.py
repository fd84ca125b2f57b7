"""A file imported again, after something of it was taken back or corrected in the ledger."""

from __future__ import annotations

import pytest

from tests.shell import Shell

ROWS = (
    "question,statement,forecaster,said,chance,deadline,quote\n"
    'kabul,Kabul falls,Ann Lee,2021-06-25,0.7,2021-09-25,"{quote}"\n'
)
PLAIN = ("-p", "60%", "--deadline", "2021-09-25", "--said", "2021-06-30")


@pytest.fixture
def imported(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A ledger that took in one forecast with its words."""
    shell("init")
    monkeypatch.chdir(shell.folder)
    bring(shell, "more likely than not")
    return shell


def bring(shell: Shell, quote: str) -> int:
    """How many forecasts a file with these words brings."""
    (shell.folder / "rows.csv").write_text(ROWS.format(quote=quote), encoding="utf-8")
    (told,) = shell.json("import", "rows.csv")
    return int(told["new"].get("forecast", 0))


def test_what_was_taken_back_as_a_mistake_comes_in_again(imported: Shell) -> None:
    """It stands no more, so the file does not repeat it; while it stands it does."""
    assert bring(imported, "more likely than not") == 0
    imported("amend", imported.forecast("kabul")["handle"], "--mistake", "--because", "logged twice")
    assert bring(imported, "more likely than not") == 1
    assert bring(imported, "more likely than not") == 0


def test_a_forecast_is_known_by_its_words_as_they_were_corrected(imported: Shell) -> None:
    """A file corrected as the ledger was brings nothing; one with the old words says another thing."""
    statement = imported.forecast("kabul")["statement"]
    imported("amend", statement, "--quote", "more likely than ever", "--because", "misheard")
    assert bring(imported, "more likely than ever") == 0
    assert bring(imported, "more likely than not") == 1


def test_a_file_with_older_names_brings_nothing(imported: Shell) -> None:
    """After a question and a forecaster were renamed and merged, and after that was undone; rows follow."""
    imported("log", "The Afghan capital falls", "--slug", "fall", "--by", "A. Lee", *PLAIN)
    imported("rename", "kabul", "kabul-2021")
    imported("rename", "ann-lee", "ann")
    assert bring(imported, "more likely than not") == 0
    imported("merge", "kabul", "fall", "--because", "the same")
    imported("merge", "ann", "a-lee", "--because", "one person")
    assert bring(imported, "more likely than not") == 0
    assert bring(imported, "more likely than ever") == 1
    assert {row["question"] for row in imported.json("list", "forecasts")} == {"fall"}
    assert {row["forecaster"] for row in imported.json("list", "forecasts")} == {"a-lee"}
    (told,) = imported.json("import", "rows.csv")
    assert not told["new"]


def test_our_own_export_of_what_was_merged_brings_nothing(imported: Shell) -> None:
    """What is written names things as they are called now, and is known again by that."""
    imported("log", "The Afghan capital falls", "--slug", "fall", "--by", "A. Lee", *PLAIN)
    imported("merge", "kabul", "fall", "--because", "the same")
    imported("rename", "fall", "fall-2021")
    imported("export", "--format", "csv", "--out", "sheets")
    assert "kabul," not in (imported.folder / "sheets" / "4-forecasts.csv").read_text(encoding="utf-8")
    assert not any(told["new"] for told in imported.json("import", "sheets"))
