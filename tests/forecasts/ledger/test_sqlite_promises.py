"""What a SQLite ledger promises whoever opens it: on the disk when acknowledged, and references kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecasts.ledger.engines import engine_at
from forecasts.ledger.ledger import Ledger
from tests.forecasts.builders import NOW

FULL = 2


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A new ledger's file."""
    path = tmp_path / "ledger.db"
    Ledger.create(path, now=NOW, by="ann").close()
    return path


@pytest.mark.parametrize("writing", [True, False])
def test_every_connection_syncs_in_full_and_keeps_references(place: Path, writing: bool) -> None:
    """The pragmas are a connection's own, so each is set again, before its transaction begins."""
    engine = engine_at(place)
    for _ in range(2):
        with engine.connect() as connection, connection.execution_options(writing=writing).begin():
            asked = ("synchronous", "foreign_keys", "journal_mode")
            found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
        assert found == [FULL, 1, "wal"]
    engine.dispose()


def test_references_are_let_go_only_to_restructure(place: Path) -> None:
    """A migration that makes a table anew asks for that, and no other connection is touched by it."""
    engine = engine_at(place)
    with engine.connect() as connection, connection.execution_options(restructuring=True).begin():
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 0
    with engine.connect() as connection, connection.begin():
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()
