"""Claims that presuppose another: met, not met, and undecided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import AFTER, DEADLINE, IN_TIME, LATE, judged

IF_KUNDUZ: Row = {"condition_question": "kunduz", "condition_answer": "happens"}
UNLESS_KUNDUZ: Row = {"condition_question": "kunduz", "condition_answer": "does not happen"}
BY: Row = {"condition_by": date(2021, 8, 31)}


def kunduz(day: date, kind: str = "happened", **changes: Any) -> Row:
    """An outcome of the condition's question."""
    return frames.outcome(kind, day, question="kunduz", handle="21.1", **changes)


AUGUST_8, SEPTEMBER_1 = date(2021, 8, 8), date(2021, 9, 1)
CONDITIONS: list[tuple[str, Row, list[Row], date, str]] = [
    ("met, and it happened", IF_KUNDUZ, [kunduz(AUGUST_8), frames.happened(IN_TIME)], AFTER, "yes"),
    ("met on the very day", IF_KUNDUZ, [kunduz(IN_TIME), frames.happened(IN_TIME)], AFTER, "yes"),
    (
        "met before the forecast",
        IF_KUNDUZ,
        [kunduz(date(2021, 5, 1)), frames.happened(IN_TIME)],
        AFTER,
        "yes",
    ),
    ("met, and it did not", IF_KUNDUZ, [kunduz(AUGUST_8), frames.not_through(DEADLINE)], AFTER, "no"),
    ("met, deadline ahead", IF_KUNDUZ, [kunduz(AUGUST_8), frames.happened(IN_TIME)], IN_TIME, "held"),
    ("met after the event", IF_KUNDUZ, [kunduz(SEPTEMBER_1), frames.happened(IN_TIME)], AFTER, "void"),
    ("not met in time", IF_KUNDUZ | BY, [kunduz(SEPTEMBER_1), frames.not_through(DEADLINE)], AFTER, "void"),
    ("met on the last day", IF_KUNDUZ | BY, [kunduz(BY["condition_by"])], DEADLINE, "pending"),
    ("not met, known", IF_KUNDUZ | BY, [kunduz(SEPTEMBER_1, "not through")], DEADLINE, "void"),
    ("not met by the deadline", IF_KUNDUZ, [kunduz(LATE), frames.not_through(DEADLINE)], LATE, "void"),
    ("undecided, deadline ahead", IF_KUNDUZ, [], DEADLINE, "pending"),
    ("undecided, deadline over", IF_KUNDUZ, [], AFTER, "overdue"),
    ("undecided, but it happened", IF_KUNDUZ, [frames.happened(IN_TIME)], AFTER, "overdue"),
    (
        "known absent when it happened",
        IF_KUNDUZ,
        [kunduz(IN_TIME, "not through"), frames.happened(IN_TIME)],
        AFTER,
        "void",
    ),
    ("condition void", IF_KUNDUZ, [kunduz(AUGUST_8, "void", because="x")], DEADLINE, "void"),
    ("must not happen, nor did", UNLESS_KUNDUZ | BY, [kunduz(LATE), frames.happened(IN_TIME)], LATE, "yes"),
    (
        "must not happen, known not to",
        UNLESS_KUNDUZ | BY,
        [kunduz(SEPTEMBER_1, "not through"), frames.not_through(DEADLINE)],
        AFTER,
        "no",
    ),
    (
        "must not happen, but did",
        UNLESS_KUNDUZ | BY,
        [kunduz(AUGUST_8), frames.happened(IN_TIME)],
        AFTER,
        "void",
    ),
    (
        "pre-dated before void",
        IF_KUNDUZ,
        [frames.happened(date(2021, 6, 1)), kunduz(LATE)],
        LATE,
        "pre-dated",
    ),
    (
        "withdrawn before void",
        IF_KUNDUZ | {"withdrawn_on": date(2021, 7, 1)},
        [kunduz(LATE)],
        LATE,
        "withdrawn",
    ),
]


@pytest.mark.parametrize(
    ("changes", "outcomes", "on", "expected"),
    [row[1:] for row in CONDITIONS],
    ids=[row[0] for row in CONDITIONS],
)
def test_conditions(changes: Row, outcomes: list[Row], on: date, expected: str) -> None:
    """A claim about Kabul that presupposes something of Kunduz."""
    row = judged(
        frames.forecast(**changes), *outcomes, on=on, others=(frames.question(slug="kunduz", handle="1.2"),)
    )
    assert row["verdict"] == expected


@pytest.mark.parametrize(("came", "expected"), [("red", "yes"), ("blue", "void")])
def test_a_condition_on_an_option(came: str, expected: str) -> None:
    """A condition may require an option of a choice."""
    row = judged(
        frames.forecast(condition_question="colour", condition_answer="red"),
        frames.outcome("option", question="colour", option=came, known_on=AUGUST_8),
        frames.happened(IN_TIME),
        others=(frames.question(slug="colour", kind="choice", options=("red", "blue")),),
    )
    assert row["verdict"] == expected
    if expected == "void":
        assert row["because"] == "the condition 'colour' was not met"
