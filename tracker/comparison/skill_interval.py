"""Between which ends the skill against a constant reference lies, from what misses alone can change.

A skill of s means that the forecasts lost ``1 - s`` times what the reference lost. So each s is asked
whether the mean of ``score - (1 - s) × reference's score`` could be 0. Both scores of a yes/no forecast take
one of two known values, and so does this difference: its interval is that of weighted misses. Against a
reference that always says 50% the skill's interval is that of the mean score, turned round.

The question is put for several s, and each time of every forecast. What all have in common is summed once:
which of the two outcomes is the worse one changes, as s does, at one probability for all forecasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from tracker.certainty.weighted_misses import Misses, parted
from tracker.pooling import Floats, Places
from tracker.roots import crossing
from tracker.tally import Tally

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_FARTHEST = 1e6
_HAIR = 1e-12
_CLOSE = 1e-12
_PLACES = 9
_APART = 4.0


def brier_skill_interval(
    tally: Tally, reference: float, *, level: float = 0.95
) -> tuple[float | None, float | None]:
    """The ends of the Brier skill against a reference that always says one probability.

    An end is None where no share of the reference's loss is too large, or too small, to be true: the
    reference itself has hardly been tried. With clusters, forecasts on one event are one miss. Ends are
    given to nine places, so that the order of the events cannot show.

    Parameters
    ----------
    reference
        What the reference always says, fixed beforehand. The base rate of these very outcomes is taken as
        if it had been known: its own luck is not in the interval.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> tally = Tally.from_counts([0.1, 0.9], [20, 20], [3, 17])
    >>> [round(end, 2) for end in brier_skill_interval(tally, 0.5)]
    [0.01, 0.78]
    """
    _refuse_impossible(reference)
    return skill_ends(_parts(tally, reference), level) if len(tally.said) else (None, None)


def brier_skill_interval_of_sums(
    count: ArrayLike,
    happened: ArrayLike,
    score: ArrayLike,
    otherwise: ArrayLike,
    reference: float,
    *,
    level: float = 0.95,
) -> tuple[float | None, float | None]:
    """The same where of each event only sums are left: wider, as its single forecasts are not known.

    Parameters
    ----------
    count, happened
        The forecasts of each event, or their weight, and how many of them came about, shape (m,).
    score, otherwise
        The sum of their Brier scores, and what it would be had every outcome been the other one.

    Examples
    --------
    >>> ends = brier_skill_interval_of_sums([1] * 40, [1, 0] * 20, [0.04] * 40, [0.64] * 40, 0.5)
    >>> [round(end, 2) for end in ends]
    [0.63, 0.84]
    """
    _refuse_impossible(reference)
    n, k, own, other = (np.asarray(x, dtype=float) for x in (count, happened, score, otherwise))
    if not len(n):
        return None, None
    r_no, r_yes = n * reference**2, n * (1 - reference) ** 2
    yes = k >= n * (1 - _HAIR)
    alike = yes | (k <= _HAIR * n)
    whole = _Alike(
        got=own[alike],
        otherwise=other[alike],
        got_reference=np.where(yes, r_yes, r_no)[alike],
        other_reference=np.where(yes, r_no, r_yes)[alike],
        count=float(n[alike].sum()),
    )
    mixed = ~alike
    lost = (r_no + k * (1 - 2 * reference))[mixed]
    return skill_ends(
        (whole, _Summed(reference=reference, count=n[mixed], score=own[mixed], lost=lost)), level
    )


class _Part(Protocol):
    """Some of the events, whose sum of ``score - factor × reference's score`` can be taken apart."""

    def misses(self, factor: float) -> Misses: ...


def skill_ends(parts: Sequence[_Part], level: float) -> tuple[float | None, float | None]:
    """The ends of the skill of events taken apart, to nine places."""

    @cache
    def ends(factor: float) -> tuple[float, float]:
        first, *others = (part.misses(factor) for part in parts)
        return sum(others, first).interval(level=level)

    def where(side: int) -> float | None:
        """The factor at which the low end (0) or the high end (1) of the difference is 0."""
        if ends(0.0)[side] <= 0:
            return 0.0
        far = 1.0
        while ends(far)[side] > 0:
            far *= 2
            if far > _FARTHEST:
                return None
        return crossing(lambda factor: ends(factor)[side], 0.0, far, within=_CLOSE)

    smallest, largest = where(0), where(1)
    return (
        None if largest is None else round(1 - largest, _PLACES),
        None if smallest is None else round(1 - smallest, _PLACES),
    )


def _refuse_impossible(reference: float) -> None:
    if not 0 <= reference <= 1:
        raise ValueError(f"the reference is a probability between 0 and 1, not {reference}")


def _parts(tally: Tally, reference: float) -> tuple[_Part, ...]:
    """Events whose forecasts saw one outcome, those that saw both, and forecasts graded or alone."""
    if tally.cluster is None:
        return (_Cells(reference=reference, cells=tally),)
    count, happened, squares, lost, saved = (
        np.bincount(tally.cluster, weights=values)
        for values in (
            tally.count,
            tally.happened,
            tally.squares,
            tally.count * tally.said**2,
            tally.count * (1 - tally.said) ** 2,
        )
    )
    yes = happened >= count * (1 - _HAIR)
    plain = np.abs(squares - happened) <= _HAIR * count
    alike = plain & (yes | (happened <= _HAIR * count))
    r_no, r_yes = count * reference**2, count * (1 - reference) ** 2
    found: list[_Part] = [
        _Alike(
            got=np.where(yes, saved, lost)[alike],
            otherwise=np.where(yes, lost, saved)[alike],
            got_reference=np.where(yes, r_yes, r_no)[alike],
            other_reference=np.where(yes, r_no, r_yes)[alike],
            count=float(count[alike].sum()),
        )
    ]
    if (plain & ~alike).any():
        found.append(_Mixed.of(_rows(tally, plain & ~alike), reference))
    if not plain.all():
        found.append(_Cells(reference=reference, cells=_rows(tally, ~plain)))
    return tuple(found)


def _rows(tally: Tally, events: NDArray[np.bool_]) -> Tally:
    assert tally.cluster is not None
    rows = events[tally.cluster]
    return Tally(
        said=tally.said[rows],
        count=tally.count[rows],
        happened=tally.happened[rows],
        squares=tally.squares[rows],
        cluster=tally.cluster[rows],
        labels=tally.labels,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Alike:
    """Events whose forecasts saw one outcome: each has two sums of scores, and got one of them."""

    got: Floats
    otherwise: Floats
    got_reference: Floats
    other_reference: Floats
    count: float

    def misses(self, factor: float) -> Misses:
        got = self.got - factor * self.got_reference
        gap = self.otherwise - factor * self.other_reference - got
        return taken_apart((got + np.minimum(gap, 0)).sum(), np.maximum(-gap, 0), np.abs(gap), self.count)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mixed:
    """Events whose forecasts saw both outcomes: each forecast is a miss by itself, their weights added up.

    Yes is the worse outcome below one probability, the same for all, and no above. `sums` holds what lies
    before each cell: of count, of what happened, and of both times the probability.
    """

    reference: float
    keys: Floats
    starts: Places
    sums: Floats
    squared: float

    @classmethod
    def of(cls, cells: Tally, reference: float) -> _Mixed:
        assert cells.cluster is not None
        starts = np.flatnonzero(np.diff(cells.cluster, prepend=-1))
        event = np.cumsum(np.diff(cells.cluster, prepend=-1) > 0) - 1
        said, count, happened = cells.said, cells.count, cells.happened
        sums = np.zeros((4, len(said) + 1))
        np.cumsum([count, happened, count * said, happened * said], axis=1, out=sums[:, 1:])
        return cls(
            reference=reference,
            keys=event * _APART + said,
            starts=np.append(starts, len(said)),
            sums=sums,
            squared=float((count * said**2).sum()),
        )

    def misses(self, factor: float) -> Misses:
        r, turn = self.reference, (1 - factor * (1 - 2 * self.reference)) / 2
        events = np.arange(len(self.starts) - 1)
        middle = np.searchsorted(self.keys, events * _APART + min(max(turn, -1.0), 2.0))
        first, at, last = (self.sums[:, places] for places in (self.starts[:-1], middle, self.starts[1:]))
        (n, k, np_, kp), (more_n, more_k, more_np, more_kp) = at - first, last - at
        jump = 2 * (turn * k - kp) + 2 * (more_np - more_kp - turn * (more_n - more_k))
        top = 2 * (turn * n - np_) + 2 * (more_np - turn * more_n)
        sure = self.squared + (more_n - 2 * more_np).sum()
        sure -= factor * (r**2 * n.sum() + (1 - r) ** 2 * more_n.sum())
        return taken_apart(sure, np.maximum(jump, 0), np.maximum(top, 0), float(self.sums[0, -1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cells:
    """Forecasts that are graded, or each by itself, looked at one after the other."""

    reference: float
    cells: Tally

    def misses(self, factor: float) -> Misses:
        cells, r = self.cells, self.reference
        own = cells.said * (cells.said * cells.count - 2 * cells.happened) + cells.squares
        other = r * (r * cells.count - 2 * cells.happened) + cells.squares
        return parted(
            cells,
            cells.said**2 - factor * r**2,
            (1 - cells.said) ** 2 - factor * (1 - r) ** 2,
            own - factor * other,
            floor=-factor * max(r, 1 - r) ** 2,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Summed:
    """Events that saw both outcomes, of whose forecasts only sums are known: any could have scored 0 or 1."""

    reference: float
    count: Floats
    score: Floats
    lost: Floats

    def misses(self, factor: float) -> Misses:
        sides = (self.reference**2, (1 - self.reference) ** 2)
        sure = -factor * max(sides) * self.count
        top = (1 + factor * (max(sides) - min(sides))) * self.count
        jump = self.score - factor * self.lost - sure
        return taken_apart(sure.sum(), np.clip(jump, 0, None), top, float(self.count.sum()))


def taken_apart(sure: float, jump: Floats, top: Floats, count: float) -> Misses:
    """A sum of scores: what is sure, what each event added to it, the most that it could have added."""
    return Misses(
        least=float(sure),
        added=float(jump.sum()),
        squares=float((jump * jump).sum()),
        largest=float(top.max(initial=0.0)),
        total=float(top.sum()),
        count=count,
    )
