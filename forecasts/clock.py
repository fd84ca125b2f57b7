"""What time is it? Asked here and nowhere else, and only by commands."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, aware and in UTC."""
    return datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The calendar date of this moment in a time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def seconds() -> float:
    """Seconds since 1970, for what counts how often something was asked."""
    return time.time()
