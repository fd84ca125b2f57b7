"""The day on which something was said, as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.errors import AmbiguousDate, WindowAhead
from forecasts.words.windows.days import read_day

TODAY = date(2021, 6, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25 June 2021", TODAY),
        ("June 24, 2021", date(2021, 6, 24)),
        ("24.06.2021", date(2021, 6, 24)),
        ("30 June", date(2020, 6, 30)),
        ("Thursday", date(2021, 6, 24)),
        ("yesterday", date(2021, 6, 24)),
        ("next year", None),
        ("soon", None),
    ],
)
def test_a_day_is_the_last_of_its_name(text: str, day: date | None) -> None:
    """What was said lies behind: a date without a year, or a weekday, is the last one."""
    assert read_day(text, today=TODAY) == day


def test_a_day_that_has_not_come_or_reads_two_ways_is_refused() -> None:
    """Nobody has said anything tomorrow, and 03/04 is two days."""
    with pytest.raises(WindowAhead, match="2021-06-26, after today"):
        read_day("tomorrow", today=TODAY)
    with pytest.raises(AmbiguousDate):
        read_day("03/04/2021", today=TODAY)
