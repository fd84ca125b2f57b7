"""What `tracker verify` reads where a snapshot is named: its prospective forecasts that tests take."""

from __future__ import annotations

from pathlib import Path

from forecasts.errors import UnfitSnapshot
from forecasts.snapshots.manifest import is_snapshot, read_manifest
from forecasts.snapshots.parts import prove
from tracker.snapshots.tables import PROSPECTIVE, RETROSPECTIVE
from tracker.verification.databases import is_database
from tracker.verification.network import is_remote
from tracker.verification.sources import source_of


def tables_of(*sources: str) -> tuple[str, ...]:
    """The tables that sources stand for: of a snapshot its parts, each proved; any other as it is.

    Raises
    ------
    UnfitSnapshot
        If a part is missing, cut or altered, there is no prospective forecast to test, or prospective
        and retrospective ones would be pooled.
    """
    found = tuple(table for source in sources for table in _tables_of(source))
    _refuse_pooled(found)
    return found


def _refuse_pooled(tables: tuple[str, ...]) -> None:
    """Refuse forecasts made before their outcome was known together with those made after."""
    local = [table for table in tables if not is_remote(table) and not is_database(table)]
    if not local:
        return
    folders = {part.path.absolute().parent for part in source_of(local).parts if part.path is not None}
    of_snapshots = {folder for folder in folders if is_snapshot(folder.parent)}
    for folder in sorted(of_snapshots):
        if folder.name == PROSPECTIVE and any(other.name == RETROSPECTIVE for other in of_snapshots):
            fault = f"would be pooled with forecasts in {RETROSPECTIVE}/, made after their outcome was known"
            raise UnfitSnapshot(folder, fault, "verify the two by themselves")


def _tables_of(source: str) -> tuple[str, ...]:
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
