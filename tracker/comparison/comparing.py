"""Which of two forecasters did better on the same events, with the chance that it was luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.comparison.paired_test import midpoint_luck, paired_test
from tracker.comparison.sample_size import STATED, EventsNeeded, events_needed
from tracker.comparison.sign_flips import smallest_p_value

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.comparison.pairs import Pairs

BOTH = "the weaker of the midpoint test and of signs"
SIGNS = "patterns of signs"


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
        The interval at `level`; None below six events on which the scores differ, and where the difference is
        the same on all.
    p_value, smallest_p
        Two-sided; and the smallest that so many events could give. No p-value where the difference is the
        same on all events.
    how
        `BOTH`, or `SIGNS` where scores are not of a probability and a yes or no; None without a p-value.
    needed
        How many shared events would show a true difference of 0.05, whatever was seen here.
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
    needed: EventsNeeded
    reason: str | None

    @property
    def table(self) -> DataFrame:
        """One row.

        Columns: `events`, `only_first`, `only_second`, `first`, `second`, `difference`, `low`, `high`,
        `level`, `p_value`, `smallest_p`, `how`, `needed`, `reason`.
        """
        import pandas as pd

        numbers = ("first", "second", "difference", "low", "high", "level", "p_value", "smallest_p")
        return pd.DataFrame(
            {
                "events": [self.count],
                "only_first": [self.only_first],
                "only_second": [self.only_second],
                **{name: pd.array([getattr(self, name)], dtype="Float64") for name in numbers},
                "how": pd.Series([self.how], dtype=object),
                "needed": pd.array([self.needed.needed], dtype="Int64"),
                "reason": pd.Series([self.reason], dtype=object),
            }
        )


def compare(pairs: Pairs, *, level: float = 0.95) -> Comparison:
    """The mean difference over common events, its interval and its p-value.

    Where what each event could have brought is known, luck is asked in two ways, and the weaker answer counts
    (`tracker.comparison.paired_test`): it finds no winner where the bolder of two was merely lucky. Else
    patterns of signs alone are asked, which takes differences to be symmetric. The events must be
    independent: give events that stand or fall together one name.

    Parameters
    ----------
    pairs
        From `tracker.comparison.pairs`.
    level
        The coverage of the interval.

    Examples
    --------
    >>> from tracker.comparison.pairs import paired
    >>> days = range(7)
    >>> found = compare(paired([0.1, 0.2, 0.1, 0.1, 0.2, 0.1, 0.1], days, [0.4] * 7, days))
    >>> found.count, round(found.difference, 3), found.p_value, found.how
    (7, -0.271, 0.015625, 'patterns of signs')
    """
    differences = pairs.differences
    luck = None if pairs.otherwise is None else midpoint_luck(differences, pairs.otherwise)
    found = paired_test(differences, luck, level=level)
    how = None
    if found.p_value is not None:
        how = SIGNS if luck is None else BOTH
    return Comparison(
        count=pairs.count,
        only_first=pairs.only_first,
        only_second=pairs.only_second,
        first=float(pairs.first.mean()) if pairs.count else None,
        second=float(pairs.second.mean()) if pairs.count else None,
        difference=found.mean if pairs.count else None,
        low=found.low,
        high=found.high,
        level=level,
        p_value=found.p_value,
        smallest_p=smallest_p_value(found.informative) if pairs.count else None,
        how=how,
        needed=events_needed(differences, size=STATED),
        reason=found.reason,
    )
