"""Where questions' timelines end: set with the question, or fixed by the first timeline that was logged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, select

from forecasts.handles import Handle
from forecasts.ledger.reader import Reader
from forecasts.ledger.tables import MIRRORS


def horizons(reader: Reader, questions: Iterable[str], *, besides: Handle | None = None) -> dict[str, date]:
    """Where the timelines of each question end, as far as that is fixed.

    `besides` names a forecast that does not count, because it is about to be corrected.
    """
    wanted = sorted(set(questions))
    asked, said = MIRRORS["question"], MIRRORS["forecast"]
    timelines = and_(said.c.question.in_(wanted), said.c.belief == "timeline")
    found: dict[str, date] = {}
    for row in (
        *reader.rows(_query(reader, asked, asked.c.slug, asked.c.slug.in_(wanted))),
        *reader.rows(_query(reader, said, said.c.question, timelines)),
    ):
        handle = Handle(row.entry, row.position)
        if handle != besides and row.name not in found and reader.stands(handle):
            found[row.name] = row.horizon
    return found


def _query(
    reader: Reader, mirror: Table, name: ColumnElement[str], wanted: ColumnElement[bool]
) -> Select[Any]:
    columns = (mirror.c.entry, mirror.c.position, mirror.c.horizon, name.label("name"))
    return (
        select(*columns)
        .where(wanted, mirror.c.horizon.is_not(None), mirror.c.entry <= reader.head.sequence)
        .order_by(mirror.c.entry, mirror.c.position)
    )
