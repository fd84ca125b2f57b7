"""What the ledger admits: a noun is held against what stands before it is recorded.

Known names, one meaning per slug, beliefs that fit their question, outcomes that do not contradict
each other, nothing from the future. What is odd but possible is recorded with a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import select

from forecasts.errors import AlreadyThere, Contradiction, InTheFuture, NothingNew, UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.likeness import much_alike
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Chance,
    Erasure,
    Forecast,
    Forecaster,
    Noun,
    Outcome,
    OutcomeKind,
    Quantiles,
    Question,
    QuestionKind,
    Settings,
    Shares,
    Source,
    Statement,
    Timeline,
)
from forecasts.records import noun_name
from forecasts.tables import MIRRORS
from forecasts.view import Stored, View

Slugged = Forecaster | Source | Question

_ANSWERS = {
    QuestionKind.EVENT: (OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH, OutcomeKind.PARTLY),
    QuestionKind.CHOICE: (OutcomeKind.OPTION,),
    QuestionKind.ORDERED: (OutcomeKind.OPTION,),
    QuestionKind.QUANTITY: (OutcomeKind.VALUE,),
}
_FIT = {
    Timeline: (QuestionKind.EVENT,),
    Quantiles: (QuestionKind.QUANTITY,),
    Shares: (QuestionKind.CHOICE, QuestionKind.ORDERED),
}
_LOOK_BACK = 2_000


class Admission:
    """The gate of one open entry; remembers what it looked up and what it let in."""

    def __init__(self, view: View, *, moment: datetime) -> None:
        self._view = view
        self._moment = moment
        self._known: dict[tuple[str, str], Slugged | None] = {}
        self._horizons: dict[str, date | None] = {}
        self._added: dict[Handle, Noun] = {}
        self._outcomes: dict[str, list[Stored]] = {}
        self.warnings: list[str] = []

    def prefetch(self, nouns: Sequence[Noun]) -> None:
        """Looks up every name that many nouns use with one query a kind, so that bulk stays fast."""
        wanted: dict[str, set[str]] = {"question": set(), "forecaster": set(), "source": set()}
        for noun in nouns:
            for kind, slug in _names(noun):
                if (kind, slug) not in self._known:
                    wanted[kind].add(slug)
        for kind, slugs in wanted.items():
            if len(slugs) > 1:
                self._fetch(kind, slugs)

    def admit(
        self, handle: Handle, noun: Noun, *, replacing: Stored | None = None, alone: bool = True
    ) -> None:
        """Lets a noun in or raises the reason; `alone` asks for the slower looks that give warnings."""
        match noun:
            case Forecaster() | Source() | Question():
                self._admit_slugged(handle, noun, replacing)
                if alone and isinstance(noun, Question) and replacing is None:
                    self._warn_alike("question", noun.statement)
            case Statement():
                if noun.source is not None:
                    self._must_know("source", noun.source)
                if alone and replacing is None:
                    self._warn_alike("statement", noun.quote)
            case Forecast():
                self._admit_forecast(noun)
            case Outcome():
                self._admit_outcome(handle, noun, replacing, alone=alone)
            case Amendment():
                self._admit_amendment(noun)
            case Settings() | Erasure():
                pass
        self._added[handle] = noun

    def today(self, zone: str) -> date:
        """The date in a zone at the moment of the entry."""
        return self._moment.astimezone(_zone(zone)).date()

    def _admit_slugged(self, handle: Handle, noun: Slugged, replacing: Stored | None) -> None:
        kind = noun_name(noun)
        if replacing is None:
            if self._look_up(kind, noun.slug) is not None:
                taken = next(self._view.standing(kind, slug=noun.slug))
                raise AlreadyThere(kind, noun.slug, str(taken.handle))
        elif isinstance(replacing.noun, Forecaster | Source | Question) and replacing.noun.slug != noun.slug:
            raise UnfitNoun(
                f"The correction of {replacing.handle} makes {replacing.noun.slug!r} into {noun.slug!r}",
                "keep the slug: forecasts name it",
            )
        self._known[kind, noun.slug] = noun
        if isinstance(noun, Question):
            self._horizons[noun.slug] = noun.horizon or self._horizons.get(noun.slug)

    def _admit_forecast(self, forecast: Forecast) -> None:
        question = self._question(forecast.question)
        self._must_know("forecaster", forecast.forecaster)
        if condition := forecast.claim.condition:
            self._check_answer(self._question(condition.question), condition.answer)
        if forecast.statement is not None:
            self._must_be(forecast.statement, Statement)
        if forecast.restates is not None:
            self._must_be(forecast.restates, Forecast)
        if forecast.made_on > (today := self.today(question.zone)):
            raise InTheFuture(f"The forecast on {question.slug!r}", forecast.made_on, today)
        _check_claim(question, forecast)
        if isinstance(forecast.belief, Timeline):
            self._check_horizon(question, forecast.belief)

    def _check_horizon(self, question: Question, belief: Timeline) -> None:
        if question.slug not in self._horizons:
            self._horizons[question.slug] = question.horizon or self._view.horizon(question.slug)
        horizon = self._horizons[question.slug]
        if horizon is None:
            self._horizons[question.slug] = belief.horizon
        elif belief.horizon != horizon:
            raise UnfitNoun(
                f"The timeline runs to {belief.horizon}, but the horizon of {question.slug!r} is {horizon}",
                "give it the question's horizon: whoever stretches it could buy a better score",
            )

    def _admit_outcome(
        self, handle: Handle, outcome: Outcome, replacing: Stored | None, *, alone: bool
    ) -> None:
        question = self._question(outcome.question)
        _check_kind(question, outcome)
        today = self.today(question.zone)
        for day in (outcome.on, outcome.known_on):
            if day is not None and day > today:
                raise InTheFuture(f"The outcome of {question.slug!r}", day, today)
        if question.slug not in self._outcomes:
            self._outcomes[question.slug] = list(self._view.standing("outcome", question=question.slug))
        standing = self._outcomes[question.slug]
        for stored in standing:
            if replacing is None or stored.handle != replacing.handle:
                assert isinstance(stored.noun, Outcome)
                _check_beside(question, outcome, stored.noun, stored)
        standing.append(
            Stored(
                handle=handle, noun=outcome, recorded_at=self._moment, recorded_by="this entry", stands=True
            )
        )
        if alone and outcome.kind is OutcomeKind.HAPPENED and not question.recurs:
            self._warn_pre_dated(question, outcome)

    def _admit_amendment(self, amendment: Amendment) -> None:
        target = self._view.get(amendment.target)
        if not target.stands:
            raise UnfitNoun(
                f"The record {amendment.target} has been amended already", "amend the one that stands"
            )
        if amendment.kind is AmendmentKind.WITHDRAWAL:
            if not isinstance(target.noun, Forecast):
                raise UnfitNoun(
                    f"The record {amendment.target} is a {noun_name(target.noun)}",
                    "only forecasts are withdrawn",
                )
            if amendment.target in self._view.amendments:
                raise UnfitNoun(f"The forecast {amendment.target} has been withdrawn already", "leave it so")
            assert amendment.withdrawn_on is not None
            if amendment.withdrawn_on < target.noun.made_on:
                raise UnfitNoun(
                    f"The forecast {amendment.target} was made on {target.noun.made_on}, "
                    f"after {amendment.withdrawn_on}",
                    "give the day on which it was withdrawn",
                )
            if amendment.withdrawn_on > (today := self.today("UTC")):
                raise InTheFuture(f"The withdrawal of {amendment.target}", amendment.withdrawn_on, today)
        if amendment.kind is AmendmentKind.MISTAKE and isinstance(
            target.noun, Forecaster | Source | Question
        ):
            self._refuse_if_used(target)

    def _refuse_if_used(self, target: Stored) -> None:
        assert isinstance(target.noun, Forecaster | Source | Question)
        kind, slug = noun_name(target.noun), target.noun.slug
        users = [("forecast", kind), ("outcome", kind)] if kind == "question" else [("forecast", kind)]
        if kind == "source":
            users = [("statement", "source")]
        for noun, column in users:
            for user in self._view.standing(noun, **{column: slug}):
                raise UnfitNoun(
                    f"The {kind} {slug!r} is named by the {noun} {user.handle}",
                    "mark that as a mistake first, or correct this one instead",
                )
        self._known.pop((kind, slug), None)

    def _must_know(self, kind: str, slug: str) -> Slugged:
        found = self._look_up(kind, slug)
        if found is None:
            near = self._view.find(kind, slug)  # raises, with the nearest names
            raise Unknown(kind, slug, (str(near.handle),))
        return found

    def _question(self, slug: str) -> Question:
        found = self._must_know("question", slug)
        assert isinstance(found, Question)
        return found

    def _look_up(self, kind: str, slug: str) -> Slugged | None:
        if (kind, slug) not in self._known:
            self._fetch(kind, {slug})
        return self._known[kind, slug]

    def _fetch(self, kind: str, slugs: set[str]) -> None:
        self._known.update({(kind, slug): None for slug in slugs})
        for stored in self._view.standing_among(kind, "slug", slugs):
            assert isinstance(stored.noun, Forecaster | Source | Question)
            self._known[kind, stored.noun.slug] = stored.noun

    def _must_be(self, handle: Handle, kind: type[Noun]) -> None:
        noun = self._added.get(handle) or self._view.get(handle).noun
        if not isinstance(noun, kind):
            raise UnfitNoun(
                f"The record {handle} is a {noun_name(noun)}", f"name a {kind.__name__.lower()} instead"
            )

    def _check_answer(self, question: Question, answer: str) -> None:
        if question.kind is QuestionKind.EVENT:
            allowed: Sequence[str] = ("happens", "does not happen")
        elif question.kind is QuestionKind.QUANTITY:
            raise UnfitNoun(
                f"The condition names the quantity {question.slug!r}",
                "make the condition an event of its own",
            )
        else:
            allowed = question.options
        if answer not in allowed:
            raise UnfitNoun(f"The condition's answer is {answer!r}", f"choose among {', '.join(allowed)}")

    def _warn_alike(self, kind: str, text: str) -> None:
        column = "statement" if kind == "question" else "quote"
        mirror = MIRRORS[kind]
        rows = self._view.rows(
            select(mirror.c.entry, mirror.c.position, mirror.c[column].label("text"))
            .where(mirror.c.entry <= self._view.head.sequence)
            .order_by(mirror.c.entry.desc(), mirror.c.position.desc())
            .limit(_LOOK_BACK)
        )
        for row in rows:
            handle = Handle(row.entry, row.position)
            if much_alike(text, row.text) and self._view.stands(handle):
                self.warnings.append(
                    f"The {kind} {text!r} is much like {handle}, {row.text!r}: is it the same?"
                )
                return

    def _warn_pre_dated(self, question: Question, outcome: Outcome) -> None:
        assert outcome.on is not None
        later = [
            stored
            for stored in self._view.standing("forecast", question=question.slug)
            if isinstance(stored.noun, Forecast) and stored.noun.made_on > outcome.on
        ]
        if later:
            count = f"{len(later)} forecasts were" if len(later) > 1 else "one forecast was"
            self.warnings.append(
                f"{question.slug!r} happened on {outcome.on}, and {count} made after that: "
                "pre-dated, not scored."
            )


def _names(noun: Noun) -> Iterable[tuple[str, str]]:
    match noun:
        case Forecaster() | Source() | Question():
            yield noun_name(noun), noun.slug
        case Statement(source=str(source)):
            yield "source", source
        case Forecast():
            yield "question", noun.question
            yield "forecaster", noun.forecaster
        case Outcome():
            yield "question", noun.question


def _check_claim(question: Question, forecast: Forecast) -> None:
    claim, belief = forecast.claim, forecast.belief
    for kind, fitting in _FIT.items():
        if isinstance(belief, kind) and question.kind not in fitting:
            raise UnfitNoun(
                f"{question.slug!r} is of kind {question.kind}, and the belief is {kind.__name__.lower()}",
                f"that belief needs a question of kind {' or '.join(fitting)}",
            )
    if isinstance(belief, Shares) and set(belief.options) != set(question.options):
        raise UnfitNoun(
            f"The shares name {', '.join(belief.options)}", f"name just {', '.join(question.options)}"
        )
    if claim.option is not None and claim.option not in question.options:
        raise UnfitNoun(
            f"{question.slug!r} has no option {claim.option!r}",
            f"choose among {', '.join(question.options)}" if question.options else "leave the option out",
        )
    bounded = claim.above is not None or claim.below is not None
    if bounded and question.kind is not QuestionKind.QUANTITY:
        raise UnfitNoun(f"{question.slug!r} is no quantity", "leave out above and below")
    of_what = question.kind is QuestionKind.EVENT or claim.option is not None or bounded
    if isinstance(belief, Chance) and not of_what:
        raise UnfitNoun(
            f"The chance on {question.slug!r} does not say of what", "name the option, or above or below"
        )


def _check_kind(question: Question, outcome: Outcome) -> None:
    allowed = (*_ANSWERS[question.kind], OutcomeKind.VOID, OutcomeKind.AMBIGUOUS)
    if outcome.kind not in allowed:
        raise UnfitNoun(
            f"{question.slug!r} is a question of kind {question.kind} and cannot be answered by "
            f"'{outcome.kind}'",
            f"answer it by {', '.join(allowed)}",
        )
    if outcome.option is not None and outcome.option not in question.options:
        raise UnfitNoun(
            f"{question.slug!r} has no option {outcome.option!r}",
            f"choose among {', '.join(question.options)}",
        )


def _check_beside(question: Question, new: Outcome, old: Outcome, stored: Stored) -> None:
    """Refuses an outcome that contradicts one that stands, or says no more than it."""
    if _same(new, old):
        raise NothingNew(question.slug, old.sentence, str(stored.handle), stored.recorded_by)
    if not _agree(question, new, old):
        raise Contradiction(question.slug, new.sentence, old.sentence, str(stored.handle), stored.recorded_by)


def _same(new: Outcome, old: Outcome) -> bool:
    if new.kind is not old.kind:
        return False
    if new.kind is OutcomeKind.NOT_THROUGH:
        assert new.on is not None
        assert old.on is not None
        return new.on <= old.on
    return (new.on, new.value, new.option, new.grade) == (old.on, old.value, old.option, old.grade)


def _agree(question: Question, new: Outcome, old: Outcome) -> bool:
    """News agrees: still not, longer than before; or a happening after the days that were known without."""
    dated = (OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH)
    if new.kind not in dated or old.kind not in dated:
        return False
    if new.kind is old.kind:
        return new.kind is OutcomeKind.NOT_THROUGH or question.recurs
    happened, without = (new, old) if new.kind is OutcomeKind.HAPPENED else (old, new)
    assert happened.on is not None
    assert without.on is not None
    return happened.on > without.on or (question.recurs and old.kind is OutcomeKind.HAPPENED)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
