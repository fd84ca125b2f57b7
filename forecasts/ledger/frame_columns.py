"""The columns of the frames that a view gives, each with its type, unit and meaning: `FRAMES`.

Those of forecasts are the fields of a forecast (`forecasts.fields`) and what the ledger knows besides.

>>> [column.name for column in FRAMES["forecasters"]][-2:]
['recorded_at', 'recorded_by']
"""

from __future__ import annotations

from forecasts.columns import Column, Kind
from forecasts.fields import FORECAST


def _column(name: str, kind: Kind, meaning: str, unit: str | None = None) -> Column:
    return Column(name=name, kind=kind, meaning=meaning, unit=unit)


_PLACE = (
    _column("handle", Kind.HANDLE, "The record's name: its entry and its position."),
    _column("entry", Kind.COUNT, "The number of the entry that holds it."),
    _column("position", Kind.COUNT, "Its place in the entry, from 1."),
)
_RECORDED = (
    _column("recorded_at", Kind.MOMENT, "When it was recorded; of a correction, when that was."),
    _column("recorded_by", Kind.TEXT, "Who recorded it."),
)
FRAMES: dict[str, tuple[Column, ...]] = {
    "forecasts": (
        *_PLACE,
        *FORECAST,
        *_RECORDED,
        _column("quote", Kind.TEXT, "The words of its statement."),
        _column("source", Kind.TEXT, "The slug of the statement's source."),
        _column("first_entry", Kind.COUNT, "The entry of its first version."),
        _column("first_position", Kind.COUNT, "The place of its first version in that entry."),
        _column("first_handle", Kind.HANDLE, "The record of its first version."),
        _column("versions", Kind.COUNT, "How many versions there are: 1 if it was never corrected."),
        _column("withdrawn_on", Kind.DAY, "The day on which the forecaster took it back."),
    ),
    "questions": (
        *_PLACE,
        _column("slug", Kind.TEXT, "Its name to type."),
        _column("statement", Kind.TEXT, "What is asked."),
        _column("criteria", Kind.TEXT, "What decides it, and by whose word."),
        _column("kind", Kind.TEXT, "event, choice, ordered or quantity."),
        _column("unit", Kind.TEXT, "The unit of a quantity."),
        _column("options", Kind.TEXTS, "The options of a choice, in order where they have one."),
        _column("topic", Kind.TEXT, "A topic, to group by."),
        _column("tags", Kind.TEXTS, "Its tags."),
        _column("zone", Kind.TEXT, "Whose calendar its dates are, such as Europe/London."),
        _column("cluster", Kind.TEXT, "The group of questions that stand or fall together."),
        _column("recurs", Kind.FLAG, "Whether the event can happen again."),
        _column("horizon", Kind.DAY, "The day on which its timelines end, where the question sets it."),
        _column("reference_rate", Kind.NUMBER, "How often things like it happened.", "share"),
        _column("reference_source", Kind.TEXT, "The slug of the source that says so."),
        _column("reference_count", Kind.NUMBER, "Of how many cases."),
        *_RECORDED,
    ),
    "outcomes": (
        *_PLACE,
        _column("question", Kind.TEXT, "The slug of the question that it answers."),
        _column("kind", Kind.TEXT, "happened, not through, value, option, partly, void or ambiguous."),
        _column("on", Kind.DAY, "The day it happened, or the day through which it had not."),
        _column("value", Kind.NUMBER, "The value, of a quantity.", "that of the question"),
        _column("option", Kind.TEXT, "The option that came true, of a choice."),
        _column("grade", Kind.NUMBER, "How far it happened, where it did partly.", "share above 0, below 1"),
        _column("known_on", Kind.DAY, "The day it was publicly known."),
        _column("evidence", Kind.TEXT, "How one can tell."),
        _column("because", Kind.TEXT, "Why it is void or ambiguous."),
        *_RECORDED,
    ),
    "forecasters": (
        *_PLACE,
        _column("slug", Kind.TEXT, "Their name to type."),
        _column("name", Kind.TEXT, "Their name to print."),
        _column("aliases", Kind.TEXTS, "Other spellings and user names."),
        _column("kind", Kind.TEXT, "person, organisation, model or crowd."),
        _column("affiliation", Kind.TEXT, "Whom they speak for."),
        *_RECORDED,
    ),
    "sources": (
        *_PLACE,
        _column("slug", Kind.TEXT, "Its name to type."),
        _column("title", Kind.TEXT, "Its title."),
        _column("publisher", Kind.TEXT, "Who published it."),
        _column("url", Kind.TEXT, "Its address."),
        _column("published_on", Kind.DAY, "The day it was published."),
        _column("language", Kind.TEXT, "Its language, such as en."),
        _column("archived", Kind.TEXT, "The salted SHA-256 of its archived text."),
        *_RECORDED,
    ),
}
