"""A ledger that is rebuilt from its own tables holds the same nouns and gives the same scores."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from forecasts.exchange.leaving import excel, parquet, tables
from forecasts.exchange.leaving.left import Left
from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from tests.forecasts import builders
from tests.forecasts.exchange.leaving.ledgers import NOW, left_at, plans, played, rebuilt, scored, standing

FORMS = pytest.mark.parametrize(
    ("leave", "name"),
    [(tables.leave, "tables"), (parquet.leave, "tables"), (excel.leave, "book.xlsx")],
    ids=["csv", "parquet", "excel"],
)


@FORMS
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans())
def test_any_ledger_is_rebuilt(
    leave: Callable[[View, Path, Left], None], name: str, plan: list[tuple[str, Any]]
) -> None:
    """Whatever was said, corrected, withdrawn and resolved, and in whichever order."""
    with tempfile.TemporaryDirectory() as folder, played(plan) as ledger:
        left_at(leave, ledger, Path(folder) / name)
        with rebuilt(Path(folder) / name) as fresh:
            assert standing(fresh) == standing(ledger)
            assert scored(fresh) == scored(ledger)


@FORMS
def test_an_empty_ledger_leaves_nothing_to_import(
    leave: Callable[[View, Path, Left], None], name: str, tmp_path: Path
) -> None:
    """No file has rows."""
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        assert left_at(leave, ledger, tmp_path / name).files == {}


def test_what_has_no_place_in_tables_is_counted(tmp_path: Path) -> None:
    """Versions that no longer stand."""
    with played([("say", (builders.forecast(forecaster="ann"), None)), ("mistake", 0)]) as ledger:
        left = left_at(tables.leave, ledger, tmp_path / "one")
    ((noun, reason),) = left.behind
    assert (noun, left.behind[noun, reason]) == ("record", 1)
    assert "corrected or taken back" in reason
