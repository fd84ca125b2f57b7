"""The mean score of a tally: how far, on average, what was said lay from what happened.

The smaller the better. Every mean is over forecasts, each with its weight; `Tally.per_event` makes every
event count once instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from tracker.pooling import Floats

if TYPE_CHECKING:
    from tracker.tally import Tally

Loss = Literal["brier", "log"]


def mean_brier(tally: Tally) -> float | None:
    """The mean Brier score, `sum (p - y)^2 / n`: from 0 to 1; None without forecasts.

    Grades are scored as they are.

    >>> from tracker.tally import Tally
    >>> round(mean_brier(Tally.of([0.1, 0.4, 0.8, 1.0, 0.0], [0, 1, 1, 1, 0])), 12)
    0.082
    """
    return mean_score(tally, "brier")


def mean_log_score(tally: Tally) -> float | None:
    """The mean log score in nats, `-sum ln p_y / n`: from 0 to infinity; None without forecasts.

    One certain miss makes it infinite, and infinite it stays. A grade y is scored as
    `-y ln p - (1 - y) ln (1 - p)`.

    >>> from tracker.tally import Tally
    >>> round(mean_log_score(Tally.of([0.8], [0])), 4)
    1.6094
    """
    return mean_score(tally, "log")


def infinite_log_scores(tally: Tally) -> float:
    """How many forecasts ruled out what then happened, and so have an infinite log score.

    >>> from tracker.tally import Tally
    >>> infinite_log_scores(Tally.of([0.0, 1.0, 1.0], [1, 1, 0]))
    2.0
    """
    missed = np.where(tally.said == 0, tally.happened, 0) + np.where(
        tally.said == 1, tally.count - tally.happened, 0
    )
    return float(missed.sum())


def mean_score(tally: Tally, loss: Loss) -> float | None:
    """The mean Brier score ("brier") or log score ("log"); None without forecasts."""
    if not len(tally.said):
        return None
    total = summed_loss(loss, tally.said, tally.count, tally.happened, tally.squares).sum()
    return max(float(total / tally.count.sum()), 0.0)


def summed_loss(loss: Loss, said: Floats, count: Floats, happened: Floats, squares: Floats) -> Floats:
    """The sum of the scores in each cell, had `said` been said there."""
    if loss == "brier":
        brier: Floats = said * (said * count - 2 * happened) + squares
        return brier
    if loss != "log":
        raise ValueError(f"the loss is 'brier' or 'log', not {loss!r}")
    from scipy.special import xlog1py, xlogy

    log: Floats = 0.0 - xlogy(happened, said) - xlog1py(count - happened, -said)
    return log
