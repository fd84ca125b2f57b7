"""A snapshot read as a ledger is: a view of it, whose forecasts come from the columns of its parts.

What is few (questions, outcomes, forecasters, names, amendments) is put into a scratch ledger of its own,
a file that is gone when the snapshot is closed; so whatever asks a view gets its answer from the same code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from forecasts.ledger.engines import engine_at, storage
from forecasts.ledger.inserting import insert_rows
from forecasts.ledger.schema import make, rebuild
from forecasts.ledger.tables import ENTRIES as ENTRY_TABLE
from forecasts.ledger.tables import RECORDS as RECORD_TABLE
from forecasts.ledger.view import View
from forecasts.snapshots.manifest import read_manifest
from forecasts.snapshots.parts import read_part
from forecasts.snapshots.snapshot import Snapshot
from forecasts.snapshots.tables import ENTRIES, RECORDS, TABLES


@contextmanager
def opened(folder: Path) -> Iterator[View]:
    """A view of what a snapshot holds, for as long as it is open.

    Raises
    ------
    UnfitSnapshot
        If the folder is no snapshot, or one of its parts is missing, cut or altered.
    """
    manifest = read_manifest(folder)
    snapshot = Snapshot(folder, manifest)
    with TemporaryDirectory(prefix="trackrecord-") as scratch:
        engine = engine_at(Path(scratch) / "scratch.db", create=True)
        try:
            with engine.connect() as connection:
                connection.execution_options(writing=True, restructuring=True)
                with connection.begin():
                    make(connection, str(folder))
                    _fill(connection, snapshot)

            @contextmanager
            def reading() -> Iterator[Connection]:
                with storage(str(folder), writing=False), engine.connect() as connection:
                    yield connection

            view = View(reading, manifest.head)
            view.columnar = snapshot
            yield view
        finally:
            engine.dispose()


def _fill(connection: Connection, snapshot: Snapshot) -> None:
    """The records that are few, then the entries that seal them, then the typed tables of these records."""
    for name, into, columns in (
        (RECORDS, RECORD_TABLE, TABLES[RECORDS]),
        (ENTRIES, ENTRY_TABLE, [one for one in TABLES[ENTRIES] if one.name != "position"]),
    ):
        for part in snapshot.manifest.of(name):
            cells = read_part(snapshot.folder, part, columns)
            insert_rows(
                connection, into, list(zip(*(values.tolist() for values in cells.values()), strict=True))
            )
    rebuild(connection)
