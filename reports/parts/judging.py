"""The scores a report is made of, each beside what was said, where, and who recorded and resolved it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from forecasts.ledger.view import View
    from tracker.crowds import Crowd


def judged(
    forecasts: DataFrame,
    questions: DataFrame,
    outcomes: DataFrame,
    *,
    sources: DataFrame | None = None,
    on: date,
) -> DataFrame:
    """Every forecast with its verdict and score on an evaluation date.

    The columns of `tracker.scores.scores`, where `low` and `high` are the score's, and

    said_low, said_high : the band of the stated probability
    source_title, publisher : of the source that the forecast was found in, else None
    evidence, resolved_by : of the outcome that decides it, and who recorded that, else None;
        `recorded_by` is who recorded the forecast
    """
    from tracker.scores import scores
    from tracker.verdicts.judging import verdicts

    found = scores(verdicts(forecasts, questions, outcomes, on=on), on=on)
    answers = outcomes.set_index("handle")
    origins = sources.set_index("slug") if sources is not None else None
    return found.assign(
        said_low=forecasts.loc[found.index, "low"],
        said_high=forecasts.loc[found.index, "high"],
        source_title=_looked_up(found["source"], None if origins is None else origins["title"]),
        publisher=_looked_up(found["source"], None if origins is None else origins["publisher"]),
        evidence=_looked_up(found["outcome"], answers["evidence"]),
        resolved_by=_looked_up(found["outcome"], answers["recorded_by"]),
    )


def judged_view(view: View, on: date, *, crowd: Crowd | None = None) -> DataFrame:
    """Every forecast that stands in a view, judged; with a `crowd`, "median" or "mean", derived from them."""
    from tracker.crowds import forecasts_with_crowd

    forecasts = forecasts_with_crowd(view, how=crowd, on=on) if crowd else view.forecasts()
    return judged(forecasts, view.questions(), view.outcomes(), sources=view.sources(), on=on)


def _looked_up(keys: Series[Any], known: Series[Any] | None) -> Series[Any]:
    """The text known under each key, None where there is none."""
    import pandas as pd

    if known is None:
        return pd.Series([None] * len(keys), index=keys.index, dtype=object)
    found = keys.map(known).astype(object)
    return found.where(found.notna(), None)
