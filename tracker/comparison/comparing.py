"""Which of two forecasters did better on the same events, with the chance that it was luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.certainty.event_bootstrap import (
    Ends,
    bca_interval,
    percentile_interval,
    redrawn_means,
    two_sided_p_value,
)
from tracker.comparison.sample_size import EventsNeeded, events_needed
from tracker.comparison.sign_flips import MOST_EVENTS, sign_flips

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.comparison.pairs import Pairs


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """The mean difference of two forecasters' scores over their common events, with its interval.

    Attributes
    ----------
    count
        The number of common events.
    only_first, only_second
        The events left out because only one of the two forecast them.
    first, second, difference
        The mean scores on the common events, and the first's less the second's: negative speaks for the
        first. None without a common event.
    low, high
        The interval at `level`; None below six events, where none exists.
    p_value, smallest_p
        Two-sided; and the smallest that so many events could give.
    how
        "every pattern of signs", "bootstrap over events, percentile", or "..., BCa"; None without events.
    replicates, seed
        Of the bootstrap; None where nothing was drawn.
    needed
        How many shared events would show a difference this big.
    """

    count: int
    only_first: int
    only_second: int
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    level: float
    p_value: float | None
    smallest_p: float | None
    how: str | None
    replicates: int | None
    seed: int | None
    needed: EventsNeeded
    reason: str | None

    @property
    def table(self) -> DataFrame:
        """One row.

        Columns: `events`, `only_first`, `only_second`, `first`, `second`, `difference`, `low`, `high`,
        `level`, `p_value`, `smallest_p`, `how`, `replicates`, `seed`, `needed`, `reason`.
        """
        import pandas as pd

        numbers = ("first", "second", "difference", "low", "high", "level", "p_value", "smallest_p")
        whole = ("replicates", "seed")
        return pd.DataFrame(
            {
                "events": [self.count],
                "only_first": [self.only_first],
                "only_second": [self.only_second],
                **{name: pd.array([getattr(self, name)], dtype="Float64") for name in numbers},
                "how": pd.Series([self.how], dtype=object),
                **{name: pd.array([getattr(self, name)], dtype="Int64") for name in whole},
                "needed": pd.array([self.needed.needed], dtype="Int64"),
                "reason": pd.Series([self.reason], dtype=object),
            }
        )


def compare(
    pairs: Pairs, *, seed: int, replicates: int = 9999, level: float = 0.95, ends: Ends = "bca"
) -> Comparison:
    """The mean difference over common events, its interval and its p-value.

    Up to 15 events every pattern of signs is tried, which is exact if each difference would be symmetric
    around 0 were neither better; above 15 the events are drawn again. Either way the events must be
    independent: give events that stand or fall together one name. Swapping first and second mirrors the
    answer, because the differences are drawn with their mean turned positive.

    Parameters
    ----------
    pairs
        From `tracker.comparison.pairs.paired`.
    seed, replicates
        Of the bootstrap; the same seed gives the same interval.
    level
        The coverage of the interval.
    ends
        How the bootstrap's interval is made: "bca" or "percentile".

    Examples
    --------
    >>> from tracker.comparison.pairs import paired
    >>> days = range(6)
    >>> found = compare(paired([0.1, 0.2, 0.1, 0.1, 0.2, 0.1], days, [0.4] * 6, days), seed=1)
    >>> found.count, round(found.difference, 3), found.p_value, found.how, found.replicates
    (6, -0.267, 0.03125, 'every pattern of signs', None)
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    differences = pairs.differences
    low = high = p_value = smallest_p = how = reason = None
    drawn_from = (None, None) if pairs.count <= MOST_EVENTS else (replicates, seed)
    if pairs.count == 0:
        reason = "no event was forecast by both"
    elif pairs.count <= MOST_EVENTS:
        found = sign_flips(differences, level=level)
        low, high, p_value, smallest_p = found.low, found.high, found.p_value, found.smallest_p
        how = "every pattern of signs"
        if low is None:
            reason = f"{pairs.count} events are too few for an interval at {100 * level:g}%"
    else:
        turned = differences if differences.mean() >= 0 else -differences
        drawn = redrawn_means(turned, seed=seed, replicates=replicates)
        if ends == "bca":
            low, high = bca_interval(turned, drawn, level=level)
        else:
            low, high = percentile_interval(drawn, level=level)
        if turned is not differences:
            low, high = -high, -low
        p_value, smallest_p = two_sided_p_value(drawn), 2 / (replicates + 1)
        how = f"bootstrap over events, {'BCa' if ends == 'bca' else ends}"
    return Comparison(
        count=pairs.count,
        only_first=pairs.only_first,
        only_second=pairs.only_second,
        first=float(pairs.first.mean()) if pairs.count else None,
        second=float(pairs.second.mean()) if pairs.count else None,
        difference=float(differences.mean()) if pairs.count else None,
        low=low,
        high=high,
        level=level,
        p_value=p_value,
        smallest_p=smallest_p,
        how=how,
        replicates=drawn_from[0],
        seed=drawn_from[1],
        needed=events_needed(differences),
        reason=reason,
    )
