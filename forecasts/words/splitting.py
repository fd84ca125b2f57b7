"""Words that say how likely and when in one breath: "probably next year"."""

from __future__ import annotations

from datetime import date

from forecasts.errors import NoScale, TrackerError
from forecasts.words.chances import read_chance
from forecasts.words.windows.grammar import read_window


def chance_and_window(words: str, *, said: date, scale: str | None) -> tuple[str, str] | None:
    """The words about likelihood and those about time, where one cut alone parts them; else None.

    Parameters
    ----------
    words
        What was said, the chance before or after the window.
    said
        The day it was said.
    scale
        The scale that gives words their numbers; None if none was chosen, and then a word of any will do.

    Examples
    --------
    >>> chance_and_window("probably next year", said=date(2021, 6, 25), scale=None)
    ('probably', 'next year')
    >>> chance_and_window("by the end of Q3, 70%", said=date(2021, 6, 25), scale=None)
    ('70%', 'by the end of Q3')
    """
    parts = words.split()
    cuts = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    found = {
        (chance, when)
        for first, second in cuts
        for chance, when in ((first, second), (second, first))
        if _is_chance(chance, scale) and _is_window(when, said)
    }
    if len(found) != 1:
        return None
    chance, when = found.pop()
    return chance.strip(" ,;:"), when.strip(" ,;:")


def _is_chance(words: str, scale: str | None) -> bool:
    try:
        read_chance(words, scale=scale)
    except NoScale:
        return True
    except TrackerError:
        return False
    return True


def _is_window(words: str, said: date) -> bool:
    try:
        read_window(words, said=said)
    except TrackerError:
        return False
    return True
