"""What stands in the ledger as columns: pandas frames for judging and showing.

`frame_columns.FRAMES` says of each column what it holds. Dates run to the year 9999.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, select, tuple_

from forecasts.handles import Handle
from forecasts.ledger.fetching import columns
from forecasts.ledger.frame_columns import FRAMES
from forecasts.ledger.names import NAMING_COLUMNS
from forecasts.ledger.reader import MOST_NAMED, Reader
from forecasts.ledger.tables import ENTRIES, MIRRORS
from forecasts.model import AmendmentKind

_PLACE = ("entry", "position")


def forecasts(
    reader: Reader, names: Collection[str] | None = None, *, by: Collection[str] = ()
) -> pd.DataFrame:
    """Standing forecasts, one row each, with all columns of `FRAMES["forecasts"]` or only those named.

    Entry and position are always among them. With `by`, only those of these forecasters, by slug.
    """
    wanted = frozenset(column.name for column in FRAMES["forecasts"]) if names is None else {*names}
    unknown = wanted - {column.name for column in FRAMES["forecasts"]}
    if unknown:
        raise ValueError(f"forecasts have no columns {sorted(unknown)}")
    of_statement = wanted & {"quote", "source"}
    only = (reader.naming("forecast", "forecaster", by),) if by else ()
    frame = _standing(reader, "forecast", {*wanted, "statement"} if of_statement else wanted, *only)
    _follow(frame, reader)
    if of_statement:
        said = _said(reader, frame["statement"])
        for name in sorted(of_statement):
            frame[name] = _objects(said[name])
    if "made_at" in wanted:
        frame["made_at"] = _moments(frame["made_at"])
    if wanted & {"versions", "first_handle", "first_entry", "first_position"}:
        _tell_versions(frame, reader, wanted)
    if "withdrawn_on" in wanted:
        frame["withdrawn_on"] = _withdrawals(frame, reader)
    return frame[[name for name in frame if name in (*_PLACE, *wanted)]]


def _follow(frame: pd.DataFrame, reader: Reader) -> None:
    """Statements and restated forecasts by the version that stands, wherever they were corrected."""
    moved = {
        str(handle): str(now)
        for handle in {*reader.amendments, *reader.replaced}
        if (now := reader.latest(handle)) != handle
    }
    for name in ("statement", "restates"):
        if moved and name in frame:
            frame[name] = _objects([moved.get(handle, handle) for handle in frame[name]])


def _tell_versions(frame: pd.DataFrame, reader: Reader, wanted: Collection[str]) -> None:
    """How many versions each forecast has had, and where the first was recorded."""
    replaced = {
        amendment.replacement: target
        for target, (_, amendment) in reader.amendments.items()
        if amendment.kind is AmendmentKind.CORRECTION and amendment.replacement is not None
    }
    found = {name: frame[name].to_numpy().copy() for name in _PLACE}
    versions = np.ones(len(frame), dtype=np.int64)
    for handle, row in _rows_of(frame, replaced):
        (found["entry"][row], found["position"][row]), versions[row] = _origin(handle, replaced)
    frame["versions"] = versions
    frame["first_entry"], frame["first_position"] = found["entry"], found["position"]
    if "first_handle" in wanted:
        frame["first_handle"] = _handles(found["entry"], found["position"])


def _withdrawals(frame: pd.DataFrame, reader: Reader) -> NDArray[np.datetime64]:
    days = np.full(len(frame), "NaT", dtype="datetime64[s]")
    withdrawn = {
        target: amendment.withdrawn_on
        for target, (_, amendment) in reader.amendments.items()
        if amendment.kind is AmendmentKind.WITHDRAWAL
    }
    for handle, row in _rows_of(frame, withdrawn):
        days[row] = withdrawn[handle]
    return days


def questions(reader: Reader, only: Collection[str] | None = None) -> pd.DataFrame:
    """Standing questions, one row each, all or only those of some slugs."""
    return _standing(reader, "question", None, *_among(reader, "question", "slug", only))


def outcomes(reader: Reader, of: Collection[str] | None = None) -> pd.DataFrame:
    """Standing outcomes, one row each, with recorded_at and recorded_by; several may answer one question."""
    return _standing(reader, "outcome", None, *_among(reader, "outcome", "question", of))


def forecasters(reader: Reader) -> pd.DataFrame:
    """Standing forecasters, one row each."""
    return _standing(reader, "forecaster")


def sources(reader: Reader) -> pd.DataFrame:
    """Standing sources, one row each."""
    return _standing(reader, "source")


def _among(
    reader: Reader, noun: str, column: str, slugs: Collection[str] | None
) -> tuple[ColumnElement[bool], ...]:
    """The condition that a column names one of few slugs; of very many it is quicker to read all rows."""
    return () if slugs is None or len(slugs) > MOST_NAMED else (reader.naming(noun, column, slugs),)


def _standing(
    reader: Reader, noun: str, names: Collection[str] | None = None, *only: ColumnElement[bool]
) -> pd.DataFrame:
    """The records that stand, with who recorded them and when; an open entry has no moment yet."""
    found = columns(reader, MIRRORS[noun], names, *only)
    series = {name: pd.Series(values, dtype=values.dtype, copy=False) for name, values in found.items()}
    frame = pd.DataFrame(series, copy=False)
    del found, series
    fallen = [
        handle for handle in {*reader.amendments, *reader.aside, *reader.unsound} if not reader.stands(handle)
    ]
    if gone := [row for _, row in _rows_of(frame, fallen)]:
        frame = frame.drop(index=frame.index[gone]).reset_index(drop=True)
    _call(frame, reader, noun)
    if names is None or "handle" in names:
        frame.insert(0, "handle", _handles(frame["entry"], frame["position"]))
    _tell_recording(frame, reader, ("recorded_at", "recorded_by") if names is None else names)
    return frame


def _call(frame: pd.DataFrame, reader: Reader, noun: str) -> None:
    """Whatever a column names, by the name of the moment."""
    for column, kind in NAMING_COLUMNS.get(noun, {}).items():
        if column in frame and (names := reader.names.kind(kind)):
            frame[column] = _objects([slug and names.now(slug) for slug in frame[column]])


def _tell_recording(frame: pd.DataFrame, reader: Reader, names: Collection[str]) -> None:
    rows = reader.rows(
        select(ENTRIES.c.sequence, ENTRIES.c.recorded_at, ENTRIES.c.recorded_by).where(
            ENTRIES.c.sequence <= reader.head.sequence
        )
    )
    sequences, moments, people = zip(*rows, (-1, None, None), strict=True)
    place = pd.Index(sequences).get_indexer(pd.Index(frame["entry"]))
    if "recorded_at" in names:
        frame["recorded_at"] = _moments(pd.Series(moments, dtype=object)).take(place).array
    if "recorded_by" in names:
        frame["recorded_by"] = _objects(np.array(people, dtype=object)[place])


def _rows_of(frame: pd.DataFrame, handles: Iterable[Handle]) -> Iterator[tuple[Handle, int]]:
    """The rows of those handles that a frame holds, which are few; it is in the order of recording."""
    entries, positions = frame["entry"].to_numpy(), frame["position"].to_numpy()
    for handle in handles:
        first, end = np.searchsorted(entries, (handle.entry, handle.entry + 1))
        row = first + int(np.searchsorted(positions[first:end], handle.position))
        if row < end and positions[row] == handle.position:
            yield handle, int(row)


def _handles(entries: Any, positions: Any) -> pd.Series[Any]:
    return _objects([f"{entry}.{position}" for entry, position in zip(entries, positions, strict=True)])


def _said(reader: Reader, statements: pd.Series[Any]) -> pd.DataFrame:
    """Quote and source of each statement that stands; None where there is none."""
    mirror, distinct = MIRRORS["statement"], {text for text in statements if text is not None}
    few = len(distinct) <= MOST_NAMED and reader.columnar is None
    places = [tuple(Handle.read(text)) for text in sorted(distinct)] if few else []
    only = (tuple_(mirror.c.entry, mirror.c.position).in_(places),) if places else ()
    frame = _standing(reader, "statement", None, *only)
    place = pd.Index(frame["handle"]).get_indexer(pd.Index(statements))
    nothing = pd.DataFrame({"quote": [None], "source": [None]}, dtype=object)
    said: pd.DataFrame = pd.concat([frame[["quote", "source"]], nothing]).iloc[place]
    return said.reset_index(drop=True)


def _objects(values: Any) -> pd.Series[Any]:
    """Texts with None; left to itself pandas turns them into a type in which None becomes NaN."""
    return pd.Series(values, dtype=object)


def _moments(values: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_datetime(values, utc=True, format="ISO8601").astype("datetime64[us, UTC]")


def _origin(handle: Handle, replaced: Mapping[Handle, Handle]) -> tuple[Handle, int]:
    versions = 1
    while handle in replaced:
        handle, versions = replaced[handle], versions + 1
    return handle, versions
