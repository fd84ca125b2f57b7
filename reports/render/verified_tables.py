"""A table with a figure a line: what it is, how much, from where to where, and what to hold it against."""

from __future__ import annotations

from typing import NamedTuple

from reports.figures import between, figure
from reports.render.layout import Cell, Column, Line, Table


class Fact(NamedTuple):
    """A figure as written, with a note on it or the reason for its absence, and its interval."""

    name: str
    value: str
    note: str = ""
    interval: str = ""


def fact_table(caption: str, *facts: Fact) -> Table:
    """Figures as lines; the column of intervals is there where one of them has one.

    A note that stands on the line before as well is not told twice.
    """
    before = ("", *(fact.note for fact in facts))
    has_interval = any(fact.interval for fact in facts)
    return Table(
        caption=caption,
        columns=(
            Column(title="figure"),
            Column(title="value", numeric=True),
            *([Column(title="95% interval", numeric=True)] if has_interval else []),
            Column(title="note", wide=True),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(fact.name),
                    Cell(fact.value),
                    *([Cell(fact.interval)] if has_interval else []),
                    Cell("as above" if fact.note and fact.note == said else fact.note),
                )
            )
            for fact, said in zip(facts, before, strict=False)
        ),
    )


def to(low: float | None, high: float | None, *, places: int = 4) -> str:
    """An interval, its ends set apart by a word where one is below 0; empty where there is none.

    >>> to(0.0321, 0.0752), to(-0.02, 0.01, places=2), to(None, None)
    ('0.0321–0.0752', '-0.02 to 0.01', '')
    """
    if low is None or high is None or low >= 0:
        return between(low, high, places=places)
    return f"{figure(low, places=places)} to {figure(high, places=places)}"
