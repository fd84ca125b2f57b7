"""Relative skill by pairwise ratios of mean scores."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hubs import needs_published, published, published_scores
from tracker.comparison.relative_skill import FEWEST_CLUSTERS, relative_skill
from tracker.vectors import Codes, Floats

MODELS = ("EuroCOVIDhub-baseline", "EuroCOVIDhub-ensemble", "UMass-MechBayes", "epiforecasts-EpiNow2")


def drawn(rng: np.random.Generator, days: int, *, skews: float = 1.0) -> tuple[Floats, Codes]:
    """Scores of three equal forecasters of four places a day: places and days differ, and days share luck."""
    places = np.exp(rng.normal(0, 1.5, (1, 4, 1)))
    wave = np.exp(rng.normal(0, 1.2, (days, 1, 1)))
    shared, own = (np.exp(rng.normal(0, 0.7 * skews, (days, n, 3))) for n in (1, 4))
    return (places * wave * shared * own).reshape(-1, 3), np.repeat(np.arange(days), 4)


@needs_published
@pytest.mark.parametrize(
    ("target", "ratios", "skills", "scaled"),
    [
        (
            "Cases",
            {(0, 3): 1.37, (0, 1): 1.59, (1, 3): 0.86, (1, 0): 0.63, (3, 1): 1.16, (3, 0): 0.73},
            {0: 1.30, 1: 0.82, 3: 0.95},
            {0: 1.6, 1: 1.0, 3: 1.2},
        ),
        (
            "Deaths",
            {(0, 3): 2.38, (0, 2): 3.03, (0, 1): 3.85, (1, 3): 0.62, (1, 2): 0.79, (1, 0): 0.26}
            | {(2, 3): 0.74, (2, 1): 1.27, (2, 0): 0.33, (3, 1): 1.61, (3, 2): 1.34, (3, 0): 0.42},
            {0: 2.3, 1: 0.60, 2: 0.75, 3: 0.98},
            {0: 3.8, 1: 1.0, 2: 1.3, 3: 1.6},
        ),
    ],
)
def test_the_published_relative_skill_comes_out(
    target: str, ratios: dict[tuple[int, int], float], skills: dict[int, float], scaled: dict[int, float]
) -> None:
    """Ratios, relative and scaled skill as scoringutils prints them, its plot's and its README's."""
    hub = published()
    scores = published_scores(hub[hub["target"] == target]).reindex(columns=list(MODELS))
    here = [place for place in range(4) if scores[MODELS[place]].notna().any()]
    days = scores.index.get_level_values("target_end_date")
    found, pairs = relative_skill(scores[[MODELS[p] for p in here]], days, baseline=here.index(1))
    by_pair = {(here[one.first], here[one.second]): one.ratio for one in pairs if one.ratio}
    both = by_pair | {(second, first): 1 / ratio for (first, second), ratio in by_pair.items()}
    assert {pair: round(both[pair], 2) for pair in ratios} == ratios
    assert {p: float(f"{one.skill:.2g}") for p, one in zip(here, found, strict=True)} == skills
    assert {p: float(f"{one.scaled:.2g}") for p, one in zip(here, found, strict=True)} == scaled
    assert {one.clusters for one in found} == {12}


@given(
    st.lists(
        st.tuples(*[st.one_of(st.just(np.nan), st.floats(0.01, 1e3))] * 3, st.integers(0, 9)),
        min_size=1,
        max_size=30,
    )
)
def test_it_is_the_geometric_mean_of_ratios_on_common_tasks(rows: list[tuple[float, ...]]) -> None:
    """Against its definition in loops, whatever is missing; a unit or an order changes nothing."""
    table, cluster = np.array([row[:3] for row in rows]), np.array([row[3] for row in rows])
    found, pairs = relative_skill(table, cluster)
    wanted = np.ones((3, 3))
    for i, j in permutations(range(3), 2):
        both = [row for row in table if row[i] == row[i] and row[j] == row[j]]
        wanted[i, j] = sum(row[i] for row in both) / sum(row[j] for row in both) if both else np.nan
    for pair in pairs:
        expected = wanted[pair.first, pair.second]
        assert (pair.ratio is None) == np.isnan(expected)
        assert pair.ratio is None or pair.ratio == pytest.approx(expected)
    linked = ~np.isnan(table).all(axis=0)
    for place, one in enumerate(found):
        expected = np.prod(wanted[place]) ** (1 / 3)
        assert (
            one.skill is None
            if np.isnan(expected) or not linked[place]
            else one.skill == pytest.approx(expected)
        )
    again, _ = relative_skill(7.5 * table[::-1], cluster[::-1])
    for one, other in zip(found, again, strict=True):
        assert (one.tasks, one.clusters, one.reason) == (other.tasks, other.clusters, other.reason)
        for name in ("skill", "low", "high"):
            assert (getattr(one, name) or 0) == pytest.approx(getattr(other, name) or 0, rel=1e-6)


@pytest.mark.parametrize("days", [6, 12, 40])
def test_the_interval_of_a_skill_keeps_its_word(days: int) -> None:
    """Equal forecasters of very unequal days: 93 of 100 sets at least hold the true skill, which is 1."""
    rng, held, refused, sets = np.random.default_rng(days), 0, 0, 400
    for _ in range(sets):
        skills, pairs = relative_skill(*drawn(rng, days))
        assert skills[0].low is not None
        assert skills[0].high is not None
        held += skills[0].low <= 1 <= skills[0].high
        assert pairs[0].p_value is not None
        refused += pairs[0].p_value <= 0.05
    assert held >= 0.93 * sets - 3 * (sets * 0.95 * 0.05) ** 0.5
    assert refused <= 0.06 * sets + 3 * (sets * 0.95 * 0.05) ** 0.5


def test_a_far_better_forecaster_is_told_apart() -> None:
    """The interval is no barn door: half the score is seen over forty days of mild luck."""
    scores, cluster = drawn(np.random.default_rng(2), 40, skews=0.5)
    _, pairs = relative_skill(scores * [0.5, 1, 1], cluster)
    assert pairs[0].adjusted is not None
    assert pairs[0].adjusted < 0.01
    assert pairs[0].high is not None
    assert pairs[0].high < 1


def test_interval_and_p_value_agree_and_few_days_have_neither() -> None:
    """Five days give a ratio alone; from six on the interval leaves out 1 exactly where p is below 5%."""
    rng = np.random.default_rng(4)
    few = relative_skill(*drawn(rng, FEWEST_CLUSTERS - 1))
    assert few[0][0].skill is not None
    assert (few[0][0].low, few[1][0].p_value) == (None, None)
    assert "5 dates are too few" in str(few[1][0].reason)
    for _ in range(50):
        scores, cluster = drawn(rng, 10)
        for one in relative_skill(scores * [0.6, 1, 1.2], cluster)[1]:
            assert one.p_value is not None
            assert one.low is not None
            assert one.high is not None
            assert (one.low > 1 or one.high < 1) == (one.p_value < 0.05)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([[1.0, 2.0]] * 8, "same on every date"),
        ([[0.0, 2.0]] * 8, "mean score of 0"),
        ([[1.0, np.nan], [np.nan, 2.0]] * 4, "no task in common"),
        ([[1.0, 2.0]] + [[0.0, 0.0]] * 7, "One date holds all"),
    ],
)
def test_what_cannot_be_told_has_a_reason(scores: list[list[float]], reason: str) -> None:
    """No interval where nothing varies, and no ratio where there is none."""
    _, (pair,) = relative_skill(scores, range(8))
    assert pair.p_value is None
    assert reason in str(pair.reason)


def test_scores_that_are_none_are_refused() -> None:
    """A negative or an infinite score, no task, clusters that do not fit."""
    for scores, clusters in (([[-1.0, 1.0]], [0]), ([[np.inf, 1.0]], [0]), ([[1.0, 1.0]], [0, 1])):
        with pytest.raises(ValueError, match="score"):
            relative_skill(scores, clusters)
    with pytest.raises(ValueError, match="no task"):
        relative_skill(np.empty((0, 2)), [])
