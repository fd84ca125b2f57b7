"""What each question adds to a forecaster's platform score, as it came out and as it could have come out.

A platform's figure is a sum over questions, divided by a weight that no outcome changes. Each question could
have come out in a few ways only, and what it would have added in each is known. So its least and its most are
known too, and the mean has the interval of weighted misses, with every event as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.certainty.mean_interval import ONE_EVENT, SURE
from tracker.certainty.weighted_misses import bounded_sum_intervals
from tracker.certainty.wording import told_by
from tracker.measures.of_platforms import MEASURES
from tracker.vectors import Codes, Floats, numbered

if TYPE_CHECKING:
    from tracker.frame_arrays import Flags
    from tracker.platforms.open_questions import OpenQuestion

TOO_FEW = "Fewer than five events: too few for a mean."
_HAIR = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Contribution:
    """What one question adds to one forecaster's score by one measure, and its weight in the mean.

    `least` and `most` are what it could have added with the same forecasts, had it come out otherwise.
    """

    forecaster: str
    measure: str
    prospective: bool
    question: str
    cluster: str
    value: float
    least: float
    most: float
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformScore:
    """One forecaster's figure by one measure of a platform, all prospective or all retrospective.

    `total` is the sum over questions, `weight` what the mean divides it by: questions, or how much of them
    was covered. `mean`, `low` and `high`, its 95% interval, are None where `reason` says why.
    """

    forecaster: str
    measure: str
    prospective: bool
    mean: float | None
    low: float | None
    high: float | None
    total: float
    weight: float
    questions: int
    events: int
    reason: str | None


def contributions_of(
    question: OpenQuestion,
    measure: str,
    by_answer: Floats,
    weight: Floats | None = None,
    scored: Flags | None = None,
) -> Iterator[Contribution]:
    """What a question adds to its forecasters' scores by one measure.

    Parameters
    ----------
    question
        One claim with its history.
    measure
        The measure's name.
    by_answer
        The score of each of F forecasters had each of K options come true, shape (F, K).
    weight
        The weight of each forecaster's score in the mean, shape (F,); 1 without.
    scored
        Which forecasters have a score, shape (F,); all without.
    """
    columns = [by_answer[:, question.answer], by_answer.min(axis=1), by_answer.max(axis=1)]
    columns.append(np.ones(len(by_answer)) if weight is None else weight)
    has = [True] * len(by_answer) if scored is None else scored.tolist()
    for name, is_scored, *numbers in zip(
        question.forecasters, has, *(column.tolist() for column in columns), strict=True
    ):
        if is_scored:
            yield Contribution(
                forecaster=name,
                measure=measure,
                prospective=question.prospective,
                question=question.question,
                cluster=question.cluster,
                **dict(zip(("value", "least", "most", "weight"), numbers, strict=True)),
            )


def scores_of(contributions: list[Contribution]) -> tuple[PlatformScore, ...]:
    """Each forecaster's figure by each measure, in the order of measures, then of names."""
    groups: dict[tuple[str, str, bool], list[Contribution]] = {}
    for one in contributions:
        groups.setdefault((one.measure, one.forecaster, not one.prospective), []).append(one)
    measures = list(dict.fromkeys(one.measure for one in contributions))
    ordered = sorted(groups, key=lambda key: (measures.index(key[0]), key[2], key[1]))
    return tuple(_score(groups[key]) for key in ordered)


def _score(group: list[Contribution]) -> PlatformScore:
    value, least, most, weight = (
        np.array([getattr(one, name) for one in group]) for name in ("value", "least", "most", "weight")
    )
    total, whole = float(value.sum()), float(weight.sum())
    clusters, code = numbered(one.cluster for one in group)
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = TOO_FEW
    if told_by(len(clusters)).shows_mean and whole > 0:
        mean = total / whole
        up = MEASURES[group[0].measure].higher_is_better
        ends = interval_over_events(value, least, most, code, weight=whole, higher_is_better=up)
        low, high, reason = ends if isinstance(ends, tuple) else (None, None, ends)
    return PlatformScore(
        forecaster=group[0].forecaster,
        measure=group[0].measure,
        prospective=group[0].prospective,
        mean=mean,
        low=low,
        high=high,
        total=total,
        weight=whole,
        questions=len({one.question for one in group}),
        events=len(clusters),
        reason=reason,
    )


def interval_over_events(
    value: Floats, least: Floats, most: Floats, event: Codes, *, weight: float, higher_is_better: bool
) -> tuple[float, float, None] | str:
    """The 95% interval of the sum of values divided by a weight, or the reason why there is none.

    Parameters
    ----------
    value, least, most
        What each question adds, and between which ends it could have come out.
    event
        The event of each question, numbered from 0.
    weight
        By what the sum is divided.
    higher_is_better
        Which way is up: misses count from the better end.

    Examples
    --------
    >>> none_missed = np.zeros(6), np.zeros(6), np.ones(6)
    >>> ends = interval_over_events(*none_missed, np.arange(6), weight=6.0, higher_is_better=False)
    >>> [round(end, 3) for end in ends[:2]]
    [0.0, 0.459]
    """
    rows = (value[None], least[None], most[None])
    (found,) = intervals_over_events(*rows, event, weight=weight, higher_is_better=higher_is_better)
    return found


def intervals_over_events(
    value: Floats, least: Floats, most: Floats, event: Codes, *, weight: float, higher_is_better: bool
) -> list[tuple[float, float, None] | str]:
    """The intervals of `interval_over_events` for many forecasters, a row each; events are those of all."""
    from scipy.sparse import csr_array

    events = int(event.max(initial=-1)) + 1
    if events < 2:
        return [ONE_EVENT] * len(value)
    if higher_is_better:
        turned = intervals_over_events(-value, -most, -least, event, weight=weight, higher_is_better=False)
        return [ends if isinstance(ends, str) else (-ends[1], -ends[0], None) for ends in turned]
    owner = csr_array((np.ones(len(event)), (np.arange(len(event)), event)), shape=(len(event), events))
    x, low, high = (part @ owner * (events / weight) for part in (value, least, most))
    sure = ~(high - low > _HAIR).any(axis=1)
    ends = bounded_sum_intervals(x, np.minimum(low, x), np.maximum(high, x))
    return [
        SURE if nothing else (below, above, None)
        for nothing, below, above in zip(sure.tolist(), *(end.tolist() for end in ends), strict=True)
    ]
