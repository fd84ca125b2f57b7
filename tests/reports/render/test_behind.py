"""Marks of curves lead to the forecasts behind them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports.facets.period.matured import matured_in
from reports.facets.period.records import records_of
from reports.period import Period
from reports.render import html, laid_out
from reports.render.behind import MOST_LED, behind, behind_of_period
from reports.render.layout import Table
from tests.reports import cases, panels
from tracker.ties import Ties

_LEADS = re.compile(r'<a class="mark" href="#([^"]*)"|<a class="line" href="#([^"]*)"|<a href="#([^"]*)"')


def _table(events: int, **changes: object) -> Table:
    card = cases.panel_card(events)
    rows = tuple(replace(row, **changes) for row in card.rows)  # type: ignore[arg-type]  # fields of a row
    (table,) = behind(card.standings[0], rows, ties=Ties.DROP).blocks
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("events", [20, 60, 300])
def test_each_point_of_a_curve_names_as_many_records_as_it_counts(events: int) -> None:
    """All of them; and what happened among them is what the point says."""
    card = cases.panel_card(events)
    curve = card.standings[0].reliability
    assert curve is not None
    rows = {row.handle: row for row in card.rows}
    for point, line in zip(curve.points, _table(events).lines, strict=True):
        behind_it = [rows[handle] for handle, _ in line.cells[3].leads]
        assert len(behind_it) == min(point.count, MOST_LED)
        assert {row.p for row in behind_it} == {point.said}
        if point.count <= MOST_LED:
            assert sum(row.observed or 0 for row in behind_it) == point.happened


def test_of_very_many_the_first_hundred_are_named_and_the_rest_counted() -> None:
    """A page must not grow by more than a fold."""
    card = cases.panel_card(300)
    rows = tuple(replace(row, handle=f"{place}.1") for place in range(300) for row in card.rows[:1])
    (table,) = behind(card.standings[0], rows, ties=Ties.DROP).blocks
    assert isinstance(table, Table)
    full = next(line.cells[3] for line in table.lines if line.cells[3].leads)
    assert len(full.leads) == MOST_LED
    assert full.under == "and 200 more"


def test_what_is_not_in_the_curve_is_behind_none_of_its_points() -> None:
    """Forecasts that do not count, of another measure, recorded otherwise, or true in part."""
    for changes in ({"counts": False}, {"measure": "timeline"}, {"prospective": False}, {"observed": 0.3}):
        assert not any(line.cells[3].leads for line in _table(60, **changes).lines), changes


def test_a_grade_taken_in_halves_is_behind_its_point() -> None:
    """As it is in the curve."""
    card = cases.panel_card(60)
    rows = tuple(replace(row, observed=0.3) for row in card.rows)
    (table,) = behind(card.standings[0], rows, ties=Ties.HALF).blocks
    assert isinstance(table, Table)
    assert sum(len(line.cells[3].leads) for line in table.lines) == len(rows)


def test_without_a_curve_nothing_is_behind_it() -> None:
    """Below twenty events."""
    card = cases.panel_card(12)
    assert not behind(card.standings[0], card.rows, ties=Ties.DROP).blocks


@pytest.mark.parametrize("several", [False, True])
def test_every_lead_of_a_scorecard_ends_at_a_place_of_its_own_page(several: bool) -> None:
    """From bins to their line, from there to the forecasts; also where two reports share a document."""
    page = laid_out(cases.panel_card(60))
    told = html(page, page) if several else html(page)
    places = re.findall(r'\sid="([^"]+)"', told)
    led = [next(filter(None, found)) for found in _LEADS.findall(told)]
    bins = [place for place in led if place.startswith("stated-prospective-")]
    assert len(set(bins)) == len(_table(60).lines) * (1 + several)
    assert not set(led) - set(places)
    assert len([place for place in led if place.startswith("line-")]) >= 60 * (1 + several)


def test_the_bins_of_a_calibration_lead_to_the_lines_of_its_table() -> None:
    """It holds no forecast one by one: the line has the figures."""
    told = html(laid_out(cases.panel_calibration(60)))
    assert '<tr id="stated-prospective-' in told
    assert '<a class="mark" href="#stated-prospective-' in told


def test_the_points_of_a_period_report_lead_to_what_matured_in_it() -> None:
    """Every point has its line, and each record named there matured; those of other periods are counted."""
    frame, year = panels.committed(), Period.read("2025", today=panels.ON)
    record, _ = records_of(frame, year)
    ended = matured_in(frame, year, {}, on=panels.ON, every=False).rows
    assert record.reliability is not None
    (table,) = behind_of_period(record, ended, "2025").blocks
    assert isinstance(table, Table)
    places = [line.place for line in table.lines]
    assert places == [f"stated-prospective-{point.said:g}" for point in record.reliability.points]
    said = {row.handle: row.said for row in ended}
    assert any(line.cells[3].leads for line in table.lines)
    for point, line in zip(record.reliability.points, table.lines, strict=True):
        named = [handle for handle, _ in line.cells[3].leads]
        assert all(said[handle] == pytest.approx(point.said) for handle in named)
        rest = point.count - len(named)
        assert line.cells[3].under == (f"and {rest:,} not of 2025" if rest else "")
