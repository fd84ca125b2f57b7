"""Names for files and for places in a page, made from words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

_LONGEST = 40


def named_apart(texts: Iterable[str]) -> tuple[str, ...]:
    """A name for each text, of small letters, digits and hyphens, no two the same.

    >>> named_apart(["Every forecast", "In time: 3 lanes", "Every forecast", "Événement", "?"])
    ('every-forecast', 'in-time-3-lanes', 'every-forecast-2', 'evenement', 'part')
    """
    taken: set[str] = set()
    names = []
    for text in texts:
        name = stem = _slug(text)
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        names.append(name)
    return tuple(names)


def _slug(text: str) -> str:
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return words or "part"
