"""Whether the Brier score is what a calibrated forecaster would have got: Spiegelhalter's test.

``Z = sum (y - p)(1 - 2p) / sqrt(sum (1 - 2p)² p(1 - p))`` is how far the Brier score lies from what was
to be expected of calibrated forecasts, in standard deviations: above 0 it is worse than its own
probabilities promised, which is overconfidence; below 0 better, which is underconfidence. A small Z is no
proof of calibration: with 20 forecasts the test finds strong overconfidence one time in four.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.calibration.decomposition import NO_FORECASTS
from tracker.pooling import GRID, Floats, Places, codes

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

_MOST_SUMS = 2_000_000
_MOST_STEPS = 100_000_000
_MOST_DRAWN = 10_000
_TIED = 1e-9
_NEVER_VARIES = "Every probability is 0, 0.5 or 1, and then the Brier score does not vary by luck."
_SHARED = "Forecasts share events, and the chance of such a Z holds for independent ones only."
_RULED_OUT = "Something happened that had been ruled out, or failed that had been sure."


@dataclass(frozen=True, kw_only=True, slots=True)
class Spiegelhalter:
    """The statistic Z and the chance that a calibrated forecaster has one as far from 0.

    `method` says how that chance was found; `replicates` and `seed` are None where nothing was drawn.
    Where a certain forecast failed, `p_value` is 0: no calibrated forecaster can do that.
    """

    count: int
    z: float | None
    p_value: float | None
    method: str
    replicates: int | None = None
    seed: int | None = None
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row: `count`, `z`, `p_value`, `method`."""
        import pandas as pd

        names = ("count", "z", "p_value", "method")
        return pd.DataFrame({name: [getattr(self, name)] for name in names})


def spiegelhalter(tally: Tally, *, seed: int, replicates: int = 9999) -> Spiegelhalter:
    """Spiegelhalter's Z of a tally and its two-sided p-value.

    The p-value is exact where all sums can be counted, else from `replicates` draws
    (``(1 + as far) / (replicates + 1)``) up to 10,000 forecasts, and normal above. Outcomes as far from
    expectation as the observed one count as such within 1e-9. Where clusters hold several forecasts,
    Z is given without a p-value: `reason` says that forecasts share events.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.

    References
    ----------
    Spiegelhalter (1986), Probabilistic prediction in patient management and clinical trials.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> p, y = [0.1, 0.1, 0.3, 0.3, 0.3, 0.6, 0.6, 0.8, 0.8, 0.9], [0, 0, 0, 1, 0, 1, 0, 1, 1, 1]
    >>> found = spiegelhalter(Tally.of(p, y), seed=1)
    >>> round(found.z, 4), round(found.p_value, 4), found.method
    (-0.6262, 0.6551, 'exact')
    """
    said, counts, happened = tally.counts("Spiegelhalter's test")
    count = round(float(counts.sum()))
    if not count:
        return Spiegelhalter(count=0, z=None, p_value=None, method="none", reason=NO_FORECASTS)
    lever = 1 - 2 * said
    variance = float((counts * lever**2 * said * (1 - said)).sum())
    excess = float(((happened - counts * said) * lever).sum())
    z = excess / sqrt(variance) if variance > 0 else None
    impossible = ((said == 0) & (happened > 0)) | ((said == 1) & (happened < counts))
    if impossible.any():
        return Spiegelhalter(count=count, z=z, p_value=0.0, method="exact", reason=_RULED_OUT)
    if z is None:
        return Spiegelhalter(count=count, z=None, p_value=None, method="none", reason=_NEVER_VARIES)
    if tally.cluster is not None and tally.events < count:
        return Spiegelhalter(count=count, z=z, p_value=None, method="none", reason=_SHARED)
    open_ = (said > 0) & (said < 1) & (lever != 0)
    chance, trials = said[open_], counts[open_].astype(np.int64)
    exact = _on_grid(chance, trials, happened[open_])
    if exact is None:
        exact = _by_enumeration(chance, trials, excess)
    if exact is not None:
        return Spiegelhalter(count=count, z=z, p_value=exact, method="exact")
    if count > _MOST_DRAWN:
        from scipy.special import ndtr

        return Spiegelhalter(count=count, z=z, p_value=float(2 * ndtr(-abs(z))), method="normal")
    return Spiegelhalter(
        count=count,
        z=z,
        p_value=_drawn(chance, trials, excess, seed, replicates),
        method="Monte Carlo",
        replicates=replicates,
        seed=seed,
    )


def _on_grid(chance: Floats, trials: Places, happened: Floats) -> float | None:
    """The exact chance for multiples of 1/10000, in whole numbers; None for others, or if it is too long."""
    code = codes(chance)
    if code.min() < 0:
        return None
    lever = GRID // 2 - code
    step = int(np.gcd.reduce(lever))
    lever = lever // step
    width = int((np.abs(lever) * trials).sum()) + 1
    if width * int(trials.sum()) > _MOST_STEPS:
        return None
    from tracker.calibration.counts import poisson_binomial

    chances, filled = np.zeros(width), 1
    chances[0] = 1.0
    for p, n, distance in zip(chance, trials, lever, strict=True):
        lowest, ways = poisson_binomial(np.array([p]), np.array([float(n)]))
        ways = ways if distance > 0 else ways[::-1]
        first = lowest if distance > 0 else int(n) - lowest - len(ways) + 1
        reach, before = abs(int(distance)), chances[:filled].copy()
        filled += reach * int(n)
        chances[:filled] = 0.0
        for place, weight in enumerate(ways):
            start = reach * (first + place)
            chances[start : start + len(before)] += weight * before
    shift = int((np.minimum(lever, 0) * trials).sum())
    sums = np.arange(width) + shift
    expected = int((lever * trials * code).sum())
    far = abs(round(GRID * float((lever * happened).sum())) - expected)
    return min(1.0, float(chances[np.abs(GRID * sums - expected) >= far].sum()))


def _by_enumeration(chance: Floats, trials: Places, excess: float) -> float | None:
    """The exact chance over every number of happenings in every cell; None where there are too many.

    Half of the cells are counted by themselves, and for each of their sums the others that reach as far.
    """
    if np.log(trials + 1.0).sum() > np.log(_MOST_SUMS):
        return None
    half = len(chance) // 2
    sums, chances = _sums(chance[:half], trials[:half])
    others, likely = _sums(chance[half:], trials[half:])
    order = np.argsort(others)
    others, likely = others[order], likely[order]
    up_to, from_ = (np.append(0.0, np.cumsum(part)) for part in (likely, likely[::-1]))
    far = abs(excess) - _TIED
    below = up_to[np.searchsorted(others, -far - sums, side="right")]
    above = from_[len(others) - np.searchsorted(others, far - sums, side="left")]
    return min(1.0, float((chances * (below + above)).sum()))


def _sums(chance: Floats, trials: Places) -> tuple[Floats, Floats]:
    """How far the sum over some cells may lie from its expectation, and how likely each way to it is."""
    from tracker.calibration.counts import poisson_binomial

    sums, chances = np.zeros(1), np.ones(1)
    for p, n in zip(chance, trials, strict=True):
        lowest, ways = poisson_binomial(np.array([p]), np.array([float(n)]))
        k = lowest + np.arange(len(ways))
        sums = np.add.outer(sums, (k - n * p) * (1 - 2 * p)).ravel()
        chances = np.multiply.outer(chances, ways).ravel()
    return sums, chances


def _drawn(chance: Floats, trials: Places, excess: float, seed: int, replicates: int) -> float:
    rng = np.random.default_rng(seed)
    far, lever = 0, 1 - 2 * chance
    at_once = max(1, _MOST_SUMS // len(chance))
    for start in range(0, replicates, at_once):
        size = min(at_once, replicates - start)
        happened = rng.binomial(trials, chance, size=(size, len(chance)))
        far += int((np.abs((happened - trials * chance) @ lever) >= abs(excess) - _TIED).sum())
    return (1 + far) / (replicates + 1)
