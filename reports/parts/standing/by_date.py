"""How well timelines answered "by this day?", for every day from when they were made to the horizon.

Timelines have horizons of their own, so a day is told as the share of the horizon that is over by then. At
each share the question has a Brier score, and the mean of a timeline's scores over its whole horizon is its
Timeline Brier: the curve shows where along the way that headline score was earned or lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.certainty.bootstrap import interval_of_mean, redrawn_means
from tracker.certainty.wording import told_by
from tracker.measures import TIMELINE_BRIER
from tracker.scoring import brier, chance_by
from tracker.vectors import Floats, column_sums, numbered

if TYPE_CHECKING:
    from pandas import DataFrame, Series

STEPS = 40
SETS = 999
LEVEL = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """The mean over events of the Brier score of "by this day?" where `share` of the horizon is over.

    `low` to `high` holds that mean in 95 of 100 sets of such events, share by share; `reference` is the mean
    of who always says 50% by the horizon at a constant rate.
    """

    share: float
    mean: float
    low: float
    high: float
    reference: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Single:
    """One event's scores at each share of the horizon: averaged within the event, lower is better."""

    event: str
    name: str
    forecasts: int
    scores: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ByDate:
    """The first, primary timelines scored over their whole horizons, along it; lower is better.

    `shares` are the shares of the horizon, from 0 to 1. `points` holds the mean at each where there are five
    events or more; below that it is empty, and `singles` holds the events one by one. `forecasts` and
    `events` are the same at each share, for what is not over has no place here. Intervals come from
    `replicates` redrawn sets of events, seed `seed`.
    """

    forecasts: int
    events: int
    shares: tuple[float, ...]
    points: tuple[Point, ...]
    singles: tuple[Single, ...]
    level: float
    replicates: int
    seed: int


def by_date_of(kind: DataFrame, *, seed: int) -> ByDate | None:
    """The scores along the horizon of marked forecasts, all prospective or all retrospective.

    None where no timeline counts.

    Parameters
    ----------
    kind
        Judged forecasts, marked; those that count and are scored by the Timeline Brier are used.
    seed
        The same seed draws the same sets of events.
    """
    counted = kind[kind["counts"] & (kind["measure"] == TIMELINE_BRIER.name)]
    if not len(counted):
        return None
    shares = np.linspace(0.0, 1.0, STEPS + 1)
    events, place = numbered(counted["cluster"].astype(str))
    often = np.bincount(place, minlength=len(events))
    scores, references = (
        np.column_stack([column_sums(place, column, len(events)) for column in found.T]) / often[:, None]
        for found in _scores(counted, shares)
    )
    shows_mean = told_by(len(events)).shows_mean
    statements = dict(
        zip(counted["cluster"].astype(str), counted["question_statement"].astype(str), strict=True)
    )
    return ByDate(
        forecasts=len(counted),
        events=len(events),
        shares=tuple(shares.tolist()),
        points=_points(shares, scores, references, seed=seed) if shows_mean else (),
        singles=()
        if shows_mean
        else tuple(
            Single(
                event=event,
                name=statements[event],
                forecasts=int(often[row]),
                scores=tuple(scores[row].tolist()),
            )
            for row, event in enumerate(events)
        ),
        level=LEVEL,
        replicates=SETS,
        seed=seed,
    )


def _scores(counted: DataFrame, shares: Floats) -> tuple[Floats, Floats]:
    """The Brier scores of the timelines and of the reference, a row a timeline and a column a share."""
    made = counted["made_on"]
    horizon = (counted["horizon"] - made).dt.days.to_numpy(float)
    waited = (counted["event_on"] - made).dt.days.to_numpy(float)
    day = np.where(np.isnan(waited) | (waited < 0), np.inf, waited)
    days, heights = (_padded(counted[name]) for name in ("days", "heights"))
    scores, references = (np.empty((len(counted), len(shares))) for _ in range(2))
    for column, share in enumerate(shares):
        happened = (day <= share * horizon).astype(float)
        scores[:, column] = brier(chance_by(days, heights, share * horizon), happened)
        references[:, column] = brier(np.full(len(day), 1 - 0.5**share), happened)
    return scores, references


def _padded(knots: Series[Any]) -> Floats:
    """The tuples of a column as one table; a shorter one repeats its last value."""
    columns: list[list[Any]] = []
    for column in zip_longest(*knots):
        before = columns[-1] if columns else list(column)
        columns.append([old if new is None else new for new, old in zip(column, before, strict=True)])
    return np.array(columns, dtype=float).T


def _points(shares: Floats, scores: Floats, references: Floats, *, seed: int) -> tuple[Point, ...]:
    drawn = redrawn_means(scores, seed=seed, replicates=SETS)
    means = scores.mean(axis=0)
    found = []
    for column, share in enumerate(shares):
        mean = float(means[column])
        low, high = interval_of_mean(
            drawn[:, column], mean, scores[:, column] - mean, level=LEVEL, bounds=(0.0, 1.0)
        )
        found.append(
            Point(
                share=float(share),
                mean=mean,
                low=low,
                high=high,
                reference=float(references[:, column].mean()),
            )
        )
    return tuple(found)
