"""What stands in the ledger as columns: pandas frames for judging and showing.

Dates are datetime64[s] (they run to the year 9999), moments datetime64[us, UTC], absent text is None
and absent numbers NaN. Every frame has `handle`, the record's entry and position, such as "17.3".
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from sqlalchemy import Boolean, Date, Float, Integer, Select, String, Table, cast, select

from forecasts.handles import Handle
from forecasts.ledger.amended import latest
from forecasts.ledger.tables import MIRRORS, EntryRow, table
from forecasts.ledger.view import View
from forecasts.model import AmendmentKind

ENTRIES = table(EntryRow)


def forecasts(view: View) -> pd.DataFrame:
    """Standing forecasts with their statement's quote and source, one row each.

    Columns beside those of the table: handle, quote, source, recorded_at (of the version that
    stands), first_handle (of the first version), versions (1: never corrected), withdrawn_on.
    """
    frame = _standing(view, "forecast")
    statements = _standing(view, "statement").set_index("handle")
    said = [
        None if handle is None else str(latest(Handle.read(handle), view.amendments))
        for handle in frame["statement"]
    ]
    stood = pd.Series(said, index=frame.index, dtype=object)
    frame["quote"] = _objects(stood.map(statements["quote"]))
    frame["source"] = _objects(stood.map(statements["source"]))
    reasons = [None if text is None else ", ".join(json.loads(text)) for text in frame["unscoreable"]]
    frame["unscoreable"] = pd.Series(reasons, index=frame.index, dtype=object)
    frame["made_at"] = _moments(frame["made_at"])
    replaced = {
        str(amendment.replacement): str(target)
        for target, (_, amendment) in view.amendments.items()
        if amendment.kind is AmendmentKind.CORRECTION
    }
    origins = [_origin(handle, replaced) for handle in frame["handle"]]
    frame["first_handle"] = pd.Series([first for first, _ in origins], index=frame.index, dtype=object)
    frame["versions"] = pd.Series([count for _, count in origins], index=frame.index, dtype="int64")
    withdrawn = {
        str(target): amendment.withdrawn_on
        for target, (_, amendment) in view.amendments.items()
        if amendment.kind is AmendmentKind.WITHDRAWAL
    }
    frame["withdrawn_on"] = pd.to_datetime(
        pd.Series([withdrawn.get(handle) for handle in frame["handle"]], index=frame.index, dtype=object)
    ).astype("datetime64[s]")
    return frame


def questions(view: View) -> pd.DataFrame:
    """Standing questions, one row each; options and tags are JSON lists."""
    return _standing(view, "question")


def outcomes(view: View) -> pd.DataFrame:
    """Standing outcomes, one row each, with recorded_at and recorded_by; several may answer one question."""
    return _standing(view, "outcome")


def forecasters(view: View) -> pd.DataFrame:
    """Standing forecasters, one row each; aliases are a JSON list."""
    return _standing(view, "forecaster")


def sources(view: View) -> pd.DataFrame:
    """Standing sources, one row each."""
    return _standing(view, "source")


def _standing(view: View, noun: str) -> pd.DataFrame:
    mirror = MIRRORS[noun]
    rows = view.rows(_query(mirror, view.head.sequence))
    cells = list(zip(*rows, strict=True)) or [()] * (len(mirror.columns) + 2)
    frame = pd.DataFrame(
        {
            column.name: _typed(values, column.type)
            for column, values in zip(mirror.columns, cells[:-2], strict=True)
        }
    )
    frame["recorded_at"] = _moments(pd.Series(cells[-2], dtype=object))
    frame["recorded_by"] = pd.Series(cells[-1], dtype=object)
    handles = [
        f"{entry}.{position}" for entry, position in zip(frame["entry"], frame["position"], strict=True)
    ]
    frame.insert(0, "handle", pd.Series(handles, index=frame.index, dtype=object))
    if fallen := {str(handle) for handle in view.amendments if not view.stands(handle)}:
        frame = frame[~frame["handle"].isin(fallen)].reset_index(drop=True)
    return frame


def _query(mirror: Table, head: int) -> Select[Any]:
    """Dates are fetched as text: pandas reads a column of them at once, the driver one by one."""
    columns = [
        cast(column, String).label(column.name) if isinstance(column.type, Date) else column
        for column in mirror.columns
    ]
    joined = mirror.join(ENTRIES, ENTRIES.c.sequence == mirror.c.entry, isouter=True)
    return (
        select(*columns, ENTRIES.c.recorded_at, ENTRIES.c.recorded_by)
        .select_from(joined)
        .where(mirror.c.entry <= head)
        .order_by(mirror.c.entry, mirror.c.position)
    )


def _typed(values: tuple[Any, ...], kind: Any) -> pd.Series[Any]:
    if isinstance(kind, Date):
        days = pd.Series(values, dtype=object)
        return pd.to_datetime(days, format="%Y-%m-%d").astype("datetime64[s]")
    if isinstance(kind, Float):
        return pd.Series(values, dtype="float64")
    if isinstance(kind, Boolean):
        return pd.Series(values, dtype=bool)
    return pd.Series(values, dtype="int64" if isinstance(kind, Integer) else object)


def _objects(values: pd.Series[Any]) -> pd.Series[Any]:
    """Text with None where there is none, whatever pandas makes of missing text."""
    return values.astype(object).where(values.notna(), None)


def _moments(values: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_datetime(values, utc=True, format="ISO8601").astype("datetime64[us, UTC]")


def _origin(handle: str, replaced: dict[str, str]) -> tuple[str, int]:
    versions = 1
    while handle in replaced:
        handle, versions = replaced[handle], versions + 1
    return handle, versions
