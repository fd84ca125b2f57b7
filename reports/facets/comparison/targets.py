"""Forecasters of one target set side by side: relative skill, ratios of pairs, and interval scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reports.facets.record.quantities import TargetScores, scores_of, several_of
from tracker.comparison.multiplicity import holm
from tracker.comparison.relative_skill import Ratio, RelativeSkill, relative_skill
from tracker.comparison.within_tasks import WithinTasks, within_tasks
from tracker.quantities.targets import Target, targets_of
from tracker.scoring import weighted_interval_score
from tracker.selections import listed

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

    from tracker.vectors import Floats

ALPHA = 0.05
MOST_IN_PAIRS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetEntrant:
    """One forecaster of a target with its relative skill, of which below 1 is better than the others."""

    forecaster: str
    name: str
    skill: RelativeSkill


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetPair:
    """Two forecasters of a target: the ratio of the first's mean score to the second's on common tasks.

    Its adjusted p-value is Holm's over the pairs of all targets of the report.
    """

    first: str
    first_name: str
    second: str
    second_name: str
    ratio: Ratio

    @property
    def better(self) -> str | None:
        """The name of the one who is better by the adjusted p-value; None if neither can be told."""
        if self.ratio.adjusted is None or self.ratio.adjusted >= ALPHA or self.ratio.ratio is None:
            return None
        return self.first_name if self.ratio.ratio < 1 else self.second_name

    @property
    def better_first(self) -> tuple[str, str]:
        """The names of the two, that of the better first where one is."""
        names = (self.first_name, self.second_name)
        return names[::-1] if self.better == self.second_name else names


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetContest:
    """All that can be said of who is nearer on one target; `baseline` is whom skill is scaled by, if any."""

    scores: TargetScores
    baseline: str | None
    entrants: tuple[TargetEntrant, ...]
    pairs: tuple[TargetPair, ...]
    words: tuple[str, ...]

    @property
    def tested(self) -> tuple[TargetPair, ...]:
        """The pairs with a p-value."""
        return tuple(one for one in self.pairs if one.ratio.p_value is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class WithinPair:
    """Two forecasters on all quantities that both forecast, whatever the units; `adjusted` is Holm's p."""

    prospective: bool
    first: str
    first_name: str
    second: str
    second_name: str
    found: WithinTasks
    adjusted: float | None = None


def target_contests_of(
    frame: DataFrame, names: Mapping[str, str], *, against: str | None, transform: str | None
) -> tuple[tuple[TargetContest, ...], tuple[WithinPair, ...]]:
    """The contest of each target that two forecast, and every pair within its tasks whatever the target.

    Every forecast of a series counts, each at its horizon. A derived crowd's takes part like any other.
    """
    targets = [one for one in targets_of(frame, transform=transform) if len(set(one.forecaster)) > 1]
    contests = [_contest(one, names, against) for one in several_of(tuple(targets))]
    return _adjusted(contests), _within(targets, names, against)


def _tasks(target: Target) -> tuple[tuple[str, ...], Floats, NDArray[np.str_]]:
    """The scores of each task (row) and forecaster (column), averaged where one did a task twice."""
    slugs, who = np.unique(target.forecaster, return_inverse=True)
    tasks, first, task = np.unique(target.task, return_index=True, return_inverse=True)
    score = np.asarray(weighted_interval_score(target.quantiles, target.levels, target.observed))
    cells = task * len(slugs) + who
    counts = np.bincount(cells, minlength=len(tasks) * len(slugs))
    sums = np.bincount(cells, weights=score, minlength=len(counts))
    table = np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)
    return tuple(slugs.tolist()), table.reshape(len(tasks), len(slugs)), target.cluster[first]


def _contest(target: Target, names: Mapping[str, str], against: str | None) -> TargetContest:
    scores = scores_of(target)
    if not target.levels or not len(target.observed):
        return TargetContest(scores=scores, baseline=None, entrants=(), pairs=(), words=scores.words)
    slugs, table, days = _tasks(target)
    baseline = slugs.index(against) if against in slugs else None
    skills, ratios = relative_skill(table, days, baseline=baseline)
    chosen = _chosen(table, baseline)
    entrants = [
        TargetEntrant(forecaster=slug, name=names.get(slug, slug), skill=skill)
        for slug, skill in zip(slugs, skills, strict=True)
    ]
    return TargetContest(
        scores=scores,
        baseline=None if baseline is None else slugs[baseline],
        entrants=tuple(sorted(entrants, key=lambda one: (one.skill.skill or np.inf, one.name))),
        pairs=tuple(
            TargetPair(
                first=slugs[one.first],
                first_name=names.get(slugs[one.first], slugs[one.first]),
                second=slugs[one.second],
                second_name=names.get(slugs[one.second], slugs[one.second]),
                ratio=one,
            )
            for one in ratios
            if {one.first, one.second} in chosen
        ),
        words=scores.words,
    )


def _chosen(table: Floats, baseline: int | None) -> list[set[int]]:
    """The pairs shown: all with the baseline, or every two of the twelve who did most tasks."""
    places = range(table.shape[1])
    if baseline is not None:
        return [{baseline, place} for place in places if place != baseline]
    done = (~np.isnan(table)).sum(axis=0)
    most = sorted(places, key=lambda place: (-done[place], place))[:MOST_IN_PAIRS]
    return [set(pair) for pair in combinations(most, 2)]


def _adjusted(contests: list[TargetContest]) -> tuple[TargetContest, ...]:
    """The same with Holm's p-values over the pairs of all targets, and with what they tell."""
    tested = [pair.ratio.p_value for one in contests for pair in one.pairs]
    allowed = iter(holm([p for p in tested if p is not None]).tolist())
    found = []
    for one in contests:
        pairs = tuple(
            replace(
                pair,
                ratio=replace(pair.ratio, adjusted=None if pair.ratio.p_value is None else next(allowed)),
            )
            for pair in one.pairs
        )
        found.append(replace(one, pairs=pairs, words=(*_told(pairs), *one.words)))
    return tuple(found)


def _told(pairs: tuple[TargetPair, ...]) -> tuple[str, ...]:
    if not any(pair.ratio.p_value is not None for pair in pairs):
        return ("Too few common days to tell who is nearer.",) if pairs else ()
    beaten: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.better is not None:
            better, other = pair.better_first
            beaten.setdefault(better, []).append(other)
    if not beaten:
        return ("Nobody is shown to be nearer than another: luck may make these differences.",)
    return tuple(f"{who} is nearer than {listed(others)}." for who, others in sorted(beaten.items()))


def _within(targets: list[Target], names: Mapping[str, str], against: str | None) -> tuple[WithinPair, ...]:
    found = []
    for ahead in (True, False):
        tables = [_tasks(one) for one in targets if one.prospective == ahead and one.levels]
        slugs = sorted({slug for table in tables for slug in table[0]})
        if len(slugs) > MOST_IN_PAIRS and against not in slugs:
            did = {slug: sum(slug in table[0] for table in tables) for slug in slugs}
            slugs = sorted(sorted(slugs, key=lambda slug: (-did[slug], slug))[:MOST_IN_PAIRS])
        for first, second in combinations(slugs, 2):
            if against in slugs and against not in (first, second):
                continue
            columns = [
                (scores[:, [who.index(first), who.index(second)]], days)
                for who, scores, days in tables
                if first in who and second in who
            ]
            if not columns:
                continue
            scores, days = (np.concatenate(parts) for parts in zip(*columns, strict=True))
            both = ~np.isnan(scores).any(axis=1)
            if both.any():
                found.append(
                    WithinPair(
                        prospective=ahead,
                        first=first,
                        first_name=names.get(first, first),
                        second=second,
                        second_name=names.get(second, second),
                        found=within_tasks(scores[both, 0], scores[both, 1], days[both]),
                    )
                )
    allowed = iter(holm([one.found.p_value for one in found if one.found.p_value is not None]).tolist())
    return tuple(one if one.found.p_value is None else replace(one, adjusted=next(allowed)) for one in found)
