"""The tables of a snapshot, each with its columns: what was recorded as it was recorded, and what was judged.

Forecasts and statements, of which there may be millions, lie in columns as the ledger's typed tables have
them. All other records are few: they lie as their canonical texts. So do the records that an amendment names,
whatever they are, and the last forecast, by which a reader can tell when the ledger last changed.
"""

from __future__ import annotations

from dataclasses import replace

from forecasts.columns import Column, Kind
from forecasts.fields import FORECAST
from forecasts.ledger.frame_columns import FRAMES

_PLACE = FRAMES["forecasts"][1:3]


def _text(name: str, meaning: str) -> Column:
    return Column(name=name, kind=Kind.TEXT, meaning=meaning)


def _count(name: str, meaning: str) -> Column:
    return Column(name=name, kind=Kind.COUNT, meaning=meaning)


ROWS = 100_000
"""How many rows a part holds at most."""

ENTRIES, RECORDS, STATEMENTS, FORECASTS = "entries", "records", "statements", "forecasts"

TABLES: dict[str, tuple[Column, ...]] = {
    ENTRIES: (
        *_PLACE,
        _text("recorded_at", "When it was recorded, in UTC."),
        _text("recorded_by", "Who recorded it."),
        _text("action", "What was done."),
        _text("reason", "Why."),
        _count("records", "How many records it has."),
        _text("previous", "The digest of the entry before it."),
        _text("digest", "Its digest."),
        _text("signed_in", "As whom the site knew who did it."),
    ),
    RECORDS: (
        *_PLACE,
        _text("noun", "What it is."),
        _text("body", "Its canonical JSON."),
        _text("digest", "The SHA-256 of that."),
    ),
    STATEMENTS: (
        *_PLACE,
        _text("quote", "The decisive words."),
        _text("source", "The slug of its source."),
        _text("locator", "Where in the source."),
        _text("language", "Its language."),
    ),
    FORECASTS: (
        *_PLACE,
        # The typed table keeps a moment as the text that sorts as it does.
        *(replace(field, kind=Kind.TEXT) if field.kind is Kind.MOMENT else field for field in FORECAST),
    ),
}
IN_COLUMNS = (STATEMENTS, FORECASTS)
