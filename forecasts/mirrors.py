"""Records laid flat: the row of a typed table that mirrors a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Date, Table

from forecasts.records import Plain
from forecasts.tables import MIRRORS

_BELIEF_LISTS = {
    "timeline": ("days", "cdf"),
    "quantiles": ("values", "levels"),
    "shares": ("options", "shares"),
}


def mirror_row(handle: tuple[int, int], record: Plain) -> dict[str, Any]:
    """The row that a record has in the typed table of its noun, every column present."""
    noun = record["noun"]
    row: dict[str, Any] = {"entry": handle[0], "position": handle[1]}
    flat = _flat_forecast(record) if noun == "forecast" else record
    for name, read in _COLUMNS[noun]:
        value = flat.get(name)
        row[name] = value if value is None or read is None else read(value)
    return row


def _flat_forecast(record: Plain) -> Plain:
    flat = {**record, **record["claim"]}
    if "unscoreable_because" in record:
        flat["unscoreable"] = record["unscoreable_because"]
    if condition := flat.pop("condition", None):
        flat["condition_question"] = condition["question"]
        flat["condition_answer"] = condition["answer"]
        flat["condition_by"] = condition.get("by")
    if belief := flat.pop("belief", None):
        kind = belief["kind"]
        flat.update(belief)
        flat["belief"] = kind
        if lists := _BELIEF_LISTS.get(kind):
            flat["numbers"], flat["heights"] = belief[lists[0]], belief[lists[1]]
    return flat


def _columns(table: Table) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    return tuple(
        (column.name, date.fromisoformat if isinstance(column.type, Date) else _LISTS.get(column.name))
        for column in table.columns
        if column.name not in ("entry", "position")
    )


def _as_json(items: list[Any]) -> str:
    return json.dumps(items, ensure_ascii=False)


_LISTS = dict.fromkeys(("aliases", "options", "tags", "unscoreable", "numbers", "heights"), _as_json)
_COLUMNS = {noun: _columns(table) for noun, table in MIRRORS.items()}
