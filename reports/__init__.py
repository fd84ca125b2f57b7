"""How it looks: reports as data, and the renderers and charts that show them.

`scorecard` and `calibration` are loaded when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.calibrations import calibration
    from reports.scorecards import scorecard

__all__ = ["calibration", "scorecard"]


def __getattr__(name: str) -> object:
    if name == "scorecard":
        from reports.scorecards import scorecard

        return scorecard
    if name == "calibration":
        from reports.calibrations import calibration

        return calibration
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
