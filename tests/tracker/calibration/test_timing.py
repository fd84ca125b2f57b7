"""Timelines against the days on which things came."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.calibration.timing import timing_curve
from tracker.scoring import chance_by, timeline_pit

NAN = float("nan")
timelines = st.lists(st.tuples(st.floats(0, 1), st.floats(0.05, 1)), min_size=1, max_size=30)


def test_without_censoring_it_is_the_share_that_came() -> None:
    """Everything seen to the end: the empirical distribution."""
    found = timing_curve([0.1, 0.3, 0.3, 0.8], [1.0] * 4, seed=1, steps=10)
    assert found.happened.round(12).tolist() == [0, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75, 0.75, 1, 1, 1]
    assert found.watched.tolist() == [4, 4, 3, 3, 1, 1, 1, 1, 1, 0, 0]


def test_the_curve_is_scipys_kaplan_meier() -> None:
    """An independent survival function, with events not yet come and ties between the two."""
    from scipy.stats import CensoredData, ecdf

    rng = np.random.default_rng(1)
    share, limit = rng.integers(0, 11, 60) / 10, rng.integers(3, 11, 60) / 10
    came = share <= limit
    data = CensoredData(uncensored=share[came], right=limit[~came])
    found = timing_curve(np.where(came, share, NAN), limit, seed=1, steps=10)
    assert found.happened == pytest.approx(ecdf(data).cdf.evaluate(found.said), abs=1e-12)


@given(timelines)
@settings(max_examples=50, deadline=None)
def test_the_curve_never_falls(drawn: list[tuple[float, float]]) -> None:
    """Nor does its band; what could not be seen is NaN, not 1."""
    share, limit = (np.array(part) for part in zip(*drawn, strict=True))
    found = timing_curve(np.where(share <= limit, share, NAN), limit, seed=1, replicates=20)
    visible = ~np.isnan(found.happened)
    assert visible.sum() == (found.said <= limit.max() + 1e-9).sum()
    for values in (found.happened[visible], found.low[visible], found.high[visible]):
        assert np.all(np.diff(values) >= -1e-12)
        assert np.all((values >= -1e-12) & (values <= 1 + 1e-12))
    assert found.p_value is not None
    assert 0 < found.p_value <= 1


def test_calibrated_timelines_stay_within_and_late_events_do_not() -> None:
    """The p-value is small exactly where things come later than said."""
    rng = np.random.default_rng(2)
    share, limit = rng.random(80), np.full(80, 0.7)
    good = timing_curve(np.where(share <= limit, share, NAN), limit, seed=1)
    late = timing_curve(np.where(np.sqrt(share) <= limit, np.sqrt(share), NAN), limit, seed=1)
    assert good.p_value is not None
    assert good.p_value > 0.1
    assert late.p_value is not None
    assert late.p_value < 0.01
    middle = np.searchsorted(late.said, 0.5)
    assert late.happened[middle] < late.low[middle]


def test_leaving_out_what_has_not_come_would_mislead() -> None:
    """With half of it censored, the curve stays on the diagonal where the shares that came do not."""
    rng = np.random.default_rng(3)
    share = rng.random(4000)
    found = timing_curve(np.where(share <= 0.5, share, NAN), np.full(4000, 0.5), seed=1, replicates=1)
    at = np.searchsorted(found.said, 0.25)
    assert found.happened[at] == pytest.approx(0.25, abs=0.02)
    assert np.mean(share[share <= 0.5] <= 0.25) == pytest.approx(0.5, abs=0.03)


def test_one_seed_gives_one_band() -> None:
    """The band is reproducible, and the table says what was asked."""
    first, again = (timing_curve([0.2, NAN], [0.9, 0.4], seed=3, replicates=50) for _ in range(2))
    assert first.table.equals(again.table)
    assert (first.count, first.came, first.replicates, first.seed) == (2, 1, 50, 3)
    assert list(first.table.columns) == ["said", "happened", "low", "high", "watched"]


def test_the_undefined_and_the_refused() -> None:
    """Nothing has no curve; what cannot be is refused."""
    empty = timing_curve([], [], seed=1)
    assert (empty.farthest, empty.p_value, empty.reason) == (None, None, "There are no forecasts.")
    for pit, seen, told in (
        ([0.5], [0.4], "not passed yet"),
        ([1.5], [1.0], r"pit\[0\] is 1.5"),
        ([0.5], [NAN], r"seen\[0\] is nan"),
        ([0.5], [0.6, 0.7], "pit has 1 rows"),
    ):
        with pytest.raises(ValueError, match=told):
            timing_curve(pit, seen, seed=1)
    with pytest.raises(ValueError, match="level"):
        timing_curve([0.5], [1.0], seed=1, level=2)


def test_what_came_after_the_last_knot_is_not_seen() -> None:
    """It lies somewhere in what was left, as what has not come does; the ends of its place say so."""
    days, cdf = [0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95]
    ends = timeline_pit(days, cdf, [51, 300, None], evaluated_on=400)
    seen = chance_by(days, cdf, [400, 400, 400])
    found = timing_curve(ends, seen, seed=1, replicates=20)
    assert (found.count, found.came) == (3, 1)
    plain = timing_curve([ends[0, 0], NAN, NAN], seen, seed=1, replicates=20)
    assert found.table.equals(plain.table)
    assert found.happened[95] == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match=r"pit\[0\] is nan"):
        timing_curve([[NAN, NAN]], [0.5], seed=1)
