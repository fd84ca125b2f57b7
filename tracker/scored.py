"""Judged forecasts with their scores, and what of their sources and outcomes a report tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from pandas import DataFrame, Series


def scored(
    verdicts: DataFrame, outcomes: DataFrame, sources: DataFrame | None = None, *, on: date
) -> DataFrame:
    """Forecasts with verdicts, each with its score, its source, and who resolved it.

    Parameters
    ----------
    verdicts
        The frame of `tracker.verdicts.judging.verdicts`, with or without a crowd.
    outcomes, sources
        Standing records, as `View.outcomes()` and `View.sources()` give them.
    on
        The evaluation date of the verdicts.
    """
    from tracker.crowds import as_recorded
    from tracker.scores import scores

    found = scores(verdicts if "derived" in verdicts else as_recorded(verdicts), on=on)
    answers = outcomes.set_index("handle")
    origins = sources.set_index("slug") if sources is not None else None
    return found.assign(
        said_low=verdicts["low"],
        said_high=verdicts["high"],
        source_title=_looked_up(found["source"], None if origins is None else origins["title"]),
        publisher=_looked_up(found["source"], None if origins is None else origins["publisher"]),
        evidence=_looked_up(found["outcome"], answers["evidence"]),
        resolved_by=_looked_up(found["outcome"], answers["recorded_by"]),
    )


def _looked_up(keys: Series[Any], known: Series[Any] | None) -> Series[Any]:
    """The text known under each key, None where there is none."""
    import pandas as pd

    if known is None:
        return pd.Series([None] * len(keys), index=keys.index, dtype=object)
    found = keys.map(known).astype(object)
    return found.where(found.notna(), None)
