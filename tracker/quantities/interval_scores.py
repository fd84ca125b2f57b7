"""The weighted interval score of each forecaster on one target, by horizon, with its parts and coverage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tracker.certainty.clustered_share import clustered_share
from tracker.certainty.skewed_mean import clustered_mean_interval
from tracker.certainty.wording import told_by
from tracker.quantities.levels import ALIKE, have_mirror_images
from tracker.quantities.targets import Target
from tracker.scoring import weighted_interval_parts, weighted_interval_score
from tracker.vectors import Floats

_ALL = "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class Covered:
    """The share of values within a central interval that claims the share `claimed`, ends included.

    `low` and `high` are its 95% interval over days, capped by what so many days can tell.
    """

    claimed: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class IntervalScores:
    """One forecaster on one target at one horizon, or at all; lower is better.

    Attributes
    ----------
    soonest, latest
        The days ahead that the horizon spans; None of all horizons together.
    forecasts, days
        How many forecasts there are, about how many days (or stated clusters), which share their luck.
    wis
        The mean weighted interval score; None below five days.
    low, high
        Its 95% interval over days, from twenty days on: nothing bounds what one more day could add.
    dispersion, overprediction, underprediction
        The parts of which it is the sum; None where a level stands without its mirror image.
    coverage
        Of each central interval that the levels make, from the narrowest to the widest; none below five days.
    """

    forecaster: str
    soonest: int | None
    latest: int | None
    forecasts: int
    days: int
    wis: float | None
    low: float | None
    high: float | None
    dispersion: float | None
    overprediction: float | None
    underprediction: float | None
    coverage: tuple[Covered, ...]


def interval_scores(target: Target) -> tuple[IntervalScores, ...]:
    """The scores of each forecaster at each horizon, and at all where there are several.

    Empty where forecasts have no level in common.
    """
    if not target.levels or not len(target.observed):
        return ()
    score = np.asarray(weighted_interval_score(target.quantiles, target.levels, target.observed))
    return tuple(
        _scores(target, score, rows, forecaster, horizon) for forecaster, horizon, rows in _groups(target)
    )


def horizon_in_words(soonest: int | None, latest: int | None) -> str:
    """A horizon as tables have it.

    >>> horizon_in_words(5, 5), horizon_in_words(8, 14), horizon_in_words(None, None)
    ('5 days', '8 to 14 days', 'all')
    """
    if soonest is None or latest is None:
        return _ALL
    if soonest == latest:
        return f"{soonest:,} {'day' if soonest == 1 else 'days'}"
    return f"{soonest:,} to {latest:,} days"


def _groups(target: Target) -> Iterator[tuple[str, tuple[int, int] | None, NDArray[np.bool_]]]:
    horizons = sorted(set(zip(target.soonest.tolist(), target.latest.tolist(), strict=True)))
    for forecaster in np.unique(target.forecaster).tolist():
        mine = target.forecaster == forecaster
        if len(horizons) > 1:
            yield forecaster, None, mine
        for horizon in horizons:
            rows = mine & (target.soonest == horizon[0])
            if rows.any():
                yield forecaster, horizon, rows


def _scores(
    target: Target,
    score: Floats,
    rows: NDArray[np.bool_],
    forecaster: str,
    horizon: tuple[int, int] | None,
) -> IntervalScores:
    cluster = target.cluster[rows]
    days = len(np.unique(cluster))
    few = IntervalScores(
        forecaster=forecaster,
        soonest=horizon[0] if horizon else None,
        latest=horizon[1] if horizon else None,
        forecasts=int(rows.sum()),
        days=days,
        wis=None,
        low=None,
        high=None,
        dispersion=None,
        overprediction=None,
        underprediction=None,
        coverage=(),
    )
    if not told_by(days).shows_mean:
        return few
    ends = clustered_mean_interval(score[rows], cluster) or (None, None)
    found = replace(few, wis=float(score[rows].mean()), low=ends[0], high=ends[1])
    stated, seen = target.quantiles[rows], target.observed[rows]
    found = replace(found, coverage=tuple(_covered(stated, target.levels, seen, cluster)))
    if not have_mirror_images(target.levels):
        return found
    parts = weighted_interval_parts(stated, target.levels, seen)
    return replace(
        found,
        dispersion=float(parts.dispersion.mean()),
        overprediction=float(parts.overprediction.mean()),
        underprediction=float(parts.underprediction.mean()),
    )


def _covered(
    stated: Floats, levels: tuple[float, ...], seen: Floats, cluster: NDArray[np.str_]
) -> Iterator[Covered]:
    """Each central interval whose two ends are stated, the narrowest first."""
    places = {round(level, ALIKE): place for place, level in enumerate(levels)}
    _, place = np.unique(cluster, return_inverse=True)
    count = np.bincount(place)
    for level in sorted((level for level in places if level < 0.5), reverse=True):
        if (mirror := round(1 - level, ALIKE)) not in places:
            continue
        low, high = stated[:, places[level]], stated[:, places[mirror]]
        inside = np.bincount(place, weights=(low <= seen) & (seen <= high))
        held = clustered_share(inside, count)
        assert held.share is not None, "there are forecasts"
        assert held.low is not None, "and so an interval"
        assert held.high is not None, "with two ends"
        yield Covered(claimed=round(1 - 2 * level, ALIKE), share=held.share, low=held.low, high=held.high)
