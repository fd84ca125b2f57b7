"""What carries a finding: the figures that a sentence about it needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Tilted:
    """So many of `chances` were expected to happen, and `happened` did.

    `share` is how much of the stated probability lay before the event, on average, in `windows` on other
    events; half should. None where there are none.
    """

    chances: int
    expected: float
    happened: float
    windows: int
    share: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidAndCame:
    """What was said on average, beside the share that happened."""

    said: float
    came: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretched:
    """How often the likely and the unlikely things happened; None where there are too few of them.

    `certain` counts what was said to be 0 or 100%, and `wrong` what of it came otherwise.
    """

    certain: int
    wrong: int
    likely: SaidAndCame | None
    unlikely: SaidAndCame | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shifted:
    """Of `spans` windows or intervals, how many had the truth before the middle; half should."""

    spans: int
    before_middle: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Spanned:
    """Of `spans` windows or intervals, how many held the truth, how many should, and where the rest fell."""

    spans: int
    held: int
    promised: float
    before: int
    after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Alike:
    """All chances are one."""

    chances: int
    said: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """How well chances tell what happened from what did not: the area under the ROC curve, on `events`.

    `near` of the chances lie between `least` and `most`, where these are nearly all; else all three are None.
    """

    events: int
    area: float
    low: float
    high: float
    near: int | None
    least: float | None
    most: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Vague:
    """Of `seen` statements so many could not be scored."""

    seen: int
    unscoreable: int


Evidence = Tilted | Stretched | Shifted | Spanned | Alike | Apart | Vague
