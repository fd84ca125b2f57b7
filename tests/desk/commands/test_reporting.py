"""`tracker report` reports on a period, and gives the same bytes again."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell

PERIOD = ("report", "--period", "2021-Q3")


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """A ledger with two forecasts of June 2021 and one outcome."""
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    ledger("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")
    return ledger


def test_a_report_is_shown_at_80_columns(logged: Shell) -> None:
    """The period is its title, and the summary comes first."""
    said = logged(*PERIOD)
    assert said.startswith("Period report: 2021-Q3\n")
    assert "2 forecasts on 2 events matured in 2021-Q3" in " ".join(said.split())
    assert max(map(len, said.splitlines())) <= 80


def test_the_evaluation_date_is_the_last_day_or_today_while_it_goes_on(logged: Shell) -> None:
    """The clock of the test stands in January 2022."""
    assert logged.json(*PERIOD)["heading"]["on"] == "2021-09-30"
    going_on = logged.json("report", "--period", "2022-Q1")
    assert (going_on["heading"]["on"], going_on["so_far"]) == ("2022-01-05", True)
    assert logged.json(*PERIOD, "--on", "2021-09-01")["heading"]["on"] == "2021-09-01"
    assert logged.json("report", "--period", "last-quarter")["period"]["label"] == "2021-Q4"


def test_a_period_is_needed_and_must_be_one(logged: Shell) -> None:
    """The sentence says what would be one."""
    assert "--period" in logged.refusal("report", code=2)
    assert "a year has 4 quarters" in logged.refusal("report", "--period", "2021-Q5")
    assert "2023-Q1 begins on 2023-01-01" in logged.refusal("report", "--period", "2023-Q1")


def test_names_and_options_choose(logged: Shell) -> None:
    """They stand in the title and in the command that makes it again."""
    found = logged.json(*PERIOD, "alexander", "--kind", "chance")
    assert found["heading"]["subject"] == "2021-Q3: Alexander Mikhailovsky"
    assert found["matured"]["forecasts"] == 1
    assert "report alexander-mikhailovsky --kind chance --period 2021-Q3" in found["heading"]["command"]


def test_a_folder_gets_everything(logged: Shell) -> None:
    """Every look, tables, charts, the deadlines to come, and the scorecards that the page links to."""
    out = logged.folder / "q3"
    assert "digest " in logged(*PERIOD, "--out", str(out))
    looks = {"report.html", "report.md", "report.json", "report.txt", "deadlines.ics"}
    assert looks <= {path.name for path in out.iterdir()}
    assert (out / "scorecards" / "alexander-mikhailovsky.html").is_file()
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'href="scorecards/alexander-mikhailovsky.html"' in page
    assert "DTSTART;VALUE=DATE:20210925" in (out / "deadlines.ics").read_text(encoding="utf-8")
    assert {path.suffix for path in (out / "charts").iterdir()} == {".svg", ".png"}
    assert (out / "tables" / "matured.csv").read_text(encoding="utf-8").count("\n") == 3


def test_a_page_alone_links_to_no_files(logged: Shell) -> None:
    """There are none beside it."""
    out = logged.folder / "report.html"
    logged(*PERIOD, "--out", str(out))
    assert 'href="scorecards/' not in out.read_text(encoding="utf-8")


def test_no_scorecards_are_written_where_none_are_wanted(logged: Shell) -> None:
    """The command that makes it again says so too."""
    out = logged.folder / "q3"
    logged(*PERIOD, "--out", str(out), "--scorecards", "0")
    assert not (out / "scorecards").exists()
    assert "--scorecards 0" in (out / "report.txt").read_text(encoding="utf-8")


def test_two_processes_write_the_same_bytes(logged: Shell) -> None:
    """In every format, whatever the order of hashes."""
    folders = []
    for seed in ("1", "2"):
        out = logged.folder / f"out{seed}"
        command = [sys.executable, "-m", "tracker", *PERIOD, "--out", str(out)]
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=120
        )
        folders.append(_digests(out))
    assert folders[0] == folders[1]
    suffixes = {".bib", ".html", ".json", ".md", ".txt", ".csv", ".svg", ".png", ".ics"}
    if find_spec("typst") is not None:
        suffixes.add(".pdf")
    assert {Path(name).suffix for name in folders[0]} == suffixes


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
