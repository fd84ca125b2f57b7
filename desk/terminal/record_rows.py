"""A stored record as a row of a table, as a line of the history, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desk.terminal.describing import belief_brief, facts
from desk.terminal.tables import shown
from forecasts.ledger.records import canonical, noun_name
from forecasts.model import Amendment, Freeze, Import, Naming, NamingAct, Outcome, Review

if TYPE_CHECKING:
    from forecasts.ledger.history import EntryInfo
    from forecasts.ledger.reader import Stored


_NAMED = {NamingAct.RENAMED: "is called", NamingAct.MERGED: "is one with"}


def record_json(stored: Stored) -> dict[str, object]:
    """A record under the keys of `docs/commands.md`."""
    return {
        "handle": stored.handle,
        **json.loads(canonical(stored.noun)),
        "recorded_at": stored.recorded_at,
        "recorded_by": stored.recorded_by,
        "stands": stored.stands,
    }


def entry_json(entry: EntryInfo, file: Import | None = None) -> dict[str, object]:
    """An entry with its records, under the keys of `docs/commands.md`."""
    return {
        "sequence": entry.sequence,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
        "action": entry.action,
        "reason": entry.reason,
        **({} if entry.signed_in is None else {"signed_in": entry.signed_in}),
        "digest": entry.digest,
        "file": None if file is None else {"name": file.file, "format": file.form, "sha256": file.sha256},
        "records": [record_json(stored) for stored in entry.stored],
    }


def record_line(stored: Stored) -> str:
    """A record in one line, for the history."""
    noun: Any = stored.noun
    name = noun_name(stored.noun)
    if isinstance(noun, Amendment):
        return f"{noun.kind} of {noun.target}: {noun.because}"
    if isinstance(noun, Outcome):
        return f"outcome: {noun.question} {noun.sentence}"
    if isinstance(noun, Freeze):
        return f"freeze: {noun.slug}, {noun.report} of {noun.title}, digest {noun.digest[:12]}"
    if isinstance(noun, Review):
        about = [f" on {noun.row}" if noun.row else "", f" to {noun.answers}" if noun.answers else ""]
        own = ", own work allowed" if noun.own else ""
        return f"review: {noun.report} {noun.act}{''.join(about)}{own}" + (
            f": {noun.text}" if noun.text else ""
        )
    if isinstance(noun, Naming):
        return f"{noun.kind} {noun.slug} {_NAMED[noun.act]} {noun.becomes}{_why(noun)}"
    columns = ROWS.get(f"{name}s")
    if columns is None:
        return f"{name}: " + "; ".join(f"{label} {shown(said)}" for label, said in facts(noun))
    cells = columns[1](noun)
    return " ".join([f"{name}:", *(str(cell) for cell in cells if cell)])


def _why(noun: Naming) -> str:
    return f": {noun.because}" if noun.because else ""


def _forecast_row(noun: Any) -> tuple[object, ...]:
    return (
        noun.question,
        noun.forecaster,
        noun.made_on,
        noun.matures_on,
        belief_brief(noun.belief),
        "" if noun.reading == "primary" else noun.reading,
    )


ROWS: dict[str, tuple[tuple[str, ...], Callable[[Any], tuple[object, ...]]]] = {
    "questions": (("slug", "kind", "statement"), lambda q: (q.slug, q.kind, q.statement)),
    "forecasters": (("slug", "kind", "name"), lambda f: (f.slug, f.kind, f.name)),
    "sources": (("slug", "published", "title"), lambda s: (s.slug, s.published_on, s.title)),
    "statements": (("source", "quote"), lambda s: (s.source, s.quote)),
    "outcomes": (("question", "outcome", "known"), lambda o: (o.question, o.sentence, o.known_on)),
    "seals": (
        ("sealed", "forecaster", "made", "deadline"),
        lambda s: (s.archived[:12], s.forecaster, s.made_on, s.deadline),
    ),
    "forecasts": (("question", "forecaster", "made", "deadline", "belief", "reading"), _forecast_row),
}
