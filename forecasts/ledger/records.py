"""Nouns as canonical records: the JSON that is written once, digested, and never changed.

A record is one JSON object with sorted keys, no spaces, and no key for what is absent. It names its
noun and the version of its form, so that a later program reads what an earlier one wrote. What is in
the ledger is these bytes; the typed tables can always be made from them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from itertools import repeat
from json.encoder import encode_basestring
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from forecasts import belief, model
from forecasts.errors import DamagedRecord, TrackerError
from forecasts.handles import Handle

VERSION = 1

Plain: TypeAlias = dict[str, Any]

NOUNS: dict[str, type[model.Noun]] = {cls.__name__.lower(): cls for cls in get_args(model.Noun)}
_NAMES: dict[type[Any], str] = {cls: name for name, cls in NOUNS.items()}
_BELIEFS = {cls.__name__.lower(): cls for cls in get_args(belief.Belief)}

DAMAGE = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""What reading raises of a body that no program wrote; a value that a noun refuses raises a TrackerError."""
_REMEMBERED = 20_000
_quoted: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode

Part = TypeVar("Part")
Made = TypeVar("Made")


def remembered(make: Callable[[Part], Made]) -> Callable[[Part], Made]:
    """A function that makes something of a value only once, within bounds: many forecasts share their parts.

    It goes by the value itself and not by what equals it: 0.0 and -0.0 are equal and written differently.
    """
    known: dict[int, tuple[Part, Made]] = {}

    def made(value: Part) -> Made:
        found = known.get(id(value))
        if found is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            found = known[id(value)] = (value, make(value))
        return found[1]

    return made


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
    return _NAMES[noun.__class__]


def canonical(noun: model.Noun) -> str:
    """The one text of a noun that is digested and kept.

    >>> canonical(model.Statement(quote="a month or two"))
    '{"noun":"statement","quote":"a month or two","version":1}'
    """
    return _written(noun, noun.__class__)


@remembered
def canonical_part(part: model.Claim | model.Condition | model.Belief) -> str:
    """The text that a claim or a belief, which many forecasts may share, has within the record's."""
    return _written(part, part.__class__)


def canonical_texts(nouns: Sequence[model.Noun]) -> list[str]:
    """The texts of many nouns of one kind, a field of all of them at a time: of each what `canonical` gives.

    >>> for text in canonical_texts([model.Statement(quote="soon"), model.Statement(quote="by May")]):
    ...     print(text)
    {"noun":"statement","quote":"soon","version":1}
    {"noun":"statement","quote":"by May","version":1}
    """
    cls: type = nouns[0].__class__
    writers, parts = _writers(cls)
    columns: list[Iterable[str]] = []
    for (key, write, is_list), column in zip(writers, zip(*map(parts, nouns), strict=True), strict=True):
        if write is None:
            columns.append(repeat(key, len(nouns)))
        elif is_list:
            columns.append([f"{key}{write(part)}" if part else "" for part in column])
        elif column[0] is not None or column.count(None) < len(column):
            columns.append(["" if part is None else f"{key}{write(part)}" for part in column])
    return [f"{{{','.join(filter(None, row))}}}" for row in zip(*columns, strict=True)]


def read_record(body: str) -> model.Noun:
    """The noun that a record holds.

    >>> read_record('{"noun":"statement","quote":"a month or two","version":1}')
    Statement(quote='a month or two', source=None, locator=None, language=None)
    """
    record = json.loads(body)
    if record["version"] != VERSION:
        raise ValueError(f"A record of version {record['version']} was written by a later program.")
    noun: model.Noun = _read_parts(NOUNS[record["noun"]], record)
    return noun


def read_record_at(handle: Handle, body: str) -> model.Noun:
    """The noun of the record at a handle; one that none can read raises DamagedRecord."""
    try:
        return read_record(body)
    except (*DAMAGE, TrackerError) as error:
        raise DamagedRecord(handle, str(error) or type(error).__name__) from error


def _written(value: Any, cls: type) -> str:
    """A noun, or a part of one, as a JSON object with its keys in order; absent parts have no key."""
    writers, parts = _writers(cls)
    return "{%s}" % ",".join(  # noqa: UP031 - the braces are part of the text
        [
            key if write is None else key + write(part)
            for (key, write, is_list), part in zip(writers, parts(value), strict=True)
            if (part if is_list else part is not None)
        ]
    )


_Writer: TypeAlias = Callable[[Any], str]
_Field: TypeAlias = tuple[str, _Writer | None, bool]


@cache
def _writers(cls: type) -> tuple[tuple[_Field, ...], Callable[[Any], tuple[Any, ...]]]:
    """Of each field of a class, in the order of keys: its key, how it is written, whether it is a list.

    And what takes all parts of a value at once. What is the same in every value of a class, as its own
    name, is a key with its value, and needs no writer.
    """
    hints = get_type_hints(cls)
    written: dict[str, _Field] = {
        field.name: (f'"{field.name}":', _writer(hints[field.name]), _is_list(hints[field.name]))
        for field in fields(cls)
    }
    for key, fixed in _fixed(cls).items():
        written[key] = (f'"{key}":{_quoted(fixed)}', None, False)
    names = sorted(written)
    taken = attrgetter(*(name if name in hints else "__class__" for name in names))
    return tuple(written[name] for name in names), taken


def _fixed(cls: type) -> dict[str, Any]:
    name = cls.__name__.lower()
    if name in NOUNS:
        return {"noun": name, "version": VERSION}
    return {"kind": name} if name in _BELIEFS else {}


def _writer(hint: Any) -> _Writer:
    kinds = _without_none(hint)
    if len(kinds) > 1 or is_dataclass(kinds[0]):
        return canonical_part
    (kind,) = kinds
    if get_origin(kind) is tuple:
        write = _writer(get_args(kind)[0])
        return lambda items: f"[{','.join(map(write, items))}]"
    if issubclass(kind, str):
        return encode_basestring
    return _SIMPLE.get(kind, _quoted)


def _is_list(hint: Any) -> bool:
    return any(get_origin(kind) is tuple for kind in _without_none(hint))


@lru_cache(_REMEMBERED)
def _written_day(day: date) -> str:
    return f'"{day.isoformat()}"'


_SIMPLE: dict[Any, _Writer] = {
    Handle: lambda handle: f'"{handle}"',
    datetime: lambda moment: f'"{moment_text(moment)}"',
    date: _written_day,
    float: lambda number: float.__repr__(float(number)),
    bool: lambda flag: "true" if flag else "false",
}


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
