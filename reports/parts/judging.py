"""The scores a report is made of, with the band of each stated probability kept beside that of its score."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View


def judged(forecasts: DataFrame, questions: DataFrame, outcomes: DataFrame, *, on: date) -> DataFrame:
    """Every forecast with its verdict and score on an evaluation date.

    The columns of `tracker.scores.scores`, where `low` and `high` are the score's, and `said_low` and
    `said_high`, the band of the stated probability.
    """
    from tracker.scores import scores
    from tracker.verdicts.judging import verdicts

    found = scores(verdicts(forecasts, questions, outcomes, on=on), on=on)
    return found.assign(said_low=forecasts["low"], said_high=forecasts["high"])


def judged_view(view: View, on: date) -> DataFrame:
    """Every forecast that stands in a view, judged."""
    return judged(view.forecasts(), view.questions(), view.outcomes(), on=on)
