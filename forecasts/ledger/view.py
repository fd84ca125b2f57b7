"""The ledger as of one entry, for whoever looks: its records, what a name means, its history, its frames."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from forecasts.errors import Unknown
from forecasts.handles import Handle
from forecasts.ledger import finding, history
from forecasts.ledger.chain import Head
from forecasts.ledger.clocks import stamped_ahead
from forecasts.ledger.history import EntryInfo
from forecasts.ledger.reader import Reader, Stored
from forecasts.ledger.records import read_moment
from forecasts.ledger.tables import ENTRIES
from forecasts.problems import Problem

if TYPE_CHECKING:
    from pandas import DataFrame


class View(Reader):
    """What the ledger held as of `head`; made by `Ledger.view` and by an open entry.

    It holds no more than its `Reader` does; each answer is a function of that.
    """

    def earlier(self, entry: int) -> View:
        """What the ledger held as of one of its entries, by number."""
        if entry > self.head.sequence:
            raise Unknown("entry", str(entry))
        for row in self.rows(select(ENTRIES).where(ENTRIES.c.sequence == entry)):
            moment = read_moment(row.recorded_at)
            then = View(self._connect, Head(sequence=entry, digest=row.digest, recorded_at=moment))
            then.unsound, then.columnar = self.unsound, self.columnar
            return then
        raise Unknown("entry", str(entry))

    def setting_aside(self, unsound: dict[Handle, str]) -> View:
        """The same without some records, each with what is wrong with it: see `unsound.sound`."""
        view = View(self._connect, self.head, by=self._by)
        view.unsound, view.columnar = unsound, self.columnar
        return view

    def stamped_ahead(self, now: datetime) -> list[Problem]:
        """The entries that a clock which ran ahead has stamped: see `clocks.stamped_ahead`."""
        with self._connect() as connection:
            return list(stamped_ahead(connection, now=now))

    def find(self, kind: str, text: str) -> Stored:
        """The question, forecaster or source that a text means to a reader.

        It is a slug, a forecaster's name or alias, or what begins one slug or else a word in one slug, all in
        any case: "mikhail" for alexander-mikhailovsky.
        """
        return finding.found(self, kind, text, to_record=False)

    def meant(self, kind: str, text: str) -> Stored:
        """The question, forecaster or source that a text means where it is to be recorded.

        It is a slug, a forecaster's name or alias in any case, or the beginning of one slug, as it is spelt.
        """
        return finding.found(self, kind, text, to_record=True)

    def history(
        self, *, question: str | None = None, forecaster: str | None = None, limit: int | None = None
    ) -> tuple[EntryInfo, ...]:
        """Entries with their records, newest last; of one question or forecaster only what touches it."""
        return history.history(self, question=question, forecaster=forecaster, limit=limit)

    def forecasts(self, columns: Collection[str] | None = None, *, by: Collection[str] = ()) -> DataFrame:
        """Standing forecasts, one row each, with all columns or only those named: see `frames.forecasts`."""
        from forecasts.ledger import frames

        return frames.forecasts(self, columns, by=by)

    def questions(self, only: Collection[str] | None = None) -> DataFrame:
        """Standing questions, one row each: see `frames.questions`."""
        from forecasts.ledger import frames

        return frames.questions(self, only)

    def outcomes(self, of: Collection[str] | None = None) -> DataFrame:
        """Standing outcomes, one row each: see `frames.outcomes`."""
        from forecasts.ledger import frames

        return frames.outcomes(self, of)

    @cached_property
    def recorded(self) -> int:
        """How many records there are up to the head, of every kind, standing or not."""
        entries = select(func.coalesce(func.sum(ENTRIES.c.records), 0))
        return int(self.rows(entries.where(ENTRIES.c.sequence <= self.head.sequence))[0][0])

    def forecasters(self) -> DataFrame:
        """Standing forecasters, one row each: see `frames.forecasters`."""
        from forecasts.ledger import frames

        return frames.forecasters(self)

    def sources(self) -> DataFrame:
        """Standing sources, one row each: see `frames.sources`."""
        from forecasts.ledger import frames

        return frames.sources(self)
