"""The precedence table of verdicts, row by row, and what surrounds it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import AFTER, DEADLINE, IN_TIME, LATE, MADE, YEAR_END, judged
from tracker.verdicts.judging import verdicts

EVENTS: list[tuple[str, Row, list[Row], date, str]] = [
    ("nothing known before the deadline", {}, [], DEADLINE, "pending"),
    ("nothing known after the deadline", {}, [], AFTER, "overdue"),
    ("happened in time, deadline over", {}, [frames.happened(IN_TIME)], AFTER, "yes"),
    ("happened in time, on the deadline day", {}, [frames.happened(IN_TIME)], DEADLINE, "held"),
    ("happened in time, deadline ahead", {}, [frames.happened(IN_TIME)], IN_TIME, "held"),
    ("happened on the day of the forecast", {}, [frames.happened(MADE)], AFTER, "yes"),
    ("happened on the deadline day", {}, [frames.happened(DEADLINE)], AFTER, "yes"),
    ("happened the day after the deadline", {}, [frames.happened(AFTER)], AFTER, "no"),
    ("happened the day before the forecast", {}, [frames.happened(date(2021, 6, 24))], AFTER, "pre-dated"),
    ("pre-dated is pre-dated at once", {}, [frames.happened(date(2021, 6, 24))], MADE, "pre-dated"),
    (
        "happened, but not known yet",
        {},
        [frames.happened(IN_TIME, known_on=date(2021, 10, 1))],
        AFTER,
        "overdue",
    ),
    ("not through the deadline", {}, [frames.not_through(DEADLINE)], AFTER, "no"),
    ("not through the deadline, on that day", {}, [frames.not_through(DEADLINE)], DEADLINE, "held"),
    ("not through a later day", {}, [frames.not_through(YEAR_END)], YEAR_END, "no"),
    ("not through an earlier day", {}, [frames.not_through(IN_TIME)], AFTER, "overdue"),
    ("not through an earlier day, in time", {}, [frames.not_through(IN_TIME)], DEADLINE, "pending"),
    (
        "not through, then happened in time",
        {},
        [frames.not_through(date(2021, 8, 1)), frames.happened(IN_TIME)],
        AFTER,
        "yes",
    ),
    (
        "not through the deadline, then happened",
        {},
        [frames.not_through(DEADLINE), frames.happened(LATE)],
        YEAR_END,
        "no",
    ),
    (
        "happened before the first day that counts",
        {"not_before": date(2021, 9, 1)},
        [frames.happened(IN_TIME)],
        AFTER,
        "no",
    ),
    (
        "the same, deadline ahead",
        {"not_before": date(2021, 9, 1)},
        [frames.happened(IN_TIME)],
        IN_TIME,
        "held",
    ),
    (
        "happened on the first day that counts",
        {"not_before": IN_TIME},
        [frames.happened(IN_TIME)],
        AFTER,
        "yes",
    ),
    ("void", {}, [frames.outcome("void", known_on=IN_TIME, because="x")], IN_TIME, "void"),
    ("ambiguous", {}, [frames.outcome("ambiguous", known_on=IN_TIME, because="x")], AFTER, "ambiguous"),
    (
        "void after it was settled",
        {},
        [frames.not_through(DEADLINE), frames.outcome("void", known_on=LATE, because="x")],
        YEAR_END,
        "no",
    ),
    (
        "void before it was settled",
        {},
        [frames.not_through(IN_TIME), frames.outcome("void", known_on=LATE, because="x")],
        YEAR_END,
        "void",
    ),
    ("partly", {}, [frames.outcome("partly", grade=0.4, known_on=IN_TIME)], AFTER, "partly"),
    ("partly, deadline ahead", {}, [frames.outcome("partly", grade=0.4, known_on=IN_TIME)], IN_TIME, "held"),
    ("partly, after the deadline", {}, [frames.outcome("partly", LATE, grade=0.4)], YEAR_END, "no"),
    (
        "partly, before the forecast",
        {},
        [frames.outcome("partly", date(2021, 6, 1), grade=0.4)],
        AFTER,
        "pre-dated",
    ),
    ("withdrawn before the deadline", {"withdrawn_on": IN_TIME}, [], AFTER, "withdrawn"),
    ("withdrawn on the deadline day", {"withdrawn_on": DEADLINE}, [], AFTER, "withdrawn"),
    ("withdrawn after the deadline", {"withdrawn_on": AFTER}, [], YEAR_END, "overdue"),
    ("not withdrawn yet", {"withdrawn_on": IN_TIME}, [], date(2021, 8, 1), "pending"),
    (
        "withdrawn, then it happened",
        {"withdrawn_on": date(2021, 8, 1)},
        [frames.happened(IN_TIME)],
        AFTER,
        "withdrawn",
    ),
    (
        "withdrawn on the day it was known",
        {"withdrawn_on": IN_TIME},
        [frames.happened(IN_TIME)],
        AFTER,
        "yes",
    ),
    (
        "withdrawn before a late-known happening",
        {"withdrawn_on": IN_TIME},
        [frames.happened(date(2021, 8, 1), known_on=LATE)],
        YEAR_END,
        "withdrawn",
    ),
    (
        "withdrawn after it pre-dated",
        {"withdrawn_on": IN_TIME},
        [frames.happened(date(2021, 6, 1))],
        AFTER,
        "pre-dated",
    ),
    ("unscoreable", {"unscoreable": ("vague word",)}, [frames.happened(IN_TIME)], AFTER, "unscoreable"),
    (
        "unscoreable before withdrawn",
        {"unscoreable": ("vague word",), "withdrawn_on": IN_TIME},
        [],
        AFTER,
        "unscoreable",
    ),
    ("no deadline", {"deadline": None}, [frames.happened(IN_TIME)], AFTER, "unscoreable"),
    ("no belief", {"belief": None}, [frames.happened(IN_TIME)], AFTER, "unscoreable"),
]


@pytest.mark.parametrize(
    ("changes", "outcomes", "on", "expected"), [row[1:] for row in EVENTS], ids=[row[0] for row in EVENTS]
)
def test_events(changes: Row, outcomes: list[Row], on: date, expected: str) -> None:
    """A chance that an event happens by 25 September, said on 25 June."""
    assert judged(frames.forecast(**changes), *outcomes, on=on)["verdict"] == expected


RECURRING: list[tuple[str, Row, list[date], str]] = [
    ("happened before and again in time", {}, [date(2021, 6, 1), IN_TIME], "yes"),
    ("happened before and again too late", {}, [date(2021, 6, 1), LATE], "no"),
    ("happened before only", {}, [date(2021, 6, 1)], "overdue"),
    ("happened twice in time", {}, [IN_TIME, date(2021, 9, 1)], "yes"),
    ("first before the days that count", {"not_before": date(2021, 9, 1)}, [IN_TIME, DEADLINE], "yes"),
]


@pytest.mark.parametrize(
    ("changes", "days", "expected"), [row[1:] for row in RECURRING], ids=[row[0] for row in RECURRING]
)
def test_what_recurs(changes: Row, days: list[date], expected: str) -> None:
    """The first date since the forecast counts, and nothing pre-dates it."""
    row = judged(
        frames.forecast(**changes),
        *(frames.happened(day) for day in days),
        question=frames.question(recurs=True),
    )
    assert row["verdict"] == expected


def test_each_forecast_on_what_recurs_meets_its_own_date() -> None:
    """Forecasts made before and after a first occurrence are checked against different dates."""
    made = [date(2021, 6, 25), date(2021, 9, 1)]
    result = verdicts(
        frames.forecasts(*(frames.forecast(made_on=day, deadline=date(2021, 11, 1)) for day in made)),
        frames.questions(frames.question(recurs=True)),
        frames.outcomes(frames.happened(LATE), frames.happened(IN_TIME)),
        on=YEAR_END,
    )
    assert [str(day.date()) for day in result["event_on"]] == ["2021-08-15", "2021-10-02"]


WINDOWS: list[tuple[str, list[Row], date, str]] = [
    ("inside the window", [frames.happened(IN_TIME)], AFTER, "yes"),
    ("before its earliest date", [frames.happened(date(2021, 7, 1))], AFTER, "yes"),
    ("after its latest date, before the horizon", [frames.happened(LATE)], LATE, "no"),
    ("not through the latest date", [frames.not_through(DEADLINE)], AFTER, "no"),
    ("inside, before the latest date", [frames.happened(IN_TIME)], DEADLINE, "held"),
    ("nothing, before the latest date", [], DEADLINE, "pending"),
    ("nothing, after the latest date", [], AFTER, "overdue"),
]


@pytest.mark.parametrize(
    ("outcomes", "on", "expected"), [row[1:] for row in WINDOWS], ids=[row[0] for row in WINDOWS]
)
def test_windows(outcomes: list[Row], on: date, expected: str) -> None:
    """A window's verdict falls due after its latest date, not at the horizon."""
    row = judged(frames.window(), *outcomes, on=on)
    assert row["verdict"] == expected
    assert str(row["matures_on"].date()) == "2021-09-25"
    assert str(row["scored_on"].date()) == "2021-12-25"


def test_a_bare_timeline_matures_at_the_horizon() -> None:
    """Without a window there is no date before the horizon by which to judge."""
    bare = frames.window(earliest=None, central=None, latest=None)
    assert judged(bare, on=date(2021, 12, 25))["verdict"] == "pending"
    assert judged(bare, frames.happened(LATE))["verdict"] == "yes"


def test_observed_only_where_it_counts() -> None:
    """A held verdict observes nothing, so that nobody counts it by accident."""
    held = judged(frames.forecast(), frames.happened(IN_TIME), on=IN_TIME)
    assert pd.isna(held["observed"])
    assert str(held["event_on"].date()) == "2021-08-15"
    assert judged(frames.forecast(), frames.happened(IN_TIME))["observed"] == 1.0
    assert judged(frames.forecast(), frames.not_through(DEADLINE))["observed"] == 0.0
    graded = judged(frames.forecast(), frames.outcome("partly", grade=0.4, known_on=IN_TIME))
    assert graded["observed"] == 0.4


def test_the_question_comes_along() -> None:
    """The cluster is the question's own slug unless it names one."""
    row = judged(frames.forecast(), question=frames.question(topic="war"))
    assert (row["cluster"], row["topic"]) == ("kabul", "war")
    assert row["question_statement"] == "The Taliban capture Kabul"
    assert judged(frames.forecast(), question=frames.question(cluster="fall"))["cluster"] == "fall"


def test_index_and_order_stay() -> None:
    """The rows come back as they went in, without a change to the frame that was given."""
    given_rows = frames.forecasts(frames.forecast(), frames.window(entry=11)).set_index(pd.Index([7, 3]))
    columns = list(given_rows)
    result = verdicts(given_rows, frames.questions(frames.question()), frames.outcomes(), on=YEAR_END)
    assert list(result.index) == [7, 3]
    assert list(given_rows) == columns


def test_texts_are_texts_or_none() -> None:
    """No NaN among the words, whatever pandas makes of them."""
    result = verdicts(
        frames.forecasts(frames.forecast(), frames.forecast(entry=11, unscoreable=("vague word",))),
        frames.questions(frames.question()),
        frames.outcomes(frames.happened(IN_TIME)),
        on=YEAR_END,
    )
    assert result["because"].tolist() == [None, "vague word"]
    assert result["topic"].tolist() == [None, None]


def test_no_forecasts_no_verdicts() -> None:
    """An empty ledger gives an empty frame with all the columns."""
    empty = verdicts(frames.forecasts(), frames.questions(), frames.outcomes(), on=YEAR_END)
    assert len(empty) == 0
    assert {"verdict", "series", "prospective", "cluster"} <= set(empty)


def test_an_unknown_question_is_a_mistake_of_the_caller() -> None:
    """The ledger never holds such a forecast."""
    with pytest.raises(ValueError, match="herat"):
        judged(frames.forecast(question="herat"))


def test_a_forecast_made_after_the_evaluation_date_does_not_exist_yet() -> None:
    """On the day it is made it does."""
    made = [date(2021, 6, 25), date(2021, 9, 1), date(2021, 9, 2)]
    result = verdicts(
        frames.forecasts(*(frames.forecast(made_on=day) for day in made)).set_index(pd.Index([7, 3, 5])),
        frames.questions(frames.question()),
        frames.outcomes(),
        on=date(2021, 9, 1),
    )
    assert list(result.index) == [7, 3]
