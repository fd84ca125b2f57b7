"""Forecasts judged and scored, alone or together, and the founding case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pandas as pd

from forecasts.ledger.view import View
from tests.tracker import frames
from tests.tracker.frames import Row
from tracker.crowd_rules import Crowd
from tracker.judged import Judged
from tracker.scores import scores
from tracker.selections import Selection
from tracker.verdicts.judging import verdicts

MADE, DEADLINE, AFTER = date(2021, 6, 25), date(2021, 9, 25), date(2021, 9, 26)
IN_TIME, LATE = date(2021, 8, 15), date(2021, 10, 2)
HORIZON, YEAR_END = date(2021, 12, 25), date(2021, 12, 31)


def whole(view: View, on: date, *, crowd: Crowd | None = None) -> pd.DataFrame:
    """Every forecast of a ledger, judged."""
    return Judged.of(view, Selection(crowd=crowd), on).rows


def judged(
    forecast: Row,
    *outcomes: Row,
    on: date = YEAR_END,
    question: Row | None = None,
    others: tuple[Row, ...] = (),
) -> pd.Series[Any]:
    """The verdict row of one forecast."""
    asked = frames.questions(question or frames.question(), *others)
    result = verdicts(frames.forecasts(forecast), asked, frames.outcomes(*outcomes), on=on)
    return result.iloc[0]


def in_every_order(logged: list[Row], happened_on: date, *, on: date) -> tuple[pd.DataFrame, list[str]]:
    """The scores of forecasters logged in every order, each order on a question of its own; the questions.

    So all are judged at once. It happened on the same day for all of them.
    """
    named = [{**row, "forecaster": f"f{place}"} for place, row in enumerate(logged)]
    orders = [*permutations(named)]
    slugs = [f"order-{turn}" for turn in range(len(orders))]
    rows = scored(
        *(
            {**row, "question": slug, "entry": 10 + 10 * turn + place}
            for turn, (slug, order) in enumerate(zip(slugs, orders, strict=True))
            for place, row in enumerate(order)
        ),
        questions=tuple(frames.question(slug=slug) for slug in slugs),
        outcomes=tuple(frames.happened(happened_on, question=slug) for slug in slugs),
        on=on,
    )
    return rows, slugs


def scored(
    *forecasts: Row, outcomes: tuple[Row, ...] = (), on: date = YEAR_END, questions: tuple[Row, ...] = ()
) -> pd.DataFrame:
    """The scores of some forecasts."""
    asked = frames.questions(*(questions or (frames.question(),)))
    return scores(verdicts(frames.forecasts(*forecasts), asked, frames.outcomes(*outcomes), on=on), on=on)


def scored_alone(
    forecast: Row, *outcomes: Row, on: date = YEAR_END, question: Row | None = None
) -> pd.Series[Any]:
    """The score of one forecast."""
    return scored(forecast, outcomes=outcomes, on=on, questions=(question or frames.question(),)).iloc[0]


def founding_case(on: date = YEAR_END) -> pd.DataFrame:
    """Mikhailovsky's scoreable forecasts of June 2021, logged after the outcomes were known."""
    said: Row = {
        "forecaster": "alexander-mikhailovsky",
        "recorded_at": datetime(2022, 1, 10, tzinfo=UTC),
    }
    slugs = ("kabul", "move-north", "offensive-north", "csto-meeting")
    return scored(
        frames.window(**said, entry=5, reading="alternative"),
        frames.window(**said, entry=6, question="move-north"),
        frames.forecast(**said, entry=7, question="offensive-north", p=0.325, low=0.20, high=0.45),
        frames.forecast(**said, entry=8, question="csto-meeting", p=0.9, low=0.75, high=0.99),
        questions=tuple(frames.question(slug=slug) for slug in slugs),
        outcomes=(
            frames.happened(IN_TIME),
            frames.not_through(HORIZON, question="move-north"),
            frames.not_through(HORIZON, question="offensive-north"),
            frames.happened(date(2021, 9, 15), question="csto-meeting"),
        ),
        on=on,
    )
