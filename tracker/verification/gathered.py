"""What a pass over rows leaves: aggregates of all and of each group, and what became of every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeGuard, TypeVar

from forecasts.errors import TooManyGroups
from forecasts.problems import Problem
from tracker.verification import reduction
from tracker.verification.aggregate import Aggregate, nothing
from tracker.verification.keys import MOST_GROUPS
from tracker.verification.reduction import Reduced
from tracker.verification.seen import Seen
from tracker.verification.slots import Slots

_GROUPS_KEPT = 4


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Weighed:
    """Rows with weights: their sums are floats, whose last digit may hang on the order of the parts."""

    left: Reduced

    def __add__(self, other: Weighed) -> Weighed:
        """Both together."""
        return Weighed(left=self.left + other.left)

    @property
    def empty(self) -> bool:
        """Whether no row has a weight above 0."""
        return not len(self.left.tally.said)

    def reduced(self) -> Reduced:
        """The rows as figures are made of them."""
        return self.left


Additive = Aggregate | Slots | Weighed
Name = TypeVar("Name")


def added(mine: Additive, yours: Additive) -> Additive:
    """Both together; where one is empty, it is the other."""
    if yours.empty:
        return mine
    if mine.empty:
        return yours
    if isinstance(mine, Weighed) and isinstance(yours, Weighed):
        return mine + yours
    if isinstance(mine, Weighed) or isinstance(yours, Weighed):
        raise TypeError("rows with weights and rows without do not add")
    ours, theirs = (one.aggregate() if isinstance(one, Slots) else one for one in (mine, yours))
    return ours + theirs


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """What one pass over rows leaves.

    Attributes
    ----------
    whole, groups
        The aggregates of all good rows, and of those of each group by its name.
    ours, theirs
        Sums for each event of the first and of the second probability of a row; None without a second one.
    late
        How many forecasts were made after their deadline.
    seen
        What became of the rows.
    skipped
        Parts that could not be read and were left out, with what is wrong with each.
    by
        The columns whose values name the groups.
    """

    whole: Additive = field(default_factory=lambda: nothing(events=False))
    groups: Mapping[str, Additive] = field(default_factory=dict)
    ours: Additive | None = None
    theirs: Additive | None = None
    late: int = 0
    seen: Seen = field(default_factory=Seen)
    skipped: tuple[Problem, ...] = ()
    by: tuple[str, ...] = ()

    def __add__(self, other: Gathered) -> Gathered:
        """What a pass over both leaves.

        Raises
        ------
        TooManyGroups
            If both together have more groups than are told apart.
        """
        groups, by = dict(self.groups), self.by or other.by
        for name, rows in other.groups.items():
            groups[name] = added(groups[name], rows) if name in groups else rows
        if len(groups) > MOST_GROUPS:
            raise TooManyGroups(by, MOST_GROUPS)
        return Gathered(
            whole=added(self.whole, other.whole),
            groups=limited(groups),
            ours=_maybe(self.ours, other.ours),
            theirs=_maybe(self.theirs, other.theirs),
            late=self.late + other.late,
            seen=self.seen + other.seen,
            skipped=self.skipped + other.skipped,
            by=by,
        )


def limited(groups: Mapping[Name, Additive]) -> Mapping[Name, Additive]:
    """The groups, without their pairs of event and probability where all together these are too many to keep.

    Four times as many are kept as of the whole, and then of every group or of none: a limit that more rows
    can only exceed gives the same in any order of the parts.
    """
    known = [rows for rows in groups.values() if _has_events(rows)]
    if not (too_many_in_groups(sum(map(_most_pairs, known))) and too_many_in_groups(sum(map(_pairs, known)))):
        return groups
    return {
        name: rows if isinstance(rows, Weighed) else replace(rows, pairs=None)
        for name, rows in groups.items()
    }


def too_many_in_groups(pairs: int) -> bool:
    """Whether so many pairs of event and probability, of all groups together, are not kept."""
    return pairs > _GROUPS_KEPT * reduction.MOST_PAIRS


def _has_events(rows: Additive) -> TypeGuard[Aggregate | Slots]:
    return isinstance(rows, Slots) or (isinstance(rows, Aggregate) and rows.decided is not None)


def _most_pairs(rows: Aggregate | Slots) -> int:
    """What `_pairs` is at most."""
    return reduction.MOST_PAIRS + 1 if rows.pairs is None else len(rows.pairs.said)


def _pairs(rows: Aggregate | Slots) -> int:
    """How many pairs are kept; one more than the most that may be, where they became too many."""
    return reduction.MOST_PAIRS + 1 if rows.pairs is None else rows.pairs.pairs


def _maybe(mine: Additive | None, yours: Additive | None) -> Additive | None:
    if mine is None or yours is None:
        return mine or yours
    return added(mine, yours)
