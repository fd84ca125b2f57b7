"""Whether things said to be 70% likely happened 70% of the time.

The curve never falls as the stated probability rises, and otherwise follows what happened as closely as
it can: no bins are chosen. A band goes with it, always. The consistency band lies around the diagonal and
holds the curve's height for most calibrated forecasters with these very probabilities: a curve that
leaves it is miscalibrated there. The confidence band lies around the curve and says how far the curve itself
is to be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from tracker.calibration.decomposition import decomposition, lucky_parts, summary_of_luck
from tracker.calibration.isotonic import SIMULATED, blocks, curve, curves_by_luck, resampled_curves, sets_for
from tracker.certainty.intervals import wilson
from tracker.pooling import GRID, Floats

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_STEPS, _PLACES = 1_000, 3
_MOST_POINTS = 1_000
_LEVEL = 0.9
_PARTS = ("score", "miscalibration", "discrimination", "uncertainty")

Band = Literal["consistency", "confidence"]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ReliabilityCurve:
    """What happened at each stated probability, the curve through it, and its band; empty without forecasts.

    Attributes
    ----------
    said, count, happened
        Each probability, how often it was said, and the share that happened, shape (cells,).
    curve
        The curve's height there.
    low, high
        The band, pointwise.
    band, level, replicates, seed
        Which band it is, how much it holds (0.9: of 90 in 100 sets), and how it was drawn.
    """

    said: Floats
    count: Floats
    happened: Floats
    curve: Floats
    low: Floats
    high: Floats
    band: Band
    level: float
    replicates: int
    seed: int

    @property
    def table(self) -> pd.DataFrame:
        """One row a stated probability: `said`, `count`, `happened`, `curve`, `low`, `high`."""
        import pandas as pd

        names = ("said", "count", "happened", "curve", "low", "high")
        return pd.DataFrame({name: getattr(self, name) for name in names})


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One stated probability: how often it was said, how often the thing happened, and the curve there.

    `low` and `high` hold the curve's height in 90 of 100 sets by a forecaster who is calibrated.
    """

    said: float
    count: int
    happened: float
    curve: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reliability:
    """The reliability curve, and what it says about the mean Brier score.

    ``score = miscalibration - discrimination + uncertainty``. `by_luck` is the miscalibration that a
    calibrated forecaster shows on average with these probabilities, never compare it with 0, and
    `by_luck_high` the one that 95 of 100 such forecasters stay below; `discrimination_by_luck` and
    `discrimination_by_luck_high` are the like for discrimination. Forecasts on one event share their luck
    there and in the band; of the `events`, `mixed` have forecasts that came out differently, which makes band
    and luck wider than need be. The parts of the score count each forecast once. `places` is to how many
    places probabilities were rounded for the points and for luck; None where none were.
    """

    points: tuple[Point, ...]
    count: int
    events: int
    mixed: int
    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    by_luck: float
    by_luck_high: float
    discrimination_by_luck: float
    discrimination_by_luck_high: float
    places: int | None
    replicates: int
    seed: int


def reliability(tally: Tally, *, seed: int) -> Reliability | None:
    """The reliability curve of a tally with its band, and the parts of the score beside those by luck.

    Parameters
    ----------
    tally
        Forecasts with outcomes 0 or 1 and whole counts. Those of a cluster share their luck.
    seed
        Of 999 made-up sets, or as many as a hundred million draws allow and at least 25.

    Notes
    -----
    More than a thousand different probabilities are rounded to three places for the points and for luck.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where nothing can be drawn.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = reliability(Tally.of([0.2, 0.8] * 10, [0, 1] * 10), seed=1)
    >>> round(found.miscalibration, 2), round(found.by_luck, 2), [point.curve for point in found.points]
    (0.04, 0.02, [0.0, 1.0])
    """
    tally.counts(SIMULATED)
    if not len(tally.said):
        return None
    said = tally.unclustered()
    coarse = len(said.said) > _MOST_POINTS
    drawn = tally.rounded(_STEPS) if coarse else tally
    shown, parts = drawn.unclustered(), decomposition(said)
    sets = sets_for(len(drawn.said))
    lucky, heights = [], []
    for happened, curves in curves_by_luck(drawn, seed=seed, replicates=sets):
        lucky.append(lucky_parts(shown, happened, curves))
        heights.append(curves)
    luck = summary_of_luck(np.concatenate(lucky), loss="brier", seed=seed, rounded=coarse)
    low, high = _middle(np.concatenate(heights), _LEVEL)
    columns = (shown.said, shown.count, shown.happened, curve(shown.count, shown.happened), low, high)
    return Reliability(
        points=tuple(
            Point(said=p, count=round(n), happened=k, curve=c, low=b, high=t)
            for p, n, k, c, b, t in zip(*(column.tolist() for column in columns), strict=True)
        ),
        count=round(parts.count),
        events=tally.events,
        mixed=_mixed(tally),
        **{part: getattr(parts, part) for part in _PARTS},
        by_luck=luck.miscalibration_mean,
        by_luck_high=luck.miscalibration_high,
        discrimination_by_luck=luck.discrimination_mean,
        discrimination_by_luck_high=luck.discrimination_high,
        places=_PLACES if coarse else None,
        replicates=sets,
        seed=seed,
    )


def _mixed(tally: Tally) -> int:
    """How many clusters have forecasts that came out differently."""
    if tally.cluster is None:
        return 0
    count, happened = (np.bincount(tally.cluster, weights=part) for part in (tally.count, tally.happened))
    return int(((happened > 0) & (happened < count)).sum())


def reliability_curve(
    tally: Tally,
    *,
    seed: int,
    replicates: int = 999,
    level: float = 0.9,
    band: Band = "consistency",
) -> ReliabilityCurve:
    """The reliability curve of a tally with a band from made-up sets.

    Parameters
    ----------
    tally
        Forecasts with outcomes 0 or 1 and whole counts. In the consistency band those of a cluster share
        their luck; the confidence band takes every forecast as independent, and is too narrow where several
        are on one event.
    seed, replicates
        What the draws start from and how many sets are drawn; the same seed gives the same band.
    level
        The share of sets whose curve lies within the band at each probability.
    band
        "consistency": each thing happens as likely as was said. "confidence": as likely as the curve
        says; the band is widened to hold the curve, and where a block of the curve saw only one outcome,
        which no redrawing can vary, the block's Wilson interval is used. A 90% confidence band holds the
        truth in about 92 of 100 sets on the whole, and in about 75 at its two ends, where the curve bends
        away from it.

    Notes
    -----
    Above 10,001 different probabilities, the sets are drawn with probabilities rounded to 1/1000, which is
    far finer than the steps of any curve through so many forecasts.

    References
    ----------
    Dimitriadis, Gneiting and Jordan (2021), doi 10.1073/pnas.2016191118.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> found = reliability_curve(Tally.of([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 0]), seed=1)
    >>> found.curve.tolist(), found.low.tolist(), found.high.tolist()
    ([0.0, 0.5], [0.0, 0.5], [0.5, 1.0])
    """
    flat = tally.unclustered()
    said, count, happened = flat.counts("A reliability curve with a band")
    if not 0 < level < 1:
        raise ValueError(f"a band's level lies between 0 and 1, not {level}")
    heights = curve(count, happened)
    if not len(said):
        low = high = np.zeros(0)
    elif band == "consistency":
        low, high = _consistency(tally, seed, replicates, level)
    elif band == "confidence":
        low, high = _confidence(flat, seed, replicates, level)
    else:
        raise ValueError(f"the band is 'consistency' or 'confidence', not {band!r}")
    return ReliabilityCurve(
        said=said,
        count=count,
        happened=happened / count,
        curve=heights,
        low=low,
        high=high,
        band=band,
        level=level,
        replicates=replicates,
        seed=seed,
    )


def _consistency(tally: Tally, seed: int, replicates: int, level: float) -> tuple[Floats, Floats]:
    flat = tally.unclustered()
    rounded = len(flat.said) > GRID + 1
    drawn = tally.rounded(_STEPS) if rounded else tally
    sets = curves_by_luck(drawn, seed=seed, replicates=replicates)
    low, high = _middle(np.concatenate([curves for _, curves in sets]), level)
    return _read(drawn, flat, low, high) if rounded else (low, high)


def _confidence(flat: Tally, seed: int, replicates: int, level: float) -> tuple[Floats, Floats]:
    rounded = len(flat.said) > GRID + 1
    drawn = flat.rounded(_STEPS) if rounded else flat
    chance, rng = curve(drawn.count, drawn.happened), np.random.default_rng(seed)
    sets = resampled_curves(drawn.count, chance, rng=rng, replicates=replicates)
    low, high = _middle(np.concatenate([curves for _, curves in sets]), level)
    if rounded:
        low, high = _read(drawn, flat, low, high)
    starts = blocks(flat.count, flat.happened)
    ends = np.append(starts[1:], len(flat.said))
    count, happened = (np.add.reduceat(values, starts) for values in (flat.count, flat.happened))
    for block in np.flatnonzero((happened == 0) | (happened == count)):
        cells = slice(int(starts[block]), int(ends[block]))
        sure = wilson(happened[block], count[block], level=level)
        if sure is not None:
            low[cells], high[cells] = np.minimum(low[cells], sure[0]), np.maximum(high[cells], sure[1])
    heights = curve(flat.count, flat.happened)
    return np.minimum(low, heights), np.maximum(high, heights)


def _middle(heights: Floats, level: float) -> tuple[Floats, Floats]:
    """The middle of the curves' heights at each cell, one curve a row."""
    low, high = np.quantile(heights, [(1 - level) / 2, (1 + level) / 2], axis=0, overwrite_input=True)
    return low, high


def _read(drawn: Tally, flat: Tally, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The ends at the rounded probabilities, read off at the exact ones."""
    place = np.searchsorted(drawn.unclustered().said, np.floor(flat.said * _STEPS + 0.5) / _STEPS)
    return low[place], high[place]
