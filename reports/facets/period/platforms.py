"""What forecasting platforms would make of the same forecasts, where several answered the same questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.measures.of_platforms import ACCURACY, BRIER_INDEX, PEER
from tracker.platforms.contributions import PlatformScore
from tracker.platforms.scoring_as import scores_by

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN = (PEER, ACCURACY, BRIER_INDEX)
"""Of each platform the figure that compares forecasters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnPlatforms:
    """One forecaster's figures on platforms, all prospective or all retrospective, in the order of `SHOWN`.

    A figure is None where there is no mean: see `tracker.platforms.contributions.PlatformScore`.
    """

    forecaster: str
    name: str
    prospective: bool
    peer: PlatformScore | None
    accuracy: PlatformScore | None
    brier_index: PlatformScore | None


def on_platforms(
    frame: DataFrame, names: Mapping[str, str], *, crowds: frozenset[str]
) -> tuple[OnPlatforms, ...]:
    """The figures of all forecasters of judged forecasts, by name; none unless two have one by one measure.

    Parameters
    ----------
    frame
        Judged forecasts, to date.
    names
        Forecasters' names by slug.
    crowds
        The slugs of forecasters who are crowds, with whom nobody is compared.
    """
    if frame["forecaster"].nunique() < 2:
        return ()
    wanted = {measure.name for measure in SHOWN}
    found: dict[tuple[str, bool], dict[str, PlatformScore]] = {}
    for one in scores_by(wanted, frame, crowds=crowds):
        if one.mean is not None:
            found.setdefault((one.forecaster, one.prospective), {})[one.measure] = one
    several = {
        (measure, prospective)
        for measure in wanted
        for prospective in (True, False)
        if sum(measure in figures for (_, ahead), figures in found.items() if ahead == prospective) > 1
    }
    lines = [
        OnPlatforms(
            forecaster=slug,
            name=names.get(slug, slug),
            prospective=ahead,
            **{name: figures.get(name) if (name, ahead) in several else None for name in sorted(wanted)},
        )
        for (slug, ahead), figures in found.items()
        if any((name, ahead) in several for name in figures)
    ]
    return tuple(sorted(lines, key=lambda one: (not one.prospective, one.name, one.forecaster)))
