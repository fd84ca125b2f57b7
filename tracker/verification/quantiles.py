"""How near quantile forecasts came, and whether the truth lay within them as often as they claimed.

A table has one row a quantile, in any order. Rows are reduced to sums for each forecast, so that memory
grows with the forecasts and not with the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from forecasts.errors import UnreadableTable
from tracker.amounts import counted
from tracker.certainty.clustered_share import ClusteredShare, clustered_share
from tracker.certainty.skewed_mean import TOO_FEW, clustered_mean_interval
from tracker.certainty.wording import told_by
from tracker.pooling import Floats
from tracker.verification.keys import UNNAMED, Keys
from tracker.verification.sentences import UNNAMED_ONLY

_ALIKE = 9
_STATED = (0.25, 0.75, 0.05, 0.95, 0.5)
_PARTS = ("dispersion", "overprediction", "underprediction")
_OF_SCORES = (0, 1, 12, 13, 14, 15)
_APART = "name all columns that tell forecasts apart with --forecast a,b,c"


@dataclass(frozen=True, kw_only=True, slots=True)
class QuantileFigures:
    """How good a set of quantile forecasts is.

    Attributes
    ----------
    n, events
        How many forecasts, on how many different events; forecasts, where events are not named.
    wis
        The mean weighted interval score: the mean over levels of twice the pinball loss, in the unit of what
        is forecast. The smaller the better.
    wis_low, wis_high
        Its 95% interval over events, whose forecasts pull together; from twenty events on.
    dispersion, overprediction, underprediction
        The parts of which it is the sum: the widths of the central intervals, and by how far truths lay below
        and above them and the median; None unless every level but the median has its mirror image.
    coverage_50, coverage_90
        The share of truths within the central 50% and 90% intervals, ends included.
    coverage_50_low, coverage_50_high, coverage_90_low, coverage_90_high
        Their 95% intervals, of no more trials than the events are worth.
    ae_median
        The mean distance of the median from the truth.
    words
        The verdict in plain words.
    reasons
        Why a figure is None, by its name.
    """

    n: int
    events: int
    wis: float | None
    wis_low: float | None
    wis_high: float | None
    dispersion: float | None
    overprediction: float | None
    underprediction: float | None
    coverage_50: float | None
    coverage_50_low: float | None
    coverage_50_high: float | None
    coverage_90: float | None
    coverage_90_low: float | None
    coverage_90_high: float | None
    ae_median: float | None
    words: str
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class QuantileSums:
    """For each forecast, ascending by key: its event, its group, sums over its levels, and its truths.

    `ends` has the lowest level and its value, the highest and its value; `falls` is whether the values fall
    somewhere as the level rises; `unscored` says why there are no scores, where levels have none in common.

    The columns of `sums`: twice the pinball loss; levels; then for each of 25, 75, 5 and 95% whether it was
    stated and whether the truth was on the right side of it; whether a median was stated, and its distance;
    the three parts of the interval score; 0 if each level has its mirror image; and a number for the set of
    levels.
    """

    key: Keys
    event: Keys
    group: NDArray[np.int64]
    sums: Floats
    least: Floats
    most: Floats
    ends: Floats
    falls: NDArray[np.bool_]
    unscored: str | None = None

    def __add__(self, other: QuantileSums) -> QuantileSums:
        """The sums over both; rows of one key are one forecast."""
        both = (
            np.concatenate([getattr(self, name), getattr(other, name)])
            for name in ("key", "event", "group", "sums", "least", "most", "ends", "falls")
        )
        return _summed(*both)

    def refuse_repeats(self, table: str, levels: int) -> None:
        """Refuse forecasts that say one level twice or have two truths: several, mistaken for one.

        Raises
        ------
        UnreadableTable
            With the option that tells forecasts apart.
        """
        if (self.least < self.most).any():
            raise UnreadableTable(table, "gives one forecast different observed values", _APART)
        stated = self.sums[:, [1, 2, 4, 6, 8, 10]]
        if (stated[:, 1:] > 1).any() or (stated[:, 0] > levels).any():
            raise UnreadableTable(table, "states one level of a forecast several times", _APART)

    def refuse_crossings(self, table: str) -> None:
        """Refuse forecasts whose quantiles fall as the level rises.

        Raises
        ------
        UnreadableTable
            With how many there are.
        """
        if many := int(self.falls.sum()):
            fault = f"has {counted(many, 'forecast')} whose values fall as the level rises"
            raise UnreadableTable(table, fault, f"sort or drop them, or {_APART}")

    @property
    def sets_of_levels(self) -> int:
        """How many different sets of levels there are."""
        return len(np.unique(self.sums[:, 16]))

    def scored_as(self, other: QuantileSums) -> QuantileSums:
        """The same forecasts with the scores and parts of the others, which state fewer levels of each."""
        sums = self.sums.copy()
        sums[:, _OF_SCORES] = other.sums[:, _OF_SCORES]
        return replace(self, sums=sums)

    def figures(self, group: int | None = None, *, by_event: bool) -> QuantileFigures:
        """The figures of all forecasts, or of one group's."""
        chosen = slice(None) if group is None else self.group == group
        sums, event = self.sums[chosen], self.event[chosen]
        named = len(np.unique(event[event != UNNAMED])) if by_event else len(sums)
        reasons: dict[str, str] = {}

        def coverage(key: str, low: int, high: int) -> ClusteredShare:
            known = (sums[:, low] == 1) & (sums[:, high] == 1)
            if not known.any():
                reasons[key] = "No forecast states both ends of that interval."
            within = (sums[known][:, [low + 1, high + 1]] == 1).all(axis=1)
            place = np.unique(event[known], return_inverse=True)[1]
            return clustered_share(np.bincount(place, weights=within), np.bincount(place))

        medians = sums[sums[:, 10] == 1]
        if not len(medians):
            reasons["ae_median"] = "No forecast states a median."
        score, ends, parts = self._scores(sums, event, reasons)
        half, most = coverage("coverage_50", 2, 4), coverage("coverage_90", 6, 8)
        return QuantileFigures(
            n=len(sums),
            events=named,
            wis=score,
            wis_low=ends[0] if ends else None,
            wis_high=ends[1] if ends else None,
            dispersion=parts[0],
            overprediction=parts[1],
            underprediction=parts[2],
            coverage_50=half.share,
            coverage_50_low=half.low,
            coverage_50_high=half.high,
            coverage_90=most.share,
            coverage_90_low=most.low,
            coverage_90_high=most.high,
            ae_median=float(medians[:, 11].mean()) if len(medians) else None,
            words=_words(named, ends),
            reasons=reasons,
        )

    def _scores(
        self, sums: Floats, event: Keys, reasons: dict[str, str]
    ) -> tuple[float | None, tuple[float, float] | None, tuple[float | None, ...]]:
        """The mean score, its interval and its parts, or why there are none."""
        if self.unscored is not None:
            reasons.update(dict.fromkeys(("wis", "wis_low", "wis_high", *_PARTS), self.unscored))
            return None, None, (None, None, None)
        scores = sums[:, 0] / sums[:, 1]
        ends = clustered_mean_interval(scores, event)
        if ends is None:
            reasons |= dict.fromkeys(("wis_low", "wis_high"), TOO_FEW)
        return float(scores.mean()), ends, _parts(sums, reasons)


def _words(events: int, ends: tuple[float, float] | None) -> str:
    if not events:
        return UNNAMED_ONLY
    return told_by(events, interval=ends or (None, None), scale=None, listed=False).sentence


def sums_of(
    level: Floats, value: Floats, observed: Floats, key: Keys, event: Keys, group: NDArray[np.int64]
) -> QuantileSums:
    """The sums of rows in any order, one a quantile.

    Examples
    --------
    >>> key, none = np.repeat(np.arange(5), 3), np.zeros(15, dtype=np.int64)
    >>> levels, values = np.tile([0.1, 0.5, 0.9], 5), np.tile([30.0, 61.0, 92.0], 5)
    >>> found = sums_of(levels, values, np.full(15, 51.0), key, key, none)
    >>> figures = found.figures(by_event=True)
    >>> round(figures.wis, 4), figures.ae_median, figures.reasons["coverage_50"]
    (7.4667, 10.0, 'No forecast states both ends of that interval.')
    """
    order = np.lexsort((level, key))
    level, value, observed = level[order], value[order], observed[order]
    near = np.round(level, _ALIKE)
    apart = observed - value
    columns = [2 * np.maximum(level * apart, (level - 1) * apart), np.ones(len(level))]
    for stated in _STATED:
        here = near == stated
        if stated == 0.5:
            columns += [here, here * np.abs(apart)]
        else:
            columns += [here, here & ((apart >= 0) if stated < 0.5 else (apart <= 0))]
    outer = np.minimum(level, 1 - level)
    columns += [
        2 * outer * np.sign(near - 0.5) * value,
        np.where(near <= 0.5, (2 - (near == 0.5)) * np.maximum(-apart, 0), 0),
        np.where(near >= 0.5, (2 - (near == 0.5)) * np.maximum(apart, 0), 0),
        _side(near),
        _number(near),
    ]
    sums = np.column_stack(columns).astype(np.float64)
    ends = np.column_stack([level, value, level, value])
    return _summed(
        key[order], event[order], group[order], sums, observed, observed, ends, np.zeros(len(key), dtype=bool)
    )


def _parts(sums: Floats, reasons: dict[str, str]) -> tuple[float | None, float | None, float | None]:
    """The mean dispersion, over- and underprediction, or why there are none."""
    if (sums[:, 15] != 0).any():
        reasons.update(dict.fromkeys(_PARTS, "Some forecast states a level without its mirror image."))
        return None, None, None
    dispersion, over, under = ((sums[:, column] / sums[:, 1]).mean() for column in (12, 13, 14))
    return float(dispersion), float(over), float(under)


def _number(level: Floats) -> Floats:
    """A whole number for each level, of which different sets of levels have different sums."""
    from pandas.util import hash_array

    return (hash_array(np.round(level * 10**_ALIKE).astype(np.int64)) >> np.uint64(24)).astype(np.float64)


def _side(level: Floats) -> Floats:
    """A whole number for each level, of which a level and its mirror image alone sum to 0."""
    return np.sign(level - 0.5) * _number(np.abs(level - 0.5))


def _summed(
    key: Keys,
    event: Keys,
    group: NDArray[np.int64],
    sums: Floats,
    least: Floats,
    most: Floats,
    ends: Floats,
    falls: NDArray[np.bool_],
) -> QuantileSums:
    order = np.lexsort((ends[:, 0], key))
    ordered = key[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(key) else order
    if not len(starts):
        return QuantileSums(
            key=key, event=event, group=group, sums=sums, least=least, most=most, ends=ends, falls=falls
        )
    ends, falls = ends[order], falls[order]
    falls[1:] |= (ordered[1:] == ordered[:-1]) & (ends[1:, 1] < ends[:-1, 3]) & (ends[1:, 0] > ends[:-1, 2])
    last = np.append(starts[1:], len(ordered)) - 1
    return QuantileSums(
        key=ordered[starts],
        event=event[order][starts],
        group=group[order][starts],
        sums=np.add.reduceat(sums[order], starts, axis=0),
        least=np.minimum.reduceat(least[order], starts),
        most=np.maximum.reduceat(most[order], starts),
        ends=np.column_stack([ends[starts, :2], ends[last, 2:]]),
        falls=np.logical_or.reduceat(falls, starts),
    )
