"""Who ranks where among forecasters who share enough events, and how far that can be trusted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reports.facets.comparison.common_ground import Ground, among
from reports.facets.record.standings import REPLICATES, SEED
from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_MEAN, told_by
from tracker.comparison.confidence_set import confidence_set
from tracker.comparison.ranks import rank_intervals
from tracker.comparison.shrinkage import FEWEST_FORECASTERS, floored_variances, shrunken
from tracker.vectors import Codes, Floats, column_sums

STATED_SPREAD = 0.05
SURE_OF_BEST = 0.9
MOST_IN_SET = 12
_SAME = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """One forecaster's rank, 1 being best, with its 95% interval; None below six events.

    `best_p` is the p-value in the set of those who may be the best, which he is in above 1 less how sure
    it is to be; None where
    there is no set.

    `first_share` is in what share of the redrawn sets of events nobody was better. `mean` is over the
    events that all ranked share, `shrunken` the same drawn towards the mean of all: what is likely to last.
    """

    forecaster: str
    name: str
    rank: int
    low: int | None
    high: int | None
    first_share: float
    mean: float
    shrunken: float | None
    best_p: float | None = None

    def may_be_best(self, sure: float) -> bool:
        """Whether he is in the set that holds the best with this chance."""
        return self.best_p is not None and self.best_p > 1 - sure


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """Ranks on the events in which all ranked forecasters made the same claims, best first.

    `left_out` are those who share too few. `spread` is the standard deviation between forecasters by
    which means were drawn together, and `spread_is` whether it was stated or estimated. `by_reading` is
    whether the order changes when every word is read at the end of its range that scores lowest, or
    highest.
    """

    events: int
    words: str
    ranked: tuple[Ranked, ...]
    left_out: tuple[str, ...]
    spread: float | None
    spread_is: str | None
    by_reading: bool
    replicates: int = REPLICATES
    seed: int = SEED


def sharing_order(ground: Ground, within: list[int]) -> list[tuple[int, int]]:
    """Forecasters by place, each with the events shared by it and all before it; those who share most first.

    It begins with the two who share most claims, and goes on with the one who keeps most of them; ties
    go by slug. It ends before nothing is shared. Scores play no part in it.
    """
    claimed = np.isfinite(ground.scores[:, within])
    counts = claimed.astype(np.float32)
    together = counts.T @ counts
    np.fill_diagonal(together, 0)
    if len(within) < 2 or not together.any():
        return []
    first, second = np.unravel_index(int(together.argmax()), together.shape)
    order, left = [int(first), int(second)], [p for p in range(len(within)) if p not in (first, second)]
    event, kept = ground.event, claimed[:, first] & claimed[:, second]
    shared = [len(np.unique(event[kept]))] * 2
    while left:
        claimed, event = claimed[kept], event[kept]
        sums = claimed[:, left].sum(axis=0)
        best = left[int(sums.argmax())]
        kept = claimed[:, best]
        if not kept.any():
            break
        left.remove(best)
        order.append(best)
        shared.append(len(np.unique(event[kept])))
    return [(within[place], count) for place, count in zip(order, shared, strict=True)]


def ranking_of(ground: Ground, within: list[int]) -> Ranking | None:
    """The ranks of as many of these as share twenty events, or else five; None where no two do."""
    order = sharing_order(ground, within)
    for least in (LEAST_FOR_CURVE, LEAST_FOR_MEAN):
        chosen = sorted(place for place, count in order if count >= least)
        alone = among(ground, chosen) if chosen else ground
        if chosen and len(np.unique(alone.event[alone.shared_by(chosen)])) >= least:
            return _ranking(alone, chosen, [place for place in within if place not in chosen])
    return None


def _ranking(ground: Ground, chosen: list[int], left: list[int]) -> Ranking:
    claims = ground.shared_by(chosen)
    events, codes = np.unique(ground.event[claims], return_inverse=True)
    tables = [
        _by_event(table[claims][:, chosen], codes, len(events))
        for table in (ground.scores, ground.lows, ground.highs)
    ]
    scores, otherwise = tables[0], None
    if ground.otherwise is not None:
        otherwise = _by_event(ground.otherwise[claims][:, chosen], codes, len(events)).ravel()
    places = np.tile(np.arange(len(chosen)), len(events))
    found = rank_intervals(
        scores.ravel(),
        places,
        np.repeat(np.arange(len(events)), len(chosen)),
        otherwise=otherwise,
        seed=SEED,
        replicates=REPLICATES,
    )
    assert found.first_share is not None, "five events have shares"
    best = None
    if 2 < len(chosen) <= MOST_IN_SET:
        turned = None if otherwise is None else otherwise.reshape(scores.shape)
        best = confidence_set(scores, otherwise=turned, seed=SEED, replicates=REPLICATES, level=SURE_OF_BEST)
    lasting, spread, spread_is = _lasting(scores)
    ranked = [
        Ranked(
            forecaster=ground.forecasters[place],
            name=ground.names[place],
            rank=int(found.ranks[seat]),
            low=None if found.low is None else int(found.low[seat]),
            high=None if found.high is None else int(found.high[seat]),
            first_share=float(found.first_share[seat]),
            mean=float(found.means[seat]),
            shrunken=None if lasting is None else float(lasting[seat]),
            best_p=None if best is None else float(best.p_values[seat]),
        )
        for seat, place in enumerate(chosen)
    ]
    return Ranking(
        events=len(events),
        words=told_by(len(events)).sentence,
        ranked=tuple(sorted(ranked, key=lambda one: (one.rank, one.name, one.forecaster))),
        left_out=tuple(sorted(ground.forecasters[place] for place in left)),
        spread=spread,
        spread_is=spread_is,
        by_reading=_turned([table.mean(axis=0) for table in tables]),
    )


def _by_event(table: Floats, codes: Codes, events: int) -> Floats:
    counts = np.bincount(codes, minlength=events)
    return np.column_stack([column_sums(codes, column, events) / counts for column in table.T])


def _lasting(scores: Floats) -> tuple[Floats | None, float | None, str | None]:
    """Each mean drawn towards that of all, by how uncertain its difference from it is."""
    differences = scores - scores.mean(axis=1, keepdims=True)
    count = np.full(scores.shape[1], len(scores))
    variances = floored_variances(differences.std(axis=0, ddof=1), count)
    if not np.all(variances > 0):
        return None, None, None
    spread = None if scores.shape[1] >= FEWEST_FORECASTERS else STATED_SPREAD**2
    drawn = shrunken(differences.mean(axis=0), variances, spread=spread, mean=0.0)
    lasting: Floats = scores.mean() + drawn.values
    return lasting, float(np.sqrt(drawn.spread)), drawn.spread_is


def _turned(means: list[Floats]) -> bool:
    """Whether two forecasters stand one way by one list of means and the other way by another."""
    middle = means[0][:, None] - means[0][None, :]
    return any(
        bool(((middle < -_SAME) & (other[:, None] - other[None, :] > _SAME)).any()) for other in means[1:]
    )
