"""Every pair of outcomes, in either order, on each engine: news, nothing new, or refused with a remedy."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date

import pytest

from forecasts.errors import Contradiction, NothingNew
from forecasts.ledger.ledger import Ledger
from forecasts.model import Outcome, OutcomeKind, Question
from tests.forecasts.builders import choice, not_through, outcome, quantity, question
from tests.forecasts.ledger.conftest import record
from tests.shell import Shell

EARLY, DAY, LATE = date(2021, 7, 15), date(2021, 8, 15), date(2021, 9, 15)
DATED = (OutcomeKind.HAPPENED, OutcomeKind.PARTLY, OutcomeKind.OPTION, OutcomeKind.VALUE)
_SET_ASIDE = {"because": "moot", "known_on": DAY}
EVENT = {
    "happened": outcome(on=DAY),
    "not early": not_through(EARLY),
    "not by then": not_through(DAY),
    "not late": not_through(LATE),
    "partly": outcome(kind=OutcomeKind.PARTLY, on=None, grade=0.5, known_on=date(2021, 12, 1)),
    "partly then": outcome(kind=OutcomeKind.PARTLY, on=DAY, grade=0.5),
    "void": outcome(kind=OutcomeKind.VOID, on=None, **_SET_ASIDE),
    "void then": outcome(kind=OutcomeKind.VOID, on=DAY, **_SET_ASIDE),
    "unclear": outcome(kind=OutcomeKind.AMBIGUOUS, on=None, **_SET_ASIDE),
    "unclear then": outcome(kind=OutcomeKind.AMBIGUOUS, on=DAY, **_SET_ASIDE),
}
CHOSEN = {
    "red": outcome(kind=OutcomeKind.OPTION, on=None, option="red", known_on=DAY),
    "red then": outcome(kind=OutcomeKind.OPTION, on=DAY, option="red"),
    "blue": outcome(kind=OutcomeKind.OPTION, on=None, option="blue", known_on=DAY),
    "void": EVENT["void"],
    "unclear": EVENT["unclear"],
}
MEASURED = {
    "61": outcome(kind=OutcomeKind.VALUE, on=None, value=61.0, known_on=DAY),
    "61 then": outcome(kind=OutcomeKind.VALUE, on=DAY, value=61.0),
    "62": outcome(kind=OutcomeKind.VALUE, on=None, value=62.0, known_on=DAY),
    "void": EVENT["void"],
    "unclear": EVENT["unclear"],
}
# A row is what stands, a column what comes: . is news, = says nothing new, x contradicts.
OF_EVENTS = """
                happened  not early, by then, late  partly, then  void, then  unclear, then
happened        =         .          x        x     x       x     x     x     x        x
not early       .         =          .        .     x       .     .     .     .        .
not by then     x         =          =        .     x       x     x     x     x        x
not late        x         =          =        =     x       x     x     x     x        x
partly          x         x          x        x     =       x     x     x     x        x
partly then     x         .          x        x     =       =     x     x     x        x
void            x         x          x        x     x       x     =     x     x        x
void then       x         .          x        x     x       x     =     =     x        x
unclear         x         x          x        x     x       x     x     x     =        x
unclear then    x         .          x        x     x       x     x     x     =        =
"""
OF_CHOICES = """
                red  red then  blue  void  unclear
red             =    x         x     x     x
red then        =    =         x     x     x
blue            x    x         =     x     x
void            x    x         x     =     x
unclear         x    x         x     x     =
"""
OF_QUANTITIES = """
                61   61 then   62    void  unclear
61              =    x         x     x     x
61 then         =    =         x     x     x
62              x    x         =     x     x
void            x    x         x     =     x
unclear         x    x         x     x     =
"""
TABLES = [(question, EVENT, OF_EVENTS), (choice, CHOSEN, OF_CHOICES), (quantity, MEASURED, OF_QUANTITIES)]


def pairs(outcomes: dict[str, Outcome], table: str) -> list[tuple[str, str, str]]:
    """What stands, what comes, and the mark of the pair."""
    _, *rows = table.strip("\n").splitlines()
    marks = [row[16:].split() for row in rows]
    assert [row[:16].strip() for row in rows] == list(outcomes)
    return [
        (stands, comes, mark)
        for stands, row in zip(outcomes, marks, strict=True)
        for comes, mark in zip(outcomes, row, strict=True)
    ]


@pytest.mark.parametrize(("build", "outcomes", "table"), TABLES, ids=["events", "choices", "quantities"])
def test_of_every_pair_it_is_known_what_the_second_is(
    ledger: Ledger, build: type[Question], outcomes: dict[str, Outcome], table: str
) -> None:
    """News is recorded; what contradicts, or says no more, is refused and leaves nothing behind."""
    for number, (stands, comes, mark) in enumerate(pairs(outcomes, table)):
        slug = f"it-{number}"
        asked = build(slug=slug, statement=f"Case {number}")
        record(ledger, asked, replace(outcomes[stands], question=slug))
        new = replace(outcomes[comes], question=slug)
        if mark == ".":
            record(ledger, new)
        else:
            with pytest.raises({"x": Contradiction, "=": NothingNew}[mark]):
                record(ledger, new)
        found = [stored.noun for stored in ledger.view().standing("outcome", question=slug)]
        assert len(found) == (2 if mark == "." else 1), (stands, comes)


REFUSED = [
    (form, outcomes[stands], outcomes[comes])
    for form, (_, outcomes, table) in zip(("event", "choice", "quantity"), TABLES, strict=True)
    for stands, comes, mark in pairs(outcomes, table)
    if mark == "x"
]
ASKED = {
    "event": (),
    "choice": ("--kind", "choice", "--options", "red,blue", "--option", "red"),
    "quantity": ("--kind", "quantity", "--above", "61"),
}


def typed(said: Outcome) -> list[str]:
    """An outcome as options of `tracker resolve`."""
    day = ["--on", str(said.on)] if said.on else []
    known = ["--known", str(said.known_on)]
    match said.kind:
        case OutcomeKind.HAPPENED:
            return [*day, *known]
        case OutcomeKind.NOT_THROUGH:
            return ["--not-through", str(said.on), *known]
        case OutcomeKind.PARTLY:
            return ["--partly", str(said.grade), *day, *known]
        case OutcomeKind.OPTION:
            return ["--option", str(said.option), *day, *known]
        case OutcomeKind.VALUE:
            return ["--value", str(said.value), *day, *known]
        case OutcomeKind.VOID | OutcomeKind.AMBIGUOUS:
            return [f"--{said.kind}", "--because", "moot", *day, *known]


def test_the_command_that_is_printed_corrects(shell: Shell) -> None:
    """As printed, for every pair that contradicts: afterwards the second stands, and alone."""
    shell("init")
    for number, (form, stands, comes) in enumerate(REFUSED):
        slug = f"it-{number}"
        by = ("--by", "Ann", "-p", "70%", "--deadline", "2021-10-01", "--said", "2021-06-25")
        shell("log", f"Case {number} comes", "--slug", slug, *by, *ASKED[form])
        shell("resolve", slug, *typed(stands))
        said = shell.refusal("resolve", slug, *typed(comes))
        (command,) = said.replace("\n", " ").split("`")[1::2]
        shell(*shlex.split(command)[1:])
        if "--mistake" in command:
            shell("resolve", slug, *typed(comes))
        (found,) = shell.json("list", "outcomes", "--question", slug)
        kept = comes.kind is stands.kind or {comes.kind, stands.kind} <= {*DATED}
        told = comes.on or (stands.on if kept else None)
        assert found["kind"] == comes.kind, said
        assert found.get("on") == (None if told is None else str(told)), said
        parts = ("value", "option", "grade")
        assert found["known_on"] == str(comes.known_on)
        assert [found.get(part) for part in parts] == [getattr(comes, part) for part in parts]
