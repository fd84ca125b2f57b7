"""The questions of `tracker log` about the question itself, and about who said it on which day."""

from __future__ import annotations

from datetime import date

from desk.terminal.answer_sheet import Heard, Sheet, Step
from desk.terminal.options import DATE, NAMES
from forecasts.errors import InTheFuture, TrackerError, UnfitText, Unknown
from forecasts.model import Forecaster, Question, QuestionKind
from forecasts.recording.questions import find_question, is_statement
from forecasts.recording.sentences import read_sentence
from forecasts.texts import checked_line, checked_slug, checked_text, slugified
from forecasts.words.windows.spoken import Speech

_HANDY = 40
"""A slug is offered with so many characters at most: it is typed often."""


def _about(text: str, sheet: Sheet) -> Heard:
    if is_statement(text):
        return _statement(checked_line(text, "the statement", longest=2000), sheet)
    known = find_question(sheet.view, text)
    return Heard(value=known, shown=((known.slug, known.statement),))


def _statement(text: str, sheet: Sheet) -> Heard:
    """A new statement; one that says how likely offers what it says of that, and of when, to later steps."""
    try:
        settings = sheet.view.settings
        speech = Speech(country=settings.country)
        found = read_sentence(text, said=sheet.today, scale=settings.scale, speech=speech)
    except TrackerError:
        return Heard(value=text)
    if found.chance is None or not any(letter.isdecimal() for letter in found.chance):
        return Heard(value=text)
    offers = (("when", found.when or ""), ("chance", found.chance))
    return Heard(
        value=found.statement,
        shown=(("statement", found.statement), ("when", found.when), ("how likely", found.chance)),
        text=found.statement,
        offers=tuple((name, words) for name, words in offers if words),
    )


def _is_new(sheet: Sheet) -> bool:
    return isinstance(sheet.value("about"), str)


def kind_of(sheet: Sheet) -> QuestionKind:
    """What answers the question that is meant, known or new."""
    about = sheet.value("about")
    if isinstance(about, Question):
        return about.kind
    return sheet.value("kind") or QuestionKind.EVENT


def options_of(sheet: Sheet) -> tuple[str, ...]:
    """The options of the question that is meant; none of an event or a quantity."""
    about = sheet.value("about")
    return about.options if isinstance(about, Question) else sheet.value("options") or ()


def _answer_kind(text: str, _: Sheet) -> Heard:
    kinds = [kind for kind in QuestionKind if kind.startswith(text.casefold())]
    if len(kinds) != 1:
        raise UnfitText("the kind", f"is {text[:40]!r}", f"type {', '.join(QuestionKind)}, or a beginning")
    return Heard(value=kinds[0], shown=() if kinds[0] == text else ((str(kinds[0]), ""),))


def _named_options(text: str, _: Sheet) -> Heard:
    names = NAMES.read(text)
    if len(set(names)) < 2 or len(set(names)) != len(names):
        raise UnfitText("the list of options", f"is {text[:60]!r}", "name two or more, each once: A, B, C")
    return Heard(value=names)


def _slug(text: str, sheet: Sheet) -> Heard:
    slug = slugified(text)
    for stored in sheet.view.standing("question", slug=checked_slug(slug, "the question")):
        raise UnfitText("the slug", f"{slug!r} is that of {stored.handle}", "choose another, or go back")
    return Heard(value=slug, shown=() if slug == text else (("slug", slug),))


def _short(slug: str) -> str:
    """The first words of a slug, as many as are quickly typed."""
    if len(slug) <= _HANDY:
        return slug
    return slug[: _HANDY + 1].rpartition("-")[0] or slug[:_HANDY]


def _forecaster(text: str, sheet: Sheet) -> Heard:
    try:
        found = sheet.view.meant("forecaster", text).noun
    except Unknown as unknown:
        near = f" (much like {' and '.join(unknown.near)})" if unknown.near else ""
        checked_line(text, "the forecaster's name", longest=300)
        return Heard(value=text, shown=(("a new forecaster", slugified(text) + near),))
    assert isinstance(found, Forecaster)
    return Heard(value=found.slug, shown=((found.slug, found.name),))


def _said(text: str, sheet: Sheet) -> Heard:
    day: date = DATE.read(text)
    if day > sheet.today:
        raise InTheFuture("The forecast", day, sheet.today)
    return Heard(value=day, shown=() if day.isoformat() == text else (("day", day),))


def _text(text: str, _: Sheet) -> Heard:
    return Heard(value=checked_text(text, "the answer") if text else None)


SUBJECTS = (
    Step(
        name="about",
        label="statement",
        question="What is forecast? (the slug of a known question, or a new statement)",
        more="A statement says what may happen, such as: Taliban capture Kabul. One word is a known slug.",
        read=_about,
        required=True,
    ),
    Step(
        name="kind",
        label="answered by",
        question="What answers it? (event, choice, ordered, quantity)",
        more="An event happens or does not; a choice has options; an ordered one has them in an order; "
        "a quantity is a number. A beginning will do.",
        read=_answer_kind,
        asked=_is_new,
        default=lambda _: "event",
        required=True,
    ),
    Step(
        name="options",
        label="options",
        question="Its options? (A, B, C; a semicolon also parts them)",
        more="Two or more, each once; of an ordered question in their order.",
        read=_named_options,
        asked=lambda sheet: _is_new(sheet) and kind_of(sheet) in (QuestionKind.CHOICE, QuestionKind.ORDERED),
        required=True,
    ),
    Step(
        name="unit",
        label="unit",
        question="In which unit?",
        more="Such as: dollars a barrel, cases a week, percent.",
        read=_text,
        asked=lambda sheet: _is_new(sheet) and kind_of(sheet) is QuestionKind.QUANTITY,
    ),
    Step(
        name="slug",
        label="slug",
        question="Its slug?",
        more="The short name by which commands call the question: lower-case words joined by hyphens.",
        read=_slug,
        asked=_is_new,
        default=lambda sheet: _short(slugified(sheet.value("about") or "")),
        required=True,
    ),
    Step(
        name="criteria",
        label="criteria",
        question="What decides it, and by whose word?",
        more="So that two people would resolve it alike, such as: two agencies report it.",
        read=_text,
        asked=_is_new,
    ),
    Step(
        name="by",
        label="forecaster",
        question="Who forecast it? (name)",
        more="A name, an alias, or the slug of a known forecaster; a beginning of the slug will do.",
        read=_forecaster,
        required=True,
    ),
    Step(
        name="said",
        label="said on",
        question="On which day was it said?",
        more="A date such as 2021-06-25, or today or yesterday. Windows count from it.",
        read=_said,
        default=lambda sheet: sheet.today.isoformat(),
        required=True,
    ),
)
