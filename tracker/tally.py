"""How often each probability was said, and how often the thing then happened: all that calibration needs.

A tally of ten million forecasts has at most a few thousand cells, and every average, curve, test and
interval for yes/no forecasts is a function of them. Tallies add, so that parts can be tallied apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.errors import FractionalWeights, GradedOutcomes
from tracker.pooling import GRID, Cells, Floats, Labels, Places, column, labelled, named, pooled, summed
from tracker.scoring.kinds import refuse_different_indexes

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

_COUNTED = float(1 << 52)
_FIRST, _SECOND, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(31)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Forecasts pooled by probability, and by cluster where there are clusters.

    One entry per cell, ascending by cluster and within it by probability. A cluster holds forecasts
    that stand or fall together: those on one event.

    Attributes
    ----------
    said
        The probability. Multiples of 1/10000 are held as exactly the nearest float to that fraction.
    count
        How many forecasts said it, or the sum of their weights.
    happened
        The sum of their outcomes (times weight): how often it happened.
    squares
        The sum of their squared outcomes; it differs from `happened` only where outcomes are graded.
    cluster
        The place of the cell's cluster among `labels`; None without clusters.
    labels
        The clusters' labels in ascending order; None without clusters.
    """

    said: Floats
    count: Floats
    happened: Floats
    squares: Floats
    cluster: Places | None = None
    labels: Labels | None = None

    def __post_init__(self) -> None:
        for values in (self.said, self.count, self.happened, self.squares):
            if values.shape != self.said.shape:
                raise ValueError("a tally needs one value of each kind for each cell")
            values.setflags(write=False)

    @classmethod
    def of(
        cls,
        p: ArrayLike,
        y: ArrayLike,
        weight: ArrayLike | None = None,
        cluster: ArrayLike | Sequence[object] | None = None,
    ) -> Tally:
        """The tally of forecasts, one a row, in any order.

        Parameters
        ----------
        p
            Probability that it happens, 0 to 1, shape (n,).
        y
            1 where it happened, 0 where it did not, or a grade between them, shape (n,).
        weight
            What each row counts for; 1 without: 0, or from 1e-15 to 1e15. Whole numbers are read as counts of
            equal rows; with fractions only averages are defined, and tests refuse the tally. Rows of weight 0
            are dropped.
        cluster
            The label of what each row stands or falls with, such as its event: text, a number or a tuple.

        Raises
        ------
        ValueError
            On columns of different lengths, on Series with different indexes, and on the first impossible
            or missing value, by its place.

        Examples
        --------
        >>> tally = Tally.of([0.3, 0.1 + 0.2, 0.9], [0, 1, 1])
        >>> tally.said.tolist(), tally.count.tolist(), tally.happened.tolist()
        ([0.3, 0.9], [2.0, 1.0], [1.0, 1.0])
        """
        refuse_different_indexes(p, y, weight, cluster)
        chances, outcomes = column(p, "p"), column(y, "y")
        weights = None if weight is None else column(weight, "weight")
        labels, places = (None, None) if cluster is None else labelled(cluster)
        for name, given in (("y", outcomes), ("weight", weights), ("cluster", places)):
            if given is not None and len(given) != len(chances):
                raise ValueError(f"{name} has {len(given)} rows and p has {len(chances)}")
        return cls._from_cells(pooled(chances, outcomes, weights, places), labels)

    @classmethod
    def from_counts(
        cls, p: ArrayLike, n: ArrayLike, k: ArrayLike, cluster: ArrayLike | Sequence[object] | None = None
    ) -> Tally:
        """The tally of a table that says how often each probability was said, and how often it happened.

        Parameters
        ----------
        p
            Probabilities, 0 to 1, shape (m,), repeated or not.
        n, k
            How often each was said, and of these how often it happened; whole numbers, k at most n.
        cluster
            A label for each row of the table, or None.

        Examples
        --------
        >>> Tally.from_counts([0.1, 0.8], [10, 5], [1, 4]).rate
        0.3333333333333333
        """
        refuse_different_indexes(p, n, k, cluster)
        chances, count, happened = (
            column(values, name).astype(np.float64) for values, name in ((p, "p"), (n, "n"), (k, "k"))
        )
        if not len(chances) == len(count) == len(happened):
            raise ValueError("p, n and k need one entry each per row of the table")
        if not np.all((count >= happened) & (happened >= 0) & (count % 1 == 0) & (happened % 1 == 0)):
            raise ValueError("n and k are whole numbers, with k between 0 and n")
        some = count > 0
        no = cls.of(chances[some], np.zeros(some.sum()), (count - happened)[some], _part(cluster, some))
        return no + cls.of(chances[some], np.ones(some.sum()), happened[some], _part(cluster, some))

    def __add__(self, other: Tally) -> Tally:
        """The tally of both sets of forecasts; clusters of one label are one cluster."""
        if not isinstance(other, Tally):
            return NotImplemented
        if (self.labels is None) != (other.labels is None):
            raise ValueError(
                "a tally with clusters and one without do not add; drop them with .unclustered()"
            )
        labels, cluster = None, None
        if self.labels is not None and other.labels is not None:
            labels, place = labelled(np.concatenate([self.labels, other.labels]))
            first, second = place[: len(self.labels)], place[len(self.labels) :]
            cluster = np.concatenate([first[self.cluster], second[other.cluster]])
        cells, _ = summed(
            np.concatenate([self.said, other.said]),
            np.concatenate([self.count, other.count]),
            np.concatenate([self.happened, other.happened]),
            np.concatenate([self.squares, other.squares]),
            cluster,
        )
        return self._from_cells(cells, labels)

    def __radd__(self, other: object) -> Tally:
        """`sum(tallies)` starts from 0."""
        return self if other == 0 else NotImplemented

    @property
    def total(self) -> float:
        """How many forecasts there are, or the sum of their weights."""
        return float(self.count.sum())

    @property
    def rate(self) -> float | None:
        """How often it happened, as a share: the base rate; None without forecasts."""
        return float(self.happened.sum() / self.count.sum()) if len(self.said) else None

    @property
    def events(self) -> int:
        """How many independent things there are: clusters, or forecasts where there are none."""
        return round(self.total) if self.labels is None else len(self.labels)

    @property
    def independent(self) -> bool:
        """Whether no two forecasts are in one cluster."""
        return self.labels is None or (len(self.said) == len(self.labels) and bool((self.count == 1).all()))

    @property
    def graded(self) -> bool:
        """Whether some outcome lies between 0 and 1."""
        return self.squares is not self.happened and not np.array_equal(self.squares, self.happened)

    @property
    def whole(self) -> bool:
        """Whether every weight is a whole number, so that the tally counts rows, up to 2^52 of them."""
        return bool((np.rint(self.count) == self.count).all()) and self.total <= _COUNTED

    @property
    def table(self) -> pd.DataFrame:
        """One row a cell: `cluster` where there are clusters, `said`, `count`, `happened`."""
        import pandas as pd

        columns = {} if self.labels is None else {"cluster": self.labels[self.cluster]}
        return pd.DataFrame(columns | {"said": self.said, "count": self.count, "happened": self.happened})

    def unclustered(self) -> Tally:
        """The same forecasts without their clusters."""
        return self.flat()[0]

    def flat(self) -> tuple[Tally, Places]:
        """The same forecasts without clusters, and in which of their cells each cell of this tally lies."""
        if self.labels is None:
            return self, np.arange(len(self.said))
        cells, place = summed(self.said, self.count, self.happened, self.squares, None)
        return self._from_cells(cells, None), place

    def per_event(self) -> Tally:
        """The same forecasts weighted so that each cluster counts once, however many forecasts it has.

        >>> Tally.of([0.2, 0.4, 0.9], [0, 0, 1], cluster=["a", "a", "b"]).per_event().count.tolist()
        [0.5, 0.5, 1.0]
        """
        if self.cluster is None or self.labels is None:
            raise ValueError("only a tally with clusters can count each of them once")
        share = 1 / np.bincount(self.cluster, weights=self.count, minlength=len(self.labels))[self.cluster]
        cells = (self.count * share, self.happened * share, self.squares * share)
        return self._from_cells(Cells(self.said, *cells, self.cluster), self.labels)

    def by_content(self) -> Tally:
        """The same forecasts, with their clusters in an order that hangs on what they hold.

        Whatever is drawn for one cluster after the other then does not change with the clusters' names.

        >>> one, other = (Tally.of([0.2, 0.7], [0, 1], cluster=names) for names in (["a", "b"], ["z", "b"]))
        >>> one.by_content().said.tolist() == other.by_content().said.tolist()
        True
        """
        if self.cluster is None or self.labels is None or not len(self.said):
            return self
        starts = np.flatnonzero(np.diff(self.cluster, prepend=-1))
        share = self.count / self.count.max()
        mixed = self.said.view(np.uint64) * _FIRST ^ share.view(np.uint64) * _SECOND
        mixed = (mixed ^ mixed >> _SHIFT) * _FIRST
        rank = np.empty(len(self.labels), dtype=np.int64)
        rank[self.cluster[starts][np.argsort(np.add.reduceat(mixed, starts), kind="stable")]] = np.arange(
            len(starts)
        )
        place = rank[self.cluster]
        order = np.argsort(place, kind="stable")
        said, count, happened, squares = (
            part[order] for part in (self.said, self.count, self.happened, self.squares)
        )
        cells = Cells(said, count, happened, squares, place[order])
        return self._from_cells(cells, np.arange(len(starts)))

    def halved(self) -> Tally:
        """The same forecasts, each grade taken as that share of a yes and the rest of a no.

        >>> Tally.of([0.3, 0.7], [0.5, 1]).halved().graded
        False
        """
        return replace(self, squares=self.happened) if self.graded else self

    def rounded(self, steps: int = GRID) -> Tally:
        """The same forecasts, each probability at its nearest multiple of 1/steps."""
        nearest = np.floor(self.said * steps + 0.5) / steps
        cells, _ = summed(nearest, self.count, self.happened, self.squares, self.cluster)
        return self._from_cells(cells, self.labels)

    def counts(self, measure: str) -> tuple[Floats, Floats, Floats]:
        """Probabilities, counts and happenings over all clusters, for a measure that needs whole counts.

        Raises
        ------
        GradedOutcomes, FractionalWeights
            In the name of the measure, where outcomes are graded or weights are not whole numbers.
        """
        self.refuse_grades(measure)
        if not self.whole:
            raise FractionalWeights(measure)
        flat = self.unclustered()
        return flat.said, flat.count, flat.happened

    def refuse_grades(self, measure: str) -> None:
        """Refuse grades in the name of a measure that cannot take them."""
        if self.graded:
            raise GradedOutcomes(measure)

    @classmethod
    def _from_cells(cls, cells: Cells, labels: Labels | None) -> Tally:
        return cls(
            said=cells.said,
            count=cells.count,
            happened=cells.happened,
            squares=cells.squares,
            cluster=cells.cluster,
            labels=labels,
        )


def _part(cluster: ArrayLike | Sequence[object] | None, rows: Any) -> ArrayLike | None:
    return None if cluster is None else named(cluster)[rows]
