"""Importing reports costs little: what is heavy is loaded when it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MODULES = tuple(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("reports", "tracker", "desk/commands")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.name != "__main__.py"
)
_HEAVY = ("pandas", "scipy", "matplotlib", "pydantic", "sqlalchemy", "jinja2", "rich")


def test_no_module_loads_anything_heavy() -> None:
    """Of those that compute, show and are typed, in a fresh process, all of them together."""
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
