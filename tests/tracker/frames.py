"""Frames as the ledger gives them: one valid row of each noun, changed as a test asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

Row = dict[str, Any]

_DATES = {
    "made_on",
    "attested_on",
    "withdrawn_on",
    "not_before",
    "deadline",
    "condition_by",
    "earliest",
    "central",
    "latest",
    "horizon",
    "on",
    "known_on",
    "published_on",
}
_MOMENTS = {"made_at", "recorded_at"}
_NUMBERS = {"above", "below", "p", "low", "high", "value", "grade", "reference_rate", "reference_count"}
_COUNTS = {"entry", "position", "versions", "first_entry", "first_position"}

_FORECAST: Row = {
    "handle": "10.1",
    "entry": 10,
    "position": 1,
    "question": "kabul",
    "forecaster": "ann",
    "statement": None,
    "quote": None,
    "source": None,
    "reading": "primary",
    "settled_by": None,
    "restates": None,
    "unscoreable": None,
    "made_on": date(2021, 6, 25),
    "made_at": None,
    "attested_on": None,
    "recorded_at": datetime(2021, 6, 25, 12, tzinfo=UTC),
    "recorded_by": "ann",
    "first_handle": "10.1",
    "first_entry": 10,
    "first_position": 1,
    "versions": 1,
    "withdrawn_on": None,
    "option": None,
    "above": None,
    "below": None,
    "not_before": None,
    "deadline": date(2021, 9, 25),
    "when": None,
    "condition_question": None,
    "condition_answer": None,
    "condition_by": None,
    "belief": "chance",
    "words": None,
    "rule": "stated",
    "p": 0.7,
    "low": 0.7,
    "high": 0.7,
    "earliest": None,
    "central": None,
    "latest": None,
    "horizon": None,
    "days": None,
    "heights": None,
    "levels": None,
    "values": None,
    "options": None,
    "shares": None,
}
_QUESTION: Row = {
    "handle": "1.1",
    "slug": "kabul",
    "statement": "The Taliban capture Kabul",
    "criteria": "Agencies report it",
    "kind": "event",
    "unit": None,
    "options": None,
    "topic": None,
    "tags": None,
    "zone": "UTC",
    "cluster": None,
    "recurs": False,
    "horizon": None,
    "reference_rate": None,
    "reference_source": None,
    "reference_count": None,
}
_OUTCOME: Row = {
    "handle": "20.1",
    "question": "kabul",
    "kind": "happened",
    "on": None,
    "value": None,
    "option": None,
    "grade": None,
    "known_on": None,
    "evidence": "The agencies of that day",
    "because": None,
    "recorded_at": datetime(2022, 1, 1, tzinfo=UTC),
    "recorded_by": "eve",
}


def forecast(**changes: Any) -> Row:
    """A chance of 0.7, said by ann on 2021-06-25, that Kabul falls by 2021-09-25.

    Handle and place follow from `entry` and `position`, and a plain `p` brings its own band.
    """
    row = _changed(_FORECAST, changes)
    row["handle"] = f"{row['entry']}.{row['position']}"
    if "first_handle" not in changes:
        row["first_handle"] = row["handle"]
    row["first_entry"], row["first_position"] = map(int, row["first_handle"].split("."))
    if "p" in changes:
        row["low"], row["high"] = changes.get("low", row["p"]), changes.get("high", row["p"])
    return row


def window(**changes: Any) -> Row:
    """The founding case's window, 1, 2 and 3 months from 2021-06-25, with its horizon 2021-12-25."""
    shape: Row = {
        "belief": "timeline",
        "rule": "W80-1",
        "words": "a month or two, maybe three",
        "deadline": None,
        "p": None,
        "earliest": date(2021, 7, 25),
        "central": date(2021, 8, 25),
        "latest": date(2021, 9, 25),
        "horizon": date(2021, 12, 25),
        "days": (0.0, 30.0, 61.0, 92.0, 183.0),
        "heights": (0.0, 0.1, 0.5, 0.9, 0.95),
    }
    return forecast(**{**shape, **changes})


def shares(options: Sequence[str], values: Sequence[float], **changes: Any) -> Row:
    """A probability for each option of a choice."""
    shape: Row = {"belief": "shares", "p": None, "deadline": None}
    return forecast(**{**shape, "options": tuple(options), "shares": tuple(values), **changes})


def quantiles(values: Sequence[float], levels: Sequence[float], **changes: Any) -> Row:
    """A quantity by its quantiles."""
    shape: Row = {"belief": "quantiles", "p": None, "deadline": None}
    return forecast(**{**shape, "values": tuple(values), "levels": tuple(levels), **changes})


def question(**changes: Any) -> Row:
    """An event in UTC that can happen once: Kabul falls."""
    return _changed(_QUESTION, changes)


def outcome(kind: str = "happened", on: date | None = None, **changes: Any) -> Row:
    """An outcome known on its own date unless said otherwise."""
    return _changed(_OUTCOME, {"kind": kind, "on": on, "known_on": on, **changes})


def happened(on: date, **changes: Any) -> Row:
    """It happened on a date."""
    return outcome("happened", on, **changes)


def not_through(on: date, **changes: Any) -> Row:
    """It had not happened through a date."""
    return outcome("not through", on, **changes)


def forecasts(*rows: Row) -> pd.DataFrame:
    """A frame of forecasts, the columns and types of `View.forecasts()`."""
    return _frame(_FORECAST, rows)


def questions(*rows: Row) -> pd.DataFrame:
    """A frame of questions, the columns and types of `View.questions()`."""
    return _frame(_QUESTION, rows)


def outcomes(*rows: Row) -> pd.DataFrame:
    """A frame of outcomes, the columns and types of `View.outcomes()`."""
    return _frame(_OUTCOME, rows)


def _changed(default: Row, changes: Mapping[str, Any]) -> Row:
    unknown = set(changes) - set(default)
    if unknown:
        raise ValueError(f"no such columns: {sorted(unknown)}")
    return {**default, **changes}


def _frame(default: Row, rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame({name: _column(name, [row[name] for row in rows]) for name in default})


def _column(name: str, values: list[Any]) -> pd.Series[Any]:
    if name in _DATES:
        texts = [None if value is None else str(value) for value in values]
        return pd.Series(pd.to_datetime(pd.Series(texts, dtype=object))).astype("datetime64[s]")
    if name in _MOMENTS:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object), utc=True)).astype(
            "datetime64[us, UTC]"
        )
    if name in _NUMBERS:
        return pd.Series(values, dtype="float64")
    if name in _COUNTS:
        return pd.Series(values, dtype="int64")
    return pd.Series(values, dtype=bool if name == "recurs" else object)
