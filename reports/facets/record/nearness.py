"""The interval scores of each target, and where several forecasters did the same tasks, who came nearer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from reports.facets.comparison.targets import TargetContest, TargetEntrant, target_contests_of
from reports.facets.record.quantities import TargetScores, target_scores_of
from tracker.quantities.interval_scores import IntervalScores

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetSideBySide(TargetScores):
    """The interval scores of one target of which at least two forecasters share tasks.

    `entrants` are they, each with its relative skill (theta), the nearest first; `shown` says who is nearer
    than whom, all pairs of the report allowed for; empty where luck may make every difference.
    """

    entrants: tuple[TargetEntrant, ...]
    shown: tuple[str, ...]


def nearness_of(frame: DataFrame, names: Mapping[str, str]) -> tuple[TargetSideBySide | TargetScores, ...]:
    """The scores of each target of judged rows that asks of more than one day or place."""
    scores = target_scores_of(frame)
    several = any(len({one.forecaster for one in target.scores}) > 1 for target in scores)
    contests = target_contests_of(frame, names, against=None, transform=None)[0] if several else ()
    beside = {(one.scores.target, one.scores.prospective): one for one in contests}
    return tuple(_beside(one, beside.get((one.target, one.prospective))) for one in scores)


def leading_target(targets: tuple[TargetScores, ...]) -> TargetScores | None:
    """The target about the most days, then of the most forecasts; None of none."""
    return max(targets, key=lambda one: (one.days, one.forecasts), default=None)


def over_all_horizons(target: TargetScores) -> Iterator[IntervalScores]:
    """The scores of each forecaster with a mean, over all horizons, or at the only one."""
    whole = {one.forecaster for one in target.scores if one.soonest is None}
    for one in target.scores:
        if one.wis is not None and (one.soonest is None or one.forecaster not in whole):
            yield one


def _beside(scores: TargetScores, contest: TargetContest | None) -> TargetSideBySide | TargetScores:
    if contest is None:
        return scores
    entrants = tuple(one for one in contest.entrants if one.skill.skill is not None and one.skill.tasks)
    if len(entrants) < 2:
        return scores
    kept = {field.name: getattr(scores, field.name) for field in fields(scores)}
    kept["words"] = contest.words
    return TargetSideBySide(
        **kept,
        entrants=entrants,
        shown=contest.words[: -len(scores.words)] if any(pair.better for pair in contest.pairs) else (),
    )
