"""When is "a month or two, maybe three"? Words about time, read by a strict grammar that never guesses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from heapq import nlargest
from typing import TYPE_CHECKING, Literal

from forecasts.errors import BeyondAllYears, UnreadableWindow, VagueWindow, WindowOver
from forecasts.texts import checked_text
from forecasts.words.languages.lexicon import examples_in, translated
from forecasts.words.windows import calendar_forms, relative
from forecasts.words.windows.ladder import rung
from forecasts.words.windows.phrases import Phrase, plain, tokens
from forecasts.words.windows.respelling import respelt
from forecasts.words.windows.vagueness import lasts_no_time, vagueness

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasts.errors import TrackerError
    from forecasts.words.windows.named_days import NamedDays

VERSION = "window-1"
LONGEST = 200
EXAMPLES = (
    "in one to three months",
    "a month or two, maybe three",
    "between six and eight weeks",
    "six weeks to two months",
    "over the next 6-12 months",
    "about two months",
    "a year or so",
    "within 90 days",
    "in three months",
    "in half a year",
    "3 months",
    "3mo",
    "P3M",
    "by 2021-09-30",
    "by 30 September 2021",
    "by September",
    "no later than September 30, 2021",
    "before Christmas",
    "by the end of the year",
    "by the end of next month",
    "by the end of Q3",
    "by mid-2022",
    "by Friday",
    "by the 15th",
    "tomorrow",
    "this year",
    "for the rest of the month",
    "on 30 September 2021",
    "next month",
    "in September 2021",
    "in Q3 2021",
    "in the first half of 2022",
    "in early 2022",
    "in 2022",
    "next spring",
    "winter 2021/22",
    "1-15 July 2021",
    "between July and September 2021",
    "from 2021-07-01 to 2021-09-30",
)
"""Phrases that can be read, one or more for every rule; said on 2021-06-25, none of them is over."""

_GROUPED = re.compile(r"(?<![0-9.])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9.])(?=\s*[^\W\d])")
_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}
_RULES: tuple[Callable[[Phrase], NamedDays | None], ...] = (
    relative.range_with_third,
    relative.plain_range,
    relative.about,
    relative.within,
    relative.working_days,
    relative.counted_from_a_day,
    calendar_forms.within_the_unit,
    calendar_forms.bounded,
    calendar_forms.on,
    calendar_forms.by,
    calendar_forms.before,
    calendar_forms.rest,
    calendar_forms.between,
    calendar_forms.period,
)


@dataclass(frozen=True, kw_only=True)
class Window:
    """When something is said to happen: the words, and the days they stand for.

    Attributes
    ----------
    words
        What was said, verbatim.
    said
        The day it was said, from which days count.
    earliest, central
        The first day and the middle; None where only a deadline was named.
    latest
        The deadline; the day itself still counts.
    rule
        The grammar rule that read the words, with its version, such as "window-1/range".
    """

    words: str
    said: date
    earliest: date | None
    central: date | None
    latest: date
    rule: str

    def __post_init__(self) -> None:
        if (self.earliest is None) != (self.central is None):
            raise ValueError("a window has both an earliest and a central date, or neither")
        days = [self.said, self.earliest or self.said, self.central or self.latest, self.latest]
        if days != sorted(days):
            raise ValueError(f"a window's days run from said to latest, not {days}")

    @property
    def shape(self) -> Literal["range", "about", "deadline"]:
        """What was named: a stretch of days, a day with room around it, or a last day only."""
        if self.earliest is None:
            return "deadline"
        return "about" if self.rule.endswith("/about") else "range"

    @property
    def earliest_days(self) -> int | None:
        """Days from `said` to `earliest`."""
        return None if self.earliest is None else (self.earliest - self.said).days

    @property
    def central_days(self) -> int | None:
        """Days from `said` to `central`."""
        return None if self.central is None else (self.central - self.said).days

    @property
    def latest_days(self) -> int:
        """Days from `said` to `latest`."""
        return (self.latest - self.said).days

    @property
    def horizon(self) -> date:
        """Where its timeline ends unless the question has a horizon: a rung of the ladder, after `latest`."""
        return rung(self.said, self.latest)

    @property
    def horizon_days(self) -> int:
        """Days from `said` to `horizon`; at least one."""
        return (self.horizon - self.said).days


def read_window(
    words: str,
    *,
    said: date,
    hemisphere: str = "north",
    week_starts: str = "monday",
    country: str | None = None,
    language: str = "en",
) -> Window:
    """The days that words about time stand for; `docs/windows.md` lists every form and what it means.

    Parameters
    ----------
    words
        What was said, at most 200 characters. Case, spaces, kinds of quotes and dashes, and punctuation
        around the phrase do not matter; every word of it must be understood.
    said
        The day it was said.
    hemisphere
        Whose seasons: "north" (summer is June to August) or "south" (December to February).
    week_starts
        The first day of a week: "monday", "sunday" or "saturday".
    country
        Whose holidays, as an ISO 3166 code such as "US"; without it only feasts that fall alike everywhere
        are read.
    language
        Whose words they are: "en", "de", "fr", "es" or "ru". No phrase is read by another language's rules.

    Returns
    -------
    Window
        With the first and the last day, both included.

    Raises
    ------
    VagueWindow
        If the words name no deadline: soon, after September, before the next election.
    UnreadableWindow
        If no rule reads the whole phrase.
    AmbiguousDate
        If a date or period in it has two readings.
    ImpossibleDate
        If it names a day that does not exist, or one beyond the year 9999.
    WindowOver
        If the window was over when it was said.
    UnfitText
        If the words are empty, too long, or hold control characters.
    ValueError
        If there is no such hemisphere or first day of a week.

    Examples
    --------
    >>> window = read_window("a month or two, maybe three", said=date(2021, 6, 25))
    >>> window.earliest_days, window.central_days, window.latest_days, window.horizon_days
    (30, 61, 92, 183)
    >>> read_window("before Christmas", said=date(2021, 6, 25)).latest
    datetime.date(2021, 12, 24)
    """
    if hemisphere not in {"north", "south"}:
        raise ValueError(f"a hemisphere is 'north' or 'south', not {hemisphere!r}")
    if week_starts not in _WEEK_STARTS:
        raise ValueError(f"a week starts on {', '.join(_WEEK_STARTS)}, not {week_starts!r}")
    checked_text(words, "the window", longest=LONGEST)
    spoken = respelt(tokens(words) if language == "en" else translated(words, language), said)
    starts = _WEEK_STARTS[week_starts]
    phrase = Phrase(tokens=spoken, said=said, hemisphere=hemisphere, week_starts=starts, country=country)
    if grouped := _GROUPED.search(words):
        form = words.replace(grouped[0], grouped[0].replace(".", ""))
        raise UnreadableWindow(words, (form,), "may group its digits by points, or have a decimal point")
    if lasts_no_time(" ".join(spoken)):
        raise UnreadableWindow(words, _nearest(words), "lasts no time at all")
    try:
        reading = phrase.either(*(_whole(rule) for rule in _RULES))
        if reading is None:
            raise _refusal(words) if language == "en" else _refusal_in(language, words, spoken)
        earliest, central, latest = _ahead(words, said, reading)
        rung(said, latest)
    except (OverflowError, ValueError) as beyond:  # what date arithmetic says past its last day
        raise BeyondAllYears(words) from beyond
    return Window(
        words=words,
        said=said,
        earliest=earliest,
        central=central,
        latest=latest,
        rule=f"{VERSION}/{reading.rule}" if language == "en" else f"{VERSION}-{language}/{reading.rule}",
    )


def _whole(rule: Callable[[Phrase], NamedDays | None]) -> Callable[[Phrase], NamedDays | None]:
    """The rule, where it reads the phrase to its end."""

    def read(phrase: Phrase) -> NamedDays | None:
        phrase.take("sometime", "some time", "at some point")
        found = rule(phrase)
        return found if phrase.over else None

    return read


def _ahead(words: str, said: date, reading: NamedDays) -> tuple[date | None, date | None, date]:
    """Earliest, central and latest: of a reading only what lies ahead of the day it was said."""
    earliest, central, latest = reading.earliest, reading.central, reading.latest
    if earliest is not None and not earliest <= (central or earliest) <= latest:
        raise UnreadableWindow(words, _nearest(words), "runs backwards")
    if latest < said:
        raise WindowOver(words, latest, said)
    if earliest is not None:
        earliest = max(earliest, said)
        central = central or earliest + (latest - earliest) // 2
    return earliest, central, latest


def _refusal(words: str) -> TrackerError:
    said = plain(words)
    fault = vagueness(said)
    if fault is not None:
        return VagueWindow(words, fault)
    if re.search(r"(?<![a-z0-9])[0-9]+ ?m\b", said):
        return UnreadableWindow(words, ("3 months", "3mo", "P3M"), "has an m for minutes or months")
    if re.search(r"\bh(?:ou)?rs?\b", said) and re.search("[0-9]", said):
        return UnreadableWindow(words, ("within 24 hours", "within 2 days"), "is no whole number of days")
    if re.search(r"(?:^|\s)-\s?[0-9]", said):
        return UnreadableWindow(words, _nearest(words), "counts backwards, and a forecast looks ahead")
    if re.search(r"[0-9],[0-9]{3}", said):
        plain_form = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", said)
        return UnreadableWindow(words, (plain_form,), "groups its digits by commas")
    return UnreadableWindow(words, _nearest(words))


def _refusal_in(language: str, words: str, spoken: tuple[str, ...]) -> TrackerError:
    """Why words of another language are not read, by what they stand for in the grammar."""
    fault = vagueness(" ".join(spoken))
    return UnreadableWindow(words, examples_in(language)) if fault is None else VagueWindow(words, fault)


def _nearest(words: str) -> tuple[str, ...]:
    """The three examples most like the words, the nearest first."""
    said = plain(words)
    return tuple(nlargest(3, EXAMPLES, key=lambda form: SequenceMatcher(None, said, form.lower()).ratio()))
