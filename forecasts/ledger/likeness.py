"""Whether two statements are much alike: the same said twice, give or take a few letters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

ALIKE = 0.9


def much_alike(one: str, other: str) -> bool:
    """Whether two texts are nearly the same, whatever their case, spacing and punctuation.

    >>> much_alike("Taliban capture Kabul", "The Taliban capture Kabul.")
    True
    >>> much_alike("Taliban capture Kabul", "Taliban capture Kunduz")
    False
    """
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
