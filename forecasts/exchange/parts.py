"""Parts that rows of several kinds share: what a question is, a choice among names, a cell that is needed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.sheets import Row
from forecasts.ledger.records import noun_name
from forecasts.model import Forecaster, Question, QuestionKind, Source

Choice = TypeVar("Choice", bound=StrEnum)

_TEXTS = ("statement", "criteria", "unit", "topic", "zone", "cluster")
_LISTS = ("options", "tags")


def needed(row: Row, column: str) -> str:
    """The text of a cell that may not be empty."""
    cell = row.word(column)
    if cell is None:
        raise UnfitNoun(f"The column {column!r} is empty", "fill it in")
    return cell


def needed_text(row: Row, column: str) -> str:
    """The text of a cell that may not be empty, as it stands, with the spaces around it."""
    needed(row, column)
    return row.text(column) or ""


def choice(row: Row, column: str, kinds: type[Choice]) -> Choice | None:
    """The one of some names that a cell holds; None where it is empty."""
    cell = row.word(column)
    if cell is None:
        return None
    try:
        return kinds(cell.casefold())
    except ValueError as error:
        raise UnfitCell(column, cell, f"choose {', '.join(kinds)}") from error


def question_parts(row: Row) -> dict[str, Any]:
    """What a row says of its question, by the names that Question gives them; no key for an empty cell."""
    parts: dict[str, Any] = {name: row.text(name) for name in _TEXTS if row.text(name) is not None}
    parts |= {name: row.texts(name) for name in _LISTS if row.texts(name)}
    if (kind := choice(row, "kind", QuestionKind)) is not None:
        parts["kind"] = kind
    if row.word("recurs") is not None:
        parts["recurs"] = row.flag("recurs")
    return parts


def hold_against(standing: Forecaster | Source | Question, parts: Mapping[str, Any]) -> None:
    """Refuse what a row says of a forecaster, a source or a question if another thing stands."""
    for name, part in parts.items():
        if getattr(standing, name) != part:
            raise UnfitNoun(
                f"The {name} of {standing.slug!r} is {getattr(standing, name)!r} and not {part!r}",
                f"leave the cell empty, or amend the {noun_name(standing)} first",
            )
