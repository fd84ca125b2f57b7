"""How sure we can be of a share or a mean."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

Z_95 = 1.959963984540054
_CELLS_AT_ONCE = 2_000_000


def wilson(successes: int, count: int) -> tuple[float, float] | None:
    """The 95% Wilson interval of a share; None where there is nothing to share.

    Its mean coverage stays near 95% even at ten trials, where the textbook interval drops below 80%.
    The trials must be independent: count events, not forecasts.

    Formula: ``(s + z²/2n ± z sqrt(s(1-s)/n + z²/4n²)) / (1 + z²/n)`` with ``s = successes / count``.

    >>> [round(end, 3) for end in wilson(5, 5)]
    [0.566, 1.0]
    >>> wilson(0, 0) is None
    True
    """
    if not 0 <= successes <= count:
        raise ValueError(f"{successes} successes of {count} trials")
    if count == 0:
        return None
    share = successes / count
    widened = Z_95**2 / count
    centre = share + widened / 2
    reach = Z_95 * sqrt(share * (1 - share) / count + widened / (4 * count))
    low = 0.0 if successes == 0 else (centre - reach) / (1 + widened)
    high = 1.0 if successes == count else (centre + reach) / (1 + widened)
    return low, high


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusteredMean:
    """A mean over events with its 95% interval, and how the interval was found."""

    mean: float
    low: float
    high: float
    count: int
    events: int
    replicates: int
    seed: int


def clustered_mean(
    scores: ArrayLike, events: Sequence[Hashable], *, seed: int, replicates: int = 9999
) -> ClusteredMean:
    """The mean over events of the mean score within each, with a percentile interval over events.

    Forecasts on one event stand or fall together, so the event is what is drawn again and again: the
    interval is the middle 95% of `replicates` bootstrap means. The same seed gives the same interval.
    It is too narrow below about twenty events, which is why reports say "too few to tell" there.

    Parameters
    ----------
    scores
        One score per forecast, shape (n,), finite, n at least 1.
    events
        The event of each forecast, shape (n,).

    >>> found = clustered_mean([0.1, 0.3, 0.5], ["flood", "flood", "drought"], seed=1)
    >>> round(found.mean, 12), found.events, found.count
    (0.35, 2, 3)
    """
    values = np.asarray(scores, dtype=float)
    if values.ndim != 1 or len(values) == 0 or len(values) != len(events) or not np.isfinite(values).all():
        raise ValueError("give one finite score and one event for each forecast, and at least one")
    numbers: dict[Hashable, int] = {}
    codes = np.array([numbers.setdefault(event, len(numbers)) for event in events])
    means = np.bincount(codes, weights=values) / np.bincount(codes)
    distinct, counts = np.unique(np.round(means, 12), return_counts=True)
    rng = np.random.default_rng(seed)
    drawn: list[np.ndarray] = []
    left = replicates
    while left:
        size = min(left, max(1, _CELLS_AT_ONCE // len(distinct)))
        drawn.append(rng.multinomial(len(means), counts / len(means), size=size) @ distinct / len(means))
        left -= size
    low, high = np.quantile(np.concatenate(drawn), [0.025, 0.975])
    return ClusteredMean(
        mean=float(means.mean()),
        low=float(low),
        high=float(high),
        count=len(values),
        events=len(means),
        replicates=replicates,
        seed=seed,
    )
