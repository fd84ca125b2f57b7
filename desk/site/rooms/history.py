"""The chain: its entries, one entry, one record with its versions, an entry taken back, the audit."""

from __future__ import annotations

import json

from desk.site.asking import Answer, Asked, File, Moved, Page
from desk.site.writing import recorded
from desk.terminal.answer_sheet import without_options
from desk.terminal.describing import facts
from desk.terminal.record_context import beside
from desk.terminal.record_rows import record_line
from forecasts.errors import TrackerError, UnfitField, Unknown
from forecasts.handles import Handle
from forecasts.ledger.following import as_it_stands
from forecasts.ledger.history import EntryBrief, leaf
from forecasts.ledger.origins import imports
from forecasts.ledger.records import canonical, noun_name
from forecasts.ledger.seal_rules import unrevealed
from forecasts.model import (
    Amendment,
    Forecast,
    Forecaster,
    Freeze,
    Noun,
    Outcome,
    Question,
    Review,
    Seal,
)
from forecasts.recording.sealing import reveal as revealed
from forecasts.recording.undoing import UNDO
from forecasts.recording.undoing import undo as take_back

_LEAF = 40
_RECORDS = 500
_BRIEF = 8


def entries(asked: Asked) -> Answer:
    """The entries, newest first, a leaf at a time."""
    end = asked.view.head.sequence + 1
    before = min(end, asked.number("before", end))
    found = leaf(asked.view, before=before, limit=_LEAF, most=_BRIEF)
    files = imports(asked.view, [one.entry.sequence for one in found if one.entry.action == "import"])
    return Page(
        template="history.html",
        title="History",
        facts={
            "entries": [(one, files.get(one.entry.sequence)) for one in found],
            "line": record_line,
            "older": found[-1].entry.sequence if found and found[-1].entry.sequence > 1 else None,
            "is_last": before == end,
        },
    )


def entry(asked: Asked) -> Answer:
    """One entry with its records and its place in the chain."""
    return _entry_page(asked, refusal=None)


def undo(asked: Asked) -> Answer:
    """Takes an entry back, by the rules of the command; that is an entry too."""
    sequence, because = _number(asked), asked.text("because")
    asked.who.must_take_back(_found(asked, sequence).entry.action)
    try:
        if not because:
            raise UnfitField("because", "Say why it is taken back.")
        with recorded(asked, UNDO, reason=because) as made:
            take_back(made, sequence, because=because)
            done = made.sequence
    except TrackerError as refusal:
        return _entry_page(asked, refusal=without_options(str(refusal)))
    return Moved(to=asked.to("entries", str(done)))


def record(asked: Asked) -> Answer:
    """One record: what it says, what is beside it, and all its versions."""
    handle = _handle(asked)
    stored = asked.view.get(handle)
    now = as_it_stands(stored, asked.view)
    versions = asked.view.versions(handle)
    return Page(
        template="record.html",
        title=f"{noun_name(stored.noun).capitalize()} {handle}",
        facts={
            "stored": stored,
            "kind": noun_name(stored.noun),
            "facts_of": list(facts(now.noun)),
            "links": _links(asked, now.noun),
            "beside": list(beside(asked.view, stored, asked.on)),
            "versions": [asked.view.get(version) for version in versions] if len(versions) > 1 else [],
            "line": record_line,
            "is_shut": isinstance(stored.noun, Seal)
            and any(shut.handle == handle for shut, _ in unrevealed(asked.view)),
        },
    )


def reveal(asked: Asked) -> Answer:
    """Records what was sealed, and shows it."""
    with recorded(asked, "reveal") as made:
        found = revealed(made, _handle(asked))
    return Moved(to=asked.to("records", str(found.handle)))


def _links(asked: Asked, noun: Noun) -> list[tuple[str, str]]:
    """Where what a record names is shown."""
    found = []
    match noun:
        case Question() | Forecaster():
            place = "questions" if isinstance(noun, Question) else "forecasters"
            found.append((f"The page of {noun.slug}", asked.to(place, noun.slug)))
        case Forecast():
            found.append((f"The question {noun.question}", asked.to("questions", noun.question)))
            found.append((f"The forecaster {noun.forecaster}", asked.to("forecasters", noun.forecaster)))
        case Outcome():
            found.append((f"The question {noun.question}", asked.to("questions", noun.question)))
        case Freeze():
            found.append((f"The report {noun.slug}", asked.to("review", noun.slug)))
        case Review():
            found.append((f"The report {noun.report}", asked.to("review", noun.report)))
        case Amendment():
            found.append((f"The record {noun.target}", asked.to("records", str(noun.target))))
    return found


def record_json(asked: Asked) -> Answer:
    """The record's canonical bytes, over which its digest goes."""
    return File(
        body=json.dumps(json.loads(canonical(asked.view.get(_handle(asked)).noun)), indent=2).encode(),
        media="application/json",
    )


def audit(asked: Asked) -> Answer:
    """The chain walked from its first entry, and the tables held against the records."""
    found = asked.desk.shelf.made(("audit", asked.view.head.digest), asked.desk.shelf.ledger.audit)
    return Page(template="audit.html", title="Audit", facts={"audit": found})


def _entry_page(asked: Asked, *, refusal: str | None) -> Page:
    found = _found(asked, _number(asked))
    sequence = found.entry.sequence
    return Page(
        template="entry.html",
        title=f"Entry {sequence:,}",
        facts={
            "brief": found,
            "entry": found.entry,
            "file": imports(asked.view, [sequence]).get(sequence),
            "line": record_line,
            "is_last": sequence == asked.view.head.sequence,
            "may_undo": asked.who.may_take_back(found.entry.action),
            "refusal": refusal,
        },
        status=400 if refusal else 200,
    )


def _found(asked: Asked, sequence: int) -> EntryBrief:
    for found in leaf(asked.view, before=sequence + 1, limit=1, most=_RECORDS):
        if found.entry.sequence == sequence:
            return found
    raise Unknown("entry", str(sequence), remedy="the history shows them.")


def _number(asked: Asked) -> int:
    text = asked.named["sequence"]
    if not text.isdecimal() or len(text) > 12:
        raise Unknown("entry", text, remedy="the history shows them.")
    return int(text)


def _handle(asked: Asked) -> Handle:
    try:
        return Handle.read(asked.named["handle"])
    except TrackerError:
        raise Unknown("record", asked.named["handle"], remedy="the history shows them.") from None
