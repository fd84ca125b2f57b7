"""Columns fetched page by page are the table, whatever the page."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forecasts.ledger import fetching
from forecasts.ledger.fetching import Decoded, columns
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.tables import MIRRORS
from tests.forecasts.builders import forecaster, question
from tests.forecasts.ledger.conftest import record


@pytest.fixture
def several(ledger: Ledger) -> Ledger:
    """A ledger with five questions in three entries."""
    record(ledger, question(slug="a"), forecaster(slug="bob", name="Bob"), question(slug="b"))
    record(ledger, question(slug="c"), question(slug="d"))
    return ledger


@pytest.mark.parametrize("size", [1, 2, 4, 5, 6])
def test_a_table_is_the_same_in_pages_of_any_size(
    several: Ledger, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Also where the last page is full, or holds one row."""
    whole = columns(several.view(), MIRRORS["question"])
    assert [len(values) for values in whole.values()] == [5] * len(whole)
    monkeypatch.setattr(fetching, "PAGE", size)
    paged = columns(several.view(), MIRRORS["question"])
    assert list(whole) == list(paged)
    for name, values in whole.items():
        np.testing.assert_array_equal(values, paged[name])
        assert values.dtype == paged[name].dtype


def test_rows_come_in_the_order_of_recording(several: Ledger) -> None:
    """By entry and then by place, not as handles sort as text."""
    found = columns(several.view(), MIRRORS["question"])
    handles = list(zip(found["entry"], found["position"], strict=True))
    assert handles == sorted(handles)
    assert len(handles) == 5


@pytest.mark.parametrize("size", [1, 3])
def test_columns_that_few_rows_fill_are_fetched_for_those_rows(
    several: Ledger, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """The same columns come of it, also of those that no row fills."""
    record(several, question(slug="e", topic="war", tags=("a", "b"), horizon=date(2022, 1, 1)))
    whole = columns(several.view(), MIRRORS["question"])
    monkeypatch.setattr(fetching, "PAGE", size)
    monkeypatch.setattr(fetching, "_FEW", 2)
    paged = columns(several.view(), MIRRORS["question"], ("slug", "topic", "tags", "cluster", "horizon"))
    assert list(paged) == ["entry", "position", "slug", "topic", "tags", "cluster", "horizon"]
    for name, values in paged.items():
        assert values.dtype == whole[name].dtype
        assert [*map(str, values)] == [*map(str, whole[name])]


def test_later_entries_are_left_out(several: Ledger) -> None:
    """An earlier view has what it had."""
    earlier = several.view().earlier(2)
    assert columns(earlier, MIRRORS["question"])["slug"].tolist()[-2:] == ["a", "b"]


def test_equal_texts_are_one_object(several: Ledger) -> None:
    """A name that stands in a million rows is kept once."""
    kinds = columns(several.view(), MIRRORS["question"])["kind"]
    assert len({id(kind) for kind in kinds}) == 1


def test_each_value_is_decoded_once() -> None:
    """However often it comes."""
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    decoded = Decoded(length, absent=-1)
    assert [decoded[text] for text in ("red", None, "red", "green")] == [3, -1, 3, 5]
    assert asked == ["red", "green"]
