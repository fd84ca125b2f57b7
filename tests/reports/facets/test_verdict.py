"""The sentence that a scorecard opens with: made by rules, and never more than the records bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.facets.calibration.findings import Finding
from reports.facets.record.means import Mean
from reports.facets.sealed import Sealed
from reports.facets.verdict import Came, against_reference, counted_verdict, too_few, verdict_of
from reports.scorecards import Scorecard
from tests.reports import cases
from tests.tracker import frames
from tracker.certainty.wording import Tier
from tracker.funnel import Funnel

_TABLE = [
    (
        Came(right=2, missed=1, clear=1),
        3,
        6,
        "One clear miss, two calls that came out as said, and half of what",
    ),
    (Came(right=1), 0, 1, "One call that came out as said."),
    (Came(missed=2, clear=2), 0, 2, "Two clear misses."),
    (
        Came(missed=3, clear=1, right=4),
        0,
        7,
        "Three misses (one clear one) and four calls that came out as said.",
    ),
    (Came(missed=1), 0, 1, "One miss."),
    (Came(no_lean=2), 0, 2, "Two that leaned neither way."),
    (Came(in_part=1, right=1), 0, 2, "One call that came out as said and one that came in part."),
    (Came(right=3, open=2), 0, 5, "Three calls that came out as said and two still open."),
    (Came(right=1, void=1), 0, 2, "One call that came out as said and one without a verdict."),
    (
        Came(right=1),
        6,
        7,
        "One call that came out as said, and six of seven of what was said cannot be checked.",
    ),
    (Came(), 4, 4, "Nothing that was said here can be checked: all four statements are too vague."),
    (Came(), 1, 1, "Nothing that was said here can be checked: the one statement is too vague."),
    (Came(open=5), 0, 5, "Nothing can be judged yet: all five forecasts are still open."),
    (
        Came(open=1),
        1,
        2,
        "Nothing can be judged yet: the one forecast is still open, and half of what was said",
    ),
    (Came(void=3), 0, 3, "No verdict: all three forecasts have no outcome that could be scored."),
    (
        Came(open=2, void=1),
        0,
        3,
        (
            "Nothing can be judged yet: two forecasts are still open and one has no outcome that could be "
            "scored."
        ),
    ),
    (Came(right=1, overdue=1), 0, 2, "One call that came out as said and one overdue for an outcome."),
    (Came(missed=1, early=2), 0, 3, "One miss and two held until the deadline."),
    (Came(right=2, withdrawn=1), 0, 3, "Two calls that came out as said and one taken back."),
    (Came(right=1, belated=1), 0, 2, "One call that came out as said and one made after the event."),
    (Came(overdue=1), 0, 1, "Nothing can be judged yet: the one forecast is overdue for an outcome."),
    (Came(overdue=2), 0, 2, "Nothing can be judged yet: both forecasts are overdue for an outcome."),
    (
        Came(open=1, overdue=1),
        0,
        2,
        "Nothing can be judged yet: one forecast is still open and one is overdue for an outcome.",
    ),
    (
        Came(early=1),
        0,
        1,
        "Nothing can be judged yet: the one forecast has happened, and counts when its deadline is over.",
    ),
    (
        Came(early=3),
        0,
        3,
        (
            "Nothing can be judged yet: all three forecasts have happened, and count when their deadlines "
            "are over."
        ),
    ),
    (
        Came(open=1, overdue=2, void=1),
        2,
        6,
        (
            "Nothing can be judged yet: one forecast is still open, two are overdue for an outcome, one has "
            "no outcome that could be scored, and a third of what was said cannot be checked."
        ),
    ),
    (Came(withdrawn=1), 0, 1, "No verdict: the one forecast was taken back."),
    (Came(withdrawn=2), 0, 2, "No verdict: both forecasts were taken back."),
    (
        Came(withdrawn=1, belated=1, void=2),
        0,
        4,
        (
            "No verdict: one forecast was taken back, one was made after the event and two have no outcome "
            "that could be scored."
        ),
    ),
]


@pytest.mark.parametrize(("came", "vague", "seen", "opening"), _TABLE)
def test_few_calls_are_counted(came: Came, vague: int, seen: int, opening: str) -> None:
    """Kinds, counts, mixed results, nothing scored, everything void, all too vague."""
    told = counted_verdict(came, vague=vague, seen=seen)
    assert told.startswith(opening)
    assert told.endswith(".")


def _mean(mean: float, low: float, high: float, reference: float = 0.25) -> Mean:
    return Mean(
        measure="brier",
        forecasts=300,
        events=300,
        tier=Tier.SLOPE,
        words="",
        mean=mean,
        low=low,
        high=high,
        reference=reference,
        against="always saying 50%",
        skill=1 - mean / reference,
        skill_low=1 - high / reference,
        skill_high=1 - low / reference,
    )


@pytest.mark.parametrize(
    ("mean", "opening"),
    [
        (_mean(0.125, 0.1, 0.15), "Better than a coin toss, with half its error; no fault of calibration"),
        (_mean(0.17, 0.14, 0.2), "Better than a coin toss, with about two thirds of its error"),
        (_mean(0.24, 0.2, 0.28), "Not shown to be better or worse than a coin toss;"),
        (_mean(0.32, 0.28, 0.36), "Worse than a coin toss, with 1.3 times its error;"),
        (_mean(0.5, 0.4, 0.6), "Worse than a coin toss, with twice its error;"),
        (_mean(0.25, 0.25, 0.25), "Not shown to be better or worse than a coin toss;"),
    ],
)
def test_of_hundreds_the_mean_is_held_against_its_reference(mean: Mean, opening: str) -> None:
    """Better or worse only where the whole interval is; in a reader's words."""
    standing = cases.panel_card(30).standings[0]
    assert against_reference(mean, replace(standing, findings=())).startswith(opening)


def test_a_fault_of_calibration_is_named() -> None:
    """And where several are on a card, how many have one."""
    standing = cases.panel_card(30).standings[0]
    finding = _finding("overconfident", adjusted=0.01)
    told = against_reference(_mean(0.2, 0.18, 0.22), replace(standing, findings=(finding,)))
    assert told.endswith("; overconfidence found.")
    told = against_reference(
        _mean(0.2, 0.18, 0.22), replace(standing, findings=(finding, finding)), several=True
    )
    assert told.endswith("; one forecaster with a fault of calibration.")
    observed = _finding("overconfident", adjusted=None)
    told = against_reference(_mean(0.2, 0.18, 0.22), replace(standing, findings=(observed,)))
    assert told.endswith("; no fault of calibration was found.")


def _finding(fault: str, *, adjusted: float | None) -> Finding:
    return Finding(
        forecaster="ann",
        fault=fault,
        prospective=True,
        name="Ann",
        words="x: y",
        events=300,
        p_value=0.001,
        adjusted=adjusted,
    )


def test_an_empty_card_says_so() -> None:
    """No verdict of nothing."""
    card = cases.panel_card(0)
    assert card.funnel == Funnel(seen=0, scoreable=0, matured=0, resolved=0, scored=0, void=0, ambiguous=0)
    assert verdict_of(card) == "Nothing was recorded."
    assert too_few(card) == ""


def test_a_card_of_sealed_forecasts_alone_does_not_say_that_nothing_was_recorded() -> None:
    """What is sealed is recorded, and tells nothing yet."""
    card = replace(cases.panel_card(0), sealed=Sealed(count=2, overdue=()))
    assert verdict_of(card) == "Nothing can be judged yet: all that was recorded is sealed."


def test_what_was_recorded_in_time_and_afterwards_is_not_counted_together() -> None:
    """Each in its own part of the sentence."""
    card = _of_both_kinds()
    told = verdict_of(card)
    assert told.startswith("Recorded in time: ")
    assert "; recorded afterwards: " in told


def _of_both_kinds() -> Scorecard:
    founding, panel = cases.founding_card(), cases.panel_card(3)
    return replace(founding, rows=(*founding.rows, *panel.rows), shares=(*founding.shares, *panel.shares))


@pytest.mark.parametrize(
    ("events", "told"), [(1, "One event is"), (12, "12 events are"), (19, "19 events are")]
)
def test_too_few_are_said_to_be(events: int, told: str) -> None:
    """Below twenty events, good and lucky cannot be told apart; nobody's pronoun is guessed."""
    if events <= 12:
        told = told.replace("12", "Twelve")
    assert too_few(cases.panel_card(events)) == f"{told} too few to say whether Ann is good or lucky."
    assert too_few(cases.panel_card(20)) == ""


def test_all_void_is_no_verdict() -> None:
    """Though they are all resolved."""
    rows = [frames.forecast(handle=f"3.{place}", question=f"q{place}", position=place) for place in (1, 2)]
    questions = [frames.question(slug=f"q{place}") for place in (1, 2)]
    void = [
        frames.outcome(
            question=f"q{place}",
            kind="void",
            because="called off",
            known_on=date(2021, 8, 1),
            handle=f"4.{place}",
        )
        for place in (1, 2)
    ]
    card = cases.scorecard_of(
        cases.judged_rows(rows, questions, void), heading=cases.heading(subject="Ann"), names={"ann": "Ann"}
    )
    assert verdict_of(card) == "No verdict: both forecasts have no outcome that could be scored."
