"""How well timelines answered "by this day?", for every day from when they were made to the horizon.

Timelines have horizons of their own, so a day is told as the share of the horizon that is over by then. At
each share the question has a Brier score, and the mean of a timeline's scores over its whole horizon is its
Timeline Brier: the curve shows where along the way that headline score was earned or lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.bounds import padded
from tracker.certainty.event_means import mean_over_events
from tracker.certainty.wording import told_by
from tracker.measures import TIMELINE_BRIER, reference_rates
from tracker.scoring import brier, chance_by
from tracker.vectors import Floats, column_sums, numbered

if TYPE_CHECKING:
    from pandas import DataFrame

STEPS = 40
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
    `events` are the same at each share, for what is not over has no place here.
    """

    forecasts: int
    events: int
    shares: tuple[float, ...]
    points: tuple[Point, ...]
    singles: tuple[Single, ...]
    level: float


def by_date_of(kind: DataFrame) -> ByDate | None:
    """The scores along the horizon of marked forecasts, all prospective or all retrospective.

    None where no timeline counts.

    Parameters
    ----------
    kind
        Judged forecasts, marked; those that count and are scored by the Timeline Brier are used.
    """
    counted = kind[kind["counts"] & (kind["measure"] == TIMELINE_BRIER.name)]
    if not len(counted):
        return None
    shares = np.linspace(0.0, 1.0, STEPS + 1)
    events, place = numbered(counted["cluster"].astype(str))
    often = np.bincount(place, minlength=len(events))
    scores, references, least, most = (
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
        points=_points(shares, scores, (least, most), references) if shows_mean else (),
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
    )


def _scores(counted: DataFrame, shares: Floats) -> tuple[Floats, ...]:
    """The Brier scores of the timelines and of the reference, and the least and the most of the former.

    A row is a timeline and a column a share.
    """
    made = counted["made_on"]
    horizon = (counted["horizon"] - made).dt.days.to_numpy(float)
    waited = (counted["event_on"] - made).dt.days.to_numpy(float)
    day = np.where(np.isnan(waited) | (waited < 0), np.inf, waited)
    rates = reference_rates(counted)
    days, heights = (padded(counted[name]) for name in ("days", "heights"))
    scores, references, least, most = (np.empty((len(counted), len(shares))) for _ in range(4))
    for column, share in enumerate(shares):
        happened = (day <= share * horizon).astype(float)
        said = np.asarray(chance_by(days, heights, share * horizon), dtype=float)
        scores[:, column] = brier(said, happened)
        least[:, column], most[:, column] = np.minimum(said, 1 - said) ** 2, np.maximum(said, 1 - said) ** 2
        references[:, column] = brier(1 - (1 - rates) ** share, happened)
    return scores, references, least, most


def _points(
    shares: Floats, scores: Floats, bounds: tuple[Floats, Floats], references: Floats
) -> tuple[Point, ...]:
    found = []
    for column, share in enumerate(shares):
        mean = mean_over_events(
            scores[:, column],
            range(len(scores)),
            least=bounds[0][:, column],
            most=bounds[1][:, column],
            level=LEVEL,
        )
        found.append(
            Point(
                share=float(share),
                mean=mean.mean,
                low=mean.mean if mean.low is None else mean.low,
                high=mean.mean if mean.high is None else mean.high,
                reference=float(references[:, column].mean()),
            )
        )
    return tuple(found)
