"""A share that was promised, and the share that was held, with how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.figures import counted
from tracker.certainty.intervals import clopper_pearson
from tracker.certainty.wording import WIDE, told_by


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """How many of `count` promises were held, where the share `promised` should be.

    `share` and its 95% interval `low` to `high`, after Clopper and Pearson, are None below five events.
    `what` names the promise: "by the central date", "window", "80%".
    """

    what: str
    promised: float
    count: int
    held: int
    share: float | None
    low: float | None
    high: float | None


def held_of(what: str, promised: float, *, held: int, count: int) -> Held:
    """So many of so many promises held, one an event.

    >>> held_of("window", 0.8, held=3, count=4).share is None
    True
    >>> found = held_of("window", 0.8, held=6, count=8)
    >>> found.share, round(found.low, 3), round(found.high, 3)
    (0.75, 0.349, 0.968)
    """
    ends = clopper_pearson(held, count) if told_by(count).shows_mean else None
    return Held(
        what=what,
        promised=promised,
        count=count,
        held=held,
        share=held / count if ends else None,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
    )


def sure_of(events: int, shares: Iterable[Held]) -> str:
    """What so many events can tell of promises: how much goes by the widest interval of their shares.

    >>> sure_of(3, [])
    '3 events: too few to compare what was held with what was promised.'
    >>> sure_of(30, [held_of("window", 0.8, held=22, count=30)])
    '30 events: intervals are up to 34 points wide, and a smaller difference from the promise may be luck.'
    """
    ends = [(held.low, held.high) for held in shares]
    widest = max((high - low for low, high in ends if low is not None and high is not None), default=1.0)
    told = told_by(events)
    if not events:
        return "None is over and answered yet."
    if not told.shows_mean:
        known = "too few to compare what was held with what was promised"
    elif widest >= WIDE:
        known = (
            f"intervals are up to {100 * widest:.0f} points wide, and a smaller difference from the promise "
            "may be luck"
        )
    else:
        known = "enough to read each share with its interval"
    return f"{counted(events, 'event')}: {known}."
