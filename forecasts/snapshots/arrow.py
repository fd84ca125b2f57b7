"""Columns as arrays and as Arrow has them, there and back without a change.

Absent is null in Arrow; in arrays it is None, of numbers NaN, of days NaT. Equal texts come back as one
object, as they do from the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecasts.columns import Column, Kind

if TYPE_CHECKING:
    import pyarrow as pa

Array = NDArray[Any]

_TEXTS = (Kind.TEXT, Kind.HANDLE)
_LISTS = (Kind.NUMBERS, Kind.TEXTS)


def written(columns: Sequence[Column], arrays: Mapping[str, Array]) -> pa.Table:
    """Arrays as an Arrow table, the columns in the order given."""
    import pyarrow as pa

    fields = [pa.field(column.name, _arrow_type(column.kind)) for column in columns]
    made = [_written(column.kind, arrays[column.name]) for column in columns]
    return pa.table(made, schema=pa.schema(fields))


def read(columns: Sequence[Column], table: pa.Table) -> dict[str, Array]:
    """The arrays of an Arrow table, which `written` made."""
    return {column.name: _read(column.kind, table.column(column.name)) for column in columns}


def texts_among(columns: Sequence[Column]) -> list[str]:
    """The columns that are read by their distinct texts."""
    return [column.name for column in columns if column.kind in _TEXTS]


def _arrow_type(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    kinds: dict[Kind, Callable[[], pa.DataType]] = {
        Kind.DAY: pa.date32,
        Kind.MOMENT: lambda: pa.timestamp("us", tz="UTC"),
        Kind.NUMBER: pa.float64,
        Kind.COUNT: pa.int64,
        Kind.FLAG: pa.bool_,
        Kind.NUMBERS: lambda: pa.list_(pa.float64()),
        Kind.TEXTS: lambda: pa.list_(pa.string()),
    }
    return kinds.get(kind, pa.string)()


def _written(kind: Kind, values: Array) -> pa.Array:
    import pyarrow as pa

    if kind is Kind.DAY:
        days = values.astype("datetime64[D]")
        return pa.array(days.astype(np.int64).astype(np.int32), mask=np.isnat(days)).cast(pa.date32())
    if kind is Kind.MOMENT:
        moments = values.astype("datetime64[us]")
        return pa.array(moments.astype(np.int64), mask=np.isnat(moments)).cast(_arrow_type(kind))
    if kind is Kind.NUMBER:
        return pa.array(values.astype(np.float64), mask=np.isnan(values.astype(np.float64)))
    if kind in (Kind.COUNT, Kind.FLAG):
        return pa.array(values.astype(np.int64 if kind is Kind.COUNT else np.bool_))
    return pa.array(values.tolist(), type=_arrow_type(kind))


def _read(kind: Kind, column: pa.ChunkedArray) -> Array:
    import pyarrow as pa

    if kind is Kind.DAY:
        days = column.cast(pa.int32()).cast(pa.int64()).to_numpy()
        return _with_nothing(days, column).view("datetime64[D]").astype("datetime64[s]")
    if kind is Kind.MOMENT:
        return _with_nothing(column.cast(pa.int64()).to_numpy(), column).view("datetime64[us]")
    if kind in (Kind.NUMBER, Kind.COUNT, Kind.FLAG):
        plain: Array = column.to_numpy()
        return plain.astype(np.float64) if kind is Kind.NUMBER else plain
    if column.null_count == len(column):
        return np.full(len(column), None, dtype=object)
    if kind in _LISTS:
        found = np.empty(len(column), dtype=object)
        found[:] = [None if values is None else tuple(values) for values in column.to_pylist()]
        return found
    return _texts(column)


def _with_nothing(numbers: Array, column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Whole numbers, with the one that NumPy takes for no date where there is none."""
    absent = column.is_null().to_numpy()
    return np.where(absent, np.iinfo(np.int64).min, np.where(absent, 0, numbers)).astype(np.int64)


def _texts(column: pa.ChunkedArray) -> Array:
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    column = column.unify_dictionaries()
    distinct = column.chunk(0).dictionary.to_pylist()
    words = np.array([*distinct, None], dtype=object)
    places = [
        chunk.indices.fill_null(len(distinct)).to_numpy(zero_copy_only=False) for chunk in column.chunks
    ]
    found: Array = words[np.concatenate(places).astype(np.int64)]
    return found
