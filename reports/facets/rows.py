"""One row for each forecast, for the reader who checks: what was said, what came of it, and its score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from forecasts.model import PRIMARY

if TYPE_CHECKING:
    from pandas import DataFrame, Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One forecast, in the words of the record and with its verdict and score on the evaluation date.

    Fields are named as the columns of `tracker.judged_columns.JUDGED`, save `name`, the forecaster's, and
    `score` with its band `score_low` to `score_high`; `said_low` to `said_high` is the band of the stated
    probability. `on_event` is how many of the report's first forecasts in their primary reading are on
    the same event and, like this one, prospective or not: they count together as one. `counts` says
    whether the row enters the headline, `left_out` why not. `numbers` and `heights` are the belief's:
    days and the chances by then, values and levels, or options and shares.
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
    source_title: str | None
    publisher: str | None
    reading: str
    settled_by: str | None
    restates: str | None
    recorded_by: str | None
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
    on_event: int
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
    evidence: str | None
    resolved_by: str | None
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
        return self.reading == PRIMARY

    @property
    def is_open(self) -> bool:
        """Whether the evaluation date leaves open whether it happens."""
        return self.verdict in ("pending", "overdue") or (self.provisional and self.event_on is None)


_RENAMED = {"score": "value", "score_low": "low", "score_high": "high"}
_LISTS = {"numbers": ("days", "values", "options"), "heights": ("heights", "levels", "shares")}


def rows_of(frame: DataFrame, names: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of a frame of scores marked by `tracker.marking.marked`, updates after what they update.

    Series stand in the order of their first forecasts by day and handle; within a series, by time.
    """
    columns = [_values(frame, field.name, names) for field in fields(Row)]
    named = [field.name for field in fields(Row)]
    found = [Row(**dict(zip(named, cells, strict=True))) for cells in zip(*columns, strict=True)]
    first: dict[int, tuple[date, int, int]] = {}
    for row in sorted(found, key=lambda row: row.order):
        entry, position = row.handle.split(".")
        first.setdefault(row.series, (row.made_on, int(entry), int(position)))
    return tuple(sorted(found, key=lambda row: (*first[row.series], row.order)))


def _values(frame: DataFrame, name: str, names: Mapping[str, str]) -> list[Any]:
    """One field of every row, column by column: row by row takes five times as long."""
    if name == "on_event":
        return _on_event(frame).tolist()
    if name == "name":
        return [names.get(slug, slug) for slug in frame["forecaster"]]
    if name in _LISTS:
        lists = zip(*(frame[part] for part in _LISTS[name]), strict=True)
        return [next((one for one in parts if isinstance(one, tuple)), None) for parts in lists]
    source = _RENAMED.get(name, name)
    if source not in frame:
        return [None] * len(frame)
    column = frame[source]
    if column.dtype.kind == "M":
        found: list[Any] = column.to_numpy(dtype="datetime64[s]").astype("datetime64[D]").tolist()
        return found
    return [None if value != value else value for value in column.tolist()]  # NaN alone is not itself


def _on_event(frame: DataFrame) -> Series[int]:
    first = (frame["order"] == 0) & (frame["reading"] == PRIMARY) & (frame["verdict"] != "unscoreable")
    return first.groupby([frame["cluster"], frame["prospective"]]).transform("sum").astype("int64")
