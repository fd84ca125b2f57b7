"""Counted and marked forecasts of a test's own, for the parts of a standing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from reports.facets.record.standings import of_kind
from tests.reports import cases
from tests.tracker import frames
from tracker.marking import marked

FIRST = date(2021, 1, 1)


def chances(
    said: Sequence[float],
    observed: Sequence[float],
    *,
    events: Sequence[str] | None = None,
    days: Sequence[int] | None = None,
) -> pd.DataFrame:
    """Counted chances, each on an event of its own that was decided a day after the last, unless told."""
    names = list(events) if events is not None else [f"event-{place:04}" for place in range(len(said))]
    decided = [FIRST + timedelta(days=day) for day in (days if days is not None else range(len(said)))]
    moments = pd.Series(pd.to_datetime(decided)).astype("datetime64[s]")
    return pd.DataFrame(
        {
            "measure": "brier",
            "p": list(said),
            "observed": [float(one) for one in observed],
            "value": [(p - y) ** 2 for p, y in zip(said, observed, strict=True)],
            "cluster": names,
            "tested": [one in (0, 1) for one in observed],
            "reference_rate": np.nan,
            "scored_on": moments,
            "known_on": moments,
        }
    )


def kind_of(
    rows: list[frames.Row], outcomes: list[frames.Row], *, slugs: Sequence[str], on: date = cases.YEAR_END
) -> pd.DataFrame:
    """Forecasts of a test's own, judged and marked: the prospective ones."""
    questions = [frames.question(slug=slug) for slug in slugs]
    judged = cases.judged_rows(rows, questions, outcomes, on=on)
    return of_kind(marked(judged, on=on), prospective=True)


def worded(count: int, **changes: Any) -> list[frames.Row]:
    """That many forecasts "unlikely", on events of their own."""
    shape = {"p": 0.3, "low": 0.2, "high": 0.4, "words": "unlikely", "rule": "icd203-1", **changes}
    return [
        frames.forecast(entry=place + 1, question=f"q{place}", statement=f"9.{place}", **shape)
        for place in range(count)
    ]


def absent(count: int) -> list[frames.Row]:
    """That none of so many events happened."""
    return [
        frames.not_through(cases.LATER, question=f"q{place}", handle=f"20.{place + 1}")
        for place in range(count)
    ]
