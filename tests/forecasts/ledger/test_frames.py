"""What stands, as columns: types that hold every date, and None where nothing was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from forecasts.ledger.ledger import Ledger
from forecasts.ledger.tables import MIRRORS
from tests.forecasts.builders import NOW, every_noun, forecast, question
from tests.forecasts.ledger.conftest import record

FRAMES = {
    "forecast": "forecasts",
    "question": "questions",
    "outcome": "outcomes",
    "forecaster": "forecasters",
    "source": "sources",
}


@pytest.fixture
def full(place: str) -> Iterator[Ledger]:
    """A ledger with every noun."""
    with Ledger.create(place, now=NOW, by="ann") as ledger:
        record(ledger, *every_noun()[:-1])
        yield ledger


@pytest.mark.parametrize("noun", FRAMES)
def test_columns_have_their_documented_types(full: Ledger, noun: str) -> None:
    """Dates in seconds, moments in UTC, numbers as floats, text as objects with None for nothing."""
    frame = getattr(full.view(), FRAMES[noun])()
    for column in MIRRORS[noun].columns:
        kind = frame[column.name].dtype
        python = {"made_at": "datetime"}.get(column.name, column.type.python_type.__name__)
        wanted = {
            "date": "datetime64[s]",
            "datetime": "datetime64[us, UTC]",
            "float": "float64",
            "object": "object",
        }
        assert str(kind) == {**wanted, "str": "object", "int": "int64", "bool": "bool"}[python], column.name
        if str(kind) == "object":
            assert all(value is None or isinstance(value, str) for value in frame[column.name])
    assert str(frame["recorded_at"].dtype) == "datetime64[us, UTC]"
    assert frame["handle"].tolist() == sorted(frame["handle"], key=lambda text: int(text.split(".")[1]))


@pytest.mark.parametrize("noun", FRAMES)
def test_an_empty_ledger_gives_empty_frames_of_the_same_form(full: Ledger, file: Ledger, noun: str) -> None:
    """A report over nothing has the columns and types of a report over something."""
    from dataclasses import replace

    view = file.view()
    nothing = getattr(type(view)(view._connect, replace(view.head, sequence=0)), FRAMES[noun])()
    something = getattr(full.view(), FRAMES[noun])()
    assert len(nothing) == 0
    assert nothing.dtypes.to_dict() == something.dtypes.to_dict()


def test_a_forecast_is_laid_flat(full: Ledger) -> None:
    """Statement, source, condition, numbers and reasons stand in columns of their own."""
    frame = full.view().forecasts().set_index("handle")
    rows = {handle: dict(row) for handle, row in frame.iterrows()}
    assert rows["1.9"]["quote"] == "a month or two, maybe three"
    assert rows["1.9"]["source"] == "the-paper"
    assert rows["1.10"]["days"] == "[0.0,30.0,61.0,92.0,183.0]"
    assert (rows["1.11"]["condition_question"], rows["1.11"]["condition_answer"]) == ("kabul", "happens")
    assert (rows["1.12"]["above"], rows["1.12"]["below"]) == (60.0, 90.5)
    assert rows["1.13"]["withdrawn_on"] == pd.Timestamp(2021, 7, 1)
    assert "1.14" not in frame.index
    assert set(frame["versions"]) == {1}


def test_the_last_day_there_is_fits(admitted_last: Ledger) -> None:
    """The year 9999 overflows nanoseconds, and not these columns."""
    assert admitted_last.view().questions()["horizon"].dt.date.tolist()[-1] == date.max


@pytest.fixture
def admitted_last(file: Ledger) -> Ledger:
    """A ledger with a question that ends on the last day."""
    record(file, question(slug="end", statement="The end", horizon=date.max), forecast())
    return file
