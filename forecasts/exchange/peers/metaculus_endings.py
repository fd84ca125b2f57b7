"""Forecasts in force from a start to an end: which of them ended though no other took their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from forecasts.errors import UnfitNoun
from forecasts.exchange.format import ReadRow, Withdrawn
from forecasts.exchange.peers.metaculus_questions import Asked
from forecasts.model import Condition, Forecast

_Place = tuple[str, str, Condition | None, datetime]


@dataclass(kw_only=True)
class Endings:
    """The ends that no start has met yet, in whatever order the rows come.

    An end after the question closed, or after `today`, is no withdrawal.
    """

    today: date
    _started: set[int] = field(default_factory=set)
    _open: dict[_Place, tuple[int, str, Forecast]] = field(default_factory=dict)

    def note(self, forecast: Forecast, asked: Asked, end: datetime | None, *, line: int, row: str) -> None:
        """Note when a forecast began, and when it ended."""
        start = forecast.made_at
        assert start is not None
        if end is not None and end < start:
            raise UnfitNoun(
                f"The forecast on {forecast.question!r} ended at {end}, before it was made",
                "mend its End Time",
            )
        about = (forecast.question, forecast.forecaster, forecast.claim.condition)
        self._open.pop((*about, start), None)
        self._started.add(hash((*about, start)))
        if end is None or end >= asked.closed or end.date() > self.today:
            return
        if hash((*about, end)) not in self._started:
            self._open[(*about, end)] = (line, row, forecast)

    def withdrawals(self) -> Iterator[ReadRow]:
        """The withdrawals, once all rows are noted."""
        for (*_, end), (line, row, forecast) in self._open.items():
            back = Withdrawn(
                forecast=forecast, on=end.date(), because="it ended on Metaculus, and no other took its place"
            )
            yield ReadRow(line=line, text=row, nouns=(back,))
