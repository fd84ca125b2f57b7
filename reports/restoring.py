"""A report from its JSON: what `canonical.plain` wrote becomes the dataclasses that it was."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from reports.beside import data_fields
from reports.canonical import SELDOM

Restored = TypeVar("Restored")

_INFINITE = ("inf", "-inf")


class ForeignForm(ValueError):
    """The JSON is not that of the dataclass: a key is missing, or a value is of another type."""


def restored(kind: type[Restored], data: object) -> Restored:
    """The dataclass that JSON was made of; keys that it does not know are left aside.

    Numbers have the ten significant digits that JSON keeps. Anything that does not fit raises ForeignForm.

    Examples
    --------
    >>> from reports.facets.counting import Omission
    >>> restored(Omission, {"reason": "void", "count": 3})
    Omission(reason='void', count=3)
    """
    if not isinstance(data, Mapping):
        raise ForeignForm(f"{kind.__name__} is made of an object, not of {data!r:.80}")
    hints = get_type_hints(kind)
    made: dict[str, Any] = {}
    for field in data_fields(kind):
        if field.name not in data and field.metadata == SELDOM:
            continue
        if field.name not in data:
            raise ForeignForm(f"{kind.__name__} lacks {field.name!r}")
        made[field.name] = _value(hints[field.name], data[field.name])
    return kind(**made)


def _value(hint: Any, data: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _either(inner, data)
    if origin is Literal and data in inner:
        return data
    if origin in (tuple, list) and isinstance(data, list):
        return origin(_sequence(inner, data))
    if inspect.isclass(origin) and issubclass(origin, Mapping) and isinstance(data, Mapping):
        return {key: _value(inner[1], part) for key, part in data.items()}
    if inspect.isclass(hint):
        return _simple(hint, data)
    raise ForeignForm(f"{data!r:.80} is no {hint}")


def _either(hints: tuple[Any, ...], data: Any) -> Any:
    """The first of several types that the data fit; null is None wherever it may be."""
    if data is None and type(None) in hints:
        return None
    for hint in hints:
        try:
            return _value(hint, data)
        except ForeignForm:
            continue
    raise ForeignForm(f"{data!r:.80} is none of {', '.join(map(str, hints))}")


def _sequence(inner: tuple[Any, ...], data: list[Any]) -> list[Any]:
    if len(inner) == 1 or inner[1:] == (Ellipsis,):
        return [_value(inner[0], part) for part in data]
    if len(inner) != len(data):
        raise ForeignForm(f"{len(inner)} values are needed, and there are {len(data)}")
    return [_value(hint, part) for hint, part in zip(inner, data, strict=True)]


def _simple(hint: type, data: Any) -> Any:
    if is_dataclass(hint):
        return restored(hint, data)
    if hint is type(None) and data is None:
        return None
    if hint is float:
        return _number(data)
    if issubclass(hint, date | Enum):
        try:
            return hint.fromisoformat(data) if issubclass(hint, date) else hint(data)
        except (TypeError, ValueError):
            raise ForeignForm(f"{data!r:.80} is no {hint.__name__}") from None
    if type(data) is hint:
        return data
    raise ForeignForm(f"{data!r:.80} is no {hint.__name__}")


def _number(data: Any) -> float:
    """A number; an undefined one is null in JSON, and an infinite one is text."""
    if data is None:
        return float("nan")
    if data in _INFINITE:
        return float(data)
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise ForeignForm(f"{data!r:.80} is no number")
    return data
