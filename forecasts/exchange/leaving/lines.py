"""Rows of a CSV file for another tool as text, with no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from hashlib import blake2b
from io import StringIO

from forecasts.exchange.cells import guarded


def csv_line(cells: Iterable[str | float | None]) -> str:
    """One row with its line break; numbers are left as they are.

    >>> csv_line(["=1+1", -0.5, None]).rstrip()
    "'=1+1,-0.5,"
    """
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(
        [guarded(cell) if isinstance(cell, str) else cell for cell in cells]
    )
    return line.getvalue()


def mark(*parts: object) -> int:
    """A number that stands for some values, to remember a million of them in little room."""
    text = "\x00".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
