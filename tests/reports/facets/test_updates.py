"""The history of a question's chances."""

from __future__ import annotations

from datetime import date
from typing import Any

from reports.facets.updates import Updates, updates_of
from tests.reports import cases
from tests.tracker import frames

FIRST, SECOND = date(2021, 7, 1), date(2021, 7, 20)


def said(p: float, made_on: date = FIRST, **changes: Any) -> frames.Row:
    """A chance of Kabul's fall by 2021-09-25."""
    return frames.forecast(**{"p": p, "low": p, "high": p, "made_on": made_on, **changes})


def history(*rows: frames.Row, came: frames.Row | None = None, on: date = cases.YEAR_END) -> Updates:
    """The history of Kabul as these forecasts make it; each gets a handle of its own."""
    numbered = [
        {**row, "position": place, "handle": f"10.{place}", "first_handle": f"10.{place}"}
        for place, row in enumerate(rows, start=1)
    ]
    frame = cases.judged_rows(numbered, [frames.question()], [came] if came else [], on=on)
    found = updates_of(frame, "kabul", on=on, names=cases.NAMES)
    assert found is not None
    return found


def test_a_chance_stands_until_the_next_one() -> None:
    """And the last until the event."""
    found = history(said(0.3), said(0.6, SECOND), came=frames.happened(date(2021, 8, 15)))
    (line,) = found.lines
    assert [(step.day, step.until, step.p) for step in line.steps] == [
        (FIRST, SECOND, 0.3),
        (SECOND, date(2021, 8, 15), 0.6),
    ]
    assert (line.name, line.ended, found.event) == ("Ann", "happened", date(2021, 8, 15))
    assert [step.handle for step in line.steps] == ["10.1", "10.2"]


def test_a_line_ends_with_its_deadline_or_the_evaluation() -> None:
    """Whichever is first."""
    assert (history(said(0.3)).lines[0].end, history(said(0.3)).lines[0].ended) == (cases.NEAR, "deadline")
    early = history(said(0.3), on=date(2021, 8, 1)).lines[0]
    assert (early.end, early.ended) == (date(2021, 8, 1), "evaluated")


def test_a_withdrawal_closes_the_line() -> None:
    """On the day it was taken back."""
    line = history(said(0.3, withdrawn_on=SECOND)).lines[0]
    assert (line.end, line.ended) == (SECOND, "withdrawn")


def test_after_a_withdrawal_a_new_forecast_opens_it_again() -> None:
    """Between the two none is in force."""
    line = history(
        said(0.3, withdrawn_on=date(2021, 7, 10)), said(0.5, SECOND), came=frames.not_through(cases.NEAR)
    ).lines[0]
    assert [(step.day, step.until) for step in line.steps] == [
        (FIRST, date(2021, 7, 10)),
        (SECOND, cases.NEAR),
    ]


def test_a_timeline_is_told_by_its_chance_on_the_common_deadline() -> None:
    """The founding window gives 90% by its latest date, on which the chances are due."""
    found = history(said(0.3, forecaster="bob"), frames.window())
    assert found.deadline == cases.NEAR
    assert [(line.name, line.by_timeline, line.steps[0].p) for line in found.lines] == [
        ("Ann", True, 0.9),
        ("Bob", False, 0.3),
    ]


def test_timelines_alone_are_told_on_the_latest_date_of_the_first() -> None:
    """Whatever the others name."""
    later = frames.window(forecaster="bob", made_on=FIRST, latest=date(2021, 10, 25))
    found = history(frames.window(), later)
    assert found.deadline == cases.NEAR
    assert found.lines[0].steps[0].p == 0.9


def test_another_claim_says_what_it_is() -> None:
    """A deadline of its own, a condition."""
    found = history(said(0.3), said(0.4), said(0.2, deadline=date(2021, 8, 1), forecaster="bob"))
    assert [line.claim for line in found.lines] == ["", "by 2021-08-01"]


def test_alternative_readings_come_last() -> None:
    """And are no update of the primary one."""
    found = history(said(0.3, reading="B"), said(0.5))
    assert [(line.reading, line.is_primary) for line in found.lines] == [("primary", True), ("B", False)]


def test_more_than_eight_lines_have_a_median() -> None:
    """Of those in force on each day."""
    rows = [said(place / 10, forecaster=f"f{place}") for place in range(1, 10)]
    assert history(*rows[:8]).median == ()
    found = history(*rows, said(0.95, SECOND, forecaster="f1"))
    assert [(step.day, step.until, step.p) for step in found.median] == [
        (FIRST, SECOND, 0.5),
        (SECOND, cases.NEAR, 0.6),
    ]


def test_what_gives_no_chance_is_counted() -> None:
    """Here a distribution that was made after the day that is asked about."""
    late = frames.window(
        made_on=date(2021, 10, 1),
        earliest=date(2021, 10, 31),
        central=date(2021, 11, 30),
        latest=date(2021, 12, 20),
        forecaster="bob",
    )
    assert history(said(0.3), late).left_out == 1


def test_a_question_without_chances_has_no_history() -> None:
    """Nor has one that nobody forecast."""
    frame = cases.judged_rows([said(0.3)], [frames.question()], [])
    assert updates_of(frame, "kunduz", on=cases.YEAR_END) is None


def test_what_a_question_came_to_is_told() -> None:
    """Void is no date."""
    void = frames.outcome("void", known_on=SECOND, because="it was undone")
    assert history(said(0.3), came=void).answer == "void"
    assert history(said(0.3), came=frames.not_through(cases.NEAR)).not_through == cases.NEAR
