"""Where the average of drifting expected differences lies, at every look at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from tracker.comparison.confidence_sequence import ConfidenceSequence, values_in_range
from tracker.comparison.evidence import STAKES, bets_and_costs, checked_differences, squared_surprises
from tracker.vectors import Floats

_HALVINGS = 60


def drifting_mean_sequence(
    differences: ArrayLike, *, bound: float, alpha: float = 0.05, stakes: Sequence[float] = STAKES
) -> ConfidenceSequence:
    """The confidence sequence that belongs to `evidence.evidence`, for a mean that may drift.

    After each event it holds the average, over the events so far, of the expected differences, whether or
    not they are alike: all values that neither e-value rejects at 2 / alpha. So it excludes 0 exactly when
    an e-value reaches 2 / alpha. Reference: Choe and Ramdas 2024, doi 10.1287/opre.2021.0792.

    Parameters
    ----------
    differences, bound, stakes
        As in `tracker.comparison.evidence.evidence`, in the order of resolution.
    alpha
        The chance that any of the intervals misses its mean.

    Examples
    --------
    >>> found = drifting_mean_sequence([-0.3] * 60, bound=1.0)
    >>> float(found.centre[-1].round(3)), bool(found.low[-1] < -0.3 < found.high[-1] < 0)
    (-0.3, True)
    """
    values = checked_differences(differences, bound)
    if not 0 < alpha < 1:
        raise ValueError(f"alpha lies between 0 and 1, not {alpha}")
    bets, costs = bets_and_costs(bound, stakes)
    steps, surprises = np.arange(1, len(values) + 1), squared_surprises(values)
    paid = np.outer(surprises, costs)
    threshold = np.log(2 / alpha) + np.log(len(bets))

    def lower_end(sums: Floats) -> Floats:
        inside = sums / steps
        outside: Floats = ((sums[:, None] - (threshold + paid) / bets) / steps[:, None]).max(axis=1)
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            exponents = np.outer(sums - steps * middle, bets) - paid
            rejected = np.logaddexp.reduce(exponents, axis=1) >= threshold
            outside, inside = np.where(rejected, middle, outside), np.where(rejected, inside, middle)
        return outside

    sums = np.cumsum(values)
    return ConfidenceSequence(
        centre=sums / steps,
        low=lower_end(sums),
        high=-lower_end(-sums),
        smallest=-float(bound),
        largest=float(bound),
        alpha=alpha,
        how="mixture of bets, empirical Bernstein, mean may drift",
        constant_mean=False,
    )


def long_run_sequence(
    values: ArrayLike, *, smallest: float, largest: float, alpha: float = 0.05, narrowest_after: float = 100
) -> ConfidenceSequence:
    """The asymptotic confidence sequence: much narrower, and right only in the long run.

    Formula: ``mean ± sqrt(2 (r V + 1) ln(sqrt(r V + 1) / alpha) / r) / t``, where V is the running sum of
    `tracker.comparison.evidence.squared_surprises` and ``r = (2 L + ln(1 + 2 L)) / narrowest_after`` with
    ``L = ln(1 / alpha)``. Like `drifting_mean_sequence` it holds the average of the expected values so
    far, but it assumes independent events and promises nothing for the first few dozen. Reference:
    Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, "Time-uniform central limit theory".

    Parameters
    ----------
    values
        One value per event in the order of resolution, shape (n,).
    smallest, largest
        The range that the values could have taken: it only limits what is shown.
    alpha
        The chance, in the long run, that any of the intervals misses its mean.
    narrowest_after
        The number of looks, weighted by variance, at which the width is at its best; chosen beforehand.

    Examples
    --------
    >>> found = long_run_sequence([0.2, 0.0, 0.1] * 40, smallest=-1, largest=1)
    >>> bool(found.low[-1] < 0.1 < found.high[-1]), found.constant_mean
    (True, False)
    """
    given = values_in_range(values, smallest, largest)
    if not 0 < alpha < 1 or not narrowest_after > 0:
        raise ValueError(f"alpha {alpha} lies between 0 and 1, narrowest_after {narrowest_after} above 0")
    confidence = np.log(1 / alpha)
    rate = (2 * confidence + np.log1p(2 * confidence)) / narrowest_after
    steps, known = np.arange(1, len(given) + 1), rate * squared_surprises(given) + 1
    centre = np.cumsum(given) / steps
    reach = np.sqrt(2 * known / rate * (np.log(known) / 2 + confidence)) / steps
    return ConfidenceSequence(
        centre=centre,
        low=centre - reach,
        high=centre + reach,
        smallest=float(smallest),
        largest=float(largest),
        alpha=alpha,
        how="asymptotic, mean may drift",
        constant_mean=False,
    )
