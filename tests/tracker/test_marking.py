"""How far each forecast came, from what was seen to what was scored."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import AFTER, DEADLINE, HORIZON, IN_TIME, scored
from tracker.marking import marked

SEEN, SCOREABLE, MATURED, RESOLVED, SCORED = range(5)


def stage(forecast: Row, *outcomes: Row, on: date) -> int:
    """How far one forecast came by a day."""
    return int(marked(scored(forecast, outcomes=outcomes, on=on), on=on)["stage"].iloc[0])


@pytest.mark.parametrize(("on", "reached"), [(DEADLINE, SCOREABLE), (AFTER, MATURED)])
def test_a_forecast_matures_the_day_after_its_deadline(on: date, reached: int) -> None:
    """On the last day it can still come true; an unresolved one has matured once that day is over."""
    assert stage(frames.forecast(), on=on) == reached


def test_an_early_outcome_is_held_until_the_deadline_is_over() -> None:
    """It could still be wrong; on the day after the deadline it is scored."""
    forecast, came = frames.forecast(), frames.happened(IN_TIME)
    assert stage(forecast, came, on=DEADLINE) == SCOREABLE
    assert stage(forecast, came, on=AFTER) == SCORED


def test_a_void_question_is_resolved_and_not_scored() -> None:
    """It has no outcome to score against."""
    assert (
        stage(frames.forecast(), frames.outcome("void", known_on=IN_TIME, because="cancelled"), on=AFTER)
        == RESOLVED
    )


def test_a_provisional_score_is_resolved_and_not_scored() -> None:
    """The verdict on a window has fallen; its score waits for the horizon."""
    assert stage(frames.window(), frames.happened(IN_TIME), on=AFTER) == RESOLVED
    assert stage(frames.window(), frames.not_through(HORIZON), on=date(2021, 12, 31)) == SCORED


def test_a_vague_statement_was_only_seen() -> None:
    """However long ago its time was."""
    vague = frames.forecast(belief="vague", rule="vague", p=None, unscoreable=("vague word",))
    assert stage(vague, on=date(2021, 12, 31)) == SEEN


def test_what_was_withdrawn_never_matures() -> None:
    """It was scoreable, and there it ends."""
    assert stage(frames.forecast(withdrawn_on=date(2021, 7, 1)), on=date(2021, 12, 31)) == SCOREABLE


def test_what_was_said_after_the_event_never_matures() -> None:
    """Nor is it scored, though its outcome is known."""
    late = frames.forecast(made_on=date(2021, 8, 20))
    assert stage(late, frames.happened(IN_TIME), on=date(2021, 12, 31)) == SCOREABLE
