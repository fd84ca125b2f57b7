"""The sentence that a scorecard opens with, from records to words: counts, kinds, and every end."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.facets.verdict import verdict_of
from tests.reports import cases
from tests.tracker import frames

DUE, CAME, LATER = date(2021, 9, 25), date(2021, 7, 20), date(2021, 10, 20)
OPEN = date(2022, 6, 1)
VAGUE: dict[str, Any] = {
    "belief": "vague",
    "words": "may",
    "rule": "vague",
    "p": None,
    "deadline": None,
    "unscoreable": ("no deadline",),
}
Groups = tuple[tuple[float, int, int], ...]


def _told(forecasts: list[frames.Row], outcomes: list[frames.Row]) -> str:
    asked = {row["question"]: frames.question(slug=row["question"]) for row in forecasts}
    card = cases.scorecard_of(
        cases.judged_rows(forecasts, list(asked.values()), outcomes),
        heading=cases.heading(subject="Ann"),
        names={"ann": "Ann", "bob": "Bob"},
    )
    return verdict_of(card)


def _hundreds(groups: Groups, *, by: tuple[str, ...] = ("ann",)) -> str:
    """The verdict over groups of events: the chance given, how many, and how many of them happened."""
    rows: list[frames.Row] = []
    came: list[frames.Row] = []
    for p, size, happened in groups:
        for at in range(size):
            number = len(came) + 1
            about = {"question": f"event-{number}", "handle": f"20.{number}"}
            came.append(frames.happened(CAME, **about) if at < happened else frames.not_through(DUE, **about))
            rows += [
                frames.forecast(
                    question=about["question"], forecaster=who, p=p, entry=30 + number, position=1 + place
                )
                for place, who in enumerate(by)
            ]
    return _told(rows, came)


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        (
            ((0.1, 150, 15), (0.9, 150, 135)),
            "Better than a coin toss, with about a third of its error; no fault of calibration was found.",
        ),
        (
            ((0.05, 150, 30), (0.95, 150, 120)),
            "Better than a coin toss, with about three quarters of its error; overconfidence found.",
        ),
        (
            ((0.4, 150, 15), (0.6, 150, 135)),
            "Better than a coin toss, with about three quarters of its error; underconfidence found.",
        ),
        (
            ((0.45, 150, 67), (0.55, 150, 83)),
            "Not shown to be better or worse than a coin toss; no fault of calibration was found.",
        ),
        (
            ((0.9, 150, 100), (0.6, 150, 60)),
            (
                "Not shown to be better or worse than a coin toss; chances that were too high and "
                "overconfidence found."
            ),
        ),
        (
            ((0.1, 150, 120), (0.9, 150, 30)),
            "Worse than a coin toss, with 2.6 times its error; overconfidence found.",
        ),
    ],
)
def test_of_hundreds_it_says_how_much_better_or_worse_and_whether_calibrated(
    groups: Groups, told: str
) -> None:
    """In a reader's words, against the reference, from the records themselves."""
    assert _hundreds(groups) == told


def test_of_hundreds_by_several_it_counts_who_is_at_fault() -> None:
    """Names are for the findings."""
    told = _hundreds(((0.05, 150, 30), (0.95, 150, 120)), by=("ann", "bob"))
    assert told.endswith("; two forecasters with a fault of calibration.")


def _one(number: int, **changes: Any) -> frames.Row:
    return frames.forecast(question=f"q{number}", entry=3, position=number, **changes)


def _window(number: int) -> frames.Row:
    return frames.window(question=f"q{number}", entry=3, position=number)


@pytest.mark.parametrize(
    ("forecasts", "outcomes", "told"),
    [
        ([_one(1, p=0.7)], [("q1", "happened", CAME)], "One call that came out as said."),
        ([_one(1, p=0.7)], [("q1", "not through", DUE)], "One miss."),
        ([_one(1, p=0.95)], [("q1", "not through", DUE)], "One clear miss."),
        ([_one(1, p=0.5)], [("q1", "happened", CAME)], "One that leaned neither way."),
        (
            [_window(1)],
            [("q1", "happened", date(2021, 8, 15))],
            "One call that came out as said.",
        ),
        ([_window(1)], [("q1", "not through", date(2021, 12, 25))], "One clear miss."),
        (
            [_one(1, p=0.7), _one(2, p=0.7), _one(3, p=0.95), _one(4, p=0.5)],
            [
                ("q1", "happened", CAME),
                ("q2", "not through", DUE),
                ("q3", "not through", DUE),
                ("q4", "happened", CAME),
            ],
            "Two misses (one clear one), one call that came out as said and one that leaned neither way.",
        ),
        (
            [_one(1), _one(2), _one(3, deadline=OPEN)],
            [("q1", "happened", CAME), ("q2", "void", None)],
            "One call that came out as said, one still open and one without a verdict.",
        ),
        (
            [_one(1), _one(2)],
            [("q1", "ambiguous", None), ("q2", "void", None)],
            "No verdict: both forecasts have no outcome that could be scored.",
        ),
        (
            [_one(1, deadline=OPEN), _one(2, deadline=OPEN)],
            [],
            "Nothing can be judged yet: both forecasts are still open.",
        ),
        (
            [_one(1, deadline=OPEN), _one(2)],
            [("q2", "void", None)],
            (
                "Nothing can be judged yet: one forecast is still open and one has no outcome that could be "
                "scored."
            ),
        ),
        (
            [_one(1), _one(2, deadline=OPEN)],
            [],
            "Nothing can be judged yet: one forecast is still open and one is overdue for an outcome.",
        ),
        (
            [_one(1), _one(2)],
            [],
            "Nothing can be judged yet: both forecasts are overdue for an outcome.",
        ),
        (
            [_one(1), _one(2)],
            [("q1", "happened", CAME)],
            "One call that came out as said and one overdue for an outcome.",
        ),
        (
            [_one(1, deadline=OPEN), _one(2)],
            [("q1", "happened", CAME), ("q2", "happened", CAME)],
            "One call that came out as said and one held until the deadline.",
        ),
        (
            [_one(1, deadline=OPEN)],
            [("q1", "happened", CAME)],
            "Nothing can be judged yet: the one forecast has happened, and counts when its deadline is over.",
        ),
        (
            [_one(1, withdrawn_on=date(2021, 7, 1)), _one(2)],
            [("q2", "happened", CAME)],
            "One call that came out as said and one taken back.",
        ),
        (
            [_one(1)],
            [("q1", "happened", date(2021, 6, 1))],
            "No verdict: the one forecast was made after the event.",
        ),
        (
            [_window(1)],
            [],
            "Nothing can be judged yet: the one forecast is overdue for an outcome.",
        ),
        (
            [_one(1, **VAGUE), _one(2, **VAGUE)],
            [],
            "Nothing that was said here can be checked: both statements are too vague.",
        ),
        (
            [_one(1), _one(2, **VAGUE)],
            [("q1", "happened", CAME)],
            "One call that came out as said, and half of what was said cannot be checked.",
        ),
        (
            [_one(1), _one(2, **VAGUE)],
            [("q1", "void", None)],
            (
                "No verdict: the one forecast has no outcome that could be scored, and half of what was said "
                "cannot be checked."
            ),
        ),
    ],
)
def test_few_are_counted_by_what_came_of_each(
    forecasts: list[frames.Row], outcomes: list[tuple[str, str, date | None]], told: str
) -> None:
    """Chances and windows, right, wrong and neither, void, ambiguous, open and vague, alone and together."""
    came = [
        frames.outcome(
            kind,
            on,
            question=question,
            handle=f"4.{place}",
            known_on=on or LATER,
            because=None if on else "called off",
        )
        for place, (question, kind, on) in enumerate(outcomes, start=1)
    ]
    assert _told(forecasts, came) == told
