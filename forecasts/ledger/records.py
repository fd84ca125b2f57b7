"""Nouns as canonical records: the JSON that is written once, digested, and never changed.

A record is one JSON object with sorted keys, no spaces, and no key for what is absent. It names its
noun and the version of its form, so that a later program reads what an earlier one wrote. What is in
the ledger is these bytes; the typed tables can always be made from them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from forecasts import belief, model
from forecasts.handles import Handle

VERSION = 1

Plain: TypeAlias = dict[str, Any]

NOUNS: dict[str, type[model.Noun]] = {cls.__name__.lower(): cls for cls in get_args(model.Noun)}
_BELIEFS = {cls.__name__.lower(): cls for cls in get_args(belief.Belief)}

_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
).encode


def moment_text(moment: datetime) -> str:
    """An aware moment as fixed-width UTC text, which sorts as the moments do.

    >>> moment_text(datetime(2021, 6, 25, 12, tzinfo=UTC))
    '2021-06-25T12:00:00.000000Z'
    """
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone is not one moment: give an aware one.")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def read_moment(text: str) -> datetime:
    """The moment that `moment_text` wrote."""
    return datetime.fromisoformat(text)


def noun_name(noun: model.Noun) -> str:
    """The name under which a noun is recorded, such as 'forecast'."""
    return type(noun).__name__.lower()


def plain(noun: model.Noun) -> Plain:
    """A noun as a JSON object of texts, numbers, lists and objects; absent parts have no key."""
    return {"noun": noun_name(noun), "version": VERSION, **_plain_parts(noun)}


def canonical(record: Plain) -> str:
    """The one text of a record that is digested and kept."""
    return _encode(record)


def read_record(body: str) -> model.Noun:
    """The noun that a record holds.

    >>> saved = canonical(plain(model.Statement(quote="a month or two")))
    >>> saved
    '{"noun":"statement","quote":"a month or two","version":1}'
    >>> read_record(saved)
    Statement(quote='a month or two', source=None, locator=None, language=None)
    """
    record = json.loads(body)
    if record["version"] != VERSION:
        raise ValueError(f"A record of version {record['version']} was written by a later program.")
    noun: model.Noun = _read_parts(NOUNS[record["noun"]], record)
    return noun


def _plain_parts(value: Any) -> Plain:
    writers, parts = _writers(value.__class__)
    return {
        name: part if write is None else write(part)
        for (name, write), part in zip(writers, parts(value), strict=True)
        if part is not None and part != ()
    }


def _plain_belief(value: belief.Belief) -> Plain:
    return {"kind": type(value).__name__.lower(), **_plain_parts(value)}


@cache
def _writers(cls: type) -> tuple[tuple[tuple[str, Callable[[Any], Any] | None], ...], Callable[[Any], Any]]:
    """How each part of a class is written, and all its parts at once."""
    hints = get_type_hints(cls)
    names = [field.name for field in fields(cls)]
    if len(names) == 1:
        return ((names[0], _writer(hints[names[0]])),), lambda value: (getattr(value, names[0]),)
    return tuple((name, _writer(hints[name])) for name in names), attrgetter(*names)


def _writer(hint: Any) -> Callable[[Any], Any] | None:
    kinds = _without_none(hint)
    if len(kinds) > 1:
        return _plain_belief
    (kind,) = kinds
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return (lambda items: [float(item) for item in items]) if inner is float else list
    if kind is Handle:
        return str
    if kind is datetime:
        return moment_text
    if kind is date:
        return date.isoformat
    if kind is float:
        return float
    return _plain_parts if is_dataclass(kind) else None


def _read_parts(cls: type, record: Plain) -> Any:
    return cls(**{name: read(record[name]) for name, read in _readers(cls) if name in record})


@cache
def _readers(cls: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(cls)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(cls))


def _reader(hint: Any) -> Callable[[Any], Any]:
    kinds = _without_none(hint)
    if len(kinds) > 1:
        return lambda record: _read_parts(_BELIEFS[record["kind"]], record)
    (kind,) = kinds
    if get_origin(kind) is tuple:
        inner = _reader(get_args(kind)[0])
        return lambda items: tuple(inner(item) for item in items)
    if kind is Handle:
        return Handle.read
    if kind is datetime:
        return read_moment
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda record: _read_parts(kind, record)
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else lambda value: value


def _without_none(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, UnionType):
        return tuple(kind for kind in get_args(hint) if kind is not NoneType)
    return (hint,)
