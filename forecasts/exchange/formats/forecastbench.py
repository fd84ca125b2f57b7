"""ForecastBench: the question, forecast and resolution sets of a round, each explained by the others.

A question about a state on a day, as those of the data sets are, is one question for each day, and for each
due date, because it compares the two. A market's question is the same in every round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from forecasts.errors import TrackerError, UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Open, RowNoun, Rows, read_or_refused
from forecasts.exchange.formats.common import forecast, prose, resolved_to, tag, title
from forecasts.exchange.formats.forecastbench_sets import (
    Round,
    SetRow,
    day_of,
    filled,
    head_of,
    is_combined,
    is_market,
    items,
    kind_of_set,
    round_of,
)
from forecasts.exchange.formats.json_objects import JsonObject
from forecasts.model import (
    Chance,
    Claim,
    Forecast,
    Forecaster,
    ForecasterKind,
    Outcome,
    OutcomeKind,
    Question,
    Unscoreable,
)

PLATFORM = "forecastbench"
_FLAGS = {"true": True, "1": True, "false": False, "0": False, "": False}


class ForecastBench:
    """A question, forecast or resolution set, as JSON or as CSV."""

    TITLE = "ForecastBench"

    def recognises(self, file: DataFile) -> bool:
        """Whether it is a question, forecast or resolution set, by its first keys or its header."""
        return kind_of_set(file) is not None

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """What each row says; the questions that forecasts and resolutions name are in files beside it."""
        part = kind_of_set(file)
        if part is None:
            raise UnfitFile(
                file.name,
                "is no question, forecast or resolution set",
                "keep the keys or columns of ForecastBench, and forecast_due_date in JSON",
            )
        try:
            head = head_of(file) if file.is_json else None
            reading = _Reading(round=round_of(file, conventions, beside), head=head, conventions=conventions)
        except UnfitFile:
            raise
        except TrackerError as error:
            raise UnfitFile(
                file.name, f"cannot be read ({error})", "give it as ForecastBench wrote it"
            ) from error
        read = {
            "questions": reading.questions,
            "forecasts": reading.forecast,
            "resolutions": reading.outcome,
        }[part]
        for row in items(file):
            yield from read_or_refused(row.line, row.row, partial(reading.row, row, read))


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """The rows of one file of a round; a question is made once. `head` is what JSON says before its list."""

    round: Round
    head: JsonObject | None
    conventions: Conventions
    _made: dict[tuple[str, str, date | None], Question] = field(default_factory=dict)

    def row(self, row: SetRow, read: Callable[[JsonObject], tuple[RowNoun, ...]]) -> tuple[RowNoun, ...]:
        """What a row says, unless it is about two questions at once."""
        values = row.keyed
        if is_combined(values):
            self.conventions.assume("Questions that combine two others are passed over.")
            return ()
        return read(values)

    def questions(self, values: JsonObject) -> tuple[RowNoun, ...]:
        """A market's question with its price, or a data set's question on each of its days."""
        if not is_market(values):
            days = values.texts("resolution_dates")
            return tuple(self._question(values, self._day(day, "resolution_dates")) for day in days)
        question = self._question(values, None)
        return question, *self._price(values, question)

    def forecast(self, values: JsonObject) -> tuple[RowNoun, ...]:
        """The forecaster, the question and the forecast; nothing where the forecast was left empty."""
        item = self.round.question(values)
        if item is None:
            raise UnfitNoun(
                f"The question {values.text('id')[:80]!r} of {values.text('source')[:40]!r} is in no "
                "question set",
                "give its question set with it",
            )
        who = self._forecaster(values)
        text = filled(values, "forecast")
        if not text:
            self.conventions.assume("Forecasts that were left empty are passed over.")
            return ()
        on = self._about(item, values)
        question, deadline = self._question(item, on), self._deadline(item, on)
        self.conventions.assume(
            "ForecastBench takes forecasts until they are due: that day is when they were made and attested."
        )
        return (
            who,
            question,
            forecast(
                question,
                who,
                Chance.stated(self.conventions.chance(text, "forecast", percent=False)),
                made=self.round.due,
                claim=Claim(deadline=deadline),
                unscoreable=Unscoreable.NO_DEADLINE if deadline is None else None,
            ),
        )

    def outcome(self, values: JsonObject) -> tuple[RowNoun, ...]:
        """The question and what came of it, of a row that is resolved."""
        item = self.round.question(values)
        if item is None:
            self.conventions.assume(
                "Resolutions of questions that are in no question set given are passed over."
            )
            return ()
        if not _is_resolved(values):
            self.conventions.assume(
                "Rows that are not resolved carry the market's value so far: they are no outcomes."
            )
            return (Open(question=self._question(item, self._about(item, values)).slug),)
        on = self._about(item, values)
        question = self._question(item, on)
        return question, self._outcome(item, values, question.slug, on)

    def _outcome(self, item: JsonObject, values: JsonObject, question: str, on: date | None) -> Outcome:
        known = on or self._day(values.needed("resolution_date"), "resolution_date")
        deadline = self._deadline(item, on) or known
        text = filled(values, "resolved_to")
        if not text:
            because = "ForecastBench resolved it to nothing"
            return Outcome(question=question, kind=OutcomeKind.VOID, because=because, known_on=known)
        grade = values.number("resolved_to")
        if grade is None or not 0 <= grade <= 1:
            raise UnfitCell("resolved_to", text, "give a number from 0 to 1")
        if 0 < grade < 1:
            partly = OutcomeKind.PARTLY
            return Outcome(
                question=question, kind=partly, on=min(known, deadline), grade=grade, known_on=known
            )
        if on is not None:
            kind = OutcomeKind.HAPPENED if grade else OutcomeKind.NOT_THROUGH
            return Outcome(question=question, kind=kind, on=on)
        return resolved_to(question, grade, resolved=known, deadline=deadline, conventions=self.conventions)

    def _price(self, item: JsonObject, question: Question) -> tuple[Forecaster, Forecast] | tuple[()]:
        """What the market gave when the question was frozen; nothing where that is not on record."""
        text = filled(item, "freeze_datetime_value")
        frozen = filled(item, "freeze_datetime")
        deadline = self._deadline(item, None)
        if not text or not frozen or deadline is None:
            return ()
        moment = self.conventions.moment(frozen, "freeze_datetime")
        source = tag(item.needed("source"))
        crowd = self.conventions.forecaster(f"{source} market", PLATFORM, kind=ForecasterKind.CROWD)
        p = self.conventions.chance(text, "freeze_datetime_value", percent=False)
        price = Chance(p=p, low=p, high=p, rule="market price")
        made = forecast(question, crowd, price, made=moment, claim=Claim(deadline=deadline))
        return crowd, replace(made, attested_on=max(made.made_on, self.round.due))

    def _forecaster(self, values: JsonObject) -> Forecaster:
        """Who a row's `user_id` is, in which capitals count; else who handed in the set."""
        if self.head is not None and not filled(values, "user_id"):
            return _submitter(self.head, self.conventions)
        user = values.needed("user_id")
        found = self.conventions.forecaster(tag(user), PLATFORM)
        if tag(user) in self.conventions.who:
            return found
        return replace(found, slug=slug_of(PLATFORM, user, exact=True))

    def _about(self, item: JsonObject, values: JsonObject) -> date | None:
        """The day that a row is about, of a data set's question; None of a market's."""
        if is_market(item):
            return None
        return self._day(values.needed("resolution_date"), "resolution_date")

    def _deadline(self, item: JsonObject, on: date | None) -> date | None:
        """The last day that counts: the day itself, or the day on which the market was to close."""
        text = filled(item, "market_info_close_datetime")
        if on is not None or not text:
            return on
        return max(self._day(text, "market_info_close_datetime"), self.round.due)

    def _day(self, text: str, key: str) -> date:
        return day_of(text, key, self.conventions)

    def _question(self, item: JsonObject, on: date | None) -> Question:
        """The question: of a data set, about the state on a day; of a market, with `on` None."""
        source, name = item.needed("source"), item.needed("id")
        if (source, name, on) not in self._made:
            self._made[source, name, on] = self._new_question(item, source, name, on)
        return self._made[source, name, on]

    def _new_question(self, item: JsonObject, source: str, name: str, on: date | None) -> Question:
        due = self.round.due
        text = item.needed("question").replace("{forecast_due_date}", f"{due}")
        if on is not None and "{resolution_date}" not in text.partition("\n\n")[0]:
            text = f"{on}: {text}"
        said, _, rest = text.replace("{resolution_date}", f"{on}").replace("\r\n", "\n").partition("\n\n")
        keys = ("resolution_criteria", "market_info_resolution_criteria", "url")
        criteria = (rest, *(filled(item, key) for key in keys))
        days = () if on is None else (f"{due}", f"{on}")
        return Question(
            slug=slug_of(PLATFORM, source, name, *days, exact=True),
            statement=title(said, self.conventions),
            criteria=prose("\n\n".join(filter(None, criteria)), self.conventions),
            topic="market" if on is None else "dataset",
            tags=(tag(source),),
        )


def _submitter(head: JsonObject, conventions: Conventions) -> Forecaster:
    """Who handed in a forecast set: a model, or the crowd whose median it is."""
    organisation, model = tag(head.text("organization")), tag(head.text("model"))
    if not model:
        raise UnfitNoun("The forecast set names no model", "fill in its keys organization and model")
    kind = ForecasterKind.CROWD if "median" in model.casefold() else ForecasterKind.MODEL
    name = f"{organisation}: {model}" if organisation else model
    return replace(conventions.forecaster(name, PLATFORM, kind=kind), affiliation=organisation or None)


def _is_resolved(values: JsonObject) -> bool:
    value = values.values.get("resolved")
    text = f"{value}" if isinstance(value, bool) else filled(values, "resolved")
    if text.casefold() not in _FLAGS:
        raise UnfitCell("resolved", text, "give true or false")
    return _FLAGS[text.casefold()]
