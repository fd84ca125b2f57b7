"""How sure we can be of a share: three intervals for so many successes of so many trials.

Clopper-Pearson never covers less than its level, and is what every page and command shows. Wilson and
Jeffreys are narrower and keep their level on the average of shares only: at 50 trials of a share near 0.95,
Jeffreys' 95% interval holds it in 89 of 100 sets. The textbook interval, `s ± z sqrt(s (1 - s) / n)`, covers
as little as 18% where it claims 95%, and is not offered. All take the trials to be independent: count events,
not forecasts, or see `tracker.certainty.clustered_share`.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from tracker.vectors import Floats

Interval = tuple[float, float]
_HAIR = 1e-12


def wilson(successes: float, count: float, *, level: float = 0.95) -> Interval | None:
    """The Wilson interval of a share; None without trials.

    ``(s + z²/2n ± z sqrt(s(1-s)/n + z²/4n²)) / (1 + z²/n)`` with ``s = successes / count``.

    References
    ----------
    Wilson (1927); Brown, Cai and DasGupta (2001).

    Examples
    --------
    >>> [round(end, 4) for end in wilson(5, 5)]
    [0.5655, 1.0]
    """
    from scipy.special import ndtri

    if not _has_trials(successes, count, level):
        return None
    z = float(ndtri((1 + level) / 2))
    share, spread = successes / count, z * z / count
    centre, reach = share + spread / 2, z * sqrt(share * (1 - share) / count + spread / (4 * count))
    low = 0.0 if successes == 0 else (centre - reach) / (1 + spread)
    high = 1.0 if successes == count else (centre + reach) / (1 + spread)
    return low, high


def jeffreys(successes: float, count: float, *, level: float = 0.95) -> Interval | None:
    """The Jeffreys interval of a share; None without trials.

    The middle of a Beta(k + 1/2, n - k + 1/2), with the low end 0 where nothing succeeded and the high end 1
    where everything did.

    References
    ----------
    Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion.

    Examples
    --------
    >>> [round(end, 4) for end in jeffreys(7, 10)]
    [0.3942, 0.9073]
    """
    from scipy.special import betaincinv

    if not _has_trials(successes, count, level):
        return None
    a, b, tail = successes + 0.5, count - successes + 0.5, (1 - level) / 2
    low = 0.0 if successes == 0 else float(betaincinv(a, b, tail))
    high = 1.0 if successes == count else float(betaincinv(a, b, 1 - tail))
    return low, high


def clopper_pearson(successes: float, count: float, *, level: float = 0.95) -> Interval | None:
    """The exact interval of a share, which never covers less than its level; None without trials.

    References
    ----------
    Clopper and Pearson (1934).

    Examples
    --------
    >>> [round(end, 4) for end in clopper_pearson(0, 5)]
    [0.0, 0.5218]
    """
    if not _has_trials(successes, count, level):
        return None
    low, high = exact_ends(successes, count - successes, level=level)
    return float(low), float(high)


def exact_ends(successes: ArrayLike, failures: ArrayLike, *, level: float) -> tuple[Floats, Floats]:
    """Clopper and Pearson's ends, array in and array out; trials need not be whole, and be more than none."""
    from scipy.special import betaincinv

    yes, no = np.asarray(successes, dtype=float), np.asarray(failures, dtype=float)
    tail, none, every = (1 - level) / 2, yes <= _HAIR * (yes + no), no <= _HAIR * (yes + no)
    low: Floats = np.where(none, 0.0, betaincinv(np.maximum(yes, _HAIR), no + 1, tail))
    high: Floats = np.where(every, 1.0, betaincinv(yes + 1, np.maximum(no, _HAIR), 1 - tail))
    return low, high


def _has_trials(successes: float, count: float, level: float) -> bool:
    if not 0 <= successes <= count:
        raise ValueError(f"{successes} successes of {count} trials")
    if not 0 < level < 1:
        raise ValueError(f"an interval's level lies between 0 and 1, not {level}")
    return count > 0
