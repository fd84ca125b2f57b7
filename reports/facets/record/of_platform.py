"""What the platform that a forecaster's forecasts came from would make of them, beside the house's scores."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.judged import Judged, Records
from tracker.measures.of_platforms import PLATFORMS, Platform
from tracker.platforms.contributions import PlatformScore
from tracker.platforms.scoring_as import crowds_among, scored_as
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class OfPlatform:
    """One forecaster's figures by the rules of a platform, made of the forecasts that this ledger holds.

    `scores` are the prospective and the retrospective ones by each measure of the platform. `others` is how
    many other forecasters have a figure by it, who are no crowds.
    """

    platform: Platform
    scores: tuple[PlatformScore, ...]
    others: int


class PlatformFigures:
    """Figures by platforms of all who answered what a selection chooses, worked out once for all cards."""

    def __init__(self, records: Records, selection: Selection, on: date) -> None:
        self._records = records
        self._selection = replace(selection, forecasters=())
        self._on = on
        self._found: dict[Platform, tuple[PlatformScore, ...]] = {}

    def of(self, rows: DataFrame) -> OfPlatform | None:
        """Those of the one forecaster of a card's rows; None of several, and where it is of no platform."""
        makers = rows.loc[~rows["derived"].astype(bool), "forecaster"].unique()
        if len(makers) != 1:
            return None
        (maker,) = makers
        platform = self._platforms.get(maker)
        if platform is None:
            return None
        scores = self._scores(platform)
        own = tuple(one for one in scores if one.forecaster == maker)
        if not own:
            return None
        others = {one.forecaster for one in scores} - {maker} - self._crowds
        return OfPlatform(platform=platform, scores=own, others=len(others))

    @cached_property
    def _crowds(self) -> frozenset[str]:
        return crowds_among(self._records)

    @cached_property
    def _platforms(self) -> dict[str, Platform]:
        """The platform whose user name each forecaster goes by, by slug."""
        people = self._records.forecasters
        return {
            slug: platform
            for slug, aliases in zip(people["slug"], people["aliases"], strict=True)
            for platform in PLATFORMS
            if any(alias.startswith(f"{platform}:") for alias in aliases or ())
        }

    def _scores(self, platform: Platform) -> tuple[PlatformScore, ...]:
        if platform not in self._found:
            rows = Judged.of(self._records, self._selection, self._on).rows
            self._found[platform] = scored_as(platform, rows, crowds=self._crowds).scores
        return self._found[platform]
