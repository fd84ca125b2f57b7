"""JSON: stable keys, and a digest that anybody can check."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from reports import render
from reports.report import Report
from tests.reports import cases

DOCUMENTED = Path(__file__).parents[3] / "docs" / "reports.md"


@pytest.mark.parametrize("report", [cases.founding_card(), cases.panel_calibration(40, ("ann", "bob"))])
def test_the_digest_is_last_and_covers_the_rest(report: Report) -> None:
    """SHA-256 over sorted keys without spaces; the versions that made it are left out."""
    data = json.loads(render.as_json(report))
    assert list(data)[-1] == "digest"
    told = data.pop("digest")
    del data["heading"]["version"], data["heading"]["libraries"]
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sha256(text.encode()).hexdigest() == told == report.digest


def test_what_is_undefined_is_null() -> None:
    """An unscoreable forecast has no score, which is not 0."""
    data = json.loads(render.as_json(cases.founding_card()))
    (row,) = [row for row in data["rows"] if row["question"] == "coalition"]
    assert row["score"] is None
    assert row["p"] is None


@pytest.mark.parametrize("report", [cases.founding_card(), cases.panel_calibration(40, ("ann", "bob"))])
def test_every_key_is_documented(report: Report) -> None:
    """Each key of the JSON stands in docs/reports.md."""
    words = DOCUMENTED.read_text(encoding="utf-8")
    assert {key for key in _keys(json.loads(render.as_json(report))) if f"`{key}`" not in words} == set()


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in _keys(part)}
    if isinstance(value, list):
        return {key for part in value for key in _keys(part)}
    return set()
