"""How many shared events it would take to see a difference of a stated size."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log2
from typing import TYPE_CHECKING

from tracker.vectors import finite

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from pandas import DataFrame


STATED = 0.05
"""The difference that comparisons say how many events it takes to see: a twentieth of the worst score."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EventsNeeded:
    """The number of shared events at which a true difference of a size would show.

    Attributes
    ----------
    shared
        How many there are.
    difference, sd
        The mean difference and the standard deviation over events; sd is None for fewer than two.
    needed, more
        How many it takes in all and how many are missing, rounded up, and never fewer than could reach
        alpha at all (6 for 0.05); None where `reason` says why.
    power, alpha
        The chance of seeing the difference if it is true, and of seeing one where there is none.
    """

    shared: int
    difference: float | None
    sd: float | None
    needed: int | None
    more: int | None
    power: float
    alpha: float
    reason: str | None

    @property
    def table(self) -> DataFrame:
        """One row: `shared`, `difference`, `sd`, `needed`, `more`, `power`, `alpha`, `reason`."""
        import pandas as pd

        return pd.DataFrame(
            {
                "shared": [self.shared],
                "difference": pd.array([self.difference], dtype="Float64"),
                "sd": pd.array([self.sd], dtype="Float64"),
                "needed": pd.array([self.needed], dtype="Int64"),
                "more": pd.array([self.more], dtype="Int64"),
                "power": [self.power],
                "alpha": [self.alpha],
                "reason": pd.Series([self.reason], dtype=object),
            }
        )


def required_events(sd: float, difference: float, *, power: float = 0.8, alpha: float = 0.05) -> float:
    """The number of events at which a two-sided test sees a mean difference with the stated power.

    Formula: ``((z(1 - alpha/2) + z(power)) sd / difference)^2``, z the normal quantile; about
    ``7.85 (sd / difference)^2`` for the defaults. Not rounded.

    Parameters
    ----------
    sd
        The standard deviation of the difference over events, not negative.
    difference
        The mean difference to be seen, in the same unit; its sign does not matter, but it is not 0.

    Examples
    --------
    >>> round(required_events(0.25, 0.05), 3)
    196.222
    """
    from scipy.special import ndtri

    if not sd >= 0 or not abs(difference) > 0:
        raise ValueError(f"sd {sd} and difference {difference}: give a sd of 0 or more, a difference not 0")
    if not 0 < alpha < 1 or not 0 < power < 1:
        raise ValueError(f"power {power} and alpha {alpha} lie between 0 and 1")
    return float(((ndtri(1 - alpha / 2) + ndtri(power)) * sd / difference) ** 2)


def events_needed(
    differences: ArrayLike, *, size: float | None = None, power: float = 0.8, alpha: float = 0.05
) -> EventsNeeded:
    """How many more shared events would be needed to see a difference of a stated size.

    The standard deviation is an estimate: with few events the answer is rough. Without a stated size it is
    that of the difference at hand, which is luck for a large part. The answer is at least the number m of
    events at which all patterns of signs can give ``2 / 2^m <= alpha``: 6 for 0.05. Fewer can never show
    anything, however alike their differences are.

    Parameters
    ----------
    differences
        One difference of scores per shared event, shape (n,).
    size
        The size that would matter, such as `STATED`.

    Examples
    --------
    >>> events_needed([0.3, -0.2, 0.2, -0.1, 0.1, 0.0], size=STATED).needed
    110
    >>> found = events_needed([0.3, -0.2, 0.2, -0.1, 0.1, 0.0])
    >>> found.shared, found.needed, found.more
    (6, 110, 104)
    >>> events_needed([0.1]).reason
    'one event says nothing of how much events differ'
    """
    values = finite(differences, "differences")
    shared = len(values)
    mean = float(values.mean()) if shared else None
    sd = float(values.std(ddof=1)) if shared > 1 else None
    needed, reason = None, None
    if mean is None:
        reason = "no shared event"
    elif sd is None:
        reason = "one event says nothing of how much events differ"
    elif not values.any():
        reason = "the scores never differ"
    elif size is None and abs(mean) <= 1e-12 * float(abs(values).max()):
        reason = "the mean difference is 0, and no number of events would show it"
    else:
        fewest = ceil(1 - log2(alpha))
        sought = mean if size is None else size
        needed = max(fewest, ceil(required_events(sd, sought, power=power, alpha=alpha)))
    return EventsNeeded(
        shared=shared,
        difference=mean,
        sd=sd,
        needed=needed,
        more=None if needed is None else max(0, needed - shared),
        power=power,
        alpha=alpha,
        reason=reason,
    )
