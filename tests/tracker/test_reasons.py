"""Plain words wherever there is no score."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import (
    DEADLINE,
    IN_TIME,
    MADE,
    YEAR_END,
    scored,
    scored_alone,
)

CHOICE = frames.question(kind="choice", options=("red", "green", "blue"))

REASONS: list[tuple[str, Row, list[Row], date, str]] = [
    ("pending", frames.forecast(), [], MADE, "pending until 2021-09-25"),
    (
        "overdue",
        frames.forecast(),
        [],
        YEAR_END,
        "the deadline 2021-09-25 has passed and no outcome is entered",
    ),
    (
        "held",
        frames.forecast(),
        [frames.happened(IN_TIME)],
        IN_TIME,
        "held until 2021-09-25: answered already, but the deadline is not over",
    ),
    (
        "unscoreable",
        frames.forecast(
            unscoreable=(
                "vague word",
                "no deadline",
            )
        ),
        [],
        YEAR_END,
        "unscoreable: vague word, no deadline",
    ),
    (
        "void",
        frames.forecast(),
        [frames.outcome("void", known_on=IN_TIME, because="called off")],
        YEAR_END,
        "void: called off",
    ),
    (
        "ambiguous",
        frames.forecast(),
        [frames.outcome("ambiguous", known_on=IN_TIME, because="sources differ")],
        YEAR_END,
        "ambiguous: sources differ",
    ),
    (
        "pre-dated",
        frames.forecast(),
        [frames.happened(date(2021, 6, 1))],
        YEAR_END,
        "pre-dated: it had come about on 2021-06-01, before the forecast was made",
    ),
    ("withdrawn", frames.forecast(withdrawn_on=IN_TIME), [], YEAR_END, "withdrawn on 2021-08-15"),
    ("window pending", frames.window(), [], IN_TIME, "pending until 2021-12-25"),
    (
        "window overdue",
        frames.window(),
        [],
        date(2021, 10, 1),
        "the deadline 2021-09-25 has passed and no outcome is entered",
    ),
    (
        "window partly",
        frames.window(),
        [frames.outcome("partly", grade=0.5, known_on=IN_TIME)],
        YEAR_END,
        "it partly came about, and only a chance has a graded score",
    ),
    (
        "window held on its first day",
        frames.window(),
        [frames.happened(MADE)],
        MADE,
        "pending until 2021-12-25",
    ),
]


@pytest.mark.parametrize(
    ("forecast", "outcomes", "on", "reason"), [row[1:] for row in REASONS], ids=[row[0] for row in REASONS]
)
def test_no_score_without_a_reason(forecast: Row, outcomes: list[Row], on: date, reason: str) -> None:
    """Plain words where there is no number."""
    found = scored_alone(forecast, *outcomes, on=on)
    assert np.isnan(found["value"])
    assert found["reason"] == reason


def test_conditions_speak_in_the_reason() -> None:
    """Undecided or not met, the condition is named."""
    asked = (frames.question(), frames.question(slug="kunduz"))
    conditional = frames.forecast(condition_question="kunduz", condition_answer="happens")
    window = frames.window(entry=11, condition_question="kunduz", condition_answer="happens")
    pending = scored(conditional, window, questions=asked, outcomes=(frames.happened(IN_TIME),), on=IN_TIME)
    assert list(pending["reason"]) == ["pending: the condition 'kunduz' is undecided"] * 2
    failed = scored(conditional, questions=asked, outcomes=(frames.not_through(DEADLINE, question="kunduz"),))
    assert failed["reason"].iloc[0] == "void: the condition 'kunduz' was not met"


def test_an_answer_without_a_date_to_wait_for() -> None:
    """A choice without a deadline waits for its answer."""
    found = scored_alone(frames.forecast(option="red", deadline=None), question=CHOICE)
    assert found["reason"] == "pending until the answer is known"


def test_a_score_has_no_reason_beside_one_that_has() -> None:
    """None where there is a score, not NaN."""
    both = scored(
        frames.forecast(),
        frames.forecast(entry=11, unscoreable=("vague word",)),
        outcomes=(frames.happened(IN_TIME),),
    )
    assert both["reason"].tolist() == [None, "unscoreable: vague word"]
    assert both["measure"].tolist() == ["brier", None]
