"""A kind of report is declared once, in `reports/kinds.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.cli import PLACES
from reports.kinds import KINDS, Kind
from reports.registry import report_class
from reports.report import LedgerReport, Recipe, Report

REPORTS = Path(__file__).parents[2] / "reports"
KINDS_FILE, DOORS = REPORTS / "kinds.py", REPORTS / "notebook.py"
WORDS = {"period"}
"""A kind's name that is a word of its own as well, such as a key of a recipe."""


def literals(path: Path) -> Iterator[str]:
    """The strings of a module, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_other_module_of_reports_spells_a_kinds_name() -> None:
    """They take it from the kind; the package's door is about functions of the same names."""
    names = KINDS.keys() - WORDS
    for path in sorted(REPORTS.rglob("*.py")):
        if path not in (KINDS_FILE, DOORS):
            assert names.isdisjoint(literals(path)), path


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_whole(kind: Kind) -> None:
    """Its dataclass is of that kind, and what is made from a ledger has a heading and a recipe."""
    made = report_class(kind.name)
    assert issubclass(made, Report)
    assert made.kind is kind
    assert issubclass(made, LedgerReport) == kind.from_ledger


def test_every_kind_that_is_typed_has_its_command() -> None:
    """And what has a recipe can be typed."""
    assert {kind.command for kind in KINDS.values() if kind.command} <= set(PLACES)
    assert all(kind.command for kind in KINDS.values() if kind.from_ledger)


def test_a_recipe_is_for_a_report_on_a_ledger() -> None:
    """Nothing else can be made from one."""
    from datetime import date

    for name in ("verification", "reviewed", "forecast"):
        with pytest.raises(ValueError, match=f"no report is called '{name}'"):
            Recipe(report=name, on=date(2021, 12, 31))
