"""The days that a rule of the window grammar finds named, before any of them is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class NamedDays:
    """Dates as the words name them; they may lie in the past, or in the wrong order.

    Attributes
    ----------
    rule
        The rule's name without its version, such as "range".
    earliest
        The first day; None where only a deadline was named.
    central
        The middle, where the words name one.
    latest
        The last day.
    """

    rule: str
    latest: date
    earliest: date | None = None
    central: date | None = None
