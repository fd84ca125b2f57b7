"""However two hundred recording commands follow one another: no contradiction, no lost pointer, all undone.

A refused command leaves nothing behind. What a command recorded `undo` takes back at once, and at the end
one undo after another leads back to where everything began. On PostgreSQL, where each takes longer, there are
fewer commands.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from forecasts.belief import Chance
from forecasts.errors import TrackerError
from forecasts.exchange.importing import record_file
from forecasts.exchange.options import ImportOptions
from forecasts.handles import Handle
from forecasts.ledger.entry import Entry
from forecasts.ledger.following import followed
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.reader import Stored
from forecasts.ledger.tables import RECORDS
from forecasts.ledger.view import View
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Claim,
    Condition,
    Forecast,
    ForecasterKind,
    Import,
    Outcome,
    Question,
    QuestionKind,
    Statement,
    Unscoreable,
)
from forecasts.recording.corrections import PARTS, corrected
from forecasts.recording.questions import TypedCondition
from forecasts.recording.renaming import merge, rename
from forecasts.recording.undoing import undo
from tests.forecasts import builders
from tests.forecasts.builders import NOW
from tests.forecasts.ledger.conftest import NO_SERVER, SERVER, schema
from tests.forecasts.ledger.test_random_recording import DAYS, OF_EVENTS, an_outcome, true_together

EVENTS = ("kabul", "fall", "doha", "flood")
QUESTIONS = (*EVENTS, "winner", "oil")
PEOPLE = ("ann-lee", "a-lee", "bob")
SOURCES = ("the-paper", "the-times")
KINDS = ("question", "forecaster", "source", "statement", "forecast", "outcome", "naming")
VALUES: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(
        ("name", "affiliation", "title", "publisher", "url", "says", "unit", "topic"), ("a", "b")
    ),
    **dict.fromkeys(("criteria", "quote", "locator", "evidence", "settled_by", "reading"), ("one", "two")),
    **dict.fromkeys(("published_on", "on", "not_through", "known_on", "said", "attested_on"), tuple(DAYS)),
    **dict.fromkeys(("horizon", "not_before"), (date(2021, 7, 1), date(2022, 12, 31))),
    **dict.fromkeys(("value", "above", "below"), (60.0, 70.0)),
    **dict.fromkeys(("void", "ambiguous", "recurs"), (True, False)),
    "aliases": (("Ann",), ("Лее", "A.")),
    "forecaster_kind": tuple(kind.value for kind in ForecasterKind),
    "language": ("de", "ru"),
    "kind": tuple(kind.value for kind in QuestionKind),
    "options": (("red", "blue"), ("red", "blue", "green", "white")),
    "tags": (("war",),),
    "zone": ("Asia/Kabul", "UTC"),
    "cluster": ("c",),
    "reference_rate": (0.1, 0.9),
    "reference_source": SOURCES,
    "reference_count": (10, 20),
    "option": ("red", "blue"),
    "partly": (0.25, 0.5),
    "question": QUESTIONS,
    "by": PEOPLE,
    "made_at": (datetime(2021, 6, 24, 9, tzinfo=UTC),),
    "when": ("within 60 days", "a month or two"),
    "chance": ("0.4", "70%"),
    "scale": ("icd203", "phia"),
    "shares": ((("red", 0.2), ("blue", 0.3), ("green", 0.5)),),
    "quantiles": (((0.5, 61.0),),),
    "unscoreable": ((Unscoreable.NO_PROBABILITY,),),
    "deadline": ("2021-10-01", "2022-03-01"),
    "given": tuple(TypedCondition(asked, "happens", None) for asked in EVENTS),
    "source": SOURCES,
}
PROBED = 0.2
"""The share of commands after which it is tried whether they can be taken back at once."""
CHECKED = 4
STEPS = {"sqlite": 200, "postgresql": 60}
HEADER = "question,forecaster,said,chance,deadline,quote\n"


class _Preview(Exception):
    """Leave an entry without a trace."""


class Commands(RuleBasedStateMachine):
    """One ledger and an analyst's commands on it, each an entry."""

    engine: ClassVar[str]
    seen: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.step = 0
        self.open = ExitStack()
        self.folder = Path(self.open.enter_context(tempfile.TemporaryDirectory()))
        place = self.open.enter_context(schema()) if self.engine == "postgresql" else ":memory:"
        self.ledger = self.open.enter_context(Ledger.create(place, now=NOW, by="eve"))
        with self.ledger.entry("log", by="eve", now=NOW) as entry:
            for slug in EVENTS:
                entry.add(builders.question(slug=slug, statement=f"{slug} happens", recurs=slug == "flood"))
            entry.add(builders.choice())
            entry.add(builders.quantity())
            for slug in PEOPLE:
                entry.add(builders.forecaster(slug=slug, name=f"{slug} Smith"))
            for slug in SOURCES:
                entry.add(builders.source(slug=slug, title=f"{slug} of today"))
        self.began = state(self.ledger.view())

    def attempt(self, action: str, command: Callable[[Entry], object]) -> None:
        """One command; if it is not refused, `undo` can take it back, and that leads to what was before."""
        head, probed = self.ledger.view().head, self.draw.random() < PROBED
        before = state(self.ledger.view()) if probed else {}
        try:
            with self.ledger.entry(action, by="ann", now=NOW) as entry:
                command(entry)
        except TrackerError:
            self.seen[f"{action} refused"] += 1
            assert self.ledger.view().head == head
            return
        self.seen[action] += 1
        if not probed:
            return
        with self.preview() as trial:
            undo(trial, trial.sequence - 1, because="a slip")
            assert state(trial.view) == before

    @contextmanager
    def preview(self) -> Iterator[Entry]:
        """An entry that is left out of the ledger."""
        with suppress(_Preview), self.ledger.entry("undo", by="ann", now=NOW) as entry:
            yield entry
            raise _Preview

    def log(self, draw: Random) -> None:
        """A forecast, with words of its own or those of another, given a question or not, again or not."""
        view = self.ledger.view()
        forecasts, statements = (list(view.standing(noun)) for noun in ("forecast", "statement"))
        again = draw.choice(forecasts).handle if forecasts and draw.random() < 0.3 else None
        asked, given = draw.choice(EVENTS), draw.choice((None, None, *EVENTS))

        def command(entry: Entry) -> None:
            said = draw.choice(statements).handle if statements and draw.random() < 0.5 else None
            if said is None and draw.random() < 0.7:
                said = entry.add(builders.statement(quote=f"{draw.random()}", source=draw.choice(SOURCES)))
            earlier = None if again is None else entry.view.get(again).noun
            by = draw.choice(PEOPLE) if not isinstance(earlier, Forecast) else earlier.forecaster
            entry.add(
                builders.forecast(
                    question=asked if not isinstance(earlier, Forecast) else earlier.question,
                    forecaster=by,
                    belief=Chance.stated(draw.random()),
                    reading=draw.choice(("primary", "wide")),
                    statement=said,
                    restates=again,
                    claim=Claim(
                        deadline=builders.DEADLINE,
                        condition=None if given is None else Condition(question=given),
                    ),
                )
            )

        self.attempt("log", command)

    def resolve(self, draw: Random) -> None:
        """An outcome of every kind."""
        found = an_outcome(draw)
        if found.kind in OF_EVENTS and found.question not in ("winner", "oil") and draw.random() < 0.5:
            found = Outcome(**{name: getattr(found, name) for name in found.__slots__} | {"question": "fall"})
        self.attempt("resolve", lambda entry: entry.add(found))

    def amend(self, draw: Random) -> None:
        """Any part of any record, as `amend` and `edit` change it."""
        view = self.ledger.view()
        stored = draw.choice([one for kind in KINDS[:-1] for one in view.standing(kind)])
        part = draw.choice(PARTS[type(stored.noun)])
        value = self.pointers(view, part) if part in ("statement", "restates") else VALUES[part]
        if not value:
            return

        def command(entry: Entry) -> None:
            changes = {part: draw.choice(value)}
            now = entry.view.get(stored.handle)
            noun = corrected(now, changes, view=entry.view, analyst="ann", because="misheard")
            entry.correct(stored.handle, noun, because="misheard")

        self.attempt("amend", command)

    def pointers(self, view: View, part: str) -> tuple[Handle, ...]:
        """What a forecast can rest on."""
        kind = "statement" if part == "statement" else "forecast"
        return tuple(stored.handle for stored in view.standing(kind))

    def withdraw(self, draw: Random) -> None:
        """A forecast is taken back by who made it."""
        forecasts = list(self.ledger.view().standing("forecast"))
        if not forecasts:
            return

        def command(entry: Entry) -> None:
            kind, on = AmendmentKind.WITHDRAWAL, draw.choice(DAYS)
            target = draw.choice(forecasts).handle
            entry.add(Amendment(target=target, kind=kind, because="on air", withdrawn_on=on))

        self.attempt("withdraw", command)

    def set_aside(self, draw: Random) -> None:
        """Any record is a mistake, an amendment too."""
        view = self.ledger.view()
        stored = draw.choice([one for kind in (*KINDS, "amendment") for one in view.standing(kind)])
        self.attempt("mistake", lambda entry: entry.add(builders.mistake(stored.handle)))

    def rename(self, draw: Random) -> None:
        """A question, a person or a source, by its first slug, to one that is new or that it had."""
        old = draw.choice((*QUESTIONS, *PEOPLE, *SOURCES))
        new = draw.choice((old, f"{old}-2", f"{old}-{draw.randrange(50)}", draw.choice(QUESTIONS)))
        self.attempt("rename", lambda entry: rename(entry, old, new))

    def merge(self, draw: Random) -> None:
        """Two questions or two people, by their first slugs."""
        one, other = draw.sample(draw.choice((EVENTS, PEOPLE)), 2)
        self.attempt("merge", lambda entry: merge(entry, one, other, because="the same"))

    def bring(self, draw: Random) -> None:
        """A file of a few rows, some of them known."""
        rows = [
            f"{draw.choice(EVENTS)},{draw.choice(PEOPLE)},2021-06-{20 + draw.randrange(5)},"
            f"0.{draw.randrange(1, 9)},2021-12-31,{draw.choice(('', 'soon', 'perhaps'))}\n"
            for _ in range(3)
        ]
        path = self.folder / "rows.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        options = ImportOptions(skip_bad=True)
        today = date(2021, 12, 31)

        def command(entry: Entry) -> None:
            record_file(path, entry, by="ann", options=options, today=today, together=[path])

        self.attempt("import", command)
        if draw.random() > PROBED:
            return
        with self.preview() as trial:
            again = record_file(path, trial, by="ann", options=options, today=today, together=[path])
            assert not again.new["forecast"]

    def take_back(self, draw: Random) -> None:
        """Any entry, an undo too."""
        sequence = draw.randrange(2, self.ledger.view().head.sequence + 2)
        self.attempt("undo", lambda entry: undo(entry, sequence, because="a slip"))

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        """All that follows is drawn by one seed."""
        self.draw = Random(seed)

    @rule()
    def command(self) -> None:
        """Any of them."""
        self.draw.choice(
            (
                *(self.log, self.resolve, self.amend, self.amend, self.withdraw, self.set_aside),
                *(self.rename, self.merge, self.bring, self.take_back),
            )
        )(self.draw)

    @invariant()
    def holds(self) -> None:
        """Nothing that stands contradicts, and no pointer dangles; looked at now and then."""
        self.step += 1
        if self.step % CHECKED == 0:
            check(self.ledger.view())

    def teardown(self) -> None:
        """One undo after another leads back to the beginning, and the chain holds."""
        try:
            check(self.ledger.view())
            self.undo_all()
            assert self.ledger.audit().whole
        finally:
            self.open.close()

    def undo_all(self) -> None:
        """Takes back one entry after another, the last first, undos too."""
        for sequence in range(self.ledger.view().head.sequence, 1, -1):
            if stands_of(self.ledger.view(), sequence):
                with self.ledger.entry("undo", by="ann", now=NOW) as entry:
                    undo(entry, sequence, because="a slip")
        assert state(self.ledger.view()) == self.began


def stands_of(view: View, sequence: int) -> bool:
    """Whether something that an entry recorded stands, beside the note of an import."""
    kept = (one for one in view.stored(RECORDS.c.entry == sequence) if not isinstance(one.noun, Import))
    return any(view.stands(one.handle) for one in kept)


def state(view: View) -> dict[str, list[str]]:
    """All that stands and what it says."""
    found = {kind: [said(stored, view) for stored in view.standing(kind)] for kind in KINDS}
    withdrawn = (t for t, (_, one) in view.amendments.items() if one.kind is AmendmentKind.WITHDRAWAL)
    return found | {"withdrawn": sorted(str(target) for target in withdrawn if view.stands(target))}


def said(stored: Stored, view: View) -> str:
    """A record and its noun, pointers followed."""
    return f"{stored.handle} {followed(stored.noun, view)!r}"


def check(view: View) -> None:
    """The promises of a ledger, told anew and otherwise than the program keeps them."""
    standing = {kind: list(view.standing(kind)) for kind in KINDS}
    slugs = {
        kind: [getattr(one.noun, "slug", "") for one in standing[kind]]
        for kind in ("question", "forecaster", "source")
    }
    for kind, names in slugs.items():
        assert len(set(names)) == len(names), f"two of a {kind} have one slug"
    recurring = {
        one.noun.slug for one in standing["question"] if isinstance(one.noun, Question) and one.noun.recurs
    }
    told: dict[str, list[tuple[Any, Outcome]]] = {}
    for stored in standing["outcome"]:
        assert isinstance(stored.noun, Outcome)
        assert stored.noun.question in slugs["question"]
        told.setdefault(stored.noun.question, []).append((view.first_version(stored.handle), stored.noun))
    for asked, outcomes in told.items():
        in_order = [outcome for _, outcome in sorted(outcomes, key=lambda one: one[0])]
        for place, then in enumerate(in_order):
            for first in in_order[:place]:
                assert true_together(first, then, recurs=asked in recurring), (first, then)
    primaries: Counter[Any] = Counter()
    for stored in standing["forecast"]:
        noun = followed(stored.noun, view)
        assert isinstance(noun, Forecast)
        assert noun.question in slugs["question"]
        assert noun.forecaster in slugs["forecaster"]
        given = noun.claim.condition
        assert given is None or (given.question in slugs["question"] and given.question != noun.question)
        for pointer in (noun.statement, noun.restates):
            assert pointer is None or view.stands(pointer), stored.handle
        if noun.restates is not None:
            earlier = view.get(noun.restates).noun
            assert isinstance(earlier, Forecast)
            assert (earlier.question, earlier.forecaster) == (noun.question, noun.forecaster)
        if noun.statement is not None and noun.reading == "primary":
            primaries[noun.statement, noun.question, noun.forecaster] += 1
    assert set(primaries.values()) <= {1}
    for stored in standing["statement"]:
        assert isinstance(stored.noun, Statement)
        assert stored.noun.source is None or stored.noun.source in slugs["source"]
    roots = Counter(view.first_version(one.handle) for kind in KINDS for one in standing[kind])
    assert set(roots.values()) <= {1}, "two versions of one record stand"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_no_two_hundred_commands_leave_a_ledger_that_is_false(name: str) -> None:
    """On each engine; of each command some are done and some refused."""
    if name == "postgresql" and not SERVER:
        pytest.skip(NO_SERVER)

    class OnEngine(Commands):
        engine: ClassVar[str] = name
        seen: ClassVar[Counter[str]] = Counter()

    run_state_machine_as_test(
        OnEngine,
        settings=settings(
            max_examples=2,  # the first is the simplest one, and short
            stateful_step_count=STEPS[name],
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    done = {name for name in OnEngine.seen if not name.endswith("refused")}
    assert {"log", "amend", "import", "undo"} <= done, OnEngine.seen
