"""What one cell of a CSV file can hold: days, moments, numbers, flags, lists and pairs, and back.

A spreadsheet takes a cell that starts with `=`, `+`, `-` or `@` for a formula. Texts that start so leave
with an apostrophe before them, and lose it again when read; numbers are safe as they are.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from forecasts.errors import UnfitCell

_FORMULA = re.compile(r"'*[=+\-@\t]")
_MARKED = re.compile(r"'+[=+\-@\t]")
_TRUE, _FALSE = ("yes", "true", "1"), ("no", "false", "0", "")


@lru_cache(20_000)
def read_day(cell: str, column: str) -> date:
    """A date written as year, month, day.

    >>> read_day("2021-06-25", "said")
    datetime.date(2021, 6, 25)
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            pass
    raise UnfitCell(column, cell, "give a date as 2021-06-25")


def read_moment(cell: str, column: str) -> datetime:
    """A moment with its offset from UTC, brought to UTC.

    >>> read_moment("2021-06-25T14:30+02:00", "made_at").isoformat()
    '2021-06-25T12:30:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(cell)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise UnfitCell(column, cell, "give a moment with its time zone, as 2021-06-25T14:30Z")


def read_number(cell: str, column: str) -> float:
    """A finite number with a decimal point.

    >>> read_number("0.7", "p")
    0.7
    """
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in cell:
        raise UnfitCell(column, cell, "give a number such as 0.7")
    return number


def read_flag(cell: str, column: str) -> bool:
    """Yes or no; an empty cell is no.

    >>> read_flag("yes", "recurs")
    True
    """
    if cell.casefold() in _TRUE:
        return True
    if cell.casefold() in _FALSE:
        return False
    raise UnfitCell(column, cell, "give yes or no")


def read_list(cell: str, column: str) -> tuple[str, ...]:
    """Texts between semicolons, or a JSON list.

    >>> read_list("war; Central Asia", "tags")
    ('war', 'Central Asia')
    """
    if not cell.startswith("["):
        return tuple(part.strip() for part in cell.split(";") if part.strip())
    items = _json(cell, column)
    if not all(isinstance(item, str) for item in items):
        raise UnfitCell(column, cell, "give texts between semicolons, as a; b; c")
    return tuple(items)


def read_numbers(cell: str, column: str) -> tuple[float, ...]:
    """Numbers between semicolons.

    >>> read_numbers("0; 30; 61", "days")
    (0.0, 30.0, 61.0)
    """
    return tuple(read_number(part, column) for part in read_list(cell, column))


def read_shares(cell: str, column: str) -> tuple[tuple[str, float], ...]:
    """Options and their shares, as `Ann: 0.6; Bob: 0.4`, or a JSON list of pairs.

    >>> read_shares("Ann: 0.6; Bob: 40%", "shares")
    (('Ann', 0.6), ('Bob', 0.4))
    """
    if cell.startswith("["):
        pairs = _json(cell, column)
        if not all(isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) for pair in pairs):
            raise UnfitCell(column, cell, "give shares as Ann: 0.6; Bob: 0.4")
        return tuple((option, _share(str(share), column)) for option, share in pairs)
    named = (part.rpartition(":") for part in read_list(cell, column))
    return tuple((option.strip(), _share(share.strip(), column)) for option, _, share in named)


def read_quantiles(cell: str, column: str) -> tuple[tuple[float, float], ...]:
    """Levels and their values, as `0.1: 20; 0.5: 35; 0.9: 60`.

    >>> read_quantiles("0.1: 20; 50%: 35", "quantiles")
    ((0.1, 20.0), (0.5, 35.0))
    """
    named = (part.partition(":") for part in read_list(cell, column))
    return tuple(
        (_share(level.strip(), column), read_number(value.strip(), column)) for level, _, value in named
    )


def list_cell(texts: Sequence[str]) -> str:
    """The cell that `read_list` reads back as these texts.

    >>> list_cell(["war", "a; b"])
    '["war", "a; b"]'
    """
    plain = all(text == text.strip() and ";" not in text for text in texts)
    if plain and not texts[0].startswith("["):
        return "; ".join(texts)
    return json.dumps(list(texts), ensure_ascii=False)


def numbers_cell(numbers: Sequence[float]) -> str:
    """The cell that `read_numbers` reads back as these numbers, exactly."""
    return "; ".join(number_cell(number) for number in numbers)


def number_cell(number: float) -> str:
    """A number in the fewest digits that read back as the same number.

    >>> number_cell(30.0), number_cell(0.1)
    ('30', '0.1')
    """
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def shares_cell(options: Sequence[str], shares: Sequence[float]) -> str:
    """The cell that `read_shares` reads back as these pairs."""
    plain = all(option == option.strip() and ";" not in option for option in options)
    if plain and not options[0].startswith("["):
        return "; ".join(f"{o}: {number_cell(s)}" for o, s in zip(options, shares, strict=True))
    return json.dumps([list(pair) for pair in zip(options, shares, strict=True)], ensure_ascii=False)


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> guarded("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given, with line breaks of any system as one.

    >>> unguarded("'=HYPERLINK(1)")
    '=HYPERLINK(1)'
    """
    bare = cell[1:] if _MARKED.match(cell) else cell
    return bare.replace("\r\n", "\n").replace("\r", "\n")


def _share(text: str, column: str) -> float:
    if text.endswith("%"):
        return read_number(text[:-1], column) / 100
    return read_number(text, column)


def _json(cell: str, column: str) -> list[Any]:
    try:
        items = json.loads(cell)
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list):
        raise UnfitCell(column, cell, "close the bracket, or give texts between semicolons")
    return items
