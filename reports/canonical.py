"""A report as plain data with stable keys, and the digest over its canonical JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from tracker.digits import rounded

SELDOM = {"seldom": True}
"""The metadata of a field that has no key where it is None, as in most reports."""

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """A report's part as JSON knows it: dates as ISO text, undefined as null, infinite as "inf".

    Numbers keep ten significant digits, so that machines which round the last bit differently agree.

    >>> plain((date(2021, 6, 25), 1 / 3, float("inf"), None))
    ['2021-06-25', 0.3333333333, 'inf', None]
    """
    spell = _SPELLINGS.get(type(value))
    return _seldom(value) if spell is None else spell(value)


def _seldom(value: object) -> Plain:
    """A value of a type that is not among the few of which a report has thousands."""
    if isinstance(value, int):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    kind: type[Any] = type(value)
    if is_dataclass(kind):
        return {
            name: plain(held)
            for name, is_seldom in _names(kind)
            if (held := getattr(value, name)) is not None or not is_seldom
        }
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return _listed(value)
    raise ValueError(f"a report holds plain data, not {type(value).__name__}")


@cache
def _names(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass, each with whether it has no key where it is None."""
    return tuple((field.name, field.metadata == SELDOM) for field in fields(kind))


def _same(value: Any) -> Plain:
    found: Plain = value
    return found


def _listed(value: Iterable[object]) -> Plain:
    return [plain(part) for part in value]


def _number(value: float) -> Plain:
    if math.isnan(value):
        return None
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return rounded(value)


_SPELLINGS: dict[type[Any], Callable[[Any], Plain]] = {
    type(None): _same,
    bool: _same,
    int: _same,
    str: _same,
    float: _number,
    tuple: _listed,
    list: _listed,
}


def canonical(data: Plain) -> bytes:
    """The one spelling of plain data in JSON: sorted keys, no spaces, UTF-8.

    >>> canonical({"b": 1, "a": None})
    b'{"a":null,"b":1}'
    """
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def digest(data: Plain) -> str:
    """SHA-256 over the canonical JSON, in 64 hexadecimal digits."""
    return sha256(canonical(data)).hexdigest()
