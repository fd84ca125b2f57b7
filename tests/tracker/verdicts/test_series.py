"""Which forecasts are updates of one another, and their order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import IN_TIME, LATE, YEAR_END
from tracker.verdicts.judging import verdicts

SAID = date(2021, 6, 25)


def series_of(*rows: Row) -> list[tuple[int, int]]:
    """Series and order of some forecasts."""
    result = verdicts(
        frames.forecasts(*rows), frames.questions(frames.question()), frames.outcomes(), on=YEAR_END
    )
    return list(zip(result["series"], result["order"], strict=True))


def test_updates_are_one_series_in_order_of_making() -> None:
    """The same forecaster, question, claim and reading, whatever the order of recording."""
    later = frames.forecast(entry=11, made_on=date(2021, 7, 1), p=0.8)
    assert series_of(later, frames.forecast(entry=12)) == [(0, 1), (0, 0)]


@pytest.mark.parametrize(
    "changes",
    [
        {"forecaster": "bob"},
        {"reading": "strict"},
        {"deadline": LATE},
        {"not_before": IN_TIME},
        {"condition_question": "kabul", "condition_answer": "happens"},
        {"unscoreable": ("vague word",)},
    ],
)
def test_another_claim_is_another_series(changes: Row) -> None:
    """Whatever changes the claim, who makes it or how it is read begins a series."""
    assert series_of(frames.forecast(), frames.forecast(entry=11, **changes)) == [(0, 0), (1, 0)]


def test_each_part_of_a_condition_makes_another_claim() -> None:
    """Another question, another answer or another day: three claims beside the first."""
    condition: Row = {"condition_question": "kabul", "condition_answer": "happens", "condition_by": LATE}
    others: tuple[Row, ...] = (
        {"condition_question": "kunduz"},
        {"condition_answer": "does not happen"},
        {"condition_by": IN_TIME},
    )
    rows = [frames.forecast(entry=10 + place, **{**condition, **other}) for place, other in enumerate(others)]
    kunduz = frames.question(slug="kunduz", handle="1.2")
    asked = frames.questions(frames.question(), kunduz)
    first = frames.forecast(entry=9, **condition)
    result = verdicts(frames.forecasts(first, *rows), asked, frames.outcomes(), on=YEAR_END)
    assert list(result["series"]) == [0, 1, 2, 3]


def test_windows_of_one_reading_are_one_series() -> None:
    """A later window is an update of the earlier one."""
    later = frames.window(entry=11, made_on=date(2021, 7, 1), latest=date(2021, 10, 1))
    assert series_of(frames.window(), later) == [(0, 0), (0, 1)]


def test_a_correction_keeps_its_place_in_the_series() -> None:
    """What is corrected later does not become an update of what came after it."""
    corrected = frames.forecast(entry=30, first_handle="10.1", versions=2)
    assert series_of(corrected, frames.forecast(entry=11)) == [(0, 0), (0, 1)]


def test_the_hour_orders_a_day() -> None:
    """Two forecasts of one day follow their hours, whichever was recorded first."""
    noon, dawn = (datetime(2021, 6, 25, hour, tzinfo=UTC) for hour in (12, 6))
    assert series_of(frames.forecast(made_at=noon), frames.forecast(entry=11, made_at=dawn)) == [
        (0, 1),
        (0, 0),
    ]


MORNING, EVENING = (datetime(2021, 6, 25, hour, tzinfo=UTC) for hour in (6, 18))


@pytest.mark.parametrize(
    "order",
    [
        # The day, then the hour where it is known, then what has a day only; then the order of recording.
        ((SAID, MORNING, 12), (SAID, EVENING, 11), (SAID, None, 10)),
        ((SAID, None, 10), (SAID, None, 11), (date(2021, 6, 26), MORNING, 9)),
        ((date(2021, 6, 24), None, 30), (SAID, MORNING, 12), (SAID, MORNING, 13), (SAID, None, 8)),
        ((SAID, MORNING, 12), (SAID, None, 10), (date(2021, 6, 26), None, 7)),
    ],
)
def test_forecasts_of_one_day_with_an_hour_come_before_those_without(
    order: tuple[tuple[date, datetime | None, int], ...],
) -> None:
    """Whoever gave the hour is not made an update of a forecast that may have come after it."""
    rows = [frames.forecast(made_on=day, made_at=moment, entry=entry) for day, moment, entry in order]
    for turned in permutations(range(len(rows))):
        found = series_of(*(rows[place] for place in turned))
        assert found == [(0, place) for place in turned]
