"""One table of the ledger as arrays, fetched page by page, so that a million rows never stand as rows.

What repeats (names, words, dates) is decoded once for all its rows: equal texts are one object, and a
date is read from its text the first time that it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Boolean,
    Date,
    Float,
    Integer,
    Select,
    String,
    Table,
    Text,
    cast,
    select,
    tuple_,
    type_coerce,
)

from forecasts.ledger.lists import Listed, read_list
from forecasts.ledger.reader import Reader

Array = NDArray[Any]

PAGE = 20_000
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


def columns(reader: Reader, mirror: Table) -> dict[str, Array]:
    """Every column of a mirror up to the reader's head, in the order of recording, and `handle` before them.

    Dates are datetime64[s], texts and tuples objects with None where there is none, absent numbers NaN.
    """
    readers = {column.name: _reader(column.type) for column in mirror.columns}
    parts: dict[str, list[Array]] = {name: [] for name in ("handle", *readers)}
    for page in _pages(reader, mirror):
        cells = list(zip(*page, strict=True)) or [()] * len(readers)
        for (name, read), values in zip(readers.items(), cells, strict=True):
            parts[name].append(read(values))
        handles = starmap("{}.{}".format, zip(cells[0], cells[1], strict=True))
        parts["handle"].append(np.fromiter(handles, dtype=object, count=len(page)))
    return {name: np.concatenate(some) for name, some in parts.items()}


def _pages(reader: Reader, mirror: Table) -> Iterator[list[Any]]:
    """Pages of rows, each beginning after the last row of the one before; one empty page of nothing."""
    query, place = _query(mirror, reader.head.sequence), tuple_(mirror.c.entry, mirror.c.position)
    page = reader.rows(query)
    yield list(page)
    while len(page) == PAGE:
        page = reader.rows(query.where(place > tuple_(page[-1].entry, page[-1].position)))
        yield list(page)


def _query(mirror: Table, head: int) -> Select[Any]:
    """Dates and lists are fetched as text: each distinct one is read once, not every one."""
    columns = [
        cast(column, String).label(column.name)
        if isinstance(column.type, Date)
        else type_coerce(column, Text).label(column.name)
        if isinstance(column.type, Listed)
        else column
        for column in mirror.columns
    ]
    return (
        select(*columns).where(mirror.c.entry <= head).order_by(mirror.c.entry, mirror.c.position).limit(PAGE)
    )


def _reader(kind: Any) -> Callable[[tuple[Any, ...]], Array]:
    if isinstance(kind, Date):
        days = Decoded(_day_number, absent=_NO_DAY)
        return lambda values: _each(days, values, "int64").view("datetime64[D]").astype("datetime64[s]")
    if isinstance(kind, Float):
        return lambda values: np.array(values, dtype=np.float64)
    if isinstance(kind, Boolean):
        return lambda values: np.array(values, dtype=np.bool_)
    if isinstance(kind, Integer):
        return lambda values: np.array(values, dtype=np.int64)
    texts = Decoded(read_list if isinstance(kind, Listed) else str)
    return lambda values: _each(texts, values, "object")


def _each(decoded: Decoded, values: tuple[Any, ...], dtype: str) -> Array:
    if values[:1] == (None,) and values.count(None) == len(values):
        return np.full(len(values), decoded[None], dtype=dtype)
    return np.fromiter(map(decoded.__getitem__, values), dtype=dtype, count=len(values))


def _day_number(text: str) -> int:
    return date.fromisoformat(text).toordinal() - _EPOCH
