"""However people record, correct and take back, on each engine: what stands never contradicts or dangles."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from forecasts.belief import Chance
from forecasts.errors import TrackerError
from forecasts.handles import Handle
from forecasts.ledger.entry import Entry
from forecasts.ledger.following import followed
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import Amendment, AmendmentKind, Forecast, Noun, Outcome, OutcomeKind, Statement
from forecasts.recording.corrections import corrected
from tests.forecasts.builders import NOW, choice, forecast, mistake, quantity, question, statement
from tests.forecasts.ledger.conftest import record

COMMANDS = 200
EVENTS, RECURRING = ("kabul", "doha"), ("flood",)
DAYS = [date(2021, 7, 1) + timedelta(days=20 * step) for step in range(8)]
KINDS = {
    "winner": (OutcomeKind.OPTION, OutcomeKind.VOID, OutcomeKind.AMBIGUOUS),
    "oil": (OutcomeKind.VALUE, OutcomeKind.VOID, OutcomeKind.AMBIGUOUS),
}
OF_EVENTS = (
    *(OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH, OutcomeKind.NOT_THROUGH, OutcomeKind.PARTLY),
    *(OutcomeKind.VOID, OutcomeKind.AMBIGUOUS),
)


def an_outcome(draw: random.Random) -> Outcome:
    """Any outcome of any of the questions."""
    asked = draw.choice((*EVENTS, *RECURRING, *KINDS))
    kind = draw.choice(KINDS.get(asked, OF_EVENTS))
    dated = kind in (OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH) or draw.random() < 0.5
    on = draw.choice(DAYS) if dated else None
    return Outcome(
        question=asked,
        kind=kind,
        on=on,
        value=draw.choice((60.0, 70.0)) if kind is OutcomeKind.VALUE else None,
        option=draw.choice(("red", "blue")) if kind is OutcomeKind.OPTION else None,
        grade=draw.choice((0.25, 0.5)) if kind is OutcomeKind.PARTLY else None,
        known_on=max(on or DAYS[0], draw.choice(DAYS)),
        because="moot" if kind in (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS) else None,
    )


def step(entry: Entry, draw: random.Random) -> str:
    """One command of an analyst, which may be refused; returns its name."""
    view, what = entry.view, draw.choice(("resolve", "resolve", "say", "log", "amend", "amend", "undo"))
    statements = [stored.handle for stored in view.standing("statement")]
    forecasts = list(view.standing("forecast"))
    if what == "resolve":
        entry.add(an_outcome(draw))
    elif what == "say":
        entry.add(statement(quote=f"words {draw.random()}"))
    elif what == "log":
        restates = draw.choice(forecasts) if forecasts and draw.random() < 0.5 else None
        entry.add(
            forecast(
                question=draw.choice(EVENTS) if restates is None else restates.noun.question,  # type: ignore[union-attr]
                belief=Chance.stated(draw.random()),
                reading=f"reading {draw.random()}",
                statement=draw.choice(statements) if statements and draw.random() < 0.8 else None,
                restates=None if restates is None else restates.handle,
            )
        )
    elif what == "amend":
        kind = draw.choice(("outcome", "outcome", "statement", "forecast"))
        stored = draw.choice(list(view.standing(kind)))
        new = corrected(stored, changes(stored.noun, draw), view=view, analyst="ann", because="misheard")
        entry.correct(stored.handle, new, because="misheard")
    else:
        kind = draw.choice(("outcome", "statement", "forecast", "amendment", "amendment", "withdrawal"))
        if kind == "withdrawal":
            target = draw.choice(forecasts).handle
            day = date(2021, 7, 1)
            entry.add(
                Amendment(target=target, kind=AmendmentKind.WITHDRAWAL, because="on air", withdrawn_on=day)
            )
        else:
            entry.add(mistake(draw.choice(list(view.standing(kind))).handle))
        what = f"undo {kind}"
    return what


def changes(noun: Noun, draw: random.Random) -> dict[str, Any]:
    """Options of `tracker amend` for a record."""
    if isinstance(noun, Statement):
        return {"quote": f"words {draw.random()}"}
    if isinstance(noun, Forecast):
        return draw.choice(({"chance": f"{draw.random():.3f}"}, {"reading": f"reading {draw.random()}"}))
    assert isinstance(noun, Outcome)
    day = draw.choice(DAYS)
    if noun.question == "winner":
        return draw.choice(({"option": "red"}, {"option": "blue", "on": day}, {"void": True}))
    if noun.question == "oil":
        return draw.choice(({"value": 60.0}, {"value": 70.0, "on": day}, {"ambiguous": True}))
    return draw.choice(
        (
            *({"on": day}, {"not_through": day}, {"partly": 0.5}, {"partly": 0.25, "on": day}),
            *({"void": True}, {"ambiguous": True, "on": day}, {"known_on": day}),
        )
    )


def true_together(first: Outcome, then: Outcome, *, recurs: bool) -> bool:
    """The rules of two outcomes, told anew and otherwise than the program tells them."""
    kinds = {first.kind, then.kind}
    if OutcomeKind.NOT_THROUGH not in kinds:
        return recurs and kinds == {OutcomeKind.HAPPENED} and first.on != then.on
    if kinds == {OutcomeKind.NOT_THROUGH}:
        return True
    without, end = (first, then) if first.kind is OutcomeKind.NOT_THROUGH else (then, first)
    if recurs and end.kind is OutcomeKind.HAPPENED and end is first:
        return True
    if end.on is not None:
        return end.on > without.on  # type: ignore[operator]
    news = end is then and end.kind in (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS)
    return news and end.known_on > without.on  # type: ignore[operator]


def check(view: View) -> None:
    """Nothing that stands contradicts, and nothing points to what no longer stands."""
    told: dict[str, list[tuple[Handle, Outcome]]] = {}
    for stored in view.standing("outcome"):
        assert isinstance(stored.noun, Outcome)
        told.setdefault(stored.noun.question, []).append((view.first_version(stored.handle), stored.noun))
    for asked, outcomes in told.items():
        in_order = [outcome for _, outcome in sorted(outcomes, key=lambda one: one[0])]
        for place, then in enumerate(in_order):
            for first in in_order[:place]:
                assert true_together(first, then, recurs=asked in RECURRING), (first, then)
    for stored in view.standing("forecast"):
        noun = followed(stored.noun, view)
        assert isinstance(noun, Forecast)
        for pointer in (noun.statement, noun.restates):
            assert pointer is None or view.stands(pointer), stored.handle
    roots = Counter(
        view.first_version(stored.handle)
        for kind in ("outcome", "statement", "forecast")
        for stored in view.standing(kind)
    )
    assert set(roots.values()) <= {1}, "two versions of one record stand"


@pytest.mark.parametrize("seed", range(2))
def test_what_stands_never_contradicts_or_dangles(ledger: Ledger, seed: int) -> None:
    """After each of two hundred commands, drawn by a seed; a refused one leaves nothing behind."""
    draw = random.Random(seed)
    record(
        ledger,
        question(slug="doha", statement="They meet in Doha"),
        question(slug="flood", statement="The river floods", recurs=True),
        choice(),
        quantity(),
    )
    done: Counter[str] = Counter()
    for _ in range(COMMANDS):
        try:
            with ledger.entry("try", by="ann", now=NOW) as entry:
                what = step(entry, draw)
        except (TrackerError, IndexError) as refusal:
            done[f"refused: {type(refusal).__name__}"] += 1
            continue
        done[what] += 1
        check(ledger.view())
    assert {"resolve", "say", "log", "amend", "undo amendment", "refused: Contradiction"} <= set(done), done
    assert ledger.audit().whole
    frame = ledger.view().forecasts()
    stands = {str(stored.handle) for stored in ledger.view().standing("statement")}
    assert set(frame["statement"].dropna()) <= stands
    assert set(frame["restates"].dropna()) <= set(frame["handle"])
