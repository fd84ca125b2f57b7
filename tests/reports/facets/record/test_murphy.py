"""The Murphy diagram beside its references."""

from __future__ import annotations

import numpy as np
import pytest

from reports.facets.record.murphy import murphy_of
from tests.reports.standing_cases import chances
from tracker.chances import tally_of
from tracker.means import mean_brier


def _drawn(events: int) -> tuple[list[float], list[float]]:
    rng = np.random.default_rng(5)
    said = rng.integers(0, 11, events) / 10
    return said.tolist(), (rng.random(events) < said).astype(float).tolist()


def test_there_is_none_below_fifty_events() -> None:
    """Every threshold is an average of its own."""
    said, came = _drawn(49)
    assert murphy_of(chances(said, came)) is None


def test_twice_the_area_is_the_brier_score_of_each() -> None:
    """The forecaster's, the coin's, and that of the rate known afterwards."""
    said, came = _drawn(60)
    frame = chances(said, came)
    found = murphy_of(frame)
    assert found is not None
    assert (found.forecasts, found.events) == (60, 60)
    assert found.brier == pytest.approx(mean_brier(tally_of(frame)))
    rate = found.rate
    assert found.brier_hindsight == pytest.approx(rate * (1 - rate))
    for heights, brier in (
        (found.scores, found.brier),
        (found.always_half, found.brier_half),
        (found.hindsight, found.brier_hindsight),
    ):
        assert 2 * np.trapezoid(heights, found.thresholds) == pytest.approx(brier, abs=0.02)


def test_no_constant_beats_the_rate_known_afterwards() -> None:
    """That is why it is no fair reference."""
    found = murphy_of(chances(*_drawn(60)))
    assert found is not None
    assert all(best <= half + 1e-12 for best, half in zip(found.hindsight, found.always_half, strict=True))


def test_an_event_counts_once() -> None:
    """Ten forecasts on it weigh as much as one."""
    said, came = _drawn(50)
    single = murphy_of(chances(said, came))
    events = [f"e{place}" for place in range(50)]
    doubled = murphy_of(
        chances([*said, *said[:5] * 9], [*came, *came[:5] * 9], events=[*events, *events[:5] * 9])
    )
    assert single is not None
    assert doubled is not None
    assert doubled.forecasts == 95
    assert doubled.scores == pytest.approx(single.scores)
