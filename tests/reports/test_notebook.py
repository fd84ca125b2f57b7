"""What is typed in a notebook: the day as text or not at all, a frame by one call, and recording."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import reports
from forecasts import Ledger, clock
from forecasts.errors import UnfitText
from tests.shell import KABUL, OFFENSIVE, Shell

DOCS = Path(__file__).parents[2] / "docs" / "notebook.md"


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """A ledger with two forecasts and one outcome."""
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    ledger("resolve", "kabul", "--on", "2021-08-15")
    return ledger


def test_the_day_is_today_unless_told_and_may_be_text(logged: Shell) -> None:
    """Three ways to the same report."""
    with Ledger.open(logged.path) as ledger:
        told = reports.scorecard(ledger, on=date(2022, 1, 5))
        assert reports.scorecard(ledger, on="2022-01-05") == told
        assert reports.scorecard(ledger) == told
        assert reports.comparison(ledger, on="2022-01-05").heading.on == date(2022, 1, 5)


def test_a_day_that_is_none_is_refused(logged: Shell) -> None:
    """In a sentence that says how to write it."""
    with Ledger.open(logged.path) as ledger, pytest.raises(UnfitText, match="write it as 2021-12-31"):
        reports.calibration(ledger, on="31.12.2021")


def test_a_frame_of_judged_forecasts_comes_by_one_call(logged: Shell) -> None:
    """A row a forecast, with verdict and score."""
    with Ledger.open(logged.path) as ledger:
        found = reports.judged(ledger, on="2021-12-31")
        assert list(found["question"]) == ["kabul", "offensive-north"]
        assert {"verdict", "value", "counts"} <= set(found.columns)
        assert len(reports.judged(ledger.view())) == 2


def test_dir_shows_what_there_is() -> None:
    """Every public name, before any of them is loaded."""
    assert {"calibration", "comparison", "judged", "period_report", "scorecard"} <= set(dir(reports))


def test_what_the_page_shows_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of `docs/notebook.md`, one after another."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: datetime(2022, 1, 5, 12, tzinfo=UTC))
    (tmp_path / "forecasts.csv").write_text(
        "question,forecaster,said,chance,deadline\nkabul,alexander-mikhailovsky,2021-07-25,0.7,2021-09-25\n"
    )
    blocks = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) >= 4
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(DOCS), "exec"), names)  # the page is ours
