"""The founding case and a made-up panel as frames, judged, for the tests of reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from reports import calibrations, comparisons, scorecards
from reports.calibrations import Calibration
from reports.comparisons import ComparisonReport
from reports.report import Heading
from reports.scorecards import Scorecard
from tests.tracker import frames
from tracker.judged import Judged
from tracker.scored import scored
from tracker.selections import Selection
from tracker.verdicts.judging import verdicts

MADE, NEAR, LATER = date(2021, 6, 25), date(2021, 9, 25), date(2021, 12, 25)
YEAR_END = date(2021, 12, 31)
LOGGED = datetime(2026, 1, 1, tzinfo=UTC)
MIKHAILOVSKY, NEWSPAPER = "alexander-mikhailovsky", "newspaper"
NAMES = {MIKHAILOVSKY: "Alexander Mikhailovsky", NEWSPAPER: "The newspaper", "ann": "Ann", "bob": "Bob"}
HEAD = "0123456789abcdef" * 4

_QUESTIONS = {
    "kabul": "The Taliban capture Kabul and join their enclaves",
    "move-north": "Taliban forces move beyond Afghanistan into Central Asia",
    "offensive-north": "The Taliban attempt an offensive across the northern border",
    "csto-meeting": "CSTO defence ministers meet",
    "bigger-army": "The Taliban command outnumbers the three armies together",
    "more-complicated": "Central Asia's situation becomes significantly more complicated",
    "coalition": "An anti-terrorist coalition with India, China and Iran forms",
    "kunduz": "Kunduz is captured",
    "kunduz-border": "The Taliban hold the Kunduz-province stretch of the border with Tajikistan",
    "attack-tajikistan": "The Taliban attack Tajikistan",
    "more-terrorism": "The withdrawal raises terrorist activity in Central Asia",
}


def heading(**changes: Any) -> Heading:
    """A heading on the whole ledger, or what a selection's fields choose, at the end of 2021."""
    chosen = {field.name: changes.pop(field.name) for field in fields(Selection) if field.name in changes}
    return Heading(
        **{
            "subject": "The whole ledger",
            "on": YEAR_END,
            "entry": 17,
            "head": HEAD,
            "recorded_at": datetime(2026, 1, 1, 12, tzinfo=UTC),
            "selection": Selection(**chosen),
            "version": "0.1.0",
            "libraries": ("matplotlib 3.9.0", "numpy 2.0.0", "pandas 2.2.0", "scipy 1.13.0"),
            "command": "tracker scorecard --as-of 2026-01-01T12:00:00.000000Z --on 2021-12-31",
            **changes,
        }
    )


def founding(on: date = YEAR_END) -> pd.DataFrame:
    """The nine statements of the founding case in ten rows, judged; a frame of the test's own."""
    return _founding(on).copy()


@cache
def _founding(on: date) -> pd.DataFrame:
    window = "a month or two. Maybe three. And then ... move on"
    will: dict[str, Any] = {"p": 0.9, "low": 0.75, "high": 0.99, "words": "will", "rule": "will-1"}
    unlikely: dict[str, Any] = {"p": 0.325, "low": 0.2, "high": 0.45, "words": "unlikely", "rule": "icd203-1"}
    settled = {"deadline": NEAR, "when": "in the near future", "settled_by": "analyst"}
    his = {"forecaster": MIKHAILOVSKY, "source": "mk"}
    its = {"forecaster": NEWSPAPER, "source": "mk"}
    rows = [
        frames.window(
            question="kabul", statement="3.1", quote="a month or two. Maybe three", reading="A", **his
        ),
        frames.window(question="move-north", statement="3.1", quote=window, **his),
        frames.forecast(
            question="offensive-north",
            statement="3.2",
            quote="unlikely ... in the near future",
            **unlikely,
            **settled,
            **his,
        ),
        frames.forecast(
            question="csto-meeting",
            statement="3.3",
            quote="will take place in the near future",
            **will,
            **settled,
            **his,
        ),
        _vague("bigger-army", "3.4", "will have a numerically larger army", "no criterion", **his),
        _vague("more-complicated", "3.5", "could", "vague word, no deadline", **his),
        _vague("coalition", "3.6", "may ... in the future", "vague word, no deadline", **his),
        frames.forecast(
            question="kunduz-border",
            statement="3.7",
            quote="will secure",
            condition_question="kunduz",
            condition_answer="happens",
            condition_by=NEAR,
            **will,
            deadline=NEAR,
            settled_by="analyst",
            **its,
        ),
        _vague("attack-tajikistan", "3.8", "prediction of the attack", "no deadline, no probability", **its),
        _vague("more-terrorism", "3.9", "threatens to", "vague word, no criterion", **its),
    ]
    for position, row in enumerate(rows, start=1):
        row.update(entry=10, position=position, handle=f"10.{position}", first_handle=f"10.{position}")
        row.update(first_entry=10, first_position=position)
        row["recorded_at"] = LOGGED
    happened = {
        "kunduz": date(2021, 8, 8),
        "kabul": date(2021, 8, 15),
        "kunduz-border": date(2021, 8, 8),
        "csto-meeting": date(2021, 9, 15),
    }
    came = [frames.happened(day, question=slug) for slug, day in happened.items()]
    absent = [frames.not_through(LATER, question=slug) for slug in ("offensive-north", "move-north")]
    answers = [{**row, "handle": f"20.{place}"} for place, row in enumerate([*came, *absent], start=1)]
    return judged(
        frames.forecasts(*rows),
        frames.questions(
            *(
                frames.question(slug=slug, statement=text, topic="Central Asia")
                for slug, text in _QUESTIONS.items()
            )
        ),
        frames.outcomes(*answers),
        on=on,
    )


def _vague(question: str, statement: str, quote: str, because: str, **changes: Any) -> frames.Row:
    return frames.forecast(
        question=question,
        statement=statement,
        quote=quote,
        unscoreable=tuple(because.split(", ")),
        belief="vague",
        words=quote,
        rule="vague",
        p=None,
        deadline=None,
        **changes,
    )


@cache
def founding_card(**changes: Any) -> Scorecard:
    """The scorecard of Alexander Mikhailovsky at the end of 2021."""
    subject = {"subject": "Alexander Mikhailovsky", "forecasters": (MIKHAILOVSKY,)}
    return scorecard_of(founding(), heading=heading(**{**subject, **changes}), names=NAMES)


def chosen(frame: pd.DataFrame, heading: Heading, names: Mapping[str, str]) -> Judged:
    """Those of judged forecasts that a heading is about."""
    return Judged.among(frame, heading.selection, heading.on, names=names)


def scorecard_of(frame: pd.DataFrame, *, heading: Heading, names: Mapping[str, str]) -> Scorecard:
    """The scorecard of those of judged forecasts that a heading is about."""
    return scorecards.scorecard_of(chosen(frame, heading, names), heading=heading)


def calibration_of(frame: pd.DataFrame, *, heading: Heading, names: Mapping[str, str]) -> Calibration:
    """The calibration of those of judged forecasts that a heading is about."""
    return calibrations.calibration_of(chosen(frame, heading, names), heading=heading)


def comparison_of(frame: pd.DataFrame, *, heading: Heading, names: Mapping[str, str]) -> ComparisonReport:
    """The comparison of those of judged forecasts that a heading is about."""
    return comparisons.comparison_of(chosen(frame, heading, names), heading=heading)


def judged(
    forecasts: pd.DataFrame,
    questions: pd.DataFrame,
    outcomes: pd.DataFrame,
    *,
    sources: pd.DataFrame | None = None,
    on: date = YEAR_END,
) -> pd.DataFrame:
    """Frames of a test's own, judged as the ledger's are."""
    return scored(verdicts(forecasts, questions, outcomes, on=on), outcomes, sources, on=on)


def judged_rows(
    rows: list[frames.Row], questions: list[frames.Row], outcomes: list[frames.Row], *, on: date = YEAR_END
) -> pd.DataFrame:
    """Forecasts of a test's own, judged."""
    return judged(frames.forecasts(*rows), frames.questions(*questions), frames.outcomes(*outcomes), on=on)


def panel(events: int, *, forecasters: tuple[str, ...] = ("ann",), seed: int = 7) -> pd.DataFrame:
    """Prospective chances on that many events, on tenths, by calibrated forecasters; the test's own frame."""
    return _panel(events, forecasters, seed).copy()


@cache
def _panel(events: int, forecasters: tuple[str, ...], seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows, asked, came = [], [], []
    for number in range(events):
        slug, said = f"event-{number}", float(rng.integers(1, 10)) / 10
        made = MADE + timedelta(days=int(rng.integers(0, 30)))
        asked.append(frames.question(slug=slug, statement=f"Event number {number} happens"))
        if rng.random() < said:
            came.append(frames.happened(NEAR - timedelta(days=5), question=slug, handle=f"20.{number + 1}"))
        else:
            came.append(frames.not_through(NEAR, question=slug, handle=f"20.{number + 1}"))
        for place, forecaster in enumerate(forecasters):
            off = said if place == 0 else min(0.95, said + 0.1 * place)
            rows.append(
                frames.forecast(
                    question=slug,
                    forecaster=forecaster,
                    p=off,
                    made_on=made,
                    entry=30 + number,
                    position=place + 1,
                )
            )
    return judged(frames.forecasts(*rows), frames.questions(*asked), frames.outcomes(*came), on=YEAR_END)


@cache
def panel_card(events: int) -> Scorecard:
    """Ann's scorecard over so many events."""
    return scorecard_of(panel(events), heading=heading(subject="Ann", forecasters=("ann",)), names=NAMES)


@cache
def panel_calibration(events: int, forecasters: tuple[str, ...] = ("ann",)) -> Calibration:
    """The calibration of a panel over so many events."""
    return calibration_of(panel(events, forecasters=forecasters), heading=heading(), names=NAMES)
