"""Intervals of mean scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from forecasts.errors import FractionalWeights
from tests.tracker.drawn import clustered_rows
from tests.tracker.examples import icing
from tracker.certainty.mean_interval import ONE_EVENT, SURE, MeanInterval, mean_interval
from tracker.tally import Tally


def ends(found: MeanInterval) -> tuple[float, float]:
    """The interval, which must be there."""
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def test_published_interval() -> None:
    """Of 2,120 icing forecasts, published from rows redrawn: the same to the second digit."""
    assert ends(mean_interval(icing())) == pytest.approx((0.1512, 0.1721), abs=1.5e-3)


def test_six_bold_hits_have_an_interval_that_reaches_far() -> None:
    """.95 and .94, all right: not 0.0022 to 0.0032."""
    low, high = ends(mean_interval(Tally.of([0.95, 0.94] * 3, [1] * 6)))
    assert low == pytest.approx(0.00305)
    assert high > 0.4


def test_clusters_of_one_are_no_clusters() -> None:
    """The same interval with and without."""
    rng = np.random.default_rng(4)
    p, y = rng.integers(0, 5, 400) / 4, rng.integers(0, 2, 400)
    apart = mean_interval(Tally.of(p, y, cluster=np.arange(400)))
    assert ends(apart) == pytest.approx(ends(mean_interval(Tally.of(p, y))))
    assert (apart.events, apart.clustered) == (400, True)


def test_repeated_forecasts_on_one_event_add_no_certainty() -> None:
    """Ten copies of each row narrow the plain interval and leave the clustered one alone."""
    rng = np.random.default_rng(5)
    p = rng.random(80)
    y = rng.random(80) < p
    once = mean_interval(Tally.of(p, y, cluster=np.arange(80)))
    copies = [np.tile(part, 10) for part in (p, y, np.arange(80))]
    ten = mean_interval(Tally.of(copies[0], copies[1], cluster=copies[2]))
    plain = mean_interval(Tally.of(copies[0], copies[1]))
    assert ends(ten) == pytest.approx(ends(once))
    assert np.ptp(ends(plain)) < 0.45 * np.ptp(ends(once))


@given(clustered_rows)
@settings(max_examples=50, deadline=None)
def test_an_interval_contains_its_mean(drawn: list[tuple[float, int, int]]) -> None:
    """With clusters and without; one event alone has none."""
    p, y, event = zip(*drawn, strict=True)
    for tally in (Tally.of(p, y), Tally.of(p, y, cluster=event)):
        found = mean_interval(tally)
        if tally.events < 2:
            assert found.low is None
            assert found.reason == ONE_EVENT
        elif found.reason is not None:
            assert found.reason == SURE
        else:
            low, high = ends(found)
            assert 0 <= low <= (found.mean or 0.0) <= high <= 1


def test_grades_have_an_interval_and_fractions_need_clusters() -> None:
    """An outcome of 0.5 or 0.3 is bounded by what the forecast could have scored."""
    p, y = [0.5, 0.5, 0.5, 0.6, 0.3] * 5, [0.5, 0.3, 0, 0.5, 1] * 5
    low, high = ends(mean_interval(Tally.of(p, y)))
    assert 0 < low < high < 0.5
    with pytest.raises(FractionalWeights):
        mean_interval(Tally.of(p, y, weight=[0.5] * 25))
    assert ends(mean_interval(Tally.of(p, y, weight=[0.5] * 25, cluster=range(25)))) == pytest.approx(
        (low, high), abs=0.02
    )


def test_what_no_luck_could_change_has_no_interval() -> None:
    """Half and half scores 0.25 whatever happens."""
    found = mean_interval(Tally.of([0.5] * 5, [1, 0, 0, 1, 1]))
    assert (found.mean, found.low, found.high, found.reason) == (0.25, None, None, SURE)


@pytest.mark.parametrize("count", [5, 10, 20])
@pytest.mark.parametrize("kind", ["tenths", "bold", "rare"])
def test_few_events_are_covered_as_claimed(count: int, kind: str) -> None:
    """The expected score of calibrated forecasters is within in at least 93 of 100 sets."""
    rng = np.random.default_rng(9)
    within = 0
    for _ in range(400):
        p = {
            "tenths": rng.integers(1, 10, count) / 10,
            "bold": rng.choice([0.94, 0.95], count),
            "rare": rng.beta(1, 30, count),
        }[kind]
        low, high = ends(mean_interval(Tally.of(p, rng.random(count) < p)))
        within += low <= (p * (1 - p)).mean() <= high
    assert within >= 372


def test_the_log_score_has_an_interval_as_well() -> None:
    """Finite where no forecast was certain; without an end where one was, and was not missed."""
    low, high = ends(mean_interval(icing(), loss="log"))
    assert low < high
    certain = mean_interval(Tally.of([1.0, 0.3, 0.2], [1, 0, 0]), loss="log")
    assert certain.high == np.inf


def test_the_undefined_has_its_reason() -> None:
    """Nothing, an infinite mean, and an impossible level."""
    assert mean_interval(Tally.of([], [])).reason == "There are no forecasts."
    infinite = mean_interval(Tally.of([0.0, 0.5], [1, 1]), loss="log")
    assert (infinite.mean, infinite.low) == (np.inf, None)
    assert "ruled out" in str(infinite.reason)
    with pytest.raises(ValueError, match="level"):
        mean_interval(Tally.of([0.5], [1]), level=95)
