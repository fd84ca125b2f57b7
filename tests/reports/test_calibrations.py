"""What a calibration report says, as data."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports import cases
from tests.reports.cases import calibration_of
from tests.tracker import frames


def test_below_twenty_events_there_is_no_curve() -> None:
    """Expected against observed, and plain words."""
    agreement = cases.panel_calibration(19).agreements[0]
    assert agreement.reliability is None
    assert agreement.expectation is not None
    assert "too few" in agreement.words


def test_from_twenty_events_on_there_is_a_curve_with_its_counts() -> None:
    """Every forecast is in one of its points."""
    agreement = cases.panel_calibration(40).agreements[0]
    assert agreement.reliability is not None
    assert sum(point.count for point in agreement.reliability.points) == agreement.forecasts == 40


def test_below_five_events_there_is_nothing_but_words() -> None:
    """No figure that a reader could mistake for a finding."""
    agreement = cases.panel_calibration(4).agreements[0]
    assert (agreement.expectation, agreement.reliability) == (None, None)


def test_several_forecasters_stand_beside_each_other_and_warn_of_shared_events() -> None:
    """Each has a line; the whole counts events once."""
    report = cases.panel_calibration(10, ("ann", "bob"))
    assert [(one.name, one.forecasts, one.events) for one in report.individuals] == [
        ("Ann", 10, 10),
        ("Bob", 10, 10),
    ]
    assert (report.agreements[0].forecasts, report.agreements[0].events) == (20, 10)
    assert report.agreements[0].caution is not None
    assert cases.panel_calibration(10).individuals == ()


def test_graded_outcomes_stay_out_of_counts() -> None:
    """Partly has a score, but it neither happened nor not."""
    rows = [frames.forecast(entry=place, question=f"q{place}") for place in range(1, 7)]
    questions = [frames.question(slug=f"q{place}") for place in range(1, 7)]
    came = [
        frames.outcome("partly", question=f"q{place}", grade=0.5, known_on=cases.NEAR, handle=f"20.{place}")
        for place in range(1, 7)
    ]
    report = calibration_of(cases.judged_rows(rows, questions, came), heading=cases.heading(), names={})
    assert (report.funnel.scored, report.agreements[0].forecasts) == (6, 0)
    assert "6 forecasts came true in part" in report.agreements[0].words


def test_windows_are_compared_with_the_share_that_their_reading_promises() -> None:
    """Six windows, two of which held the event, against 80%."""
    slugs = [f"q{place}" for place in range(6)]
    came = [
        frames.happened(date(2021, 8, 15), question=slug, handle=f"20.{n}")
        for n, slug in enumerate(slugs[:2], 1)
    ]
    absent = [
        frames.not_through(cases.LATER, question=slug, handle=f"21.{n}")
        for n, slug in enumerate(slugs[2:], 1)
    ]
    judged = cases.judged_rows(
        [frames.window(entry=place, question=slug) for place, slug in enumerate(slugs, start=1)],
        [frames.question(slug=slug) for slug in slugs],
        [*came, *absent],
    )
    dates = calibration_of(judged, heading=cases.heading(), names={}).agreements[0].dates
    assert dates is not None
    (window,) = (one for one in dates.dates if one.what == "window")
    assert (window.held, window.count, window.promised) == (2, 6, 0.8)
    assert window.share == pytest.approx(1 / 3)
    assert window.low is not None
    assert window.low < 1 / 3
    assert [(one.what, one.held, one.count) for one in dates.dates[:3]] == [
        ("by the early date", 0, 6),
        ("by the middle date", 2, 6),
        ("by the late date", 2, 6),
    ]


def test_the_report_covers_only_what_its_heading_names() -> None:
    """Bob's forecasts leave Ann's alone."""
    both = cases.panel(10, forecasters=("ann", "bob"))
    only = calibration_of(both, heading=cases.heading(forecasters=("ann",)), names={})
    assert only.agreements[0].forecasts == 10


def test_every_reading_counts_where_that_is_asked_for() -> None:
    """The founding quote has two readings, and both are windows that are over."""
    primary, every = (
        calibration_of(cases.founding(), heading=cases.heading(readings=readings), names={}).agreements[1]
        for readings in ("primary", "all")
    )
    assert primary.dates is not None
    assert every.dates is not None
    assert (primary.dates.forecasts, every.dates.forecasts) == (1, 2)


def test_cohorts_go_by_deadline_and_hold_back_what_came_early() -> None:
    """Three happened before a deadline that lies ahead: they are in no count yet."""
    slugs = [f"q{place}" for place in range(9)]
    late = date(2022, 3, 1)
    judged = cases.judged_rows(
        [
            frames.forecast(entry=place, question=slug, p=0.6, deadline=late if place > 6 else cases.NEAR)
            for place, slug in enumerate(slugs, start=1)
        ],
        [frames.question(slug=slug) for slug in slugs],
        [
            frames.happened(date(2021, 9, 1), question=slug, handle=f"20.{place}")
            for place, slug in enumerate(slugs, start=1)
        ],
    )
    cohorts = calibration_of(judged, heading=cases.heading(), names={}).agreements[0].cohorts
    assert [(one.label, one.forecasts, one.held, one.held_until) for one in cohorts] == [
        ("2021-09", 6, 0, None),
        ("2022-03", 0, 3, late),
    ]
    assert cohorts[0].expected == pytest.approx(3.6)
    assert cohorts[0].observed == 6
    assert cohorts[0].mean == pytest.approx(0.16)
    assert (cohorts[1].expected, cohorts[1].mean) == (None, None)


def test_findings_are_on_the_report_with_the_number_of_tests() -> None:
    """A calibrated Ann is not accused."""
    report = cases.panel_calibration(40)
    assert report.findings == ()
    assert report.tests == 2
