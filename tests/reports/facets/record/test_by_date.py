"""The scores of timelines along the way to their horizons."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from reports.facets.record.by_date import by_date_of
from reports.facets.record.standings import of_kind
from tests.reports import cases
from tests.tracker import frames
from tracker.marking import marked


def windows(*days: int | None, **changes: object) -> pd.DataFrame:
    """Prospective windows on as many events, each of which came so many days on, or did not."""
    rows, questions, outcomes = [], [], []
    for number, day in enumerate(days):
        slug = f"event-{number}"
        rows.append(frames.window(question=slug, position=number + 1, handle=f"10.{number + 1}", **changes))
        questions.append(frames.question(slug=slug, statement=f"Event {number}"))
        outcomes.append(
            frames.not_through(cases.LATER, question=slug, handle=f"20.{number + 1}")
            if day is None
            else frames.happened(cases.MADE + timedelta(days=day), question=slug, handle=f"20.{number + 1}")
        )
    frame = marked(cases.judged_rows(rows, questions, outcomes), on=cases.YEAR_END)
    return of_kind(frame, prospective=True)


def test_the_mean_along_the_horizon_is_the_timeline_brier() -> None:
    """Averaged over the shares it comes near to the headline score of the same forecasts."""
    frame = windows(51, 80, None, 20, 150)
    found = by_date_of(frame)
    assert found is not None
    assert (found.forecasts, found.events, found.singles) == (5, 5, ())
    along = sum(point.mean for point in found.points) / len(found.points)
    assert along == pytest.approx(frame["value"].mean(), abs=0.01)


def test_each_point_is_the_brier_score_of_by_this_day() -> None:
    """A third of the way, on day 61, the window says 50%; at the horizon 95%."""
    found = by_date_of(windows(51, 51, 51, None, None))
    assert found is not None
    last = found.points[-1]
    assert last.mean == pytest.approx((3 * 0.05**2 + 2 * 0.95**2) / 5)
    assert last.reference == pytest.approx(0.25)
    assert (found.shares[0], found.shares[-1]) == (0.0, 1.0)


def test_the_band_holds_the_mean_and_stays_between_0_and_1() -> None:
    """At every share, and the same for the same seed."""
    frame = windows(51, 80, None, 20, 150, 10)
    found = by_date_of(frame)
    assert found is not None
    assert all(0 <= point.low <= point.mean <= point.high <= 1 for point in found.points)
    assert found == by_date_of(frame)
    assert found == by_date_of(frame.iloc[::-1])


def test_fewer_than_five_events_have_no_mean() -> None:
    """They are there one by one, under their names."""
    found = by_date_of(windows(51, None))
    assert found is not None
    assert found.points == ()
    assert [single.name for single in found.singles] == ["Event 0", "Event 1"]
    assert found.singles[1].scores[-1] == pytest.approx(0.95**2)


def test_timelines_with_fewer_knots_stand_beside_longer_ones() -> None:
    """A single certain date is as good as five knots."""
    certain = {"days": (61, 61), "heights": (0, 1)}
    found = by_date_of(pd.concat([windows(51), windows(61, **certain)]))
    assert found is not None
    assert (found.forecasts, found.events) == (2, 1)


def test_what_is_not_over_or_no_timeline_is_left_out() -> None:
    """Without a timeline scored over its whole horizon there is nothing."""
    chances = of_kind(marked(cases.panel(6), on=cases.YEAR_END), prospective=True)
    assert by_date_of(chances) is None
