"""Judged forecasts as a snapshot holds them, where they are those that a report asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forecasts.columns import Kind
from forecasts.snapshots.snapshot import Snapshot
from tracker.judged_columns import JUDGED, MARKS
from tracker.snapshots.tables import JUDGED_TABLE

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View


def kept_scores(view: View, *, on: date) -> DataFrame | None:
    """The frame of `tracker.scored.scored` from a snapshot that was judged on that day; else None.

    Another day, an earlier entry, and records set aside as unsound are judged anew.
    """
    import pandas as pd

    snapshot = view.columnar
    if not isinstance(snapshot, Snapshot) or view.unsound:
        return None
    manifest = snapshot.manifest
    if (manifest.on, manifest.head) != (on, view.head):
        return None
    wanted = [column for column in JUDGED if column not in MARKS]
    found = snapshot.read(wanted, manifest.of(JUDGED_TABLE))
    moments = {column.name for column in wanted if column.kind is Kind.MOMENT}
    series = {
        name: pd.Series(values, dtype=values.dtype, copy=False).dt.tz_localize("UTC")
        if name in moments
        else pd.Series(values, dtype=values.dtype, copy=False)
        for name, values in found.items()
    }
    return pd.DataFrame(series, copy=False)
