"""What the ledger admits: a noun is held against what stands before it is recorded.

Known names, one meaning per slug, beliefs that fit their question, outcomes that do not contradict
each other, nothing from the future. What is odd but possible is recorded with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from forecasts.errors import AlreadyThere, InTheFuture, UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.ledger.amendable import changes_nothing, check_amendment, check_users, restored
from forecasts.ledger.beside import Beside
from forecasts.ledger.contradictions import check_beside
from forecasts.ledger.deeds import check_deed
from forecasts.ledger.fitting import check_answer, check_apart, check_calendar, check_claim, check_kind
from forecasts.ledger.following import followed
from forecasts.ledger.merging import check_naming, check_taken_back
from forecasts.ledger.names import named_by
from forecasts.ledger.oddities import LastMade, likenesses, past_the_horizon
from forecasts.ledger.reader import Stored
from forecasts.ledger.records import noun_name
from forecasts.ledger.view import View
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Forecast,
    Forecaster,
    Naming,
    Noun,
    Outcome,
    OutcomeKind,
    Question,
    Source,
    Statement,
    Timeline,
)

Slugged = Forecaster | Source | Question

_SLUGGED = ("question", "forecaster", "source")
_REMEMBERED = 100_000
_NEAR = 20  # so many unknown names are answered with the nearest, which takes a look at all


class Admission:
    """The gate of one open entry; remembers what it looked up and what it let in, within bounds."""

    def __init__(self, view: View, *, moment: datetime, by: str) -> None:
        self._view = view
        self._moment = moment
        self._by = by
        self._known: dict[str, dict[str, Slugged | None]] = {kind: {} for kind in _SLUGGED}
        self._outcomes: dict[str, list[Stored]] = {}
        self._kinds: dict[Handle, type[Noun]] = {}
        self._days: dict[str, date] = {}
        self._beside = Beside(view)
        self._last_made = LastMade(view)
        self._missed = 0
        self.warnings: list[str] = []

    def prefetch(self, nouns: Sequence[Noun]) -> None:
        """Looks up all that many nouns name, as it is called now, with a query a kind: so bulk stays fast."""
        self._trim(*self._remembered())
        wanted: dict[str, set[str]] = {kind: set() for kind in _SLUGGED}
        for noun in nouns:
            for kind, slug in named_by(noun):
                wanted[kind].add(slug)
        for kind, slugs in wanted.items():
            self._fetch(kind, slugs)
        self.prefetch_outcomes({noun.question for noun in nouns if isinstance(noun, Outcome)})

    def prefetch_named(self, kind: str, slugs: set[str]) -> None:
        """Looks up all that many rows name with one query."""
        self._trim(self._known[kind], self._kinds)
        self._fetch(kind, {self._view.names.kind(kind).now(slug) for slug in slugs})

    def prefetch_outcomes(self, questions: set[str]) -> None:
        """Looks up all that stands beside the outcomes of many questions with two queries."""
        self._trim(self._outcomes)
        slugs = {self._view.names.kind("question").now(slug) for slug in questions}
        self._fetch_outcomes(slugs - self._outcomes.keys())
        self._last_made.look_up(slugs)

    def known(self, kind: str, slug: str) -> Slugged | None:
        """The forecaster, source or question that a slug means, now or formerly; None if none does."""
        slug = self._view.names.kind(kind).now(slug)
        if slug not in self._known[kind]:
            self._fetch(kind, {slug})
        return self._known[kind][slug]

    def admit(
        self, handle: Handle, noun: Noun, *, replacing: Stored | None = None, alone: bool = True
    ) -> None:
        """Lets in a noun that names all as it is called now, or raises the reason.

        `alone` asks for the slower looks that give warnings.
        """
        if isinstance(noun, Forecast):
            self._admit_forecast(handle, noun, replacing, alone=alone)
        elif isinstance(noun, Forecaster | Source | Question):
            self._admit_slugged(noun, replacing)
            if alone and isinstance(noun, Question) and replacing is None:
                self.warnings += likenesses(self._view, "question", noun.statement)
        elif isinstance(noun, Statement):
            if noun.source is not None:
                self._must_know("source", noun.source)
            if replacing is None:
                self._beside.remember_statement(handle)
            if alone and replacing is None:
                self.warnings += likenesses(self._view, "statement", noun.quote)
        elif isinstance(noun, Outcome):
            self._admit_outcome(handle, noun, replacing, alone=alone)
        elif isinstance(noun, Amendment):
            self._admit_amendment(noun)
        else:
            check_deed(self._view, noun)
        self._kinds[handle] = noun.__class__

    def forget(self, change: Amendment | Naming) -> None:
        """Forgets what was looked up and has changed; after a withdrawal everything stands."""
        if isinstance(change, Amendment) and change.kind is AmendmentKind.WITHDRAWAL:
            self._beside.forget_conditions()
            return
        for remembered in self._remembered():
            remembered.clear()
        self._beside.forget()

    def today(self, zone: str) -> date:
        """The date in a zone at the moment of the entry."""
        if zone not in self._days:
            self._days[zone] = self._moment.astimezone(_zone(zone)).date()
        return self._days[zone]

    def _admit_slugged(self, noun: Slugged, replacing: Stored | None) -> None:
        kind = noun_name(noun)
        if replacing is None:
            if self.known(kind, noun.slug) is not None:
                taken = next(self._view.standing(kind, slug=noun.slug))
                raise AlreadyThere(kind, noun.slug, str(taken.handle))
        else:
            old = replacing.noun
            assert isinstance(old, Forecaster | Source | Question)
            if old.slug != noun.slug:
                raise UnfitNoun(
                    f"The correction of {replacing.handle} makes {old.slug!r} into {noun.slug!r}",
                    "keep the slug: forecasts name it",
                )
            if isinstance(noun, Question) and isinstance(old, Question):
                check_users(self._view, noun, old)
        if isinstance(noun, Question) and noun.reference_source is not None:
            self._must_know("source", noun.reference_source)
        self._known[kind][noun.slug] = noun

    def _admit_forecast(
        self, handle: Handle, forecast: Forecast, replacing: Stored | None, *, alone: bool
    ) -> None:
        self.check_forecast(forecast, replacing=replacing)
        if alone and isinstance(forecast.belief, Timeline):
            self.warnings += past_the_horizon(self._question(forecast.question), forecast.belief)
        self._beside.remember(handle, forecast)
        self._last_made.forget(forecast.question)

    def check_forecast(self, forecast: Forecast, *, replacing: Stored | None = None) -> None:
        """Raises why a forecast could not be let in, and leaves no trace."""
        question = self._question(forecast.question)
        if not self._known["forecaster"].get(forecast.forecaster):
            self._must_know("forecaster", forecast.forecaster)
        if condition := forecast.claim.condition:
            given = self._view.names.kind("question").now(condition.question)
            check_apart(question, given, called=condition.question)
            check_answer(self._question(given), condition.answer)
        if forecast.statement is not None:
            self._must_be(forecast.statement, Statement)
        if forecast.restates is not None:
            self._must_be(forecast.restates, Forecast)
        today = self._days.get(question.zone) or self.today(question.zone)
        if forecast.made_on > today:
            raise InTheFuture(f"The forecast on {question.slug!r}", forecast.made_on, today)
        if forecast.attested_on is not None and forecast.attested_on > today:
            raise InTheFuture(f"The proof of the forecast on {question.slug!r}", forecast.attested_on, today)
        check_claim(question, forecast)
        check_calendar(forecast)
        replaced = None if replacing is None else replacing.handle
        withdrawn = replaced is not None and self._view.withdrawn(replaced)
        self._beside.check(forecast, besides=replaced, withdrawn=withdrawn)

    def _admit_outcome(
        self, handle: Handle, outcome: Outcome, replacing: Stored | None, *, alone: bool
    ) -> None:
        question = self._question(outcome.question)
        check_kind(question, outcome)
        today = self.today(question.zone)
        for day in (outcome.on, outcome.known_on):
            if day is not None and day > today:
                raise InTheFuture(f"The outcome of {question.slug!r}", day, today)
        if question.slug not in self._outcomes:
            self._fetch_outcomes({question.slug})
        standing = self._outcomes[question.slug]
        place = self._view.first_version(handle if replacing is None else replacing.handle)
        for stored in standing:
            if replacing is None or stored.handle != replacing.handle:
                assert isinstance(stored.noun, Outcome)
                check_beside(
                    question,
                    outcome,
                    stored.noun,
                    handle=stored.handle,
                    by=stored.recorded_by,
                    new_is_earlier=place < self._view.first_version(stored.handle),
                )
        standing.append(
            Stored(handle=handle, noun=outcome, recorded_at=self._moment, recorded_by=self._by, stands=True)
        )
        if alone and outcome.kind is OutcomeKind.HAPPENED and not question.recurs:
            self.warnings += self._last_made.pre_dated(question, outcome)

    def _admit_amendment(self, amendment: Amendment) -> None:
        target = check_amendment(self._view, amendment, today=self.today("UTC"))
        if isinstance(target.noun, Naming):
            check_taken_back(self._view, target.handle)
        if again := restored(self._view, amendment, target):
            stored, replacement = again
            if isinstance(stored.noun, Naming):
                check_naming(self._view, stored.noun, handle=stored.handle)
            elif not changes_nothing(self._view, stored.noun):
                noun = followed(stored.noun, self._view)
                own = stored if isinstance(noun, Forecast) else None
                self.admit(stored.handle, noun, replacing=replacement or own, alone=False)
        elif amendment.kind is AmendmentKind.MISTAKE and isinstance(target.noun, Amendment):
            self._beside.check_not_withdrawn(target.noun)

    def _must_know(self, kind: str, slug: str) -> Slugged:
        found = self.known(kind, slug)
        if found is None:
            self._missed += 1
            if self._missed > _NEAR:
                raise Unknown(kind, slug)
            near = self._view.find(kind, slug)  # raises, with the nearest names
            raise Unknown(kind, slug, (str(getattr(near.noun, "slug", near.handle)),))
        return found

    def _question(self, slug: str) -> Question:
        found = self._known["question"].get(slug) or self._must_know("question", slug)
        assert isinstance(found, Question)
        return found

    def _remembered(self) -> Iterator[dict[Any, Any]]:
        yield from self._known.values()
        yield from (self._outcomes, self._kinds)

    def _trim(self, *known: dict[Any, Any]) -> None:
        for remembered in (one for one in known if len(one) > _REMEMBERED):
            remembered.clear()
        self._beside.trim()

    def _fetch(self, kind: str, slugs: set[str]) -> None:
        known = self._known[kind]
        wanted = slugs - known.keys()
        if not wanted:
            return
        known.update(dict.fromkeys(wanted))
        for stored in self._view.standing_among(kind, "slug", wanted):
            assert isinstance(stored.noun, Forecaster | Source | Question)
            known[stored.noun.slug] = stored.noun

    def _fetch_outcomes(self, slugs: set[str]) -> None:
        if not slugs:
            return
        self._outcomes.update({slug: [] for slug in slugs})
        for stored in self._view.standing_among("outcome", "question", slugs):
            assert isinstance(stored.noun, Outcome)
            self._outcomes[stored.noun.question].append(stored)

    def _must_be(self, handle: Handle, kind: type[Noun]) -> None:
        if handle not in self._kinds:
            stored = self._view.get(handle)
            if not stored.stands:
                standing = self._view.latest(handle)
                by = self._view.fell_by(handle)
                remedy = f"name another, or take {by} back first, with `tracker undo {by.entry}`"
                if self._view.stands(standing):
                    remedy = f"name the one that stands, {standing}"
                raise UnfitNoun(f"The record {handle} has been amended", remedy)
            self._kinds[handle] = type(stored.noun)
        if self._kinds[handle] is not kind:
            raise UnfitNoun(
                f"The record {handle} is a {self._kinds[handle].__name__.lower()}",
                f"name a {kind.__name__.lower()} instead",
            )


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
