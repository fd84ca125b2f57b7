"""JSON of another tool: its objects, whose values by key are each of the kind asked for, or refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from forecasts.errors import UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.formats.common import finite

_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class JsonObject:
    """The values of one object.

    >>> item = JsonObject.of({"id": 7, "name": None, "isResolved": False})
    >>> item.text("id"), item.text("name"), item.flag("isResolved")
    ('7', '', False)
    """

    values: Mapping[str, Any]

    @classmethod
    def of(cls, value: object) -> JsonObject:
        """The object that a value is; another kind of value is refused."""
        if not isinstance(value, dict):
            raise UnfitNoun(f"There is {_kind(value)} where an object should be", "export the file again")
        return cls(value)

    def text(self, *keys: str) -> str:
        """The text or number under the first of the keys that holds one, without spaces around it, or ""."""
        for key in keys:
            value = self.values.get(key)
            if isinstance(value, bool) or not isinstance(value, str | int | float | None):
                raise UnfitCell(key, _kind(value), "give a text or a number")
            if value is not None and (text := str(value).strip()):
                return text
        return ""

    def needed(self, *keys: str) -> str:
        """The text or number under one of the keys; where there is none, it is refused."""
        found = self.text(*keys)
        if not found:
            raise UnfitNoun(f"The key {keys[0]!r} is missing or empty", "fill it in")
        return found

    def number(self, key: str) -> float | None:
        """The finite number under a key, or None where there is nothing."""
        text = self.text(key)
        if not text:
            return None
        if (found := finite(text)) is None:
            raise UnfitCell(key, text, "give a number")
        return found

    def flag(self, key: str) -> bool | None:
        """True, false or nothing."""
        value = self.values.get(key)
        if isinstance(value, bool | None):
            return value
        raise UnfitCell(key, _kind(value), "give true, false or null")

    def inner(self, key: str) -> JsonObject | None:
        """The object under a key; None where there is nothing."""
        value = self.values.get(key)
        return None if value is None else JsonObject.of(value)

    def objects(self, key: str) -> tuple[JsonObject, ...]:
        """The objects of the list under a key; none where there is nothing."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise UnfitCell(key, _kind(value), "give a list")
        return tuple(JsonObject.of(item) for item in value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in the list under a key, other values left out; none where there is no list."""
        return tuple(item for item in listed(self.values, key) if isinstance(item, str))


def document(file: DataFile) -> Any:
    """A file's JSON; None of a file that is none."""
    try:
        return file.document if file.is_json else None
    except UnfitFile:
        return None


def pages(value: object) -> Iterator[dict[str, Any]]:
    """The objects at the top of a document, which is one object or a list of them, such as its pages."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item


def listed(page: Mapping[str, Any], key: str) -> list[Any]:
    """The list under a key, empty where there is none."""
    value = page.get(key)
    return value if isinstance(value, list) else []


def has(value: object, *keys: str) -> bool:
    """Whether a value is an object with all of these keys."""
    return isinstance(value, dict) and all(key in value for key in keys)


def by_id(values_of: Callable[[object], list[Any]], *files: DataFile) -> dict[str, JsonObject]:
    """The objects of several files by their ids, texts or numbers; of two of one id the last.

    One without an id is left out, and missed where a row names it.
    """
    return {
        str(value["id"]).strip(): JsonObject(value)
        for file in files
        for value in values_of(document(file))
        if isinstance(value, dict) and isinstance(value.get("id"), str | int)
    }


def in_time_order(
    values: list[Any], moment: Callable[[object], Any], read: Callable[[object], tuple[RowNoun, ...]]
) -> Rows:
    """What each value of a list says, the earliest first; its line is its place in the list."""
    for line, value in sorted(enumerate(values, start=1), key=lambda numbered: moment(numbered[1])):
        yield from read_or_refused(line, as_row(value), partial(read, value))


def explain_only(values: list[Any], assumption: str, conventions: Conventions) -> Iterator[ReadRow]:
    """Values that say nothing by themselves and are there to explain others, by an assumption."""
    for line, value in enumerate(values, start=1):
        conventions.assume(assumption)
        yield ReadRow(line=line, text=as_row(value), nouns=())


def created_at(value: object) -> str:
    """The moment of an object as text, which sorts; of what has none, nothing."""
    return str(value.get("created_at")) if isinstance(value, dict) else ""


def since_1970(**duration: float) -> datetime | None:
    """The moment so long after the beginning of 1970; None where it lies outside the calendar.

    >>> since_1970(milliseconds=1_736_900_000_000).isoformat()
    '2025-01-15T00:13:20+00:00'
    """
    try:
        return _EPOCH + timedelta(**duration)
    except OverflowError:
        return None


def as_row(value: object) -> str:
    """A value as the line of JSON that is kept of it; of one that is nested without end, what it is."""
    try:
        return json.dumps(value)
    except RecursionError:
        return json.dumps(f"{_kind(value)}, nested too deeply to be kept")


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a number")
