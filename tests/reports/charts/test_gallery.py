"""Each chart is declared once, in its own module, and documented."""

from __future__ import annotations

from pathlib import Path

import pytest

import reports.charts
from reports.charts.gallery import CHARTS, listing

DOCS = Path(__file__).parents[3] / "docs" / "charts.md"
MODULES = Path(reports.charts.__path__[0])


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_documented(name: str) -> None:
    """A row says which reports hold it, a paragraph what it shows."""
    words, chart = DOCS.read_text(encoding="utf-8"), CHARTS[name]
    held = ", ".join(kind.name for kind in chart.held_by) or "–"
    assert f"| `{name}` | {held} | " in words
    assert f"**`{name}`: " in words


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_declared_in_the_module_of_its_name(name: str) -> None:
    """One file to read, and no other to change."""
    source = (MODULES / f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    assert f'name="{name}"' in source


def test_a_chart_is_held_by_a_report_or_made_of_forecasts() -> None:
    """And not both."""
    for chart in CHARTS.values():
        assert bool(chart.held_by) != (chart.made_of is not None), chart.name


def test_pictures_of_two_charts_are_never_called_the_same() -> None:
    """So a picture's name tells whose it is."""
    stems = [stem for chart in CHARTS.values() for stem in chart.stems]
    assert len(stems) == len(set(stems))


def test_pictures_are_chosen_by_kind() -> None:
    """Those of the other kind are left out."""
    names = ("running-brier-prospective", "running-brier-retrospective", "roc-prospective")
    assert CHARTS["running"].chosen(names, kind="prospective") == ("running-brier-prospective",)


def test_all_are_listed_with_what_they_show() -> None:
    """A line each, in the order of their names."""
    lines = listing().splitlines()
    assert [line.split()[0] for line in lines] == sorted(CHARTS)
    assert len(lines) == 25
