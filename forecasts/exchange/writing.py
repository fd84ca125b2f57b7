"""What stands in a ledger as five CSV files, for people and for another ledger.

They carry what stands, not how it came to stand: earlier versions, mistakes and the chain are in the
JSONL export alone. The names of the files sort as they must be read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

from forecasts.exchange.beliefs import belief_cells
from forecasts.exchange.cells import guarded, list_cell, number_cell
from forecasts.exchange.columns import FORECASTERS, FORECASTS, OUTCOMES, QUESTIONS, SOURCES, Layout
from forecasts.handles import Handle
from forecasts.model import PRIMARY, Amendment, AmendmentKind, Forecast, Noun, Outcome, Question, Statement

if TYPE_CHECKING:
    from forecasts.ledger.view import Stored, View

FILES = {
    "1-forecasters.csv": FORECASTERS,
    "2-sources.csv": SOURCES,
    "3-questions.csv": QUESTIONS,
    "4-forecasts.csv": FORECASTS,
    "5-outcomes.csv": OUTCOMES,
}
_NUMBERS = {"p", "low", "high", "above", "below", "value", "grade"}
_CLAIM = ("option", "above", "below", "not_before", "deadline", "when")


@dataclass(kw_only=True)
class Sheets:
    """The CSV files of one view, written line by line; `used` gathers the statements that forecasts named."""

    view: View
    used: set[Handle] = field(default_factory=set)

    def __post_init__(self) -> None:
        questions = (stored.noun for stored in self.view.standing("question"))
        self._questions = {noun.slug: noun.statement for noun in questions if isinstance(noun, Question)}
        self._statements = {stored.handle: stored.noun for stored in self.view.standing("statement")}

    def lines(self, layout: Layout) -> Iterator[str]:
        """The lines of one file with their line breaks, the header with the first row; none without rows."""
        buffer = StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(layout.columns)
        for stored in self.view.standing(layout.name.removesuffix("s")):
            cells = {**self._cells(stored), "recorded_at": stored.recorded_at.isoformat()}
            writer.writerow(
                cells.get(column, "") if column in _NUMBERS else guarded(cells.get(column, ""))
                for column in layout.columns
            )
            yield _drained(buffer)

    def unused(self) -> int:
        """How many statements no forecast named: no file has a row for them."""
        return len(self._statements.keys() - self.used)

    def _cells(self, stored: Stored) -> dict[str, str]:
        noun = stored.noun
        if isinstance(noun, Forecast):
            return self._forecast_cells(stored.handle, noun)
        cells = _filled(noun, *noun.__dataclass_fields__)
        if isinstance(noun, Outcome):
            cells["outcome"] = cells.pop("kind")
        return cells

    def _forecast_cells(self, handle: Handle, forecast: Forecast) -> dict[str, str]:
        claim = forecast.claim
        cells = {
            "id": str(handle),
            "said": forecast.made_on.isoformat(),
            "statement": self._questions[forecast.question],
            **_filled(forecast, "question", "forecaster", "made_at", "attested_on", "settled_by", "reading"),
            **_filled(claim, *_CLAIM),
            **belief_cells(forecast.belief),
        }
        if forecast.reading == PRIMARY:
            del cells["reading"]
        if claim.condition is not None:
            condition = _filled(claim.condition, "question", "answer", "by")
            names = {"question": "given", "answer": "given_answer", "by": "given_by"}
            cells |= {names[name]: cell for name, cell in condition.items()}
        if forecast.unscoreable_because:
            cells["unscoreable"] = list_cell(forecast.unscoreable_because)
        if forecast.statement is not None:
            cells |= self._statement_cells(forecast.statement)
        if forecast.restates is not None and self.view.stands(restated := self._latest(forecast.restates)):
            cells["restates"] = str(restated)
        return cells | self._withdrawal_cells(handle)

    def _statement_cells(self, handle: Handle) -> dict[str, str]:
        statement = self._statements.get(self._latest(handle))
        if not isinstance(statement, Statement):
            return {}
        self.used.add(self._latest(handle))
        cells = _filled(statement, "quote", "source", "locator", "language")
        return {"statement_id": str(self._latest(handle)), **cells}

    def _withdrawal_cells(self, handle: Handle) -> dict[str, str]:
        amendment = self._amendment(handle)
        if amendment is None or amendment.kind is not AmendmentKind.WITHDRAWAL:
            return {}
        return {**_filled(amendment, "withdrawn_on"), "withdrawn_because": amendment.because}

    def _latest(self, handle: Handle) -> Handle:
        """The version of a record that replaced all earlier ones."""
        while (amendment := self._amendment(handle)) is not None and amendment.replacement is not None:
            handle = amendment.replacement
        return handle

    def _amendment(self, handle: Handle) -> Amendment | None:
        found = self.view.amendments.get(handle)
        return None if found is None else found[1]


def _drained(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _filled(noun: Noun | Any, *names: str) -> dict[str, str]:
    parts = ((name, getattr(noun, name)) for name in names)
    return {name: _cell(part) for name, part in parts if part is not None and part != ()}


def _cell(part: Any) -> str:
    if isinstance(part, bool):
        return "yes" if part else ""
    if isinstance(part, float | int):
        return number_cell(part)
    if isinstance(part, tuple):
        return list_cell(part)
    return part.isoformat() if isinstance(part, date | datetime) else str(part)
