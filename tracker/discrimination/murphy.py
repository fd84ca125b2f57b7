"""Who is better for whom: the mean elementary score at every threshold of action.

At threshold t, somebody acts if the probability is above t, since not acting costs 1 - t if it happens
and acting costs t if it does not. A forecaster whose curve is nowhere above another's is better under every
proper score; where the curves cross, the order depends on the score chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.pooling import Floats

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

    from tracker.tally import Tally


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class MurphyDiagram:
    """Mean elementary scores, the smaller the better; NaN without forecasts.

    `score` at each `threshold`, and its parts from things that happened without a warning (`missed`) and from
    warnings of what did not happen (`alarmed`).
    """

    threshold: Floats
    score: Floats
    missed: Floats
    alarmed: Floats
    count: float

    @property
    def table(self) -> pd.DataFrame:
        """One row a threshold: `threshold`, `score`, `missed`, `alarmed`."""
        import pandas as pd

        names = ("threshold", "score", "missed", "alarmed")
        return pd.DataFrame({name: getattr(self, name) for name in names})


def murphy_diagram(tally: Tally, *, thresholds: ArrayLike | None = None) -> MurphyDiagram:
    """The mean elementary score at each threshold, by default every whole percent.

    ``1 - t`` where it happened and ``p <= t``; ``t`` where it did not and ``p > t``; 0 elsewhere. Twice the
    integral over t from 0 to 1 is the mean Brier score.

    Raises
    ------
    GradedOutcomes
        Where outcomes are not 0 or 1.

    References
    ----------
    Ehm, Gneiting, Jordan and Krüger (2016), Of quantiles and expectiles.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> murphy_diagram(Tally.of([0.2, 0.7], [1, 0]), thresholds=[0.1, 0.5, 0.9]).score.tolist()
    [0.05, 0.5, 0.04999999999999999]
    """
    at = np.arange(101) / 100 if thresholds is None else np.asarray(thresholds, dtype=np.float64)
    if at.ndim != 1 or not np.all((at >= 0) & (at <= 1)):
        raise ValueError("thresholds lie between 0 and 1")
    tally.refuse_grades("A Murphy diagram")
    flat = tally.unclustered()
    if not flat.total:
        none = np.full(len(at), np.nan)
        return MurphyDiagram(threshold=at, score=none, missed=none, alarmed=none, count=0.0)
    place = np.searchsorted(flat.said, at, side="right")
    yes, no = (
        np.concatenate([[0.0], np.cumsum(many)]) for many in (flat.happened, flat.count - flat.happened)
    )
    missed = (1 - at) * yes[place] / flat.total
    alarmed = at * (no[-1] - no[place]) / flat.total
    return MurphyDiagram(
        threshold=at, score=missed + alarmed, missed=missed, alarmed=alarmed, count=flat.total
    )
