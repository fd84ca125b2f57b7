"""The columns of our own tables: one kind of file a noun, told apart by the header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forecasts import fields
from forecasts.columns import Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """One kind of file: its name, the columns it must have, and what every column means."""

    name: str
    marks: tuple[str, ...]
    columns: dict[str, str]
    foreign: tuple[str, ...] = ()
    """Columns by which a header is another table's, though it has the marks."""

    def fits(self, names: Sequence[str]) -> bool:
        """Whether a header stands for rows of this kind."""
        return set(self.marks) <= set(names) and not set(self.foreign) & set(names)

    @property
    def noun(self) -> str:
        """What a row of it is."""
        return self.name if self.name == "settings" else self.name.removesuffix("s")


_QUESTION = {
    "statement": "What the question says. Needed in the first row of a question that is new.",
    "criteria": "What decides it, and by whose word.",
    "kind": "event (the default), choice, ordered or quantity.",
    "unit": "The unit of a quantity.",
    "options": "The options of a choice, in order where they have one: A; B; C.",
    "topic": "A topic, to group by.",
    "tags": "Tags: a; b.",
    "zone": "Whose calendar its dates are, such as Europe/London; UTC if empty.",
    "cluster": "The name of a group of questions that stand or fall together.",
    "recurs": "yes where the event can happen again.",
}
_RECORDED = {"recorded_at": "When it was recorded. Written by export, for people; not read."}

_BESIDE = {
    "id": "Any text, once in the file: what `restates` points to.",
    **_QUESTION,
    "source": "A slug or a title; a title that is new makes a new source.",
    "locator": "Where in the source: a page, a minute, a paragraph.",
    "quote": "The decisive words, verbatim.",
    "language": "The language of the quote, such as en.",
    "chance": "How likely: 0.7, 70%, 1 in 20, unlikely.",
    "scale": "The scale that gives the words of `chance` their numbers, such as icd203.",
    "withdrawn_on": "The day on which the forecaster took it back.",
    "withdrawn_because": "Why, where it was taken back.",
    **_RECORDED,
}
"""Columns of a forecasts file that are no fields of a forecast: its question, its words, its end."""
_FIELDS = fields.columns()
_ORDER = (
    *("id", "question", *_QUESTION, "forecaster", "source", "locator", "quote", "language"),
    *("statement_id", "reading", "said", "made_at", "attested_on", "when", "chance", "scale"),
    *("deadline", "not_before", "option", "above", "below", "given", "given_answer", "given_by"),
    *("shares", "quantiles", "horizon", "settled_by", "unscoreable", "restates", "rule", "words"),
    *("p", "low", "high", "earliest", "central", "latest", "days", "cdf"),
    *("withdrawn_on", "withdrawn_because", "recorded_at"),
)

FORECASTS = Layout(
    name="forecasts",
    marks=("question", "forecaster", "said"),
    columns={name: _BESIDE.get(name) or _FIELDS[name][0].hint or _FIELDS[name][0].meaning for name in _ORDER},
)
OUTCOMES = Layout(
    name="outcomes",
    marks=("question", "outcome"),
    foreign=("forecaster", "probability", "chance", "p"),
    columns={
        "question": "The question's slug.",
        "outcome": "happened, not through, value, option, partly, void or ambiguous.",
        "on": "The day it happened, or the day through which it had not.",
        "value": "The value, of a quantity.",
        "option": "The option that came true, of a choice.",
        "grade": "How far it happened, above 0 and below 1, where it did partly.",
        "known_on": "The day it was publicly known; `on` if empty.",
        "evidence": "How one can tell: a source, an address.",
        "because": "Why it is void or ambiguous.",
        **_RECORDED,
    },
)
QUESTIONS = Layout(
    name="questions",
    marks=("slug", "statement"),
    columns={
        "slug": "The name to type: lower-case letters, digits and hyphens.",
        **_QUESTION,
        "horizon": "The day on which its timelines end.",
        "reference_rate": "How often things like it happened, a share from 0 to 1: skill is against it.",
        "reference_source": "The slug or title of the source that says so.",
        "reference_count": "Of how many cases.",
        **_RECORDED,
    },
)
FORECASTERS = Layout(
    name="forecasters",
    marks=("slug", "name"),
    columns={
        "slug": "The name to type: lower-case letters, digits and hyphens.",
        "name": "The name to print.",
        "aliases": "Other spellings and user names: a; b.",
        "kind": "person (the default), organisation, model or crowd.",
        "affiliation": "Whom they speak for.",
        **_RECORDED,
    },
)
SOURCES = Layout(
    name="sources",
    marks=("slug", "title"),
    columns={
        "slug": "The name to type: lower-case letters, digits and hyphens.",
        "title": "The title to print.",
        "publisher": "Who published it.",
        "url": "Its address.",
        "published_on": "The day it was published.",
        "language": "Its language, such as en.",
        "archived": "The salted SHA-256 of its archived text.",
        **_RECORDED,
    },
)
STATEMENTS = Layout(
    name="statements",
    marks=("quote", "source", "locator"),
    columns={
        "quote": "The decisive words, verbatim.",
        "source": "A slug or a title; a title that is new makes a new source.",
        "locator": "Where in the source: a page, a minute, a paragraph.",
        "language": "The language of the quote, such as en.",
        **_RECORDED,
    },
)
SETTINGS = Layout(
    name="settings",
    marks=("scale", "frame"),
    columns={
        "scale": "The scale that words are read by unless told otherwise, such as icd203.",
        "frame": "How the statements were chosen.",
        "country": "Whose holidays are meant, by two letters such as DE.",
        **_RECORDED,
    },
)
LAYOUTS = (FORECASTS, OUTCOMES, QUESTIONS, FORECASTERS, SOURCES, STATEMENTS, SETTINGS)


def _of_kind(kind: Kind, *beside: str) -> frozenset[str]:
    """The columns of forecasts that hold one kind of value, and those of other files."""
    held = (column for column, carried in _FIELDS.items() if [field.kind for field in carried] == [kind])
    return frozenset((*held, *beside))


DAYS = _of_kind(Kind.DAY, "withdrawn_on", "on", "known_on", "published_on")
MOMENTS = _of_kind(Kind.MOMENT, "recorded_at")
NUMBERS = _of_kind(Kind.NUMBER, "value", "grade", "reference_rate", "reference_count")
"""Columns whose cells are more than text in a workbook and in Parquet."""

TABLES = {
    "1-forecasters": FORECASTERS,
    "2-sources": SOURCES,
    "3-questions": QUESTIONS,
    "4-forecasts": FORECASTS,
    "5-outcomes": OUTCOMES,
    "6-statements": STATEMENTS,
    "7-settings": SETTINGS,
}
"""The kinds by the names of their files, which sort in the order in which they need each other."""
EXAMPLE = "example"
"""The title of the template's sheet that shows rows filled in, and is never read."""
