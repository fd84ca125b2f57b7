"""What is sent to be recorded: the fields of a forecast, of an outcome, of a taking back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from forecasts.errors import UnfitField
from forecasts.model import PRIMARY, ForecasterKind, QuestionKind, Unscoreable
from forecasts.recording.new_forecast import NewForecast
from forecasts.recording.outcomes import TypedOutcome
from forecasts.recording.provenance import Provenance
from forecasts.recording.questions import NewQuestion
from forecasts.recording.reading import StatedForecast
from forecasts.recording.spoken_forecasts import read_beside, read_whole
from reports.kinds import PERIOD
from reports.registry import recipe_for
from reports.report import Recipe
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger.view import View

Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ForecastBody(_Body):
    """A forecast: a sentence in `words`, words of a known question `about`, or its parts one by one."""

    words: Text | None = Field(default=None, examples=["Kabul falls within three months, 70%"])
    about: Text | None = Field(default=None, description="The slug of a known question.")
    by: Text = Field(description="Who forecast: a slug, a name, an alias, or a new name.")
    said: date | None = Field(default=None, description="The day it was said [today].")
    attested: date | None = None
    when: Text | None = Field(default=None, examples=["a month or two, maybe three"])
    chance: Text | None = Field(default=None, examples=["70%", "unlikely"])
    scale: Text | None = None
    deadline: Text | None = Field(default=None, examples=["2021-09-25", "by the end of Q3"])
    not_before: date | None = None
    option: Text | None = None
    above: Number | None = None
    below: Number | None = None
    shares: dict[str, Number] | None = None
    quantiles: list[tuple[Number, Number]] | None = Field(default=None, description="Level and value.")
    unscoreable: list[Unscoreable] | None = None
    reading: Text = PRIMARY
    quote: Text | None = None
    source: Text | None = None
    url: Text | None = None
    publisher: Text | None = None
    published: date | None = None
    locator: Text | None = None
    language: Text | None = None
    slug: Text | None = None
    criteria: Text | None = None
    kind: QuestionKind | None = None
    options: list[Text] | None = None
    unit: Text | None = None
    topic: Text | None = None
    tags: list[Text] | None = None
    zone: Text | None = None
    cluster: Text | None = None
    recurs: bool = False
    horizon: date | None = None
    forecaster_kind: ForecasterKind = ForecasterKind.PERSON

    def forecast(self, view: View, *, today: date) -> NewForecast:
        """What these fields say, a sentence told apart where no field says when or how likely.

        Raises
        ------
        TrackerError
            For a sentence that cannot be read.
        """
        subject = self.about or self.words
        if subject is None:
            raise UnfitField("words", "What is forecast? Give a sentence, or the slug of a known question.")
        new = self._outright(subject)
        parts = (self.when, self.chance, self.deadline, self.option, self.above, self.below)
        lists = (self.shares, self.quantiles, self.unscoreable)
        if any(part is not None for part in parts) or any(lists):
            return new
        settings = view.settings
        if self.about is None:
            return read_whole(new, today=today, settings=settings)
        if self.words is None:
            raise UnfitField("words", "How likely, and when? Give words, or the parts.")
        return read_beside(new, self.words, today=today, settings=settings)

    def _outright(self, subject: str) -> NewForecast:
        return NewForecast(
            about=subject,
            by=self.by,
            said=StatedForecast(
                when=self.when,
                chance=self.chance,
                scale=self.scale,
                not_before=self.not_before,
                option=self.option,
                above=self.above,
                below=self.below,
                shares=tuple((self.shares or {}).items()),
                quantiles=tuple(sorted(self.quantiles or ())),
                unscoreable=tuple(self.unscoreable or ()),
            ),
            made_on=self.said,
            attested_on=self.attested,
            deadline=self.deadline,
            reading=self.reading,
            horizon=self.horizon,
            new_question=NewQuestion(
                slug=self.slug,
                criteria=self.criteria,
                kind=self.kind,
                options=tuple(self.options or ()),
                unit=self.unit,
                topic=self.topic,
                tags=tuple(self.tags or ()),
                zone=self.zone,
                cluster=self.cluster,
                recurs=self.recurs,
            ),
            provenance=Provenance(
                source=self.source,
                url=self.url,
                publisher=self.publisher,
                published_on=self.published,
                language=self.language,
                quote=self.quote,
                locator=self.locator,
            ),
            forecaster_kind=self.forecaster_kind,
        )


class OutcomeBody(_Body):
    """What came of a question, in one form, as `tracker resolve` takes it."""

    question: Text
    on: date | None = None
    not_through: date | None = None
    value: Number | None = None
    option: Text | None = None
    partly: Annotated[float, Field(gt=0, lt=1)] | None = None
    void: bool = False
    ambiguous: bool = False
    known: date | None = None
    evidence: Text | None = None
    because: Text | None = None

    def outcome(self) -> TypedOutcome:
        """What these fields say."""
        return TypedOutcome(
            on=self.on,
            not_through=self.not_through,
            value=self.value,
            option=self.option,
            partly=self.partly,
            void=self.void,
            ambiguous=self.ambiguous,
            known_on=self.known,
            evidence=self.evidence,
            because=self.because,
        )


class FreezeBody(_Body):
    """Which forecasts a report is about, and when it is evaluated; of a period report, its period."""

    forecasters: list[Text] = []
    topics: list[Text] = []
    sources: list[Text] = []
    about: list[Text] = Field(default=[], description="Questions, by their slugs.")
    on: date | None = Field(
        default=None, description="The evaluation date [today, or the period's last day]."
    )
    period: Text | None = Field(default=None, examples=["2026-Q3", "last-month"])
    entry: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="The entry that it is made from [the last]: so that a repeat is the same."
    )

    def recipe(self, kind: str, view: View, *, today: date) -> Recipe:
        """The recipe of the report, its names as slugs."""
        chosen = Selection(
            forecasters=tuple(self.forecasters),
            topics=tuple(self.topics),
            sources=tuple(self.sources),
            questions=tuple(self.about) or None,
        ).with_slugs(view)
        if self.period is not None and kind != PERIOD.name:
            raise UnfitField("period", f"A {kind} has no period: leave it out.")
        return recipe_for(kind, chosen, on=self.on, period=self.period, today=today)


class AskBody(_Body):
    """A question about a row: a forecast's handle, or a forecaster."""

    row: Text
    text: Text


class AnswerBody(_Body):
    """The answer to a question, by its handle or its number such as Q1."""

    question: Text
    text: Text


class SignBody(_Body):
    """Whether one's own work is signed too; the signature says so."""

    allow_own: bool = False


class UndoBody(_Body):
    """Why an entry is taken back, or a report sent back."""

    because: Text
