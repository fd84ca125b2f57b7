"""The documented shape of each report's JSON: up to date, and true of real reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reports import render
from reports.kinds import KINDS
from reports.report import Report
from reports.schemas import schema
from tests.reports import cases, sides
from tests.reports.test_verifications import of_chances

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
SHOWN = [kind.name for kind in KINDS.values() if kind.command]
REAL: list[Callable[[], Report]] = [
    cases.founding_card,
    lambda: cases.panel_card(40),
    lambda: cases.panel_calibration(40, ("ann", "bob")),
    lambda: sides.report(sides.judged(*sides.clear(30))),
    of_chances,
]


@pytest.mark.parametrize("name", SHOWN)
def test_the_committed_schema_is_up_to_date(name: str, update_golden: bool) -> None:
    """`docs/schemas` holds what the dataclasses say; `--update-golden` writes it anew."""
    path = FOLDER / f"{name}.json"
    text = json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", SHOWN)
def test_a_schema_is_one(name: str) -> None:
    """By the draft that it names."""
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("make", REAL)
def test_a_real_report_has_the_shape_that_is_documented(make: Callable[[], Report]) -> None:
    """No key is missing, no value of another kind."""
    report = make()
    validator = Draft202012Validator(schema(report.name))
    assert [error.message for error in validator.iter_errors(json.loads(render.as_json(report)))] == []


def test_a_report_without_a_key_is_refused() -> None:
    """Every key is required, also deep inside."""
    data = json.loads(render.as_json(cases.founding_card()))
    validator = Draft202012Validator(schema("scorecard"))
    del data["rows"][0]["verdict"]
    (error,) = validator.iter_errors(data)
    assert "'verdict' is a required property" in error.message


def test_what_a_docstring_says_of_a_key_is_in_the_schema() -> None:
    """Where a dataclass documents its attributes."""
    figures = schema("verification")["$defs"]["ChanceFigures"]
    assert figures["properties"]["brier_low"]["description"].startswith("The mean Brier score with its 95%")
