"""What stands, as columns: types that hold every date, and None where nothing was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from forecasts.columns import Kind
from forecasts.ledger.frame_columns import FRAMES
from forecasts.ledger.ledger import Ledger
from tests.forecasts.builders import NOW, every_noun, forecast, question
from tests.forecasts.ledger.conftest import record


@pytest.fixture
def full(place: str) -> Iterator[Ledger]:
    """A ledger with every noun."""
    with Ledger.create(place, now=NOW, by="ann") as ledger:
        record(ledger, *every_noun()[:-1])
        yield ledger


_HELD = {Kind.TEXT: str, Kind.HANDLE: str, Kind.NUMBERS: tuple, Kind.TEXTS: tuple}


@pytest.mark.parametrize("name", FRAMES)
def test_frames_have_the_columns_that_are_documented(full: Ledger, name: str) -> None:
    """No more and no fewer; dates in seconds, moments in UTC, numbers as floats, lists as tuples."""
    frame = getattr(full.view(), name)()
    assert len(frame)
    assert sorted(frame.columns) == sorted(column.name for column in FRAMES[name])
    for column in FRAMES[name]:
        kind, values = str(frame[column.name].dtype), frame[column.name]
        if (held := _HELD.get(column.kind)) is None:
            assert kind == column.kind.value, column.name
        else:
            assert kind == "object", column.name
            assert all(value is None or type(value) is held for value in values), column.name
    assert frame["handle"].tolist() == sorted(frame["handle"], key=lambda text: int(text.split(".")[1]))


@pytest.mark.parametrize("name", FRAMES)
def test_an_empty_ledger_gives_empty_frames_of_the_same_form(full: Ledger, file: Ledger, name: str) -> None:
    """A report over nothing has the columns and types of a report over something."""
    from dataclasses import replace

    view = file.view()
    nothing = getattr(type(view)(view._connect, replace(view.head, sequence=0)), name)()
    something = getattr(full.view(), name)()
    assert len(nothing) == 0
    assert nothing.dtypes.to_dict() == something.dtypes.to_dict()


def test_a_forecast_is_laid_flat(full: Ledger) -> None:
    """Statement, source, condition, numbers and reasons stand in columns of their own."""
    frame = full.view().forecasts().set_index("handle")
    rows = {handle: dict(row) for handle, row in frame.iterrows()}
    assert rows["1.9"]["quote"] == "a month or two, maybe three"
    assert rows["1.9"]["source"] == "the-paper"
    assert rows["1.10"]["days"] == (0.0, 30.0, 61.0, 92.0, 183.0)
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


def test_only_the_columns_that_are_named_are_fetched(full: Ledger) -> None:
    """They are what they are in the whole frame; entry and position come with them."""
    whole = full.view().forecasts()
    for names in (("days", "quote"), ("withdrawn_on", "first_handle"), ("versions", "recorded_at")):
        some = full.view().forecasts(names)
        assert set(some.columns) == {"entry", "position", *names}
        pd.testing.assert_frame_equal(some, whole[list(some.columns)])


def test_a_column_that_there_is_not_is_refused(full: Ledger) -> None:
    """A caller's mistake is named."""
    with pytest.raises(ValueError, match="numbers"):
        full.view().forecasts(["numbers"])
