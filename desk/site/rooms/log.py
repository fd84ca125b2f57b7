"""Log: one box that reads what is typed, shows how it would be recorded, and records it once confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from desk.site.asking import Answer, Asked, Moved, Page
from desk.site.rooms import catalogue
from desk.site.sentences import LOG, in_form
from desk.site.writing import recorded, recording_ledger
from desk.terminal.describing import belief_facts, claim_facts
from desk.terminal.options import DATE, SAID
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField
from forecasts.handles import Handle
from forecasts.ledger.entry import Entry
from forecasts.ledger.records import canonical
from forecasts.model import Forecast, ForecasterKind, Seal
from forecasts.recording.new_forecast import LoggedForecast, NewForecast, log_forecast
from forecasts.recording.provenance import Provenance
from forecasts.recording.questions import NewQuestion
from forecasts.recording.reading import StatedForecast
from forecasts.recording.sealing import rehearsed, seal
from forecasts.recording.spoken_forecasts import read_beside, read_whole
from forecasts.recording.trying import tried
from forecasts.words.chances.scale import NAMES as SCALES
from reports.charts.pen import inline
from reports.charts.said_belief import said_belief

_OFFERED = 300
"""So many names are offered while one types."""
_KEPT = ("by", "said", "source", "scale", "language")
"""What the next forecast of an article has in common with the last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How words would be recorded: the question, facts, a picture, what to know of it, and a mark of all.

    The mark is sent back with the confirmation: what is recorded is what was shown.
    """

    statement: str
    facts: tuple[tuple[str, object], ...]
    picture: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    mark: str


def form(asked: Asked) -> Answer:
    """The form, as empty as the address leaves it."""
    return _page(asked, reading=None, refusal=None)


def log(asked: Asked) -> Answer:
    """Shows how the words would be recorded; records them where that was seen and is confirmed."""
    if not asked.text("words") and not asked.text("about"):
        return _page(asked, reading=None, refusal=None)
    try:
        new = typed(asked)
        reading = read(asked, new)
        if asked.text("do") in _DEEDS and asked.text("mark") == reading.mark:
            return Moved(to=_DEEDS[asked.text("do")](asked, new))
    except TrackerError as refusal:
        field = refusal.field if isinstance(refusal, UnfitField) else ""
        return _page(asked, reading=None, refusal=in_form(str(refusal), LOG), field=field)
    return _page(asked, reading=reading, refusal=None)


def typed(asked: Asked) -> NewForecast:
    """The forecast of the form's fields, its sentence told apart where no field says when or how likely."""
    words, about = asked.text("words"), asked.text("about")
    when, chance = asked.text("when") or None, asked.text("chance") or None
    stated = StatedForecast(when=when, chance=chance, scale=asked.text("scale") or None)
    if not asked.text("by"):
        raise UnfitField("by", "Who forecast it? Give a name.")
    new = NewForecast(
        about=about or words,
        by=asked.text("by"),
        said=stated,
        made_on=asked.value("said", SAID.read),
        deadline=asked.text("deadline") or None,
        new_question=_new_question(asked),
        provenance=Provenance(
            source=asked.text("source") or None,
            url=asked.text("url") or None,
            publisher=asked.text("publisher") or None,
            published_on=asked.value("published", DATE.read),
            language=asked.text("language") or None,
            quote=asked.text("quote") or None,
            locator=asked.text("locator") or None,
        ),
        forecaster_kind=ForecasterKind(asked.text("forecaster_kind") or ForecasterKind.PERSON),
    )
    if when is not None or chance is not None or new.deadline is not None:
        return new
    today, settings = clock.today(), asked.view.settings
    if about:
        return read_beside(new, words, today=today, settings=settings)
    return read_whole(new, today=today, settings=settings)


def read(asked: Asked, new: NewForecast) -> Reading:
    """How a forecast would be recorded, with everything that the ledger checks; nothing is recorded."""
    with (
        recording_ledger(asked.desk, asked.who) as ledger,
        tried(ledger, "log", by=asked.me, now=clock.now()) as entry,
    ):
        return _reading(log_forecast(new, entry, now=clock.now(), analyst=asked.me), entry)


def _reading(logged: LoggedForecast, entry: Entry) -> Reading:
    forecast = logged.forecast
    question = next(entry.view.standing("question", slug=forecast.question)).noun
    statement = getattr(question, "statement", forecast.question)
    found = (
        ("forecaster", forecast.forecaster),
        ("said on", forecast.made_on),
        *claim_facts(forecast.claim),
        *belief_facts(forecast.belief, forecast.made_on),
        *((("not scored", ", ".join(forecast.unscoreable_because)),) if forecast.unscoreable_because else ()),
    )
    sketch = said_belief(forecast)
    return Reading(
        statement=statement,
        facts=found,
        picture=inline(sketch) if sketch is not None else "",
        notes=logged.notes,
        warnings=tuple(entry.warnings),
        mark=_mark(forecast, logged.notes),
    )


def _mark(forecast: Forecast, notes: tuple[str, ...]) -> str:
    """What tells two readings apart, whatever others record meanwhile."""
    said = canonical(replace(forecast, statement=None))
    return sha256("\n".join((said, *notes)).encode()).hexdigest()


def _recorded(asked: Asked, new: NewForecast) -> str:
    """Records the forecast, and gives the address of the form for the next of the same article."""
    with recorded(asked, "log") as entry:
        logged = log_forecast(new, entry, now=clock.now(), analyst=asked.me)
        kept = {name: asked.text(name) for name in _KEPT}
        if new.provenance.source is not None:
            kept["source"] = "last"
        return asked.to("log", **kept, logged=str(logged.handle))


def _sealed(asked: Asked, new: NewForecast) -> str:
    """Records the forecast shut, and gives the address of the empty form: nothing of the words is in it."""
    moment = clock.now()
    with (
        recording_ledger(asked.desk, asked.who) as ledger,
        tried(ledger, "log", by=asked.me, now=moment) as entry,
    ):
        log_forecast(new, entry, now=moment, analyst=asked.me)
        found = rehearsed(entry)
    with recorded(asked, "seal") as entry:
        (handle, *_) = seal(entry, found)
    return asked.to("log", by=asked.text("by"), said=asked.text("said"), sealed=str(handle))


_DEEDS = {"record": _recorded, "seal": _sealed}
"""What is done with a forecast that was read and seen."""


def _new_question(asked: Asked) -> NewQuestion:
    if asked.text("about"):
        return NewQuestion()
    return NewQuestion(
        slug=asked.text("slug") or None,
        criteria=asked.text("criteria") or None,
        topic=asked.text("topic") or None,
        tags=tuple(tag.strip() for tag in asked.text("tags").split(",") if tag.strip()),
        zone=asked.text("zone") or None,
    )


def _page(asked: Asked, *, reading: Reading | None, refusal: str | None, field: str = "") -> Page:
    facts: dict[str, Any] = {"reading": reading, "refusal": refusal, "field": field}
    if asked.is_part:
        return Page(template="log_reading.html", facts=facts)
    names = catalogue.forecasters(asked)[-_OFFERED:]
    facts |= {
        "text": asked.text,
        "today": clock.today(),
        "logged": _logged(asked),
        "sealed": _seal_of(asked),
        "scales": SCALES,
        "scale": asked.view.settings.scale,
        "forecasters": [row.cells["name"] for row in names],
        "sources": [(row.slug, row.cells["title"]) for row in catalogue.sources(asked)[-_OFFERED:]],
        "questions": [(row.slug, row.cells["statement"]) for row in catalogue.questions(asked)[-_OFFERED:]],
    }
    return Page(template="log.html", title="Log", facts=facts, status=400 if refusal else 200)


def _seal_of(asked: Asked) -> str | None:
    """The handle of what was sealed just now; None where the address names no seal."""
    text = (asked.query.get("sealed") or ("",))[0]
    try:
        return text if isinstance(asked.view.get(Handle.read(text)).noun, Seal) else None
    except TrackerError:
        return None


def _logged(asked: Asked) -> tuple[str, str] | None:
    """The handle and the question of what was recorded just now; None where the address names none."""
    text = (asked.query.get("logged") or ("",))[0]
    try:
        noun = asked.view.get(Handle.read(text)).noun
    except TrackerError:
        return None
    return (text, noun.question) if isinstance(noun, Forecast) else None
