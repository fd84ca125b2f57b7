"""What each question adds to a forecaster's platform score, as it came out and as it could have come out.

A platform's figure is a sum over questions, divided by a weight that no outcome changes. Each question could
have come out in a few ways only, and what it would have added in each is known. So its least and its most are
known too, and the mean has the interval of weighted misses, with every event as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tracker.certainty.mean_interval import ONE_EVENT, SURE
from tracker.certainty.weighted_misses import bounded_sum_intervals
from tracker.certainty.wording import told_by
from tracker.measures.of_platforms import MEASURES
from tracker.vectors import Codes, Floats, column_sums, numbered

if TYPE_CHECKING:
    from tracker.frame_arrays import Flags
    from tracker.platforms.open_questions import OpenQuestion

TOO_FEW = "Fewer than five events: too few for a mean."
_HAIR = 1e-9


class Contribution(NamedTuple):
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
    prospective, of, cluster = question.prospective, question.question, question.cluster
    for name, is_scored, value, least, most, share in zip(
        question.forecasters, has, *(column.tolist() for column in columns), strict=True
    ):
        if is_scored:
            yield Contribution(name, measure, prospective, of, cluster, value, least, most, share)


def scores_of(contributions: Sequence[Contribution]) -> tuple[PlatformScore, ...]:
    """Each forecaster's figure by each measure, in the order of measures, then of names."""
    if not contributions:
        return ()
    who, measure, ahead, question, cluster, *numbers = zip(*contributions, strict=True)
    measures, (names, name) = tuple(dict.fromkeys(measure)), numbered(who)
    code = np.array([measures.index(one) for one in measure]) * 2 + ~np.array(ahead, dtype=bool)
    keys, group = np.unique(code * len(names) + name, return_inverse=True)
    value, least, most, weight = (np.array(column, dtype=float) for column in numbers)
    total, whole = (column_sums(group, column, len(keys)) for column in (value, weight))
    questions = np.bincount(_pairs(group, question)[0])
    owner, event = _pairs(group, cluster)
    events = np.bincount(owner)
    scale = np.divide(events, whole, out=np.zeros(len(keys)), where=whole > 0)[owner]
    x, low, high = (column_sums(event, part, len(owner)) * scale for part in (value, least, most))
    up = np.array([MEASURES[one].higher_is_better for one in measures])[keys // (2 * len(names))]
    intervals = _intervals(x, low, high, np.searchsorted(owner, np.arange(len(keys))), up)
    found = []
    for place, key in enumerate(keys.tolist()):
        kind, of = divmod(key, len(names))
        mean: float | None = None
        ends: tuple[float, float, None] | str = TOO_FEW
        if told_by(int(events[place])).shows_mean and whole[place] > 0:
            mean, ends = float(total[place] / whole[place]), intervals[place]
        found.append(
            PlatformScore(
                forecaster=names[of],
                measure=measures[kind // 2],
                prospective=kind % 2 == 0,
                mean=mean,
                low=None if isinstance(ends, str) else ends[0],
                high=None if isinstance(ends, str) else ends[1],
                total=float(total[place]),
                weight=float(whole[place]),
                questions=int(questions[place]),
                events=int(events[place]),
                reason=ends if isinstance(ends, str) else None,
            )
        )
    return tuple(found)


def _pairs(group: Codes, names: Sequence[str]) -> tuple[Codes, Codes]:
    """The group of each different pair of group and name, and the place of each row's pair among them."""
    distinct, code = numbered(names)
    pairs, place = np.unique(group * len(distinct) + code, return_inverse=True)
    return pairs // len(distinct), place


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

    many, events = len(value), int(event.max(initial=0)) + 1
    owner = csr_array((np.ones(len(event)), (np.arange(len(event)), event)), shape=(len(event), events))
    x, low, high = ((part @ owner * (events / weight)).ravel() for part in (value, least, most))
    up = np.full(many, higher_is_better)
    return _intervals(x, low, high, np.arange(many) * events, up)


def _intervals(
    x: Floats, low: Floats, high: Floats, starts: Codes, higher_is_better: Flags
) -> list[tuple[float, float, None] | str]:
    """The interval of each mean over events, or the reason why there is none.

    Parameters
    ----------
    x, low, high
        What each event adds, times the number of events, and between which ends it could have come out: the
        events of one mean after those of another.
    starts
        Where the events of each mean start.
    higher_is_better
        Of each mean which way is up.
    """
    counts = np.diff(starts, append=len(x))
    turned = np.repeat(higher_is_better, counts)
    x, low, high = np.where(turned, -x, x), np.where(turned, -high, low), np.where(turned, -low, high)
    sure = np.maximum.reduceat(high - low, starts) <= _HAIR
    ends = bounded_sum_intervals(x, np.minimum(low, x), np.maximum(high, x), starts)
    below, above = (
        np.where(higher_is_better, -turned_end, end) for turned_end, end in zip(ends[::-1], ends, strict=True)
    )
    return [
        ONE_EVENT if count < 2 else SURE if nothing else (least, most, None)
        for count, nothing, least, most in zip(
            counts.tolist(), sure.tolist(), below.tolist(), above.tolist(), strict=True
        )
    ]
