"""Windows that name days of the calendar: "by the end of the year", "in Q3", "from July to September"."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasts.errors import AmbiguousDate, UnreadableWindow
from forecasts.words.windows.dates import day, pointed_day
from forecasts.words.windows.durations import SINGULAR_UNITS
from forecasts.words.windows.limits import Limit, end, limit
from forecasts.words.windows.named_days import NamedDays
from forecasts.words.windows.periods import Period, Weekly, Yearly
from forecasts.words.windows.spans import span
from forecasts.words.windows.units import current, the_unit, unit_now
from forecasts.words.windows.weeks import weekday_of_week

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_DAY = timedelta(days=1)
_BY = (
    *("by or before", "on or before", "by", "no later than", "not later than", "latest by"),
    *("until", "till", "up until", "up to", "through"),
    *("between now and", "from now until", "from now to", "now until"),
)
_TO = ("to", "-", "~", "until", "till", "through")
_BEFORE = ("before", "prior to", "ahead of")
_DURING = ("in", "within", "during", "over", "for", "throughout", "through")
_REST = ("the rest of", "the remainder of", "rest of", "remainder of", "what remains of", "rest")
_AT = ("at", "on", "towards", "toward")
_FIRST_BOUND = ("no earlier than", "not earlier than", "no sooner than", "not before", "after")
_NO_LATER = ("no later than", "not later than", "by", "until", "before")


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
        running = phrase.either(the_unit, current, unit_now, _running)
    elif phrase.take("all"):
        running = phrase.either(unit_now)
    else:
        phrase.take("later")
        running = phrase.either(current)
    return None if running is None else NamedDays(rule="rest", latest=running.last)


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
    """`On 30 September`, `on 18-19 November`, `Monday, June 28`: that day, or those, and no other."""
    piece = phrase.either(day) if phrase.take("on") else phrase.either(pointed_day, weekday_of_week)
    return None if piece is None else _from_first_to_last("on", piece.ending_from(phrase.said))


def between(phrase: Phrase) -> NamedDays | None:
    """`Between July and September 2021`, `from 1 July to 5 August`, `2022 or 2023`: first day to last."""
    opened = phrase.take("between", "from", "in", "during")
    left = phrase.either(day, span)
    phrase.take(",")
    joints = {"between": ("and", "to", "-", "~", "through"), "from": (*_TO, "up to")}
    joint = phrase.take(*joints.get(opened or "", (*_TO, "or")))
    right = phrase.either(day, span) if joint else None
    if left is None or right is None or (isinstance(left, Weekly) and _is_long(right)):
        return None
    first, last = _pair(phrase, left, right)
    if joint == "or" and first.last + _DAY != last.first:
        return None
    return NamedDays(rule="between", earliest=first.first, latest=last.last)


def period(phrase: Phrase) -> NamedDays | None:
    """`In Q3 2021`, `next month`, `early 2022`, `1-15 July`: a period from its first to its last day."""
    opened = phrase.take("between", "from", *_DURING, *_AT)
    piece = phrase.either(day, span)
    if piece is None:
        return None
    found = piece.ending_from(phrase.said)
    if opened in _AT and found.kind not in {"third", "weekend"}:
        return None
    if found.kind == "day" or (opened in {"between", "from"} and found.kind != "days"):
        return None
    return _from_first_to_last(found.kind, found)


def bounded(phrase: Phrase) -> NamedDays | None:
    """`No earlier than 2023 and no later than 2025`, `after May and before July`: both ends by a bound."""
    opened = phrase.take(*_FIRST_BOUND)
    left = phrase.either(limit) if opened else None
    phrase.take(",")
    phrase.take("and", "but")
    closed = phrase.take(*_NO_LATER) if left is not None else None
    right = phrase.either(limit) if closed else None
    if left is None or right is None:
        return None
    earliest = left.by + _DAY if opened == "after" else left.before + _DAY
    return NamedDays(
        rule="between", earliest=earliest, latest=right.before if closed == "before" else right.by
    )


def _from_first_to_last(rule: str, found: Period) -> NamedDays:
    return NamedDays(rule=rule, earliest=found.first, latest=found.last)


def _pair(phrase: Phrase, left: Piece, right: Piece) -> tuple[Period, Period]:
    """Both ends of a range; an end without a year takes the year that puts it next to the other end."""
    left, right = _by_weekdays(phrase, left, right)
    if isinstance(right, Period):
        first = left.beginning_by(right.first)
        if isinstance(left, Yearly) and first.last < phrase.said <= right.last:
            _refuse_backwards(phrase, left, first, right)
        return first, right
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


def _is_long(right: Piece) -> bool:
    """Whether it is no end for a stretch that a weekday begins: `Wed-2022` is none."""
    return isinstance(right, Period) and right.kind in {"year", "decade", "century"}


def _by_weekdays(phrase: Phrase, left: Piece, right: Piece) -> tuple[Piece, Piece]:
    """A weekday that begins is the coming one, and one that ends the first from there on."""
    begins = isinstance(left, Weekly)
    if isinstance(left, Weekly):
        coming = left.ending_from(phrase.said)
        if isinstance(right, Weekly) and left.weekday == phrase.said.weekday():
            raise AmbiguousDate(
                " ".join(phrase.tokens),
                [
                    f"{first} to {right.ending_from(first).last}"
                    for first in (phrase.said, phrase.said + 7 * _DAY)
                ],
            )
        left = coming
    if isinstance(right, Weekly):
        start = left.first if isinstance(left, Period) and (begins or left.kind == "day") else phrase.said
        right = right.ending_from(start)
    return left, right


def _refuse_backwards(phrase: Phrase, left: Yearly, first: Period, right: Period) -> None:
    """`Between September and July 2021`, said in June 2021, does not say of which September."""
    later = left.beginning_from(right.last)
    end = Period(kind=right.kind, first=right.first, last=right.last.replace(year=right.last.year + 1))
    raise UnreadableWindow(
        " ".join(phrase.tokens),
        (f"from {first.first} to {right.last}", f"from {later.first} to {end.last}"),
        "puts its start after its end, and does not say which year begins it",
    )
