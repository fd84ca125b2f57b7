"""The options by which a report is chosen, the same for every command that makes one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import click

from desk.terminal.options import DATE, Kind, ties_option
from forecasts import clock
from tracker.crowd_rules import CROWDS, Crowd
from tracker.selections import KINDS, READINGS, STATUSES, Selection
from tracker.ties import Ties

_APART = ".."
_PERIOD = re.compile(r"\d{4}(-(Q\d|W\d{2}|\d{2}))?", flags=re.IGNORECASE)
_AGO = re.compile(r"(?P<number>\d{1,5}) (?P<unit>day|week|month|year)s? ago", flags=re.IGNORECASE)


class _Days(Kind):
    name = "days"

    def read(self, text: str) -> tuple[date | None, date | None]:
        if text.casefold().startswith("last-") or _PERIOD.fullmatch(text):
            from reports.period import Period

            period = Period.read(text, today=clock.today())
            return period.first, period.last
        first, last = _ends(text, "2021-01-01..2021-12-31, 2021-Q3, last-month or '90 days ago..'")
        return (_day(first) if first else None, _day(last) if last else None)


class _Length(Kind):
    name = "lengths"

    def read(self, text: str) -> tuple[int | None, int | None]:
        form = "30..90, 30.. or ..90"
        first, last = _ends(text, form)
        for end in (first, last):
            if end and not (end.isascii() and end.isdigit()):
                raise ValueError(f"{end[:60]!r} is no number of days: write it as {form}.")
        return (int(first) if first else None, int(last) if last else None)


def _day(text: str) -> date:
    """A day, or one so many days, weeks, months or years before today."""
    if not (ago := _AGO.fullmatch(text)):
        return DATE.read(text)
    from forecasts.words.windows.durations import Duration

    number = int(ago["number"])
    months, days = _LENGTHS[ago["unit"].casefold()]
    try:
        return Duration(months=number * months, days=number * days).before(clock.today())
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{text!r} is before the calendar begins.") from error


def _ends(text: str, form: str) -> tuple[str, str]:
    first, apart, last = (part.strip() for part in text.partition(_APART))
    if not first and not last:
        raise ValueError(f"{text[:60]!r} has no beginning and no end: write it as {form}.")
    return (first, last) if apart else (first, first)


_LENGTHS = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}
DAYS = _Days()
LENGTH = _Length()
_NO_ENDS = (None, None)

_OPTIONS = (
    click.option(
        "--source", "sources", multiple=True, metavar="SLUG", help="Only statements from this source."
    ),
    click.option("--publisher", "publishers", multiple=True, metavar="NAME", help="Only what it published."),
    click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="Only questions on this topic."),
    click.option(
        "--about",
        "questions",
        multiple=True,
        metavar="SLUG",
        help="Only forecasts about this question.",
    ),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only questions with this tag."),
    click.option(
        "--status", type=click.Choice(STATUSES), help="Only questions in this state on the evaluation date."
    ),
    click.option(
        "--text",
        "texts",
        multiple=True,
        metavar="WORDS",
        help="Only what says these words, or whose quote does.",
    ),
    click.option(
        "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only forecasts of this kind."
    ),
    click.option(
        "--made",
        type=DAYS,
        metavar="FROM..TO",
        default=_NO_ENDS,
        help="Only made on these days; an end may lack.",
    ),
    click.option(
        "--due", type=DAYS, metavar="FROM..TO", default=_NO_ENDS, help="Only with a deadline on these days."
    ),
    click.option(
        "--horizon",
        type=LENGTH,
        metavar="DAYS..DAYS",
        default=_NO_ENDS,
        help="Only if made so many days before its deadline.",
    ),
    click.option(
        "--readings",
        type=click.Choice(READINGS),
        default="primary",
        help="The readings that count [primary].",
    ),
    click.option(
        "--crowd",
        type=click.Choice(CROWDS),
        help="Derive a crowd from all individuals, beside those chosen.",
    ),
    ties_option,
)


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `selection`, what its options choose; whose forecasts, its own arguments may add."""

    @wraps(command)
    def chosen(
        *,
        sources: tuple[str, ...],
        publishers: tuple[str, ...],
        topics: tuple[str, ...],
        questions: tuple[str, ...],
        tags: tuple[str, ...],
        status: str | None,
        texts: tuple[str, ...],
        kinds: tuple[str, ...],
        made: tuple[date | None, date | None],
        due: tuple[date | None, date | None],
        horizon: tuple[int | None, int | None],
        readings: str,
        crowd: Crowd | None,
        ties: str,
        **others: Any,
    ) -> None:
        selection = Selection(
            sources=sources,
            publishers=publishers,
            topics=topics,
            kinds=kinds,
            made_from=made[0],
            made_to=made[1],
            due_from=due[0],
            due_to=due[1],
            shortest=horizon[0],
            longest=horizon[1],
            readings=readings,
            crowd=crowd,
            ties=Ties(ties),
            questions=questions or None,
            tags=tags or None,
            status=status,
            texts=texts or None,
        )
        command(selection=selection, **others)

    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    return chosen
