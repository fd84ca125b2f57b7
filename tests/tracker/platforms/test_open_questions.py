"""What was in force on each day that a question was open."""

from __future__ import annotations

import pytest

from tests.tracker import frames
from tests.tracker.platforms.asked import asked, day, rows, said
from tracker.platforms.open_questions import open_questions


def test_a_forecast_is_in_force_until_the_next_one_of_its_series() -> None:
    """And a question opens with the first of anybody."""
    found = asked(said("ann", (0, 0.2), (4, 0.6)), said("bob", (3, 0.5)))
    assert found.days.tolist() == [3, 1, 6]
    assert found.said[:, :, 1].tolist() == [[0.2, 0.2, 0.6], [0, 0.5, 0.5]]
    assert found.in_force.tolist() == [[True] * 3, [False, True, True]]
    assert (found.answer, found.scheduled) == (0, 10)


def test_of_several_forecasts_on_a_day_the_last_counts() -> None:
    """The others were never in force on a whole day."""
    found = asked(said("ann", (0, 0.2), (0, 0.9)), said("bob", (0, 0.5)))
    assert found.said[0, :, 1].tolist() == [0.9]


def test_an_early_event_closes_a_question_and_its_schedule_stays() -> None:
    """What is said after the event, or on its day, is in force on no day."""
    found = asked(said("ann", (0, 0.2)), said("bob", (5, 0.5)), yes_on=5)
    assert found.forecasters == ("ann",)
    assert (found.days.tolist(), found.scheduled, found.answer) == ([5], 10, 1)


def test_a_forecast_that_was_withdrawn_is_in_force_until_then() -> None:
    """Though it has no verdict of its own."""
    ann = [row | {"withdrawn_on": day(4)} for row in said("ann", (0, 0.2))]
    found = asked(ann, said("bob", (0, 0.5)))
    assert found.days.tolist() == [4, 6]
    assert found.in_force.tolist() == [[True, False], [True, True]]


def test_claims_with_other_deadlines_are_other_questions() -> None:
    """And so are forecasts that were logged after the outcome was known."""
    late = frames.forecast(forecaster="cat", made_on=day(0), deadline=day(10), position=99)
    found = list(
        open_questions(
            rows(
                said("ann", (0, 0.2)),
                said("bob", (0, 0.5), due=20, entry=30),
                [late],
                outcomes=(frames.not_through(day(20)),),
            ),
            frozenset(),
        )
    )
    assert sorted((one.forecasters, one.scheduled, one.prospective) for one in found) == [
        (("ann",), 10, True),
        (("bob",), 20, True),
        (("cat",), 10, False),
    ]


def test_a_choice_has_the_shares_of_its_options_in_the_question_s_order() -> None:
    """An option without a share has none; the answer is a place among the options."""
    question = frames.question(slug="cup", kind="choice", options=("red", "green", "blue"))
    said_of = frames.shares(
        ("blue", "red"),
        (0.7, 0.3),
        question="cup",
        made_on=day(0),
        recorded_at=frames._OUTCOME["recorded_at"],
    )
    answer = frames.outcome("option", question="cup", option="blue", known_on=day(6))
    (found,) = open_questions(rows([said_of], outcomes=(answer,), questions=(question,)), frozenset())
    assert found.said[0, 0].tolist() == pytest.approx([0.3, 0, 0.7])
    assert (found.answer, found.days.tolist(), found.scheduled) == (2, [6], 6)


def test_what_is_not_decided_is_not_scored() -> None:
    """Pending questions, and questions that came true in part."""
    pending = rows(said("ann", (0, 0.2)), outcomes=())
    partly = rows(said("ann", (0, 0.2)), outcomes=(frames.outcome("partly", day(5), grade=0.5),))
    assert [*open_questions(pending, frozenset()), *open_questions(partly, frozenset())] == []


def test_crowds_are_there_and_are_nobody_s_peers() -> None:
    """Whoever is told to be a crowd."""
    found = rows(said("ann", (0, 0.2)), said("mob", (0, 0.4)), outcomes=(frames.not_through(day(10)),))
    (question,) = open_questions(found, frozenset({"mob"}))
    assert question.peers.tolist() == [True, False]
