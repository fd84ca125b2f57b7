"""Who should act on these chances: the mean cost at every threshold of action, beside two references."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.certainty.wording import told_by
from tracker.chances import tally_of
from tracker.discrimination.murphy import murphy_diagram
from tracker.tally import Tally

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Murphy:
    """Mean elementary scores at each threshold, every event counting once; lower is better.

    `scores` is the forecaster's, `always_half` that of always saying 50%, `hindsight` that of always saying
    `rate`, the share that happened: no constant is better anywhere, and it was known only afterwards. Twice
    the area below a curve is its mean Brier score: `brier`, `brier_half`, `brier_hindsight`.
    """

    forecasts: int
    events: int
    rate: float
    thresholds: tuple[float, ...]
    scores: tuple[float, ...]
    always_half: tuple[float, ...]
    hindsight: tuple[float, ...]
    brier: float
    brier_half: float
    brier_hindsight: float


def murphy_of(chances: DataFrame) -> Murphy | None:
    """The Murphy diagram of yes-or-no forecasts on fifty events or more, else None."""
    told = told_by(chances["cluster"].nunique())
    if not told.shows_line:
        return None
    tally = tally_of(chances).per_event()
    total, happened = float(tally.count.sum()), float(tally.happened.sum())
    rate = happened / total
    found = murphy_diagram(tally)
    half, constant = (
        murphy_diagram(Tally.of([said, said], [1, 0], weight=[happened, total - happened]))
        for said in (0.5, rate)
    )
    return Murphy(
        forecasts=len(chances),
        events=told.events,
        rate=rate,
        thresholds=tuple(found.threshold.tolist()),
        scores=tuple(found.score.tolist()),
        always_half=tuple(half.score.tolist()),
        hindsight=tuple(constant.score.tolist()),
        brier=_brier(tally),
        brier_half=0.25,
        brier_hindsight=rate * (1 - rate),
    )


def _brier(tally: Tally) -> float:
    from tracker.means import mean_brier

    mean = mean_brier(tally)
    assert mean is not None, "fifty events have forecasts"
    return mean
