"""Values of a JSON object are of the kind asked for, or refused with what they are."""

from __future__ import annotations

import json

import pytest

from forecasts.errors import TrackerError, UnfitCell, UnfitNoun
from forecasts.exchange.files import DataFile
from forecasts.exchange.formats.json_objects import JsonObject, as_row, by_id


@pytest.mark.parametrize("value", [[], {}, True, [1], {"a": 1}])
def test_what_is_no_text_is_refused(value: object) -> None:
    """Lists, objects and truth values are no ids."""
    with pytest.raises(UnfitCell, match="give a text or a number"):
        JsonObject.of({"id": value}).text("id")


def test_the_first_key_that_holds_something_counts() -> None:
    """Null and blank are nothing; a number becomes its text."""
    item = JsonObject.of({"guid": None, "name": "  ", "id": 7})
    assert item.text("guid", "name", "id") == "7"
    with pytest.raises(UnfitNoun, match="'guid' is missing or empty"):
        item.needed("guid", "name")


@pytest.mark.parametrize("value", ["x", float("inf"), 10**400, True, []])
def test_what_is_no_finite_number_is_refused(value: object) -> None:
    """However large; nothing is None."""
    with pytest.raises(TrackerError):
        JsonObject.of({"p": value}).number("p")
    assert JsonObject.of({}).number("p") is None


def test_flags_are_true_false_or_nothing() -> None:
    """1 is none of them."""
    item = JsonObject.of({"a": True, "b": 1})
    assert (item.flag("a"), item.flag("c")) == (True, None)
    with pytest.raises(UnfitCell, match="holds 'a number': give true, false or null"):
        item.flag("b")


def test_objects_are_those_of_a_list() -> None:
    """A list that holds something else is refused."""
    assert JsonObject.of({"a": [{"b": 1}]}).objects("a")[0].text("b") == "1"
    with pytest.raises(UnfitCell, match="give a list"):
        JsonObject.of({"a": {}}).objects("a")
    with pytest.raises(UnfitNoun, match="There is a list where an object should be"):
        JsonObject.of({"a": [[]]}).objects("a")


def test_of_two_objects_of_one_id_the_last_files_counts() -> None:
    """So that a file's own explanations come before those beside it."""
    first, last = (
        DataFile.of("file.json", json.dumps([{"id": 7, "name": name}, {"id": " 8 "}, {}, 1]).encode())
        for name in ("first", "last")
    )
    found = by_id(lambda document: list(document) if isinstance(document, list) else [], first, last)
    assert sorted(found) == ["7", "8"]
    assert found["7"].text("name") == "last"


def test_a_value_nested_without_end_has_a_row_all_the_same() -> None:
    """The row says what it was."""
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    assert "nested too deeply" in as_row(nested)
