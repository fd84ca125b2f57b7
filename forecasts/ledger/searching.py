"""Which records are meant by words in them, and by what hangs on them: a topic, a forecaster, a source.

Words are sought plainly and alike in every database: each must begin a word of the text, in any case and
without its accents; in scripts that write without spaces it may stand anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from forecasts.handles import Handle
from forecasts.ledger.following import as_it_stands
from forecasts.ledger.reader import Stored
from forecasts.ledger.view import View
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
    found = _Linked(view, wanted)
    named = {"question": wanted.questions, "forecaster": wanted.forecasters}
    of_its_own = {
        "forecast": ("question", "forecaster"),
        "outcome": ("question",),
        "seal": ("forecaster",),
    }.get(noun, ())
    equal = {column: named[column][0] for column in of_its_own if len(named[column]) == 1}
    for stored in view.standing(noun, **equal):
        current = as_it_stands(stored, view)
        if found.fits(current):
            yield current


def says(text: str, words: str) -> bool:
    """Whether each of some words begins a word of a text, in any case, accents aside.

    >>> says("Талибы войдут в Кабул", "кабул войд"), says("Software wars", "war soft")
    (True, True)
    >>> says("Software", "ware")
    False
    >>> says("喀布尔将陷落", "陷落")
    True
    """
    known = _plain(text)
    spelt = re.findall(r"\w+", known)
    return all(
        any(word.startswith(part) for word in spelt) or (_spaceless(part) and part in known)
        for part in re.findall(r"\w+", _plain(words))
    )


class _Linked:
    """The questions, forecasts and statements of a view as they hang together."""

    def __init__(self, view: View, wanted: Wanted) -> None:
        self._view = view
        self._wanted = wanted

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
                return noun.slug in self._questions and (not spoken or noun.slug in self._asked)
            case Outcome():
                return noun.question in self._questions and (not spoken or noun.question in self._asked)
            case Forecast():
                return self._is_wanted(noun)
            case Forecaster():
                return any(forecast.forecaster == noun.slug for forecast in self._forecasts.values())
            case Statement():
                return any(forecast.statement == handle for forecast in self._forecasts.values())
            case Source():
                return any(self._source(forecast) == noun.slug for forecast in self._forecasts.values())
        return True

    def _texts(self, handle: Handle, noun: Noun) -> Iterable[str]:
        match noun:
            case Question():
                quotes = (self._quote(forecast) for forecast in self._of_question.get(noun.slug, ()))
                return (noun.statement, noun.criteria or "", *quotes)
            case Forecast():
                return (*self._asks(noun.question), self._quote(noun))
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
        asked = self._all_questions[slug]
        return asked.statement, asked.criteria or ""

    @cached_property
    def _all_questions(self) -> dict[str, Question]:
        nouns = (stored.noun for stored in self._view.standing("question"))
        return {noun.slug: noun for noun in nouns if isinstance(noun, Question)}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        """Those of which all holds that is asked of a question."""
        wanted = self._wanted
        topics = {topic.casefold() for topic in wanted.topics}
        tags = {tag.casefold() for tag in wanted.tags}
        return {
            slug: asked
            for slug, asked in self._all_questions.items()
            if (not wanted.questions or slug in wanted.questions)
            and (not topics or (asked.topic or "").casefold() in topics)
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
    def _all_forecasts(self) -> dict[Handle, Forecast]:
        stored = (as_it_stands(one, self._view) for one in self._view.standing("forecast"))
        return {one.handle: one.noun for one in stored if isinstance(one.noun, Forecast)}

    @cached_property
    def _forecasts(self) -> dict[Handle, Forecast]:
        """Those on the wanted questions, by the wanted forecaster, from the wanted source."""
        return {handle: one for handle, one in self._all_forecasts.items() if self._is_wanted(one)}

    def _is_wanted(self, forecast: Forecast) -> bool:
        wanted = self._wanted
        return (
            forecast.question in self._questions
            and (not wanted.forecasters or forecast.forecaster in wanted.forecasters)
            and (not wanted.sources or self._source(forecast) in wanted.sources)
        )

    @cached_property
    def _asked(self) -> set[str]:
        return {forecast.question for forecast in self._forecasts.values()}

    @cached_property
    def _of_question(self) -> dict[str, list[Forecast]]:
        found: dict[str, list[Forecast]] = {}
        for forecast in self._all_forecasts.values():
            found.setdefault(forecast.question, []).append(forecast)
        return found

    @cached_property
    def _statements(self) -> dict[Handle, Statement]:
        stored = self._view.standing("statement")
        return {one.handle: one.noun for one in stored if isinstance(one.noun, Statement)}

    def _source(self, forecast: Forecast) -> str | None:
        said = None if forecast.statement is None else self._statements.get(forecast.statement)
        return None if said is None else said.source

    def _quote(self, forecast: Forecast) -> str:
        said = None if forecast.statement is None else self._statements.get(forecast.statement)
        return "" if said is None else said.quote


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _spaceless(word: str) -> bool:
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in word)
