"""Records laid flat: the row of a typed table that mirrors a record."""

from __future__ import annotations

import json
from typing import Any

from forecasts.belief import Belief
from forecasts.ledger.records import Plain, canonical_part, moment_text, remembered
from forecasts.ledger.tables import MIRRORS
from forecasts.model import Claim, Forecast, Noun

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


def mirror_cells(handle: tuple[int, int], noun: Noun, body: str) -> tuple[Any, ...]:
    """The cells of the same row, of a noun whose canonical text is `body`.

    Of forecasts, which come in bulk, the parts that many share are laid flat once.
    """
    if not isinstance(noun, Forecast):
        return tuple(mirror_row(handle, json.loads(body)).values())
    made_at, attested_on, statement = noun.made_at, noun.attested_on, noun.statement
    restates, reasons = noun.restates, noun.unscoreable_because
    return (
        *handle,
        noun.question,
        noun.forecaster,
        noun.made_on.isoformat(),
        None if made_at is None else moment_text(made_at),
        None if attested_on is None else attested_on.isoformat(),
        None if statement is None else str(statement),
        noun.reading,
        noun.settled_by,
        None if restates is None else str(restates),
        _as_json(list(reasons)) if reasons else None,
        *_claim_cells(noun.claim),
        *_belief_cells(noun.belief),
    )


@remembered
def _claim_cells(claim: Claim) -> tuple[Any, ...]:
    flat = _flat_forecast({"claim": json.loads(canonical_part(claim))})
    return tuple(map(flat.get, _CLAIM))


@remembered
def _belief_cells(belief: Belief | None) -> tuple[Any, ...]:
    flat = (
        {} if belief is None else _flat_forecast({"claim": {}, "belief": json.loads(canonical_part(belief))})
    )
    return tuple(_as_json(cell) if cell.__class__ is list else cell for cell in map(flat.get, _BELIEF))


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
_COLUMNS = tuple(_EMPTY["forecast"])
_CLAIM = _COLUMNS[_COLUMNS.index("option") : _COLUMNS.index("belief")]
_BELIEF = _COLUMNS[_COLUMNS.index("belief") :]
