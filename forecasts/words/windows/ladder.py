"""Where a timeline ends when nobody set its question's horizon: a fixed ladder of calendar spans.

A forecaster who could choose the end of his own score would choose a far one, since an empty stretch after
the window costs little. So the ends are rungs that stand for everybody, counted from the day that the
forecast was made, and neither who was logged first nor how the window was put moves one.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain, count

from forecasts.words.windows.durations import Duration

RUNGS = (
    Duration(days=7),
    Duration(days=14),
    *(Duration(months=months) for months in (1, 2, 3, 6)),
    *(Duration(months=12 * years) for years in (1, 2, 5, 10, 20, 50, 100)),
)
"""One and two weeks; 1, 2, 3 and 6 months; 1, 2, 5, 10, 20, 50 and 100 years."""

_CENTURY = RUNGS[-1].months


def rung(made_on: date, latest: date) -> date:
    """The first rung at least one and a half times as far from `made_on` as the latest day is.

    A window that reaches beyond what the ladder holds goes on by centuries.

    Raises
    ------
    OverflowError, ValueError
        If that rung lies beyond the year 9999.

    Examples
    --------
    >>> rung(date(2021, 6, 25), date(2021, 9, 25))
    datetime.date(2021, 12, 25)
    >>> rung(date(2021, 6, 25), date(2021, 7, 25)), rung(date(2021, 6, 25), date(2021, 6, 25))
    (datetime.date(2021, 8, 25), datetime.date(2021, 7, 2))
    """
    ahead = (latest - made_on).days
    beyond = (Duration(months=_CENTURY * centuries) for centuries in count(2))
    for span in chain(RUNGS, beyond):
        end = _end(span, made_on)
        if 2 * (end - made_on).days >= 3 * ahead:
            return end
    raise AssertionError("the centuries have no end before the calendar has")


@lru_cache(maxsize=50_000)
def _end(span: Duration, made_on: date) -> date:
    return span.after(made_on)
