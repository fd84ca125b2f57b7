"""A CSV file read as if its header had one column more, which takes what stands beyond the last one.

pandas drops such cells in silence when only some columns are asked for; in a column of their own they can
be told.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import IO

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
