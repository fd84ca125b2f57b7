"""Which records are meant by words in them, and by what hangs on them: a topic, a forecaster, a source.

Words are sought in a question's statement and criteria and in the quotes of its forecasts, as `plain_words`
says. The index of words narrows down where they can be; then the texts themselves decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from forecasts.handles import Handle
from forecasts.ledger.following import as_it_stands
from forecasts.ledger.links import Links, Made
from forecasts.ledger.plain_words import says
from forecasts.ledger.reader import Stored
from forecasts.ledger.view import View
from forecasts.ledger.words_narrowed import perhaps_saying
from forecasts.model import (
    Forecast,
    Forecaster,
    Noun,
    Outcome,
    OutcomeKind,
    Question,
    Seal,
    Source,
    Statement,
)

Status = Literal["open", "answered"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a record must have to do with; what is None or empty asks for nothing. Names are slugs.

    Of several names, tags, topics or texts any will do. `status` is that of the question on the day `on`:
    "answered" from its first outcome but "had not happened through" on, which settles no event.
    """

    on: date
    questions: tuple[str, ...] = ()
    forecasters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    status: Status | None = None
    texts: tuple[str, ...] = ()

    @property
    def of_questions(self) -> bool:
        """Whether something is asked of the question."""
        return bool(self.questions or self.tags or self.topics or self.status)


def search(view: View, noun: str, wanted: Wanted) -> Iterator[Stored]:
    """The standing records of a noun that meet all that is wanted, in the order of recording."""
    candidates, questions = _candidates(view, noun, wanted)
    found = _Linked(view, wanted, Links(view, questions))
    for stored in candidates:
        current = as_it_stands(stored, view)
        if found.fits(current):
            yield current


def _candidates(view: View, noun: str, wanted: Wanted) -> tuple[Iterable[Stored], set[str] | None]:
    """The records that may be meant, and the questions on which they hang; None where that may be any."""
    named = {"question": wanted.questions, "forecaster": wanted.forecasters}
    of_its_own = {
        "forecast": ("question", "forecaster"),
        "outcome": ("question",),
        "seal": ("forecaster",),
    }.get(noun, ())
    equal = {column: named[column][0] for column in of_its_own if len(named[column]) == 1}
    perhaps = perhaps_saying(view, noun, wanted.texts) if wanted.texts and not equal else None
    if perhaps is None:
        return view.standing(noun, **equal), None
    nouns = [stored.noun for stored in perhaps]
    asked = {one.slug for one in nouns if isinstance(one, Question)}
    asked |= {one.question for one in nouns if isinstance(one, Forecast | Outcome)}
    return perhaps, asked if noun in ("question", "forecast", "outcome") else None


class _Linked:
    """What is wanted, held against records and what they hang on."""

    def __init__(self, view: View, wanted: Wanted, links: Links) -> None:
        self._view = view
        self._wanted = wanted
        self._links = links

    def fits(self, stored: Stored) -> bool:
        """Whether a record meets all that is wanted."""
        if not self._hangs_on(stored.handle, stored.noun):
            return False
        if not self._wanted.texts:
            return True
        whole = "\n".join(self._texts(stored.handle, stored.noun))
        return any(says(whole, text) for text in self._wanted.texts)

    def _hangs_on(self, handle: Handle, noun: Noun) -> bool:
        wanted = self._wanted
        spoken = bool(wanted.forecasters or wanted.sources)
        match noun:
            case _ if not (spoken or wanted.of_questions):
                return True
            case Seal():
                return not (wanted.sources or wanted.of_questions) and (
                    not wanted.forecasters or noun.forecaster in wanted.forecasters
                )
            case Question():
                return noun.slug in self._questions and (not spoken or noun.slug in self._spoken_of)
            case Outcome():
                return noun.question in self._questions and (not spoken or noun.question in self._spoken_of)
            case Forecast():
                return self._is_wanted(self._links.forecasts[handle])
            case Forecaster():
                return any(made.forecaster == noun.slug for made in self._forecasts)
            case Statement():
                return any(made.statement == handle for made in self._forecasts)
            case Source():
                return any(self._links.source(made) == noun.slug for made in self._forecasts)
        return True

    def _texts(self, handle: Handle, noun: Noun) -> Iterable[str]:
        links = self._links
        match noun:
            case Question():
                quotes = (links.quote(made) for made in links.of_question.get(noun.slug, ()))
                return (noun.statement, noun.criteria or "", *quotes)
            case Forecast():
                return (*self._asks(noun.question), links.quote(links.forecasts[handle]))
            case Outcome():
                return (*self._asks(noun.question), noun.evidence or "", noun.because or "")
            case Statement():
                return (noun.quote,)
            case Forecaster():
                return (noun.name, *noun.aliases)
            case Source():
                return (noun.title, noun.publisher or "")
        return ()

    def _asks(self, slug: str) -> tuple[str, str]:
        asked = self._links.questions[slug]
        return asked.statement, asked.criteria

    @cached_property
    def _questions(self) -> set[str]:
        """Those of which all holds that is asked of a question."""
        wanted = self._wanted
        topics = {topic.casefold() for topic in wanted.topics}
        tags = {tag.casefold() for tag in wanted.tags}
        return {
            slug
            for slug, asked in self._links.questions.items()
            if (not wanted.questions or slug in wanted.questions)
            and (not topics or asked.topic.casefold() in topics)
            and (not tags or not tags.isdisjoint(tag.casefold() for tag in asked.tags))
            and (wanted.status is None or (slug in self._answered) == (wanted.status == "answered"))
        }

    @cached_property
    def _answered(self) -> set[str]:
        nouns = (stored.noun for stored in self._view.standing("outcome"))
        return {
            noun.question
            for noun in nouns
            if isinstance(noun, Outcome)
            and noun.kind is not OutcomeKind.NOT_THROUGH
            and (noun.known_on is None or noun.known_on <= self._wanted.on)
        }

    @cached_property
    def _forecasts(self) -> list[Made]:
        """Those on the wanted questions, by the wanted forecaster, from the wanted source."""
        return [made for made in self._links.forecasts.values() if self._is_wanted(made)]

    def _is_wanted(self, made: Made) -> bool:
        wanted = self._wanted
        return (
            made.question in self._questions
            and (not wanted.forecasters or made.forecaster in wanted.forecasters)
            and (not wanted.sources or self._links.source(made) in wanted.sources)
        )

    @cached_property
    def _spoken_of(self) -> set[str]:
        return {made.question for made in self._forecasts}
