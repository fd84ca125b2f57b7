"""A record's name for life: its entry and its place in it, such as 17.3."""

from __future__ import annotations

import re
from typing import NamedTuple

from forecasts.errors import UnfitText

_HANDLE = re.compile(r"([1-9]\d{0,11})\.([1-9]\d{0,8})")


class Handle(NamedTuple):
    """Entry and position, both from 1; sorts in the order of recording.

    >>> str(Handle(17, 3))
    '17.3'
    >>> Handle.read("17.3")
    Handle(entry=17, position=3)
    """

    entry: int
    position: int

    def __str__(self) -> str:
        return f"{self.entry}.{self.position}"

    @classmethod
    def read(cls, text: str) -> Handle:
        """The handle that a text names; anything else raises UnfitText."""
        if not (found := _HANDLE.fullmatch(text.strip())):
            raise UnfitText("the handle", f"is {text[:40]!r}", "give an entry and a position, such as 17.3")
        return cls(int(found[1]), int(found[2]))
