"""An amendment changes what it names and nothing else, of every noun and every part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.belief import Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import TrackerError, UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.reader import Stored
from forecasts.ledger.view import View
from forecasts.model import (
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
from forecasts.recording.corrections import PARTS, corrected
from forecasts.recording.questions import TypedCondition
from tests.forecasts import builders, strategies
from tests.forecasts.builders import DEADLINE, HORIZON, NOW, SAID

LINKS: dict[str, Any] = {
    "statement": Handle(2, 7),
    "attested_on": date(2021, 7, 1),
    "reading": "wide",
    "settled_by": "bob",
}
WINDOW = "a month or two, maybe three"
NO_CRITERION, NO_DEADLINE = Unscoreable.NO_CRITERION, Unscoreable.NO_DEADLINE
FORECASTS: dict[str, Forecast] = {
    "chance": builders.forecast(**LINKS, restates=Handle(2, 9)),
    "with a band": builders.forecast(belief=Chance(p=0.5, low=0.4, high=0.6, rule="x"), **LINKS),
    "in words": builders.forecast(
        belief=Chance(p=0.325, low=0.2, high=0.45, words="unlikely", rule="icd203-2015/unlikely"),
        claim=Claim(deadline=DEADLINE, when="soon", not_before=SAID, condition=Condition(question="flood")),
        **LINKS,
    ),
    "window": builders.forecast(
        belief=builders.timeline(words=WINDOW), claim=Claim(not_before=SAID), **LINKS
    ),
    "likely window": builders.forecast(
        belief=builders.timeline(words=f"likely, {WINDOW}", p=0.4), claim=Claim(), **LINKS
    ),
    "distribution": builders.forecast(
        belief=builders.timeline(rule="stated", earliest=None, central=None, latest=None),
        claim=Claim(),
        **LINKS,
    ),
    "shares": builders.forecast(
        question="winner",
        belief=Shares(options=("red", "blue", "green"), shares=(0.5, 0.25, 0.25)),
        **LINKS,
    ),
    "quantiles": builders.forecast(
        question="oil", belief=Quantiles(levels=(0.1, 0.9), values=(50.0, 90.0)), claim=Claim(), **LINKS
    ),
    "an option": builders.forecast(question="winner", claim=Claim(option="red"), **LINKS),
    "a value": builders.forecast(question="oil", claim=Claim(above=60.0, below=90.0), **LINKS),
    "vague": builders.forecast(
        belief=Vague(words="may"), unscoreable_because=(Unscoreable.VAGUE_WORD,), **LINKS
    ),
    "no criterion": builders.forecast(unscoreable_because=(NO_CRITERION, NO_DEADLINE), **LINKS),
}
CHANGES: dict[str, Any] = {
    "question": "drought",
    "by": "bob",
    "said": date(2021, 6, 20),
    "made_at": datetime(2021, 6, 24, 9, tzinfo=UTC),
    "attested_on": date(2021, 8, 1),
    "reading": "narrow",
    "statement": Handle(2, 8),
    "restates": Handle(2, 10),
    "when": "within 60 days",
    "chance": "0.4",
    "scale": "phia",
    "shares": (("red", 0.2), ("blue", 0.3), ("green", 0.5)),
    "quantiles": ((0.5, 2031.0),),
    "unscoreable": (Unscoreable.NO_PROBABILITY,),
    "not_before": date(2021, 7, 1),
    "option": "blue",
    "above": 50.0,
    "below": 95.0,
    "deadline": "2021-10-01",
    "given": TypedCondition("drought", "happens", None),
    "settled_by": "eve",
}
TOUCHES: dict[str, set[str]] = {
    "by": {"forecaster"},
    "said": {"made_on"},
    "made_at": {"made_on", "made_at"},
    "when": {"claim.deadline", "claim.when"},
    "chance": {"belief"},
    "scale": {"belief"},
    "shares": {"belief"},
    "quantiles": {"belief", "claim.deadline", "claim.when"},
    "unscoreable": {"unscoreable_because"},
    "not_before": {"claim.not_before"},
    "option": {"claim.option"},
    "above": {"claim.above"},
    "below": {"claim.below"},
    "deadline": {"claim.deadline"},
    "given": {"claim.condition"},
}


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """A ledger that knows all that the forecasts name."""
    with Ledger.create(":memory:", now=NOW, by="ann", settings=Settings(scale="icd203")) as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            for noun in (
                builders.question(),
                builders.question(slug="flood", statement="The river floods"),
                builders.question(slug="drought", statement="No rain falls"),
                builders.choice(),
                builders.quantity(),
                builders.forecaster(),
                builders.statement(),
                builders.statement(quote="maybe three"),
                builders.forecast(made_on=date(2021, 6, 1)),
                builders.forecast(made_on=date(2021, 6, 2)),
                builders.forecaster(slug="bob", name="Bob"),
                builders.source(),
            ):
                entry.add(noun)
        yield ledger.view()


def amended(noun: Noun, view: View, **changes: Any) -> Any:
    """The noun with those parts changed."""
    stored = Stored(handle=Handle(9, 1), noun=noun, recorded_at=NOW, recorded_by="ann", stands=True)
    return corrected(stored, changes, view=view, analyst="ann", because="misheard")


def differing(one: Any, other: Any, within: str = "") -> set[str]:
    """The names of the parts in which two nouns differ, of a claim with the parts of the claim."""
    found: set[str] = set()
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if mine == theirs:
            continue
        inner = field.name == "claim" and is_dataclass(mine)
        found |= differing(mine, theirs, "claim.") if inner else {within + field.name}
    return found


@pytest.mark.parametrize("part", PARTS[Forecast])
@pytest.mark.parametrize("name", FORECASTS)
def test_of_a_forecast_only_what_is_named_changes(view: View, name: str, part: str) -> None:
    """Whatever it asserts; a window counts anew from another day, and a reason that is supplied falls."""
    old = FORECASTS[name]
    allowed = TOUCHES.get(part, {part})
    if isinstance(old.belief, Timeline) and part in ("said", "made_at", "when", "deadline"):
        allowed = allowed | {"belief", "claim.deadline"} if part != "deadline" else allowed | {"belief"}
    supplied = {
        "when": {NO_DEADLINE},
        "deadline": {NO_DEADLINE},
        **{said: {Unscoreable.VAGUE_WORD} for said in ("chance", "shares", "quantiles")},
    }.get(part, set())
    if supplied & set(old.unscoreable_because):
        allowed = allowed | {"unscoreable_because"}
    fits = {"shares": "winner", "quantiles": "oil"}
    if fits.get(part, old.question) != old.question:
        return
    try:
        new = amended(old, view, **{part: CHANGES[part]})
    except TrackerError:
        return
    assert differing(old, new) <= allowed
    if part != "unscoreable":
        assert set(old.unscoreable_because) - set(new.unscoreable_because) <= supplied


def test_most_parts_of_most_forecasts_can_be_changed(view: View) -> None:
    """So that the test before this one is not passed by refusals."""
    refused = set()
    for name, old in FORECASTS.items():
        for part in PARTS[Forecast]:
            try:
                amended(old, view, **{part: CHANGES[part]})
            except TrackerError:
                refused.add((name, part))
    tried = len(FORECASTS) * len(PARTS[Forecast])
    assert len(refused) < tried / 8
    hard = {"said", "made_at", "scale", "chance", "deadline", "option", "above", "below"}
    assert {part for _, part in refused} <= hard


def test_a_chance_keeps_its_band_and_a_window_its_words(view: View) -> None:
    """When something else is said anew."""
    banded = FORECASTS["with a band"]
    assert amended(banded, view, when="within 60 days").belief == banded.belief
    moved = amended(FORECASTS["likely window"], view, said=date(2021, 6, 20)).belief
    assert (moved.words, moved.p, moved.latest) == (f"likely, {WINDOW}", 0.4, date(2021, 9, 20))
    louder = amended(FORECASTS["likely window"], view, chance="0.6").belief
    assert (louder.words, louder.p, louder.latest) == (f"0.6, {WINDOW}", 0.6, DEADLINE)
    assert amended(replace(FORECASTS["window"], belief=louder), view, chance="0.2").belief.words == (
        f"0.2, {WINDOW}"
    )


def test_what_was_never_said_in_words_is_not_read_anew(view: View) -> None:
    """A distribution counts from its day, and a scale reads words."""
    with pytest.raises(UnfitNoun, match="was given as numbers that count from 2021-06-25"):
        amended(FORECASTS["distribution"], view, said=date(2021, 6, 20))
    with pytest.raises(UnfitNoun, match="only words are read by a scale"):
        amended(FORECASTS["with a band"], view, scale="phia")


def test_a_moment_of_another_day_moves_the_window_too(view: View) -> None:
    """It counts from the day on which it was said, however that day was told."""
    moved = amended(FORECASTS["window"], view, made_at=datetime(2021, 6, 20, 9, tzinfo=UTC))
    assert (moved.made_on, moved.belief.latest) == (date(2021, 6, 20), date(2021, 9, 20))


ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "on": st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    "not_through": st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    "value": st.floats(-1e12, 1e12),
    "option": strategies.texts,
    "partly": st.floats(0.01, 0.99),
    "void": st.just(True),
    "ambiguous": st.just(True),
    "known_on": st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    "evidence": strategies.texts,
}
KINDS = {
    "not_through": OutcomeKind.NOT_THROUGH,
    "value": OutcomeKind.VALUE,
    "option": OutcomeKind.OPTION,
    "partly": OutcomeKind.PARTLY,
    "void": OutcomeKind.VOID,
    "ambiguous": OutcomeKind.AMBIGUOUS,
}
DATED = (OutcomeKind.HAPPENED, OutcomeKind.VALUE, OutcomeKind.OPTION, OutcomeKind.PARTLY)
PART_OF = {OutcomeKind.VALUE: "value", OutcomeKind.OPTION: "option", OutcomeKind.PARTLY: "grade"}


@given(old=strategies.outcomes(), data=st.data())
def test_of_an_outcome_only_what_is_named_changes(view: View, old: Outcome, data: st.DataObject) -> None:
    """The day it was known above all, which decides what is prospective; parts of an old kind fall."""
    part = data.draw(st.sampled_from(PARTS[Outcome]))
    try:
        new = amended(old, view, **{part: data.draw(ANSWERS[part])})
    except UnfitNoun as refusal:
        if any(why in str(refusal) for why in ("is what it was", "cannot be known before")):
            return
        raise
    kind = KINDS.get(part, OutcomeKind.HAPPENED if part == "on" and old.kind not in DATED else old.kind)
    assert new.kind is kind
    own_day = old.known_on == old.on and new.on is not None
    if part != "known_on":
        assert new.known_on == (new.on if own_day else old.known_on)
    if part != "evidence":
        assert new.evidence == old.evidence
    if part not in ("on", "not_through") and (kind is old.kind or {kind, old.kind} <= {*DATED}):
        assert new.on == old.on
    if kind is old.kind and part not in KINDS:
        assert all(getattr(new, name) == getattr(old, name) for name in ("value", "option", "grade"))
    if part not in ("void", "ambiguous") and old.kind not in (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS):
        assert new.because == old.because
    named = PART_OF.get(kind)
    assert all((getattr(new, name) is not None) == (name == named) for name in PART_OF.values())


PLAIN: dict[type[Noun], tuple[st.SearchStrategy[Any], dict[str, tuple[str, Any]]]] = {
    Source: (
        strategies.sources,
        {
            "title": ("title", "Another"),
            "url": ("url", "https://example.org/another"),
            "publisher": ("publisher", "Another"),
            "published_on": ("published_on", SAID),
            "language": ("language", "qaa"),
        },
    ),
    Statement: (
        strategies.statements,
        {
            "quote": ("quote", "another"),
            "locator": ("locator", "p. 998"),
            "source": ("source", "the-paper"),
            "language": ("language", "qaa"),
        },
    ),
    Settings: (
        st.builds(Settings, scale=st.none() | strategies.texts, frame=st.none() | strategies.texts),
        {"scale": ("scale", "another"), "frame": ("frame", "another"), "country": ("country", "AT")},
    ),
    Forecaster: (
        strategies.forecasters,
        {
            "name": ("name", "Another"),
            "aliases": ("aliases", ("Another",)),
            "forecaster_kind": ("kind", "crowd"),
            "affiliation": ("affiliation", "Another"),
        },
    ),
    Question: (
        strategies.questions(),
        {
            "says": ("statement", "Another"),
            "criteria": ("criteria", "another"),
            "kind": ("kind", "quantity"),
            "options": ("options", ("one", "two", "three")),
            "unit": ("unit", "another"),
            "topic": ("topic", "another"),
            "tags": ("tags", ("another",)),
            "zone": ("zone", "Asia/Kabul"),
            "cluster": ("cluster", "another"),
            "recurs": ("recurs", True),
            "horizon": ("horizon", HORIZON),
            "reference_rate": ("reference_rate", 0.123),
            "reference_source": ("reference_source", "the-paper"),
            "reference_count": ("reference_count", 998),
        },
    ),
}


@given(data=st.data())
@pytest.mark.parametrize("kind", PLAIN)
def test_of_every_other_noun_only_what_is_named_changes(
    view: View, kind: type[Noun], data: st.DataObject
) -> None:
    """One field for one option; an alias is added to those there are."""
    nouns, parts = PLAIN[kind]
    assert set(parts) == set(PARTS[kind])
    old, part = data.draw(nouns), data.draw(st.sampled_from(sorted(parts)))
    name, value = parts[part]
    try:
        new = amended(old, view, **{part: value})
    except UnfitNoun:
        return
    assert differing(old, new) == {name}
    if name == "aliases":
        assert new.aliases == (*old.aliases, "Another")
    else:
        assert getattr(new, name) in (value, ForecasterKind.CROWD, QuestionKind.QUANTITY)
