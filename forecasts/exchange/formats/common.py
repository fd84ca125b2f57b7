"""What the formats of other tools share: cells, texts, people, forecasts, and how a yes or no came about."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial

from forecasts.errors import LacksPackage, UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import RowNoun, Rows, read_or_refused
from forecasts.exchange.table import Cells
from forecasts.model import (
    Belief,
    Chance,
    Claim,
    Forecast,
    Forecaster,
    Outcome,
    OutcomeKind,
    Question,
    Unscoreable,
)
from forecasts.texts import slugified

_LONGEST_TITLE = 2_000
_LONGEST_TEXT = 20_000
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_DAY = timedelta(hours=24)
_ANY_TIME = Claim()
HELD = (
    "A NO ahead of the deadline is held until that is over; --resolved-is-end takes the day it was resolved "
    "as its end."
)


def header(file: DataFile) -> frozenset[str]:
    """The columns of a table; none of what is no table."""
    try:
        return frozenset(file.columns) if file.is_grid else frozenset()
    except (UnfitFile, LacksPackage):
        return frozenset()


def each_row(
    file: DataFile,
    nouns: Callable[[Cells], tuple[RowNoun, ...]],
    *,
    shortest: int | None = None,
    remedy: str = "export the file again",
    check: Callable[[Cells], None] | None = None,
) -> Rows:
    """The rows of a table, each with the nouns that its cells are, or refused.

    One that has not as many cells as the header, or fewer than `shortest`, is refused: they may have slipped.
    `check` refuses others before that.
    """

    def checked(cells: Cells) -> tuple[RowNoun, ...]:
        if check is not None:
            check(cells)
        refuse_short(cells, remedy)
        return nouns(cells)

    for cells in file.rows(shortest=shortest):
        yield from read_or_refused(cells.line, cells.text, partial(checked, cells))


def refuse_short(cells: Cells, remedy: str = "export the file again") -> None:
    """Refuse a row that has not as many cells as the header, or in which its file has found a fault."""
    if cells.fault is not None:
        raise UnfitNoun(cells.fault.removesuffix("."), "mend the row")
    if cells.missing:
        raise UnfitNoun("The row has not as many cells as the header", remedy)


def needed(cells: Cells, column: str) -> str:
    """The text of a cell that must not be empty."""
    if not cells[column]:
        raise UnfitNoun(f"The column {column!r} is empty", "fill it in")
    return cells[column]


def finite(text: str) -> float | None:
    """The finite number that a text is; None of any other text.

    >>> finite("0.5"), finite("1_0"), finite("1e999"), finite("half")
    (0.5, None, None, None)
    """
    try:
        found = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def number(text: str, column: str, remedy: str = "give a number") -> float:
    """The finite number in a cell or under a key."""
    found = finite(text)
    if found is None:
        raise UnfitCell(column, text, remedy)
    return found


def iso_day(cell: str, column: str, conventions: Conventions) -> date:
    """A day; where it is written 2021-06-25 it lies in no time zone, so that none need be assumed."""
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return conventions.day(cell, column)


def day_after(moment: datetime, cell: str, column: str, *, calendar: tzinfo = UTC) -> date:
    """The day 24 hours after the moment in a cell; one on the calendar's last day is refused."""
    try:
        return (moment + _DAY).astimezone(calendar).date()
    except OverflowError as error:
        raise UnfitCell(column, cell, "give a moment within the calendar") from error


def title(text: str, conventions: Conventions) -> str:
    """A title on one line, without control characters; one that is too long is cut."""
    line = " ".join(_UNSAFE.sub(" ", text).split())
    if len(line) > _LONGEST_TITLE:
        conventions.assume(f"Titles of more than {_LONGEST_TITLE:,} characters are cut.")
        line = line[: _LONGEST_TITLE - 1] + "…"
    return line


def prose(text: str, conventions: Conventions) -> str | None:
    """A longer text, such as criteria, without control characters; None where it is empty."""
    clean = _UNSAFE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(clean) > _LONGEST_TEXT:
        conventions.assume(f"Texts of more than {_LONGEST_TEXT:,} characters are cut.")
        clean = clean[: _LONGEST_TEXT - 1] + "…"
    return clean or None


def tag(text: str) -> str:
    """A tag, topic or option on one line, at most 200 characters."""
    return " ".join(_UNSAFE.sub(" ", text).split())[:200]


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """The tags that texts are, each once, empty ones left out.

    >>> tags((" war ", "", "asia", "war"))
    ('war', 'asia')
    """
    return tuple(dict.fromkeys(filter(None, map(tag, texts))))


def platform_user(conventions: Conventions, platform: str, *, ident: str, name: str) -> Forecaster:
    """The forecaster of an id that stays, shown by a user name that may change; `--who` takes either."""
    if name in conventions.who:
        return conventions.forecaster(name, platform)
    found = conventions.forecaster(ident, platform)
    shown = tag(name)
    if not shown or shown == found.name:
        return found
    return replace(found, name=shown, aliases=(*found.aliases, f"{platform}:{shown}"))


def importer(conventions: Conventions, platform: str) -> Forecaster:
    """The forecaster whom `--me` names: a slug or a name, of somebody known or new."""
    name = tag(conventions.me or "")
    if not name:
        raise UnfitNoun("Nothing says whose forecast it is", "say --me NAME")
    slug = conventions.who.get(name, slugified(name))
    return Forecaster(slug=slug, name=name, aliases=(f"{platform}:{name}",))


def forecast(
    question: Question,
    forecaster: Forecaster,
    belief: Belief | None,
    *,
    made: datetime | date,
    claim: Claim = _ANY_TIME,
    attested: bool = True,
    unscoreable: Unscoreable | None = None,
) -> Forecast:
    """A forecast of a moment, or of a day, which the platform's clock attests unless `attested` is False."""
    day = made.date() if isinstance(made, datetime) else made
    return Forecast(
        question=question.slug,
        forecaster=forecaster.slug,
        made_on=day,
        made_at=made if isinstance(made, datetime) else None,
        attested_on=day if attested else None,
        claim=claim,
        belief=belief,
        unscoreable_because=() if unscoreable is None else (unscoreable,),
    )


def chance_by(
    deadline: date | None,
    question: Question,
    forecaster: Forecaster,
    belief: Chance,
    *,
    made: datetime,
    attested: bool = True,
) -> Forecast:
    """A chance that an event happens by a deadline.

    One without a deadline, or made after it, is kept, and cannot be scored.
    """
    ahead = deadline if deadline is not None and made.date() <= deadline else None
    return forecast(
        question,
        forecaster,
        belief,
        made=made,
        claim=Claim(deadline=ahead),
        attested=attested,
        unscoreable=Unscoreable.NO_DEADLINE if ahead is None else None,
    )


def end_of(deadline: date, resolved: date | None, conventions: Conventions) -> date:
    """The last day that counts: the deadline, or if somebody says so the earlier day of its resolution."""
    if resolved is None or not conventions.choices.resolved_is_end:
        return deadline
    return min(deadline, resolved)


def resolved_to(
    question: str, share: float, *, resolved: date, deadline: date, conventions: Conventions
) -> Outcome:
    """That it happened (1), did not (0), or did partly, as a platform that pays out shares has it.

    Platforms say when a question was resolved, and not when its event happened.
    """
    if not 0 <= share <= 1:
        raise UnfitNoun(f"The question resolved to {share:g}", "a resolution lies between 0 and 1")
    if 0 < share < 1:
        return Outcome(question=question, kind=OutcomeKind.PARTLY, grade=share, known_on=resolved)
    if share == 1:
        conventions.assume(
            "Where a question resolved YES, it is taken to have happened on the day it was resolved, or on "
            "its deadline where that is earlier."
        )
        return Outcome(
            question=question, kind=OutcomeKind.HAPPENED, on=min(resolved, deadline), known_on=resolved
        )
    if deadline < conventions.today:
        return Outcome(
            question=question, kind=OutcomeKind.NOT_THROUGH, on=deadline, known_on=max(resolved, deadline)
        )
    conventions.notices.tell(HELD, f"{question}, until {deadline}")
    conventions.assume(
        "A question that resolved NO ahead of its deadline is known not to have happened by the day it was "
        "resolved; import the file again after the deadline."
    )
    return Outcome(question=question, kind=OutcomeKind.NOT_THROUGH, on=resolved)
