"""Where two answers differ, and which differences are wanted."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_PROVENANCE = re.compile(r"said\.(heading\.(version|libraries)|digest|versions|again)(\[.*|\..*)?")
"""What belongs to a program or to a report's form, and not to what the report says: with another version of
the program or its libraries it differs. The digests of entries, heads and records are no part of this, nor is
what a frozen report was made with, which is on record."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place in an answer, with what was there before and what is there now."""

    path: str
    before: Any
    now: Any

    def __str__(self) -> str:
        return f"{self.path or 'all'}: {_short(self.before)} -> {_short(self.now)}"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A difference that is meant: patterns of the command and of the path, and why it is meant.

    `within` is how far a number may have moved, for one that is drawn; without it the place may hold
    anything.
    """

    command: str
    path: str
    why: str
    within: float | None = None

    def covers(self, command: str, difference: Difference) -> bool:
        """Whether this is it."""
        near = self.within is None or _moved(difference) <= self.within
        return near and bool(re.fullmatch(self.command, command) and re.fullmatch(self.path, difference.path))


_ABSENT = "(absent)"


def differences(before: Any, now: Any, path: str = "") -> Iterator[Difference]:
    """The places at which two pieces of JSON differ, provenance apart; numbers agree to nine digits."""
    if _PROVENANCE.fullmatch(path):
        return
    if isinstance(before, dict) and isinstance(now, dict):
        for key in before | now:
            inner = f"{path}.{key}" if path else key
            yield from differences(before.get(key, _ABSENT), now.get(key, _ABSENT), inner)
    elif isinstance(before, list) and isinstance(now, list):
        if len(before) != len(now):
            yield Difference(path=f"{path}[]", before=len(before), now=len(now))
            if all(isinstance(item, dict) and "where" in item for item in before + now):
                yield from differences(_placed(before), _placed(now), path)
                return
        for place, (old, new) in enumerate(zip(before, now, strict=False)):
            yield from differences(old, new, f"{path}[{place}]")
    elif not _equal(before, now):
        yield Difference(path=path, before=before, now=now)


def _placed(found: list[Any]) -> dict[str, Any]:
    """What was found by where, so that a problem more or less moves no other."""
    placed: dict[str, Any] = {}
    for item in found:
        count = sum(other.startswith(f"{item['where']} #") for other in placed)
        placed[f"{item['where']} #{count + 1}"] = item
    return placed


def _moved(difference: Difference) -> float:
    """How far a number moved; infinitely far where it is none, before or now."""
    numbers = [value for value in (difference.before, difference.now) if isinstance(value, int | float)]
    return abs(numbers[0] - numbers[1]) if len(numbers) == 2 else math.inf


def _equal(before: Any, now: Any) -> bool:
    if isinstance(before, bool) or isinstance(now, bool):
        return before is now
    if isinstance(before, int | float) and isinstance(now, int | float):
        return math.isclose(before, now, rel_tol=1e-9, abs_tol=1e-12)
    return bool(before == now)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:150]}... ({len(text)} characters)"
