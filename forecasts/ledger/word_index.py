"""Where words stand in the records: full-text search by the database, FTS5 or a text search vector.

The index only says which records may hold words that begin so; whether they do is asked of the records
themselves, by `plain_words.says`. It holds every record's words, standing or not, as `plain_words.indexed`
gives them, so neither database cuts, folds or stems them in its own way, nor takes a sign for a command.
It is a cache: written with each entry, made anew with the typed tables, and where it is missing the records
are read through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import OperationalError

from forecasts.handles import Handle
from forecasts.ledger.inserting import copy_rows
from forecasts.ledger.plain_words import indexed
from forecasts.ledger.records import DAMAGE, Plain
from forecasts.ledger.tables import RECORDS
from forecasts.problems import Problem

NAME = "word_index"
WORDED = {
    "question": ("statement", "criteria"),
    "statement": ("quote",),
    "outcome": ("evidence", "because"),
    "forecaster": ("name", "aliases"),
    "source": ("title", "publisher"),
}
"""Of each noun in which words are sought the parts that hold them."""
_LETTERS = {"question": "q", "statement": "s", "outcome": "o", "forecaster": "f", "source": "p"}
"""What the index puts before each word, so that those of one noun are found by themselves."""


CHUNK = 2_000
_MOST_WORDS = 5_000  # in one text search vector, which takes a megabyte
_PLACES = 2**32
_TOKENS = "tokenize=\"ascii tokenchars '_'\""
_MAKE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {NAME} USING fts5(words, content='', columnsize=0, detail=none, {_TOKENS})",
    ),
    "postgresql": (
        f"CREATE TABLE {NAME} (entry integer NOT NULL, position integer NOT NULL, words tsvector NOT NULL)",
        f"CREATE INDEX ix_{NAME}_words ON {NAME} USING gin (words)",
    ),
}
_PRESENT = {
    "sqlite": f"SELECT 1 FROM sqlite_master WHERE name = '{NAME}'",  # noqa: S608 - our name
    "postgresql": f"SELECT 1 WHERE to_regclass('{NAME}') IS NOT NULL",
}
_ASKED = {
    "sqlite": text(
        f"SELECT rowid / {_PLACES} AS entry, rowid % {_PLACES} AS position FROM {NAME} "  # noqa: S608 - our name
        f"WHERE {NAME} MATCH :words LIMIT :most"
    ),
    "postgresql": text(
        f"SELECT DISTINCT entry, position FROM {NAME} "  # noqa: S608 - our name
        "WHERE words @@ CAST(:words AS tsquery) LIMIT :most"
    ),
}


def is_present(connection: Connection) -> bool:
    """Whether the ledger has its index of words."""
    return connection.exec_driver_sql(_PRESENT[connection.dialect.name]).first() is not None


def remake(connection: Connection) -> None:
    """Makes the index anew from the records; where SQLite was built without FTS5, there is none."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {NAME}")
    try:
        for statement in _MAKE[connection.dialect.name]:
            connection.exec_driver_sql(statement)
    except OperationalError as error:
        if "no such module" in str(error.orig):
            return
        raise
    recorded = _recorded(connection)
    while some := list(islice(recorded, CHUNK)):
        _insert(connection, some)


def note(
    connection: Connection, entry: int, positions: Sequence[int], nouns: Sequence[Any], name: str
) -> None:
    """Adds the words of an entry's records of one noun, where it is one with words and there is an index."""
    if (held := WORDED.get(name)) and is_present(connection):
        texts = ([getattr(noun, part) for part in held] for noun in nouns)
        places = (Handle(entry, position) for position in positions)
        _insert(connection, zip(places, (_words(name, held) for held in texts), strict=True))


def may_say(connection: Connection, noun: str, beginning: str, *, most: int) -> list[Handle] | None:
    """The records of a noun with a word that begins so, standing or not; None if unknown, or of too many."""
    if not is_present(connection):
        return None
    engine = connection.dialect.name
    sought = _LETTERS[noun] + beginning
    words = f'"{sought}"*' if engine == "sqlite" else f"'{sought}':*"
    found = connection.execute(_ASKED[engine], {"words": words, "most": most + 1}).all()
    return None if len(found) > most else [Handle(*row) for row in found]


def faults(connection: Connection) -> Iterator[Problem]:
    """That the index does not fit the records, in one sentence; one that is missing is no fault."""
    if is_present(connection):
        told = _sum((place, word) for place, words in _recorded(connection) for word in words)
        if told != _sum(_held(connection)):
            yield Problem(
                "tables", f"{NAME} does not fit the records: `tracker upgrade` makes it again from them"
            )


def _sum(pairs: Iterable[tuple[Handle, str]]) -> tuple[int, int]:
    """How many there are, and a sum that any other lot of as many pairs would hardly have."""
    count = whole = 0
    for place, word in pairs:
        count += 1
        whole += hash((place.entry, place.position, word))
    return count, whole


def _recorded(connection: Connection) -> Iterator[tuple[Handle, set[str]]]:
    """The words of each record that has some and can be read, in the order of recording."""
    columns = (RECORDS.c.entry, RECORDS.c.position, RECORDS.c.noun, RECORDS.c.body)
    query = (
        select(*columns)
        .where(RECORDS.c.noun.in_(WORDED))
        .order_by(RECORDS.c.entry, RECORDS.c.position)
        .execution_options(yield_per=CHUNK)
    )
    with connection.execute(query) as rows:
        for entry, position, noun, body in rows:
            try:
                record: Plain = json.loads(body)
                words = _words(noun, [record.get(part) for part in WORDED[noun]])
            except DAMAGE:
                continue
            yield Handle(entry, position), words


def _words(noun: str, texts: Iterable[Any]) -> set[str]:
    flat = (one for held in texts for one in ((held,) if isinstance(held, str) else held or ()))
    return {_LETTERS[noun] + word for word in indexed(flat)}


def _held(connection: Connection) -> Iterator[tuple[Handle, str]]:
    """Each word of the index with the record where it stands."""
    if connection.dialect.name == "postgresql":
        listed = f"SELECT entry, position, unnest(tsvector_to_array(words)) FROM {NAME}"  # noqa: S608 - our name
        for entry, position, word in connection.exec_driver_sql(listed):
            yield Handle(entry, position), word
        return
    terms = f"temp.{NAME}_terms"
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {terms} USING fts5vocab(main, {NAME}, instance)")
    try:
        for word, place in connection.exec_driver_sql(f"SELECT term, doc FROM {terms}"):  # noqa: S608 - our name
            yield Handle(*divmod(place, _PLACES)), word
    finally:
        connection.exec_driver_sql(f"DROP TABLE {terms}")


def _insert(connection: Connection, found: Iterable[tuple[Handle, set[str]]]) -> None:
    if connection.dialect.name == "postgresql":
        rows = [
            (place.entry, place.position, " ".join(f"'{word}'" for word in some))
            for place, words in found
            for some in _some(sorted(words), _MOST_WORDS)
        ]
        copy_rows(connection, f"COPY {NAME} (entry, position, words) FROM STDIN", rows)
    else:
        numbered = [
            (place.entry * _PLACES + place.position, " ".join(words)) for place, words in found if words
        ]
        if numbered:
            added = f"INSERT INTO {NAME} (rowid, words) VALUES (?, ?)"  # noqa: S608 - our name
            connection.exec_driver_sql(added, numbered)


def _some(words: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    return (words[start : start + most] for start in range(0, len(words), most))
