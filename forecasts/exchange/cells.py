"""What one cell of a CSV file can hold: days, moments, numbers, flags, lists and pairs, and back.

A spreadsheet takes a cell that starts with `=`, `+`, `-` or `@` for a formula. Texts that start so leave
with an apostrophe before them, and lose it again when read; numbers are safe as they are.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from forecasts.errors import UnfitCell

_FORMULA = re.compile(r"'*[=+\-@\t]")
_MARKED = re.compile(r"'+[=+\-@\t]")
_TRUE, _FALSE = ("yes", "true", "1"), ("no", "false", "0", "")


@lru_cache(20_000)
def read_iso_day(cell: str) -> date | None:
    """The date that is written year, month, day; None where a cell holds none.

    >>> read_iso_day("2021-06-25"), read_iso_day("25.06.2021")
    (datetime.date(2021, 6, 25), None)
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            pass
    return None


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


def read_number(cell: str, column: str, *, comma: bool = False) -> float:
    """A finite number with a decimal point, or with a decimal comma where the file may have one.

    >>> read_number("0.7", "p"), read_number("0,7", "p", comma=True)
    (0.7, 0.7)
    """
    text = cell.replace(",", ".") if comma and "." not in cell else cell
    try:
        number = float(text)
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


def read_numbers(cell: str, column: str, *, comma: bool = False) -> tuple[float, ...]:
    """Numbers between semicolons.

    >>> read_numbers("0; 30; 61", "days")
    (0.0, 30.0, 61.0)
    """
    return tuple(read_number(part, column, comma=comma) for part in read_list(cell, column))


def read_shares(cell: str, column: str, *, comma: bool = False) -> tuple[tuple[str, float], ...]:
    """Options and their shares, as `Ann: 0.6; Bob: 0.4`, or a JSON list of pairs.

    >>> read_shares("Ann: 0.6; Bob: 40%", "shares")
    (('Ann', 0.6), ('Bob', 0.4))
    """
    if cell.startswith("["):
        pairs = _json(cell, column)
        if not all(isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) for pair in pairs):
            raise UnfitCell(column, cell, "give shares as Ann: 0.6; Bob: 0.4")
        return tuple((option, _share(str(share), column, comma=False)) for option, share in pairs)
    named = (part.rpartition(":") for part in read_list(cell, column))
    return tuple((option.strip(), _share(share.strip(), column, comma=comma)) for option, _, share in named)


def read_quantiles(cell: str, column: str, *, comma: bool = False) -> tuple[tuple[float, float], ...]:
    """Levels and their values, as `0.1: 20; 0.5: 35; 0.9: 60`.

    >>> read_quantiles("0.1: 20; 50%: 35", "quantiles")
    ((0.1, 20.0), (0.5, 35.0))
    """
    named = (part.partition(":") for part in read_list(cell, column))
    return tuple(
        (_share(level.strip(), column, comma=comma), read_number(value.strip(), column, comma=comma))
        for level, _, value in named
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


def cell_of(value: Any) -> str:
    """The text that a CSV cell would hold in a value's place; "" for none.

    >>> cell_of(date(2021, 6, 25)), cell_of(datetime(2021, 6, 25)), cell_of(0.7), cell_of(None)
    ('2021-06-25', '2021-06-25', '0.7', '')
    >>> cell_of(datetime(2021, 6, 25, 14, 30, tzinfo=UTC))
    '2021-06-25T14:30:00+00:00'
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return number_cell(value) if abs(value) < float("inf") else str(value)
        case datetime():
            bare = value.tzinfo is None and value.time() == time.min
            return value.date().isoformat() if bare else value.isoformat()
        case _:
            return value.isoformat() if isinstance(value, date) else str(value)


def moment_of(microseconds: int) -> datetime:
    """The moment so long after the beginning of 1970, exactly.

    >>> moment_of(1624582923000004).isoformat()
    '2021-06-25T01:02:03.000004+00:00'
    """
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


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


def _share(text: str, column: str, *, comma: bool) -> float:
    if text.endswith("%"):
        return read_number(text[:-1], column, comma=comma) / 100
    return read_number(text, column, comma=comma)


def _json(cell: str, column: str) -> list[Any]:
    try:
        items = json.loads(cell)
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list):
        raise UnfitCell(column, cell, "close the bracket, or give texts between semicolons")
    return items
