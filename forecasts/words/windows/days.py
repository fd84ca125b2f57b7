"""Which day was it? A date as people write it, in full or the last one of its name before today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasts.errors import WindowAhead
from forecasts.words.windows.dates import day
from forecasts.words.windows.phrases import Phrase, tokens

if TYPE_CHECKING:
    from datetime import date


def read_day(text: str, *, today: date) -> date | None:
    """The day that a text names, or None where it names none.

    Parameters
    ----------
    text
        A date in any form that a deadline may have: `25 June 2021`, `25.06.2021`, `Friday`, `yesterday`.
        Without a year, and a weekday, it is the last one that is not after today.
    today
        The day it is typed.

    Raises
    ------
    AmbiguousDate
        If day and month could change places.
    ImpossibleDate
        If the calendar has no such day.
    WindowAhead
        If it lies after today.

    Examples
    --------
    >>> from datetime import date
    >>> read_day("25 June 2021", today=date(2021, 7, 1)), read_day("30 June", today=date(2021, 6, 25))
    (datetime.date(2021, 6, 25), datetime.date(2020, 6, 30))
    """
    phrase = Phrase(tokens=tokens(text), said=today, hemisphere="north", week_starts=0)
    phrase.take("on", "last")
    piece = phrase.either(day)
    if piece is None or not phrase.over:
        return None
    found = piece.beginning_by(today)
    if found.kind != "day":
        return None
    if found.first > today:
        raise WindowAhead(text, found.first, today)
    return found.first
