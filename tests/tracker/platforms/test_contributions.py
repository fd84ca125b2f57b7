"""Means over questions, and their intervals over events."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.tracker.platforms.asked import at_once
from tracker.measures.of_platforms import MEASURES
from tracker.platforms import metaculus
from tracker.platforms.contributions import (
    TOO_FEW,
    Contribution,
    interval_over_events,
    intervals_over_events,
    scores_of,
)
from tracker.vectors import Floats


def added(value: float, *, weight: float = 1.0, event: str = "e", **changes: str) -> Contribution:
    """What one question adds to ann's baseline score."""
    return Contribution(
        forecaster=changes.get("forecaster", "ann"),
        measure=changes.get("measure", "baseline"),
        prospective=True,
        question=f"{event}{value}",
        cluster=event,
        value=value,
        least=-100.0,
        most=100.0,
        weight=weight,
    )


def test_a_mean_divides_by_what_was_covered() -> None:
    """Sum of scores over sum of coverages, as Metaculus's leaderboard of peer scores."""
    (found,) = scores_of([added(10.0, weight=0.5, event=str(place)) for place in range(6)])
    assert (found.total, found.weight, found.mean, found.questions) == (60, 3, 20, 6)


def test_below_five_events_there_is_no_mean() -> None:
    """However many questions share them."""
    (found,) = scores_of([added(float(place), event=str(place % 4)) for place in range(40)])
    assert (found.mean, found.low, found.reason, found.events) == (None, None, TOO_FEW, 4)


def test_questions_of_one_event_stand_or_fall_together() -> None:
    """Twelve on six events have a wider interval than twelve on twelve."""

    def width(events: int) -> float:
        (found,) = scores_of([added(50.0, event=str(place % events)) for place in range(12)])
        assert found.low is not None
        assert found.high is not None
        assert found.low <= 50 <= found.high
        return found.high - found.low

    assert width(6) > 1.2 * width(12)


def test_where_no_outcome_would_have_changed_anything_there_is_no_interval() -> None:
    """And a reason instead."""
    ends = interval_over_events(
        np.ones(5), np.ones(5), np.ones(5), np.arange(5), weight=5.0, higher_is_better=False
    )
    assert isinstance(ends, str)


@pytest.mark.parametrize("up", [True, False])
def test_the_interval_of_one_among_many_is_its_own(up: bool) -> None:
    """Of several forecasters at once each has the interval that it has alone, or its reason."""
    rng = np.random.default_rng(5)
    least, most = np.sort(rng.random((2, 4, 9)), axis=0)
    least[0] = most[0]
    value, event = (least + most) / 2, np.arange(9) // 2
    many = intervals_over_events(value, least, most, event, weight=7.0, higher_is_better=up)
    alone = [
        interval_over_events(*parts, event, weight=7.0, higher_is_better=up)
        for parts in zip(value, least, most, strict=True)
    ]
    assert isinstance(many[0], str)
    assert many == alone


def test_every_measure_says_which_way_is_up_and_against_what() -> None:
    """Half of them are better when higher."""
    assert {one.direction for one in MEASURES.values()} == {"higher is better", "lower is better"}
    assert all(one.rule and not one.rule.endswith(".") for one in MEASURES.values())


def every_score(panel: Floats) -> dict[str, Floats]:
    """What each of F forecasters gets for each of n questions if it comes to no, and to yes: (F, n, 2)."""
    questions = at_once(*panel[:, 0])
    together = replace(
        questions,
        days=np.ones(panel.shape[1]),
        in_force=np.ones(panel.shape, dtype=bool),
        said=np.stack([1 - panel, panel], axis=-1),
    )
    baseline, peer, _ = metaculus.scores_by_answer(together)
    daily = np.stack([2 * panel**2, 2 * (1 - panel) ** 2], axis=-1)
    return {"baseline": baseline, "peer": peer, "accuracy": daily - np.median(daily, axis=0)}


@pytest.mark.parametrize("regime", ["tenths", "bold", "rare"])
@pytest.mark.parametrize("count", [10, 40])
def test_95_percent_is_95_percent(regime: str, count: int) -> None:
    """The expected score of each of four forecasters lies in the interval, in nearly all of 150 sets.

    The fewest that chance allows of 95% are 133. One of them is calibrated, one bold, one cautious, one off.
    """
    rng = np.random.default_rng(20_261_130)
    held: dict[tuple[str, int], int] = {}
    for _ in range(150):
        truth = {
            "tenths": rng.integers(1, 10, count) / 10,
            "bold": rng.uniform(0.7, 0.95, count),
            "rare": rng.beta(1, 9, count).clip(0.005, 0.995),
        }[regime]
        log_odds = np.log(truth / (1 - truth))
        panel = 1 / (1 + np.exp(-np.array([log_odds, 1.6 * log_odds, 0.5 * log_odds, log_odds + 0.7])))
        happened = rng.random(count) < truth
        for measure, scores in every_score(panel).items():
            got = np.where(happened, scores[..., 1], scores[..., 0])
            expected = ((1 - truth) * scores[..., 0] + truth * scores[..., 1]).mean(axis=1)
            for who in range(len(panel)):
                ends = interval_over_events(
                    got[who],
                    scores[who].min(axis=1),
                    scores[who].max(axis=1),
                    np.arange(count),
                    weight=float(count),
                    higher_is_better=MEASURES[measure].higher_is_better,
                )
                assert not isinstance(ends, str)
                held[measure, who] = held.get((measure, who), 0) + (ends[0] <= expected[who] <= ends[1])
    assert min(held.values()) >= 133
