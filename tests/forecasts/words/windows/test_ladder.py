"""A timeline ends on a rung that its own words cannot move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.words.windows.ladder import RUNGS, rung

SAID = date(2021, 6, 25)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("ahead", "end"),
    [
        (0, date(2021, 7, 2)),
        (4, date(2021, 7, 2)),
        (5, date(2021, 7, 9)),
        (9, date(2021, 7, 9)),
        (10, date(2021, 7, 25)),
        (30, date(2021, 8, 25)),
        (92, date(2021, 12, 25)),
        (122, date(2021, 12, 25)),
        (123, date(2022, 6, 25)),
        (365, date(2023, 6, 25)),
        (36525, date(2221, 6, 25)),
    ],
)
def test_the_first_rung_half_as_far_again_ends_it(ahead: int, end: date) -> None:
    """Days to the latest date, and where the timeline ends."""
    assert rung(SAID, SAID + timedelta(days=ahead)) == end


@given(DAYS, st.integers(0, 20_000))
def test_no_lower_rung_would_do(said: date, ahead: int) -> None:
    """The end lies half as far again as the latest date, and every rung before it does not."""
    end = rung(said, said + timedelta(days=ahead))
    assert 2 * (end - said).days >= 3 * ahead
    for lower in (day for span in RUNGS if (day := span.after(said)) < end):
        assert 2 * (lower - said).days < 3 * ahead


@given(DAYS, st.integers(0, 20_000), st.integers(0, 2_000))
def test_a_later_window_never_ends_earlier(said: date, ahead: int, more: int) -> None:
    """Padding a window can only reach the next rung."""
    latest = said + timedelta(days=ahead)
    assert rung(said, latest) <= rung(said, latest + timedelta(days=more))
