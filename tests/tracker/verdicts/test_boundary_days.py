"""The days on which a verdict turns: the one before, the day and the one after, for each kind of answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import AFTER, DEADLINE, MADE, YEAR_END, judged

FIRST = date(2021, 7, 10)
CHOICE = frames.question(kind="choice", options=("red", "green", "blue"))
QUANTITY = frames.question(kind="quantity", unit="men")
SHARES = frames.shares(("red", "green", "blue"), (0.5, 0.3, 0.2), deadline=DEADLINE)
SPREAD = frames.quantiles((1, 2, 3), (0.1, 0.5, 0.9), deadline=DEADLINE)


def around(day: date) -> tuple[date, date, date]:
    """The day before, the day, the day after."""
    return day - timedelta(days=1), day, day + timedelta(days=1)


@pytest.mark.parametrize(
    ("question", "forecast", "answer"),
    [
        (CHOICE, frames.forecast(option="red"), {"kind": "option", "option": "red"}),
        (CHOICE, SHARES, {"kind": "option", "option": "red"}),
        (QUANTITY, frames.forecast(above=1), {"kind": "value", "value": 2.0}),
        (QUANTITY, SPREAD, {"kind": "value", "value": 2.0}),
        (CHOICE, frames.forecast(option="red"), {"kind": "partly", "grade": 0.5}),
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_an_answer_pre_dates_a_forecast_if_it_came_before_the_day_it_was_made(
    question: Row, forecast: Row, answer: Row, dated: bool
) -> None:
    """An answer of the very day counts: what was said that day may have come first."""
    found = []
    for day in around(MADE):
        said = frames.outcome(on=day, **answer) if dated else frames.outcome(known_on=day, **answer)
        found.append(judged(forecast, said, question=question)["verdict"])
    right = "partly" if answer["kind"] == "partly" else "yes"
    assert found == ["pre-dated", right, right]


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        (MADE, ("pre-dated", "no", "no")),
        (FIRST, ("no", "partly", "partly")),
        (DEADLINE, ("partly", "partly", "no")),
    ],
)
def test_what_came_about_partly_is_dated_like_a_happening(edge: date, expected: tuple[str, ...]) -> None:
    """Before it was said it pre-dates; before the first day that counts, or too late, it is a no."""
    forecast = frames.forecast(not_before=FIRST)
    for day, verdict in zip(around(edge), expected, strict=True):
        assert judged(forecast, frames.outcome("partly", day, grade=0.5))["verdict"] == verdict, day


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        (MADE, ("pre-dated", "no", "no")),
        (FIRST, ("no", "yes", "yes")),
        (DEADLINE, ("yes", "yes", "no")),
    ],
)
def test_an_event_counts_from_the_first_day_to_the_deadline(edge: date, expected: tuple[str, ...]) -> None:
    """Both days in full."""
    forecast = frames.forecast(not_before=FIRST)
    for day, verdict in zip(around(edge), expected, strict=True):
        assert judged(forecast, frames.happened(day))["verdict"] == verdict, day


@pytest.mark.parametrize(("low", "high"), [(1.0, 3.0), (-2.0, -2.0), (0.0, 0.5)])
def test_quantiles_hold_a_value_on_either_end(low: float, high: float) -> None:
    """From the lowest to the highest, both included; claims above and below leave the bound itself out."""
    forecast = frames.quantiles((low, high), (0.1, 0.9))
    for value, verdict in ((low - 0.01, "no"), (low, "yes"), (high, "yes"), (high + 0.01, "no")):
        answer = frames.outcome("value", value=value, known_on=AFTER)
        assert judged(forecast, answer, question=QUANTITY)["verdict"] == verdict
    for claim, value, verdict in (
        ({"above": low}, low, "no"),
        ({"above": low}, low + 0.01, "yes"),
        ({"below": high}, high, "no"),
        ({"below": high}, high - 0.01, "yes"),
    ):
        answer = frames.outcome("value", value=value, known_on=AFTER)
        assert judged(frames.forecast(**claim), answer, question=QUANTITY)["verdict"] == verdict


@pytest.mark.parametrize("deadline", [DEADLINE, date(2021, 12, 25)])
def test_a_withdrawal_counts_up_to_the_deadline_and_before_the_outcome_was_known(deadline: date) -> None:
    """On the deadline's own day in full; on the day the outcome became known it is too late."""
    for day, verdict in zip(around(deadline), ("withdrawn", "withdrawn", "overdue"), strict=True):
        assert judged(frames.forecast(deadline=deadline, withdrawn_on=day))["verdict"] == verdict
    known = date(2021, 8, 20)
    for day, verdict in zip(around(known), ("withdrawn", "yes", "yes"), strict=True):
        happened = frames.happened(date(2021, 8, 15), known_on=known)
        forecast = frames.forecast(deadline=deadline, withdrawn_on=day)
        assert judged(forecast, happened)["verdict"] == verdict


def test_an_outcome_counts_from_the_evaluation_date_on_which_it_was_known() -> None:
    """Not a day sooner, whatever kind it is."""
    known = date(2021, 10, 10)
    for outcome in (
        frames.happened(DEADLINE, known_on=known),
        frames.not_through(DEADLINE, known_on=known),
        frames.outcome("void", known_on=known, because="called off"),
    ):
        verdicts = [judged(frames.forecast(), outcome, on=day)["verdict"] for day in around(known)]
        assert verdicts[0] == "overdue"
        assert verdicts[1] == verdicts[2] != "overdue"
    assert judged(frames.forecast(), on=YEAR_END)["verdict"] == "overdue"


RED_FIRST: Row = {"condition_question": "colour", "condition_answer": "red", "condition_by": FIRST}
COLOUR = frames.question(slug="colour", handle="1.2", kind="choice", options=("red", "blue"))


@pytest.mark.parametrize("answer", ["red", "blue"])
def test_a_condition_on_an_option_must_come_to_it_by_its_day(answer: str) -> None:
    """A dated answer that is right and too late is as little met as one that is wrong."""
    for day, met in zip(around(FIRST), (True, True, False), strict=True):
        option = frames.outcome("option", day, question="colour", option=answer, handle="21.1")
        row = judged(frames.forecast(**RED_FIRST), option, frames.happened(DEADLINE), others=(COLOUR,))
        assert row["verdict"] == ("yes" if met and answer == "red" else "void"), day


@pytest.mark.parametrize(
    ("recurs", "before", "expected"), [(False, True, "yes"), (True, True, "overdue"), (True, False, "yes")]
)
def test_a_condition_that_can_happen_again_must_happen_since_the_forecast(
    recurs: bool, before: bool, expected: str
) -> None:
    """Once is enough where it happens but once; where it recurs, what lies before the forecast is nothing."""
    again = frames.question(slug="strike", handle="1.2", recurs=recurs)
    day = MADE - timedelta(days=1) if before else MADE
    row = judged(
        frames.forecast(condition_question="strike", condition_answer="happens"),
        frames.happened(day, question="strike", handle="21.1"),
        frames.happened(DEADLINE),
        others=(again,),
    )
    assert row["verdict"] == expected
