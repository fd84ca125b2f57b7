"""Commands as a user types them, with the clock in the test's hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from desk.cli import main
from forecasts import clock

KABUL = (
    *("log", "Taliban capture Kabul", "--slug", "kabul", "--by", "Alexander Mikhailovsky"),
    *("--when", "a month or two, maybe three", "--said", "2021-06-25"),
)
OFFENSIVE = (
    *("log", "Taliban attempt an offensive north", "--slug", "offensive-north"),
    *("--by", "Alexander Mikhailovsky", "-p", "unlikely", "--deadline", "2021-09-25", "--said", "2021-06-25"),
)


def all_rows(raw: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table of a file; a virtual one has none of its own, but others beside it."""
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    names = [name for (name,) in raw.execute(asked)]
    return {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def kept(folder: Path, fill: Callable[[Shell], object]) -> Path:
    """The file of a ledger that `fill` makes by commands, for the tests of a module to copy."""
    with pytest.MonkeyPatch.context() as patch:
        shell = Shell(folder / "ledger.db", patch)
        fill(shell)
    return shell.path


class Shell:
    """Runs `tracker` on one ledger as the analyst ann; `today` moves its clock."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.folder = path.parent
        self.moment = datetime(2022, 1, 5, 12, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: self.moment)
        monkeypatch.setenv("TRACKER_LEDGER", str(path))
        monkeypatch.setenv("TRACKER_ANALYST", "ann")

    def today(self, year: int, month: int, day: int) -> None:
        """Move the clock to noon of a day."""
        self.moment = datetime.combine(date(year, month, day), time(12), tzinfo=UTC)

    def run(self, *typed: str, answers: str | None = None) -> Result:
        """What a command did, whatever that was; an error that is not ours is raised."""
        result = CliRunner().invoke(main, typed, input=answers, prog_name="tracker")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def __call__(self, *typed: str, answers: str | None = None) -> str:
        """What a command printed; it must succeed."""
        result = self.run(*typed, answers=answers)
        assert result.exit_code == 0, result.output
        return result.output

    def refusal(self, *typed: str, code: int = 1, answers: str | None = None) -> str:
        """What a command said when it refused; it must refuse."""
        result = self.run(*typed, answers=answers)
        assert result.exit_code == code, result.output
        return result.stderr

    def json(self, *typed: str) -> Any:
        """What a command printed as JSON."""
        return json.loads(self(*typed, "--json"))

    def forecast(self, question: str) -> dict[str, Any]:
        """The only forecast of a question, as JSON."""
        (found,) = self.json("list", "forecasts", "--question", question)
        assert isinstance(found, dict)
        return found
