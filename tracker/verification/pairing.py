"""The same events, two forecasters: whose Brier score is lower, and whether that is luck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.comparison.comparing import compare
from tracker.comparison.pairs import Pairs
from tracker.verification.gathering import EventSums
from tracker.verification.keys import UNNAMED

_ALIKE = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """How the forecasts of a table compare with others on the events that both are on.

    Each event counts once, with the mean score of its forecasts. `difference` is ours less theirs:
    below 0 ours are better. `skill` is the share of their score that ours saved. None where `reason` says
    why. `disagreeing` counts the common events whose outcomes are not the same in both.
    """

    other: str
    events: int
    only_ours: int
    only_theirs: int
    brier: float | None
    other_brier: float | None
    skill: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    p_value: float | None
    events_needed: int | None
    how: str | None
    disagreeing: int
    reason: str | None


def against(ours: EventSums, theirs: EventSums, *, other: str, seed: int, replicates: int) -> Against:
    """The comparison over common events; rows that name no event are left out.

    Examples
    --------
    >>> days, ones = np.arange(6), np.ones(6)
    >>> ours = EventSums(key=days, count=ones, score=ones * 0.04, happened=ones)
    >>> theirs = EventSums(key=days, count=ones, score=ones * 0.16, happened=ones)
    >>> found = against(ours, theirs, other="theirs.csv", seed=1, replicates=1000)
    >>> found.events, round(found.difference, 2), round(found.skill, 2), found.p_value
    (6, -0.12, 0.75, 0.03125)
    """
    mine, yours = ours.key[ours.key != UNNAMED], theirs.key[theirs.key != UNNAMED]
    common = np.intersect1d(mine, yours, assume_unique=True)
    here, there = np.searchsorted(ours.key, common), np.searchsorted(theirs.key, common)
    pairs = Pairs(
        events=tuple(common.tolist()),
        first=ours.score[here] / ours.count[here],
        second=theirs.score[there] / theirs.count[there],
        only_first=len(mine) - len(common),
        only_second=len(yours) - len(common),
    )
    rates = ours.happened[here] / ours.count[here] - theirs.happened[there] / theirs.count[there]
    found = compare(pairs, seed=seed, replicates=replicates)
    return Against(
        other=other,
        events=found.count,
        only_ours=found.only_first,
        only_theirs=found.only_second,
        brier=found.first,
        other_brier=found.second,
        skill=1 - found.first / found.second if found.first is not None and found.second else None,
        difference=found.difference,
        difference_low=found.low,
        difference_high=found.high,
        p_value=found.p_value,
        events_needed=found.needed.needed,
        how=found.how,
        disagreeing=int((np.abs(rates) > _ALIKE).sum()),
        reason=_capital(found.reason),
    )


def _capital(reason: str | None) -> str | None:
    return None if reason is None else f"{reason[:1].upper()}{reason[1:]}."
