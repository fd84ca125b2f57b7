"""Cells that hold a Python list, of numbers or of texts, read without evaluating anything."""

from __future__ import annotations

import ast
import math
import warnings
from collections.abc import Iterable
from typing import Any

from forecasts.errors import UnfitCell
from forecasts.exchange.peers.common import tag

_LONGEST = 200_000
_MOST = 5_000
_MISSING = frozenset(("None", "nan", "null", "NaN"))


def number(cell: str, column: str) -> float:
    """A finite number.

    >>> number("1_0", "Lower Bound")
    Traceback (most recent call last):
    ...
    forecasts.errors.UnfitCell: The column 'Lower Bound' holds '1_0': give a finite number.
    """
    try:
        found = float(cell)
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or "_" in cell:
        raise UnfitCell(column, cell, "give a finite number")
    return found


def numbers(cell: str, column: str) -> tuple[float | None, ...]:
    """The numbers of a list, None where one is missing; an empty cell has none.

    >>> numbers("[0.25, None, nan, 0.75]", "Probability Yes Per Category")
    (0.25, None, None, 0.75)
    """
    text = cell.strip()
    if not text:
        return ()
    if (text[0], text[-1]) not in (("[", "]"), ("(", ")")):
        raise UnfitCell(column, cell, "give a list such as [0.2, 0.8]")
    parts = [part.strip() for part in text[1:-1].split(",")]
    if not parts[-1]:
        parts.pop()
    if len(parts) > _MOST:
        raise UnfitCell(column, cell, f"a list has at most {_MOST:,} numbers")
    return _plain(parts) or tuple(None if part in _MISSING else number(part, column) for part in parts)


def _plain(parts: list[str]) -> tuple[float, ...]:
    """The numbers where each is plain and finite, as in almost every list; else none, for a closer look."""
    try:
        found = tuple(map(float, parts))
    except ValueError:
        return ()
    plain = all(map(math.isfinite, found)) and not any("_" in part for part in parts)
    return found if plain else ()


def complete(found: Iterable[float | None], column: str) -> tuple[float, ...]:
    """Numbers of which none is missing."""
    listed = tuple(found)
    known = tuple(number for number in listed if number is not None)
    if len(known) != len(listed):
        raise UnfitCell(column, "None", "a curve lacks none of its numbers")
    return known


def literal(cell: str, column: str) -> Any:
    """What a cell says in Python's own notation of lists, texts and numbers; an empty one is an empty list.

    >>> literal("['Ann', None]", "Categories")
    ['Ann', None]
    """
    if not cell.strip():
        return []
    if len(cell) > _LONGEST:
        raise UnfitCell(column, cell, f"a list has at most {_LONGEST:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.literal_eval(cell.strip())
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError, Warning) as error:
        raise UnfitCell(column, cell, "give a list such as ['one', 'other']") from error


def texts(cell: str, column: str) -> tuple[str, ...]:
    """The texts of a list, each on one line; those that are missing or empty are left out.

    >>> texts("['War', None, 'Peace']", "Categories")
    ('War', 'Peace')
    """
    return lines(literal(cell, column), column)


def lines(found: Any, column: str) -> tuple[str, ...]:
    """A list's texts, each on one line, where that is what it holds."""
    if found is None:
        return ()
    if not isinstance(found, list | tuple) or not all(isinstance(part, str | None) for part in found):
        raise UnfitCell(column, str(type(found).__name__), "give a list of texts")
    return tuple(clean for part in found if part and (clean := tag(part)))
