"""Where the rows of a CSV file begin, and what stands beyond its last column: pandas says neither.

A row may fill several lines, and blank ones are no rows. Cells beyond the header are dropped in silence when
only some columns are asked for; in a column of their own they can be counted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO


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


BEYOND = "beyond the header"
_AT_ONCE = 1 << 18


def widened(source: IO[bytes], header: Sequence[str], lines: int) -> io.BufferedReader:
    r"""The file with another header, one column wider.

    Parameters
    ----------
    source
        The file from its beginning.
    header, lines
        Its columns, and how many lines of the file name them.

    Examples
    --------
    >>> widened(io.BytesIO(b"p,y\n0.2,0\n"), ["p", "y"], 1).read()
    b'p,y,beyond the header\n0.2,0\n'
    """
    ahead: list[bytes] = []
    while len(ahead) < lines and (line := source.readline()):
        ahead += line.splitlines(keepends=True)
    named = io.StringIO(newline="")
    csv.writer(named, lineterminator="\n").writerow([*header, BEYOND])
    return io.BufferedReader(_Headed(named.getvalue().encode() + b"".join(ahead[lines:]), source), _AT_ONCE)


class _Headed(io.RawIOBase):
    """Some bytes, then those of a file."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self.head, self.rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override] # the stubs allow any buffer, and this one is called with a view
        part = self.head[: len(room)] if self.head else self.rest.read(len(room))
        self.head = self.head[len(room) :]
        room[: len(part)] = part
        return len(part)
