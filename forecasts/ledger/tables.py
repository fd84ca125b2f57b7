"""The tables: entries and records, which are forever, and the typed tables that mirror them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from forecasts import fields
from forecasts.columns import Kind

SCHEMA = "0017"
METADATA = MetaData()
_DIGEST = String(64)
MOMENT = String(27)
"""A moment in fixed-width UTC text, so that it sorts."""
required = partial(Column[Any], nullable=False)
"""A column that is never empty."""


class Listed(TypeDecorator[tuple[Any, ...]]):
    """A list of numbers or texts, kept as JSON text, so that SQL reads it too, and read as a tuple."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> str | None:
        """The JSON text of a list."""
        return None if value is None else written_list(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        """The list that a JSON text holds."""
        return None if value is None else read_list(value)


def read_list(text: str) -> tuple[Any, ...]:
    """The list that `written_list` wrote.

    >>> read_list("[0.0,30.0]")
    (0.0, 30.0)
    """
    return tuple(json.loads(text))


written_list: Callable[[Sequence[Any]], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
).encode
"""The JSON text under which a list stands in a table."""


ENTRIES = Table(
    "entries",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    required("recorded_at", MOMENT),
    required("recorded_by", String),
    required("action", String),
    Column("reason", String),
    required("records", Integer),
    required("previous", _DIGEST, unique=True),
    required("digest", _DIGEST, unique=True),
    Column("signed_in", String),
)
"""One transaction a row, chained to the one before; moments are fixed-width UTC text, so that they sort."""

RECORDS = Table(
    "records",
    METADATA,
    required("entry", Integer),
    required("position", Integer),
    required("noun", String),
    required("body", Text),
    required("digest", _DIGEST),
    PrimaryKeyConstraint("entry", "position"),
    ForeignKeyConstraint(["entry"], ["entries.sequence"], deferrable=True, initially="DEFERRED"),
    sqlite_with_rowid=False,
)
"""One noun a row, as its canonical JSON; the entry's digest covers it."""

ARCHIVES = Table(
    "archives",
    METADATA,
    Column("digest", _DIGEST, primary_key=True),
    required("kind", String),
    Column("salt", String),
    Column("text", Text),
)
"""A text outside the chain, found by its salted digest; erasing one empties `text` and `salt`."""

CHECKPOINTS = Table(
    "checkpoints",
    METADATA,
    Column("size", Integer, primary_key=True, autoincrement=False),
    required("note", Text),
    Column("stamps", Text),
)
"""The tree's head after so many entries as it was signed, beside the chain; `stamps` are JSON."""


def _mirror(name: str, *columns: Column[Any] | Index, **options: Any) -> Table:
    place = (Column(part, Integer, primary_key=True, autoincrement=False) for part in ("entry", "position"))
    return Table(name, METADATA, *place, *columns, **options)


_FORECAST_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: String,
    Kind.HANDLE: String,
    Kind.MOMENT: String,
    Kind.DAY: Date,
    Kind.NUMBER: Float,
    Kind.NUMBERS: Listed,
    Kind.TEXTS: Listed,
}
_IN_EVERY_FORECAST = ("question", "forecaster", "made_on", "reading")
_QUOTED = text("statement IS NOT NULL")
_BY_STATEMENT = Index("ix_forecasts_statement", "statement", sqlite_where=_QUOTED)

MIRRORS: dict[str, Table] = {
    "forecaster": _mirror(
        "forecasters",
        required("slug", String, index=True),
        required("name", String),
        Column("aliases", Listed),
        required("kind", String),
        Column("affiliation", String),
    ),
    "source": _mirror(
        "sources",
        required("slug", String, index=True),
        required("title", Text),
        Column("publisher", String),
        Column("url", Text),
        Column("published_on", Date),
        Column("language", String),
        Column("archived", String),
    ),
    "question": _mirror(
        "questions",
        required("slug", String, index=True),
        required("statement", Text),
        Column("criteria", Text),
        required("kind", String),
        Column("unit", String),
        Column("options", Listed),
        Column("topic", String),
        Column("tags", Listed),
        required("zone", String),
        Column("cluster", String),
        required("recurs", Boolean),
        Column("horizon", Date),
        Column("reference_rate", Float),
        Column("reference_source", String),
        Column("reference_count", Float),
    ),
    "statement": _mirror(
        "statements",
        required("quote", Text),
        Column("source", String),
        Column("locator", String),
        Column("language", String),
    ),
    "forecast": _mirror(
        "forecasts",
        *(
            Column(field.name, _FORECAST_TYPES[field.kind], nullable=field.name not in _IN_EVERY_FORECAST)
            for field in fields.FORECAST
        ),
        Index("ix_forecasts_series", "question", "forecaster"),
        Index("ix_forecasts_forecaster", "forecaster"),
        _BY_STATEMENT,
        sqlite_with_rowid=False,
    ),
    "outcome": _mirror(
        "outcomes",
        required("question", String, index=True),
        required("kind", String),
        Column("on", Date),
        Column("value", Float),
        Column("option", String),
        Column("grade", Float),
        required("known_on", Date),
        Column("evidence", Text),
        Column("because", Text),
    ),
    "amendment": _mirror(
        "amendments",
        required("target", String, index=True),
        required("kind", String),
        required("because", Text),
        Column("replacement", String),
        Column("withdrawn_on", Date),
    ),
    "naming": _mirror(
        "namings",
        required("kind", String),
        required("act", String),
        required("slug", String, index=True),
        required("becomes", String),
        Column("because", Text),
        Column("aside", Listed),
    ),
    "settings": _mirror(
        "settings", Column("scale", String), Column("frame", Text), Column("country", String)
    ),
    "erasure": _mirror("erasures", required("digest", String), required("because", Text)),
    "import": _mirror(
        "imports",
        required("file", String),
        required("sha256", _DIGEST),
        required("form", String),
        Column("assumptions", Listed),
        Column("archived", Listed),
        Column("mapping", String),
        Column("retracted", Listed),
        Column("restored", Listed),
    ),
    "freeze": _mirror(
        "freezes",
        required("slug", String, index=True),
        required("report", String),
        required("title", Text),
        required("digest", String),
        required("recipe", Text),
        required("as_of", Integer),
        required("head", String),
        required("program", String),
        Column("libraries", Listed),
        Column("rules", Listed),
        Column("archived", String),
        Column("supersedes", String),
    ),
    "review": _mirror(
        "reviews",
        required("report", String, index=True),
        required("act", String),
        Column("row", String),
        Column("text", Text),
        Column("answers", String),
        Column("digest", String),
        required("own", Boolean),
        Column("signature", Text),
    ),
    "key": _mirror(
        "keys",
        required("verifier", String, index=True),
        Column("holder", String),
        Column("revoked", Text),
    ),
    "seal": _mirror(
        "seals",
        required("forecaster", String, index=True),
        required("made_on", Date),
        required("archived", _DIGEST),
        Column("deadline", Date),
    ),
    "reveal": _mirror("reveals", required("seal", String, index=True), required("forecast", String)),
}
"""The typed table of each noun: its records laid flat, by entry and position.

A forecast has its claim and belief in it, a column for each of `fields.FORECAST`, in that order. A moment is
fixed-width UTC text; lists are JSON (`json_each` and `json_array_elements` read them). Of the settings the
last row stands; targets, replacements, answers and what is set aside are handles; slugs are those under which
things were first recorded; an import's `archived` are the digests of its archived rows; a freeze's recipe is
a JSON object.
"""


def prepare_for_postgresql() -> None:
    """Says the condition of a partial index in PostgreSQL's terms too, which loads its dialect."""
    _BY_STATEMENT.dialect_options["postgresql"]["where"] = _QUOTED
