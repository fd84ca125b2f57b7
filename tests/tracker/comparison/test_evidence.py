"""E-values after each event."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.comparison.evidence import STAKES, evidence

differences = st.lists(st.floats(-1, 1), min_size=1, max_size=60)


def by_hand(values: list[float], stake: float) -> list[float]:
    """The process for "positive values" with one bet, multiplied up step by step."""
    bet, running = stake / 2, 1.0
    seen: list[float] = []
    found: list[float] = []
    for value in values:
        expected = float(np.mean(seen)) if seen else 0.0
        cost = (-np.log(1 - 2 * bet) - 2 * bet) / 4
        running *= np.exp(bet * value - cost * (value - expected) ** 2)
        seen.append(value)
        found.append(running)
    return found


@given(values=differences)
def test_the_process_is_the_mean_of_single_bets_and_swapping_swaps_the_claims(values: list[float]) -> None:
    """Multiplied up one event at a time."""
    found, turned = evidence(values, bound=1.0), evidence([-value for value in values], bound=1.0)
    mixed = np.mean([by_hand(values, stake) for stake in STAKES], axis=0)
    assert found.second_better == pytest.approx(mixed, rel=1e-9)
    assert np.array_equal(found.second_better, turned.first_better)


@given(values=differences, more=differences)
def test_later_events_do_not_change_what_was_known(values: list[float], more: list[float]) -> None:
    """The first e-values stay as they were."""
    assert evidence(values + more, bound=1.0).first_better[: len(values)] == pytest.approx(
        evidence(values, bound=1.0).first_better
    )


@pytest.mark.parametrize("size", [1.0, 0.3])
def test_a_fair_coin_reaches_20_at_most_once_in_20(size: float) -> None:
    """However often one looks: 400 runs of 2,000 looks each. Small differences hardly ever do."""
    rng = np.random.default_rng(17)
    runs = rng.choice([-size, size], size=(400, 2000))
    reached = np.mean([evidence(run, bound=1.0).second_better.max() >= 20 for run in runs])
    assert (0.002 if size == 1 else 0) <= reached <= 0.05


@pytest.mark.parametrize("chance", [0.2, 0.5])
def test_it_goes_wrong_about_as_often_as_ventured(chance: float) -> None:
    """With half the chance or more used up where the bets are small and the looks many."""
    rng = np.random.default_rng(23)
    runs = rng.choice([-1.0, 1.0], size=(400, 4000))
    reached = np.mean(
        [evidence(run, bound=1.0, stakes=[0.05]).second_better.max() >= 1 / chance for run in runs]
    )
    assert chance / 2 <= reached <= chance


def test_a_mean_e_value_under_a_fair_coin_is_at_most_1() -> None:
    """After any fixed number of events, up to the noise of 4,000 runs."""
    rng = np.random.default_rng(5)
    last = [evidence(run, bound=1.0).e_first for run in rng.choice([-0.5, 0.5], size=(4000, 30))]
    assert 0.7 < np.mean(last) < 1.03


def test_a_lasting_lead_is_found() -> None:
    """A mean difference of 0.15 with sd 0.25 within 200 events."""
    rng = np.random.default_rng(2)
    found = evidence(np.clip(rng.normal(-0.15, 0.25, 200), -1, 1), bound=1.0)
    assert found.decided_after is not None
    assert found.e_first > 40 > 1 > found.e_second
    assert found.table["first_better"].iloc[found.decided_after - 1] >= 40


def test_nothing_seen_is_no_evidence() -> None:
    """Both e-values start at 1."""
    found = evidence([], bound=1.0)
    assert (found.e_first, found.e_second, found.decided_after, len(found.table)) == (1.0, 1.0, None, 0)


def test_overwhelming_evidence_stays_a_number() -> None:
    """It stops growing rather than overflow."""
    assert np.isfinite(evidence(np.full(20_000, -0.9), bound=1.0).e_first)


def test_what_breaks_the_guarantee_is_refused() -> None:
    """Differences beyond the bound, bets beyond the largest, a bound of nothing."""
    with pytest.raises(ValueError, match="beyond the bound"):
        evidence([1.5], bound=1.0)
    with pytest.raises(ValueError, match="stakes"):
        evidence([0.5], bound=1.0, stakes=[1.0])
    with pytest.raises(ValueError, match="the bound is inf"):
        evidence([0.5], bound=np.inf)
    with pytest.raises(ValueError, match="alpha"):
        evidence([0.5], bound=1.0, alpha=0)
