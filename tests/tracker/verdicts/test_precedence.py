"""Which forecasts were there before the outcome was known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import DEADLINE, HORIZON, IN_TIME, judged

PROSPECTIVE: list[tuple[str, Row, list[Row], bool]] = [
    ("recorded before", {}, [frames.happened(IN_TIME)], True),
    ("recorded after", {"recorded_at": datetime(2021, 8, 16, tzinfo=UTC)}, [frames.happened(IN_TIME)], False),
    ("on the day", {"recorded_at": datetime(2021, 8, 15, tzinfo=UTC)}, [frames.happened(IN_TIME)], False),
    ("undecided so far", {"recorded_at": datetime(2021, 12, 1, tzinfo=UTC)}, [], True),
    (
        "attested before",
        {"recorded_at": datetime(2021, 12, 1, tzinfo=UTC), "attested_on": date(2021, 6, 26)},
        [frames.happened(IN_TIME)],
        True,
    ),
    (
        "attested on the day",
        {"recorded_at": datetime(2021, 12, 1, tzinfo=UTC), "attested_on": IN_TIME},
        [frames.happened(IN_TIME)],
        False,
    ),
    (
        "corrected after, though attested",
        {"recorded_at": datetime(2021, 12, 1, tzinfo=UTC), "attested_on": date(2021, 6, 26), "versions": 2},
        [frames.happened(IN_TIME)],
        False,
    ),
    (
        "corrected before",
        {"recorded_at": datetime(2021, 7, 1, tzinfo=UTC), "versions": 2},
        [frames.happened(IN_TIME)],
        True,
    ),
]


@pytest.mark.parametrize(
    ("changes", "outcomes", "expected"), [row[1:] for row in PROSPECTIVE], ids=[row[0] for row in PROSPECTIVE]
)
def test_prospective(changes: Row, outcomes: list[Row], expected: bool) -> None:
    """Recorded, or attested, strictly before the outcome was known."""
    assert bool(judged(frames.forecast(**changes), *outcomes)["prospective"]) is expected


def test_the_day_of_recording_is_the_questions_day() -> None:
    """Late on the 14th in UTC is the 15th in Kabul."""
    late = frames.forecast(recorded_at=datetime(2021, 8, 14, 22, tzinfo=UTC))
    assert judged(late, frames.happened(IN_TIME))["prospective"]
    there = judged(late, frames.happened(IN_TIME), question=frames.question(zone="Asia/Kabul"))
    assert not there["prospective"]


EVE = frames.window(
    earliest=date(2022, 6, 25),
    central=date(2022, 12, 25),
    latest=date(2023, 6, 25),
    recorded_at=datetime(2022, 1, 10, tzinfo=UTC),
)
WATCHED = frames.question(horizon=HORIZON)
SCORED: list[tuple[str, Row, list[Row], bool]] = [
    ("its verdict lies ahead, its score is known", {}, [frames.not_through(HORIZON)], False),
    ("its score is not known either", {}, [frames.not_through(DEADLINE)], True),
    (
        "recorded before the score was known",
        {"recorded_at": datetime(2021, 12, 24, tzinfo=UTC)},
        [frames.not_through(HORIZON)],
        True,
    ),
    (
        "attested before the score was known",
        {"attested_on": IN_TIME},
        [frames.not_through(HORIZON)],
        True,
    ),
    (
        "recorded between the horizon and a later event",
        {"recorded_at": datetime(2021, 12, 28, tzinfo=UTC)},
        [frames.not_through(HORIZON), frames.happened(date(2021, 12, 30))],
        False,
    ),
    (
        "recorded before an event beyond the horizon that nobody had ruled out",
        {"recorded_at": datetime(2021, 12, 28, tzinfo=UTC)},
        [frames.happened(date(2021, 12, 30))],
        True,
    ),
]


@pytest.mark.parametrize(
    ("changes", "outcomes", "expected"), [row[1:] for row in SCORED], ids=[row[0] for row in SCORED]
)
def test_a_window_beyond_the_horizon_cannot_put_off_that_its_score_is_known(
    changes: Row, outcomes: list[Row], expected: bool
) -> None:
    """One to two years, on a question whose horizon ends after six months."""
    row = judged({**EVE, **changes}, *outcomes, on=date(2022, 1, 15), question=WATCHED)
    assert bool(row["prospective"]) is expected


def test_a_window_that_was_known_to_have_failed_is_retrospective_whatever_its_score() -> None:
    """The verdict was known before the horizon was over, and that is enough."""
    late = frames.window(recorded_at=datetime(2021, 10, 15, tzinfo=UTC))
    row = judged(late, frames.not_through(DEADLINE), frames.not_through(HORIZON))
    assert not row["prospective"]


def test_what_decides_the_score_is_named_though_the_verdict_is_open() -> None:
    """So that a reviewer finds the record behind a score that counts."""
    row = judged(EVE, frames.not_through(HORIZON), on=date(2022, 1, 15), question=WATCHED)
    assert (row["verdict"], row["outcome"], row["outcome_kind"]) == ("pending", "20.1", "not through")
    assert row["known_on"].date() == HORIZON


@pytest.mark.parametrize(
    ("withdrawn_on", "verdict"),
    [(date(2021, 12, 24), "withdrawn"), (HORIZON, "pending"), (date(2021, 12, 26), "pending")],
)
def test_what_is_scored_already_cannot_be_taken_back(withdrawn_on: date, verdict: str) -> None:
    """The window's own latest date lies ahead, but at the horizon its score was known."""
    taken_back = {**EVE, "withdrawn_on": withdrawn_on}
    row = judged(taken_back, frames.not_through(HORIZON), on=date(2022, 1, 15), question=WATCHED)
    assert row["verdict"] == verdict


def test_after_the_horizon_it_is_too_late_to_withdraw_though_nobody_knows_yet() -> None:
    """As after a deadline."""
    row = judged({**EVE, "withdrawn_on": date(2021, 12, 26)}, on=date(2022, 1, 15), question=WATCHED)
    assert row["verdict"] == "pending"
