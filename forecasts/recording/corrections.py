"""A record with some parts changed, whole again: what a correction puts in the place of the old one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from forecasts.errors import UnfitNoun, Unknown
from forecasts.ledger.following import followed
from forecasts.ledger.records import noun_name
from forecasts.ledger.seal_rules import refuse_amending
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Forecast,
    Forecaster,
    ForecasterKind,
    Noun,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
    Settings,
    Source,
    Statement,
)
from forecasts.recording.outcomes import TypedOutcome, outcome
from forecasts.recording.provenance import known_source
from forecasts.recording.questions import the_source
from forecasts.recording.rereading import corrected_forecast
from forecasts.words.windows.feasts import known_country

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.reader import Stored
    from forecasts.ledger.view import View

_DATED = (OutcomeKind.HAPPENED, OutcomeKind.PARTLY, OutcomeKind.VALUE, OutcomeKind.OPTION)
_REASONED = (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS)
_ANSWERS = ("on", "not_through", "value", "option", "partly", "void", "ambiguous")

PARTS: dict[type[Noun], tuple[str, ...]] = {
    Forecaster: ("name", "aliases", "forecaster_kind", "affiliation"),
    Source: ("title", "url", "publisher", "published_on", "language"),
    Question: (
        *("says", "criteria", "kind", "options", "unit", "topic", "tags"),
        *("zone", "cluster", "recurs", "horizon"),
        *("reference_rate", "reference_source", "reference_count"),
    ),
    Statement: ("quote", "locator", "source", "language"),
    Outcome: (*_ANSWERS, "known_on", "evidence"),
    Settings: ("scale", "frame", "country"),
    Forecast: (
        *("question", "by", "said", "made_at", "attested_on", "reading", "statement", "restates"),
        *("when", "chance", "scale", "shares", "quantiles", "unscoreable"),
        *("not_before", "option", "above", "below"),
        *("deadline", "given", "settled_by"),
    ),
}
"""The parts of each noun that a correction can change, by the names of their options."""

Changes = Mapping[str, Any]


def changes_in(typed: Changes) -> dict[str, Any]:
    """The options that were given at all.

    >>> changes_in({"title": "MK", "url": None, "tags": (), "void": False, "recurs": False})
    {'title': 'MK', 'recurs': False}
    """
    return {
        part: value
        for part, value in typed.items()
        if value is not None and value != () and (value is not False or part == "recurs")
    }


def correct(
    entry: Entry, handle: Handle, changes: Changes, *, analyst: str, because: str
) -> tuple[Noun, Handle]:
    """Puts a record with its parts changed in the place of the old one; returns it, and where it is.

    Raises
    ------
    TrackerError
        What `corrected` raises, and for what the ledger refuses.
    """
    stored = entry.view.get(handle)
    noun = corrected(stored, changes, view=entry.view, analyst=analyst, because=because)
    return noun, entry.correct(handle, noun, because=because)


def take_back(entry: Entry, handle: Handle, *, because: str) -> Handle:
    """Takes a record back that should not be in the ledger; returns where that is recorded."""
    return entry.add(Amendment(target=handle, kind=AmendmentKind.MISTAKE, because=because))


def withdraw(entry: Entry, handle: Handle, *, on: date, because: str) -> Handle:
    """Notes the day on which the forecaster took a forecast back; returns where that is recorded."""
    return entry.add(
        Amendment(target=handle, kind=AmendmentKind.WITHDRAWAL, because=because, withdrawn_on=on)
    )


def corrected(stored: Stored, changes: Changes, *, view: View, analyst: str, because: str) -> Noun:
    """The record with its parts changed; parts that it does not have, and no change at all, are refused.

    `changes` holds only what is given, by the names in `PARTS`.
    """
    refuse_amending(view, stored)
    noun, name = followed(stored.noun, view), noun_name(stored.noun)
    parts = PARTS.get(type(noun), ())
    for part in changes:
        if part not in parts:
            can = ", ".join(option_of(other) for other in parts)
            remedy = f"change {can}" if parts else "take it back with --mistake"
            if isinstance(noun, Forecast) and part == "horizon":
                asked = view.find("question", noun.question)
                remedy = f"the horizon is its question's, for all who forecast it: amend {asked.handle}"
            raise UnfitNoun(
                f"{stored.handle} is a record of kind {name} and has no {option_of(part)}", remedy
            )
    if not changes:
        raise UnfitNoun(
            f"Nothing says what to change of the {name} {stored.handle}",
            "give the parts that change, or --mistake if it should not be in the ledger",
        )
    whole = _whole(noun, changes, view=view, analyst=analyst, because=because)
    if whole == noun:
        raise UnfitNoun(f"After this change {stored.handle} is what it was", "give a part that differs")
    return whole


def _whole(noun: Noun, changes: Changes, *, view: View, analyst: str, because: str) -> Noun:
    match noun:
        case Forecast():
            return corrected_forecast(noun, changes, view=view, analyst=analyst)
        case Outcome():
            return _outcome(noun, changes, because)
        case Statement():
            return _statement(noun, changes, view)
        case Source():
            return replace(noun, **changes)
        case Settings():
            country = {"country": known_country(changes["country"])} if "country" in changes else {}
            return replace(noun, **{**changes, **country})
        case Question():
            if "reference_source" in changes:
                changes = {**changes, "reference_source": the_source(view, changes["reference_source"])}
            return replace(noun, **_renamed(changes, {"says": "statement"}, {"kind": QuestionKind}))
        case Forecaster():
            changed = _renamed(changes, {"forecaster_kind": "kind"}, {"forecaster_kind": ForecasterKind})
            changed["aliases"] = tuple(dict.fromkeys((*noun.aliases, *changes.get("aliases", ()))))
            return replace(noun, **changed)
    raise AssertionError(f"a {noun_name(noun)} has no parts, so no change of it comes this far")


def _renamed(
    changes: Changes, names: Mapping[str, str], kinds: Mapping[str, Callable[[str], object]]
) -> dict[str, Any]:
    return {
        names.get(part, part): kinds[part](value) if part in kinds else value
        for part, value in changes.items()
    }


def _statement(old: Statement, changes: Changes, view: View) -> Statement:
    if "source" not in changes:
        return replace(old, **changes)
    if (source := known_source(view, changes["source"])) is None:
        raise Unknown("source", changes["source"])
    return replace(old, **{**changes, "source": source})


def _outcome(old: Outcome, changes: Changes, because: str) -> Outcome:
    """The outcome with what is named changed, and all the rest kept as far as it still applies.

    `--on` moves the day of what has one, and says of the others that it happened. A day known is kept, save
    one that was the outcome's own: that moves with it.
    """
    answers = {part: changes[part] for part in _ANSWERS if part in changes}
    assert old.known_on is not None
    if not answers:
        told = old
    elif set(answers) == {"on"} and old.kind in _DATED:
        told = replace(old, on=answers["on"], known_on=max(old.known_on, answers["on"]))
    else:
        told = outcome(old.question, TypedOutcome(**answers, because=because), today=old.known_on)
    day = told.on
    if day is None and (told.kind is old.kind or (told.kind in _DATED and old.kind in _DATED)):
        day = old.on
    known_on = changes.get("known_on", day if day and old.known_on == old.on else old.known_on)
    restated = "void" in changes or "ambiguous" in changes
    kept = old.because if told.kind is old.kind or old.kind not in _REASONED else None
    return replace(
        told,
        on=day,
        known_on=known_on,
        evidence=changes.get("evidence", old.evidence),
        because=because if restated else kept,
    )


def option_of(part: str) -> str:
    """The option of `amend` that changes a part."""
    typed = {"aliases": "alias", "tags": "tag"}.get(part, part if part == "on" else part.removesuffix("_on"))
    return f"--{typed.replace('_', '-')}"
