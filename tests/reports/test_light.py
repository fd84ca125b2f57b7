"""Importing reports costs little: what is heavy is loaded when it is used."""

from __future__ import annotations

import subprocess
import sys

_MODULES = (
    "reports",
    "reports.calibrations",
    "reports.canonical",
    "desk.terminal.selection_options",
    "desk.commands.scorecards",
    "reports.parts.agreeing.chances",
    "reports.parts.counting",
    "reports.figures",
    "reports.headings",
    "reports.parts.lanes",
    "reports.recipes",
    "reports.report",
    "tracker.selections",
    "reports.parts.rows",
    "reports.parts.rules",
    "reports.scorecards",
    "reports.parts.standing.standings",
    "reports.verifications",
    "reports.writing",
    "desk.commands.verifying",
    "reports.charts.colours",
    "reports.charts.drawing",
    "reports.charts.expectation",
    "reports.charts.funnel",
    "reports.charts.reliability",
    "reports.charts.swimlane",
    "reports.render",
    "reports.render.calibration_page",
    "reports.render.scorecard_page",
    "reports.render.verification_page",
    "tracker.certainty.mean_interval",
    "tracker.calibration.decomposition",
    "tracker.certainty.bootstrap",
    "tracker.calibration.expectation",
    "tracker.calibration.luck",
    "tracker.comparison.reference_scores",
    "tracker.calibration.reliability",
    "tracker.comparison.skill",
    "tracker.certainty.wording",
)
_HEAVY = ("pandas", "scipy", "matplotlib", "sqlmodel", "sqlalchemy", "jinja2", "rich")


def test_no_module_of_reports_loads_anything_heavy() -> None:
    """In a fresh process, all of them together."""
    code = f"import sys, {', '.join(_MODULES)}; print([name for name in {_HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_the_package_offers_its_two_reports_and_nothing_else() -> None:
    """Twice, since a lazy name can break at the second access."""
    import reports

    assert callable(reports.scorecard)
    assert callable(reports.scorecard)
    assert callable(reports.calibration)
    assert not hasattr(reports, "no_such_report")
