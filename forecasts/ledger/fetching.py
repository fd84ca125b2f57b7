"""One table of the ledger as arrays, fetched page by page, so that a million rows never stand as rows.

What repeats (names, words, dates) is decoded once for all its rows: equal texts are one object, and a
date is read from its text the first time that it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Float,
    Integer,
    String,
    Table,
    Text,
    cast,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
)

from forecasts.handles import Handle
from forecasts.ledger.reader import Reader
from forecasts.ledger.tables import Listed, read_list

Array = NDArray[Any]

PAGE = 500
_FEW = 4
_PLACE = ("entry", "position")
_EPOCH = date(1970, 1, 1).toordinal()
_NO_DAY = np.iinfo(np.int64).min


class Decoded(dict[Any, Any]):
    """What each value means, worked out the first time that it is asked for; None means `absent`.

    >>> lengths = Decoded(len, absent=0)
    >>> [lengths[text] for text in ("red", None, "red")]
    [3, 0, 3]
    """

    def __init__(self, decode: Callable[[Any], Any], *, absent: Any = None) -> None:
        super().__init__({None: absent})
        self._decode = decode

    def __missing__(self, value: Any) -> Any:
        found = self[value] = self._decode(value)
        return found


def columns(
    reader: Reader, mirror: Table, names: Collection[str] | None = None, *only: ColumnElement[bool]
) -> dict[str, Array]:
    """The columns of a mirror up to the reader's head, all or those named, in the order of recording.

    With conditions, only the rows that meet them; from a snapshot's columns all rows come, whatever is asked.
    Entry and position are always among them. Dates are datetime64[s], texts and tuples objects with None
    where there is none, absent numbers NaN. Of a long table, columns in which few rows hold anything are
    fetched for those rows alone.
    """
    if reader.columnar is not None and reader.columnar.holds(mirror.name):
        return _sound_rows(reader, reader.columnar.columns(mirror.name, names, upto=reader.head.sequence))
    wanted = [column for column in mirror.columns if names is None or column.name in (*_PLACE, *names)]
    rows, filled = _filled(reader, mirror, wanted, only)
    sparse = [name for name, count in filled.items() if rows > PAGE and count * _FEW < rows]
    found = _fetched(reader, mirror, [column for column in wanted if column.name not in sparse], *only)
    held = [mirror.c[name] for name in sparse if filled[name]]
    if held:
        holding = or_(*(column.is_not(None) for column in held))
        some = _fetched(reader, mirror, [*(mirror.c[name] for name in _PLACE), *held], holding, *only)
        width = 1 + int(found["position"].max())
        place, places = (part["entry"] * width + part["position"] for part in (found, some))
        at = np.searchsorted(place, places)
    for name in sparse:
        found[name] = np.full(rows, _decoder(mirror.c[name].type).absent)
        if filled[name]:
            found[name][at] = some[name]
    return {column.name: found[column.name] for column in wanted}


def some_columns(reader: Reader, mirror: Table, *, after: Handle, most: int) -> dict[str, Array]:
    """All columns of the rows after one record, at most so many, up to the reader's head, sound or not."""
    place = tuple_(*(mirror.c[name] for name in _PLACE))
    return _fetched(reader, mirror, list(mirror.columns), place > (after.entry, after.position), most=most)


def _sound_rows(reader: Reader, found: dict[str, Array]) -> dict[str, Array]:
    """The rows of columns without those that were set aside as unsound."""
    if not reader.unsound:
        return found
    places = zip(found["entry"].tolist(), found["position"].tolist(), strict=True)
    sound = np.array([Handle(*place) not in reader.unsound for place in places], dtype=bool)
    return {name: values[sound] for name, values in found.items()}


def _filled(
    reader: Reader, mirror: Table, wanted: list[Column[Any]], only: Sequence[ColumnElement[bool]]
) -> tuple[int, dict[str, int]]:
    """How many rows there are, and in how many each column that may be empty holds something."""
    counted = [func.count(column).label(column.name) for column in wanted if column.nullable]
    asked: list[ColumnElement[Any]] = [func.count(mirror.c.entry), *counted]
    (row,) = reader.rows(
        select(*asked).where(mirror.c.entry <= reader.head.sequence, *only, *_sound(reader, mirror))
    )
    return int(row[0]), dict(zip((label.name for label in counted), row[1:], strict=True))


def _fetched(
    reader: Reader,
    mirror: Table,
    wanted: list[Column[Any]],
    *holding: ColumnElement[bool],
    most: int | None = None,
) -> dict[str, Array]:
    query = (
        select(*map(_asked, wanted))
        .where(mirror.c.entry <= reader.head.sequence, *holding, *_sound(reader, mirror))
        .order_by(mirror.c.entry, mirror.c.position)
        .limit(most)
    )
    decoders = [_decoder(column.type) for column in wanted]
    parts = [[decoder.read(())] for decoder in decoders]
    for page in reader.pages(query, PAGE):
        for part, decoder, values in zip(parts, decoders, zip(*page, strict=True), strict=True):
            part.append(decoder.read(values))
    return {column.name: np.concatenate(parts.pop(0)) for column in wanted}


def _sound(reader: Reader, mirror: Table) -> list[ColumnElement[bool]]:
    """The condition that leaves out what was set aside as unsound, which may hold what no column can."""
    if not reader.unsound:
        return []
    place = tuple_(mirror.c.entry, mirror.c.position)
    return [place.not_in([(handle.entry, handle.position) for handle in reader.unsound])]


def _asked(column: Column[Any]) -> ColumnElement[Any]:
    """Dates and lists are fetched as text: each distinct one is read once, not every one."""
    if isinstance(column.type, Date):
        return cast(column, String).label(column.name)
    return type_coerce(column, Text).label(column.name) if isinstance(column.type, Listed) else column


@dataclass(frozen=True, kw_only=True, slots=True)
class _Decoder:
    """How the cells of a column become an array, and what stands in it for nothing."""

    read: Callable[[tuple[Any, ...]], Array]
    absent: Any


def _decoder(kind: Any) -> _Decoder:
    if isinstance(kind, Date):
        days = Decoded(_day_number, absent=_NO_DAY)
        return _Decoder(
            read=lambda values: _each(days, values, "int64").view("datetime64[D]").astype("datetime64[s]"),
            absent=np.datetime64("NaT", "s"),
        )
    for of, dtype, absent in (
        (Float, np.float64, np.nan),
        (Boolean, np.bool_, False),
        (Integer, np.int64, 0),
    ):
        if isinstance(kind, of):
            return _Decoder(read=partial(np.array, dtype=dtype), absent=absent)
    texts = Decoded(read_list if isinstance(kind, Listed) else str)
    return _Decoder(read=lambda values: _each(texts, values, "object"), absent=None)


def _each(decoded: Decoded, values: tuple[Any, ...], dtype: str) -> Array:
    if values[:1] == (None,) and values.count(None) == len(values):
        return np.full(len(values), decoded[None], dtype=dtype)
    return np.fromiter(map(decoded.__getitem__, values), dtype=dtype, count=len(values))


def _day_number(text: str) -> int:
    return date.fromisoformat(text).toordinal() - _EPOCH
