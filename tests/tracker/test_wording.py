"""How much so many events can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.wording import told_by


@pytest.mark.parametrize(
    ("events", "begins", "shows"),
    [
        (0, "No forecasts resolved yet.", (False, False, False)),
        (1, "1 event: too few to tell", (False, False, False)),
        (4, "4 events: too few to tell", (False, False, False)),
        (5, "5 events: too few to tell skill from luck.", (True, False, False)),
        (19, "19 events: too few to tell skill from luck.", (True, False, False)),
        (20, "20 events: enough for a curve", (True, True, False)),
        (49, "49 events: enough for a curve", (True, True, False)),
        (50, "50 events: enough to read", (True, True, True)),
        (69_119, "69,119 events: enough to read", (True, True, True)),
    ],
)
def test_each_number_of_events_has_its_sentence(
    events: int, begins: str, shows: tuple[bool, bool, bool]
) -> None:
    """And says what may be shown."""
    told = told_by(events)
    assert told.sentence.startswith(begins)
    assert (told.shows_mean, told.shows_curve, told.shows_line) == shows


def test_a_comparison_says_how_many_events_it_needs() -> None:
    """Only where there are fewer."""
    assert told_by(1, needed=49).sentence.endswith(
        "It needs about 49 shared events to see a difference this big; there is 1."
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
