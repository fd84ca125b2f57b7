"""Which of our columns hold days, moments and numbers, for files whose cells are more than text; and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from forecasts.exchange.cells import number_cell

DAYS = frozenset(
    (
        *("said", "attested_on", "deadline", "not_before", "given_by", "horizon"),
        *("earliest", "central", "latest", "withdrawn_on", "on", "known_on", "published_on"),
    )
)
MOMENTS = frozenset(("made_at", "recorded_at"))
NUMBERS = frozenset(("p", "low", "high", "above", "below", "value", "grade"))


def cell_of(value: Any) -> str:
    """The text that a CSV cell would hold in a value's place; "" for none.

    >>> cell_of(date(2021, 6, 25)), cell_of(datetime(2021, 6, 25)), cell_of(0.7), cell_of(None)
    ('2021-06-25', '2021-06-25', '0.7', '')
    >>> cell_of(datetime(2021, 6, 25, 14, 30, tzinfo=UTC))
    '2021-06-25T14:30:00+00:00'
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return number_cell(value) if abs(value) < float("inf") else str(value)
        case datetime():
            bare = value.tzinfo is None and value.time() == time.min
            return value.date().isoformat() if bare else value.isoformat()
        case _:
            return value.isoformat() if isinstance(value, date) else str(value)


def moment_of(microseconds: int) -> datetime:
    """The moment so long after the beginning of 1970, exactly.

    >>> moment_of(1624582923000004).isoformat()
    '2021-06-25T01:02:03.000004+00:00'
    """
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
