"""The report on a verified table: its JSON keys, its digest, its rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd

from reports import render
from reports.canonical import digest, plain
from reports.provenance import without_versions
from reports.verifications import VerificationReport, verification_report
from tracker.verification import verify

DOCUMENTED = Path(__file__).parents[2] / "docs" / "verify.md"
CHANCES = pd.DataFrame(
    {
        "probability": [0.1, 0.8, 0.7, 0.4, 0.4, 1.2],
        "outcome": [0, 1, 0, 1, 0, 1],
        "event": ["a", "b", "c", "d", "e", "f"],
        "forecaster": ["ann", "bob", "ann", "bob", "ann", "bob"],
        "theirs": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    }
)
QUANTILES = pd.DataFrame(
    {"level": [0.25, 0.5, 0.75], "value": [3.0, 5.0, 7.0], "observed": [6.0] * 3, "model": ["m"] * 3}
)


def of_chances() -> VerificationReport:
    """A report with groups, a rival and a bad row."""
    return verification_report(verify(CHANCES, seed=1, by=("forecaster",), against="theirs"))


def test_the_json_is_that_of_the_verification_and_what_every_report_has() -> None:
    """No figure is lost or renamed, and the digest is last."""
    report = of_chances()
    data = json.loads(render.as_json(report))
    assert data["report"] == "verification"
    assert list(data)[-1] == "digest"
    for key, value in report.found.as_json().items():
        assert data[key] == plain(value), key


def test_every_key_is_documented() -> None:
    """Each key of the JSON stands in docs/verify.md, of chances and of quantiles."""
    words = DOCUMENTED.read_text(encoding="utf-8")
    for report in (of_chances(), verification_report(verify(QUANTILES, seed=1, by=("model",)))):
        data = json.loads(render.as_json(report))
        data["groups"] = list(data["groups"].values())
        assert {key for key in _keys(data) if f"`{key}`" not in words} == set()


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        inside = [part for key, part in value.items() if key != "reasons"]
        return set(value) | {key for part in inside for key in _keys(part)}
    if isinstance(value, list):
        return {key for part in value for key in _keys(part)}
    return set()


def test_the_digest_is_the_same_until_a_figure_changes() -> None:
    """It covers the figures and the seed, and not the version that found them."""
    report = of_chances()
    assert report.digest == of_chances().digest == digest(without_versions(report.as_json()))
    for other in (replace(report.found, seed=2), replace(report.found, rows=7)):
        assert replace(report, found=other).digest != report.digest
    assert replace(report, version="9").digest == report.digest


def test_the_rules_name_the_draws_of_chances_only() -> None:
    """Quantiles have no intervals, so there is nothing to draw."""
    assert "seed 1" in " ".join(of_chances().rules)
    assert "seed" not in " ".join(verification_report(verify(QUANTILES, seed=1)).rules)
