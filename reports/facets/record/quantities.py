"""How near quantile forecasts of one target came, by horizon, as reports hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reports.figures import counted
from tracker.certainty.wording import told_by
from tracker.quantities.interval_scores import IntervalScores, interval_scores
from tracker.quantities.levels import levels_in_words
from tracker.quantities.targets import Target, targets_of

if TYPE_CHECKING:
    from pandas import DataFrame

_SHOWN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetScores:
    """The interval scores of one target, prospective or retrospective; lower is better.

    Attributes
    ----------
    target, prospective
        The topic that a hub asks, with its unit where one is stated; or the question.
    transform
        "log" where all are of log(x + 1), else None.
    levels
        The levels that every forecast states, on which all are scored.
    forecasts, days, left_out
        How many there are, about how many days, and how many have no logarithm.
    words
        What so many days can tell, and which levels are compared.
    scores
        By forecaster and horizon; empty where no level is common to all.
    """

    target: str
    prospective: bool
    transform: str | None
    levels: tuple[float, ...]
    forecasts: int
    days: int
    left_out: int
    words: tuple[str, ...]
    scores: tuple[IntervalScores, ...]


def target_scores_of(frame: DataFrame, *, transform: str | None = None) -> tuple[TargetScores, ...]:
    """The scores of each target of judged rows that asks of more than one day or place."""
    return tuple(scores_of(target) for target in several_of(targets_of(frame, transform=transform)))


def several_of(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Those targets that hold more than one question: of a single one there is no mean."""
    return tuple(one for one in targets if len(set(one.question.tolist())) > 1)


def scores_of(target: Target) -> TargetScores:
    """The scores of one target."""
    days = len(np.unique(target.cluster))
    return TargetScores(
        target=target.name,
        prospective=target.prospective,
        transform=target.transform,
        levels=target.levels,
        forecasts=len(target.observed),
        days=days,
        left_out=target.left_out,
        words=(_sure_of(days), *_on_levels(target), *_without_logarithm(target)),
        scores=interval_scores(target),
    )


def _sure_of(days: int) -> str:
    if not told_by(days).shows_mean:
        return f"About {counted(days, 'day')}: too few for a mean."
    if not told_by(days).shows_curve:
        return f"About {counted(days, 'day')}: too few for an interval of a mean score."
    return f"About {counted(days, 'day')}, each of which counts as one event in intervals."


def _on_levels(target: Target) -> tuple[str, ...]:
    sets = set(target.stated.values())
    if len(sets) < 2 and set(target.levels) == set(*sets):
        return ()
    if target.levels:
        return (
            f"Levels differ: all are scored on {levels_in_words(target.levels)}, which every one states.",
        )
    named = [f"{who} states {levels_in_words(levels)}" for who, levels in sorted(target.stated.items())]
    more = f"; {len(named) - _SHOWN} more state others" if len(named) > _SHOWN else ""
    refused = "Forecasts have no level in common, so no score measures the same for all and none is given: "
    return (f"{refused}{'; '.join(named[:_SHOWN])}{more}. Name those with the same levels.",)


def _without_logarithm(target: Target) -> tuple[str, ...]:
    if not target.left_out:
        return ()
    left = counted(target.left_out, "forecast")
    return (f"{left} of tasks in which a value is -1 or less have no logarithm and are left out for all.",)
