"""Forecasts as lanes in time."""

from __future__ import annotations

from datetime import date

from reports.facets.lanes import Lane
from tests.reports import cases
from tests.reports.cases import scorecard_of
from tests.tracker import frames


def _lanes(on: date = cases.YEAR_END) -> dict[str, Lane]:
    card = scorecard_of(cases.founding(on), heading=cases.heading(on=on), names=cases.NAMES)
    return {lane.question: lane for lane in card.lanes}


def test_a_window_runs_from_earliest_to_latest_with_its_median_and_horizon() -> None:
    """The founding window, and the day Kabul fell."""
    lane = _lanes()["kabul"]
    assert (lane.start, lane.median, lane.end) == (date(2021, 7, 25), date(2021, 8, 25), date(2021, 9, 25))
    assert (lane.horizon, lane.event) == (date(2021, 12, 25), date(2021, 8, 15))
    assert not lane.is_primary


def test_a_chance_runs_from_the_day_it_was_made_to_its_deadline() -> None:
    """With its probability, and no median."""
    lane = _lanes()["csto-meeting"]
    assert (lane.start, lane.end, lane.p, lane.median) == (cases.MADE, cases.NEAR, 0.9, None)


def test_what_cannot_be_scored_has_no_lane() -> None:
    """There is no day to draw."""
    assert "coalition" not in _lanes()


def test_the_undecided_has_an_open_end_until_it_is_decided() -> None:
    """The move north is open in October, and Kabul is not."""
    october = _lanes(date(2021, 10, 15))
    assert october["move-north"].is_open
    assert not october["kabul"].is_open
    assert not any(lane.is_open for lane in _lanes().values())


def test_a_timeline_given_outright_takes_its_dates_from_its_heights() -> None:
    """10, 50 and 90% lie on days 10, 50 and 90."""
    row = frames.window(
        earliest=None, central=None, latest=None, rule="stated", days=(0, 100), heights=(0, 1)
    )
    card = scorecard_of(
        cases.judged_rows([row], [frames.question()], []), heading=cases.heading(), names=cases.NAMES
    )
    (lane,) = card.lanes
    assert [(day - cases.MADE).days for day in (lane.start, lane.median or lane.start, lane.end)] == [
        10,
        50,
        90,
    ]
