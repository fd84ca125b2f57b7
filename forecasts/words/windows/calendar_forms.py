"""Windows that name days of the calendar: "by the end of the year", "in Q3", "from July to September"."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasts.errors import AmbiguousDate
from forecasts.words.windows.dates import day
from forecasts.words.windows.durations import SINGULAR_UNITS
from forecasts.words.windows.limits import Limit, end, limit
from forecasts.words.windows.named_days import NamedDays
from forecasts.words.windows.periods import Period
from forecasts.words.windows.spans import current, span, unit_now

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_BY = (
    *("by or before", "on or before", "by", "no later than", "not later than", "latest by"),
    *("until", "till", "up until", "up to", "through"),
    *("between now and", "from now until", "from now to", "now until"),
)
_BEFORE = ("before", "prior to", "ahead of")
_DURING = ("in", "within", "during", "over", "for", "throughout", "through")
_REST = ("the rest of", "the remainder of", "rest of", "remainder of", "what remains of")


def by(phrase: Phrase) -> NamedDays | None:
    """`By 30 September`, `until the end of Q3`, `tomorrow`, `end of next month`: a deadline, included."""
    found = phrase.either(_by_limit, end, _bare_day)
    if found is None:
        return None
    phrase.take("at the latest", "at latest", "or earlier", "or before", "or sooner")
    return NamedDays(rule="by", latest=found.by)


def _by_limit(phrase: Phrase) -> Limit | None:
    return phrase.either(limit) if phrase.take(*_BY) else None


def _bare_day(phrase: Phrase) -> Limit | None:
    piece = phrase.either(day)
    if piece is None:
        return None
    last = piece.ending_from(phrase.said)
    return Limit(by=last.last, before=last.first - _DAY) if last.kind == "day" else None


def before(phrase: Phrase) -> NamedDays | None:
    """`Before Christmas`: a deadline, the day before."""
    found = phrase.either(limit) if phrase.take(*_BEFORE) else None
    return None if found is None else NamedDays(rule="before", latest=found.before)


def rest(phrase: Phrase) -> NamedDays | None:
    """`For the rest of the month`, `this year`: a period that is running names only its end."""
    phrase.take(*_DURING)
    if phrase.take(*_REST):
        running = phrase.either(_the_unit, current, _running)
    else:
        phrase.take("later")
        running = phrase.either(current)
    return None if running is None else NamedDays(rule="rest", latest=running.last)


def _the_unit(phrase: Phrase) -> Period | None:
    return unit_now(phrase) if phrase.take("the") else None


def _running(phrase: Phrase) -> Period | None:
    piece = phrase.either(span)
    period = None if piece is None else piece.ending_from(phrase.said)
    return period if period is not None and period.first <= phrase.said <= period.last else None


def within_the_unit(phrase: Phrase) -> NamedDays | None:
    """`Within the year`: to the end of the running one, or a year from now? Refused with both dates."""
    if not phrase.take("within the", "inside the"):
        return None
    unit = phrase.next
    running = phrase.either(unit_now)
    one = SINGULAR_UNITS[unit].times(Fraction(1)) if running is not None and phrase.over else None
    if running is None or one is None:
        return None
    raise AmbiguousDate(f"within the {unit}", [running.last, one.after(phrase.said)])


def on(phrase: Phrase) -> NamedDays | None:
    """`On 30 September`: that day and no other."""
    piece = phrase.either(day) if phrase.take("on") else None
    return None if piece is None else _from_first_to_last("on", piece.ending_from(phrase.said))


def between(phrase: Phrase) -> NamedDays | None:
    """`Between July and September 2021`, `from 1 July to 5 August`, `2022 or 2023`: first day to last."""
    opened = phrase.take("between", "from", "in", "during")
    left = phrase.either(day, span)
    joints = {"between": ("and", "to", "-"), "from": ("to", "-", "until", "till", "through", "up to")}
    joint = phrase.take(*joints.get(opened or "", ("to", "-", "until", "till", "through", "or")))
    right = phrase.either(day, span) if joint else None
    if left is None or right is None:
        return None
    first, last = _pair(phrase, left, right)
    if joint == "or" and first.last + _DAY != last.first:
        return None
    return NamedDays(rule="between", earliest=first.first, latest=last.last)


def period(phrase: Phrase) -> NamedDays | None:
    """`In Q3 2021`, `next month`, `early 2022`, `1-15 July`: a period from its first to its last day."""
    opened = phrase.take("between", "from", *_DURING)
    piece = phrase.either(day, span)
    if piece is None:
        return None
    found = piece.ending_from(phrase.said)
    if found.kind == "day" or (opened in {"between", "from"} and found.kind != "days"):
        return None
    return _from_first_to_last(found.kind, found)


def _from_first_to_last(rule: str, found: Period) -> NamedDays:
    return NamedDays(rule=rule, earliest=found.first, latest=found.last)


def _pair(phrase: Phrase, left: Piece, right: Piece) -> tuple[Period, Period]:
    """Both ends of a range; an end without a year takes the year that puts it next to the other end."""
    if isinstance(right, Period):
        return left.beginning_by(right.first), right
    if isinstance(left, Period):
        return left, right.ending_from(left.first)
    last = right.ending_from(phrase.said)
    first = left.beginning_by(last.first)
    if first.first <= phrase.said and first.first.year < last.last.year:
        later = right.ending_from(last.last + _DAY)
        raise AmbiguousDate(
            " ".join(phrase.tokens),
            [f"{first.first} to {last.last}", f"{left.beginning_by(later.first).first} to {later.last}"],
        )
    return first, last
