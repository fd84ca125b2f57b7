"""Which of two forecasters did better on the same events, with the chance that it was luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.certainty.bootstrap import (
    Ends,
    bca_interval,
    percentile_interval,
    redrawn_means,
    two_sided_p_value,
)
from tracker.comparison.sample_size import EventsNeeded, events_needed
from tracker.comparison.sign_flips import MOST_EVENTS, drawn_sign_flips, sign_flips, smallest_p_value

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.comparison.pairs import Pairs

MOST_DRAWN = 50
"""Up to this many events the p-value is that of sign flips; above it that of the bootstrap."""


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
        "every pattern of signs"; "random signs, and for the interval the bootstrap over events, BCa"; or
        "bootstrap over events, BCa". "percentile" in place of "BCa" if asked for. None without events.
    replicates, seed
        Of the random signs and of the bootstrap; None where nothing was drawn.
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
    around 0 were neither better; up to 50, patterns are drawn for the p-value, and events are drawn again
    for the interval; above 50 the bootstrap gives both. Up to 50, the interval may leave out 0 where p is
    above 0.05: it is a little too narrow, and p decides. Either way the events must be independent: give
    events that stand or fall together one name. Swapping first and second mirrors the answer, because the
    differences are drawn with their mean turned positive.

    Parameters
    ----------
    pairs
        From `tracker.comparison.pairs.paired`.
    seed, replicates
        Of the random signs and of the bootstrap; the same seed gives the same answer.
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
        how = f"bootstrap over events, {'BCa' if ends == 'bca' else ends}"
        p_value, smallest_p = two_sided_p_value(drawn), 2 / (replicates + 1)
        if pairs.count <= MOST_DRAWN:
            how = f"random signs, and for the interval the {how}"
            p_value = drawn_sign_flips(differences, seed=seed, replicates=replicates)
            informative = int((differences != 0).sum())
            smallest_p = max(1 / (replicates + 1), smallest_p_value(informative))
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
