"""What was updated, scored day by day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.facets.record.histories import Histories, histories_of
from tests.reports.standing_cases import absent, kind_of
from tests.tracker import frames


def _row(entry: int, day: date, p: float, **changes: Any) -> frames.Row:
    shape: dict[str, Any] = {"question": "q0", "deadline": date(2021, 7, 11), **changes}
    return frames.forecast(entry=entry, made_on=day, p=p, **shape)


def _of(rows: list[frames.Row], outcomes: list[frames.Row]) -> Histories | None:
    return histories_of(kind_of(rows, outcomes, slugs=["q0", "q1"]))


FIRST = [_row(1, date(2021, 7, 1), 0.2), _row(2, date(2021, 7, 4), 0.6)]


def test_each_day_is_scored_by_the_chance_in_force_over_the_days_scheduled() -> None:
    """Three days at 20%, four at 60%, three that were not needed: the case of `daily_brier`."""
    found = _of(FIRST, [frames.happened(date(2021, 7, 8), question="q0")])
    assert found is not None
    (one,) = found.series
    assert (one.updates, one.open_days, one.scheduled) == (1, 7, 10)
    assert (one.first, one.last) == pytest.approx((0.64, 0.16))
    assert one.by_day == pytest.approx(0.256)
    assert (found.count, found.events, found.by_day) == (1, 1, None)


def test_what_did_not_happen_is_open_to_its_deadline() -> None:
    """Three days at 20%, seven at 60%."""
    found = _of(FIRST, absent(1))
    assert found is not None
    assert found.series[0].by_day == pytest.approx((3 * 0.04 + 7 * 0.36) / 10)


def test_an_update_on_the_day_of_the_event_was_never_in_force() -> None:
    """It comes too late to count, even as the last."""
    found = _of([*FIRST, _row(3, date(2021, 7, 8), 0.99)], [frames.happened(date(2021, 7, 8), question="q0")])
    assert found is not None
    assert found.series[0].by_day == pytest.approx(0.256)
    assert found.series[0].last == pytest.approx(0.16)


def test_what_was_never_updated_has_no_history() -> None:
    """A chance left standing is not restated every day."""
    assert _of(FIRST[:1], absent(1)) is None


def test_what_is_undecided_has_no_history_yet() -> None:
    """Nothing to score."""
    assert _of(FIRST, []) is None
