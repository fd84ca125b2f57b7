"""What a site is written from: a ledger as of a head, on an evaluation date, for an audience."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from desk.site.published.audience import Audience, Linked
from desk.site.published.places import INDEX, Places
from desk.terminal.record_context import known
from forecasts.ledger.records import read_moment
from forecasts.ledger.tables import ENTRIES
from forecasts.model import Forecaster, Outcome, Question
from reports.facets.rows import Row, rows_of
from reports.review.states import ReviewState, State, review_states
from tracker.judged import Judged, Records
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.reader import Stored
    from forecasts.ledger.view import View

Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The records, the evaluation date, the address under which the site will stand, and who reads it.

    `base` ends in a slash; it is empty where the address is not known, and then links are relative alone.
    """

    records: Records
    on: date
    base: str = ""
    audience: Audience

    @property
    def view(self) -> View:
        """The ledger as of the head that the site is written from."""
        return self.records.view

    @cached_property
    def first(self) -> str:
        """The digest of the ledger's first entry, which no other ledger has; empty without one."""
        return self.view.earlier(1).head.digest if self.view.head.sequence else ""

    def address(self, path: str) -> str:
        """The whole address of a page; of one that names a folder without the name of its file."""
        from urllib.parse import quote

        return self.base + quote(path.removesuffix(INDEX))

    def for_linked(self, linked: Linked) -> Edition:
        """The edition of whoever has the address of one page."""
        return replace(self, audience=self.audience.including(linked))

    @cached_property
    def judged(self) -> Judged:
        """All forecasts of the ledger, judged on the evaluation date."""
        return Judged.of(self.records, Selection(), self.on)

    @cached_property
    def seen(self) -> DataFrame:
        """The judged rows of the forecasts that are shown."""
        return self.audience.of(self.judged.rows)

    def seen_on(self, question: str) -> DataFrame:
        """The judged rows of the forecasts that are shown on a question."""
        found: DataFrame = self.seen.iloc[self._places_on.get(question, slice(0))]
        return found

    @cached_property
    def _places_on(self) -> Mapping[Hashable, Any]:
        """At which places of the judged rows each question stands."""
        return self.seen.groupby("question", sort=False).indices

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The forecasts that are shown, updates after what they update."""
        return rows_of(self.seen, self.judged.names)

    @cached_property
    def rows_on(self) -> Mapping[str, tuple[Row, ...]]:
        """The forecasts that are shown, by question."""
        return _grouped((row.question, row) for row in self.rows)

    @cached_property
    def rows_by(self) -> Mapping[str, tuple[Row, ...]]:
        """The forecasts that are shown, by forecaster."""
        return _grouped((row.forecaster, row) for row in self.rows)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions that are shown, by slug, in the order of recording."""
        found = (stored.noun for stored in self.view.standing("question"))
        return {
            noun.slug: noun
            for noun in found
            if isinstance(noun, Question) and self.audience.sees_question(noun.slug)
        }

    @cached_property
    def forecasters(self) -> Mapping[str, Forecaster]:
        """The forecasters that are shown, by slug, in the order of recording."""
        found = (stored.noun for stored in self.view.standing("forecaster"))
        return {
            noun.slug: noun
            for noun in found
            if isinstance(noun, Forecaster) and self.audience.sees_forecaster(noun.slug)
        }

    @cached_property
    def outcomes(self) -> Mapping[str, tuple[tuple[Stored, Outcome], ...]]:
        """The outcomes that were known on the evaluation date as they are stored, by question."""
        found = known(self.view.standing("outcome"), self.on)
        return _grouped(
            (stored.noun.question, (stored, stored.noun))
            for stored in found
            if isinstance(stored.noun, Outcome)
        )

    @cached_property
    def places(self) -> Places:
        """Where each page stands."""
        return Places(forecasters=frozenset(self.forecasters), questions=frozenset(self.questions))

    @cached_property
    def states(self) -> tuple[ReviewState, ...]:
        """The frozen reports in the order of freezing; of those for others only what was signed."""
        found = review_states(self.view)
        if not self.audience.is_public:
            return found
        return tuple(state for state in found if state.signatures and state.state is not State.DRAFT)

    @cached_property
    def moments(self) -> Mapping[int, datetime]:
        """When each entry was recorded."""
        rows = self.view.rows(
            select(ENTRIES.c.sequence, ENTRIES.c.recorded_at).where(
                ENTRIES.c.sequence <= self.view.head.sequence
            )
        )
        return {row.sequence: read_moment(row.recorded_at) for row in rows}


def _grouped(pairs: Iterable[tuple[str, Key]]) -> dict[str, tuple[Key, ...]]:
    found: dict[str, list[Key]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(several) for key, several in found.items()}
