"""Which judged forecasts count in the headline, how far each came, and why the others were left out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.model import PRIMARY
from tracker.headlines import headline
from tracker.measures import BRIER
from tracker.reasons import left_out
from tracker.ties import Ties

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.frame_arrays import Flags


def marked(frame: DataFrame, *, on: date, readings: str = "primary", ties: Ties = Ties.DROP) -> DataFrame:
    """A frame of scores with four columns more: `counts`, `tested`, `stage` (0 seen to 4 scored), `left_out`.

    `readings` says which readings count: the primary ones, or "all". `ties` says which of the counted chances
    are tested as yes or no, where some of them came true in part.
    """
    counted = frame.assign(reading=PRIMARY) if readings == "all" else frame
    counts = frame.index.isin(headline(counted).index)
    return frame.assign(
        counts=counts,
        tested=_tested(frame, counts, ties),
        stage=_stage(frame, on=on),
        left_out=left_out(counted).mask(counts, None),
    )


def _tested(frame: DataFrame, counts: Flags, ties: Ties) -> Flags:
    """Which chances tests take. Prospective and retrospective ones are never pooled, nor refused together."""
    chances = counts & (frame["measure"] == BRIER.name).to_numpy(dtype=bool)
    graded = chances & ~frame["observed"].isin([0.0, 1.0]).to_numpy(dtype=bool)
    match ties:
        case Ties.HALF:
            return chances
        case Ties.DROP:
            return chances & ~graded
    ahead = frame["prospective"].to_numpy(dtype=bool)
    refused = np.where(ahead, (graded & ahead).any(), (graded & ~ahead).any())
    tested: Flags = chances & ~refused
    return tested


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
