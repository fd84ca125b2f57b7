"""What a column of a spreadsheet may mean, and the names under which people write it."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A meaning: what it is, in words for the dialogue, and what a column that has it is often called."""

    asks: str
    names: tuple[str, ...]


PARTS = {
    "question": Part(
        "what is forecast",
        (
            *("question", "title", "event", "prediction", "forecast", "claim", "what"),
            *("frage", "vorhersage", "prognose", "ereignis", "pr\u00e9vision", "\u00e9v\u00e9nement"),
        ),
    ),
    "statement": Part("what the question says, where the column above is only an id", ("statement", "text")),
    "criteria": Part("what decides it", ("criteria", "resolution criteria", "notes", "details")),
    "option": Part("the option of a multiple choice", ("option", "answer option", "choice")),
    "above": Part("the value that it will be above", ("above", "more than", "minimum", "threshold")),
    "below": Part("the value that it will be below", ("below", "less than", "maximum")),
    "forecaster": Part(
        "who said it",
        (
            *("forecaster", "who", "user", "name", "by", "analyst", "predictor"),
            *("wer", "von", "qui", "nom", "auteur"),
        ),
    ),
    "p": Part(
        "how likely it is",
        (
            *(
                "p",
                "probability",
                "prob",
                "chance",
                "confidence",
                "likelihood",
                "credence",
                "percent",
                "odds",
            ),
            *("wahrscheinlichkeit", "prozent", "probabilit\u00e9", "proba", "chances"),
        ),
    ),
    "made": Part(
        "the day it was said",
        (
            *("made", "made on", "made at", "date", "said", "created", "created at", "forecast date", "day"),
            *("datum", "erstellt", "vom", "date de pr\u00e9vision", "le"),
        ),
    ),
    "attested": Part("the day by which a platform or an archive proves it", ("attested", "attested on")),
    "deadline": Part(
        "the last day that counts",
        (
            *("deadline", "due", "by when", "resolve by", "resolves by", "closes", "close date", "end date"),
            *("frist", "bis", "f\u00e4llig", "stichtag", "\u00e9ch\u00e9ance", "avant le"),
        ),
    ),
    "outcome": Part(
        "what came of it",
        (
            *("outcome", "result", "resolution", "resolved", "happened", "true", "correct"),
            *("ergebnis", "ausgang", "eingetreten", "r\u00e9sultat", "issue"),
        ),
    ),
    "happened": Part("the day it happened", ("happened on", "event date", "date of event")),
    "known": Part(
        "the day the outcome was known",
        ("known", "known on", "resolved on", "resolved at", "resolution date", "resolve date"),
    ),
    "topic": Part("its topic", ("topic", "category", "subject", "area")),
    "tags": Part("its tags", ("tags", "tag", "labels", "keywords")),
    "cluster": Part("the events that stand or fall together", ("cluster", "group", "series")),
    "source": Part("where it was said", ("source", "publication", "link", "url", "article")),
    "quote": Part("the words in which it was said", ("quote", "words", "verbatim", "quotation")),
}
"""In the order in which they are asked for."""

DAYS = ("made", "attested", "deadline", "happened", "known")
NUMBERS = ("above", "below")
ANSWERS = ("yes", "no", "void", "ambiguous", "unresolved")
