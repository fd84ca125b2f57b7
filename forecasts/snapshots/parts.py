"""The files of a snapshot: written once under the digest of their bytes, and read only if it still fits."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.columns import Column
from forecasts.errors import LacksPackage, UnfitSnapshot
from forecasts.handles import Handle
from forecasts.snapshots.arrow import Array, read, texts_among, written
from forecasts.snapshots.manifest import AGAIN, Part
from forecasts.writing import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    import pyarrow as pa


def parquet() -> ModuleType:
    """PyArrow's Parquet, which is imported where a snapshot is written or read, and nowhere else."""
    try:
        import pyarrow.parquet as found
    except ImportError as error:
        raise LacksPackage("A snapshot", "fast", "use the ledger itself") from error
    module: ModuleType = found
    return module


def write_part(folder: Path, table: str, columns: Sequence[Column], arrays: Mapping[str, Array]) -> Part:
    """Writes rows, in the order of `entry` and `position`, into a part; one that lies there whole stays."""
    import pyarrow as pa

    writer = parquet()
    out = pa.BufferOutputStream()
    writer.write_table(written(columns, arrays), out, compression="zstd", store_schema=False)
    data = out.getvalue().to_pybytes()
    places = (Handle(int(arrays["entry"][at]), int(arrays["position"][at])) for at in (0, -1))
    first, last = places
    part = Part(
        table=table,
        first=first,
        last=last,
        rows=len(arrays["entry"]),
        size=len(data),
        digest=sha256(data).hexdigest(),
    )
    if _fault(folder / part.name, part) is not None:
        (folder / table).mkdir(parents=True, exist_ok=True)
        write(folder / part.name, data)
    return part


def read_part(
    folder: Path, part: Part, columns: Sequence[Column], *, upto: int | None = None
) -> dict[str, Array]:
    """The columns of a part, of all rows or of those up to an entry.

    Raises
    ------
    UnfitSnapshot
        If the part is missing, was cut or was altered.
    """
    return read(columns, _table(folder, part, columns, upto=upto))


def read_parts(
    folder: Path, parts: Sequence[Part], columns: Sequence[Column], *, upto: int | None = None
) -> dict[str, Array]:
    """The columns of several parts, one below the other."""
    import pyarrow as pa

    if not parts:
        return read(columns, written(columns, _nothing(columns)))
    return read(columns, pa.concat_tables([_table(folder, part, columns, upto=upto) for part in parts]))


def prove(folder: Path, part: Part) -> None:
    """Refuses a part that is missing, cut or altered."""
    if (fault := _fault(folder / part.name, part)) is not None:
        raise UnfitSnapshot(folder, f"{fault}: {part.name}", AGAIN)


def is_whole(folder: Path, part: Part) -> bool:
    """Whether a part lies there as it was written."""
    return _fault(folder / part.name, part) is None


def _table(folder: Path, part: Part, columns: Sequence[Column], *, upto: int | None) -> pa.Table:
    module = parquet()
    prove(folder, part)
    filters = None if upto is None or part.last.entry <= upto else [("entry", "<=", upto)]
    return module.read_table(
        folder / part.name,
        columns=[column.name for column in columns],
        read_dictionary=texts_among(columns),
        filters=filters,
        partitioning=None,
    )


def _nothing(columns: Sequence[Column]) -> dict[str, Array]:
    import numpy as np

    return {column.name: np.array([], dtype="float64") for column in columns}


def _fault(place: Path, part: Part) -> str | None:
    """What is wrong with the file of a part; None where it is as it was written."""
    try:
        size = place.stat().st_size
        if size != part.size:
            return f"has a part of {size:,} bytes that should have {part.size:,}"
        with place.open("rb") as file:
            altered = file_digest(file, "sha256").hexdigest() != part.digest
    except FileNotFoundError:
        return "lacks a part"
    except OSError as error:
        return f"has a part that cannot be read ({error.strerror})"
    return "has a part that was altered" if altered else None
