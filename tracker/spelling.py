"""Which publisher, topic or tag is meant by what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from forecasts.errors import NotUnique, Unknown

_SHOWN = 5
_NEAR = 3


def name_meant(kind: str, typed: str, known: Iterable[str]) -> str:
    """The one publisher, topic or tag typed in full, in any case, or by a beginning that fits no other.

    These have no slugs, only their own spelling.

    Raises
    ------
    Unknown, NotUnique
        If no name fits, with the nearest; if several do.

    Examples
    --------
    >>> name_meant("topic", "afg", ["Afghanistan", "Rain"])
    'Afghanistan'
    """
    names = sorted(set(known))
    if typed in names:
        return typed
    folded = typed.casefold()
    for fitting in (
        [name for name in names if name.casefold() == folded],
        [name for name in names if folded and name.casefold().startswith(folded)],
    ):
        if len(fitting) > 1:
            raise NotUnique(kind, typed, tuple(fitting))
        if fitting:
            return fitting[0]
    spelt = {name.casefold(): name for name in reversed(names)}
    near = [spelt[like] for like in get_close_matches(folded, spelt, n=_NEAR)]
    raise Unknown(kind, typed, tuple(near or names[:_SHOWN]))
