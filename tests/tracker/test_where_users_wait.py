"""On PostgreSQL no query of a command that somebody waits for reads a large table from end to end."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

from forecasts.belief import Chance
from forecasts.handles import Handle
from forecasts.ledger import Ledger, engines
from forecasts.ledger.view import View
from forecasts.model import Claim, Forecast, Forecaster, Outcome, OutcomeKind, Question, Source, Statement
from forecasts.recording.trying import tried
from tracker import judged
from tracker.judged import Judged, Records
from tracker.selections import Selection

URL = os.environ.get("TRACKER_TEST_POSTGRES")
pytestmark = pytest.mark.skipif(URL is None, reason="TRACKER_TEST_POSTGRES names no server")

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
SAID, DUE = date(2025, 1, 1), date(2025, 6, 30)
QUESTIONS, FORECASTERS, EACH = 3_000, 1_500, 8
LARGE = {"records", "forecasts", "questions", "outcomes", "statements"}


def nouns() -> Iterator[Any]:
    """Enough of everything that to read it all would take a plan that shows."""
    yield Source(slug="paper", title="The Paper")
    yield from (Forecaster(slug=f"person-{n}", name=f"Person {n}") for n in range(FORECASTERS))
    yield from (Question(slug=f"event-{n}", statement=f"Event {n} happens") for n in range(QUESTIONS))
    yield from (Statement(quote=f"perhaps {n}", source="paper") for n in range(QUESTIONS))
    for turn in range(QUESTIONS * EACH):
        yield Forecast(
            question=f"event-{turn % QUESTIONS}",
            forecaster=f"person-{turn * 7 % FORECASTERS}",
            made_on=SAID + timedelta(days=turn // QUESTIONS),
            statement=Handle(1, 2 + FORECASTERS + QUESTIONS + turn) if turn < QUESTIONS else None,
            claim=Claim(deadline=DUE),
            belief=Chance.stated((turn % 99 + 1) / 100),
        )
    for n in range(0, QUESTIONS, 2):
        yield Outcome(question=f"event-{n}", kind=OutcomeKind.HAPPENED, on=date(2025, 5, 1))


@pytest.fixture(scope="module")
def engine() -> Iterator[tuple[Ledger, Engine]]:
    """A ledger in a schema of its own, whose server knows how large its tables are."""
    assert URL is not None
    schema = f"waits_{uuid4().hex[:12]}"
    plain = create_engine(
        URL.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT"
    )
    with plain.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        with Ledger.create(f"{URL}?options=-csearch_path%3D{schema}", now=NOW, by="ann") as ledger:
            with ledger.entry("import", by="ann", now=NOW) as entry:
                entry.add_all(nouns())
            with plain.connect() as connection:
                connection.execute(text(f"SET search_path TO {schema}"))
                connection.execute(text("ANALYZE"))
            yield ledger, ledger._engine
    finally:
        with plain.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        plain.dispose()


@contextmanager
def asked(engine: Engine, patch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    """The queries that are asked inside, those that are fetched by pages among them."""
    found: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            found.append((statement, parameters))

    def noted_pages(connection: Any, query: Any, size: int) -> Any:
        found.append((str(query.compile(connection, compile_kwargs={"literal_binds": True})), None))
        return plain_pages(connection, query, size)

    plain_pages = engines.pages
    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.context() as patched:
            patched.setattr("forecasts.ledger.reader.pages", noted_pages)
            yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def read_whole(plan: dict[str, Any]) -> set[str]:
    """The tables that a plan reads from end to end."""
    own = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    return own.union(*(read_whole(part) for part in plan.get("Plans", [])))


def plan_of(connection: Connection, statement: str, parameters: Any = None) -> dict[str, Any]:
    """How the server would go about a query, with what it thinks that this costs."""
    told = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
    found: dict[str, Any] = (told if isinstance(told, list) else json.loads(told))[0]["Plan"]
    return found


def slow(engine: Engine, queries: list[tuple[str, Any]]) -> dict[str, object]:
    """The queries that read a large table, or an index of one, from end to end, and what tells so."""
    found: dict[str, object] = {}
    with engine.connect() as connection:
        whole = plan_of(connection, "SELECT forecaster FROM forecasts WHERE reading = 'x'")["Total Cost"]
        for statement, parameters in queries:
            plan = plan_of(connection, statement, parameters)
            if large := read_whole(plan) & LARGE:
                found[statement] = large
            elif plan["Total Cost"] > whole / 2:
                found[statement] = f"costs {plan['Total Cost']:,.0f}, and the whole table {whole:,.0f}"
    return found


def scorecard(view: View) -> None:
    """The judged forecasts of one person, with names, as a scorecard takes them."""
    chosen = Selection(forecasters=("person-7",)).with_slugs(view)
    assert len(Judged.of(Records(view), chosen, date(2025, 12, 31)).rows) == QUESTIONS * EACH / FORECASTERS


WAITS: dict[str, Callable[[View], object]] = {
    "a question by its slug": lambda view: view.find("question", "event-77"),
    "a forecaster by its slug": lambda view: view.find("forecaster", "person-77"),
    "a source by its slug": lambda view: view.find("source", "paper"),
    "a record by its handle": lambda view: view.get(Handle(1, 500)),
    "the forecasts on a question": lambda view: list(view.standing("forecast", question="event-77")),
    "the forecasts of a person": lambda view: list(view.standing("forecast", forecaster="person-7")),
    "the outcomes of a question": lambda view: list(view.standing("outcome", question="event-78")),
    "the forecasts on a statement": lambda view: list(view.standing("forecast", statement="1.3400")),
    "the last forecast": lambda view: view.last("forecast"),
    "the history of a question": lambda view: view.history(question="event-77", limit=20),
    "an earlier moment": lambda view: view.entry_by(NOW),
    "a scorecard": scorecard,
}


@pytest.mark.parametrize("what", WAITS)
def test_no_table_is_read_whole(
    engine: tuple[Ledger, Engine], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """EXPLAIN finds an index for each query, in the plan of the server itself."""
    ledger, database = engine
    monkeypatch.setattr(judged, "_KEPT_ROWS", 1_000)
    view = ledger.view()
    with asked(database, monkeypatch) as queries:
        WAITS[what](view)
    assert queries, "a user waits for a query"
    assert slow(database, queries) == {}


def test_a_forecast_is_logged_without_reading_a_table_whole(
    engine: tuple[Ledger, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor an outcome; both are checked against what stands, and left out again."""
    ledger, database = engine

    with asked(database, monkeypatch) as queries, tried(ledger, "log", by="ann", now=NOW) as entry:
        entry.add(
            Forecast(
                question="event-77",
                forecaster="person-7",
                made_on=date(2025, 3, 1),
                claim=Claim(deadline=DUE),
                belief=Chance.stated(0.4),
            )
        )
        entry.add(Outcome(question="event-77", kind=OutcomeKind.HAPPENED, on=date(2025, 5, 1)))
    assert slow(database, queries) == {}


def test_a_scan_is_seen(engine: tuple[Ledger, Engine]) -> None:
    """The tests above can fail."""
    whole = "SELECT count(body) FROM records"
    assert slow(engine[1], [(whole, None)]) == {whole: {"records"}}
