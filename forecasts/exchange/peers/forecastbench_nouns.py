"""What the rows of ForecastBench say as nouns: questions, forecasts, prices and outcomes.

A question about a state on a day, as those of the data sets are, is one question for each day, and for each
due date, because it compares the two. A market's question is the same in every round.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.peers.common import prose, resolved_no, resolved_yes, tag, title, without_answer
from forecasts.exchange.peers.forecastbench_rounds import Round, day_of, is_market, stated
from forecasts.exchange.peers.keyed import Keyed
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


@dataclass(frozen=True, kw_only=True)
class Nouns:
    """Makes the nouns of a round; a question is made once."""

    round: Round
    conventions: Conventions
    _made: dict[tuple[str, str, date | None], Question] = field(default_factory=dict)

    def question(self, asked: Keyed, on: date | None) -> Question:
        """The question: of a data set, about the state on a day; of a market, with `on` None."""
        source, name = asked.needed("source"), asked.needed("id")
        key = (source, name, on)
        if key not in self._made:
            self._made[key] = self._question(asked, source, name, on)
        return self._made[key]

    def day(self, asked: Keyed, row: Keyed) -> date | None:
        """The day that a row is about, of a data set's question; None of a market's."""
        if is_market(asked):
            return None
        return day_of(row.needed("resolution_date"), "resolution_date", self.conventions)

    def days(self, asked: Keyed) -> list[date]:
        """The resolution dates that a question set names."""
        found = asked.texts("resolution_dates")
        return [day_of(text, "resolution_dates", self.conventions) for text in found]

    def deadline(self, asked: Keyed, on: date | None) -> date | None:
        """The last day that counts: the day itself, or the day on which the market was to close."""
        text = stated(asked, "market_info_close_datetime")
        if on is not None or not text:
            return on
        return max(day_of(text, "market_info_close_datetime", self.conventions), self.round.due)

    def forecast(self, asked: Keyed, row: Keyed, forecaster: str) -> tuple[Question, Forecast] | None:
        """The question and what was forecast of it; None where the forecast was left empty."""
        text = stated(row, "forecast")
        if not text:
            self.conventions.assume("Forecasts that were left empty are passed over.")
            return None
        on = self.day(asked, row)
        question = self.question(asked, on)
        deadline = self.deadline(asked, on)
        self.conventions.assume(
            "ForecastBench takes forecasts until they are due: that day is when they were made and attested."
        )
        return question, Forecast(
            question=question.slug,
            forecaster=forecaster,
            made_on=self.round.due,
            attested_on=self.round.due,
            claim=Claim(deadline=deadline),
            belief=Chance.stated(self.conventions.chance(text, "forecast", percent=False)),
            unscoreable_because=(Unscoreable.NO_DEADLINE,) if deadline is None else (),
        )

    def price(self, asked: Keyed) -> tuple[Forecaster, Forecast] | None:
        """What the market gave when the question was frozen; None where that is not on record."""
        text = stated(asked, "freeze_datetime_value")
        frozen = stated(asked, "freeze_datetime")
        deadline = self.deadline(asked, None)
        if not text or not frozen or deadline is None:
            return None
        moment = self.conventions.moment(frozen, "freeze_datetime")
        source = tag(asked.needed("source"))
        crowd = self.conventions.forecaster(f"{source} market", PLATFORM, kind=ForecasterKind.CROWD)
        p = self.conventions.chance(text, "freeze_datetime_value", percent=False)
        return crowd, Forecast(
            question=self.question(asked, None).slug,
            forecaster=crowd.slug,
            made_on=moment.date(),
            made_at=moment,
            attested_on=max(moment.date(), self.round.due),
            claim=Claim(deadline=deadline),
            belief=Chance(p=p, low=p, high=p, rule="market price"),
        )

    def outcome(self, asked: Keyed, row: Keyed) -> tuple[Question, Outcome]:
        """The question and what came of it, of a row that is resolved."""
        on = self.day(asked, row)
        question = self.question(asked, on)
        known = on or day_of(row.needed("resolution_date"), "resolution_date", self.conventions)
        deadline = self.deadline(asked, on) or known
        text = stated(row, "resolved_to")
        if not text:
            because = "ForecastBench resolved it to nothing"
            return question, without_answer(question.slug, OutcomeKind.VOID, because=because, known_on=known)
        grade = row.number("resolved_to")
        if grade is None or not 0 <= grade <= 1:
            raise UnfitCell("resolved_to", text, "give a number from 0 to 1")
        if 0 < grade < 1:
            on = min(known, deadline)
            return question, Outcome(
                question=question.slug, kind=OutcomeKind.PARTLY, on=on, grade=grade, known_on=known
            )
        if on is not None:
            kind = OutcomeKind.HAPPENED if grade else OutcomeKind.NOT_THROUGH
            return question, Outcome(question=question.slug, kind=kind, on=on)
        resolved = resolved_yes if grade else resolved_no
        return question, resolved(
            question.slug, resolved=known, deadline=deadline, conventions=self.conventions
        )

    def _question(self, asked: Keyed, source: str, name: str, on: date | None) -> Question:
        due = self.round.due
        text = asked.needed("question").replace("{forecast_due_date}", f"{due}")
        if on is not None and "{resolution_date}" not in text.partition("\n\n")[0]:
            text = f"{on}: {text}"
        said, _, rest = text.replace("{resolution_date}", f"{on}").replace("\r\n", "\n").partition("\n\n")
        told = (
            rest,
            *(stated(asked, key) for key in ("resolution_criteria", "market_info_resolution_criteria")),
        )
        days = () if on is None else (f"{due}", f"{on}")
        return Question(
            slug=slug_of(PLATFORM, source, name, *days, exact=True),
            statement=title(said, self.conventions),
            criteria=prose("\n\n".join((*filter(None, told), stated(asked, "url"))), self.conventions),
            topic="market" if on is None else "dataset",
            tags=(tag(source),),
        )


def person(values: Keyed, conventions: Conventions) -> Forecaster:
    """Who a row's `user_id` is; capitals count in it."""
    user = values.needed("user_id")
    found = conventions.forecaster(tag(user), PLATFORM)
    return found if tag(user) in conventions.who else replace(found, slug=slug_of(PLATFORM, user, exact=True))


def submitter(head: Keyed, conventions: Conventions) -> Forecaster:
    """Who handed in a forecast set: a model, or the crowd whose median it is."""
    organisation, model = tag(head.text("organization")), tag(head.text("model"))
    if not model:
        raise UnfitNoun("The forecast set names no model", "fill in its keys organization and model")
    kind = ForecasterKind.CROWD if "median" in model.casefold() else ForecasterKind.MODEL
    name = f"{organisation}: {model}" if organisation else model
    return replace(conventions.forecaster(name, PLATFORM, kind=kind), affiliation=organisation or None)
