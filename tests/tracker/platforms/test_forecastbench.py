"""Brier scores adjusted for difficulty, in two ways and on ForecastBench's own data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from tests.tracker import frames
from tests.tracker.platforms.asked import day, rows, said
from tracker.comparison.fixed_effects import fixed_effects
from tracker.platforms import forecastbench
from tracker.platforms.forecastbench import UNLINKED, Design, scores

Table = NDArray[np.float64]


def drawn(seed: int, *, forecasters: int = 6, questions: int = 40) -> tuple[Table, Table]:
    """Who answered what, and Brier scores."""
    rng = np.random.default_rng(seed)
    answered = (rng.random((forecasters, questions)) < 0.5).astype(float)
    answered[0] = 1
    return answered, answered * rng.random((forecasters, questions)) ** 2


def by_dummies(answered: Table, values: Table) -> Table:
    """Ordinary least squares with a column for each question and forecaster, then rescaled: the definition.

    As on ForecastBench: the mean of score less question effect, moved so that always saying 50% has 0.25.
    """
    who, what = np.nonzero(answered)
    design = np.zeros((len(who), sum(answered.shape)))
    design[np.arange(len(who)), who] = 1
    design[np.arange(len(who)), answered.shape[0] + what] = 1
    found = np.linalg.lstsq(design, values[who, what], rcond=None)[0]
    level = found[answered.shape[0] :]
    away = pd.Series(values[who, what] - level[what]).groupby(who).mean().to_numpy()
    always_half = (0.25 - level).mean()
    return np.asarray(away + 0.25 - always_half)


@pytest.mark.parametrize("seed", range(5))
def test_least_squares_with_a_column_for_each_gives_the_same(seed: int) -> None:
    """By the definition, by the house's fixed effects, and by the parts of each question."""
    answered, values = drawn(seed)
    found = Design(answered=answered, member=np.ones(len(answered))).adjusted(values)
    who, what = np.nonzero(answered)
    effects = fixed_effects(values[who, what], who.tolist(), what.tolist())
    assert found.scores == pytest.approx(by_dummies(answered, values), abs=1e-9)
    assert found.scores == pytest.approx(effects.effects + effects.levels.mean(), abs=1e-9)
    assert found.parts.sum(axis=1) == pytest.approx(found.scores)


def test_always_saying_half_scores_a_quarter_whoever_else_is_there() -> None:
    """Also where it is a crowd, which tells no level."""
    answered, values = drawn(9)
    answered[-1] = 1
    values[-1] = 0.25
    member = np.array([1.0] * 5 + [0.0])
    found = Design(answered=answered, member=member).adjusted(values)
    assert found.scores[-1] == pytest.approx(0.25)
    alone = Design(answered=answered[:5], member=np.ones(5)).adjusted(values[:5])
    assert found.scores[:5] == pytest.approx(alone.scores)


def test_where_everyone_answered_everything_it_is_the_plain_mean() -> None:
    """Nothing is to adjust."""
    _, values = drawn(3)
    found = Design(answered=np.ones_like(values), member=np.ones(len(values))).adjusted(values)
    assert found.scores == pytest.approx(values.mean(axis=1))


def panel(questions: int = 8) -> pd.DataFrame:
    """Two who answer the same questions, and one who answers others."""
    slugs = [f"q{place}" for place in range(questions)]
    forecasts = [
        row
        for place, slug in enumerate(slugs)
        for name, p in (("ann", 0.8), ("bob", 0.5))
        for row in said(name, (0, p), question=slug, entry=10 + place)
    ]
    apart = [
        row for place in range(6) for row in said("cat", (0, 0.3), question=f"c{place}", entry=50 + place)
    ]
    every = [*slugs, *(f"c{place}" for place in range(6))]
    return rows(
        forecasts,
        apart,
        questions=tuple(frames.question(slug=slug, handle=f"1.{place}") for place, slug in enumerate(every)),
        outcomes=tuple(
            frames.happened(day(5), question=slug, handle=f"90.{place}") for place, slug in enumerate(every)
        ),
    )


def test_who_shares_no_question_has_no_figure_and_is_told_why() -> None:
    """And the others have theirs, as an index too."""
    found = {(one.forecaster, one.measure): one for one in scores(panel(), frozenset())}
    assert found["ann", "adjusted_brier"].mean == pytest.approx(0.04)
    assert found["ann", "brier_index"].mean == pytest.approx(80)
    assert found["bob", "brier_index"].mean == pytest.approx(50)
    assert found["cat", "adjusted_brier"].mean is None
    assert found["cat", "adjusted_brier"].reason == UNLINKED


def test_how_many_are_taken_at_once_changes_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forecasters are taken some at a time, for memory's sake alone."""
    together = scores(panel(), frozenset())
    monkeypatch.setattr(forecastbench, "_AT_ONCE", 1)
    assert scores(panel(), frozenset()) == together


def test_an_index_has_the_interval_of_its_score_the_other_way_round() -> None:
    """The better end is the upper one."""
    found = {(one.forecaster, one.measure): one for one in scores(panel(), frozenset())}
    score, index = found["ann", "adjusted_brier"], found["ann", "brier_index"]
    assert score.low is not None
    assert score.high is not None
    assert index.low == pytest.approx(100 * (1 - score.high**0.5))
    assert index.high == pytest.approx(100 * (1 - score.low**0.5))


def test_below_five_events_there_is_no_figure() -> None:
    """Only how many questions there were."""
    found = [one for one in scores(panel(4), frozenset()) if one.forecaster == "ann"]
    assert [(one.mean, one.events) for one in found] == [(None, 4), (None, 4)]
