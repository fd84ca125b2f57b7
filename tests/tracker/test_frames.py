"""The frames that tests build are the frames that a ledger gives, and its scores are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import Chance, Claim, Forecast, Forecaster, Outcome, OutcomeKind, Question
from tests.tracker import frames
from tests.tracker.judging import whole
from tracker.checks import RecordsToday, problems

NOW = datetime(2022, 1, 10, tzinfo=UTC)
FALL, YEAR_END = date(2021, 8, 15), date(2021, 12, 31)


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    """A ledger with one forecast of Kabul and its outcome."""
    with Ledger.create(tmp_path / "ledger.db", now=NOW, by="eve") as ledger:
        with ledger.entry("log", by="eve", now=NOW) as entry:
            entry.add(Forecaster(slug="ann", name="Ann"))
            entry.add(Question(slug="kabul", statement="The Taliban capture Kabul"))
            entry.add(
                Forecast(
                    question="kabul",
                    forecaster="ann",
                    made_on=date(2021, 6, 25),
                    claim=Claim(deadline=date(2021, 9, 25)),
                    belief=Chance.stated(0.7),
                )
            )
        with ledger.entry("resolve", by="eve", now=NOW) as entry:
            entry.add(Outcome(question="kabul", kind=OutcomeKind.HAPPENED, on=FALL))
        yield ledger.view()


def test_columns_and_types_are_the_ledgers(view: View) -> None:
    """Every column that a builder makes is there, with the same type."""
    pairs: list[tuple[pd.DataFrame, pd.DataFrame]] = [
        (frames.forecasts(frames.forecast()), view.forecasts()),
        (frames.questions(frames.question()), view.questions()),
        (frames.outcomes(frames.happened(FALL)), view.outcomes()),
    ]
    for built, stored in pairs:
        assert built.dtypes.to_dict() == stored[list(built)].dtypes.to_dict()


def test_a_ledger_is_scored_in_one_line(view: View) -> None:
    """The forecast was logged after the fall was known, and scores 0.09."""
    row = whole(view, YEAR_END).iloc[0]
    assert (row["verdict"], round(row["value"], 4), bool(row["prospective"])) == ("yes", 0.09, False)


def test_a_ledger_is_checked_in_one_line(view: View) -> None:
    """The outcome names no evidence."""
    (problem,) = problems(RecordsToday.of(view, today=YEAR_END))
    assert "names no evidence" in problem.message
