"""Where the values of one target fell among the quantiles of one forecaster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.calibration.quantile_pit import QuantilePit, quantile_pit
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.quantities.targets import targets_of

if TYPE_CHECKING:
    from pandas import DataFrame

MOST = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetPit:
    """The histogram of all forecasts that one forecaster made on one target, at every horizon."""

    target: str
    forecaster: str
    name: str
    pit: QuantilePit


def target_pits_of(frame: DataFrame, names: Mapping[str, str], *, seed: int) -> tuple[TargetPit, ...]:
    """The histograms of those with most forecasts, eight at most, by target and name; five days at least.

    On the levels that all who are chosen state of a target.
    """
    found = []
    for target in targets_of(frame):
        if not target.levels:
            continue
        for slug in sorted(set(target.forecaster.tolist())):
            mine = target.of(target.forecaster == slug)
            if len(set(mine.cluster.tolist())) < LEAST_FOR_MEAN:
                continue
            pit = quantile_pit(mine.quantiles, mine.levels, mine.observed, mine.cluster, seed=seed)
            found.append(TargetPit(target=target.name, forecaster=slug, name=names.get(slug, slug), pit=pit))
    found.sort(key=lambda one: -one.pit.count)
    return tuple(sorted(found[:MOST], key=lambda one: (one.target, one.name, one.forecaster)))
