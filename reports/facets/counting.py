"""How many forecasts came how far, and why the others were left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """One forecaster's part of a funnel; a statement read of several forecasters is in each one's."""

    forecaster: str
    name: str
    funnel: Funnel


@dataclass(frozen=True, kw_only=True, slots=True)
class Omission:
    """How many forecasts (not statements) were left out of the headline for one reason."""

    reason: str
    count: int


def recorded(frame: DataFrame) -> DataFrame:
    """The forecasts that somebody made, without those of a derived crowd; all where there are no others."""
    if frame["derived"].all():
        return frame
    return frame[~frame["derived"]]


def funnel_of(frame: DataFrame) -> Funnel:
    """The funnel of marked forecasts."""
    statement = frame["statement"].where(frame["statement"].notna(), "alone " + frame["handle"].astype(str))
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


def shares_of(frame: DataFrame, names: Mapping[str, str]) -> tuple[Share, ...]:
    """The funnel of each forecaster, by name."""
    found = [
        Share(forecaster=str(slug), name=names.get(str(slug), str(slug)), funnel=funnel_of(part))
        for slug, part in frame.groupby("forecaster", sort=False)
    ]
    return tuple(sorted(found, key=lambda share: (share.name, share.forecaster)))


def omissions_of(frame: DataFrame) -> tuple[Omission, ...]:
    """Why forecasts were left out, most frequent first; with those that count they add up to all."""
    counts = frame["left_out"].dropna().value_counts()
    found = [Omission(reason=str(reason), count=int(count)) for reason, count in counts.items()]
    return tuple(sorted(found, key=lambda omission: (-omission.count, omission.reason)))
