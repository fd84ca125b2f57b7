"""A ledger to review: six forecasts by one forecaster, logged and resolved by ann."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from forecasts.belief import Belief
from forecasts.ledger.entry import Entry
from forecasts.ledger.ledger import Ledger
from forecasts.model import Noun
from reports.review.freezing import freeze
from reports.review.signing import examined, open_report, sign
from reports.review.states import ReviewState
from reports.scorecards import Scorecard, scorecard
from tests.forecasts.builders import chance, forecast, forecaster, not_through, outcome, question

SAID = datetime(2021, 6, 25, 12, tzinfo=UTC)
NOW = datetime(2022, 1, 5, 12, tzinfo=UTC)
YEAR_END = date(2021, 12, 31)
HAPPENED = date(2021, 8, 15)
CARD = "scorecard-ann-lee-2021-12-31"
EVENTS = 6

Made = TypeVar("Made")
Rest = ParamSpec("Rest")


def panel(place: str | Path, *, events: int = EVENTS, belief: Belief | None = None) -> Ledger:
    """Entry 1 logs forecasts 1.2+2n on event-n, entry 2 has their outcomes 2.1 to 2.6, the even ones yes.

    Each forecast is that belief, or else a chance of its own.
    """
    ledger = Ledger.create(place, now=SAID, by="ann")
    with ledger.entry("log", by="ann", now=SAID) as entry:
        entry.add(forecaster())
        for number in range(events):
            slug = f"event-{number}"
            entry.add(question(slug=slug, statement=f"Event {number} happens"))
            entry.add(forecast(question=slug, belief=belief or chance((number + 2) / 10)))
    with ledger.entry("resolve", by="ann", now=NOW) as entry:
        for number in range(events):
            slug = f"event-{number}"
            came = number % 2 == 0
            entry.add(outcome(question=slug, on=HAPPENED) if came else not_through(YEAR_END, question=slug))
    return ledger


def card(ledger: Ledger, on: date = YEAR_END) -> Scorecard:
    """The scorecard of the only forecaster, from the ledger's head."""
    return scorecard(ledger, forecaster="ann-lee", on=on)


def frozen(ledger: Ledger, *, by: str = "ann", on: date = YEAR_END) -> str:
    """That scorecard, frozen; its slug."""
    return freeze(ledger, card(ledger, on), by=by, now=NOW)


def acted(
    ledger: Ledger,
    by: str,
    act: Callable[Concatenate[Entry, Rest], Made],
    *rest: Rest.args,
    **named: Rest.kwargs,
) -> Made:
    """What somebody did in an entry of their own."""
    with ledger.entry("review", by=by, now=NOW) as entry:
        return act(entry, *rest, **named)


def added(ledger: Ledger, *nouns: Noun, by: str = "ann") -> None:
    """Nouns recorded in an entry."""
    acted(ledger, by, lambda entry: [entry.add(noun) for noun in nouns])


def signed(ledger: Ledger, slug: str, *, by: str, allow_own: bool = False, look: bool = True) -> ReviewState:
    """A report opened and signed by somebody."""
    if look:
        acted(ledger, by, lambda entry: open_report(entry, slug))
    before = examined(ledger.view(), slug, by=by)
    return acted(
        ledger, by, lambda entry: sign(entry, slug, by=by, examined_before=before, allow_own=allow_own)
    )
