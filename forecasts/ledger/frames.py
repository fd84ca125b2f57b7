"""What stands in the ledger as columns: pandas frames for judging and showing.

`frame_columns.FRAMES` says of each column what it holds. Dates run to the year 9999.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import select

from forecasts.handles import Handle
from forecasts.ledger.amended import latest
from forecasts.ledger.fetching import Decoded, columns
from forecasts.ledger.reader import Reader
from forecasts.ledger.tables import MIRRORS, EntryRow, table
from forecasts.model import AmendmentKind

ENTRIES = table(EntryRow)


def forecasts(reader: Reader) -> pd.DataFrame:
    """Standing forecasts with their statement's quote and source, one row each.

    Columns beside those of the table: handle, quote, source, recorded_at (of the version that
    stands), first_handle (of the first version), versions (1: never corrected), withdrawn_on.
    """
    frame = _standing(reader, "forecast")
    said = _said(reader, frame["statement"])
    frame["quote"], frame["source"] = _objects(said["quote"]), _objects(said["source"])
    frame["made_at"] = _moments(frame["made_at"])

    replaced = {
        str(amendment.replacement): str(target)
        for target, (_, amendment) in reader.amendments.items()
        if amendment.kind is AmendmentKind.CORRECTION
    }
    first, versions = frame["handle"].to_numpy().copy(), np.ones(len(frame), dtype=np.int64)
    for row in _among(frame["handle"], replaced):
        first[row], versions[row] = _origin(first[row], replaced)
    frame["first_handle"], frame["versions"] = _objects(first), versions
    withdrawn = {
        str(target): amendment.withdrawn_on
        for target, (_, amendment) in reader.amendments.items()
        if amendment.kind is AmendmentKind.WITHDRAWAL
    }
    days = np.full(len(frame), "NaT", dtype="datetime64[s]")
    for row in _among(frame["handle"], withdrawn):
        days[row] = withdrawn[frame["handle"].iloc[row]]
    frame["withdrawn_on"] = days
    return frame


def questions(reader: Reader) -> pd.DataFrame:
    """Standing questions, one row each."""
    return _standing(reader, "question")


def outcomes(reader: Reader) -> pd.DataFrame:
    """Standing outcomes, one row each, with recorded_at and recorded_by; several may answer one question."""
    return _standing(reader, "outcome")


def forecasters(reader: Reader) -> pd.DataFrame:
    """Standing forecasters, one row each."""
    return _standing(reader, "forecaster")


def sources(reader: Reader) -> pd.DataFrame:
    """Standing sources, one row each."""
    return _standing(reader, "source")


def _standing(reader: Reader, noun: str) -> pd.DataFrame:
    """The records that stand, with who recorded them and when; an open entry has no moment yet."""
    found = columns(reader, MIRRORS[noun])
    frame = pd.DataFrame({name: pd.Series(values, dtype=values.dtype) for name, values in found.items()})
    rows = reader.rows(
        select(ENTRIES.c.sequence, ENTRIES.c.recorded_at, ENTRIES.c.recorded_by).where(
            ENTRIES.c.sequence <= reader.head.sequence
        )
    )
    sequences, moments, people = zip(*rows, (-1, None, None), strict=True)
    place = pd.Index(sequences).get_indexer(pd.Index(frame["entry"]))
    moment = _moments(pd.Series(moments, dtype=object))
    frame["recorded_at"] = moment.take(place).array
    frame["recorded_by"] = _objects(np.array(people, dtype=object)[place])
    if fallen := {str(handle) for handle in reader.amendments if not reader.stands(handle)}:
        frame = frame[~frame["handle"].isin(fallen)].reset_index(drop=True)
    return frame


def _said(reader: Reader, statements: pd.Series[Any]) -> pd.DataFrame:
    """Quote and source of the statement that each handle has come to; None where there is none."""
    stood = Decoded(lambda handle: str(latest(Handle.read(handle), reader.amendments)))
    frame = _standing(reader, "statement")
    place = pd.Index(frame["handle"]).get_indexer(pd.Index([stood[handle] for handle in statements]))
    nothing = pd.DataFrame({"quote": [None], "source": [None]}, dtype=object)
    said: pd.DataFrame = pd.concat([frame[["quote", "source"]], nothing]).iloc[place]
    return said.reset_index(drop=True)


def _objects(values: Any) -> pd.Series[Any]:
    """Texts with None; left to itself pandas turns them into a type in which None becomes NaN."""
    return pd.Series(values, dtype=object)


def _among(handles: pd.Series[Any], wanted: Collection[str]) -> NDArray[np.intp]:
    """The rows of some handles, which are few."""
    return np.flatnonzero([handle in wanted for handle in handles] if wanted else [])


def _moments(values: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_datetime(values, utc=True, format="ISO8601").astype("datetime64[us, UTC]")


def _origin(handle: str, replaced: dict[str, str]) -> tuple[str, int]:
    versions = 1
    while handle in replaced:
        handle, versions = replaced[handle], versions + 1
    return handle, versions
