"""Questions, forecasters and sources as rows to search, filter, sort and leaf through, read once a head."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.site.asking import Asked
from forecasts.errors import UnfitField, brief
from forecasts.ledger.plain_words import says
from tracker.deadlines import waiting

if TYPE_CHECKING:
    from pandas import DataFrame

SIZE = 100
"""Rows on a page, unless the address asks for more."""
MOST = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A question, a forecaster or a source: how it is sorted and filtered, and what is searched in it.

    `cells` are what a list shows of it, by name; `words` what is searched, folded to plain letters.
    """

    slug: str
    cells: dict[str, Any]
    tags: frozenset[str] = frozenset()
    words: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """A page of rows: which they are of how many, and how one leafs on."""

    rows: tuple[Row, ...]
    count: int
    page: int
    pages: int
    first: int
    sort: str
    down: bool


def questions(asked: Asked) -> tuple[Row, ...]:
    """All questions with their forecasts counted and what came of them, in the order of recording."""
    return _kept(asked, "questions", _questions)


def forecasters(asked: Asked) -> tuple[Row, ...]:
    """All forecasters with their forecasts counted."""
    return _kept(asked, "forecasters", _forecasters)


def sources(asked: Asked) -> tuple[Row, ...]:
    """All sources with what was said in them counted."""
    return _kept(asked, "sources", _sources)


def due(asked: Asked) -> list[dict[str, Any]]:
    """What waits for an outcome on the evaluation date, the longest overdue first."""
    records, on = asked.records, asked.on
    key = ("due", records.view.head.digest, on)
    return asked.desk.shelf.made(key, lambda: waiting(records.verdicts(on), records.questions, today=on))


def chosen(rows: Sequence[Row], asked: Asked, *, filters: Sequence[str], sorts: Sequence[str]) -> Leaf:
    """The rows that the address asks for: by words, by filters, sorted by a column, a page of them.

    Raises
    ------
    UnfitField
        For a column that the list has not, and for a size or a page that is no number.
    """
    found = [row for row in rows if all(_fits(row, name, asked.text(name)) for name in filters)]
    if words := asked.text("q"):
        wanted = plain(words).split()
        found = [row for row in found if all(part in row.words for part in wanted) and says(row.text, words)]
    sort = asked.text("sort")
    down = sort.startswith("-")
    sort = sort.removeprefix("-")
    if sort and sort not in sorts:
        raise UnfitField("sort", f"This list has no column {brief(sort)!r}: sort by {', '.join(sorts)}.")
    if sort:
        found.sort(key=lambda row: _order(row.cells.get(sort), down=down))
    size = min(MOST, asked.number("size", SIZE))
    pages = max(1, -(-len(found) // size))
    page = min(asked.number("page", 1), pages)
    first = (page - 1) * size
    return Leaf(
        rows=tuple(found[first : first + size]),
        count=len(found),
        page=page,
        pages=pages,
        first=first,
        sort=sort,
        down=down,
    )


def values(rows: Sequence[Row], name: str) -> list[str]:
    """All values of a filter, in alphabetical order."""
    found = {row.cells.get(name) for row in rows}
    return sorted(value for value in found if value)


def plain(text: str) -> str:
    """A text without capitals and accents.

    >>> plain("Óbidos")
    'obidos'
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _fits(row: Row, name: str, wanted: str) -> bool:
    if not wanted:
        return True
    if name == "tag":
        return wanted in row.tags
    return row.cells.get(name) == wanted


def _order(value: Any, *, down: bool) -> tuple[bool, Any]:
    """What a cell is sorted by; rows without a value come last in either direction."""
    if value is None:
        return (True, 0)
    if isinstance(value, str):
        value = plain(value)
        return (False, _Falling(value) if down else value)
    number = value.toordinal() if isinstance(value, date) else value
    return (False, -number if down else number)


@dataclass(frozen=True, slots=True)
class _Falling:
    """A text that sorts from Z to A."""

    text: str

    def __lt__(self, other: _Falling) -> bool:
        return self.text > other.text


def _kept(asked: Asked, name: str, make: Callable[[Asked], tuple[Row, ...]]) -> tuple[Row, ...]:
    key = (name, asked.records.view.head.digest, asked.on)
    return asked.desk.shelf.made(key, lambda: make(asked))


def _questions(asked: Asked) -> tuple[Row, ...]:
    import pandas as pd

    records = asked.records
    made = records.forecasts
    made = made[made["made_on"] <= pd.Timestamp(asked.on)]
    told = _told_of(made, "question")
    answers = _answers(records.outcomes, asked.on)
    waits = {row["slug"]: row["deadline"] for row in due(asked)}
    rows = []
    for one in records.questions.to_dict("records"):
        slug = one["slug"]
        counts = told.get(slug, _NOTHING)
        texts = (one["statement"], one["criteria"] or "", slug, *counts["quotes"])
        answer = answers.get(slug)
        cells = {
            "statement": one["statement"],
            "kind": one["kind"],
            "topic": one["topic"],
            "state": "answered" if answer else "overdue" if slug in waits else "open",
            "answer": answer or "",
            "forecasts": counts["forecasts"],
            "forecasters": counts["others"],
            "last": counts["last"],
        }
        rows.append(_row(slug, cells, texts, tags=one["tags"] or ()))
    return tuple(rows)


def _forecasters(asked: Asked) -> tuple[Row, ...]:
    import pandas as pd

    records = asked.records
    made = records.forecasts
    told = _told_of(made[made["made_on"] <= pd.Timestamp(asked.on)], "forecaster")
    rows = []
    for one in records.forecasters.to_dict("records"):
        counts = told.get(one["slug"], _NOTHING)
        cells = {
            "name": one["name"],
            "kind": one["kind"],
            "affiliation": one["affiliation"],
            "forecasts": counts["forecasts"],
            "questions": counts["others"],
            "last": counts["last"],
        }
        rows.append(_row(one["slug"], cells, (one["name"], one["slug"], *(one["aliases"] or ()))))
    return tuple(rows)


def _sources(asked: Asked) -> tuple[Row, ...]:
    records = asked.records
    made = records.forecasts
    told = _told_of(made[made["source"].notna()], "source", other="forecaster")
    rows = []
    for one in records.sources.to_dict("records"):
        counts = told.get(one["slug"], _NOTHING)
        published = one["published_on"]
        cells = {
            "title": one["title"],
            "publisher": one["publisher"],
            "published": None if published is None or published != published else published.date(),
            "url": one["url"],
            "archived": bool(one["archived"]),
            "forecasts": counts["forecasts"],
            "forecasters": counts["others"],
        }
        rows.append(_row(one["slug"], cells, (one["title"], one["publisher"] or "", one["slug"])))
    return tuple(rows)


_NOTHING: dict[str, Any] = {"forecasts": 0, "others": 0, "last": None, "quotes": ()}


def _told_of(made: DataFrame, of: str, *, other: str | None = None) -> dict[str, dict[str, Any]]:
    """Of each question, forecaster or source: how many forecasts, how many others, the last day, quotes."""
    other = other or ("forecaster" if of == "question" else "question")
    grouped = made.groupby(of, sort=False)
    table = grouped.agg(count=("made_on", "size"), others=(other, "nunique"), last=("made_on", "max"))
    quotes = made["quote"].dropna().groupby(made[of]).agg(tuple).to_dict() if of == "question" else {}
    return {
        slug: {"forecasts": count, "others": others, "last": last.date(), "quotes": quotes.get(slug, ())}
        for slug, count, others, last in table.itertuples()
    }


def _answers(outcomes: DataFrame, on: date) -> dict[str, str]:
    """What came of each question that is answered, in a few words; the last outcome that was known."""
    import pandas as pd

    known = outcomes[(outcomes["known_on"] <= pd.Timestamp(on)) & (outcomes["kind"] != "not through")]
    found = {}
    for one in known.to_dict("records"):
        match one["kind"]:
            case "happened":
                told = f"happened on {one['on'].date()}"
            case "value":
                told = f"{one['value']:g}"
            case "option":
                told = one["option"]
            case "partly":
                told = f"partly ({one['grade']:g})"
            case kind:
                told = kind
        found[one["question"]] = told
    return found


def _row(slug: str, cells: dict[str, Any], texts: Sequence[str], *, tags: Sequence[str] = ()) -> Row:
    text = "\n".join(texts)
    return Row(slug=slug, cells=cells, tags=frozenset(tags), words=plain(text), text=text)
