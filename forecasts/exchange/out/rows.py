"""What stands in a ledger as rows of our own files, for people and for another ledger.

They carry what stands, not how it came to stand: earlier versions, mistakes and the chain are in the
JSONL export alone. The names of the files sort as they must be read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

from forecasts.exchange.cells import guarded, list_cell, number_cell
from forecasts.exchange.out.records import at, in_order, questions_of, some
from forecasts.exchange.own.beliefs import belief_cells
from forecasts.exchange.own.layouts import (
    FORECASTS,
    NUMBERS,
    SETTINGS,
    STATEMENTS,
    TABLES,
    Layout,
)
from forecasts.handles import Handle
from forecasts.model import PRIMARY, AmendmentKind, Forecast, Noun, Outcome, Settings, Statement

if TYPE_CHECKING:
    from forecasts.ledger.reader import Stored
    from forecasts.ledger.view import View

Cells = dict[str, str]

FILES = {f"{name}.csv": layout for name, layout in TABLES.items()}
_CLAIM = ("option", "above", "below", "not_before", "deadline", "when")


@dataclass(frozen=True, kw_only=True)
class OwnRows:
    """What one view holds as rows, a kind of file at a time; only some rows are ever in memory."""

    view: View

    def lines(self, layout: Layout) -> Iterator[str]:
        """The lines of one CSV file, with the header before the first row; none without rows."""
        buffer = StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(layout.columns)
        blank = dict.fromkeys(layout.columns, "")
        for cells in self.rows(layout):
            safe = {name: cell if name in NUMBERS else guarded(cell) for name, cell in cells.items()}
            writer.writerow((blank | safe).values())
            yield _drained(buffer)

    def rows(self, layout: Layout) -> Iterator[Cells]:
        """The filled cells of each row of one kind of file, by column."""
        if layout is SETTINGS:
            yield from self._settings()
        elif layout is FORECASTS:
            for chunk in some(in_order(self.view, "forecast")):
                yield from self._forecasts(chunk)
        elif layout is STATEMENTS:
            yield from self._unread()
        else:
            for stored in in_order(self.view, layout.noun):
                yield _dated(stored, _noun_cells(stored.noun))

    def _settings(self) -> Iterator[Cells]:
        if (standing := self.view.settings) != Settings():
            yield _filled(standing, "scale", "frame", "country")

    def _unread(self) -> Iterator[Cells]:
        """Statements that no standing forecast stands for; the others are in the rows of their forecasts."""
        read = {
            self.view.latest(noun.statement)
            for stored in self.view.each("forecast")
            if stored.stands and isinstance(noun := stored.noun, Forecast) and noun.statement is not None
        }
        for stored in in_order(self.view, "statement"):
            if stored.handle not in read:
                yield _dated(stored, _noun_cells(stored.noun))

    def _forecasts(self, chunk: list[Stored]) -> Iterator[Cells]:
        forecasts = [(stored, stored.noun) for stored in chunk if isinstance(stored.noun, Forecast)]
        questions = questions_of(self.view, (forecast.question for _, forecast in forecasts))
        statements = at(
            self.view,
            {
                self.view.latest(forecast.statement)
                for _, forecast in forecasts
                if forecast.statement is not None
            },
        )
        for stored, forecast in forecasts:
            cells = {
                "id": str(stored.handle),
                "statement": questions[forecast.question].statement,
                **_forecast_cells(forecast),
                **self._statement_cells(forecast, statements),
                **self._withdrawal_cells(stored.handle),
            }
            if forecast.restates is not None:
                restated = self.view.latest(forecast.restates)
                if self.view.stands(restated):
                    cells["restates"] = str(restated)
            yield _dated(stored, cells)

    def _statement_cells(self, forecast: Forecast, statements: dict[Handle, Stored]) -> Cells:
        if forecast.statement is None:
            return {}
        handle = self.view.latest(forecast.statement)
        found = statements.get(handle)
        if found is None or not isinstance(found.noun, Statement):
            return {}
        return {"statement_id": str(handle), **_filled(found.noun, "quote", "source", "locator", "language")}

    def _withdrawal_cells(self, handle: Handle) -> Cells:
        found = self.view.amendments.get(handle)
        if found is None or found[1].kind is not AmendmentKind.WITHDRAWAL:
            return {}
        return {**_filled(found[1], "withdrawn_on"), "withdrawn_because": found[1].because}


def _noun_cells(noun: Noun) -> Cells:
    cells = _filled(noun, *noun.__dataclass_fields__)
    if isinstance(noun, Outcome):
        cells["outcome"] = cells.pop("kind")
    return cells


def _forecast_cells(forecast: Forecast) -> Cells:
    cells = {
        "said": forecast.made_on.isoformat(),
        **_filled(forecast, "question", "forecaster", "made_at", "attested_on", "settled_by"),
        **_filled(forecast.claim, *_CLAIM),
        **belief_cells(forecast.belief),
    }
    if forecast.reading != PRIMARY:
        cells["reading"] = forecast.reading
    if forecast.claim.condition is not None:
        condition = _filled(forecast.claim.condition, "question", "answer", "by")
        names = {"question": "given", "answer": "given_answer", "by": "given_by"}
        cells |= {names[name]: cell for name, cell in condition.items()}
    if forecast.unscoreable_because:
        cells["unscoreable"] = list_cell(forecast.unscoreable_because)
    return cells


def _dated(stored: Stored, cells: Cells) -> Cells:
    return {**cells, "recorded_at": stored.recorded_at.isoformat()}


def _drained(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _filled(noun: Noun | Any, *names: str) -> Cells:
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
