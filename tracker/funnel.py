"""How many statements came how far: seen, scoreable, matured, resolved, scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame, Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Funnel:
    """How many statements came how far; a statement came as far as the furthest of its readings.

    A forecast that was typed in without a statement counts by itself. `matured`: the deadline or
    window is over, or the horizon where that is earlier, or nothing can change any more. `resolved`: the
    outcome is known, be it void or ambiguous. `scored`: there is a final score. `void` and `ambiguous`
    count those resolved statements that could not be scored for that.
    """

    seen: int
    scoreable: int
    matured: int
    resolved: int
    scored: int
    void: int
    ambiguous: int


def statements_of(frame: DataFrame) -> Series[Any]:
    """What each forecast is counted by: its statement, or itself where it has none."""
    stated = frame["statement"]
    return stated.where(stated.notna(), "alone " + frame["handle"].astype(str))


def funnel_of(frame: DataFrame) -> Funnel:
    """The funnel of marked forecasts."""
    statement = statements_of(frame)
    stage = frame.groupby(statement, sort=False)["stage"].max() if len(frame) else frame["stage"]
    furthest = statement.map(stage) if len(frame) else stage
    stuck = furthest == 3

    def blocked(verdict: str) -> int:
        return int(statement[stuck & (frame["verdict"] == verdict)].nunique())

    return Funnel(
        seen=len(stage),
        scoreable=int((stage >= 1).sum()),
        matured=int((stage >= 2).sum()),
        resolved=int((stage >= 3).sum()),
        scored=int((stage >= 4).sum()),
        void=blocked("void"),
        ambiguous=blocked("ambiguous"),
    )
