"""What of a view hangs together: questions, the forecasts on them, and the statements that these quote.

Only the few columns that say so are read, so that a hundred thousand forecasts need not be decoded.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from forecasts.handles import Handle
from forecasts.ledger.reader import MOST_NAMED
from forecasts.ledger.standing import at_places
from forecasts.ledger.tables import MIRRORS
from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a standing question asks, and where it belongs."""

    statement: str
    criteria: str
    topic: str
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What a standing forecast is about, whose it is, and the standing statement that it quotes."""

    question: str
    forecaster: str
    statement: Handle | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The words of a standing statement, and its source."""

    quote: str
    source: str | None


class Links:
    """The links of all standing questions of a view, or of some that are named by their slugs of now."""

    def __init__(self, view: View, only: Collection[str] | None = None) -> None:
        self._view = view
        self._only = only if only is not None and len(only) <= MOST_NAMED else None

    @cached_property
    def questions(self) -> dict[str, Asked]:
        """Of each slug what is asked."""
        view, mirror = self._view, MIRRORS["question"].c
        now = view.names.kind("question").now
        query = select(
            mirror.entry,
            mirror.position,
            mirror.slug,
            mirror.statement,
            mirror.criteria,
            mirror.topic,
            mirror.tags,
        ).where(mirror.entry <= view.head.sequence)
        if self._only is not None:
            query = query.where(view.naming("question", "slug", self._only))
        return {
            now(row.slug): Asked(
                statement=row.statement,
                criteria=row.criteria or "",
                topic=row.topic or "",
                tags=row.tags or (),
            )
            for row in view.rows(query)
            if view.stands(Handle(row.entry, row.position))
        }

    @cached_property
    def forecasts(self) -> dict[Handle, Made]:
        """Of each forecast what it hangs on."""
        view, mirror = self._view, MIRRORS["forecast"].c
        on, by = view.names.kind("question").now, view.names.kind("forecaster").now
        query = select(
            mirror.entry, mirror.position, mirror.question, mirror.forecaster, mirror.statement
        ).where(mirror.entry <= view.head.sequence)
        if self._only is not None:
            query = query.where(view.naming("forecast", "question", self._only))
        rows = ((Handle(row.entry, row.position), row) for row in view.rows(query))
        return {
            handle: Made(
                question=on(row.question),
                forecaster=by(row.forecaster),
                statement=None if row.statement is None else view.latest(Handle.read(row.statement)),
            )
            for handle, row in rows
            if view.stands(handle)
        }

    @cached_property
    def of_question(self) -> dict[str, list[Made]]:
        """The forecasts on each question that has some."""
        found: dict[str, list[Made]] = {}
        for made in self.forecasts.values():
            found.setdefault(made.question, []).append(made)
        return found

    @cached_property
    def statements(self) -> dict[Handle, Said]:
        """Of each statement that the forecasts quote its words; all there are, where these are many."""
        view, mirror = self._view, MIRRORS["statement"].c
        source = view.names.kind("source").now
        query = select(mirror.entry, mirror.position, mirror.quote, mirror.source).where(
            mirror.entry <= view.head.sequence
        )
        quoted = {made.statement for made in self.forecasts.values() if made.statement is not None}
        if len(quoted) <= MOST_NAMED:
            query = query.where(at_places(MIRRORS["statement"], quoted))
        return {
            Handle(row.entry, row.position): Said(
                quote=row.quote, source=None if row.source is None else source(row.source)
            )
            for row in view.rows(query)
        }

    def quote(self, made: Made) -> str:
        """The words that a forecast quotes; none where it quotes none."""
        said = None if made.statement is None else self.statements.get(made.statement)
        return "" if said is None else said.quote

    def source(self, made: Made) -> str | None:
        """The source of the words that a forecast quotes."""
        said = None if made.statement is None else self.statements.get(made.statement)
        return None if said is None else said.source
