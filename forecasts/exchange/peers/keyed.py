"""A JSON object of another tool's file: its values by key, each of the kind asked for, or refused."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forecasts.errors import UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.files import DataFile

_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}


@dataclass(frozen=True, slots=True)
class Keyed:
    """The values of one object.

    >>> item = Keyed.of({"id": 7, "name": None, "isResolved": False})
    >>> item.text("id"), item.text("name"), item.flag("isResolved")
    ('7', '', False)
    """

    values: Mapping[str, Any]

    @classmethod
    def of(cls, value: object) -> Keyed:
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
        try:
            found = float(text)
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            raise UnfitCell(key, text, "give a number")
        return found

    def flag(self, key: str) -> bool | None:
        """True, false or nothing."""
        value = self.values.get(key)
        if isinstance(value, bool | None):
            return value
        raise UnfitCell(key, _kind(value), "give true, false or null")

    def objects(self, key: str) -> tuple[Keyed, ...]:
        """The objects of the list under a key; none where there is nothing."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise UnfitCell(key, _kind(value), "give a list")
        return tuple(Keyed.of(item) for item in value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in the list under a key, other values left out; none where there is no list."""
        value = self.values.get(key)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


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


def as_row(value: object) -> str:
    """A value as the line of JSON that is kept of it; of one that is nested without end, what it is."""
    try:
        return json.dumps(value)
    except RecursionError:
        return json.dumps(f"{_kind(value)}, nested too deeply to be kept")


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a number")
