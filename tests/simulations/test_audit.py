"""Every interval that is shown stands in docs/uncertainty.md with the promise that simulates it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.simulations.running import listed

ROOT = Path(__file__).parents[2]


def intervals() -> set[str]:
    """The classes with a field `high`, or one that ends so, of the figures that are shown."""
    found = set()
    for folder in ("tracker", "reports/facets"):
        for path in (ROOT / folder).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and any(map(_is_end, node.body)):
                    found.add(f"{module}.{node.name}")
    return found


def _is_end(line: ast.stmt) -> bool:
    if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
        return False
    return line.target.id == "high" or line.target.id.endswith("_high")


def rows() -> dict[str, str]:
    """Each interval of the document with its promises."""
    lines = (ROOT / "docs" / "uncertainty.md").read_text(encoding="utf-8").splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")
    ]
    return {cell[0].strip("`"): cell[-1] for cell in cells}


def test_every_interval_has_its_row_and_every_row_its_interval() -> None:
    """A new interval is listed with what it is of, what an event counts for in it, and its promise."""
    assert intervals() == set(rows())


@pytest.mark.parametrize(("name", "promises"), rows().items())
def test_its_promise_is_simulated(name: str, promises: str) -> None:
    """By a promise of this folder, or by a test that is there; a band of readings says that it is no luck."""
    if promises.startswith("no luck: "):
        return
    known = {promise.name for promise in listed()}
    for promise in promises.split("; "):
        path, _, test = promise.partition("::")
        if test:
            assert f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")
        else:
            assert promise in known
