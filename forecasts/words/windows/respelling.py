"""The same said in other words: what people say, put into the words that the grammar reads.

Each line holds for a whole run of words, wherever it stands, and means exactly what it is put into. What has
a second reading has no line: it is for the grammar to read or to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise

from forecasts.words.windows.names import MONTHS, SHORT_MONTHS, WEEKDAYS

_MONTHS = MONTHS | SHORT_MONTHS
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_WEEKDAY = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})"
_HOUR = "noon|midday|[0-9]{1,2} (?:am|pm)|cob|close of (?:business|play)|(?:the )?end of (?:business|day)"
_A_TIME = "the (?:week|month|quarter|year|decade|century)|[12][0-9]{3}|next|this|the (?:next|coming)"
_UNIT = "(day|week|month|quarter|year|decade)"
_SMALL = "(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]+)"
_PLACE = "(first|second|third|fourth|1 st|2 nd|3 rd|4 th)"

_LINES: tuple[tuple[str, str], ...] = (
    # numbers
    (r"([0-9]+) (?:and )?(?:1 / 2|½)", r"\1.5"),
    (r"½ (?:of )?(?:an? )?", "half a "),
    (r"three (?:- )?quarters of a year", "9 months"),
    (r"a quarter of a year", "3 months"),
    (r"half a century", "50 years"),
    (r"(?:the next|the coming) century", "the next 100 years"),
    (r"(?<=within )a century|(?<=in )a century", "100 years"),
    (r"(?:a|one) thousand years", "1000 years"),
    # dates
    (r"(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", r"\1-\2-\3"),
    (rf"([0-9]{{1,2}}) \. ({_MONTH})", r"\1 \2"),
    (rf"({_MONTH}) (?:of )?' ?([2-5][0-9])", r"\1 20\2"),
    (r"(spring|summer|autumn|fall) (?:of )?' ?([2-5][0-9])", r"\1 20\2"),
    (r"(?:the )?(?:calendar year|year|cy) ?([12][0-9]{3})", r"\1"),
    (rf"(?:{_HOUR}) (?:on )?(?=(?:{_WEEKDAY}|tomorrow|today)\b)", ""),
    # parts of years
    (r"(?:last|final|closing) quarter (?=of (?:[12]|this year|next year|the year))", "fourth quarter "),
    (r"(?:back|latter|last|closing) half (?=of )", "second half "),
    (r"(?:front|opening) half (?=of )", "first half "),
    (r"q ([1-4]) ?'? ?([2-9][0-9])(?! ?[0-9])", r"q \1 20\2"),
    (r"([1-4]) q ?'? ?([2-9][0-9])(?! ?[0-9])", r"q \1 20\2"),
    (r"([1-4]) q", r"q \1"),
    (r"h ([12]) ?'? ?([2-9][0-9])(?! ?[0-9])", r"h \1 20\2"),
    (r"([12]) h (?=20[0-9]{2})", r"h \1 "),
    (rf"{_PLACE} (or|to|-) {_PLACE} (quarter)", r"\1 \4 \2 \3 \4"),
    (r"(q [1-4]) / (?=q [1-4])", r"\1 or "),
    (rf"({_MONTH}) / (?={_MONTH}\b)", r"\1 or "),
    (r"(?:calendar|iso) week (?=[0-9])", "week "),
    # ends and middles
    (rf"(?:the )?(?:close|closing) of (?={_A_TIME})", "the end of "),
    (r"(?:year (?:- )?end|ye) ?(?=[12][0-9]{3})", "the end of "),
    (r"ye ([2-9][0-9])", r"the end of 20\1"),
    (rf"month (?:- )?end (?={_MONTH}\b)", "the end of "),
    (r"mid (?:- )?year (?=[12][0-9]{3})|midyear (?=[12][0-9]{3})", "the middle of "),
    (r"mid (?:- )?year|midyear", "the middle of the year"),
    (r"mid (?:- )?decade", "the middle of the decade"),
    (r"mid (?:- )?century", "the middle of the century"),
    (r"mid(summer|winter|autumn|spring)", r"mid \1"),
    (r"later (?:on )?in the (week|month|quarter|year|decade)", r"later this \1"),
    # at the latest
    (r"by no later than|no later than by|by at the latest", "by"),
    (r"(?:at the )?latest by|at the latest (?:by|until|in|on)", "by"),
    (r"not (earlier|sooner|later) than", r"no \1 than"),
    (rf"(?:in|on) (?=(?:{_MONTH}|q [1-4]|[12][0-9]{{3}})\b.* at the latest$)", "by "),
    (r"^(?:a )?max(?:imum)?(?: \.)?(?: of)? (?=\S)", "at most "),
    (r"((?:day|week|month|year|decade)s?) (?:, )?(?:max(?:imum)?|tops)$", r"\1 at most"),
    (r"no longer than|not longer than|not more than", "at most"),
    # counted from today
    (r"(?:by )?(?:this|the same|same) time next (week|month|year)", r"in one \1"),
    (r"((?:day|week|month|year|decade)s?) (?:down the (?:road|line|track)|out)$", r"\1 from now"),
    (rf"(within {_SMALL} \w+) of (?:today|now)", r"\1"),
    (r"inside of|in the space of|in the course of (?=the (?:next|coming) |next )", "within "),
    (rf"(?:over|during|in|within) the course of (?={_A_TIME})", "during "),
    (rf"(?:the )?(?:next|coming) {_UNIT} or two", r"the next one \1 or two"),
    (rf"in the {_UNIT}(s?) ahead", r"in the coming \1\2"),
    (rf"({_SMALL}) , {_SMALL} (?:, )?or ({_SMALL} [a-z]+)", r"\1 to \2"),
    (rf"this {_UNIT} or (?:the )?next(?: \1)?|this or next {_UNIT}", r"by the end of next \1\2"),
)  # fmt: skip
_COMPILED = tuple(
    (re.compile(rf"(?<!\S)(?:{line})(?!\S)" if put[-1:] != " " else rf"(?<!\S)(?:{line})"), put)
    for line, put in _LINES
)


def _new_year(found: re.Match[str], said: date) -> str:
    """In January the new year may be the one that has begun."""
    return found[0] if said.month == 1 else f"{found['part']} next year"


def _two_years(found: re.Match[str], said: date) -> str:
    return f"{said.year + 1} or {said.year + 2}"


def _a_week_later(found: re.Match[str], said: date) -> str:
    """Said on a Monday, `Monday week` may be in one week or in two."""
    weekday = found["before"] or found["after"]
    return found[0] if WEEKDAYS[weekday] == said.weekday() else f"a week from {weekday}"


def _three_months(found: re.Match[str], said: date) -> str:
    """`July, August or September`: a stretch where they follow each other."""
    numbers = [_MONTHS[found[place]] for place in ("one", "two", "three")]
    follow = all(later == earlier % 12 + 1 for earlier, later in pairwise(numbers))
    return f"from {found['one']} to {found['three']}" if follow else found[0]


_SEEN_FROM_A_DAY: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...] = (
    (re.compile(r"(?P<part>early|late|(?:start|beginning) of)(?: in)? the new year"), _new_year),
    (re.compile(r"next year or the (?:year after(?: next)?|following year|one after)"), _two_years),
    (
        re.compile(
            rf"(?<!\S)(?:(?:a week on|a week from) (?P<after>{_WEEKDAY})|(?P<before>{_WEEKDAY}) week)$"
        ),
        _a_week_later,
    ),
    (
        re.compile(rf"(?:in )?(?P<one>{_MONTH}) , (?P<two>{_MONTH}) ?,? (?:or|and) (?P<three>{_MONTH})\b"),
        _three_months,
    ),
)


def respelt(tokens: tuple[str, ...], said: date) -> tuple[str, ...]:
    """The tokens of a phrase in the grammar's words.

    >>> respelt(("by", "the", "close", "of", "2022"), date(2021, 6, 25))
    ('by', 'the', 'end', 'of', '2022')
    >>> respelt(("3", "½", "months"), date(2021, 6, 25)), respelt(("monday", "week"), date(2021, 6, 25))
    (('3.5', 'months'), ('a', 'week', 'from', 'monday'))
    """
    words = " ".join(tokens)
    for line, put in _COMPILED:
        words = line.sub(put, words)
    for line, put_on in _SEEN_FROM_A_DAY:
        words = line.sub(partial(_seen, put_on, said), words)
    return tuple(words.split())


def _seen(put_on: Callable[[re.Match[str], date], str], said: date, found: re.Match[str]) -> str:
    return put_on(found, said)
