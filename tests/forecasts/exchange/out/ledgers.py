"""Ledgers with every kind of record, and what must be the same in a ledger rebuilt from their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import TrackerError
from forecasts.exchange.folders import data_files
from forecasts.exchange.importing import import_file
from forecasts.exchange.out.records import in_order
from forecasts.exchange.out.summary import ExportSummary
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Claim,
    Condition,
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
    Unscoreable,
)

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ON = date(2026, 1, 15)
SAID = date(2021, 6, 25)
HORIZON = date(2021, 12, 25)
TEXTS = st.text(
    st.characters(
        blacklist_categories=["Cs", "Cc"],
        blacklist_characters="\u202a\u202b\u202c\u202d\u202e\u2028\u2029\u2066\u2067\u2068\u2069",
    ),
    min_size=1,
    max_size=30,
).filter(str.strip)
CHANCES = st.builds(
    lambda bounds, words: Chance(p=bounds[1], low=bounds[0], high=bounds[2], words=words, rule="icd203"),
    st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
    st.none() | TEXTS,
)
TIMELINES = st.builds(
    lambda knots, words, p: Timeline(
        days=tuple(sorted(knots)),
        cdf=tuple(sorted(knots.values())),
        horizon=HORIZON,
        words=words,
        earliest=date(2021, 7, 25),
        latest=date(2021, 9, 25),
        p=p,
    ),
    st.dictionaries(st.floats(0, 1e4), st.floats(0, 1), min_size=1, max_size=6),
    st.none() | TEXTS,
    st.none() | st.floats(0, 1),
)
LEVELS = st.dictionaries(st.floats(0.001, 0.999), st.floats(-1e12, 1e12), min_size=1, max_size=5)
QUANTILES = LEVELS.map(lambda p: Quantiles(levels=tuple(sorted(p)), values=tuple(sorted(p.values()))))
SHARES = st.floats(0, 1).map(lambda p: Shares(options=("A: 1", "[B"), shares=(p, 1 - p)))
DAYS = st.integers(0, 60).map(lambda days: SAID + timedelta(days))


def people() -> list[Noun]:
    """Who, where and what: two forecasters, a source, and a question of every kind."""
    choice = Question(slug="who", statement="Who wins", kind=QuestionKind.CHOICE, options=("A: 1", "[B"))
    return [
        Settings(scale="icd203", frame="=every forecast in the paper"),
        Forecaster(slug="ann", name="=Ann", aliases=("A; B", "Ánn")),
        Forecaster(slug="crowd", name="Crowd", kind=ForecasterKind.CROWD, affiliation="-"),
        Source(slug="mk", title='MK, "late"', url="https://a.b/c", published_on=SAID),
        Question(
            slug="kabul", statement="Kabul falls", tags=("a", "b; c"), zone="Asia/Kabul", horizon=HORIZON
        ),
        Question(
            slug="flood", statement="@The river floods", criteria="two\nlines", recurs=True, cluster="c"
        ),
        Question(
            slug="drought",
            statement="No rain",
            reference_rate=0.12,
            reference_source="mk",
            reference_count=40,
        ),
        choice,
        Question(slug="price", statement="Price", kind=QuestionKind.QUANTITY, unit="€", topic="+oil"),
    ]


@st.composite
def forecasts(draw: st.DrawFn) -> tuple[Forecast, str | None]:
    """A forecast on one of the questions, and the words that it stands for, if any."""
    question = draw(st.sampled_from(["kabul", "flood", "who", "price"]))
    made = draw(DAYS)
    belief: Belief | None
    claim = Claim(deadline=draw(st.sampled_from([date(2021, 9, 25), HORIZON])), when=draw(st.none() | TEXTS))
    match question:
        case "who":
            belief, claim = draw(SHARES), Claim()
        case "price" if draw(st.booleans()):
            belief, claim = draw(CHANCES), replace(claim, above=-5.5, below=1e20)
        case "price":
            belief, claim = draw(QUANTILES), Claim()
        case _:
            windows: st.SearchStrategy[Belief] = TIMELINES if question == "kabul" else CHANCES
            belief = draw(st.one_of(CHANCES, windows, st.none()))
    unscoreable: tuple[Unscoreable, ...] = ()
    if belief is None:
        belief = draw(st.none() | TEXTS.map(lambda words: Vague(words=words)))
        unscoreable = (Unscoreable.VAGUE_WORD, Unscoreable.NO_CRITERION)
    if question == "flood" and draw(st.booleans()):
        claim = replace(claim, condition=Condition(question="kabul", answer="does not happen"))
    said = Forecast(
        question=question,
        forecaster=draw(st.sampled_from(["ann", "crowd"])),
        made_on=made,
        made_at=draw(st.none() | st.just(datetime(made.year, made.month, made.day, 1, 2, 3, 4, tzinfo=UTC))),
        attested_on=draw(st.none() | st.just(made)),
        claim=claim,
        belief=belief,
        settled_by=draw(st.none() | st.just("-bob")),
        unscoreable_because=unscoreable,
    )
    return said, draw(st.none() | TEXTS)


OUTCOMES = [
    Outcome(question="kabul", kind=OutcomeKind.NOT_THROUGH, on=date(2021, 8, 1)),
    Outcome(question="kabul", kind=OutcomeKind.HAPPENED, on=date(2021, 8, 15), evidence="=seen"),
    Outcome(question="flood", kind=OutcomeKind.HAPPENED, on=date(2021, 7, 2)),
    Outcome(question="flood", kind=OutcomeKind.HAPPENED, on=date(2021, 8, 2), known_on=date(2021, 8, 9)),
    Outcome(question="flood", kind=OutcomeKind.NOT_THROUGH, on=HORIZON),
    Outcome(question="who", kind=OutcomeKind.OPTION, option="A: 1", known_on=HORIZON),
    Outcome(question="price", kind=OutcomeKind.VALUE, value=-1.5, known_on=HORIZON),
    Outcome(question="price", kind=OutcomeKind.VOID, because="-", known_on=HORIZON),
    Outcome(question="flood", kind=OutcomeKind.PARTLY, grade=0.3, on=date(2021, 10, 2)),
]


@st.composite
def plans(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """What happens to a ledger, step by step."""
    step = (
        st.tuples(st.just("say"), forecasts())
        | st.tuples(st.just("quote"), TEXTS)
        | st.tuples(st.just("resolve"), st.sampled_from(OUTCOMES))
        | st.tuples(st.just("correct"), st.tuples(st.integers(0, 9), st.floats(0, 1)))
        | st.tuples(st.just("restate"), st.integers(0, 9))
        | st.tuples(st.sampled_from(["withdraw", "mistake"]), st.integers(0, 9))
    )
    return draw(st.lists(step, min_size=3, max_size=14))


def played(plan: list[tuple[str, Any]]) -> Ledger:
    """A ledger to which these things happened; what it refuses is left out."""
    ledger = Ledger.create(":memory:", now=NOW, by="ann")
    with ledger.entry("log", by="ann", now=NOW) as entry:
        for noun in people():
            entry.add(noun)
    for action, what in plan:
        try:
            _do(ledger, action, what)
        except TrackerError:
            continue
    return ledger


def _do(ledger: Ledger, action: str, what: Any) -> None:
    standing = list(ledger.view().standing("forecast"))
    with ledger.entry(action, by="ann", now=NOW) as entry:
        match action:
            case "say":
                said, words = what
                statement = None if words is None else entry.add(Statement(quote=words, source="mk"))
                entry.add(replace(said, statement=statement))
            case "quote":
                entry.add(Statement(quote=what, locator="p. 1", language="en"))
            case "resolve":
                entry.add(what)
            case "correct" if standing:
                number, p = what
                stored = standing[number % len(standing)]
                assert isinstance(stored.noun, Forecast)
                if isinstance(stored.noun.belief, Chance):
                    entry.correct(
                        stored.handle, replace(stored.noun, belief=Chance.stated(p)), because="misheard"
                    )
            case "restate" if standing:
                stored = standing[what % len(standing)]
                assert isinstance(stored.noun, Forecast)
                later = stored.noun.made_on + timedelta(1)
                parts = {"statement": None, "made_on": later, "made_at": None, "attested_on": None}
                entry.add(replace(stored.noun, restates=stored.handle, **parts))  # type: ignore[arg-type]  # by name
            case "withdraw" if standing:
                day = date(2021, 9, 1)
                _amend(entry.add, standing, what, AmendmentKind.WITHDRAWAL, withdrawn_on=day)
            case "mistake" if standing:
                _amend(entry.add, standing, what, AmendmentKind.MISTAKE)


def _amend(
    add: Callable[[Noun], Handle], standing: list[Any], number: int, kind: AmendmentKind, **parts: Any
) -> None:
    target = standing[number % len(standing)].handle
    add(Amendment(target=target, kind=kind, because="+1", **parts))


def written_at(
    write: Callable[[View, Path, ExportSummary], None], ledger: Ledger, place: Path
) -> ExportSummary:
    """Export a ledger to a place."""
    summary = ExportSummary()
    write(ledger.view(), place, summary)
    return summary


def rebuilt(place: Path) -> Ledger:
    """A new ledger from such files."""
    fresh = Ledger.create(":memory:", now=NOW, by="bob")
    for path in data_files([place]):
        import_file(path, fresh, by="bob", now=NOW)
    return fresh


def standing(ledger: Ledger) -> dict[str, list[Any]]:
    """Every standing noun, each in the place of its first version, with links as what they lead to.

    Words that stand twice and that no forecast stands for are imported once.
    """
    view = ledger.view()
    places = {stored.handle: place for place, stored in enumerate(in_order(view, "forecast"))}
    found: dict[str, list[Any]] = {
        kind: [stored.noun for stored in in_order(view, kind)]
        for kind in ("forecaster", "source", "question", "outcome")
    }
    found["settings"] = [view.settings]
    found["statement"] = sorted({stored.noun for stored in in_order(view, "statement")}, key=repr)
    found["forecast"] = [_unlinked(view, stored.noun, places) for stored in in_order(view, "forecast")]
    found["withdrawn"] = sorted(
        (places[handle], str(amendment.withdrawn_on), amendment.because)
        for handle in places.keys() & view.amendments.keys()
        for _, amendment in [view.amendments[handle]]
    )
    return found


def _unlinked(view: View, noun: Noun, places: dict[Handle, int]) -> tuple[Any, ...]:
    assert isinstance(noun, Forecast)
    words = None if noun.statement is None else view.get(view.latest(noun.statement)).noun
    restated = None if noun.restates is None else places.get(view.latest(noun.restates))
    return replace(noun, statement=None, restates=None), words, restated


def scored(ledger: Ledger) -> list[tuple[Any, ...]]:
    """What `tracker scores` says of each forecast, in the order of first versions; NaN as None."""
    from tests.tracker.judging import whole

    view = ledger.view()
    frame = whole(view, ON).set_index("handle")
    rows = (frame.loc[str(stored.handle)] for stored in in_order(view, "forecast"))
    names = ("verdict", "measure", "value", "low", "high", "order")
    return [tuple(None if row[name] != row[name] else row[name] for name in names) for row in rows]
