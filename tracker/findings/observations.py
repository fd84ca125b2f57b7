"""What is observed of forecasters that no test decides and that accuses nobody of anything.

Chances that tell nothing apart, or are not shown to tell anything, and statements so vague that they cannot
be scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_LINE
from tracker.discrimination.roc import roc
from tracker.findings.evidence import Alike, Apart, Evidence, Vague
from tracker.funnel import statements_of
from tracker.once import places_by_kind
from tracker.tally import Tally
from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

_NEAR, _NEARLY_ALL = 0.05, 0.9
_VAGUE, _STATEMENTS = 0.5, 10
_MIDDLE, _HARDLY_MORE = 0.5, 0.6
_NOTHING, _NOT_SHOWN = "no-discrimination", "not-shown-to-discriminate"
_HAIR = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """What is observed of one forecaster: "no-discrimination", "not-shown-to-discriminate" or "vague".

    No discrimination is observed where all chances are one, or where the 95% interval of the area under the
    ROC curve ends below 0.6; where it holds 0.5 and ends above, nothing is shown either way.
    `prospective` is None of statements that cannot be scored, which are neither.
    """

    forecaster: str
    prospective: bool | None
    observed: str
    evidence: Evidence
    events: int


def observations_of(frame: DataFrame, chances: DataFrame) -> Iterator[Observation]:
    """What is observed of each forecaster.

    Parameters
    ----------
    frame
        Judged and marked forecasts, those that cannot be scored among them.
    chances
        The chances among them that the tests hear, one an event.
    """
    yield from _without_discrimination(chances)
    yield from _vague(frame)


def _without_discrimination(chances: DataFrame) -> Iterator[Observation]:
    p, happened = (chances[name].to_numpy(float) for name in ("p", "observed"))
    for (who, ahead), places in places_by_kind(chances).items():
        found = _nothing_apart(p[places], happened[places])
        if found:
            observed, evidence = found
            yield Observation(
                forecaster=who,
                prospective=ahead,
                observed=observed,
                evidence=evidence,
                events=len(places),
            )


def _nothing_apart(p: Floats, happened: Floats) -> tuple[str, Evidence] | None:
    """Whether chances tell nothing apart, or are not shown to, and what carries it; None if they do."""
    if len(p) < LEAST_FOR_CURVE:
        return None
    if p.min() == p.max():
        return _NOTHING, Alike(chances=len(p), said=float(p[0]))
    found = roc(Tally.of(p, happened).halved())
    if found.area is None or found.low is None or found.high is None or found.low > _MIDDLE:
        return None
    middle = float(np.median(p))
    near = int((np.abs(p - middle) <= _NEAR + _HAIR).sum())
    alike = near >= _NEARLY_ALL * len(p)
    if not alike and len(p) < LEAST_FOR_LINE:
        return None
    return _NOTHING if found.high < _HARDLY_MORE else _NOT_SHOWN, Apart(
        events=len(p),
        area=found.area,
        low=found.low,
        high=found.high,
        near=near if alike else None,
        least=max(middle - _NEAR, 0.0) if alike else None,
        most=min(middle + _NEAR, 1.0) if alike else None,
    )


def _vague(frame: DataFrame) -> Iterator[Observation]:
    suspects = (frame["verdict"] == "unscoreable").groupby(frame["forecaster"]).agg(["sum", "size"])
    enough = (suspects["size"] >= _STATEMENTS) & (suspects["sum"] >= _VAGUE * _STATEMENTS)
    chosen = frame.loc[frame["forecaster"].isin(suspects.index[enough]), ["forecaster", "stage"]]
    furthest = chosen.groupby(["forecaster", statements_of(frame)[chosen.index]])["stage"].max()
    lost = (furthest == 0).groupby(level="forecaster").agg(["size", "sum"])
    for who, seen, unscoreable in lost.itertuples():
        if seen >= _STATEMENTS and unscoreable >= _VAGUE * seen:
            yield Observation(
                forecaster=str(who),
                prospective=None,
                observed="vague",
                evidence=Vague(seen=int(seen), unscoreable=int(unscoreable)),
                events=0,
            )
