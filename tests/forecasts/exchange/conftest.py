"""An empty ledger in memory, and files written and imported in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forecasts.exchange.importing import import_file
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.summary import Imported
from forecasts.ledger import Ledger

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

Taking = Callable[..., Imported]


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """A ledger without entries."""
    with Ledger.create(":memory:", now=NOW, by="ann") as made:
        yield made


@pytest.fixture
def take(ledger: Ledger, tmp_path: Path) -> Taking:
    """Write text or bytes to a file and import it."""

    def taken(
        content: str | bytes, name: str = "file.csv", scale: str | None = "icd203", skip_bad: bool = False
    ) -> Imported:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(
            path, ledger, by="ann", now=NOW, options=ImportOptions(scale=scale, skip_bad=skip_bad)
        )

    return taken
