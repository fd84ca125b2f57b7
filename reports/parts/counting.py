"""Which forecasts count, how far each came, and why the others were left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_WHY = {
    "pending": "pending: its deadline lies ahead",
    "held": "it happened, and is held until its deadline",
    "overdue": "overdue: its deadline is over and no outcome is entered",
    "void": "void",
    "ambiguous": "ambiguous",
    "pre-dated": "pre-dated: it had happened before the forecast",
    "withdrawn": "withdrawn by the forecaster",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Funnel:
    """How many statements came how far; a statement came as far as the furthest of its readings.

    A forecast that was typed in without a statement counts by itself. `matured`: the deadline or
    window is over, or the horizon where that is earlier, or nothing can change any more. `resolved`: the
    outcome is known, be it void or ambiguous. `scored`: there is a final score. `void` and `ambiguous`
    count those resolved statements that could not be scored for that.
    """

    seen: int
    scoreable: int
    matured: int
    resolved: int
    scored: int
    void: int
    ambiguous: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """One forecaster's part of a funnel; a statement read of several forecasters is in each one's."""

    forecaster: str
    name: str
    funnel: Funnel


@dataclass(frozen=True, kw_only=True, slots=True)
class Omission:
    """How many forecasts (not statements) were left out of the headline for one reason."""

    reason: str
    count: int


def marked(frame: DataFrame, *, on: date, readings: str = "primary") -> DataFrame:
    """A frame of scores with three columns more: `counts`, `stage` (0 seen to 4 scored), `left_out`.

    `readings` says which readings count: the primary ones, or "all".
    """
    from forecasts.model import PRIMARY
    from tracker.scores import headline

    counted = frame.assign(reading=PRIMARY) if readings == "all" else frame
    counts = frame.index.isin(headline(counted).index)
    return frame.assign(
        counts=counts, stage=_stage(frame, on=on), left_out=_left_out(counted).mask(counts, None)
    )


def _stage(frame: DataFrame, *, on: date) -> np.ndarray[Any, Any]:
    """How far each forecast came: 0 seen, 1 scoreable, 2 matured, 3 resolved, 4 scored."""
    import pandas as pd

    verdict = frame["verdict"]
    resolved = verdict.isin(["yes", "no", "partly", "void", "ambiguous"])
    first = frame[["matures_on", "scored_on"]].min(axis=1)
    over = (first < pd.Timestamp(on)) & ~verdict.isin(["withdrawn", "pre-dated"])
    scored = frame["value"].notna() & ~frame["provisional"]
    steps = [scored, resolved, over | resolved, pd.Series(True, index=frame.index)]
    stage = np.select([step.to_numpy(dtype=bool) for step in steps], [4, 3, 2, 1])
    return np.where(verdict == "unscoreable", 0, stage)


def _left_out(frame: DataFrame) -> Series[Any]:
    verdict = frame["verdict"]
    unscoreable = "not scoreable: " + frame["because"].fillna("no reason given").astype(str)
    grounds = [
        (verdict == "unscoreable", unscoreable),
        (frame["reading"] != "primary", "an alternative reading"),
        ((frame["order"] > 0) & frame["restates"].notna(), "a restatement of an earlier forecast"),
        (frame["order"] > 0, "an update of an earlier forecast"),
        (verdict.isin(list(_WHY)), verdict.map(_WHY)),
        (frame["provisional"], "provisional: not scored over its whole horizon yet"),
    ]
    why = frame["reason"].fillna("no score").astype(object)
    for fits, reason in reversed(grounds):
        why = why.mask(fits, reason)
    return why


def recorded(frame: DataFrame) -> DataFrame:
    """The forecasts that somebody made, without those of a derived crowd; all where there are no others."""
    if "derived" not in frame or frame["derived"].all():
        return frame
    return frame[~frame["derived"]]


def funnel_of(frame: DataFrame) -> Funnel:
    """The funnel of marked forecasts."""
    statement = frame["statement"].where(frame["statement"].notna(), "alone " + frame["handle"].astype(str))
    stage = frame.groupby(statement, sort=False)["stage"].max() if len(frame) else frame["stage"]
    furthest = statement.map(stage) if len(frame) else stage
    stuck = furthest == 3

    def blocked(verdict: str) -> int:
        return int(statement[stuck & (frame["verdict"] == verdict)].nunique())

    return Funnel(
        seen=len(stage),
        scoreable=int((stage >= 1).sum()),
        matured=int((stage >= 2).sum()),
        resolved=int((stage >= 3).sum()),
        scored=int((stage >= 4).sum()),
        void=blocked("void"),
        ambiguous=blocked("ambiguous"),
    )


def shares_of(frame: DataFrame, names: Mapping[str, str]) -> tuple[Share, ...]:
    """The funnel of each forecaster, by name."""
    found = [
        Share(forecaster=str(slug), name=names.get(str(slug), str(slug)), funnel=funnel_of(part))
        for slug, part in frame.groupby("forecaster", sort=False)
    ]
    return tuple(sorted(found, key=lambda share: (share.name, share.forecaster)))


def omissions_of(frame: DataFrame) -> tuple[Omission, ...]:
    """Why forecasts were left out, most frequent first; with those that count they add up to all."""
    counts = frame["left_out"].dropna().value_counts()
    found = [Omission(reason=str(reason), count=int(count)) for reason, count in counts.items()]
    return tuple(sorted(found, key=lambda omission: (-omission.count, omission.reason)))
