"""A file imported again, after something of it was taken back or corrected in the ledger."""

from __future__ import annotations

import pytest

from tests.shell import Shell

ROWS = (
    "question,statement,forecaster,said,chance,deadline,quote\n"
    'kabul,Kabul falls,Ann Lee,2021-06-25,0.7,2021-09-25,"{quote}"\n'
)


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
