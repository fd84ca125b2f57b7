"""Timelines beside the days on which their events came."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from reports.facets.calibration.timing import dates_held, timing_of
from tests.reports import cases
from tests.tracker import frames


def timelines(
    days: list[int | None], *, on: date = cases.YEAR_END, events: int | None = None
) -> pd.DataFrame:
    """The founding window on as many questions, whose events came after so many days, or not at all."""
    slugs = [f"q{place}" for place in range(len(days))]
    return cases.judged_rows(
        [frames.window(entry=place, question=slug) for place, slug in enumerate(slugs, start=1)],
        [
            frames.question(slug=slug, cluster=f"event-{place % events}" if events else None)
            for place, slug in enumerate(slugs)
        ],
        [
            frames.not_through(cases.LATER, question=slug, handle=f"20.{place}")
            if day is None
            else frames.happened(cases.MADE + timedelta(days=day), question=slug, handle=f"20.{place}")
            for place, (slug, day) in enumerate(zip(slugs, days, strict=True), start=1)
        ],
        on=on,
    )


def test_the_curve_follows_events_that_have_not_come_as_far_as_the_calendar_allows() -> None:
    """Four came, two never: at the end of the timeline the curve stays below one."""
    found = timing_of(timelines([20, 40, 61, 92, None, None]), seed=1)
    assert found is not None
    assert (found.count, found.came, found.forecasts) == (6, 4, 6)
    seen = [value for value in found.happened if value is not None]
    assert seen[0] == 0
    assert seen[-1] == pytest.approx(4 / 6)
    assert found.happened[-1] is None
    assert found.watched[0] == 6


def test_below_five_events_there_is_no_curve() -> None:
    """Twelve timelines on four events are four."""
    assert timing_of(timelines([40] * 4), seed=1) is None
    assert timing_of(timelines([40] * 12, events=4), seed=1) is None


def test_timelines_on_one_event_are_taken_once() -> None:
    """The first made of each."""
    found = timing_of(timelines([40] * 12, events=6), seed=1)
    assert found is not None
    assert (found.forecasts, found.count) == (12, 6)


def test_dates_hold_by_their_own_calendar() -> None:
    """The early, the middle and the late date, and the window."""
    found = dates_held(timelines([20, 30, 61, 80, 92, None]))
    assert found is not None
    assert [(one.held, one.count) for one in found.dates] == [(2, 6), (3, 6), (5, 6), (4, 6)]


def test_a_window_that_is_not_over_waits_though_its_event_has_come() -> None:
    """Else early events would be counted before late ones."""
    found = dates_held(timelines([20, 40], on=date(2021, 9, 1)))
    assert found is not None
    assert found.count == 0
