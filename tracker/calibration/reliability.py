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

from tracker.calibration.isotonic import blocks, curve, resampled_curves
from tracker.certainty.intervals import wilson
from tracker.pooling import GRID, Floats

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_STEPS = 1_000

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
        Forecasts with outcomes 0 or 1 and whole counts; clusters are ignored, so the band takes every
        forecast as independent, and is too narrow where several are on one event.
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
        low, high = _consistency(flat, seed, replicates, level)
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


def _drawn_from(flat: Tally) -> tuple[Tally, Floats | None]:
    """The cells to draw, and the probabilities at which to read them off where those were rounded."""
    if len(flat.said) <= GRID + 1:
        return flat, None
    return flat.rounded(_STEPS), np.floor(flat.said * _STEPS + 0.5) / _STEPS


def _consistency(flat: Tally, seed: int, replicates: int, level: float) -> tuple[Floats, Floats]:
    drawn, read_at = _drawn_from(flat)
    return _band(drawn, drawn.said, read_at, seed, replicates, level)


def _confidence(flat: Tally, seed: int, replicates: int, level: float) -> tuple[Floats, Floats]:
    drawn, read_at = _drawn_from(flat)
    low, high = _band(drawn, curve(drawn.count, drawn.happened), read_at, seed, replicates, level)
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


def _band(
    drawn: Tally, chance: Floats, read_at: Floats | None, seed: int, replicates: int, level: float
) -> tuple[Floats, Floats]:
    sets = resampled_curves(drawn.count, chance, rng=np.random.default_rng(seed), replicates=replicates)
    heights = np.concatenate([curves for _, curves in sets])
    low, high = np.quantile(heights, [(1 - level) / 2, (1 + level) / 2], axis=0, overwrite_input=True)
    if read_at is None:
        return low, high
    place = np.searchsorted(drawn.said, read_at)
    return low[place], high[place]
