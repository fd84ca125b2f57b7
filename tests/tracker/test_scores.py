"""What forecasts score: the founding case's figures, and every kind of belief."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import (
    IN_TIME,
    MADE,
    YEAR_END,
    founding_case,
    scored,
    scored_alone,
)
from tracker.scores import NEEDED, scores
from tracker.verdicts import verdicts


@pytest.mark.parametrize(
    ("row", "verdict", "value", "low", "high", "digits"),
    [
        (0, "yes", 0.0455, 0.032, 0.075, (4, 3)),
        (1, "no", 0.529, 0.424, 0.568, (3, 3)),
        (2, "no", 0.1056, 0.04, 0.2025, (4, 4)),
        (3, "yes", 0.01, 0.0001, 0.0625, (4, 4)),
    ],
    ids=["kabul", "move-north", "offensive-north", "csto-meeting"],
)
def test_the_founding_case(
    row: int, verdict: str, value: float, low: float, high: float, digits: tuple[int, int]
) -> None:
    """The figures of the founding case on the last day of 2021."""
    found = founding_case().iloc[row]
    assert found["verdict"] == verdict
    assert round(found["value"], digits[0]) == value
    assert round(found["low"], digits[1]) == low
    assert round(found["high"], digits[1]) == high
    assert found["reason"] is None
    assert not found["prospective"]


@pytest.mark.parametrize(("grade", "value"), [(0.4, 0.09), (0.7, 0.0)])
def test_partly_is_graded(grade: float, value: float) -> None:
    """A chance is compared with the grade."""
    found = scored_alone(frames.forecast(p=0.7), frames.outcome("partly", grade=grade, known_on=IN_TIME))
    assert found["value"] == pytest.approx(value)


CHOICE = frames.question(kind="choice", options=("red", "green", "blue"))
ORDERED = frames.question(kind="ordered", options=("red", "green", "blue"))
QUANTITY = frames.question(kind="quantity", unit="men")


def test_shares_of_a_choice() -> None:
    """The 0 to 2 Brier score over all options, an unnamed one at 0."""
    found = scored_alone(
        frames.shares(("green", "red"), (0.4, 0.6)),
        frames.outcome("option", option="red", known_on=IN_TIME),
        question=CHOICE,
    )
    assert found["measure"] == "category_brier"
    assert found["value"] == pytest.approx(0.32)
    assert found["low"] == found["high"] == found["value"]


def test_shares_of_ordered_options() -> None:
    """In the order of the question, whatever the order in which they were stated."""
    found = scored_alone(
        frames.shares(("blue", "red", "green"), (0.3, 0.2, 0.5)),
        frames.outcome("option", option="blue", known_on=IN_TIME),
        question=ORDERED,
    )
    assert found["measure"] == "ranked_probability_score"
    assert found["value"] == pytest.approx(0.2**2 + 0.7**2)


def test_an_answer_that_no_option_names() -> None:
    """It cannot be scored, and the row says why."""
    found = scored_alone(
        frames.shares(("red", "green"), (0.5, 0.5)),
        frames.outcome("option", option="mauve", known_on=IN_TIME),
        question=CHOICE,
    )
    assert np.isnan(found["value"])
    assert found["reason"] == "the answer is not among the options of the question"


def test_quantiles() -> None:
    """The mean pinball loss, in the question's unit."""
    found = scored_alone(
        frames.quantiles((50,), (0.5,)),
        frames.outcome("value", value=60, known_on=IN_TIME),
        question=QUANTITY,
    )
    assert (found["measure"], found["value"]) == ("pinball", 5.0)


DAYS = st.integers(-10, 250).map(lambda days: MADE + timedelta(days=days))


@settings(max_examples=25)
@given(
    cases=st.lists(
        st.tuples(
            st.builds(frames.happened, DAYS) | st.builds(frames.not_through, DAYS),
            st.sampled_from([frames.window(), frames.forecast(p=0.3, low=0.2, high=0.45)]),
        ),
        min_size=1,
        max_size=12,
    ),
    on=DAYS.filter(lambda day: day >= MADE),
)
def test_a_score_or_a_reason(cases: list[tuple[Row, Row]], on: date) -> None:
    """Every row has a score inside its band, or says why it has none; what is final gives no reason."""
    slugs = [f"q{place}" for place in range(len(cases))]
    rows = scored(
        *({**forecast, "question": slug} for slug, (_, forecast) in zip(slugs, cases, strict=True)),
        outcomes=tuple(
            {**outcome, "question": slug} for slug, (outcome, _) in zip(slugs, cases, strict=True)
        ),
        questions=tuple(frames.question(slug=slug) for slug in slugs),
        on=on,
    )
    assert len(rows) == len(cases)
    for found in rows.to_dict("records"):
        if np.isnan(found["value"]):
            assert found["reason"]
        else:
            assert 0 <= found["low"] <= found["value"] <= found["high"] <= 1
            assert bool(found["provisional"]) == (found["reason"] is not None)


@pytest.mark.parametrize("kind", ["choice", "ordered", "quantity"])
def test_what_came_about_partly_gives_shares_and_quantiles_no_score(kind: str) -> None:
    """No option and no value came, so there is nothing to hold them against; a chance has its grade."""
    options = ("red", "blue") if kind != "quantity" else None
    spread = frames.shares(("red", "blue"), (0.5, 0.5)) if options else frames.quantiles((1, 2), (0.1, 0.9))
    row = scored_alone(
        spread,
        frames.outcome("partly", grade=0.5, known_on=IN_TIME),
        question=frames.question(kind=kind, options=options),
    )
    assert row["verdict"] == "partly"
    assert np.isnan(row["value"])
    assert row["reason"] is not None


def test_no_more_columns_are_needed_than_are_named() -> None:
    """A million forecasts are judged without their words."""
    every = frames.forecasts(frames.forecast(), frames.window(entry=11), frames.forecast(entry=12, p=0.2))
    rest = (frames.questions(frames.question()), frames.outcomes(frames.happened(IN_TIME)))
    judged = [
        scores(verdicts(some, *rest, on=YEAR_END), on=YEAR_END) for some in (every, every[list(NEEDED)])
    ]
    assert "quote" not in judged[1]
    pd.testing.assert_frame_equal(judged[0][judged[1].columns], judged[1])
