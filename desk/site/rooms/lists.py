"""The lists: questions, forecasters and sources, with search, filters, sorting and leaves in the address."""

from __future__ import annotations

from difflib import get_close_matches

from desk.site.asking import Answer, Asked, Page
from desk.site.rooms import catalogue
from desk.site.rooms.catalogue import Row, chosen, values
from forecasts.errors import UnfitField, brief
from forecasts.model import ForecasterKind

_QUESTIONS = ("statement", "topic", "state", "forecasts", "forecasters", "last")
_FORECASTERS = ("name", "kind", "affiliation", "forecasts", "questions", "last")
_STATES = ("open", "overdue", "answered")
_CLOSED = {"state": _STATES, "kind": tuple(ForecasterKind)}
"""Filters of which all values are known, whatever the ledger holds."""
_ALWAYS = ("q", "sort", "page", "size", "on", "as_of")
_SOURCES = ("title", "publisher", "published", "forecasts", "forecasters")


def questions(asked: Asked) -> Answer:
    """All questions, or those that the address chooses."""
    rows = catalogue.questions(asked)
    tags = sorted({tag for row in rows for tag in row.tags})
    filters = {"state": list(_STATES), "topic": values(rows, "topic"), "tag": tags}
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
    _refuse_unknown(asked, filters)
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


def _refuse_unknown(asked: Asked, filters: dict[str, list[str]]) -> None:
    """Refuses an address that asks by a name, or for a state, that there is not, and would show all.

    Raises
    ------
    UnfitField
        With the names or the states that there are.
    """
    taken = (*filters, *_ALWAYS)
    for name in asked.query:
        if name not in taken:
            near = get_close_matches(name, taken, n=1)
            meant = f"did you mean {near[0]}?" if near else f"it takes {', '.join(taken)}."
            raise UnfitField(name, f"This list takes no {brief(name)!r} in its address: {meant}")
    for name, choices in _CLOSED.items():
        text = asked.text(name)
        if name in filters and text and text not in choices:
            raise UnfitField(name, f"{brief(text)!r} is no {name}: choose {', '.join(choices)}.")
