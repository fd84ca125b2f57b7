"""The daily Brier score and the accuracy score, against a published example."""

from __future__ import annotations

from statistics import mean, median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.platforms.asked import asked, at_once, said
from tracker.platforms.good_judgment import contributions, scores_by_answer
from tracker.platforms.open_questions import OpenQuestion
from tracker.scoring import category_brier, ordered_brier

inner = st.floats(0, 1)


def values(question: OpenQuestion, measure: str) -> dict[str, float]:
    """The score of each forecaster."""
    return {one.forecaster: one.value for one in contributions(question) if one.measure == measure}


def test_the_published_example_of_george_and_kramer() -> None:
    """Five forecasts over seven days, from the documentation of python-prediction-scorer.

    Its medians by day are 0.98, 0.65, 0.52, 0.52, 0.45, 0.45, 0.45, George's accuracy score is 0.22. It takes
    the crowd's median over all days also for Kramer; by day, as the platform compares, he mirrors George.
    """
    question = asked(
        said("george", (0, 0.7), (2, 0.5), (2, 0.6), due=7), said("kramer", (1, 0.4), (4, 0.3), due=7), due=7
    )
    daily, accuracy = values(question, "daily_brier"), values(question, "accuracy")
    assert daily == pytest.approx({"george": (2 * 0.98 + 5 * 0.72) / 7, "kramer": 0.25})
    assert round(accuracy["george"], 2) == 0.22
    assert accuracy["kramer"] == pytest.approx((0.25 - (0.65 + 2 * 0.52 + 3 * 0.45) / 6) * 6 / 7)
    assert accuracy["kramer"] == pytest.approx(-accuracy["george"])


@settings(max_examples=15)
@given(
    first=st.lists(inner, min_size=10, max_size=10),
    second=st.lists(inner, min_size=10, max_size=10),
    third=st.lists(inner, min_size=10, max_size=10),
    joins=st.integers(0, 9),
)
def test_day_by_day_gives_the_same(
    first: list[float], second: list[float], third: list[float], joins: int
) -> None:
    """Each day's score less the day's median, one day at a time."""
    question = asked(
        said("ann", *enumerate(first)),
        said("bob", *enumerate(second), entry=30),
        said("cat", *((day, third[day]) for day in range(joins, 10)), entry=50),
    )
    apart = []
    for day in range(10):
        there = [2 * p**2 for p in (first[day], second[day], third[day])[: 3 if day >= joins else 2]]
        apart.append(2 * first[day] ** 2 - median(there))
    assert values(question, "accuracy")["ann"] == pytest.approx(mean(apart), abs=1e-9)


def test_choices_and_ordered_choices_have_their_own_brier_scores() -> None:
    """Those of `tracker.scoring`, for every answer."""
    shares = np.array([[0.2, 0.5, 0.3]])
    for ordered, plain in ((False, category_brier), (True, ordered_brier)):
        question = OpenQuestion(
            question="q",
            cluster="q",
            prospective=True,
            ordered=ordered,
            forecasters=("ann",),
            peers=np.ones(1, dtype=bool),
            days=np.ones(1),
            in_force=np.ones((1, 1), dtype=bool),
            said=shares[:, None, :],
            answer=0,
            scheduled=1.0,
        )
        daily, _ = scores_by_answer(question)
        assert daily[0] == pytest.approx([plain(shares[0], answer) for answer in range(3)])


def test_who_is_alone_has_no_accuracy() -> None:
    """There is no crowd to be better than."""
    assert values(at_once(0.7), "accuracy") == {}
    assert values(at_once(0.7), "daily_brier") == pytest.approx({"f0": 0.18})
