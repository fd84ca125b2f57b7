"""One row for each forecast, for the reader who checks: what was said, what came of it, and its score."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One forecast, in the words of the record and with its verdict and score on the evaluation date.

    Fields are named as the columns of `judging.judged`, save `name`, the forecaster's, and `score`
    with its band `score_low` to `score_high`; `said_low` to `said_high` is the band of the stated
    probability. `counts` says whether the row enters the headline, `left_out` why not. `numbers` and
    `heights` are the belief's: days and the chances by then, values and levels, or options and shares.
    """

    handle: str
    first_handle: str | None
    versions: int
    forecaster: str
    name: str
    question: str
    question_statement: str
    cluster: str
    topic: str | None
    statement: str | None
    quote: str | None
    source: str | None
    reading: str
    settled_by: str | None
    made_on: date
    attested_on: date | None
    option: str | None
    above: float | None
    below: float | None
    not_before: date | None
    when: str | None
    condition_question: str | None
    condition_answer: str | None
    condition_by: date | None
    belief: str | None
    words: str | None
    rule: str | None
    p: float | None
    said_low: float | None
    said_high: float | None
    numbers: tuple[float | str, ...] | None
    heights: tuple[float, ...] | None
    earliest: date | None
    central: date | None
    latest: date | None
    deadline: date | None
    horizon: date | None
    matures_on: date | None
    scored_on: date | None
    prospective: bool
    series: int
    order: int
    verdict: str
    because: str | None
    observed: float | None
    outcome: str | None
    outcome_kind: str | None
    event_on: date | None
    not_through: date | None
    answer_option: str | None
    answer_value: float | None
    answer_grade: float | None
    known_on: date | None
    measure: str | None
    score: float | None
    score_low: float | None
    score_high: float | None
    provisional: bool
    elapsed: float | None
    reason: str | None
    counts: bool
    left_out: str | None

    @property
    def is_primary(self) -> bool:
        """Whether this is the reading that counts."""
        return self.reading == "primary"

    @property
    def is_open(self) -> bool:
        """Whether the evaluation date leaves open whether it happens."""
        return self.verdict in ("pending", "overdue") or (self.provisional and self.event_on is None)


_RENAMED = {"score": "value", "score_low": "low", "score_high": "high"}


def rows_of(frame: DataFrame, names: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of a frame of scores marked by `counting.marked`, updates after what they update.

    Series stand in the order of their first forecasts by day and handle; within a series, by time.
    """
    found = [
        Row(**{field.name: _value(record, field.name, names) for field in fields(Row)})
        for record in frame.to_dict("records")
    ]
    first: dict[int, tuple[date, int, int]] = {}
    for row in sorted(found, key=lambda row: row.order):
        entry, position = row.handle.split(".")
        first.setdefault(row.series, (row.made_on, int(entry), int(position)))
    return tuple(sorted(found, key=lambda row: (*first[row.series], row.order)))


def _value(record: Mapping[Any, Any], name: str, names: Mapping[str, str]) -> Any:
    import pandas as pd

    if name in ("numbers", "heights"):
        text = record.get(name)
        return tuple(json.loads(text)) if isinstance(text, str) else None
    if name == "name":
        return names.get(record["forecaster"], record["forecaster"])
    value = record.get(_RENAMED.get(name, name))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value
