"""What is sent to be recorded: the fields of a question, a forecast, an outcome, a taking back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from desk.terminal.options import GIVEN, HANDLE_OR_LAST, PROBABILITY
from forecasts.errors import TrackerError, UnfitField
from forecasts.handles import Handle
from forecasts.model import PRIMARY, ForecasterKind, QuestionKind, Unscoreable
from forecasts.recording.new_forecast import NewForecast
from forecasts.recording.outcomes import TypedOutcome
from forecasts.recording.provenance import Provenance
from forecasts.recording.questions import NewQuestion
from forecasts.recording.reading import StatedForecast
from forecasts.recording.spoken_forecasts import read_beside, read_whole

if TYPE_CHECKING:
    from forecasts.ledger.view import View

Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Value = TypeVar("Value")
MOST = 1_000
"""So many may be recorded in one entry over HTTP; more are imported."""


class Body(BaseModel):
    """Fields of which none is passed over."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def several(body: Any) -> list[Any]:
    """The bodies of a request that holds one or a list.

    Raises
    ------
    UnfitField
        For a list that is empty, or longer than one entry takes.
    """
    bodies = body if isinstance(body, list) else [body]
    if not 1 <= len(bodies) <= MOST:
        raise UnfitField("body", f"The request holds {len(bodies):,}: send 1 to {MOST:,}, or import a file.")
    return bodies


def field_of(name: str, text: str | None, read: Callable[[str], Value]) -> Value | None:
    """What a reader of the command line makes of a field; None where it was left out.

    Raises
    ------
    UnfitField
        Where it cannot be read, in the words of the reader.
    """
    if text is None:
        return None
    try:
        return read(text)
    except (TrackerError, ValueError) as refusal:
        raise UnfitField(name, str(refusal)) from refusal


class QuestionParts(Body):
    """What is said of a question, beside what it asks."""

    criteria: Text | None = None
    kind: QuestionKind | None = None
    options: list[Text] | None = None
    unit: Text | None = None
    topic: Text | None = None
    tags: list[Text] | None = None
    zone: Text | None = None
    cluster: Text | None = None
    horizon: date | None = None
    reference_rate: Text | None = Field(default=None, examples=["5%", "1 in 20"])
    reference_source: Text | None = None
    reference_count: Annotated[int, Field(ge=1, le=2**53)] | None = None


class ProvenanceParts(Body):
    """Where it was said, and in which words."""

    quote: Text | None = None
    source: Text | None = None
    url: Text | None = None
    publisher: Text | None = None
    published: date | None = None
    locator: Text | None = None
    language: Text | None = None


class ForecastParts(Body):
    """What a forecast says, part by part."""

    said: date | None = Field(default=None, description="The day it was said [today].")
    made_at: AwareDatetime | None = Field(default=None, description="The moment, where the hour is known.")
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
    given: Text | None = Field(default=None, examples=["kabul by 2021-12-31"])
    settled_by: Text | None = None
    restates: Text | None = Field(default=None, examples=["17.3"])
    statement: Text | None = Field(default=None, examples=["17.3", "last"])


class OutcomeParts(Body):
    """What came of a question, in one form."""

    on: date | None = None
    not_through: date | None = None
    value: Number | None = None
    option: Text | None = None
    partly: Annotated[float, Field(gt=0, lt=1)] | None = None
    void: bool = False
    ambiguous: bool = False
    known: date | None = None
    evidence: Text | None = None


class QuestionBody(QuestionParts):
    """A question without a forecast, such as one that a condition names."""

    statement: Text = Field(examples=["Kunduz falls"])
    slug: Text | None = None
    recurs: bool = False


def asked_by(body: QuestionBody | ForecastBody) -> NewQuestion:
    """What is said of the question that a body is about."""
    return NewQuestion(
        slug=body.slug,
        criteria=body.criteria,
        kind=body.kind,
        options=tuple(body.options or ()),
        unit=body.unit,
        topic=body.topic,
        tags=tuple(body.tags or ()),
        zone=body.zone,
        cluster=body.cluster,
        recurs=body.recurs,
        reference_rate=field_of("reference_rate", body.reference_rate, PROBABILITY.read),
        reference_source=body.reference_source,
        reference_count=body.reference_count,
    )


class ForecastBody(ForecastParts, ProvenanceParts, QuestionParts):
    """A forecast: a sentence in `words`, words of a known question `about`, or its parts one by one."""

    words: Text | None = Field(default=None, examples=["Kabul falls within three months, 70%"])
    about: Text | None = Field(default=None, description="The slug of a known question.")
    by: Text = Field(description="Who forecast: a slug, a name, an alias, or a new name.")
    reading: Text = PRIMARY
    slug: Text | None = None
    recurs: bool = False
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
                settled_by=self.settled_by,
                unscoreable=tuple(self.unscoreable or ()),
            ),
            made_on=self.said,
            made_at=self.made_at,
            attested_on=self.attested,
            deadline=self.deadline,
            condition=field_of("given", self.given, GIVEN.read),
            reading=self.reading,
            restates=field_of("restates", self.restates, Handle.read),
            horizon=self.horizon,
            new_question=asked_by(self),
            provenance=Provenance(
                source=self.source,
                url=self.url,
                publisher=self.publisher,
                published_on=self.published,
                language=self.language,
                quote=self.quote,
                locator=self.locator,
                statement=field_of("statement", self.statement, HANDLE_OR_LAST.read),
            ),
            forecaster_kind=self.forecaster_kind,
        )


class OutcomeBody(OutcomeParts):
    """What came of a question, in one form, as `tracker resolve` takes it."""

    question: Text
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


class UndoBody(Body):
    """Why an entry is taken back, or a report sent back."""

    because: Text
