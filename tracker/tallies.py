"""The tallies of many groups at once, such as one for each forecaster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.tally import Tally

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Tallies(Mapping[Any, Tally]):
    """A tally for each group, looked up by the group's label, in the labels' order.

    `stacked` holds them all as one tally whose clusters are the groups.
    """

    def __init__(self, stacked: Tally) -> None:
        if stacked.labels is None or stacked.cluster is None:
            raise ValueError("the groups of a tally are its clusters, and this one has none")
        self.stacked = stacked
        self.bounds = np.searchsorted(stacked.cluster, np.arange(len(stacked.labels) + 1))
        self._place = {label: place for place, label in enumerate(stacked.labels.tolist())}

    def __getitem__(self, label: Any) -> Tally:
        place = self._place[label]
        part = slice(int(self.bounds[place]), int(self.bounds[place + 1]))
        whole = self.stacked
        happened = whole.happened[part]
        squares = happened if whole.squares is whole.happened else whole.squares[part]
        return Tally(said=whole.said[part], count=whole.count[part], happened=happened, squares=squares)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)


def tallies_by(
    group: ArrayLike | Sequence[object], p: ArrayLike, y: ArrayLike, weight: ArrayLike | None = None
) -> Tallies:
    """The tally of each group's forecasts, such as each forecaster's, in one pass over the rows.

    Parameters are those of `Tally.of`; `group` is the label of each row's group.

    >>> tallies = tallies_by(["ann", "bob", "ann"], [0.2, 0.7, 0.4], [0, 1, 1])
    >>> {name: tally.rate for name, tally in tallies.items()}
    {'ann': 0.5, 'bob': 1.0}
    """
    return Tallies(Tally.of(p, y, weight, cluster=group))
