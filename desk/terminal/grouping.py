"""Notes of one kind under one line, with how many there are and where."""

from __future__ import annotations

import re
from collections.abc import Iterable

from forecasts.problems import Problem

SHOWN = 8
_PARTICULARS = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d.,:-]*")


def grouped(notes: Iterable[Problem]) -> list[str]:
    """A line a kind, in the order in which the first of each came; a kind is a sentence but for its names.

    >>> grouped([Problem("a", "'a' has no criteria."), Problem("b", "'b' has no criteria.")])
    ["2 times: 'a' has no criteria. Likewise: b."]
    >>> grouped([Problem("a", "'a' has no criteria.")])
    ["a: 'a' has no criteria."]
    """
    kinds: dict[str, list[Problem]] = {}
    for note in notes:
        kinds.setdefault(_PARTICULARS.sub("", note.message), []).append(note)
    return [_line(same) for same in kinds.values()]


def _line(same: list[Problem]) -> str:
    first, *others = same
    if not others:
        return str(first)
    where = list(dict.fromkeys(note.where for note in others))
    more = f" and {len(where) - SHOWN:,} more" if len(where) > SHOWN else ""
    return f"{len(same):,} times: {first.message} Likewise: {', '.join(where[:SHOWN])}{more}."
