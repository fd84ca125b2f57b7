"""Every row of a frozen report is shown, in the pager where it is more than a screen."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest

from desk.terminal.review_rows import echo_report_rows
from forecasts.ledger.ledger import Ledger
from reports.review.scope import forecasts_of
from reports.review.signing import ask
from reports.review.states import review_state_of
from tests.reports.review.cases import CARD, EVENTS, acted, frozen, panel


@pytest.fixture
def panelled() -> Iterator[Ledger]:
    """The six forecasts to review."""
    with panel(":memory:") as ledger:
        yield ledger


def shown(ledger: Ledger) -> None:
    """The rows of the scorecard, echoed."""
    state = review_state_of(ledger.view(), CARD)
    then = ledger.view().earlier(state.freeze.as_of)
    echo_report_rows(forecasts_of(state.freeze, then), state, then)


def test_all_rows_are_written_to_a_file(panelled: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    """A heading, a line for each forecast, and the mark of a question at each row that it is about."""
    frozen(panelled)
    acted(panelled, "Ben", ask, CARD, "1.3", "Why?")
    acted(panelled, "Ben", ask, CARD, "ann-lee", "Who?")
    shown(panelled)
    heading, first, *rest = capsys.readouterr().out.splitlines()
    columns = ["handle", "forecaster", "question", "what happened", "how it fared", "score", "asked"]
    assert re.split(" {2,}", heading) == columns
    assert first.endswith("Q1?, Q2?")
    assert len(rest) == EVENTS - 1
    assert all(line.endswith("Q2?") for line in rest)


@pytest.mark.parametrize(("lines", "paged"), [(6 * EVENTS - 2, True), (6 * EVENTS, False)])
def test_a_terminal_has_them_in_its_pager(
    panelled: Ledger,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    lines: int,
    paged: bool,
) -> None:
    """Where they are more than the lines of the screen; all of them all the same."""
    frozen(panelled)
    pages: list[str] = []
    monkeypatch.setattr("click.echo_via_pager", pages.append)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_, **__: os.terminal_size((80, lines)))
    shown(panelled)
    assert ["".join(pages).count("  outcome ")] == [EVENTS if paged else 0]
    said = capsys.readouterr().out
    assert (f"{EVENTS} rows were shown." in said) == paged
    assert (said.count("  outcome ") == EVENTS) != paged


def test_a_terminal_shows_words_outcome_and_evidence_of_each_row(
    panelled: Ledger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reviewer checks is on the screen, with the questions at their row."""
    frozen(panelled)
    acted(panelled, "Ben", ask, CARD, "1.3", "Why?")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda *_, **__: os.terminal_size((80, 400)))
    shown(panelled)
    said = capsys.readouterr().out
    first, *_ = said.split("\n\n")
    assert first.splitlines()[0].endswith("Q1?")
    assert len(first.splitlines()) == 5
    assert "Brier score" in first
    assert "outcome" in first.splitlines()[-1]
