"""Chances beside what happened, as reports hold them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from reports.facets.calibration.chances import (
    expectation_of,
    reliability_of,
    sure_of_chances,
)
from tracker.calibration.expectation import SHARED
from tracker.chances import tally_of
from tracker.means import mean_brier


def chances(said: list[float], observed: list[float]) -> pd.DataFrame:
    """Counted forecasts, each on an event of its own."""
    events = [f"event-{place}" for place in range(len(said))]
    return pd.DataFrame({"measure": "brier", "p": said, "observed": observed, "cluster": events})


def test_the_expectation_is_undefined_below_five_events() -> None:
    """None, never 0."""
    assert expectation_of(chances([0.9] * 4, [1.0] * 4)) is None
    found = expectation_of(chances([0.9] * 5, [0.0] * 5))
    assert found is not None
    assert (found.count, found.observed, found.method) == (5, 0, "exact")
    assert found.p_value == pytest.approx(2e-5)


def test_the_curve_is_undefined_below_twenty_events() -> None:
    """And its parts add up to the score where it is shown."""
    assert reliability_of(chances([0.5] * 19, [1.0] * 19), seed=1) is None
    found = reliability_of(chances([0.2, 0.7] * 10, [0.0, 1.0] * 10), seed=1)
    assert found is not None
    assert found.miscalibration - found.discrimination + found.uncertainty == pytest.approx(found.score)
    assert [(point.said, point.count, point.happened) for point in found.points] == [
        (0.2, 10, 0.0),
        (0.7, 10, 10.0),
    ]
    assert (found.places, found.replicates, found.seed) == (None, 999, 1)


def test_the_points_of_very_many_probabilities_are_rounded_and_their_score_is_not() -> None:
    """A curve of thousands has at most a thousand and one points, with all forecasts in it."""
    rng = np.random.default_rng(2)
    said = rng.random(3000)
    rows = chances(said.tolist(), (rng.random(3000) < said).astype(float).tolist())
    found = reliability_of(rows, seed=1)
    assert found is not None
    assert found.places == 3
    assert len(found.points) <= 1001
    assert sum(point.count for point in found.points) == found.count == 3000
    assert found.score == pytest.approx(mean_brier(tally_of(rows)), abs=1e-12)


def test_forecasts_on_one_event_stand_or_fall_together_in_the_test() -> None:
    """Thrice the same on ten events is no surer than once."""
    once = chances([0.3] * 10, [1.0] * 6 + [0.0] * 4)
    alone, thrice = expectation_of(once), expectation_of(pd.concat([once] * 3))
    assert alone is not None
    assert thrice is not None
    assert (thrice.count, thrice.events, thrice.method) == (30, 10, SHARED)
    assert (thrice.low, thrice.high) == (3 * alone.low, 3 * alone.high)
    assert thrice.p_value == pytest.approx(alone.p_value)


def test_forecasts_on_one_event_stand_or_fall_together_in_the_band() -> None:
    """It does not narrow where everybody says the same of the same events."""
    once = chances([0.2, 0.5, 0.8] * 10, [0.0, 1.0, 1.0] * 10)
    alone, often = reliability_of(once, seed=1), reliability_of(pd.concat([once] * 5), seed=1)
    assert alone is not None
    assert often is not None
    assert (often.count, often.events, often.mixed) == (150, 30, 0)
    for one, other in zip(alone.points, often.points, strict=True):
        assert (other.low, other.high) == pytest.approx((one.low, one.high), abs=0.11)
        assert other.curve == one.curve


def test_events_whose_forecasts_came_out_differently_are_counted() -> None:
    """The band is wider than need be there."""
    rows = chances([0.2, 0.7] * 20, [0.0, 1.0] * 20).assign(cluster=[f"e{place // 2}" for place in range(40)])
    found = reliability_of(rows, seed=1)
    assert found is not None
    assert (found.events, found.mixed) == (20, 20)


def test_the_points_of_very_many_probabilities_on_shared_events_have_a_band() -> None:
    """Each is rounded to the point that it is shown in."""
    rng = np.random.default_rng(2)
    rows = chances(rng.random(3000).tolist(), [0.0, 1.0] * 1500)
    found = reliability_of(rows.assign(cluster=[str(place // 2) for place in range(3000)]), seed=1)
    assert found is not None
    assert all(0 <= point.low <= point.high <= 1 for point in found.points)


def test_few_events_are_not_said_to_be_listed() -> None:
    """A calibration report lists none."""
    assert "listed" not in sure_of_chances("abc")
    assert sure_of_chances("abcdefgh") == "8 events: too few to tell skill from luck."
    assert sure_of_chances([]) == "No forecasts resolved yet."
