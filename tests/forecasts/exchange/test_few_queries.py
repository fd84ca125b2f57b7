"""A file of our own tables asks the database some thousand rows at a time, and never row by row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from forecasts.exchange.summary import Imported
from forecasts.ledger import Ledger

Taking = Callable[..., Imported]

TABLES: dict[str, tuple[str, Callable[[int], str]]] = {
    "forecasters": ("slug,name", lambda n: f"person-{n},Person {n}"),
    "sources": ("slug,title", lambda n: f"paper-{n},Paper {n}"),
    "questions": ("slug,statement,kind", lambda n: f"event-{n},Event {n} happens,event"),
    "outcomes": ("question,outcome,on", lambda n: f"event-{n},happened,2021-08-15"),
    "forecasts": (
        "question,forecaster,said,deadline,rule,p",
        lambda n: f"event-{n},person-1,2021-06-25,2021-09-25,stated,0.3",
    ),
}
BEFORE = ("forecasters", "questions")


def written(table: str, first: int, end: int) -> str:
    """A file of rows from one number up to another."""
    header, row = TABLES[table]
    return "\n".join([header, *map(row, range(first, end))]) + "\n"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("remembered", [20_000, 60])
def test_more_rows_take_no_more_queries(
    take: Taking, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, table: str, remembered: int
) -> None:
    """Five hundred rows take as many as fifty, even where more names come than are remembered."""
    monkeypatch.setattr("forecasts.ledger.admission._REMEMBERED", remembered)
    if table in ("outcomes", "forecasts"):
        for other in BEFORE:
            take(written(other, 0, 600), name=f"{other}.csv")
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(ledger._engine, "before_cursor_execute", note)
    counts = []
    for first, end in ((0, 50), (50, 550)):
        asked.clear()
        take(written(table, first, end), name=f"{table}-{end}.csv")
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 5
