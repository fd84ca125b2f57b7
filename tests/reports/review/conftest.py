"""The ledger to review, on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forecasts.ledger.ledger import Ledger
from tests.forecasts.ledger.conftest import NO_SERVER, SERVER, schema
from tests.reports.review.cases import panel


@pytest.fixture(params=["sqlite", "postgresql"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """Six forecasts, logged and resolved by ann, in a file and on a server where there is one."""
    if request.param == "sqlite":
        with panel(tmp_path / "ledger.db") as ledger:
            yield ledger
        return
    if not SERVER:
        pytest.skip(NO_SERVER)
    with schema() as url, panel(url) as ledger:
        yield ledger


@pytest.fixture
def panelled() -> Iterator[Ledger]:
    """The same ledger in memory, for what does not differ between the engines."""
    with panel(":memory:") as ledger:
        yield ledger
