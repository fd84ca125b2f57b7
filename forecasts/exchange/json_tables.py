"""JSON as a table: a list of objects, or one a line; what is inside an object has a dotted name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from forecasts.errors import UnfitFile
from forecasts.exchange.table import Line

_DEEPEST = 8
_MOST_COLUMNS = 500
_LONGEST = 2**20


def rows_in(document: Any) -> list[Any]:
    """The rows of a document: itself if it is a list, else its longest list of objects, else itself.

    >>> rows_in({"page": 1, "results": [{"p": 0.7}]})
    [{'p': 0.7}]
    """
    if isinstance(document, list):
        return document
    lists = [(path, value) for path, value in _lists(document, "", _DEEPEST)]
    return max((value for _, value in lists), key=len, default=[document])


def flat(value: Any) -> dict[str, str]:
    """The texts of an object by dotted names; a list of plain values is one text.

    >>> flat({"id": 7, "forecast": {"probability_yes": 0.7, "at": None}, "tags": ["a", "b"]})
    {'id': '7', 'forecast.probability_yes': '0.7', 'forecast.at': '', 'tags': 'a; b'}
    """
    found: dict[str, str] = {}
    _flatten(value, "", found, _DEEPEST)
    return found


def lines(rows: list[Any]) -> Iterator[Line]:
    """The rows as those of a table, the names of its columns first; a row that is no object has a fault."""
    flattened = [flat(row) if isinstance(row, dict) else None for row in rows]
    columns = list(dict.fromkeys(name for row in flattened if row is not None for name in row))
    yield Line(0, columns, "")
    for number, (value, row) in enumerate(zip(rows, flattened, strict=True), start=1):
        text = _as_text(value)
        if row is None:
            yield Line(number, [""] * len(columns), text, "There is no object: give one as every row.")
        else:
            yield Line(number, [row.get(name, "") for name in columns], text)


def one_a_line(name: str, text: Iterator[str]) -> list[Any]:
    """The values of JSON Lines; a line that is none is refused, by its number."""
    found = []
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            found.append(json.loads(line, parse_constant=lambda _: None))
        except (ValueError, RecursionError) as error:
            raise UnfitFile(name, f"is not JSON on line {number}", "give one object a line") from error
    return found


def _lists(value: Any, path: str, deep: int) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, dict) and deep:
        for key, inner in value.items():
            if isinstance(inner, list) and any(isinstance(item, dict) for item in inner):
                yield f"{path}{key}", inner
            else:
                yield from _lists(inner, f"{path}{key}.", deep - 1)


def _flatten(value: Any, path: str, found: dict[str, str], deep: int) -> None:
    if len(found) >= _MOST_COLUMNS:
        return
    if isinstance(value, Mapping) and deep:
        for key, inner in value.items():
            _flatten(inner, f"{path}.{key}" if path else str(key), found, deep - 1)
    elif isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        found[path] = "; ".join(_plain(item) for item in value)
    else:
        found[path] = _plain(value)


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float():
            return repr(value)
        case _:
            return _as_text(value)


def _as_text(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)[:_LONGEST]
    except RecursionError:
        return "nested too deeply to be kept"
