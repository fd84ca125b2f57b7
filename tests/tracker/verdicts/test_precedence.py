"""Which forecasts were there before the outcome was known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import IN_TIME, judged

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
