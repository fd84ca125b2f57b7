"""Odd numbers for every numeric option of the statistics: one sentence, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.cli import main

ODD = ("nan", "inf", "-inf", "-1", "0", "1e-320", "1e308", "99999999999999999999", "abc", "", "½")
OPTIONS = (
    ("plan", "--difference"),
    ("plan", "--difference", "0.03", "--spread"),
    ("plan", "--difference", "0.03", "--power"),
    ("plan", "--difference", "0.03", "--tests"),
    ("plan", "--fault"),
    ("plan", "--fault", "0.1", "--chance"),
    ("plan", "--slope"),
    ("verify", "table.csv", "--reference"),
    ("verify", "table.csv", "--threshold"),
    ("verify", "table.csv", "--seed"),
    ("compare", "--ledger", "none.db", "--best"),
    ("compare", "--ledger", "none.db", "--horizon"),
    ("calibration", "--ledger", "none.db", "--horizon"),
    ("scores", "--ledger", "none.db", "--as-platform", "metaculus", "--spot"),
    ("chart", "reliability", "--ledger", "none.db", "--out", "x.svg", "--width"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table of sixty forecasts."""
    drawn = random.Random(2)
    rows = [f"{drawn.randint(1, 9) / 10},{drawn.randint(0, 1)},e{place}" for place in range(60)]
    (tmp_path / "table.csv").write_text("\n".join(["probability,outcome,event", *rows, ""]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("typed", OPTIONS, ids=" ".join)
def test_an_odd_number_is_answered_or_refused_in_a_sentence(folder: Path, typed: tuple[str, ...]) -> None:
    """Exit 0, 1 or 2, with no traceback and nothing that is no number in what is said."""
    for odd in ODD:
        answer = CliRunner().invoke(main, [*typed[:-1], f"{typed[-1]}={odd}"])
        assert answer.exception is None or isinstance(answer.exception, SystemExit), (odd, answer.exception)
        assert answer.exit_code in (0, 1, 2), (odd, answer.output)
        if answer.exit_code:
            assert answer.stderr.count("Error: ") == 1, (odd, answer.stderr)
        else:
            assert "nan" not in answer.stdout.split(), (odd, answer.stdout)


@pytest.mark.parametrize("weight", ["1e15", "1e9", "1e-15", "1e16", "1e308", "5e-324", "nan", "inf", "-1"])
@pytest.mark.parametrize("events", [True, False])
def test_odd_weights_are_taken_or_refused_by_row(folder: Path, weight: str, events: bool) -> None:
    """From 1e-15 to 1e15, and 0, within a moment; the rest is named with its bounds."""
    lines = (folder / "table.csv").read_text().splitlines()
    weighed = [
        f"{line},{'weight' if not place else weight if place % 3 == 0 else 1}"
        for place, line in enumerate(lines)
    ]
    kept = weighed if events else [",".join(line.split(",")[i] for i in (0, 1, 3)) for line in weighed]
    (folder / "weighed.csv").write_text("\n".join([*kept, ""]))
    answer = CliRunner().invoke(main, ["verify", "weighed.csv"])
    assert answer.exit_code == 0, answer.exception
    refused = weight in ("1e16", "1e308", "5e-324", "nan", "inf", "-1")
    assert ("20 of 60 rows cannot be verified" in answer.stdout) == refused, answer.stdout
    assert "nan" not in answer.stdout.replace("'nan'", "").split()
