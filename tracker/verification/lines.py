"""On which lines of a CSV file its rows begin: a row may fill several, and blank ones are no rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence


def physical_lines(text: Iterable[str], rows: Sequence[int]) -> Iterator[int]:
    r"""The first line of each of these rows.

    Parameters
    ----------
    text
        The file's lines, the header first; it is line 1.
    rows
        Rows below the header, counted from 0, ascending.

    Examples
    --------
    >>> list(physical_lines(["p,y\n", '0.2,"a\n', 'b"\n', "\n", "0.7,1\n"], [0, 1]))
    [2, 5]
    """
    wanted, row, line = iter(rows), -1, 1
    sought = next(wanted, None)
    reader = csv.reader(text)
    for record in reader:
        if sought is None:
            return
        if len(record) > 1 or any(part.strip() for part in record):
            if row == sought:
                yield line
                sought = next(wanted, None)
            row += 1
        line = reader.line_num + 1
