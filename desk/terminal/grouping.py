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
    ["2 times (a, b), the first: 'a' has no criteria."]
    >>> grouped([Problem("a", "'a' has no criteria.")])
    ["a: 'a' has no criteria."]
    """
    kinds: dict[str, list[Problem]] = {}
    for note in notes:
        kinds.setdefault(_PARTICULARS.sub("", note.message), []).append(note)
    return [_line(same) for same in kinds.values()]


def _line(same: list[Problem]) -> str:
    if len(same) == 1:
        return str(same[0])
    where = list(dict.fromkeys(note.where for note in same))
    more = f" and {len(where) - SHOWN:,} more" if len(where) > SHOWN else ""
    return f"{len(same):,} times ({', '.join(where[:SHOWN])}{more}), the first: {same[0].message}"
