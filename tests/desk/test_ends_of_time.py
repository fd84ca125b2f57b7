"""Days at the ends of the calendar stop no command: a deadline of 9999-12-31 is one that never comes."""

from __future__ import annotations

import pytest

from tests.shell import Shell

COMMANDS = (
    ("calibration",),
    ("calibration", "--on", "9999-12-31"),
    ("scorecard", "ann", "--out", "card.html"),
    ("scorecard", "ann", "--on", "0001-01-01"),
    ("chart", "swimlane", "--out", "lanes.svg"),
    ("scores",),
    ("check", "--on", "9999-12-31"),
    ("due", "--on", "9999-12-31"),
    ("report", "--period", "2021"),
    ("report", "--period", "9999"),
    ("compare",),
)


@pytest.fixture
def far(ledger: Shell) -> Shell:
    """Forecasts by the last day there is, and one that was made and over on the first."""
    for place in range(5):
        logged = (
            "log",
            f"Thing {place} happens",
            "--slug",
            f"t{place}",
            "--by",
            "Ann",
            "-p",
            f"0.{place + 2}",
        )
        ledger(*logged, "--said", "2021-06-25", "--deadline", "9999-12-31")
    logged = ("log", "Rome falls", "--slug", "rome", "--by", "Ann", "-p", "0.2")
    ledger(*logged, "--said", "0001-01-01", "--deadline", "0001-01-01")
    ledger("resolve", "t0", "--on", "2021-08-01", "--evidence", "seen")
    ledger("resolve", "rome", "--not-through", "0001-01-01", "--evidence", "seen")
    return ledger


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_stops_at_the_end_of_the_calendar(
    far: Shell, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer, or one sentence."""
    monkeypatch.chdir(far.folder)
    result = far.run(*command)
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output


def test_days_beyond_the_calendar_are_refused(ledger: Shell) -> None:
    """In our own tables, with the row."""
    ledger("log", "Rain falls", "--slug", "rain", "--by", "Ann", "-p", "0.3", "--deadline", "2023-01-01")
    table = ledger.folder / "f.csv"
    table.write_text(
        "question,forecaster,said,days,cdf,horizon\nrain,ann,2021-06-25,1;3000000,0.1;0.5,2022-01-01\n"
    )
    refused = ledger.refusal("import", str(table))
    assert "line 2" in refused
