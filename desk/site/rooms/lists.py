"""The lists: questions, forecasters and sources, with search, filters, sorting and leaves in the address."""

from __future__ import annotations

from desk.site.asking import Answer, Asked, Page
from desk.site.rooms import catalogue
from desk.site.rooms.catalogue import Row, chosen, values

_QUESTIONS = ("statement", "topic", "state", "forecasts", "forecasters", "last")
_FORECASTERS = ("name", "kind", "affiliation", "forecasts", "questions", "last")
_SOURCES = ("title", "publisher", "published", "forecasts", "forecasters")


def questions(asked: Asked) -> Answer:
    """All questions, or those that the address chooses."""
    rows = catalogue.questions(asked)
    tags = sorted({tag for row in rows for tag in row.tags})
    filters = {"state": ["open", "overdue", "answered"], "topic": values(rows, "topic"), "tag": tags}
    return _list(asked, rows, "questions.html", "Questions", filters, _QUESTIONS)


def forecasters(asked: Asked) -> Answer:
    """All forecasters, or those that the address chooses."""
    rows = catalogue.forecasters(asked)
    return _list(asked, rows, "forecasters.html", "Forecasters", {"kind": values(rows, "kind")}, _FORECASTERS)


def sources(asked: Asked) -> Answer:
    """All sources, or those that the address chooses."""
    rows = catalogue.sources(asked)
    filters = {"publisher": values(rows, "publisher")}
    return _list(asked, rows, "sources.html", "Sources", filters, _SOURCES)


def _list(
    asked: Asked,
    rows: tuple[Row, ...],
    template: str,
    title: str,
    filters: dict[str, list[str]],
    sorts: tuple[str, ...],
) -> Answer:
    leaf = chosen(rows, asked, filters=tuple(filters), sorts=sorts)
    kept = {name: asked.text(name) for name in ("q", *filters, "size")}
    sort = ("-" if leaf.down else "") + leaf.sort
    facts = {
        "leaf": leaf,
        "whole": len(rows),
        "filters": {name: choices for name, choices in filters.items() if len(choices) > 1},
        "kept": kept,
        "here": title.casefold(),
        "leafed": lambda page: asked.to(title.casefold(), **kept, sort=sort, page=page),
        "sorted_by": lambda name: asked.to(
            title.casefold(), **kept, sort=f"-{name}" if leaf.sort == name and not leaf.down else name
        ),
    }
    return Page(template=template, title=title, facts=facts)
