"""A ledger that is rebuilt from its own tables holds the same nouns and gives the same scores."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from forecasts.exchange.out import excel, parquet, tables
from forecasts.exchange.out.summary import ExportSummary
from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from tests.forecasts import builders
from tests.forecasts.exchange.out.ledgers import NOW, plans, played, rebuilt, scored, standing, written_at

FORMS = pytest.mark.parametrize(
    ("write", "name"),
    [(tables.write, "tables"), (parquet.write, "tables"), (excel.write, "book.xlsx")],
    ids=["csv", "parquet", "excel"],
)


@FORMS
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans())
def test_any_ledger_is_rebuilt(
    write: Callable[[View, Path, ExportSummary], None], name: str, plan: list[tuple[str, Any]]
) -> None:
    """Whatever was said, corrected, withdrawn and resolved, and in whichever order."""
    with tempfile.TemporaryDirectory() as folder, played(plan) as ledger:
        written_at(write, ledger, Path(folder) / name)
        with rebuilt(Path(folder) / name) as fresh:
            assert standing(fresh) == standing(ledger)
            assert scored(fresh) == scored(ledger)


@FORMS
def test_an_empty_ledger_leaves_nothing_to_import(
    write: Callable[[View, Path, ExportSummary], None], name: str, tmp_path: Path
) -> None:
    """No file has rows."""
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        assert written_at(write, ledger, tmp_path / name).files == {}


def test_what_has_no_place_in_tables_is_counted(tmp_path: Path) -> None:
    """Versions that no longer stand."""
    with played([("say", (builders.forecast(forecaster="ann"), None)), ("mistake", 0)]) as ledger:
        summary = written_at(tables.write, ledger, tmp_path / "one")
    ((noun, reason),) = summary.omitted
    assert (noun, summary.omitted[noun, reason]) == ("record", 1)
    assert "corrected or taken back" in reason
