"""Windows that count from the day they were said: "in 1 to 3 months", "about a year", "within 90 days"."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasts.words.windows.dates import day
from forecasts.words.windows.durations import SINGULAR_UNITS, UNITS, amount, duration
from forecasts.words.windows.named_days import NamedDays
from forecasts.words.windows.numbers import count

if TYPE_CHECKING:
    from forecasts.words.windows.durations import Duration, Unit
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase

_NEXT = tuple(
    f"{start}{following}"
    for following in ("the next", "the coming")
    for start in ("in ", "within ", "over ", "during ", "for ", "")
)
_NEXT_COUNTED = ("in next", "within next", "over next", "next", "coming", "upcoming")
_AHEAD = ("next", "coming", "upcoming", "following")
_IN = ("within", "in", "inside")
_ABOUT = ("about", "around", "roughly", "approximately", "approx .", "approx", "circa", "~")
_FROM_NOW = (
    *("from now", "from today", ", from now", ", from today", "hence", "'s time", "time"),
    *("in the future", "ahead"),
)
_HEDGES = ("maybe even", "perhaps even", "possibly even", "maybe", "perhaps", "possibly", "even")
_CAPS = ("at most", "at the most", "at the outside", "no more than", "not more than", "up to")
_LESS = ("less than", "fewer than", "under", "in less than", "in under", "for")
_WORKING_DAYS = (
    "business days",
    "working days",
    "trading days",
    "business day",
    "working day",
    "trading day",
)


def range_with_third(phrase: Phrase) -> NamedDays | None:
    """`A month or two, maybe three`: the range gives the earliest and central dates, the third the latest."""
    found = _range(phrase)
    if found is None:
        return None
    earliest, central, unit = found
    latest = phrase.either(lambda rest: _third(rest, unit))
    return None if latest is None else _reading(phrase, "range-third", earliest, central, latest)


def plain_range(phrase: Phrase) -> NamedDays | None:
    """`In one to three months`: the earliest and the latest; the middle is left to the days between."""
    found = _range(phrase)
    if found is None:
        return None
    earliest, latest, _ = found
    return _reading(phrase, "range", earliest, None, latest)


def about(phrase: Phrase) -> NamedDays | None:
    """`In about two months`, `a month or so`: that is central; half of it is earliest, twice latest."""
    phrase.take("in")
    marked = phrase.take(*_ABOUT)
    central = duration(phrase)
    if central is None:
        return None
    phrase.take(*_FROM_NOW)
    if not (marked or phrase.take("or so")):
        return None
    phrase.take(*_FROM_NOW)
    return _reading(phrase, "about", central.halved_from(phrase.said), central, central.doubled())


def within(phrase: Phrase) -> NamedDays | None:
    """`Within 90 days`, `in a year`, `the next month`, `P3M`: a deadline alone; `one day` is none."""
    if phrase.tokens == ("one", "day"):
        return None
    if phrase.take(*_NEXT):
        latest = phrase.either(duration, _one_unit)
        if latest is not None and phrase.take("or so"):
            return _reading(phrase, "deadline", None, None, latest)
    else:
        opened = phrase.take(*_NEXT_COUNTED, *_LESS, *_IN, *_CAPS)
        latest = phrase.either(_ahead, duration)
        if opened == "for" and not (latest is not None and phrase.take(*_FROM_NOW)):
            return None
    if latest is None:
        return None
    phrase.take(*_FROM_NOW)
    phrase.take(*_CAPS, "or less", "at the latest")
    return _reading(phrase, "deadline", None, None, latest)


def _ahead(phrase: Phrase) -> Duration | None:
    """`Two upcoming months`: a count, and the unit after a word that looks ahead."""
    number = count(phrase)
    unit = phrase.meaning(UNITS) if number is not None and phrase.take(*_AHEAD) else None
    return None if number is None or unit is None else unit.times(number)


def counted_from_a_day(phrase: Phrase) -> NamedDays | None:
    """`Ten days from 18 December`, `less than three days after tomorrow`: a deadline from another day."""
    start, length = phrase.either(_length_then_day, _day_then_length) or (None, None)
    if length is None or start is None:
        return None
    found = start.beginning_from(phrase.said)
    if found.kind != "day" or found.first < phrase.said:
        return None
    return NamedDays(rule="deadline", latest=length.after(found.last))


def _length_then_day(phrase: Phrase) -> tuple[Piece, Duration] | None:
    phrase.take(*_LESS, *_IN)
    length = duration(phrase)
    start = phrase.either(day) if length is not None and phrase.take("from", "after") else None
    return None if start is None or length is None else (start, length)


def _day_then_length(phrase: Phrase) -> tuple[Piece, Duration] | None:
    phrase.take("from")
    start = phrase.either(day)
    length = duration(phrase) if start is not None and phrase.take("for") else None
    return None if start is None or length is None else (start, length)


def working_days(phrase: Phrase) -> NamedDays | None:
    """`Within four business days`: Monday to Friday count; holidays count too, for they are nobody's here."""
    phrase.take(*_NEXT, *_NEXT_COUNTED, *_LESS, *_IN, *_CAPS)
    number = count(phrase)
    if number is None or number.denominator != 1 or not phrase.take(*_WORKING_DAYS):
        return None
    phrase.take(*_FROM_NOW)
    weeks, days = divmod(int(number), 5)
    latest = phrase.said + timedelta(weeks=weeks)
    while days > 0:
        latest += timedelta(days=1)
        days -= latest.weekday() < 5
    while latest.weekday() >= 5:
        latest -= timedelta(days=1)
    return NamedDays(rule="deadline", latest=latest) if latest >= phrase.said else None


def _reading(
    phrase: Phrase, rule: str, earliest: Duration | None, central: Duration | None, latest: Duration
) -> NamedDays:
    return NamedDays(
        rule=rule,
        earliest=None if earliest is None else earliest.after(phrase.said),
        central=None if central is None else central.after(phrase.said),
        latest=latest.after(phrase.said),
    )


def _range(phrase: Phrase) -> tuple[Duration, Duration, Unit] | None:
    """Two lengths and the unit of the later one: `six weeks to two months`, `a month or two`."""
    within = phrase.take(*_NEXT, *_NEXT_COUNTED, *_IN)
    opened = phrase.take("between", "from")
    joints = {"between": ("and", "to", "-"), "from": ("to", "-")}.get(opened or "", ("to", "or", "-"))
    low = phrase.either(_counted, _number)
    if low is None:
        return None
    if phrase.take(*joints):
        high = phrase.either(_counted, _number)
    else:
        high = None if opened or within not in {None, "in"} else phrase.either(_hedged)
    if high is None:
        return None
    (low_count, low_unit), (high_count, high_unit) = low, high
    early_unit, late_unit = low_unit or high_unit, high_unit or low_unit
    earliest = None if early_unit is None else early_unit.times(low_count)
    latest = None if late_unit is None else late_unit.times(high_count)
    if earliest is None or latest is None or late_unit is None:
        return None
    phrase.take(*_FROM_NOW)
    return earliest, latest, late_unit


def _hedged(phrase: Phrase) -> tuple[Fraction, Unit | None] | None:
    """What may come instead of a range's second length: `a month, maybe two`, `a month, two at most`."""
    phrase.take(",", ".", ";", "-")
    hedged = phrase.take(*_HEDGES, *_CAPS)
    high = phrase.either(_counted, _number)
    return high if hedged or phrase.take(*_CAPS) else None


def _third(phrase: Phrase, unit: Unit) -> Duration | None:
    """The third length, in the range's unit unless it has its own: `, maybe three`, `at most six weeks`."""
    phrase.take(",", ".", ";", "-")
    phrase.take("or", "and")
    hedged = phrase.take(*_HEDGES)
    capped = phrase.take(*_CAPS)
    found = phrase.either(_counted, _number)
    if found is None:
        return None
    if not (phrase.take(*_CAPS) or hedged or capped):
        return None
    number, own_unit = found
    return (own_unit or unit).times(number)


def _counted(phrase: Phrase) -> tuple[Fraction, Unit | None] | None:
    found = amount(phrase)
    return None if found is None else (found.count, found.unit)


def _number(phrase: Phrase) -> tuple[Fraction, Unit | None] | None:
    number = count(phrase)
    return None if number is None else (number, None)


def _one_unit(phrase: Phrase) -> Duration | None:
    """One of a unit that stands without a count: `the next month`."""
    unit = phrase.meaning(SINGULAR_UNITS)
    return None if unit is None else unit.times(Fraction(1))
