"""How much so many events can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.certainty.wording import Tier, caution, told_by


@pytest.mark.parametrize(
    ("events", "tier", "begins", "shows"),
    [
        (0, Tier.NOTHING, "No forecasts resolved yet.", (False, False, False)),
        (1, Tier.LIST, "1 event: too few to tell", (False, False, False)),
        (4, Tier.LIST, "4 events: too few to tell", (False, False, False)),
        (5, Tier.MEAN, "5 events: too few to tell skill from luck.", (True, False, False)),
        (19, Tier.MEAN, "19 events: too few to tell skill from luck.", (True, False, False)),
        (20, Tier.CURVE, "20 events: enough for a curve", (True, True, False)),
        (49, Tier.CURVE, "49 events: enough for a curve", (True, True, False)),
        (50, Tier.SLOPE, "50 events: read each figure with its interval.", (True, True, True)),
        (69_119, Tier.SLOPE, "69,119 events: read each figure", (True, True, True)),
    ],
)
def test_each_number_of_events_has_its_sentence(
    events: int, tier: Tier, begins: str, shows: tuple[bool, bool, bool]
) -> None:
    """And says what may be shown."""
    told = told_by(events)
    assert told.sentence.startswith(begins)
    assert told.tier is tier
    assert (told.shows_mean, told.shows_curve, told.shows_line) == shows


def test_the_range_by_luck_is_said_only_where_there_are_too_few() -> None:
    """Five to nineteen events come with what a calibrated forecaster would score."""
    assert "between 0.103 and 0.303 in 95 of 100 such sets" in told_by(12, by_luck=(0.103, 0.303)).sentence
    assert told_by(20, by_luck=(0.103, 0.303)) == told_by(20)


def test_shared_events_bring_a_caution() -> None:
    """Forecasts that share events are not independent."""
    assert caution(8, 8) is None
    assert "8 forecasts share 1 event:" in str(caution(8, 1))


def test_a_comparison_says_how_many_events_it_needs() -> None:
    """Only where there are fewer."""
    assert told_by(1, needed=49).sentence.endswith(
        "It needs about 49 shared events to see a difference of 0.05; there is 1."
    )
    assert "needs" not in told_by(60, needed=49).sentence


@given(st.integers(0, 10**6))
def test_every_sentence_is_one_sentence(events: int) -> None:
    """It ends with its only full stop."""
    told = told_by(events, by_luck=None).sentence
    assert told.endswith(".")
    assert told.count(". ") == 0


def test_fewer_than_none_is_refused() -> None:
    """A count is never negative."""
    with pytest.raises(ValueError, match="-1 events"):
        told_by(-1)


def test_a_wide_interval_is_called_wide_whatever_the_number_of_events() -> None:
    """A quarter of the scale is as far as from perfect to always 50%; unbounded scores have no scale."""
    many = told_by(500, interval=(0.0, 0.42)).sentence
    assert many == "500 events: many, but the interval is wide: 0.00 to 0.42 says little."
    assert "enough to read" in told_by(500, interval=(0.1, 0.3)).sentence
    assert "wide" not in told_by(500, interval=(0.0, 9.0), scale=None).sentence
    assert "wide" not in told_by(3, interval=(0.0, 0.9)).sentence


NARROW, BROAD = (0.10, 0.20), (0.05, 0.42)
FEW = "too few to tell skill from luck"
ENOUGH = "enough to read each figure with its interval"


@pytest.mark.parametrize(
    ("events", "worth", "interval", "said", "wide"),
    [
        (4, None, NARROW, "too few to tell skill from luck, so all are listed", False),
        (12, None, NARROW, FEW, False),
        (12, None, BROAD, FEW, True),
        (30, None, NARROW, "enough for a curve with its band", False),
        (30, None, BROAD, FEW, True),
        (80, None, NARROW, ENOUGH, False),
        (80, None, BROAD, "many, but the interval is wide", True),
        (80, 70.0, NARROW, ENOUGH, False),
        (80, 30.0, NARROW, "enough for a curve with its band", False),
        (80, 8.0, NARROW, FEW, False),
        (80, 8.0, BROAD, FEW, True),
        (9_000, 3.0, NARROW, FEW, False),
    ],
)
def test_what_is_enough_goes_by_the_interval_and_by_events_of_equal_size(
    events: int, worth: float | None, interval: tuple[float, float], said: str, wide: bool
) -> None:
    """The table of what is said, a row a case."""
    told = told_by(events, worth=worth, interval=interval).sentence
    assert said in told
    assert ("wide: 0.05 to 0.42" in told) is wide
    assert ("enough" in told) is ("enough" in said)


def test_events_of_unequal_size_are_worth_fewer() -> None:
    """Where each forecast counts once, one large event leads."""
    assert told_by(60, worth=58.0).sentence == told_by(60).sentence
    assert "too few to tell skill from luck" in told_by(60, worth=1.2).sentence
