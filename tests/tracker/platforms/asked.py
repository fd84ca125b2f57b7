"""Questions as platforms score them: made of judged frames, with the days counted from 0."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from tests.tracker import frames, judging
from tests.tracker.frames import Row
from tracker.marking import marked
from tracker.platforms.open_questions import OpenQuestion, open_questions

START = date(2020, 1, 1)
AFTER = date(2021, 6, 1)


def day(number: int) -> date:
    """So many days after the first of January 2020."""
    return START + timedelta(days=number)


def said(
    forecaster: str, *steps: tuple[int, float], due: int = 10, question: str = "kabul", entry: int = 10
) -> list[Row]:
    """Chances by the day on which they were said, as a series of updates."""
    return [
        frames.forecast(
            forecaster=forecaster,
            question=question,
            p=p,
            made_on=day(number),
            recorded_at=pd.Timestamp(day(number), tz="UTC").to_pydatetime(),
            deadline=day(due),
            entry=entry + place,
            position=ord(forecaster[0]),
        )
        for place, (number, p) in enumerate(steps)
    ]


def rows(
    *forecasts: Sequence[Row], outcomes: tuple[Row, ...], questions: tuple[Row, ...] = ()
) -> pd.DataFrame:
    """Such forecasts judged, scored and marked long after."""
    flat = [row for part in forecasts for row in part]
    found = judging.scored(*flat, outcomes=outcomes, questions=questions, on=AFTER)
    found = found.assign(derived=False)
    return marked(found, on=AFTER)


def asked(*forecasts: Sequence[Row], yes_on: int | None = None, due: int = 10) -> OpenQuestion:
    """The one question of such forecasts; it came true on a day, or had not come true by its deadline."""
    outcome = frames.not_through(day(due)) if yes_on is None else frames.happened(day(yes_on))
    (found,) = open_questions(rows(*forecasts, outcomes=(outcome,)), frozenset())
    return found


def at_once(*chances: float, answer: int = 1, peers: Sequence[bool] | None = None) -> OpenQuestion:
    """A question on which everybody said one thing, all the time."""
    p = np.array(chances)[:, None]
    return OpenQuestion(
        question="q",
        cluster="q",
        prospective=True,
        ordered=False,
        forecasters=tuple(f"f{place}" for place in range(len(p))),
        peers=np.ones(len(p), dtype=bool) if peers is None else np.array(peers),
        days=np.ones(1),
        in_force=np.ones((len(p), 1), dtype=bool),
        said=np.stack([1 - p, p], axis=-1),
        answer=answer,
        scheduled=1.0,
    )
