"""Forecasters side by side on events of a test's own, judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from reports.comparisons import ComparisonReport
from reports.facets.comparison.common_ground import Ground, ground_of
from tests.reports import cases
from tests.reports.cases import comparison_of
from tests.tracker import frames
from tracker.marking import marked

NAMES = {"ann": "Ann", "bob": "Bob", "cat": "Cat", "dan": "Dan"}
Said = Mapping[str, Sequence[float | None]]


def judged(said: Said, came: Sequence[bool], **changes: Any) -> pd.DataFrame:
    """What each said of each event (None for nothing), and which came; one deadline a week after another."""
    asked, answers, rows = [], [], []
    for place, happened in enumerate(came):
        slug, due = f"event-{place:03d}", cases.MADE + timedelta(weeks=1 + place % 25)
        asked.append(frames.question(slug=slug))
        handle = f"20.{place + 1}"
        if happened:
            answers.append(frames.happened(due, question=slug, handle=handle))
        else:
            answers.append(frames.not_through(due, question=slug, handle=handle))
        for seat, (who, chances) in enumerate(said.items(), start=1):
            p = chances[place]
            if p is not None:
                told = {"question": slug, "forecaster": who, "p": p, "deadline": due, **changes}
                rows.append(frames.forecast(entry=30 + place, position=seat, **told))
    return cases.judged_rows(rows, asked, answers)


def drawn(
    events: int, off: Mapping[str, float], *, share: float = 1.0, seed: int = 5
) -> tuple[dict[str, list[float | None]], list[bool]]:
    """Forecasters who add noise of their own to true chances, each on a share of the events."""
    rng = np.random.default_rng(seed)
    truth = rng.uniform(0.05, 0.95, events)
    came = (rng.random(events) < truth).tolist()
    said: dict[str, list[float | None]] = {}
    for who, noise in off.items():
        chances = np.clip(truth + noise * rng.choice([-1, 1], events), 0.02, 0.98).round(2)
        kept = rng.random(events) < share
        said[who] = [p if keep else None for p, keep in zip(chances.tolist(), kept, strict=True)]
    return said, came


def clear(events: int) -> tuple[dict[str, list[float | None]], list[bool]]:
    """Ann and Bob see each event coming, now one and now the other a little better; Cat sees none."""
    came = [place % 3 == 0 for place in range(events)]
    right = {
        "ann": [0.8] * events,
        "bob": [0.82 if place % 2 else 0.78 for place in range(events)],
        "cat": [0.4 if place % 4 else 0.3 for place in range(events)],
    }
    said: dict[str, list[float | None]] = {
        who: [p if yes else round(1 - p, 2) for p, yes in zip(chances, came, strict=True)]
        for who, chances in right.items()
    }
    return said, came


def ground(frame: pd.DataFrame, measure: str = "brier", *, on: date = cases.YEAR_END) -> Ground:
    """The ground of a judged frame's headline forecasts by one measure."""
    chosen = marked(frame, on=on)
    return ground_of(chosen[chosen["counts"] & (chosen["measure"] == measure)], NAMES)


def report(frame: pd.DataFrame, *, on: date = cases.YEAR_END, **changes: Any) -> ComparisonReport:
    """The comparison of a judged frame."""
    return comparison_of(frame, heading=cases.heading(on=on, **changes), names=NAMES)


def crowded(people: int, *, events: int) -> pd.DataFrame:
    """Judged forecasts of many who said a chance of nearly every event."""
    rng = np.random.default_rng(1)
    base = judged({"ann": [0.5] * events}, (rng.random(events) < 0.4).tolist())
    frame = base.loc[base.index.repeat(people)].reset_index(drop=True)
    value = rng.beta(1, 4, len(frame))
    slugs = np.tile([f"f{place:03d}" for place in range(people)], events)
    frame = frame.assign(forecaster=slugs, value=value, low=value, high=value, series=range(len(frame)))
    return frame[rng.random(len(frame)) < 0.9]
