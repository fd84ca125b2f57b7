"""How a forecast fared, in a word beside what happened: which way it leaned, or how it told the time.

What happened is the world's; how a forecast fared is its own. Something that did not happen may have been
well foretold, so the two are never said in one word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

from forecasts.days import shifted
from reports.facets.rows import Row

LEANS_FROM, LEANS_TO = 0.4, 0.6
"""Between these, the ends included, a chance leans neither way."""
CLEAR = 0.8
"""A miss is clear from this chance on, given to what did not come."""


class Fare(StrEnum):
    """How a forecast fared."""

    LEANED_RIGHT = "leaned right"
    LEANED_WRONG = "leaned wrong"
    NO_LEAN = "no lean"
    IN_PART = "came in part"
    IN_THE_WINDOW = "in the window"
    TOO_EARLY = "too early"
    TOO_LATE = "too late"
    NOTHING_CAME = "nothing in the window"
    IN_THE_RANGE = "in the range"
    TOO_LOW = "too low"
    TOO_HIGH = "too high"

    @property
    def is_right(self) -> bool:
        """Whether it came out as said."""
        return self in (Fare.LEANED_RIGHT, Fare.IN_THE_WINDOW, Fare.IN_THE_RANGE)

    @property
    def is_miss(self) -> bool:
        """Whether it came out otherwise than said."""
        return not self.is_right and self not in (Fare.NO_LEAN, Fare.IN_PART)

    @property
    def mark(self) -> str:
        """A sign that stands before the word."""
        return "✓" if self.is_right else "✕" if self.is_miss else "○"


def fare_of(row: Row) -> Fare | None:
    """How a forecast fared; None where nothing can be said of it yet, or ever.

    A chance of 40% to 60% has no lean. A window was too early where the event came after it, too late where
    it came before; where it had not come when the window was scored, nothing was in the window, unless the
    chance by its last day was small or had no lean. A range is from the lowest to the highest value that was
    stated.
    """
    if row.verdict not in ("yes", "no", "partly"):
        return None
    if row.observed is not None and 0 < row.observed < 1:
        return Fare.IN_PART
    match row.belief:
        case "timeline":
            return _of_timeline(row)
        case "shares":
            return _of_shares(row)
        case "quantiles":
            return _of_quantiles(row)
        case _ if row.p is not None and row.observed is not None:
            return _leaned(row.p, happened=row.observed == 1)
        case _:
            return None


def is_clear(row: Row) -> bool:
    """Whether a miss is a clear one: what came otherwise had been called at least 80% likely.

    A window that is missed by days only is none, nor is a range.
    """
    fare = fare_of(row)
    if fare not in (Fare.LEANED_WRONG, Fare.NOTHING_CAME):
        return False
    if row.belief == "timeline":
        return by_the_last_day(row) >= CLEAR
    if row.p is None or row.observed is None:
        return False
    return (1 - row.p if row.observed == 1 else row.p) >= CLEAR


def window_of(row: Row) -> tuple[date, date] | None:
    """The first and the last day of a timeline's window: as worded, else where it holds 10% and 90%."""
    first = row.earliest or (row.made_on if row.latest else day_of(row, 0.1)) or row.made_on
    last = row.latest or day_of(row, 0.9) or row.horizon
    return None if last is None else (max(first, row.made_on), last)


def by_the_last_day(row: Row) -> float:
    """The chance that a timeline gives by the last day of its window."""
    window = window_of(row)
    if window is None:
        return 0.0
    days = float((window[1] - row.made_on).days)
    knots = _knots(row)
    before = [height for day, height in knots if day <= days]
    for (day, height), (later, higher) in pairwise(knots):
        if day <= days < later:
            return height + (higher - height) * (days - day) / (later - day)
    return before[-1] if before else 0.0


def day_of(row: Row, share: float) -> date | None:
    """The first day by which a timeline gives at least this share; None where it never does."""
    knots = _knots(row)
    if knots and knots[0][1] >= share:
        return shifted(row.made_on, knots[0][0])
    for (day, height), (later, higher) in pairwise(knots):
        if height < share <= higher:
            ahead = day + (later - day) * (share - height) / (higher - height)
            return shifted(row.made_on, round(ahead))
    return None


def _knots(row: Row) -> list[tuple[float, float]]:
    return list(zip(map(float, row.numbers or ()), row.heights or (), strict=True))


def _leaned(p: float, *, happened: bool) -> Fare:
    if LEANS_FROM <= p <= LEANS_TO:
        return Fare.NO_LEAN
    return Fare.LEANED_RIGHT if (p > LEANS_TO) == happened else Fare.LEANED_WRONG


def _of_timeline(row: Row) -> Fare | None:
    window = window_of(row)
    if window is None:
        return None
    first, last = window
    if row.event_on is not None and row.event_on <= last:
        return Fare.IN_THE_WINDOW if row.event_on >= first else Fare.TOO_LATE
    leaned = _leaned(by_the_last_day(row), happened=False)
    if leaned is Fare.LEANED_WRONG:
        return Fare.NOTHING_CAME if row.event_on is None else Fare.TOO_EARLY
    return leaned


def _of_shares(row: Row) -> Fare | None:
    shares = dict(zip(row.numbers or (), row.heights or (), strict=True))
    if row.answer_option not in shares:
        return None
    if len(shares) == 2:
        return _leaned(shares[row.answer_option], happened=True)
    most = [option for option, share in shares.items() if share == max(shares.values())]
    if len(most) > 1:
        return Fare.NO_LEAN
    return Fare.LEANED_RIGHT if most == [row.answer_option] else Fare.LEANED_WRONG


def _of_quantiles(row: Row) -> Fare | None:
    values = [float(value) for value in row.numbers or ()]
    if row.answer_value is None or len(values) < 2:
        return None
    if row.answer_value < min(values):
        return Fare.TOO_HIGH
    return Fare.TOO_LOW if row.answer_value > max(values) else Fare.IN_THE_RANGE


def firsts(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Of each series that can be scored the first forecast in its primary reading: what a card tells of."""
    return tuple(row for row in rows if row.is_primary and row.order == 0 and row.verdict != "unscoreable")
