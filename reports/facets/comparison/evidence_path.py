"""How the evidence between two forecasters grew, event by event, readable at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from reports.facets.comparison.common_ground import Ground, SharedEvents, shared_events
from tracker.comparison.evidence import Evidence
from tracker.comparison.lagged_evidence import lagged_evidence
from tracker.frame_arrays import dates
from tracker.vectors import Codes

BOUND = 1.0
_VAST = 1e9
_FLAT = 5.0
ONE_SIDED, TWO_SIDED = 20, 40
"""From here on a claim made beforehand, and either of two claims, errs with a chance of 1 in 20."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidencePath:
    """The e-values for "the first is better" and "the second is better" after each event.

    One entry per event, that is per cause, in the order in which they were resolved: `resolved`, and the
    e-values after it. `decided_after` is after how many events one of them first reached 40. `overlapping`
    counts the entries that were forecast before the entry ahead of them was resolved; where there are any,
    the e-values are means over chains of entries that did not overlap (`tracker.comparison.lagged_evidence`).
    """

    first: str
    first_name: str
    second: str
    second_name: str
    events: int
    resolved: tuple[date, ...]
    first_better: tuple[float, ...]
    second_better: tuple[float, ...]
    decided_after: int | None
    overlapping: int

    @property
    def overlaps(self) -> bool:
        """Whether deadlines overlap."""
        return self.overlapping > 0

    @property
    def is_flat(self) -> bool:
        """Whether no e-value ever left the range from a fifth to five."""
        return all(1 / _FLAT < e < _FLAT for e in (*self.first_better, *self.second_better))


def strength(e: float) -> str:
    """An e-value as it is written.

    >>> strength(0.8084), strength(1.193), strength(4321.5), strength(3e20)
    ('0.81', '1.2', '4,322', 'over 1e9')
    """
    if e >= _VAST:
        return "over 1e9"
    return f"{e:.2g}" if e < 10 else f"{e:,.0f}"


def evidence_of(shared: SharedEvents) -> Evidence:
    """The e-values over shared events, in the order in which they were resolved; ties by name."""
    begun = np.minimum(shared.made, shared.resolved)
    return lagged_evidence(shared.first - shared.second, begun, shared.resolved, bound=BOUND)


def evidence_path_of(ground: Ground, first: int, second: int) -> EvidencePath:
    """The path of two forecasters, by their places in the ground."""
    shared = shared_events(ground, first, second)
    found, order = evidence_of(shared), _order(shared)
    resolved = shared.resolved[order]
    return EvidencePath(
        first=ground.forecasters[first],
        first_name=ground.names[first],
        second=ground.forecasters[second],
        second_name=ground.names[second],
        events=found.count,
        resolved=tuple(dates(resolved).astype("datetime64[D]").tolist()),
        first_better=tuple(found.first_better.tolist()),
        second_better=tuple(found.second_better.tolist()),
        decided_after=found.decided_after,
        overlapping=int((shared.made[order][1:] <= resolved[:-1]).sum()),
    )


def _order(shared: SharedEvents) -> Codes:
    order: Codes = np.argsort(shared.resolved, kind="stable")
    return order
