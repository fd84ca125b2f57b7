"""What may be said of so many events."""

from __future__ import annotations

import pytest

from tracker.words import Tier, caution, in_words, tier


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (0, Tier.NOTHING),
        (1, Tier.LIST),
        (4, Tier.LIST),
        (5, Tier.MEAN),
        (19, Tier.MEAN),
        (20, Tier.CURVE),
        (49, Tier.CURVE),
        (50, Tier.SLOPE),
    ],
)
def test_the_tiers_change_at_their_stated_counts(events: int, expected: Tier) -> None:
    """One, five, twenty and fifty events are the steps."""
    assert tier(events) is expected


def test_a_negative_count_is_a_programmers_mistake() -> None:
    """Nothing counts below zero."""
    with pytest.raises(ValueError, match="-1"):
        tier(-1)


@pytest.mark.parametrize("events", range(1, 20))
def test_below_twenty_events_every_sentence_says_too_few(events: int) -> None:
    """Plain words where skill and luck cannot be told apart."""
    assert "too few to tell skill from luck" in in_words(events, by_luck=(0.1, 0.3))
    assert "too few to tell skill from luck" in in_words(events)


def test_one_event_is_singular() -> None:
    """The sentence is English for one, too."""
    assert in_words(1).startswith("1 event:")


def test_the_range_by_luck_is_said_where_it_is_known() -> None:
    """Five to nineteen events come with what a calibrated forecaster would score."""
    assert "between 0.103 and 0.303 in 95 of 100 such sets" in in_words(12, by_luck=(0.103, 0.303))


def test_more_events_are_no_longer_too_few() -> None:
    """From twenty on a curve, from fifty on everything."""
    assert "too few" not in in_words(20)
    assert "enough" in in_words(50)


def test_shared_events_bring_a_caution() -> None:
    """Forecasts that share events are not independent."""
    assert caution(8, 8) is None
    assert "8 forecasts share 1 event:" in str(caution(8, 1))
