"""How large a fault would have to be to be seen among so many events, and how many a stated one takes.

The fault is that what happened lies on average so far from what was said, in one direction: chances 25
points too high, or windows with 75% of their probability before the event. To find it means that the test
of tilt names it in 80 of 100 such sets, after Holm's adjustment at its strictest over all tests of the
report.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

from tracker.comparison.sample_size import required_events
from tracker.findings.faults import LEVEL
from tracker.once import Key, places_by_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.findings.sample import Sample

STATED = 0.25
"""The size of fault that a search should be able to find: 50% said of what happens 3 times in 4."""
POWER = 0.8
_EVEN = 1 / 12
_FEWEST_TESTS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What could be found of one forecaster's prospective, or retrospective, forecasts.

    Attributes
    ----------
    events
        How many events were tested.
    visible
        The smallest average distance, as a share, that would be found in 80 of 100 such sets; over 1 where
        there is none.
    needed
        How many events like these a distance of 0.25 takes.
    """

    forecaster: str
    prospective: bool
    events: int
    visible: float
    needed: int

    @property
    def too_few(self) -> bool:
        """Whether a fault of the stated size would mostly stay hidden."""
        return self.events < self.needed


def sights_of(sample: Sample, *, tests: int) -> Iterator[Sight]:
    """What could be found of everybody who was tested, in a report of so many tests; six at the least."""
    spreads: dict[Key, dict[object, float]] = {}
    for part in (sample.quantiles, sample.windows, sample.chances):
        chances = part["p"].to_numpy(float)
        spread = chances * (1 - chances) if part is sample.chances else np.full(len(part), _EVEN)
        events = part["cluster"].to_numpy(object)
        for key, places in places_by_kind(part).items():
            of_event = spreads.setdefault(key, {})
            of_event.update(zip(events[places].tolist(), spread[places].tolist(), strict=True))
    level = LEVEL / max(tests, _FEWEST_TESTS)
    for (who, ahead), of_event in sorted(spreads.items()):
        count = len(of_event)
        deviation = sqrt(sum(of_event.values()) / count)
        needed = required_events(deviation, STATED, power=POWER, alpha=level)
        yield Sight(
            forecaster=who,
            prospective=ahead,
            events=count,
            visible=STATED * sqrt(needed / count),
            needed=max(1, ceil(needed)),
        )
