"""How the mean score moved as events were decided, and where it lies however often one looks.

A mean that is looked at again and again strays outside an ordinary interval sooner or later. The intervals
of a confidence sequence hold, all together, the average of the scores that were to be expected of the events
so far, events of differing difficulty included. What it asks is that events enter in the order in which
they were decided, each forecast before its outcome; deadlines that overlap make it approximate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from reports.facets.record.means import events_of
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.comparison.drifting_mean import drifting_mean_sequence
from tracker.frame_arrays import dates, day_numbers
from tracker.measures import MEASURES
from tracker.vectors import event_means

if TYPE_CHECKING:
    from pandas import DataFrame

_ALPHA = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """The mean over the events decided by a day, and the interval of the confidence sequence there."""

    on: date
    events: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """The cumulative mean score by one measure, a step for each day on which an event was decided.

    The first step is the first with five events; the last one's mean is the headline. `level` is the chance
    that all intervals hold together; `how` names the construction.
    """

    measure: str
    forecasts: int
    events: int
    steps: tuple[Step, ...]
    level: float
    how: str


def running_of(counted: DataFrame) -> tuple[Running, ...]:
    """The running mean of counted forecasts by each measure that has a common scale and five events.

    An event enters on the day when its last forecast could be scored: the deadline or the horizon was over,
    and the outcome known. Events of one day enter by name.
    """
    found = (_running(str(measure), part) for measure, part in counted.groupby("measure"))
    return tuple(running for running in found if running is not None)


def _running(measure: str, counted: DataFrame) -> Running | None:
    events = events_of(counted)
    bound = MEASURES[measure].bound
    if bound is None or len(set(events)) < LEAST_FOR_MEAN:
        return None
    names, means = event_means(counted["value"].to_numpy(float), events, "scores")
    decided = np.fmax(day_numbers(counted["scored_on"]), day_numbers(counted["known_on"]))
    last: dict[str, float] = {}
    for event, day in zip(events, decided.tolist(), strict=True):
        last[event] = max(last.get(event, day), day)
    days = np.array([last[str(name)] for name in names])
    order = np.lexsort((np.array(names, dtype=str), days))
    days, scores, middle = days[order], means[order], bound / 2
    sequence = drifting_mean_sequence(scores - middle, bound=middle, alpha=_ALPHA)
    ends = np.flatnonzero(np.append(np.diff(days) > 0, True))
    steps = tuple(
        Step(on=on, events=int(place) + 1, mean=float(mean), low=float(low), high=float(high))
        for place, on, mean, low, high in zip(
            ends,
            dates(days[ends]).astype("datetime64[D]").tolist(),
            (np.cumsum(scores) / np.arange(1, len(scores) + 1))[ends],
            sequence.shown_low[ends] + middle,
            sequence.shown_high[ends] + middle,
            strict=True,
        )
        if place + 1 >= LEAST_FOR_MEAN
    )
    return Running(
        measure=measure,
        forecasts=len(counted),
        events=len(scores),
        steps=steps,
        level=1 - _ALPHA,
        how=sequence.how,
    )
