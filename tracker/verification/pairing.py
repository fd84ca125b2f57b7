"""The same events, two forecasters: whose Brier score is lower, and whether that is luck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from forecasts.errors import NotPaired
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.comparison.comparing import compare
from tracker.comparison.pairs import Pairs
from tracker.verification.keys import UNNAMED
from tracker.verification.reduction import EventSums

_ALIKE = 1e-9
_MEANS = (
    "brier",
    "other_brier",
    "skill",
    "difference",
    "difference_low",
    "difference_high",
    "p_value",
    "events_needed",
    "how",
)
_TOO_FEW = f"Fewer than {LEAST_FOR_MEAN} events are common."


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """How the forecasts of a table compare with others on the events that both are on.

    Each event counts once, with the mean score of its forecasts. `difference` is ours less theirs:
    below 0 ours are better. `skill` is the share of their score that ours saved. None where `reason` says
    why. `disagreeing` counts the common events that are left out because their outcomes are not the same in
    both.
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


def against(ours: EventSums, theirs: EventSums, *, other: str) -> Against:
    """The comparison over common events; rows that name no event are left out.

    So are events whose outcomes are not the same in both: at least one of the two scores is wrong.

    Raises
    ------
    NotPaired
        Where no common event has the same outcome in both.

    Examples
    --------
    >>> days, ones = np.arange(9), np.ones(9)
    >>> said = {0.8: np.linspace(0.78, 0.82, 9), 0.3: np.linspace(0.26, 0.34, 9)}
    >>> ours, theirs = (
    ...     EventSums(key=days, count=ones, score=(1 - p) ** 2, happened=ones, otherwise=p**2)
    ...     for p in said.values()
    ... )
    >>> found = against(ours, theirs, other="theirs.csv")
    >>> found.events, round(found.difference, 2), round(found.skill, 2), round(found.p_value, 3)
    (9, -0.45, 0.92, 0.009)
    """
    mine, yours = ours.key[ours.key != UNNAMED], theirs.key[theirs.key != UNNAMED]
    common = np.intersect1d(mine, yours, assume_unique=True)
    here, there = np.searchsorted(ours.key, common), np.searchsorted(theirs.key, common)
    rates = ours.happened[here] / ours.count[here] - theirs.happened[there] / theirs.count[there]
    same = np.abs(rates) <= _ALIKE
    if len(common) and not same.any():
        fault = f"all {len(common):,} common events have different outcomes in the two tables"
        if len(common) == 1:
            fault = "the only common event has different outcomes in the two tables"
        raise NotPaired(other, fault, "mend the outcomes, or the names of the events")
    here, there = here[same], there[same]
    pairs = Pairs(
        events=tuple(common[same].tolist()),
        first=ours.score[here] / ours.count[here],
        second=theirs.score[there] / theirs.count[there],
        only_first=len(mine) - len(common),
        only_second=len(yours) - len(common),
        contradicting=int((~same).sum()),
        otherwise=ours.otherwise[here] / ours.count[here] - theirs.otherwise[there] / theirs.count[there],
    )
    found = compare(pairs)
    compared = Against(
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
        disagreeing=pairs.contradicting,
        reason=_capital(found.reason),
    )
    if not 0 < compared.events < LEAST_FOR_MEAN:
        return compared
    nothing: dict[str, Any] = dict.fromkeys(_MEANS)
    return replace(compared, **nothing, reason=_TOO_FEW)


def _capital(reason: str | None) -> str | None:
    return None if reason is None else f"{reason[:1].upper()}{reason[1:]}."
