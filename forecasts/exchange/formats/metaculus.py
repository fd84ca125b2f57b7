"""Metaculus's data download: questions and forecasts, as a zip or as the tables that were in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RowNoun, Rows
from forecasts.exchange.formats.common import each_row, needed, refuse_short
from forecasts.exchange.formats.metaculus_beliefs import Withdrawals, forecast
from forecasts.exchange.formats.metaculus_questions import MetaculusQuestion
from forecasts.exchange.formats.metaculus_rows import WHO, forecaster, numbers_in, period_of, question_in
from forecasts.exchange.table import Cells
from forecasts.exchange.zips import ZIP_FAULTS
from forecasts.model import Forecaster

QUESTIONS = "question_data.csv"
FORECASTS = "forecast_data.csv"


class _Table(Enum):
    """What a table of the download holds, told by a few of its columns."""

    QUESTIONS = frozenset(("Question ID", "Question Title", "Question Type", "Scheduled Close Time"))
    FORECASTS = frozenset(("Question ID", "Start Time", "End Time", "Probability Yes", "Continuous CDF"))
    SCORES = frozenset(("Question ID", "Score Type", "Score"))
    COMMENTS = frozenset(("Post ID", "Created At", "Comment Text"))
    LINKS = frozenset(("Link ID", "Link Type"))
    FACTORS = frozenset(("Key Factor ID", "Comment ID"))


class Metaculus:
    """The zip, or a table of it with the others beside it."""

    TITLE = "Metaculus"

    def recognises(self, file: DataFile) -> bool:
        """Whether it is a zip with questions, or a table with the columns of one of its tables."""
        if file.is_zip:
            return QUESTIONS in _inside(file)
        return not file.is_json and _table(file) is not None

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The questions with their outcomes, then the forecasts with their questions.

        A table of forecasts names its questions by number: the table of questions must be given beside it,
        and brings the outcomes when it is imported itself.
        """
        if file.is_zip:
            tables = _sorted(file.members().values())
            if _Table.QUESTIONS not in tables:
                raise UnfitFile(file.name, f"holds no {QUESTIONS}", "give the whole download")
        else:
            tables = _sorted((file, *beside))
        own = None if file.is_zip else _table(file)
        if own in (_Table.FORECASTS, None) and _Table.QUESTIONS not in tables:
            raise UnfitFile(file.name, "names its questions by number", f"give {QUESTIONS} beside it")
        if tables.keys() - {_Table.QUESTIONS, _Table.FORECASTS}:
            conventions.assume("Scores, comments, links and key factors are passed over.")
        download = _Download(conventions=conventions)
        if own is None or own is _Table.QUESTIONS:
            yield from download.questions(tables[_Table.QUESTIONS])
        elif own is _Table.FORECASTS:
            download.learn(tables[_Table.QUESTIONS])
        else:
            yield ReadRow(line=1, text=",".join(file.columns), nouns=())
        if own in (None, _Table.FORECASTS) and _Table.FORECASTS in tables:
            yield from download.forecasts(tables[_Table.FORECASTS])


@dataclass(kw_only=True)
class _Download:
    """The questions of a download by number, while its forecasts pass by one by one."""

    conventions: Conventions
    _questions: dict[str, MetaculusQuestion] = field(default_factory=dict)
    _users: dict[tuple[str, ...], Forecaster] = field(default_factory=dict)

    def questions(self, table: DataFile) -> Rows:
        """Each question with its outcome; of one that is listed under several posts, the first."""
        return each_row(table, self._question, shortest=_shortest(table))

    def forecasts(self, table: DataFile) -> Rows:
        """Each forecast with its question, and at the end those that were withdrawn."""
        withdrawals = Withdrawals(today=self.conventions.today)
        read = partial(self._forecast, withdrawals=withdrawals)
        yield from each_row(table, read, shortest=_shortest(table))
        yield from withdrawals.rows()

    def learn(self, table: DataFile) -> None:
        """Get to know the questions; one that cannot be read is told when its own table is imported."""
        for cells in table.rows(shortest=_shortest(table)):
            with suppress(TrackerError):
                refuse_short(cells)
                self._learned(cells)

    def _question(self, cells: Cells) -> tuple[RowNoun, ...]:
        found = self._learned(cells)
        return () if found is None else (found.record, *found.outcome(self.conventions))

    def _learned(self, cells: Cells) -> MetaculusQuestion | None:
        """The question of a row; None where an earlier row has it."""
        found = question_in(cells, self.conventions)
        number = cells["Question ID"]
        earlier = self._questions.setdefault(number, found)
        if earlier is found:
            return found
        if earlier.kind is not found.kind:
            raise UnfitNoun(
                f"The question {number} is {earlier.kind} in one row and {found.kind} in another",
                "export the file again",
            )
        return None

    def _forecast(self, cells: Cells, withdrawals: Withdrawals) -> tuple[RowNoun, ...]:
        number = needed(cells, "Question ID")
        found = self._questions.get(number)
        if found is None:
            raise UnfitNoun(
                f"The question {number[:40]!r} is not among the questions, or its row is bad",
                f"give the {QUESTIONS} of the same download",
            )
        user = self._user(cells)
        start, end = period_of(cells, self.conventions)
        made = forecast(found, user, numbers_in(cells, found, self.conventions), start, self.conventions)
        withdrawals.note(made, found, end, line=cells.line, text=cells.text)
        return (found.record, user, made)

    def _user(self, cells: Cells) -> Forecaster:
        key = tuple(cells[name] for name in WHO)
        if key not in self._users:
            self._users[key] = forecaster(cells, self.conventions)
        return self._users[key]


def _shortest(table: DataFile) -> int:
    """The fewest cells of a row: those of unresolved questions lack their last one."""
    return len(table.columns) - 1


def _inside(file: DataFile) -> set[str]:
    """The names of the files in a zip; none where it cannot be read."""
    try:
        with file.opened() as opened, zipfile.ZipFile(opened) as archive:
            return {name.rpartition("/")[2] for name in archive.namelist()}
    except ZIP_FAULTS:
        return set()


def _table(file: DataFile) -> _Table | None:
    """Which of the tables it is."""
    try:
        columns = frozenset(file.columns)
    except (UnfitFile, ValueError):
        return None
    return next((table for table in _Table if table.value <= columns), None)


def _sorted(files: Iterable[DataFile]) -> dict[_Table, DataFile]:
    """The tables by what they hold; of two that hold the same, the first."""
    found: dict[_Table, DataFile] = {}
    for file in files:
        table = _table(file)
        if table is not None:
            found.setdefault(table, file)
    return found
