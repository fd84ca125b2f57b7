"""How the cells of a table's column sort: as numbers, as dates, or as words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from reports.figures import NOTHING
from reports.render.layout import Table

Kind = Literal["number", "date", "word"]

_NUMBER = re.compile(r"[<>]?[-+]?[\d,]*\.?\d+%?|∞")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def kinds(table: Table) -> tuple[Kind, ...]:
    """How each column of a table sorts.

    A column sorts as numbers if it is marked as numeric, or if all its cells are numbers with equally
    many places (so that handles such as 17.3 and 17.10 sort as words, piece by piece); as dates if each of
    its cells holds one.
    """
    return tuple(
        "number" if column.numeric else _kind(line.cells[place].text for line in table.lines)
        for place, column in enumerate(table.columns)
    )


def _kind(texts: Iterable[str]) -> Kind:
    told = [text for text in texts if text not in ("", NOTHING)]
    if told and all(_DATE.search(text) for text in told):
        return "date"
    numbers = told and all(_NUMBER.fullmatch(text) for text in told)
    places = {len(text.partition(".")[2]) for text in told}
    return "number" if numbers and (len(places) == 1 or told[0].endswith("%")) else "word"


def sort_key(text: str, kind: Kind) -> str:
    """What a cell sorts by where that is not how it begins; empty where it is.

    >>> sort_key("happened 2021-08-15", "date"), sort_key("2021-08-15", "date"), sort_key("<0.1%", "number")
    ('2021-08-15', '', '0.05')
    """
    if kind == "date":
        found = _DATE.search(text)
        return found[0] if found and found.start() else ""
    if kind == "number" and text.startswith(("<", ">")):
        return {"<0.1%": "0.05", ">99.9%": "99.95"}.get(text, "")
    return ""
