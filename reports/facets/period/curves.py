"""How often things happened at each stated probability, forecaster by forecaster: those with most events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.facets.calibration.chances import reliability_of
from reports.facets.record.means import SEED
from tracker.calibration.reliability import Reliability
from tracker.chances import yes_or_no

if TYPE_CHECKING:
    from pandas import DataFrame

MOST = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """The reliability curve of a forecaster with twenty events or more, all prospective or all not."""

    forecaster: str
    name: str
    prospective: bool
    reliability: Reliability


def curves_of(frame: DataFrame, names: Mapping[str, str]) -> tuple[Curve, ...]:
    """The curves of marked forecasts, those on most events first: prospective ones, then the others.

    Of each kind no more than `MOST`, which is as many as a page has room for.
    """
    chances = yes_or_no(frame[frame["counts"]])
    found: list[Curve] = []
    for prospective in (True, False):
        parts = [
            (part["cluster"].nunique(), str(slug), part)
            for slug, part in chances[chances["prospective"] == prospective].groupby("forecaster")
        ]
        parts.sort(key=lambda one: (-one[0], one[1]))
        for _, slug, part in parts[:MOST]:
            if (curve := reliability_of(part, seed=SEED)) is None:
                break
            name = names.get(slug, slug)
            found.append(Curve(forecaster=slug, name=name, prospective=prospective, reliability=curve))
    return tuple(found)
