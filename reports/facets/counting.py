"""How many forecasts came how far, and why the others were left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.funnel import Funnel, funnel_of

if TYPE_CHECKING:
    from pandas import DataFrame


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
