"""Murphy's partition of the Brier score: reliability, resolution, uncertainty, and what bins hide.

``brier = reliability - resolution + uncertainty + within_bin``, always. Up to 101 different probabilities
are each their own bin, and `within_bin` is 0, if all are whole percents or have five forecasts each on
average. Others are put into bins of whole percents or, where these would not have five forecasts each on
average, of whole tenths: were every unrounded probability its own bin, reliability would be the score itself
and resolution the uncertainty, whoever the forecaster. Bins are decided on whole numbers. The parts are
biased with few forecasts per bin; `corrected` parts take off the bias that Ferro and Fricker estimate, as
far as no part leaves its range. Prefer `tracker.calibration.decomposition` unless a partition by bins is
asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.decomposition import NO_FORECASTS
from tracker.means import summed_loss
from tracker.pooling import GRID, Floats, Places

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_PERCENTS = 100
_TENTHS = 10
_ENOUGH = 5
_NO_CORRECTION = "The correction counts forecasts, and there are grades or fractional weights, or only one."


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Partition:
    """The parts of a mean Brier score by bins.

    `bins` says how bins were made: "exact" for one a probability, "percent" for the nearest whole percent,
    "tenth" for the nearest tenth; half goes up. A bin has
    the mean of what was `said` in it, the `count`, and the share that `happened`. The corrected parts sum
    to the same score; None where `corrected_reason` says why, and all None where `reason` does.
    """

    bins: str
    count: float
    brier: float | None
    reliability: float | None
    resolution: float | None
    uncertainty: float | None
    within_bin: float | None
    corrected_reliability: float | None
    corrected_resolution: float | None
    corrected_uncertainty: float | None
    said: Floats
    counts: Floats
    happened: Floats
    reason: str | None = None
    corrected_reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row a bin: `said`, `count`, `happened`."""
        import pandas as pd

        return pd.DataFrame({"said": self.said, "count": self.counts, "happened": self.happened})


def partition(tally: Tally) -> Partition:
    """The Murphy partition of a tally's mean Brier score, plain and bias-corrected.

    References
    ----------
    Murphy (1973); Stephenson, Coelho and Jolliffe (2008) for the terms within bins; Ferro and Fricker
    (2012), doi 10.1002/qj.1924, for the correction.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> parts = partition(Tally.from_counts([0.1, 0.8], [10, 5], [1, 4]))
    >>> parts.bins, round(parts.resolution, 4), round(parts.uncertainty, 4)
    ('exact', 0.1089, 0.2222)
    """
    flat = tally.unclustered()
    total = flat.total
    if not total:
        none = np.zeros(0)
        return Partition(
            bins="exact",
            count=0.0,
            brier=None,
            reliability=None,
            resolution=None,
            uncertainty=None,
            within_bin=None,
            corrected_reliability=None,
            corrected_resolution=None,
            corrected_uncertainty=None,
            said=none,
            counts=none,
            happened=none,
            reason=NO_FORECASTS,
            corrected_reason=NO_FORECASTS,
        )
    bins, starts = _binned(flat)
    exact = bins == "exact"
    count, happened, said = (
        np.add.reduceat(values, starts) for values in (flat.count, flat.happened, flat.said * flat.count)
    )
    said, share = said / count, happened / count
    rate = flat.happened.sum() / total
    brier = float(summed_loss("brier", flat.said, flat.count, flat.happened, flat.squares).sum() / total)
    reliability = float((count * (said - share) ** 2).sum() / total)
    resolution = float((count * (share - rate) ** 2).sum() / total)
    uncertainty = float(flat.squares.sum() / total - rate**2)
    apart = flat.said - np.repeat(said, np.diff(starts, append=len(flat.said)))
    expected = flat.count * np.repeat(share, np.diff(starts, append=len(flat.said)))
    within = (apart * (apart * flat.count - 2 * (flat.happened - expected))).sum() / total
    correctable = flat.whole and not flat.graded and total > 1
    corrected = (
        _corrected(count, happened, reliability, resolution, uncertainty) if correctable else (None,) * 3
    )
    return Partition(
        bins=bins,
        count=total,
        brier=max(brier, 0.0),
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        within_bin=0.0 if exact else float(within),
        corrected_reliability=corrected[0],
        corrected_resolution=corrected[1],
        corrected_uncertainty=corrected[2],
        said=said,
        counts=count,
        happened=share,
        corrected_reason=None if correctable else _NO_CORRECTION,
    )


def _binned(flat: Tally) -> tuple[str, Places]:
    """How bins are made, and the cells at which they start."""
    few, percents = len(flat.said) <= _PERCENTS + 1, _starts(flat.said, _PERCENTS)
    whole = bool((np.floor(flat.said * _PERCENTS + 0.5) / _PERCENTS == flat.said).all())
    if few and (whole or flat.total >= _ENOUGH * len(flat.said)):
        return "exact", np.arange(len(flat.said))
    if flat.total >= _ENOUGH * len(percents):
        return "percent", percents
    return "tenth", _starts(flat.said, _TENTHS)


def _starts(said: Floats, parts: int) -> Places:
    """Where each multiple of 1/parts begins; half goes up, by whole ten-thousandths where they are."""
    width = GRID // parts
    steps = np.floor(said * GRID + 0.5)
    nearest = np.where(steps / GRID == said, (steps + width // 2) // width, np.floor(said * parts + 0.5))
    return np.flatnonzero(np.diff(nearest, prepend=-1.0))


def _corrected(
    count: Floats, happened: Floats, reliability: float, resolution: float, uncertainty: float
) -> tuple[float, float, float]:
    """The three parts less their estimated bias, or as much of it as leaves each in its range."""
    total = count.sum()
    several = count > 1
    n, k = count[several], happened[several]
    within = float((k * (n - k) / (n * (n - 1))).sum() / total)
    overall = uncertainty / float(total - 1)
    both = within - overall
    limits = [1.0]
    if within > 0:
        limits.append(reliability / within)
    if both:
        limits.append((resolution if both > 0 else resolution - 1) / both)
    if overall > 0:
        limits.append(max(0.25 - uncertainty, 0.0) / overall)
    share = min(limits)
    return reliability - share * within, resolution - share * both, uncertainty + share * overall
