"""Which events two forecasters both forecast, with the difference of their scores on each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from tracker.vectors import Floats, event_means, numbered

if TYPE_CHECKING:
    from pandas import DataFrame


_SAME = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Pairs:
    """The scores of a first and a second forecaster on the events that both forecast, one a row.

    Lower scores are better, so a negative difference speaks for the first.

    Attributes
    ----------
    events
        The common events, in ascending order of their names.
    first, second
        Each one's mean score within each of these events, shape (events,).
    only_first, only_second
        How many events were left out because only that one forecast them.
    contradicting
        How many events were left out because the two were not given the same outcome for them.
    otherwise
        The differences, first less second, had every outcome been the other one: known where scores are of
        a probability and a yes or no, else None.
    """

    events: tuple[Any, ...]
    first: Floats
    second: Floats
    only_first: int
    only_second: int
    contradicting: int = 0
    otherwise: Floats | None = None

    @property
    def differences(self) -> Floats:
        """The first's score less the second's on each common event."""
        difference: Floats = self.first - self.second
        return difference

    @property
    def count(self) -> int:
        """The number of common events."""
        return len(self.events)

    @property
    def table(self) -> DataFrame:
        """One row per common event: `event`, `first`, `second`, `difference` (first less second)."""
        import pandas as pd

        return pd.DataFrame(
            {
                "event": pd.Series(self.events, dtype=object),
                "first": self.first,
                "second": self.second,
                "difference": self.differences,
            }
        )

    def ordered_by(self, resolved: Mapping[Any, Any]) -> Floats:
        """The differences in the order in which their events were resolved, for repeated looks.

        Parameters
        ----------
        resolved
            For each common event the day or moment at which its outcome was known; those of one day follow
            the order of their names.

        Raises
        ------
        ValueError
            If a common event is missing from `resolved`.

        Examples
        --------
        >>> both = paired([0.1, 0.4], ["a", "b"], [0.2, 0.2], ["a", "b"])
        >>> both.ordered_by({"a": 2, "b": 1}).round(12).tolist()
        [0.2, -0.1]
        """
        missing = [event for event in self.events if event not in resolved]
        if missing:
            raise ValueError(f"resolved does not say when {missing[0]!r} was resolved")
        order = sorted(range(self.count), key=lambda place: resolved[self.events[place]])
        return self.differences[order]


def paired(
    first: ArrayLike,
    first_events: Iterable[Hashable],
    second: ArrayLike,
    second_events: Iterable[Hashable],
    *,
    first_outcomes: ArrayLike | None = None,
    second_outcomes: ArrayLike | None = None,
) -> Pairs:
    """Two forecasters' scores on their common events, each averaged within the event first.

    Several forecasts on one event stand or fall together, so the event counts once. Events that only one
    of them forecast are counted and left out: they may have been harder or easier. Where outcomes are
    given, so are common events whose mean outcome is not the same for both: at least one of the two scores
    is wrong, or they are of different questions.

    Parameters
    ----------
    first, second
        One finite score per forecast, lower is better, shapes (n,) and (m,).
    first_events, second_events
        The event of each forecast.
    first_outcomes, second_outcomes
        The outcome that each forecast was scored with, as numbers; both or neither.

    Raises
    ------
    ValueError
        If a score or an outcome is NaN or infinite, the lengths differ, or outcomes of one side only are
        given.

    Examples
    --------
    >>> both = paired([0.1, 0.3, 0.5], ["flood", "flood", "war"], [0.3, 0.4], ["flood", "drought"])
    >>> both.events, both.differences.round(12).tolist(), both.only_first, both.only_second
    (('flood',), [-0.1], 1, 1)
    >>> told = {"first_outcomes": [1, 0], "second_outcomes": [1, 1]}
    >>> both = paired([0.1, 0.3], ["flood", "war"], [0.3, 0.2], ["flood", "war"], **told)
    >>> both.events, both.contradicting
    (('flood',), 1)
    """
    if (first_outcomes is None) != (second_outcomes is None):
        raise ValueError("give the outcomes of both, or of neither")
    first_events, second_events = _listed(first_events), _listed(second_events)
    a = dict(zip(*event_means(first, first_events, "first scores"), strict=True))
    b = dict(zip(*event_means(second, second_events, "second scores"), strict=True))
    shared, _ = numbered(a.keys() & b.keys())
    common = shared
    if first_outcomes is not None and second_outcomes is not None:
        here = dict(zip(*event_means(first_outcomes, first_events, "first outcomes"), strict=True))
        there = dict(zip(*event_means(second_outcomes, second_events, "second outcomes"), strict=True))
        common = tuple(event for event in shared if abs(here[event] - there[event]) <= _SAME)
    return Pairs(
        events=common,
        first=np.array([a[event] for event in common], dtype=float),
        second=np.array([b[event] for event in common], dtype=float),
        only_first=len(a) - len(shared),
        only_second=len(b) - len(shared),
        contradicting=len(shared) - len(common),
    )


def _listed(events: Iterable[Hashable]) -> list[Hashable]:
    return events.tolist() if isinstance(events, np.ndarray) else list(events)
