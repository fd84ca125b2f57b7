"""Records laid flat: the row of a typed table that mirrors a record."""

from __future__ import annotations

import json
from typing import Any

from forecasts.ledger.records import Plain
from forecasts.ledger.tables import MIRRORS

_BELIEF_LISTS = {
    "timeline": ("days", "cdf"),
    "quantiles": ("values", "levels"),
    "shares": ("options", "shares"),
}


def mirror_row(handle: tuple[int, int], record: Plain) -> dict[str, Any]:
    """The row that a record has in the typed table of its noun: every column, in order, dates as text."""
    noun = record["noun"]
    row = _EMPTY[noun].copy()
    flat = _flat_forecast(record) if noun == "forecast" else record
    for name, value in flat.items():
        if name in row:
            row[name] = value if value.__class__ is not list else _as_json(value)
    row["entry"], row["position"] = handle
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


_as_json = json.JSONEncoder(ensure_ascii=False).encode
_EMPTY: dict[str, dict[str, Any]] = {
    noun: dict.fromkeys(mirror.columns.keys()) for noun, mirror in MIRRORS.items()
}
