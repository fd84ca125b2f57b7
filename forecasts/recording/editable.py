"""A record as lines that a person edits, and what has changed in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forecasts.belief import Quantiles, Shares
from forecasts.errors import UnfitNoun, UnfitText
from forecasts.ledger.reader import Stored
from forecasts.ledger.records import noun_name
from forecasts.model import Condition, Forecast, Outcome, OutcomeKind, Question
from forecasts.recording.corrections import PARTS, option_of
from forecasts.recording.rereading import said_chance, said_when

_NAMES = {"says": "statement", "forecaster_kind": "kind", "by": "forecaster", "said": "made_on"}
_OUTCOMES = {
    OutcomeKind.HAPPENED: "on",
    OutcomeKind.NOT_THROUGH: "not_through",
}


def editable(stored: Stored) -> dict[str, str]:
    """The parts of a record that a correction can change, by their names there, as text; absent ones empty.

    Raises
    ------
    UnfitNoun
        For a record that has no parts, such as a review.
    """
    noun = stored.noun
    parts = PARTS.get(type(noun), ())
    if not parts:
        raise UnfitNoun(
            f"{stored.handle} is a record of kind {noun_name(noun)}", "nothing of it can be edited"
        )
    return {part: _text(_value(noun, part)) for part in parts}


def edited(before: Mapping[str, str], text: str) -> dict[str, str]:
    """What was changed in the lines, by the names of the parts; a line set in goes on with the one above.

    Raises
    ------
    UnfitText
        For a line that names no part, and for a part that was emptied: an amendment only puts in place.
    """
    after: dict[str, str] = {}
    name = None
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace() and name is not None:
            after[name] = f"{after[name]}\n{line.strip()}".strip()
            continue
        typed, colon, value = line.partition(":")
        name = next((part for part in before if _spelt(part) == typed.strip()), None)
        if name is None or not colon:
            raise UnfitText("the line", f"is {line[:40]!r}", "begin it with one of the names that were there")
        after[name] = value.strip()
    changed = {part: value for part, value in after.items() if value != before[part]}
    for part, value in changed.items():
        if not value:
            raise UnfitText(f"the {_spelt(part)}", "was emptied", "write what takes its place")
    return changed


def as_lines(parts: Mapping[str, str]) -> str:
    """The parts as lines, by the names of their options."""
    lines = (
        f"{_spelt(part)}: {value.replace(chr(10), chr(10) + '  ')}".rstrip() for part, value in parts.items()
    )
    return "\n".join(lines) + "\n"


def _spelt(part: str) -> str:
    """A part as its line begins: its option without the strokes."""
    return option_of(part).removeprefix("--")


def _value(noun: Any, part: str) -> object:
    match noun:
        case Outcome():
            return _of_outcome(noun, part)
        case Forecast():
            return _of_forecast(noun, part)
        case Question() if part == "recurs":
            return "yes" if noun.recurs else "no"
    return getattr(noun, _NAMES.get(part, part))


def _of_outcome(noun: Outcome, part: str) -> object:
    answers = {"value": noun.value, "option": noun.option, "partly": noun.grade, "evidence": noun.evidence}
    if part in answers:
        return answers[part]
    if part in ("void", "ambiguous"):
        return "yes" if noun.kind.value == part else None
    if part in ("on", "not_through"):
        dated = "not_through" if noun.kind is OutcomeKind.NOT_THROUGH else "on"
        return noun.on if part == dated else None
    return getattr(noun, part)


def _of_forecast(noun: Forecast, part: str) -> object:
    chance, scale = said_chance(noun)
    match part:
        case "when":
            return said_when(noun, {})
        case "chance":
            return chance
        case "scale":
            return scale
        case "shares":
            return (
                _pairs(noun.belief.options, noun.belief.shares) if isinstance(noun.belief, Shares) else None
            )
        case "quantiles":
            return (
                _pairs(noun.belief.levels, noun.belief.values) if isinstance(noun.belief, Quantiles) else None
            )
        case "given":
            return None if noun.claim.condition is None else _condition(noun.claim.condition)
        case "unscoreable":
            return noun.unscoreable_because
        case "option" | "above" | "below" | "not_before" | "deadline":
            return getattr(noun.claim, part)
    return getattr(noun, _NAMES.get(part, part))


def _pairs(names: tuple[object, ...], values: tuple[float, ...]) -> str:
    return ",".join(f"{name}={value:g}" for name, value in zip(names, values, strict=True))


def _condition(condition: Condition) -> str:
    by = f" by {condition.by}" if condition.by else ""
    return f"{condition.question}={condition.answer}{by}"


def _text(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return "; ".join(map(str, value))
    return str(value)
