"""Which verdicts and scores moved between two states of the ledger, on the same date, and because of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reports.facets.causes import Causes, Version
from tracker.certainty.wording import told_by
from tracker.headlines import mean_by_event

if TYPE_CHECKING:
    from datetime import date

    from pandas import DataFrame, Series

    from forecasts.ledger.view import View
    from tracker.frame_arrays import Flags

_CARRIED = (
    *("handle", "forecaster", "question", "condition_question", "verdict", "value", "prospective"),
    *("provisional", "outcome", "outcome_kind", "derived", "members", "counts"),
    *("event_on", "not_through"),
)
COMPARED = ("key", "measure", "cluster", "question_options", *_CARRIED)
"""The columns of judged rows that are compared: who goes without the others needs less memory."""
_UNSETTLED = ("pending", "overdue", "held")
_EACH = ["forecaster", "measure", "options", "prospective"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One forecast whose verdict, score or place in the headline changed.

    `handle` is the version that stood before (the one now, where it is new), or the key of a derived one.
    What is before or after is None where the forecast was not there; a score also where there is none.
    `from_counts` and `to_counts` say whether it enters the headline. `news` says that nothing decided was
    altered: what had been open, or is new, came to an end. `because` says it in words, and `entry` is the
    handle of the record that moved it.
    """

    handle: str
    forecaster: str
    question: str
    from_verdict: str | None
    to_verdict: str | None
    from_score: float | None
    to_score: float | None
    from_prospective: bool | None
    to_prospective: bool | None
    from_counts: bool | None
    to_counts: bool | None
    because: str
    entry: str | None
    news: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MeanMove:
    """One forecaster's mean score by one measure before and after; lower is better.

    A mean is None where there are fewer than five events, or no common unit.
    """

    forecaster: str
    name: str
    measure: str
    prospective: bool
    before: float | None
    after: float | None
    forecasts_before: int
    forecasts_after: int


def moves(before: DataFrame, after: DataFrame, *, view: View, new: bool = False) -> tuple[Move, ...]:
    """The forecasts that are judged otherwise now, in the order of the frame before.

    Parameters
    ----------
    before, after
        Rows of `tracker.judged.Judged` on the same evaluation date, of two views.
    view
        The later view: its amendments say why.
    new
        Also forecasts that were logged since, last.

    Raises
    ------
    ValueError
        If a frame holds two standing versions of one forecast.
    """
    both = _side_by_side(before, after, new=new)
    if both.empty:
        return ()
    causes = Causes(view)
    return tuple(_move(row, causes) for row in both.rename_axis("key").reset_index().to_dict("records"))


def mean_moves(before: DataFrame, after: DataFrame, names: Mapping[str, str]) -> tuple[MeanMove, ...]:
    """The mean scores that moved, by forecaster and measure, prospective and retrospective apart.

    Means are over the forecasts that count, averaged within each event first. `names` gives
    forecasters' names by slug.
    """
    earlier, later = (_means(frame) for frame in (before, after))
    both = earlier.add_suffix("_before").join(later.add_suffix("_after"), how="outer")
    counts = both[["forecasts_before", "forecasts_after"]].fillna(0).astype(int)
    same = _equal(both["mean_before"], both["mean_after"]) & (
        counts["forecasts_before"] == counts["forecasts_after"]
    )
    shown = both.assign(**counts)[~same].reset_index()
    return tuple(
        MeanMove(
            forecaster=row["forecaster"],
            name=names.get(row["forecaster"], row["forecaster"]),
            measure=row["measure"],
            prospective=bool(row["prospective"]),
            before=_shown(row["mean_before"], row["events_before"]),
            after=_shown(row["mean_after"], row["events_after"]),
            forecasts_before=row["forecasts_before"],
            forecasts_after=row["forecasts_after"],
        )
        for row in shown.to_dict("records")
    )


def _side_by_side(before: DataFrame, after: DataFrame, *, new: bool) -> DataFrame:
    """The forecasts that differ, one row each, with columns such as `verdict_before`."""
    import pandas as pd

    earlier, later = (frame.set_index("key")[list(_CARRIED)] for frame in (before, after))
    if not (earlier.index.is_unique and later.index.is_unique):
        raise ValueError("two versions of one forecast stand in one frame")
    index = earlier.index
    if new:
        index = index.append(later.index.difference(index, sort=False))
    left, right = earlier.reindex(index), later.reindex(index)
    there, here = earlier.index.get_indexer(index) >= 0, later.index.get_indexer(index) >= 0
    in_place = there & here & _equal(left["value"], right["value"])
    for name in ("verdict", "prospective"):
        in_place &= _alike(left[name], right[name])
    same = in_place & _alike(left["counts"], right["counts"])
    both: DataFrame = pd.concat(
        [left[~same].add_suffix("_before"), right[~same].add_suffix("_after")], axis=1
    )
    return both.assign(there=there[~same], here=here[~same], in_place=in_place[~same])


def _alike(left: Series[Any], right: Series[Any]) -> Flags:
    return np.asarray(left.to_numpy(dtype=object) == right.to_numpy(dtype=object), dtype=bool)


def _equal(left: Series[Any], right: Series[Any]) -> Flags:
    """Whether two scores are the same as reports write them, or both undefined."""
    numbers = (left.to_numpy(float), right.to_numpy(float))
    return np.asarray(np.isclose(*numbers, rtol=1e-10, atol=1e-12, equal_nan=True), dtype=bool)


def _move(row: Mapping[Any, Any], causes: Causes) -> Move:
    there, here = bool(row["there"]), bool(row["here"])
    side = "before" if there else "after"
    cause = causes.of(
        question=row[f"question_{side}"],
        condition=_text(row[f"condition_question_{side}"]),
        before=_version(row, "before") if there else None,
        after=_version(row, "after") if here else None,
        kind_after=_text(row["outcome_kind_after"]),
        in_place=bool(row["in_place"]),
        withdrawn=here and row["verdict_after"] == "withdrawn" and row["verdict_before"] != "withdrawn",
    )
    return Move(
        handle=str(row["key"] if row[f"derived_{side}"] else row[f"handle_{side}"]),
        forecaster=str(row[f"forecaster_{side}"]),
        question=str(row[f"question_{side}"]),
        from_verdict=row["verdict_before"] if there else None,
        to_verdict=row["verdict_after"] if here else None,
        from_score=_number(row["value_before"]),
        to_score=_number(row["value_after"]),
        from_prospective=bool(row["prospective_before"]) if there else None,
        to_prospective=bool(row["prospective_after"]) if here else None,
        from_counts=bool(row["counts_before"]) if there else None,
        to_counts=bool(row["counts_after"]) if here else None,
        because=cause.words,
        entry=None if cause.handle is None else str(cause.handle),
        news=not there or (here and cause.is_news and _was_open(row)),
    )


def _was_open(row: Mapping[Any, Any]) -> bool:
    return row["verdict_before"] in _UNSETTLED or bool(row["provisional_before"])


def _means(frame: DataFrame) -> DataFrame:
    counted = frame[frame["counts"].astype(bool)]
    return mean_by_event(counted).set_index(_EACH)[["mean", "forecasts", "events"]]


def _version(row: Mapping[Any, Any], side: str) -> Version:
    handle = str(row[f"handle_{side}"])
    derived = bool(row[f"derived_{side}"])
    return Version(
        made_of=row[f"members_{side}"] if derived else (handle,),
        derived=derived,
        outcome=_text(row[f"outcome_{side}"]),
        event_on=_day(row[f"event_on_{side}"]),
        not_through=_day(row[f"not_through_{side}"]),
    )


def _shown(mean: float, events: float) -> float | None:
    return None if np.isnan(mean) or not told_by(int(events)).shows_mean else float(mean)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: Any) -> date | None:
    return value.date() if value == value else None  # NaT is no day, and equals nothing
