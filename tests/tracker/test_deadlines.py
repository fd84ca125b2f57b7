"""What needs an outcome, how urgently, and for how many forecasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tracker.deadlines import at_horizons, due, open_deadlines, undated
from tracker.verdicts.judging import verdicts

DEADLINE, HORIZON = date(2021, 9, 25), date(2021, 12, 25)
FALL, YEAR_END = date(2021, 8, 15), date(2021, 12, 31)


def waiting(
    *forecasts: Row,
    outcomes: tuple[Row, ...] = (),
    questions: tuple[Row, ...] = (),
    today: date = YEAR_END,
    within: int | None = None,
    which: Callable[..., pd.DataFrame] = due,
) -> list[tuple[Any, ...]]:
    """Slug, deadline, days overdue and count of forecasts for each question that waits."""
    asked = frames.questions(*(questions or (frames.question(),)))
    judged = verdicts(frames.forecasts(*forecasts), asked, frames.outcomes(*outcomes), on=today)
    table = which(judged, asked, today=today, within=within)
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


def test_a_timeline_is_asked_about_once_and_its_horizon_apart() -> None:
    """By the latest date of its window; what its score lacks up to the horizon is another list."""
    assert waiting(frames.window()) == [("kabul", "2021-09-25", 97, 1)]
    assert waiting(frames.window(), which=at_horizons) == []
    missed = (frames.not_through(DEADLINE),)
    assert waiting(frames.window(), outcomes=missed) == []
    found = waiting(frames.window(), outcomes=missed, which=at_horizons)
    assert found == [("kabul", "2021-12-25", 6, 1)]
    assert waiting(frames.window(), outcomes=missed, which=at_horizons, today=HORIZON) == []


def test_a_timeline_beyond_its_horizon_is_asked_about_at_its_own_date() -> None:
    """Its score falls due at the horizon, and nobody is asked for that before."""
    beyond = frames.window(latest=date(2022, 6, 25))
    watched = (frames.question(horizon=HORIZON),)
    assert waiting(beyond, questions=watched, today=date(2022, 1, 1)) == []
    ahead = waiting(beyond, questions=watched, today=date(2022, 1, 1), which=at_horizons)
    assert ahead == [("kabul", "2021-12-25", 7, 1)]
    found = waiting(beyond, questions=watched, today=date(2022, 7, 1))
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
        (date(2021, 8, 31), ["2021-08-31"]),
        (DEADLINE, ["2021-09-25"]),
        (HORIZON, ["2021-12-25"]),
        (None, []),
    ],
)
def test_a_condition_waits_from_its_own_day(by: date | None, waits: list[str]) -> None:
    """What has its own answer waits no more: only the condition does."""
    found = waiting(
        frames.forecast(condition_question="kunduz", condition_answer="happens", condition_by=by),
        outcomes=(frames.not_through(DEADLINE),),
        questions=(frames.question(), frames.question(slug="kunduz")),
    )
    assert [(slug, day) for slug, day, _, _ in found] == [("kunduz", day) for day in waits]


def test_a_condition_waits_from_the_last_day_named_for_its_question() -> None:
    """In May 2023 nobody asks whether there was an inauguration in January 2025."""
    asked = (frames.question(), frames.question(slug="inaugurated"))
    conditional = frames.forecast(
        condition_question="inaugurated", condition_answer="happens", condition_by=None
    )
    named = frames.forecast(entry=11, question="inaugurated", deadline=date(2025, 1, 31))
    answered = (frames.not_through(DEADLINE),)
    assert waiting(conditional, named, questions=asked, outcomes=answered) == []
    (found,) = waiting(conditional, named, questions=asked, outcomes=answered, today=date(2025, 2, 2))
    assert found == ("inaugurated", "2025-01-31", 2, 2)


def without_a_day(
    *forecasts: Row, questions: tuple[Row, ...], outcomes: tuple[Row, ...] = (), today: date = YEAR_END
) -> list[tuple[str, int]]:
    """Slug and count of forecasts of each question that waits without a day."""
    asked = frames.questions(*questions)
    judged = verdicts(frames.forecasts(*forecasts), asked, frames.outcomes(*outcomes), on=today)
    table = undated(judged, asked, today=today)
    return list(zip(table["slug"], table["forecasts"], strict=True))


CHOICE = frames.question(kind="choice", options=("red", "blue"))
QUANTITY = frames.question(kind="quantity")


@pytest.mark.parametrize(
    ("asked", "claim", "answer"),
    [
        (CHOICE, {"option": "red"}, {"kind": "option", "option": "blue"}),
        (QUANTITY, {"above": 60.0}, {"kind": "value", "value": 70.0}),
    ],
    ids=["choice", "quantity"],
)
def test_an_answer_without_a_day_is_asked_for_until_it_is_there(
    asked: Row, claim: dict[str, Any], answer: dict[str, Any]
) -> None:
    """Nobody said by when, so it is never overdue and always open; with a deadline it has its day."""
    open_ended = frames.forecast(deadline=None, **claim)
    assert waiting(open_ended, questions=(asked,)) == []
    assert without_a_day(open_ended, questions=(asked,)) == [("kabul", 1)]
    assert without_a_day(frames.forecast(**claim), questions=(asked,)) == []
    known = frames.outcome(answer.pop("kind"), known_on=FALL, **answer)
    assert without_a_day(open_ended, questions=(asked,), outcomes=(known,)) == []
    withdrawn = frames.forecast(deadline=None, withdrawn_on=FALL, **claim)
    assert without_a_day(withdrawn, questions=(asked,)) == []


def test_a_condition_without_a_day_is_asked_for_once_the_deadline_is_over() -> None:
    """Until then its forecast may be answered without it."""
    asked = (frames.question(), frames.question(slug="kunduz"))
    conditional = frames.forecast(condition_question="kunduz", condition_answer="happens", condition_by=None)
    assert without_a_day(conditional, questions=asked, today=DEADLINE) == []
    assert without_a_day(conditional, questions=asked) == [("kunduz", 1)]
    decided = (frames.not_through(DEADLINE, question="kunduz"),)
    assert without_a_day(conditional, questions=asked, outcomes=decided) == []


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
