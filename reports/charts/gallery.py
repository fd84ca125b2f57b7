"""Every chart by its name: each module of this package that declares one.

A chart of a report is taken from that report's own page, so that drawn alone it is precisely what the report
shows. On a page it is called `CHART[-WHAT][-prospective|-retrospective][-NUMBER]`: `reliability-prospective`,
`running-timeline-brier-retrospective`, `evidence-prospective-2`, `swimlane`. Charts that no report holds are
made of the same forecasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

import reports.charts
from reports.charts.chart import Chart


def _declared() -> Mapping[str, Chart[Any]]:
    names = sorted(found.name for found in iter_modules(reports.charts.__path__))
    modules = (import_module(f"reports.charts.{name}") for name in names if name != "gallery")
    charts = (module.CHART for module in modules if hasattr(module, "CHART"))
    return MappingProxyType({chart.name: chart for chart in charts})


CHARTS = _declared()


def listing() -> str:
    """All charts, a line each.

    >>> print(listing().splitlines()[0])
    by-date        how well timelines answered “by this day?”, up to the horizon
    """
    widest = max(map(len, CHARTS))
    return "\n".join(f"{name.ljust(widest)}  {chart.shows}" for name, chart in CHARTS.items())
