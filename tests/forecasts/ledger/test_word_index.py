"""The index of words finds what reading everything finds, and is no more than a cache of the records."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from forecasts.handles import Handle
from forecasts.ledger import word_index
from forecasts.ledger.engines import engine_at
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.plain_words import beginning, indexed, parts, says
from forecasts.ledger.schema import rebuild
from forecasts.ledger.searching import Wanted, search
from forecasts.ledger.view import View
from forecasts.model import NamedKind, Naming, NamingAct, Question, Statement
from tests.forecasts.builders import NOW, forecast, outcome, question, source
from tests.forecasts.ledger.conftest import raw, record

KINDS = ("question", "forecast", "outcome", "statement", "forecaster", "source")
WORDS = [
    "taliban", "kabul", "ÄRZTE", "arzte streik", "Кабул", "кабул падёт", "陷落", "喀布尔将陷落 soon", "กรุง",
    "서울", "été", "100%", "c++", "a*", "\"kabul", "kab OR zzz", "NOT kabul", "it's", "null", "-kabul",
    "(kabul", "AND", "col:umn", "\\'; DROP TABLE records --", "", "—", "zzz", "_x", "x" * 60, "٣", "①",
]  # fmt: skip


def found(view: View, kind: str, words: str) -> list[Handle]:
    """What a search finds."""
    return [one.handle for one in search(view, kind, Wanted(on=NOW.date(), texts=(words,)))]


@pytest.fixture
def worded(ledger: Ledger) -> Ledger:
    """A ledger with texts in many scripts, some of them corrected, renamed and merged."""
    record(
        ledger,
        source(title="Ärzteblatt c++ été"),
        question(slug="medics", statement="ÄRZTE STREIKEN 100%", criteria="Été, it's _x AND ①"),
        question(slug="fall", statement="喀布尔将陷落", criteria=f"{'x' * 60} a col:umn"),
        question(slug="seoul", statement="서울 กรุงเทพฯ", criteria="٣ NULL"),
        outcome(question="seoul", evidence="Кабул, говорят"),
        Statement(quote="Кабул падёт soon", source="the-paper"),
        Statement(quote="Kabul holds", source="the-paper"),
    )
    record(
        ledger,
        forecast(question="fall", statement=Handle(2, 6)),
        forecast(question="medics", statement=Handle(2, 7)),
    )
    with ledger.entry("amend", by="ann", now=NOW + timedelta(hours=1)) as entry:
        entry.correct(Handle(2, 7), Statement(quote="Arzte streiken NOT", source="the-paper"), because="slip")
        entry.add(Naming(kind=NamedKind.QUESTION, act=NamingAct.RENAMED, slug="fall", becomes="fallen"))
    return ledger


def test_it_finds_what_reading_everything_finds(worded: Ledger, place: str) -> None:
    """Of every kind, in every script, signs of a query taken as text, now and as of an earlier entry."""
    views = [worded.view(), worded.view().earlier(3)]
    asked = [(kind, words) for kind in KINDS for words in WORDS]
    by_index = [[found(view, *one) for one in asked] for view in views]
    with raw(place) as connection:
        connection.exec_driver_sql("DROP TABLE word_index")
    assert by_index == [[found(view, *one) for one in asked] for view in views]
    assert sum(map(bool, by_index[0])) > 60


def test_a_correction_is_followed(worded: Ledger) -> None:
    """The misquote is found no more, but as of the day when it stood."""
    view = worded.view()
    assert found(view, "question", "holds") == found(view, "statement", "holds") == []
    assert found(view, "forecast", "arzte not") == [Handle(3, 2)]
    assert found(view.earlier(3), "forecast", "kabul holds") == [Handle(3, 2)]


def test_an_open_entry_finds_its_own_records(worded: Ledger) -> None:
    """They are in the index before they are committed, and not after they were refused."""
    later: dict[str, Any] = {"by": "ann", "now": NOW + timedelta(hours=2)}
    with contextlib.suppress(RuntimeError), worded.entry("log", **later) as entry:
        entry.add(Question(slug="gone", statement="Unheard words"))
        assert found(entry.view, "question", "unheard") == [Handle(5, 1)]
        raise RuntimeError
    assert found(worded.view(), "question", "unheard") == []


def test_it_is_only_a_cache(worded: Ledger, place: str) -> None:
    """Whatever becomes of it, the audit sees it where it lies, and it is made again from the records."""
    for damage in (_add, "DROP TABLE word_index"):
        with raw(place) as connection:
            _add(connection) if damage is _add else connection.exec_driver_sql(str(damage))
        problems = [str(problem) for problem in worded.audit().problems]
        sentence = "tables: word_index does not fit the records: `tracker upgrade` makes it again from them"
        assert problems == ([sentence] if damage is _add else [])
        record(worded, Statement(quote=f"Another {len(problems)}"), now=NOW + timedelta(hours=3))
        with raw(place) as connection:
            rebuild(connection)
            assert word_index.is_present(connection)
        assert worded.audit().whole
        assert len(found(worded.view(), "statement", "another")) == 2 - len(problems)


def _add(connection: Connection) -> None:
    columns = "(rowid, words)" if connection.dialect.name == "sqlite" else "(entry, position, words)"
    values = "(4294967297, 'qzzz')" if connection.dialect.name == "sqlite" else "(1, 1, 'qzzz')"
    connection.exec_driver_sql(f"INSERT INTO word_index {columns} VALUES {values}")


def test_a_text_of_very_many_words_is_found(ledger: Ledger) -> None:
    """However many there are, by its last one too."""
    whole = " ".join(f"w{number}" for number in range(1_500))
    record(ledger, question(slug="long", statement="Long", criteria=whole))
    assert len(found(ledger.view(), "question", "w1499 w7")) == 1


def test_an_erased_text_is_not_in_it(file: Ledger) -> None:
    """What can be erased was never in it: archived texts are not searched."""
    with file.entry("log", by="ann", now=NOW) as entry:
        entry.add(source(slug="kept", archived=entry.archive("unspeakable words")))
    with engine_at(file.where).connect() as connection:
        assert word_index.may_say(connection, "source", "unspeak", most=5) == []


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_whatever_says_a_word_has_one_with_its_beginning(text: str, sought: str) -> None:
    """So the index never keeps back what a text says."""
    for whole in (text, text + sought, f"{text} {sought}"):
        held = indexed([whole])
        for part in parts(sought):
            assert not says(whole, part) or any(word.startswith(beginning(part)) for word in held)
