"""Which quantile forecasts have one unit and one target, and which of them set themselves the same task.

A target is what a hub asks week after week of many places, or a topic whose questions state one unit; every
other question is a target by itself. A task is one question so many days ahead: who updates a forecast does
another task. Forecasts about one day share their luck, so they are one cluster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forecasts.model import PRIMARY
from tracker.frame_arrays import day_numbers
from tracker.quantities.levels import ALIKE, common_levels
from tracker.vectors import Codes, Floats

if TYPE_CHECKING:
    from pandas import DataFrame, Series

LOG = "log"
MOST_HORIZONS = 8
"""With more different horizons than these, forecasts go by weeks ahead."""

_HUB = "hubverse-"
_LAST_DAY = r"(\d{4}-\d{2}-\d{2})$"
_WEEK = 7


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Target:
    """The quantile forecasts of one target, prospective or retrospective, a row each.

    Attributes
    ----------
    name
        The topic, with the unit where it states one, or the question.
    levels
        Those that every forecast states, ascending; none where they have none in common.
    stated
        The levels that each forecaster states in any forecast, by slug.
    forecaster, question
        Of each row.
    task
        A number for each question and horizon.
    soonest, latest
        Of each row the days ahead that its horizon spans.
    cluster
        The number of the day that it is about, or the cluster that its question states.
    quantiles, observed
        What was stated at `levels`, shape (rows, levels), and what came; by `transform` "log" as log(x + 1).
    left_out
        How many forecasts of tasks have no logarithm, because a value was -1 or less.
    """

    name: str
    prospective: bool
    levels: tuple[float, ...]
    stated: dict[str, tuple[float, ...]]
    forecaster: NDArray[np.str_]
    question: NDArray[np.str_]
    task: Codes
    soonest: Codes
    latest: Codes
    cluster: NDArray[np.str_]
    quantiles: Floats
    observed: Floats
    transform: str | None = None
    left_out: int = 0

    def of(self, rows: NDArray[np.bool_]) -> Target:
        """Some of its rows, on the same levels."""
        names = ("forecaster", "question", "task", "soonest", "latest", "cluster", "quantiles", "observed")
        return replace(self, **{name: getattr(self, name)[rows] for name in names})


def targets_of(rows: DataFrame, *, transform: str | None = None) -> tuple[Target, ...]:
    """The targets of judged rows, the prospective ones first, then by name.

    Every forecast with a score is there, updates too: they are forecasts of a shorter horizon.

    Parameters
    ----------
    rows
        Judged forecasts, with the columns of `tracker.judged_columns`.
    transform
        "log" for log(x + 1) of all that was said and came. A task in which a value is -1 or less is left
        out for everybody.

    References
    ----------
    Bosse et al. (2023), Scoring epidemiological forecasts on transformed scales, PLOS Computational Biology
    19:e1011393.
    """
    if transform not in (None, LOG):
        raise ValueError(f"there is no transform {transform!r}")
    chosen = rows[
        (rows["belief"] == "quantiles")
        & (rows["reading"] == PRIMARY)
        & rows["value"].notna()
        & rows["answer_value"].notna()
    ]
    if chosen.empty:
        return ()
    chosen = chosen.assign(target=_target_names(chosen))
    return tuple(
        _target(str(name), bool(ahead), part, transform)
        for ahead in (True, False)
        for name, part in chosen[chosen["prospective"].astype(bool) == ahead].groupby("target")
    )


def _target_names(rows: DataFrame) -> Series[Any]:
    topic, unit = rows["topic"], rows["question_unit"]
    hub = rows["question"].str.startswith(_HUB) & topic.notna()
    named = (topic + ", " + unit).where(topic.notna() & unit.notna())
    return named.where(named.notna(), topic.where(hub, rows["question"]))


def _target(name: str, prospective: bool, rows: DataFrame, transform: str | None) -> Target:
    day = _days(rows)
    ahead = (day - day_numbers(rows["made_on"])).astype(np.int64)
    soonest, latest = _horizons(ahead)
    own = (rows["cluster"] != rows["question"]).to_numpy(bool)
    clusters = np.where(own, rows["cluster"].to_numpy(str), day.astype(np.int64).astype(str))
    tasks = np.char.add(rows["question"].to_numpy(str), np.char.add(" ", soonest.astype(str)))
    levels = common_levels(rows["levels"])
    stated = {
        str(who): tuple(sorted({round(level, ALIKE) for row in part["levels"] for level in row}))
        for who, part in rows.groupby("forecaster")
    }
    found = Target(
        name=name,
        prospective=prospective,
        levels=levels,
        stated=stated,
        forecaster=rows["forecaster"].to_numpy(str),
        question=rows["question"].to_numpy(str),
        task=np.unique(tasks, return_inverse=True)[1],
        soonest=soonest,
        latest=latest,
        cluster=clusters.astype(str),
        quantiles=np.array(list(_at_levels(rows, levels)), dtype=float).reshape(len(rows), len(levels)),
        observed=rows["answer_value"].to_numpy(float),
        transform=transform,
    )
    return found if transform is None else _logarithms(found)


def _days(rows: DataFrame) -> Floats:
    """The day of each question: the deadline, the date that ends its statement, or when it was known."""
    import pandas as pd

    written = rows["question_statement"].astype(str).str.extract(_LAST_DAY, expand=False)
    dated = day_numbers(pd.to_datetime(written, errors="coerce"))
    deadline, known = day_numbers(rows["deadline"]), day_numbers(rows["known_on"])
    found: Floats = np.where(np.isnan(deadline), np.where(np.isnan(dated), known, dated), deadline)
    return found


def _horizons(ahead: Codes) -> tuple[Codes, Codes]:
    """The first and the last day of each horizon: each by itself, or of many by weeks."""
    if len(np.unique(ahead)) <= MOST_HORIZONS:
        return ahead, ahead
    last = -(-ahead // _WEEK) * _WEEK
    return last - _WEEK + 1, last


def _at_levels(rows: DataFrame, levels: tuple[float, ...]) -> Iterator[list[float]]:
    for stated, values in zip(rows["levels"], rows["values"], strict=True):
        known = dict(zip((round(level, ALIKE) for level in stated), values, strict=True))
        yield [known[level] for level in levels]


def _logarithms(target: Target) -> Target:
    least = np.minimum(target.quantiles.min(axis=1, initial=np.inf), target.observed)
    kept = ~np.isin(target.task, target.task[least <= -1])
    found = target.of(kept)
    return replace(
        found,
        quantiles=np.log1p(found.quantiles),
        observed=np.log1p(found.observed),
        left_out=int((~kept).sum()),
    )
