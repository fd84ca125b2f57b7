"""What the ledger says of a record beside the record itself: its outcomes, its origin, what amended it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import UnfitText, Unknown
from forecasts.handles import Handle
from forecasts.ledger.origins import origin
from forecasts.ledger.records import noun_name
from forecasts.model import Forecast, Forecaster, Outcome, Question, Source

if TYPE_CHECKING:
    from forecasts.ledger.reader import Stored
    from forecasts.ledger.view import View


def beside(view: View, found: Stored, on: date) -> Iterator[tuple[str, object]]:
    """What the ledger says of a record beside the record itself; keys are stable in JSON."""
    noun = found.noun
    if isinstance(noun, Question | Forecaster | Source) and found.stands:
        former = view.names.kind(noun_name(noun)).former(noun.slug)
        yield from (("formerly", former),) if former else ()
    if isinstance(noun, Question):
        answers = known(view.standing("outcome", question=noun.slug), on)
        yield "outcomes", tuple(_sentence(answer) for answer in answers)
        yield "forecasts", sum(1 for _ in view.standing("forecast", question=noun.slug))
    elif isinstance(noun, Forecaster):
        yield "forecasts", sum(1 for _ in view.standing("forecast", forecaster=noun.slug))
    elif isinstance(noun, Forecast) and noun.statement is not None:
        yield "quote", getattr(view.get(view.latest(noun.statement)).noun, "quote", None)
    yield from _origin(view, found)
    if (merger := view.aside.get(found.handle)) is not None:
        naming = dict(view.namings)[merger]
        yield (
            "merged",
            f"{merger}: into {view.names.kind(naming.kind).now(naming.slug)}, because {naming.because}",
        )
    if (amended := view.amendments.get(found.handle)) is not None:
        handle, amendment = amended
        replaced = f" by {amendment.replacement}" if amendment.replacement else ""
        yield "amended", f"{handle}: {amendment.kind}{replaced}, because {amendment.because}"


def _origin(view: View, found: Stored) -> Iterator[tuple[str, object]]:
    """From which file and line the record came, where a file brought it."""
    came = origin(view, view.first_version(found.handle))
    if came is None or came.imported == found.noun:
        return
    place = f"{came.imported.file} ({came.imported.form})"
    if came.line is not None:
        yield "from", f"{place}, line {came.line}"
        yield "row", came.row
    else:
        yield "from", f"{place}; its rows were erased" if came.erased else place


def known(found: Iterable[Stored], on: date) -> Iterator[Stored]:
    """Records, without the outcomes that became known after a day."""
    for stored in found:
        if not isinstance(stored.noun, Outcome) or stored.noun.known_on is None or stored.noun.known_on <= on:
            yield stored


def _sentence(stored: Stored) -> str:
    assert isinstance(stored.noun, Outcome)
    return f"{stored.noun.sentence} ({stored.handle})"


def named_record(view: View, what: str) -> Stored:
    """The record of a handle, or the question, forecaster or source of a slug or a name.

    Raises
    ------
    Unknown
        If there is none.
    """
    try:
        return view.get(Handle.read(what))
    except UnfitText:
        near: tuple[str, ...] = ()
        for kind in ("question", "forecaster", "source"):
            try:
                return view.find(kind, what)
            except Unknown as unknown:
                near += unknown.near
        raise Unknown("record", what, near) from None
