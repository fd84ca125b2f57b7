"""What `tracker verify` reads where a snapshot is named: its prospective forecasts that tests take."""

from __future__ import annotations

from pathlib import Path

from forecasts.errors import UnfitSnapshot
from forecasts.snapshots.manifest import is_snapshot, read_manifest
from forecasts.snapshots.parts import prove
from tracker.snapshots.tables import PROSPECTIVE, RETROSPECTIVE


def tables_of(source: str) -> tuple[str, ...]:
    """The tables that a source stands for: of a snapshot its parts, each proved; any other as it is.

    Raises
    ------
    UnfitSnapshot
        If a part is missing, cut or altered, or there is no prospective forecast to test.
    """
    folder = Path(source)
    if not is_snapshot(folder):
        return (source,)
    manifest = read_manifest(folder)
    parts = manifest.of(PROSPECTIVE)
    if not parts:
        fault = "holds no prospective forecast that tests take"
        others = f"{folder / RETROSPECTIVE} has those made after their outcome was known"
        remedy = others if manifest.of(RETROSPECTIVE) else "take it again on a later day"
        raise UnfitSnapshot(folder, fault, remedy)
    for part in parts:
        prove(folder, part)
    return tuple(str(folder / part.name) for part in parts)
