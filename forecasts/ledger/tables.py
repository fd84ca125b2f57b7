"""The tables: entries and records, which are forever, and the typed tables that mirror them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from forecasts import fields
from forecasts.columns import Kind
from forecasts.ledger.lists import Listed

SCHEMA = "0005"
_QUOTED = text("statement IS NOT NULL")
_ALWAYS = ("question", "forecaster", "made_on", "reading")


class EntryRow(SQLModel, table=True):
    """One transaction, chained to the one before; moments are fixed-width UTC text, so that they sort."""

    __tablename__ = "entries"

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    recorded_at: str = Field(max_length=27)
    recorded_by: str
    action: str
    reason: str | None = None
    records: int
    previous: str = Field(max_length=64, unique=True)
    digest: str = Field(max_length=64, unique=True)


class RecordRow(SQLModel, table=True):
    """One noun as its canonical JSON; the entry's digest covers it."""

    __tablename__ = "records"
    __table_args__ = (
        PrimaryKeyConstraint("entry", "position"),
        ForeignKeyConstraint(["entry"], ["entries.sequence"], deferrable=True, initially="DEFERRED"),
        {"sqlite_with_rowid": False},
    )

    entry: int
    position: int
    noun: str
    body: str = Field(sa_type=Text)
    digest: str = Field(max_length=64)


class ArchiveRow(SQLModel, table=True):
    """A text outside the chain, found by its salted digest; erasing one empties `text` and `salt`."""

    __tablename__ = "archives"

    digest: str = Field(primary_key=True, max_length=64)
    kind: str
    salt: str | None = None
    text: str | None = Field(default=None, sa_type=Text)


class _Mirror(SQLModel):
    entry: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class ForecasterRow(_Mirror, table=True):
    """Mirror of forecasters."""

    __tablename__ = "forecasters"

    slug: str = Field(index=True)
    name: str
    aliases: tuple[str, ...] | None = Field(default=None, sa_type=Listed)
    kind: str
    affiliation: str | None = None


class SourceRow(_Mirror, table=True):
    """Mirror of sources."""

    __tablename__ = "sources"

    slug: str = Field(index=True)
    title: str = Field(sa_type=Text)
    publisher: str | None = None
    url: str | None = Field(default=None, sa_type=Text)
    published_on: date | None = None
    language: str | None = None
    archived: str | None = None


class QuestionRow(_Mirror, table=True):
    """Mirror of questions."""

    __tablename__ = "questions"

    slug: str = Field(index=True)
    statement: str = Field(sa_type=Text)
    criteria: str | None = Field(default=None, sa_type=Text)
    kind: str
    unit: str | None = None
    options: tuple[str, ...] | None = Field(default=None, sa_type=Listed)
    topic: str | None = None
    tags: tuple[str, ...] | None = Field(default=None, sa_type=Listed)
    zone: str
    cluster: str | None = None
    recurs: bool
    horizon: date | None = None


class StatementRow(_Mirror, table=True):
    """Mirror of statements."""

    __tablename__ = "statements"

    quote: str = Field(sa_type=Text)
    source: str | None = None
    locator: str | None = None
    language: str | None = None


class OutcomeRow(_Mirror, table=True):
    """Mirror of outcomes."""

    __tablename__ = "outcomes"

    question: str = Field(index=True)
    kind: str
    on: date | None = None
    value: float | None = None
    option: str | None = None
    grade: float | None = None
    known_on: date
    evidence: str | None = Field(default=None, sa_type=Text)
    because: str | None = Field(default=None, sa_type=Text)


class AmendmentRow(_Mirror, table=True):
    """Mirror of amendments; `target` and `replacement` are handles."""

    __tablename__ = "amendments"

    target: str = Field(index=True)
    kind: str
    because: str = Field(sa_type=Text)
    replacement: str | None = None
    withdrawn_on: date | None = None


class SettingsRow(_Mirror, table=True):
    """Mirror of settings; the last one stands."""

    __tablename__ = "settings"

    scale: str | None = None
    frame: str | None = Field(default=None, sa_type=Text)


class ErasureRow(_Mirror, table=True):
    """Mirror of erasures."""

    __tablename__ = "erasures"

    digest: str
    because: str = Field(sa_type=Text)


class ImportRow(_Mirror, table=True):
    """Mirror of imports; `archived` holds the digests of the archived rows."""

    __tablename__ = "imports"

    file: str
    sha256: str = Field(max_length=64)
    form: str
    assumptions: tuple[str, ...] | None = Field(default=None, sa_type=Listed)
    archived: tuple[str, ...] | None = Field(default=None, sa_type=Listed)
    mapping: str | None = None


class FreezeRow(_Mirror, table=True):
    """Mirror of freezes; the recipe is a JSON object."""

    __tablename__ = "freezes"

    slug: str = Field(index=True)
    report: str
    title: str = Field(sa_type=Text)
    digest: str
    recipe: str = Field(sa_type=Text)
    as_of: int
    head: str
    program: str
    libraries: tuple[str, ...] | None = Field(default=None, sa_type=Listed)
    rules: tuple[str, ...] | None = Field(default=None, sa_type=Listed)
    archived: str | None = None
    supersedes: str | None = None


class ReviewRow(_Mirror, table=True):
    """Mirror of reviews; `answers` is a handle."""

    __tablename__ = "reviews"

    report: str = Field(index=True)
    act: str
    row: str | None = None
    text: str | None = Field(default=None, sa_type=Text)
    answers: str | None = None
    digest: str | None = None
    own: bool


_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: String,
    Kind.HANDLE: String,
    Kind.MOMENT: String,
    Kind.DAY: Date,
    Kind.NUMBER: Float,
    Kind.NUMBERS: Listed,
    Kind.TEXTS: Listed,
}

FORECASTS = Table(
    "forecasts",
    SQLModel.metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *(
        Column(field.name, _TYPES[field.kind], nullable=field.name not in _ALWAYS)
        for field in fields.FORECAST
    ),
    Index("ix_forecasts_series", "question", "forecaster"),
    Index("ix_forecasts_statement", "statement", sqlite_where=_QUOTED, postgresql_where=_QUOTED),
    sqlite_with_rowid=False,
)
"""Mirror of forecasts, claim and belief laid flat: a column for each of `fields.FORECAST`, in that order.

A moment is fixed-width UTC text; lists are JSON (`json_each` and `json_array_elements` read them).
"""


def table(row: type[SQLModel]) -> Table:
    """The Core table behind a row class."""
    found = SQLModel.metadata.tables[str(row.__tablename__)]
    assert isinstance(found, Table)
    return found


MIRRORS: dict[str, Table] = {
    "forecaster": table(ForecasterRow),
    "source": table(SourceRow),
    "question": table(QuestionRow),
    "statement": table(StatementRow),
    "forecast": FORECASTS,
    "outcome": table(OutcomeRow),
    "amendment": table(AmendmentRow),
    "settings": table(SettingsRow),
    "erasure": table(ErasureRow),
    "import": table(ImportRow),
    "freeze": table(FreezeRow),
    "review": table(ReviewRow),
}
