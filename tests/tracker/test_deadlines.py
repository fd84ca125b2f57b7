"""What needs an outcome, how urgently, and for how many forecasts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tracker.deadlines import due, open_deadlines
from tracker.verdicts.judging import verdicts

DEADLINE, HORIZON = date(2021, 9, 25), date(2021, 12, 25)
FALL, YEAR_END = date(2021, 8, 15), date(2021, 12, 31)


def waiting(
    *forecasts: Row,
    outcomes: tuple[Row, ...] = (),
    questions: tuple[Row, ...] = (),
    today: date = YEAR_END,
    within: int | None = None,
) -> list[tuple[Any, ...]]:
    """Slug, deadline, days overdue and count of forecasts for each question that waits."""
    asked = frames.questions(*(questions or (frames.question(),)))
    judged = verdicts(frames.forecasts(*forecasts), asked, frames.outcomes(*outcomes), on=today)
    table = due(judged, asked, today=today, within=within)
    days = [str(day.date()) for day in table["deadline"]]
    return list(zip(table["slug"], days, table["days_overdue"], table["forecasts"], strict=True))


def test_overdue_from_the_day_after_the_deadline() -> None:
    """The deadline day still belongs to the forecast."""
    assert waiting(frames.forecast(), today=DEADLINE) == []
    assert waiting(frames.forecast(), today=DEADLINE + timedelta(days=1)) == [("kabul", "2021-09-25", 1, 1)]


def test_within_looks_ahead() -> None:
    """Deadlines of the coming days on request, negative days for those ahead."""
    today = date(2021, 9, 20)
    assert waiting(frames.forecast(), today=today, within=4) == []
    assert waiting(frames.forecast(), today=today, within=5) == [("kabul", "2021-09-25", -5, 1)]


def test_the_longest_overdue_comes_first_by_its_earliest_deadline() -> None:
    """Several forecasts of one question are one row."""
    found = waiting(
        frames.forecast(deadline=date(2021, 11, 1)),
        frames.forecast(question="kunduz", deadline=date(2021, 12, 1)),
        frames.forecast(question="kunduz", deadline=date(2021, 10, 1)),
        questions=(frames.question(), frames.question(slug="kunduz")),
    )
    assert found == [("kunduz", "2021-10-01", 91, 2), ("kabul", "2021-11-01", 60, 1)]


@pytest.mark.parametrize(
    ("forecast", "outcomes"),
    [
        (frames.forecast(), (frames.happened(FALL),)),
        (frames.forecast(), (frames.not_through(DEADLINE),)),
        (frames.forecast(), (frames.outcome("void", known_on=FALL, because="x"),)),
        (frames.forecast(unscoreable=("vague word",)), ()),
        (frames.forecast(withdrawn_on=FALL), ()),
        (frames.window(), (frames.happened(FALL),)),
        (frames.window(), (frames.not_through(HORIZON),)),
    ],
    ids=["happened", "not through", "void", "unscoreable", "withdrawn", "window hit", "window missed"],
)
def test_what_waits_for_nothing(forecast: Row, outcomes: tuple[Row, ...]) -> None:
    """Answered, void, withdrawn and unscoreable forecasts need no outcome."""
    assert waiting(forecast, outcomes=outcomes) == []


def test_a_later_deadline_waits_though_an_earlier_one_is_answered() -> None:
    """Not through September answers September only."""
    found = waiting(
        frames.forecast(),
        frames.forecast(entry=11, deadline=date(2021, 11, 1)),
        outcomes=(frames.not_through(DEADLINE),),
    )
    assert found == [("kabul", "2021-11-01", 60, 1)]


def test_a_timeline_waits_again_at_its_horizon() -> None:
    """First for the latest date of its window, then for the horizon."""
    assert waiting(frames.window()) == [("kabul", "2021-09-25", 97, 1)]
    missed = (frames.not_through(DEADLINE),)
    assert waiting(frames.window(), outcomes=missed) == [("kabul", "2021-12-25", 6, 1)]


def test_a_timeline_beyond_its_horizon_waits_for_the_horizon_first() -> None:
    """There its score falls due; then, once that is covered, its verdict at its own latest date."""
    beyond = frames.window(latest=date(2022, 6, 25))
    today, watched = date(2022, 7, 1), (frames.question(horizon=HORIZON),)
    assert waiting(beyond, questions=watched, today=today) == [("kabul", "2021-12-25", 188, 1)]
    covered = (frames.not_through(HORIZON),)
    found = waiting(beyond, outcomes=covered, questions=watched, today=today)
    assert found == [("kabul", "2022-06-25", 6, 1)]


def test_every_open_deadline_has_a_row_of_its_own() -> None:
    """Chances and windows that end on one day share it; what is covered is left out."""
    asked = frames.questions(frames.question(), frames.question(slug="kunduz"))
    rows = (
        frames.forecast(),
        frames.window(entry=11),
        frames.forecast(entry=12, deadline=date(2021, 8, 1)),
        frames.forecast(entry=13, question="kunduz"),
    )
    known = frames.outcomes(frames.not_through(date(2021, 8, 1)), frames.happened(FALL, question="kunduz"))
    judged = verdicts(frames.forecasts(*rows), asked, known, on=FALL)
    table = open_deadlines(judged, asked, today=FALL, within=1000)
    days = [str(day.date()) for day in table["deadline"]]
    assert list(zip(table["slug"], days, table["forecasts"], strict=True)) == [
        ("kabul", "2021-09-25", 2),
        ("kabul", "2021-12-25", 1),
    ]


def test_an_undecided_condition_waits_too() -> None:
    """By its own last day; the forecast's own question only while it is unanswered itself."""
    asked = (frames.question(), frames.question(slug="kunduz"))
    conditional = frames.forecast(
        condition_question="kunduz", condition_answer="happens", condition_by=date(2021, 8, 31)
    )
    both = [("kunduz", "2021-08-31", 122, 1), ("kabul", "2021-09-25", 97, 1)]
    assert waiting(conditional, questions=asked) == both
    assert waiting(conditional, questions=asked, outcomes=(frames.happened(FALL),)) == both[:1]


@pytest.mark.parametrize(
    ("by", "waits"),
    [
        (date(2021, 8, 31), "2021-08-31"),
        (DEADLINE, "2021-09-25"),
        (HORIZON, "2021-09-25"),
        (None, "2021-09-25"),
    ],
)
def test_a_condition_waits_from_its_day_or_the_deadline_whichever_is_earlier(
    by: date | None, waits: str
) -> None:
    """What has its own answer waits no more: only the condition does."""
    found = waiting(
        frames.forecast(condition_question="kunduz", condition_answer="happens", condition_by=by),
        outcomes=(frames.not_through(DEADLINE),),
        questions=(frames.question(), frames.question(slug="kunduz")),
    )
    assert [(slug, day) for slug, day, _, _ in found] == [("kunduz", waits)]


def test_a_choice_without_a_deadline_never_falls_due() -> None:
    """Nobody said by when."""
    choice = frames.question(kind="choice", options=("red", "blue"))
    assert waiting(frames.forecast(option="red", deadline=None), questions=(choice,)) == []


def test_nobody_is_named() -> None:
    """Who resolves should not be swayed."""
    asked = frames.questions(frames.question())
    judged = verdicts(frames.forecasts(frames.forecast()), asked, frames.outcomes(), on=YEAR_END)
    table = due(judged, asked, today=YEAR_END)
    assert list(table) == ["slug", "statement", "deadline", "days_overdue", "forecasts"]
    assert table["statement"].iloc[0] == "The Taliban capture Kabul"


def test_an_empty_ledger_waits_for_nothing() -> None:
    """No rows, the same columns."""
    none = verdicts(frames.forecasts(), frames.questions(), frames.outcomes(), on=YEAR_END)
    table = due(none, frames.questions(), today=YEAR_END)
    assert isinstance(table, pd.DataFrame)
    assert list(table) == ["slug", "statement", "deadline", "days_overdue", "forecasts"]
    assert table.empty
