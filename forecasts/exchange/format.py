"""A format: how a kind of file is recognised, and what each of its rows says as nouns.

Our own tables, the files of other tools and any spreadsheet whose columns were explained are all formats.
`registry` lists those of other tools; a new one is a module with the names of `Format`, and a line there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from forecasts.errors import TrackerError
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.model import Forecast, Forecaster, Outcome, Question, Source, Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawn:
    """That a forecast was taken back on a day; the forecast is the very one that an earlier row holds."""

    forecast: Forecast
    on: date
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A forecast with the words in which it was said; the forecast itself names no statement yet."""

    forecast: Forecast
    statement: Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """That a row has room for the outcome of a question, and leaves it open."""

    question: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Namesakes:
    """Slugs of other questions that may be the same, were their names written alike; `told` says so."""

    question: str
    others: tuple[str, ...]
    told: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Deferred:
    """A row of our own tables, which is read only when its turn comes: it may name what rows above have made.

    `record` reads it, and records what it says.
    """

    record: Callable[[], None]


RowNoun = (
    Forecaster | Source | Question | Forecast | Quoted | Outcome | Open | Namesakes | Withdrawn | Deferred
)


class ReadRow(NamedTuple):
    """One row, in the order of the file: the line on which it begins, its text, and what it says as nouns.

    Nouns stand in the order in which they can be recorded: who and what before what was said of it. The
    same question or forecaster may come with every row that names it; it is recorded once. A row that says
    nothing for the ledger, such as a comment, has no nouns.
    """

    line: int
    text: str
    nouns: tuple[RowNoun, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedRow:
    """A row that cannot be recorded, with the sentence that says why and how to mend it."""

    line: int
    text: str
    reason: str


Rows = Iterator[ReadRow | RefusedRow]


class Format(Protocol):
    """One kind of file. A module with these names is a format, and so is an object with them."""

    @property
    def TITLE(self) -> str:  # noqa: N802 - a constant where the format is a module
        """What it is called in sentences, such as "Metaculus"."""

    def recognises(self, file: DataFile) -> bool:
        """Whether the header or the keys of a file are those of this format; raises nothing."""

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The rows of a file in order, each as nouns or with the reason why it is refused.

        Parameters
        ----------
        file
            A file of this format. One that cannot be read as a whole raises UnfitFile.
        conventions
            What the options say of its cells. What the format has to assume goes to `conventions.assume`.
        beside
            Other files of the same format that were given with it, such as the questions of its forecasts.
        """


def read_or_refused(line: int, text: str, nouns: Callable[[], tuple[RowNoun, ...]]) -> Rows:
    """A row with its nouns, or with the sentence of the error that they raise."""
    try:
        found = nouns()
    except TrackerError as error:
        yield RefusedRow(line=line, text=text, reason=str(error))
        return
    yield ReadRow(line=line, text=text, nouns=found)
