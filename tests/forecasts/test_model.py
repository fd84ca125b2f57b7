"""Nouns that cannot be wrong: every impossible one is refused in one sentence."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given

from forecasts.errors import TrackerError
from forecasts.handles import Handle
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Claim,
    Condition,
    Noun,
    Outcome,
    OutcomeKind,
    Settings,
    Unscoreable,
)
from tests.forecasts import builders, strategies
from tests.forecasts.builders import DEADLINE, SAID, chance, forecast, outcome, question, timeline

NAN, INF = float("nan"), float("inf")
DAY = timedelta(days=1)
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("forecaster", {"slug": "Ann"}, "such as 'ann'"),
    ("forecaster", {"name": " "}, "name is empty"),
    ("forecaster", {"aliases": ("",)}, "alias is empty"),
    ("source", {"title": "x" * 1001}, "has 1,001 characters"),
    ("source", {"url": "\x00"}, "control character"),
    ("question", {"zone": "Mars/Olympus"}, "no time zone 'Mars/Olympus'"),
    ("question", {"zone": "../../etc/passwd"}, "no time zone"),
    ("question", {"options": ("a", "b")}, "make it a choice"),
    ("choice", {"options": ("a",)}, "two or more, each once"),
    ("choice", {"options": ("a", "a")}, "two or more, each once"),
    ("choice", {"recurs": True}, "only events can"),
    ("quantity", {"horizon": DEADLINE}, "only events can"),
    ("statement", {"quote": ""}, "quote is empty"),
    ("statement", {"source": "The Paper"}, "such as 'the-paper'"),
    ("forecast", {"belief": None}, "asserts no numbers"),
    ("forecast", {"made_on": DEADLINE + DAY}, "lies before 2021-09-26"),
    ("forecast", {"belief": timeline(), "made_on": DEADLINE + DAY, "claim": Claim()}, "lies before"),
    ("forecast", {"belief": timeline(horizon=SAID), "claim": Claim()}, "is not after 2021-06-25"),
    ("forecast", {"belief": timeline(), "claim": Claim(option="red")}, "says when an event happens"),
    ("forecast", {"claim": Claim(condition=Condition(question="kabul"))}, "must be another question"),
    ("forecast", {"made_at": datetime(2021, 6, 25)}, "aware moment in UTC"),  # noqa: DTZ001 - refused
    ("forecast", {"made_at": datetime(2021, 6, 25, tzinfo=timezone(timedelta(hours=3)))}, "in UTC"),
    ("forecast", {"reading": ""}, "reading is empty"),
    ("outcome", {"on": None}, "lacks its on"),
    ("outcome", {"value": 3.0}, "has a value"),
    ("outcome", {"grade": 0.5}, "has a grade"),
    ("outcome", {"kind": OutcomeKind.VALUE, "value": NAN}, "give a finite number"),
    ("outcome", {"kind": OutcomeKind.PARTLY, "grade": 1.0}, "above 0 and below 1"),
    ("outcome", {"kind": OutcomeKind.PARTLY, "grade": NAN}, "above 0 and below 1"),
    ("outcome", {"kind": OutcomeKind.VOID}, "lacks its because"),
    ("outcome", {"kind": OutcomeKind.OPTION}, "lacks its option"),
    ("outcome", {"kind": OutcomeKind.VALUE, "value": 1.0, "on": None}, "the day it was known"),
    ("outcome", {"known_on": date(2021, 8, 14)}, "cannot be known before its own date"),
]


@pytest.mark.parametrize(("noun", "changes", "sentence"), WRONG)
def test_an_impossible_noun_is_refused_in_one_sentence(
    noun: str, changes: dict[str, Any], sentence: str
) -> None:
    """What does not fit together is never made; the refusal says which part, and the remedy."""
    build = getattr(builders, noun)
    build()
    with pytest.raises(TrackerError, match=sentence) as refusal:
        build(**changes)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"option": "a", "above": 1.0}, "choose one"),
        ({"above": 2.0, "below": 1.0}, "make above the smaller"),
        ({"above": INF}, "give a finite number"),
        ({"below": NAN}, "give a finite number"),
        ({"not_before": DEADLINE, "deadline": SAID}, "put the earlier day first"),
    ],
)
def test_an_impossible_claim_is_refused(parts: dict[str, Any], sentence: str) -> None:
    """A claim is about one option or one range of values, within days in their order."""
    with pytest.raises(TrackerError, match=sentence):
        Claim(**parts)


@pytest.mark.parametrize("kind", AmendmentKind)
@pytest.mark.parametrize("replacement", [None, Handle(2, 1)])
@pytest.mark.parametrize("withdrawn_on", [None, DEADLINE])
def test_an_amendment_has_just_the_parts_of_its_kind(
    kind: AmendmentKind, replacement: Handle | None, withdrawn_on: date | None
) -> None:
    """A correction names its replacement, a withdrawal its day, a mistake neither."""
    fits = (kind is AmendmentKind.CORRECTION) == (replacement is not None) and (
        kind is AmendmentKind.WITHDRAWAL
    ) == (withdrawn_on is not None)

    def make() -> Amendment:
        return Amendment(
            target=Handle(1, 1),
            kind=kind,
            because="x",
            replacement=replacement,
            withdrawn_on=withdrawn_on,
        )

    if fits:
        assert make().kind is kind
    else:
        with pytest.raises(TrackerError, match="and only that"):
            make()


@given(strategies.nouns)
def test_nouns_are_frozen(noun: Noun) -> None:
    """A change is a new value."""
    first = next(iter(type(noun).__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(noun, first, None)


@given(strategies.outcomes())
def test_an_outcome_is_always_known_on_some_day(made: Outcome) -> None:
    """By default on its own date, and never before it; and it can be told in words."""
    assert made.known_on is not None
    assert made.on is None or made.known_on >= made.on
    assert made.sentence


def test_the_deadline_day_may_be_the_day_it_was_said() -> None:
    """What is said to happen by tonight is a forecast; the deadline day counts in full."""
    assert forecast(made_on=DEADLINE).matures_on == DEADLINE


def test_a_timeline_matures_with_its_window() -> None:
    """At the latest date named, or, where none was, at the horizon."""
    assert forecast(belief=timeline(), claim=Claim()).matures_on == DEADLINE
    given_outright = timeline(earliest=None, central=None, latest=None)
    assert forecast(belief=given_outright, claim=Claim()).matures_on == given_outright.horizon
    assert forecast(belief=chance(), claim=Claim()).matures_on is None


def test_what_cannot_be_scored_says_why() -> None:
    """Without numbers there is a reason; with a reason no numbers are needed."""
    kept = forecast(belief=None, unscoreable_because=(Unscoreable.NO_PROBABILITY,))
    assert kept.belief is None


def test_the_last_day_there_is_can_be_named() -> None:
    """Dates run to the year 9999."""
    assert question(horizon=date.max).horizon == date.max
    assert outcome(on=date.max).known_on == date.max
    assert forecast(made_at=datetime(2021, 6, 25, tzinfo=UTC)).made_at is not None


def test_settings_hold_words_or_nothing() -> None:
    """An empty scale is no scale."""
    with pytest.raises(TrackerError, match="is empty"):
        Settings(scale="")
