"""Bootstrap intervals of mean scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from forecasts.errors import FractionalWeights, GradedOutcomes
from tests.tracker.drawn import clustered_rows
from tests.tracker.examples import icing
from tracker.certainty import mean_interval as intervals
from tracker.certainty.mean_interval import MeanInterval, mean_interval
from tracker.tally import Tally


def ends(found: MeanInterval) -> tuple[float, float]:
    """The interval, which must be there."""
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def test_published_interval() -> None:
    """Three published intervals of the icing forecasts agree to the third digit."""
    assert ends(mean_interval(icing(), seed=1, replicates=9999)) == pytest.approx((0.1512, 0.1721), abs=4e-4)


def test_agrees_with_scipys_bootstrap_of_rows() -> None:
    """The percentile interval of rows redrawn one by one."""
    from scipy.stats import bootstrap as theirs

    rng = np.random.default_rng(1)
    p = rng.integers(0, 21, 300) / 20
    y = rng.random(300) < p
    rows = theirs(
        ((p - y) ** 2,), np.mean, n_resamples=4000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    assert ends(mean_interval(Tally.of(p, y), seed=1, replicates=4000)) == pytest.approx(
        (rows.low, rows.high), abs=0.004
    )


def test_agrees_with_rebuilding_the_rows_of_clusters() -> None:
    """Redrawn clusters bring all their rows, and the mean is over rows."""
    rng = np.random.default_rng(3)
    event = rng.integers(0, 60, 500)
    truth = rng.random(60) < 0.4
    p = np.clip(truth[event] * 0.3 + rng.random(500) * 0.6, 0, 1)
    scores = (p - truth[event]) ** 2
    rows = [np.flatnonzero(event == one) for one in range(60)]
    means = [
        scores[np.concatenate([rows[one] for one in rng.integers(0, 60, 60)])].mean() for _ in range(3000)
    ]
    found = mean_interval(Tally.of(p, truth[event], cluster=event), seed=1, replicates=3000)
    assert ends(found) == pytest.approx(np.quantile(means, [0.025, 0.975]), abs=0.004)
    assert (found.events, found.clustered, found.method) == (60, True, "every cluster redrawn")


def test_equal_clusters_are_redrawn_together() -> None:
    """Pooling equal clusters changes the draws but not the distribution."""
    rng = np.random.default_rng(4)
    p, y = rng.integers(0, 5, 400) / 4, rng.integers(0, 2, 400)
    pooled = mean_interval(Tally.of(p, y, cluster=np.arange(400)), seed=1, replicates=4000)
    alone = mean_interval(Tally.of(p, y), seed=2, replicates=4000)
    assert ends(pooled) == pytest.approx(ends(alone), abs=0.004)


def test_repeated_forecasts_on_one_event_add_no_certainty() -> None:
    """Ten copies of each row narrow the plain interval and leave the clustered one alone."""
    rng = np.random.default_rng(5)
    p = rng.random(80)
    y = rng.random(80) < p
    once = mean_interval(Tally.of(p, y, cluster=np.arange(80)), seed=1)
    copies = [np.tile(part, 10) for part in (p, y, np.arange(80))]
    ten = mean_interval(Tally.of(copies[0], copies[1], cluster=copies[2]), seed=1)
    plain = mean_interval(Tally.of(copies[0], copies[1]), seed=1)
    assert ends(ten) == pytest.approx(ends(once))
    assert np.ptp(ends(plain)) < 0.45 * np.ptp(ends(once))


@given(clustered_rows)
@settings(max_examples=50, deadline=None)
def test_an_interval_contains_its_mean(drawn: list[tuple[float, int, int]]) -> None:
    """With clusters and without; one event alone has none."""
    p, y, event = zip(*drawn, strict=True)
    for tally in (Tally.of(p, y), Tally.of(p, y, cluster=event)):
        found = mean_interval(tally, seed=1, replicates=30)
        if tally.events < 2:
            assert found.low is None
            assert "one event" in str(found.reason)
        elif found.reason is not None:
            assert "All scores are the same" in found.reason
        else:
            low, high = ends(found)
            assert low <= (found.mean or 0.0) <= high


def test_very_many_different_scores_are_redrawn_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """And give the interval that redrawing each gives."""
    rng = np.random.default_rng(6)
    p = rng.random(5000)
    tally = Tally.of(p, rng.random(5000) < p)
    each = mean_interval(tally, seed=1, replicates=3000)
    monkeypatch.setattr(intervals, "_MOST_CLASSES", 1000)
    grouped = mean_interval(tally, seed=1, replicates=3000)
    assert "1,000 groups" in grouped.method
    assert ends(grouped) == pytest.approx(ends(each), abs=5e-4)


def test_very_many_clusters_are_redrawn_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """And give the interval that redrawing each gives, for clusters of very different sizes."""
    rng = np.random.default_rng(8)
    event = (3_000 * rng.random(20_000) ** 3).astype(int)
    truth = rng.random(3_000) < 0.3
    p = np.clip(0.2 + 0.4 * truth[event] + 0.2 * rng.standard_normal(20_000), 0, 1)
    for weight in (None, rng.random(20_000)):
        tally = Tally.of(p, truth[event], weight=weight, cluster=event)
        each = mean_interval(tally, seed=1, replicates=4000)
        with monkeypatch.context() as patch:
            patch.setattr(intervals, "_MOST_CLASSES", 1000)
            grouped = mean_interval(tally, seed=1, replicates=4000)
        assert "1,000 groups of like clusters" in grouped.method
        assert ends(grouped) == pytest.approx(ends(each), abs=0.06 * float(np.ptp(ends(each))))


def test_ties_are_redrawn_too() -> None:
    """An outcome of 0.5 is told from its sums; other grades need clusters."""
    p, y = [0.5, 0.5, 0.5, 0.6, 0.3] * 5, [0.5, 1, 0, 0.5, 1] * 5
    found = mean_interval(Tally.of(p, y), seed=1, replicates=4000)
    rng = np.random.default_rng(7)
    means = rng.choice((np.array(p) - y) ** 2, (20_000, 25)).mean(axis=1)
    assert ends(found) == pytest.approx(np.quantile(means, [0.025, 0.975]), abs=0.02)
    p, y, odd = p[:5], y[:5], [0.3, 1, 0, 0.7, 1]
    with pytest.raises(GradedOutcomes):
        mean_interval(Tally.of(p, odd), seed=1)
    assert ends(mean_interval(Tally.of(p, odd, cluster=range(5)), seed=1))
    with pytest.raises(FractionalWeights):
        mean_interval(Tally.of(p, y, weight=[0.5] * 5), seed=1)
    assert ends(mean_interval(Tally.of(p, y, weight=[0.5] * 5, cluster=range(5)), seed=1))


def test_equal_scores_have_no_interval() -> None:
    """Five of five at 0.9 do not prove a mean of 0.01, nor do equal clusters."""
    for found in (
        mean_interval(Tally.of([0.9] * 5, [1] * 5), seed=1),
        mean_interval(Tally.of([0.9, 0.9, 0.9], [1] * 3, cluster=["a", "a", "b"]), seed=1),
    ):
        assert found.mean == pytest.approx(0.01)
        assert (found.low, found.high) == (None, None)
        assert str(found.reason).startswith("All scores are the same:")


@pytest.mark.parametrize(("count", "least"), [(5, 0.85), (10, 0.9), (20, 0.9)])
def test_few_events_are_covered_nearly_as_claimed(count: int, least: float) -> None:
    """Calibrated forecasters on tenths: the expected score is within in nine sets of ten from ten on."""
    rng = np.random.default_rng(9)
    within = []
    for _ in range(500):
        p = rng.integers(1, 10, count) / 10
        found = mean_interval(Tally.of(p, rng.random(count) < p), seed=1, replicates=200)
        if found.low is not None:
            low, high = ends(found)
            within.append(low <= (p * (1 - p)).mean() <= high)
    assert np.mean(within) >= least - 0.01


def test_one_seed_gives_one_interval() -> None:
    """And another seed another; the log score has one as well."""
    first, again, other = (mean_interval(icing(), seed=seed, replicates=99, loss="log") for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert (first.replicates, first.seed) == (99, 1)


def test_the_undefined_has_its_reason() -> None:
    """Nothing, an infinite mean, and an impossible level."""
    assert mean_interval(Tally.of([], []), seed=1).reason == "There are no forecasts."
    infinite = mean_interval(Tally.of([0.0, 0.5], [1, 1]), seed=1, loss="log")
    assert (infinite.mean, infinite.low) == (np.inf, None)
    assert "ruled out" in str(infinite.reason)
    assert infinite.table["events"].tolist() == [2]
    with pytest.raises(ValueError, match="level"):
        mean_interval(icing(), seed=1, level=95)
