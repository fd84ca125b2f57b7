"""A share's interval is as wide as its events are few."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from tracker.certainty.clustered_share import clustered_share, kish
from tracker.certainty.intervals import clopper_pearson


def test_a_hundred_forecasts_on_three_events_are_three() -> None:
    """100 of 102 happened on three events: 28% to 100%, not 87% to 100%."""
    found = clustered_share([34, 34, 32], [34, 34, 34])
    assert found.low is not None
    assert found.share == pytest.approx(100 / 102)
    assert (found.events, found.worth) == (3, 3.0)
    assert found.low < 0.3
    assert found.high == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("happened", "count"), [(0, 6), (6, 6)])
def test_events_of_one_forecast_that_all_agree_have_clopper_and_pearsons(happened: int, count: int) -> None:
    """Nothing varies, and Kish's number is the number of events."""
    found = clustered_share([happened / count] * count, [1] * count)
    assert (found.low, found.high) == pytest.approx(clopper_pearson(happened, count))


def test_the_worth_is_korn_and_graubards_with_t_degrees_of_freedom() -> None:
    """Computed step by step: three events of four, half true on one."""
    k, n = np.array([4.0, 4.0, 2.0, 0.0]), np.full(4, 4.0)
    share = k.sum() / n.sum()
    variance = ((k - share * n) ** 2).sum() / n.sum() ** 2
    by_variance = share * (1 - share) / variance * (t.ppf(0.975, 15) / t.ppf(0.975, 3)) ** 2
    assert clustered_share(k, n).worth == pytest.approx(min(4.0, by_variance))


def test_one_large_event_counts_for_little_more_than_one() -> None:
    """Kish: 100 forecasts on one event and one on each of two others."""
    assert kish([100, 1, 1]) == pytest.approx(102**2 / 10002)
    assert kish([]) == 0


def test_nothing_gives_no_share_and_impossible_counts_are_refused() -> None:
    """More true than there are is a mistake of the caller's."""
    assert clustered_share([], []).share is None
    with pytest.raises(ValueError, match="none up to all"):
        clustered_share([3], [2])
    with pytest.raises(ValueError, match="for each event"):
        clustered_share([1, 2], [2])


@pytest.mark.parametrize("share", [0.03, 0.3, 0.9])
def test_the_interval_holds_the_share_with_clusters_of_very_different_size(share: float) -> None:
    """Six events of lognormal size that stand or fall whole: at least 93 of 100 sets."""
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(300):
        n = np.ceil(rng.lognormal(0, 1.2, 6) * 4)
        found = clustered_share(n * (rng.random(6) < share), n)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= share <= found.high
    assert held >= 279
