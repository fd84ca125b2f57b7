"""A snapshot taken: what was recorded, and below it every forecast judged on a day, part by part.

Forecasts are judged a part at a time, with all questions and outcomes beside them. Only which of them are
updates of one another is told of all forecasts together, from the few columns that tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.errors import UnfitSnapshot
from forecasts.snapshots.manifest import NAME, Manifest, Part, read_manifest
from forecasts.snapshots.parts import parquet, write_part
from forecasts.snapshots.snapshot import Snapshot
from forecasts.snapshots.tables import FORECASTS, ROWS
from tracker.judged import judged_in_parts
from tracker.judged_columns import JUDGED
from tracker.snapshots.tables import JUDGED_TABLE, TESTED, VERIFIED

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View

_MOMENTS = ("recorded_at", "made_at")


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What a snapshot came to: its manifest, how many of its parts are new, and how many lie there unused."""

    manifest: Manifest
    added: tuple[Part, ...]
    unused: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many judged forecasts it holds."""
        return sum(part.rows for part in self.manifest.of(JUDGED_TABLE))


def take(
    view: View,
    folder: Path,
    *,
    on: date,
    rows: int = ROWS,
    progress: Callable[[float], None] = lambda _: None,
) -> Taken:
    """Takes a snapshot of a view into a folder, which may hold an earlier one of the same ledger.

    The manifest takes its place last, so that whatever interrupts leaves the earlier snapshot as it was.
    Parts that it no longer names stay, for whoever reads them still: see `prune`.

    Raises
    ------
    UnfitSnapshot
        If the folder holds a snapshot of another ledger, or of a later state of this one.
    """
    from forecasts.snapshots.recorded import continues, first_digest, write_recorded

    parquet()
    earlier = read_manifest(folder) if (folder / NAME).exists() else None
    if earlier is not None and not continues(view, earlier):
        fault = f"holds a snapshot of another ledger, or of a later state (entry {earlier.head.sequence})"
        raise UnfitSnapshot(folder, fault, "name another folder")
    before = _lying(folder)
    with _nothing_of_a_failed_one(folder, before):
        recorded = tuple(write_recorded(view, folder, earlier, rows=rows))
        progress(0.3)
        manifest = Manifest(ledger=first_digest(view), head=view.head, on=on, parts=recorded)
        judged, forecasts = [], max(1, sum(part.rows for part in manifest.of(FORECASTS)))
        for part in _judged(view, folder, manifest, on=on):
            judged.append(part)
            done = sum(one.rows for one in judged if one.table == JUDGED_TABLE)
            progress(0.3 + 0.7 * done / forecasts)
        parts = (*recorded, *sorted(judged, key=attrgetter("table", "first")))
        whole = replace(manifest, parts=parts)
        whole.write(folder)
    named = {part.name for part in whole.parts}
    return Taken(
        manifest=whole,
        added=tuple(part for part in whole.parts if part.name not in before),
        unused=tuple(sorted(_lying(folder) - named)),
    )


@contextmanager
def _nothing_of_a_failed_one(folder: Path, before: set[str]) -> Iterator[None]:
    """Takes away the parts that were written for a snapshot whose manifest was not, and empty folders."""
    there = folder.exists()
    try:
        yield
    except BaseException:
        for name in _lying(folder) - before:
            (folder / name).unlink(missing_ok=True)
        for inner in [*folder.glob("*"), *([] if there else [folder])]:
            with suppress(OSError):  # a file, or a folder in which something is left
                inner.rmdir()
        raise


def prune(folder: Path, taken: Taken) -> None:
    """Removes the parts that a snapshot does not name."""
    for name in taken.unused:
        (folder / name).unlink(missing_ok=True)


def _lying(folder: Path) -> set[str]:
    """The parts that lie in a folder, named by a manifest or not."""
    return {path.relative_to(folder).as_posix() for path in folder.glob("*/*.parquet")}


def _judged(view: View, folder: Path, manifest: Manifest, *, on: date) -> Iterator[Part]:
    """The judged rows of each part of the forecasts, where it has any by that day."""
    snapshot = Snapshot(folder, manifest)
    parts = (_reading(view, snapshot.of(stretch)) for stretch in manifest.of(FORECASTS))
    for frame in judged_in_parts(_reading(view, snapshot), parts, on):
        if len(frame):
            arrays = _arrays(frame)
            yield write_part(folder, JUDGED_TABLE, JUDGED, arrays)
            yield from _tested(folder, arrays)


def _tested(folder: Path, judged: dict[str, Any]) -> Iterator[Part]:
    """Of judged rows those that tests take, prospective and retrospective ones apart, where there are any."""
    for table, ahead in TESTED.items():
        rows = judged["tested"] & (judged["prospective"] == ahead)
        if rows.any():
            cells = {column.name: judged[name][rows] for column, name in VERIFIED}
            yield write_part(folder, table, [column for column, _ in VERIFIED], cells)


def _reading(view: View, snapshot: Snapshot) -> View:
    """The same view, with its forecasts and statements from the parts of a snapshot."""
    found = view.setting_aside(view.unsound)
    found.columnar = snapshot
    return found


def _arrays(frame: DataFrame) -> dict[str, Any]:
    """The columns as plain arrays: pandas knows moments with their zone, NumPy none, and both mean UTC."""
    moments = {
        name: frame[name].to_numpy(dtype="datetime64[us]", na_value=np.datetime64("NaT", "us"))
        for name in _MOMENTS
    }
    return {column.name: frame[column.name].to_numpy() for column in JUDGED} | moments
