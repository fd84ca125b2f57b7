"""The columns of our own CSV files: one kind of file a noun, told apart by the header."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """One kind of file: its name, the columns it must have, and what every column means."""

    name: str
    marks: tuple[str, ...]
    columns: dict[str, str]

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

FORECASTS = Layout(
    name="forecasts",
    marks=("question", "forecaster", "said"),
    columns={
        "id": "Any text, once in the file: what `restates` points to.",
        "question": "The question's slug.",
        **_QUESTION,
        "forecaster": "A slug, name or alias; a name that is new makes a new forecaster.",
        "source": "A slug or a title; a title that is new makes a new source.",
        "locator": "Where in the source: a page, a minute, a paragraph.",
        "quote": "The decisive words, verbatim.",
        "language": "The language of the quote, such as en.",
        "statement_id": "Any text: rows that share it are readings of one statement.",
        "reading": "primary (the default), or the name of an alternative.",
        "said": "The day it was said.",
        "made_at": "The moment, where it is known: 2021-06-25T14:30Z.",
        "attested_on": "The day by which a platform or an archive proves that it existed.",
        "when": "Words about time: a month or two, maybe three. With a `rule`: words that somebody settled.",
        "chance": "How likely: 0.7, 70%, 1 in 20, unlikely.",
        "scale": "The scale that gives the words of `chance` their numbers, such as icd203.",
        "deadline": "The last day that counts.",
        "not_before": "The first day that counts.",
        "option": "The option claimed, of a choice.",
        "above": "The claim is a value above this.",
        "below": "The claim is a value below this.",
        "given": "The slug of the question that the forecast is conditional on.",
        "given_answer": "The answer it must have: happens (the default), or an option.",
        "given_by": "The day by which it must have it.",
        "shares": "A share for each option of a choice: A: 0.6; B: 0.4.",
        "quantiles": "Levels and values of a quantity: 0.1: 20; 0.5: 35; 0.9: 60.",
        "horizon": "Where the question's timelines end; if empty, each on its own rung of a ladder.",
        "settled_by": "Who turned vague words into the deadline; the importing analyst if empty.",
        "unscoreable": "Why it cannot be scored: vague word; no deadline; no criterion; no probability.",
        "restates": "The `id` of an earlier row that this one only repeats.",
        "rule": "How the numbers came about: stated, W80-1, icd203-2015/unlikely. Where it is filled in, "
        "the belief is taken from the columns below, and no words are read; none is no belief, vague only "
        "words.",
        "words": "With a rule: the words that the numbers stand for.",
        "p": "With a rule: the probability. Without one, another way to write `chance`.",
        "low": "With a rule: the lowest probability that the words allow.",
        "high": "With a rule: the highest probability that the words allow.",
        "earliest": "With a rule: the first day of the window.",
        "central": "With a rule: the middle day of the window.",
        "latest": "With a rule: the last day of the window.",
        "days": "With a rule: a timeline's days since it was said: 0; 30; 61; 92; 183.",
        "cdf": "With a rule: the probability that it has happened by the end of each of those days.",
        "withdrawn_on": "The day on which the forecaster took it back.",
        "withdrawn_because": "Why, where it was taken back.",
        **_RECORDED,
    },
)
OUTCOMES = Layout(
    name="outcomes",
    marks=("question", "outcome"),
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
        **_RECORDED,
    },
)
LAYOUTS = (FORECASTS, OUTCOMES, QUESTIONS, FORECASTERS, SOURCES, STATEMENTS, SETTINGS)
