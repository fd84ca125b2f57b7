"""What a row of another tool's file brings: nouns that name each other, and the row itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forecasts.model import Forecast, Forecaster, Outcome, Question, Source, Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenBack:
    """That a forecast was taken back on a day; the forecast is the very one that an earlier row brought."""

    forecast: Forecast
    on: date
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A forecast with the words in which it was said; the forecast itself names no statement yet."""

    forecast: Forecast
    statement: Statement


Part = Forecaster | Source | Question | Forecast | Quoted | Outcome | TakenBack


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """One row, in the order of the file: where it stands, its text, and what it says as nouns.

    Nouns stand in the order in which they can be recorded: who and what before what was said of it. The
    same question or forecaster may come with every row that names it; it is recorded once. A row that says
    nothing for the ledger, such as a comment, has no parts.
    """

    line: int
    row: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bad:
    """A row that cannot be recorded, with the sentence that says why and how to mend it."""

    line: int
    row: str
    sentence: str
