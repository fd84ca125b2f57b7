"""The probabilities of several options as rows, and made-up answers that come as likely as was said.

Exactly one option of a question comes true, so its options are no separate events. An answer is drawn by one
number between 0 and 1 for each event: the option in whose stretch it falls, the shares laid end to end in the
question's order. Forecasts on one event share that number and stand or fall together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.pooling import Floats, Places

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_PLACES = 9
_NUMBERS_AT_ONCE = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Rows:
    """Yes-or-no claims that follow from shares: an option comes true, or this option or a lower one.

    Attributes
    ----------
    said, happened
        The probability of each claim, and 1 if it came true, else 0, shape (rows,).
    start, end
        A claim comes true where the event's number lies between them; their distance is what was said.
    event, events
        The event of each row, numbered in an order that hangs on what was said and not on names; how many.
    group
        The claims that are relabelled together: options of as many, or the same cut of as many.
    weight
        What a row counts for in the mean score of forecasts.
    """

    said: Floats
    happened: Floats
    start: Floats
    end: Floats
    event: Places
    events: int
    group: Places
    weight: Floats


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Choices:
    """Forecasts of several options each, with the place of the option that came true, and their events.

    Raises
    ------
    ValueError
        On an answer that is no option, shares that do not add up to 1, or columns of different lengths.
    """

    shares: tuple[Floats, ...]
    answer: Places
    event: Places

    @classmethod
    def of(cls, shares: Sequence[ArrayLike], answer: Sequence[int], events: Sequence[Hashable]) -> Choices:
        """Forecasts, one a row, in any order; what the events are called changes nothing.

        Examples
        --------
        >>> found = Choices.of([[0.5, 0.3, 0.2], [0.9, 0.1]], [0, 1], ["cup", "vote"])
        >>> found.forecasts, found.events
        (2, 2)
        """
        from tracker.scoring.shares import option_shares

        if not len(shares) == len(answer) == len(events):
            raise ValueError(f"{len(shares)} forecasts need as many answers and events")
        rows = [np.asarray(row, dtype=float) for row in shares]
        for row, place in zip(rows, answer, strict=True):
            option_shares(row, place)
        return cls(
            shares=tuple(rows),
            answer=np.array(answer, dtype=np.int64),
            event=_by_content(rows, events),
        )

    @property
    def forecasts(self) -> int:
        """How many forecasts there are."""
        return len(self.shares)

    @property
    def events(self) -> int:
        """How many events they are on."""
        return int(self.event.max(initial=-1)) + 1

    @property
    def sizes(self) -> Places:
        """How many options each forecast has."""
        return np.array([len(row) for row in self.shares], dtype=np.int64)

    def options(self) -> Rows:
        """The claim "it is this option" for every option; options of as many are relabelled together."""
        sizes = self.sizes
        said, event, size = self._flat(sizes)
        ends = np.concatenate([np.cumsum(row) for row in self.shares])
        place = np.concatenate([np.arange(k) for k in sizes])
        return Rows(
            said=np.round(said, _PLACES),
            happened=(place == np.repeat(self.answer, sizes)).astype(float),
            start=ends - said,
            end=np.where(place == size - 1, 1.0, ends),
            event=event,
            events=self.events,
            group=np.unique(size, return_inverse=True)[1].astype(np.int64),
            weight=np.full(len(said), 1 / self.forecasts),
        )

    def cuts(self) -> Rows:
        """The claim "it is this option or a lower one" for every option but the last.

        The same cut of as many options is relabelled together, and a forecast's cuts share its weight: the
        mean score is that of the ranked probability score divided by the number of cuts.
        """
        sizes = self.sizes
        _, event, size = self._flat(sizes)
        below = np.concatenate([np.cumsum(row) for row in self.shares])
        place = np.concatenate([np.arange(k) for k in sizes])
        kept = place < size - 1
        said = np.round(below[kept], _PLACES).clip(0, 1)
        group = size * (int(sizes.max(initial=0)) + 1) + place
        return Rows(
            said=said,
            happened=(np.repeat(self.answer, sizes) <= place)[kept].astype(float),
            start=np.zeros(len(said)),
            end=below[kept],
            event=event[kept],
            events=self.events,
            group=np.unique(group[kept], return_inverse=True)[1].astype(np.int64),
            weight=1 / ((size[kept] - 1.0) * self.forecasts),
        )

    def tops(self) -> tuple[Floats, Floats]:
        """The largest share of each forecast, and 1 where that option came true; the first of several."""
        said = np.array([row.max() for row in self.shares])
        right = np.array([int(row.argmax()) for row in self.shares]) == self.answer
        return np.round(said, _PLACES), right.astype(float)

    def _flat(self, sizes: Places) -> tuple[Floats, Places, Places]:
        """Shares, events and numbers of options, one row an option."""
        return np.concatenate(self.shares), np.repeat(self.event, sizes), np.repeat(sizes, sizes)


def made_up(rows: Rows, *, seed: int, replicates: int) -> Iterator[Floats]:
    """Which claims come true in sets of made-up answers, shape (sets, rows), some sets at a time."""
    rng = np.random.default_rng(seed)
    at_once = max(1, _NUMBERS_AT_ONCE // max(len(rows.said), 1))
    for start in range(0, replicates, at_once):
        size = min(at_once, replicates - start)
        number = rng.random((size, rows.events))[:, rows.event]
        came: Floats = ((rows.start <= number) & (number < rows.end)).astype(float)
        yield came


def _by_content(shares: Sequence[Floats], events: Sequence[Hashable]) -> Places:
    """A number for each forecast's event, ordered by what was said on it."""
    said: dict[Hashable, list[tuple[float, ...]]] = {}
    for row, event in zip(shares, events, strict=True):
        said.setdefault(event, []).append(tuple(row.tolist()))
    ordered = sorted(said, key=lambda event: sorted(said[event]))
    number = {event: place for place, event in enumerate(ordered)}
    return np.array([number[event] for event in events], dtype=np.int64)
