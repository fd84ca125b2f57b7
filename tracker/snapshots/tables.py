"""The tables that a snapshot has beside what was recorded: all judged rows, and those that tests take.

What tests take lies in two tables, since prospective and retrospective forecasts are never pooled. Their
columns have the names that `tracker verify` looks for, so that any engine reads them as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forecasts.columns import Column
from tracker.judged_columns import JUDGED

JUDGED_TABLE = "judged"
PROSPECTIVE, RETROSPECTIVE = "prospective", "retrospective"
TESTED = {PROSPECTIVE: True, RETROSPECTIVE: False}
"""The tables of tested forecasts by whether these were there before their outcome was known."""

_NAMES: Mapping[str, str] = {
    "entry": "entry",
    "position": "position",
    "probability": "p",
    "outcome": "observed",
    "event": "cluster",
    "forecaster": "forecaster",
    "topic": "topic",
    "made_on": "made_on",
    "deadline": "matures_on",
}
_JUDGED = {column.name: column for column in JUDGED}
VERIFIED: tuple[tuple[Column, str], ...] = tuple(
    (replace(_JUDGED[judged], name=name), judged) for name, judged in _NAMES.items()
)
"""The columns of these two, each with the judged column that it is."""
