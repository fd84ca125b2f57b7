"""Every forecaster on a line: what matured in a period, and the whole record to date; never a ranking.

Timelines of several forecasters on one question stand side by side here, so they are scored to one end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reports.facets.calibration.chances import expectation_of
from tracker.bounds import score_bounds
from tracker.calibration.expectation import Expectation
from tracker.certainty.event_means import ManyMeans, many_means
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.chances import tested
from tracker.common_ends import CLAIM, codes_of, range_of_ends, to_common_ends, why_no_skill
from tracker.comparison.skill import relative_skill
from tracker.measures import BRIER, MEASURES, POOLED, TIMELINE_BRIER

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.frame_arrays import Flags
    from tracker.vectors import Floats

_NEEDED = [
    *("forecaster", "prospective", "measure", "value", "p", "observed", "tested"),
    *("made_on", "event_on", "horizon", "scored_on", "own_horizon", "days", "heights"),
    *("low", "high", "rule", "earliest", "central", "latest", "reference_rate"),
    *CLAIM,
]
_EACH = ["forecaster", "prospective", "measure"]

Key = tuple[str, bool, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """A mean score over events, averaged within each event first; lower is better.

    `mean` and its 95% interval `low` to `high` are None below five events; the interval is None too
    where all events score the same.
    """

    forecasts: int
    events: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoring:
    """One forecaster's scores by one measure, all prospective or all retrospective.

    `matured` are those that became final in the period, `to_date` all of them. `reference` is what `against`
    would have scored to date, `skill` is ``1 - mean / reference``. `expectation` sets the chances to
    date against what happened. All three are None below five events, or where nothing is comparable;
    `no_skill` says why a mean has no reference where a forecaster's own window set an end. `ends` are the
    fewest and the most days from a timeline to the end of its score here.
    """

    forecaster: str
    name: str
    prospective: bool
    measure: str
    matured: Result
    to_date: Result
    reference: float | None
    against: str | None
    skill: float | None
    no_skill: str | None
    ends: tuple[int, int] | None
    expectation: Expectation | None


def scorings_of(frame: DataFrame, final: Flags, names: Mapping[str, str]) -> tuple[Scoring, ...]:
    """The scores of all forecasters in marked forecasts: by name, prospective first, then by measure.

    `final` marks the rows whose scores became final in the period. Only measures of one unit have a mean:
    Brier scores and Timeline Briers.
    """
    counted = frame["counts"].to_numpy(dtype=bool) & frame["measure"].isin(POOLED).to_numpy()
    kept = frame.loc[counted, _NEEDED]
    if kept.empty:
        return ()
    kept, _ = to_common_ends(kept, codes_of(kept, ["prospective", *CLAIM]))
    to_date, matured = _results(kept), _results(kept[final[counted]])
    references = _references(kept)
    expectations = {
        (str(slug), bool(ahead)): expectation_of(part)
        for (slug, ahead), part in tested(kept).groupby(["forecaster", "prospective"])
    }
    ended = {
        (str(slug), bool(ahead), str(measure)): (why_no_skill(part), range_of_ends(part))
        for (slug, ahead, measure), part in kept[kept["measure"] == TIMELINE_BRIER.name].groupby(_EACH)
    }
    classes = {
        (str(slug), bool(ahead), str(measure)): (int(rates.count()), len(rates))
        for (slug, ahead, measure), rates in kept.groupby(_EACH)["reference_rate"]
    }
    found = []
    for key, result in to_date.items():
        slug, prospective, measure = key
        no_skill, ends = ended.get(key, (None, None))
        reference_of = MEASURES[measure].reference if no_skill is None else None
        against = reference_of.in_words(*classes[key]) if reference_of else None
        reference = references.get(key) if result.mean is not None and against else None
        found.append(
            Scoring(
                forecaster=slug,
                name=names.get(slug, slug),
                prospective=prospective,
                measure=measure,
                matured=matured.get(key, Result(forecasts=0, events=0)),
                to_date=result,
                reference=reference,
                against=against if reference is not None else None,
                skill=_skill(result.mean, reference, against),
                no_skill=no_skill if result.mean is not None else None,
                ends=ends,
                expectation=expectations.get((slug, prospective)) if measure == BRIER.name else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name, one.forecaster, not one.prospective, one.measure)))


def _skill(mean: float | None, reference: float | None, against: str | None) -> float | None:
    if mean is None or reference is None or against is None:
        return None
    return relative_skill(mean, reference, against=against).skill


def _results(kept: DataFrame) -> dict[Key, Result]:
    if kept.empty:
        return {}
    keys, found = _means(kept, kept["value"].to_numpy(float), *score_bounds(kept))
    figures = (found.count, found.events, found.mean, found.low, found.high)
    rows = zip(*(values.tolist() for values in figures), strict=True)
    return {key: _result(*row) for key, row in zip(keys, rows, strict=True)}


def _result(count: int, events: int, mean: float, low: float, high: float) -> Result:
    if events < LEAST_FOR_MEAN:
        return Result(forecasts=count, events=events)
    ends = (None, None) if np.isnan(low) else (low, high)
    return Result(forecasts=count, events=events, mean=mean, low=ends[0], high=ends[1])


def _means(
    kept: DataFrame, scores: Floats, least: Floats | float = 0.0, most: Floats | float = 1.0
) -> tuple[list[Key], ManyMeans]:
    """The means, and what each is of: a forecaster, prospective or not, and a measure."""
    import pandas as pd

    groups = kept.groupby(_EACH, observed=True).ngroup().to_numpy()
    events = pd.factorize(kept["cluster"].astype(str), sort=True)[0]
    found = many_means(scores, groups, events, least=least, most=most)
    first = kept.iloc[np.unique(groups, return_index=True)[1]]
    keys = [
        (str(slug), bool(ahead), str(measure))
        for slug, ahead, measure in zip(*(first[name] for name in _EACH), strict=True)
    ]
    return keys, found


def _references(kept: DataFrame) -> dict[Key, float]:
    """What the reference of each measure that has one would have scored, by key."""
    scores = np.full(len(kept), np.nan)
    for one in MEASURES.values():
        rows = (kept["measure"] == one.name).to_numpy()
        if one.reference is not None and rows.any():
            scores[rows] = one.reference.scores(kept[rows])
    known = ~np.isnan(scores)
    if not known.any():
        return {}
    keys, found = _means(kept[known], scores[known])
    return dict(zip(keys, found.mean.tolist(), strict=True))
