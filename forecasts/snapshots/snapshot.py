"""The parts of a snapshot by column: what a view takes its forecasts and statements from."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from forecasts.columns import Column
from forecasts.snapshots.arrow import Array
from forecasts.snapshots.manifest import Manifest, Part
from forecasts.snapshots.parts import read_parts
from forecasts.snapshots.tables import FORECASTS, IN_COLUMNS, TABLES

_PLACE = ("entry", "position")


class Snapshot:
    """The parts of a snapshot, by column: what a view takes its forecasts and statements from."""

    def __init__(self, folder: Path, manifest: Manifest, *, stretch: Part | None = None) -> None:
        self.folder = folder
        self.manifest = manifest
        self._stretch = stretch

    def of(self, stretch: Part) -> Snapshot:
        """The same with the forecasts of one part alone."""
        return Snapshot(self.folder, self.manifest, stretch=stretch)

    def holds(self, table: str) -> bool:
        """Whether a table, by its name in the ledger, is read from the parts."""
        return table in IN_COLUMNS

    def columns(self, table: str, names: Collection[str] | None, *, upto: int) -> dict[str, Array]:
        """Its columns up to an entry, all or those named, in the order of recording."""
        wanted = [one for one in TABLES[table] if names is None or one.name in (*_PLACE, *names)]
        stretch = self._stretch if table == FORECASTS else None
        parts = self.manifest.of(table) if stretch is None else (stretch,)
        return self.read(wanted, parts, upto=upto)

    def read(
        self, columns: Collection[Column], parts: Collection[Part], *, upto: int | None = None
    ) -> dict[str, Array]:
        """Columns of some parts, one below the other; those after an entry are not opened."""
        some = [part for part in parts if upto is None or part.first.entry <= upto]
        return read_parts(self.folder, some, list(columns), upto=upto)
