"""Tests of period reports: what belongs to a period, what is told of it, and what became of the last one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forecasts.belief import Chance
from forecasts.errors import PeriodAhead
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.model import Claim, Forecast, Forecaster, Noun, Outcome, OutcomeKind, Question
from reports import period_report
from reports.period import Period
from reports.period_reports import PeriodReport, report_with_scorecards
from reports.registry import make
from reports.render import html, laid_out
from tracker.selections import Selection

TODAY = date(2026, 1, 1)
Q2, Q3 = (Period.read(text, today=TODAY) for text in ("2025-Q2", "2025-Q3"))
PEOPLE = ("ann", "bob")


def moment(day: date) -> datetime:
    """Noon of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def said(
    question: str, deadline: date, *, p: float = 0.8, by: str = "ann", made: date | None = None
) -> Forecast:
    """A chance that something happens by a deadline, made thirty days ahead."""
    return Forecast(
        question=question,
        forecaster=by,
        made_on=made or deadline - timedelta(days=30),
        claim=Claim(deadline=deadline),
        belief=Chance.stated(0.8),
    )


def came(question: str, on: date) -> Outcome:
    """It happened."""
    return Outcome(question=question, kind=OutcomeKind.HAPPENED, on=on)


def record(ledger: Ledger, on: date, *nouns: Noun) -> list[Handle]:
    """One entry made on a day."""
    with ledger.entry("log", by="ann", now=moment(on)) as entry:
        return [entry.add(noun) for noun in nouns]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Two forecasters, ten questions in the second and third quarter, logged ahead and resolved in time.

    The last of them has no outcome; one question more, "late", got its outcome a month late, and one, "end",
    has its deadline on the last day of the third quarter.
    """
    entries: list[tuple[date, tuple[Noun, ...]]] = []
    for number in range(10):
        day = date(2025, 4, 10) + timedelta(days=18 * number)
        question = f"event-{number}"
        entries.append((day - timedelta(days=30), tuple(said(question, day, by=slug) for slug in PEOPLE)))
        if number != 9:
            entries.append((day + timedelta(days=1), (came(question, day),)))
    entries.append((date(2025, 5, 11), (said("late", date(2025, 6, 10)),)))
    entries.append((date(2025, 7, 10), (came("late", date(2025, 6, 5)),)))
    entries.append((date(2025, 8, 31), (said("end", Q3.last),)))
    with Ledger.create(tmp_path / "ledger.db", now=moment(date(2025, 1, 1)), by="ann") as book:
        asked = (*(f"event-{number}" for number in range(10)), "late", "end")
        record(
            book,
            date(2025, 1, 1),
            *(Forecaster(slug=slug, name=slug.capitalize()) for slug in PEOPLE),
            *(Question(slug=slug, statement=f"What {slug} asks about happens") for slug in asked),
        )
        for day, nouns in sorted(entries, key=lambda entry: entry[0]):
            record(book, day, *nouns)
        yield book


def report(ledger: Ledger, period: Period = Q3, **options: object) -> PeriodReport:
    """The report on the third quarter."""
    return period_report(ledger, period=period, **options)


def test_every_deadline_belongs_to_one_period(ledger: Ledger) -> None:
    """Months share none, and together they have all that a quarter has."""
    months = [Period.read(f"2025-{month:02}", today=TODAY) for month in range(7, 10)]
    on = Q3.last
    handles = [row.handle for month in months for row in report(ledger, month, on=on).matured.rows]
    assert sorted(handles) == sorted(row.handle for row in report(ledger).matured.rows)
    assert len(set(handles)) == len(handles)


def test_a_deadline_on_the_last_day_matures_in_the_next_period(ledger: Ledger) -> None:
    """The day counts in full, so on that day it is still open."""
    following = Period.read("2025-Q4", today=TODAY)
    assert Q3.last not in {row.deadline for row in report(ledger).matured.rows}
    assert Q3.last in {row.deadline for row in report(ledger, following).matured.rows}


def test_what_is_logged_is_told_by_forecaster_kind_and_source(ledger: Ledger) -> None:
    """Each grouping adds up to all that was made in the period."""
    logged = report(ledger).logged
    assert logged.forecasts == 7
    for groups in (logged.by_forecaster, logged.by_kind, logged.by_source):
        assert sum(group.forecasts for group in groups) == logged.forecasts
    assert [group.name for group in logged.by_source] == ["no source"]
    assert logged.in_time == logged.recorded == 7


def test_verdicts_add_up_to_what_matured(ledger: Ledger) -> None:
    """What nobody resolved is overdue, and told so."""
    found = report(ledger)
    counts = {one.verdict: one.forecasts for one in found.matured.verdicts}
    assert sum(counts.values()) == found.matured.forecasts == 10
    assert counts["overdue"] == 2
    assert {row.prospective for row in found.matured.rows if row.verdict == "overdue"} == {None}
    assert [one.question for one in found.deadlines.overdue] == ["event-9"]
    assert any("1 question has waited for an outcome for 11 days" in sentence for sentence in found.summary)


def test_scores_of_the_period_and_to_date_stand_side_by_side(ledger: Ledger) -> None:
    """Four events are too few for a mean, nine are not."""
    (ann, bob) = report(ledger).scorings
    assert (ann.name, bob.name) == ("Ann", "Bob")
    assert (ann.matured.forecasts, ann.matured.mean) == (4, None)
    assert ann.to_date.events == 10
    assert ann.to_date.mean == pytest.approx(0.04)
    assert ann.skill == pytest.approx(1 - 0.04 / 0.25)
    assert ann.expectation is not None
    assert ann.expectation.expected == pytest.approx(8.0)
    assert ann.expectation.observed == 10


def test_cohorts_end_with_the_period_and_begin_with_the_first_that_has_any(ledger: Ledger) -> None:
    """Periods before anything was due are left out."""
    prospective, retrospective = report(ledger).records
    assert [one.label for one in prospective.cohorts] == ["2025-Q2", "2025-Q3"]
    assert [one.forecasts for one in prospective.cohorts] == [11, 8]
    assert retrospective.cohorts == ()


def test_a_late_outcome_is_news_since_the_last_report(ledger: Ledger) -> None:
    """An outcome known in the quarter before, and entered after it, ends what had been overdue."""
    changed = report(ledger).changed
    assert changed.on == Q2.last
    assert [(move.question, move.from_verdict, move.to_verdict) for move in changed.moves] == [
        ("late", "overdue", "yes")
    ]
    assert changed.altered == ()


def test_a_corrected_outcome_alters_what_was_settled(ledger: Ledger) -> None:
    """The move names the verdicts and scores on both sides, and the means that moved with it."""
    view = ledger.view()
    (old,) = (stored for stored in view.standing("outcome", question="event-1"))
    with ledger.entry("amend", by="ann", now=moment(date(2025, 9, 1))) as entry:
        entry.correct(
            old.handle,
            Outcome(question="event-1", kind=OutcomeKind.NOT_THROUGH, on=date(2025, 4, 28)),
            because="the agencies took it back",
        )
    found = report(ledger)
    assert {(move.forecaster, move.from_verdict, move.to_verdict) for move in found.changed.altered} == {
        (slug, "yes", "no") for slug in PEOPLE
    }
    assert {one.forecaster for one in found.changed.means} == set(PEOPLE)
    assert any("2 settled forecasts are now judged otherwise" in sentence for sentence in found.summary)


def test_without_an_earlier_entry_nothing_is_compared(ledger: Ledger) -> None:
    """The first report has no last one, and says so."""
    first = Period.read("2025-01", today=TODAY)
    changed = report(ledger, first).changed
    assert (changed.entry, changed.moves) == (0, ())
    assert any("Nothing had been recorded" in sentence for sentence in report(ledger, first).summary)


def test_the_calendar_of_a_period_leads_to_what_matured(ledger: Ledger) -> None:
    """A day to the line of the first forecast that matured on it."""
    made = report(ledger)
    told = html(laid_out(made))
    days = re.findall(r'<a class="mark" href="#(line-[^"]*)"><title>[^<]* matured</title>', told)
    assert made.heat is not None
    assert len(days) == sum(cell.count > 0 for cell in made.heat.cells) > 1
    assert set(days) <= set(re.findall(r'<tr id="([^"]+)"', told))


def test_a_period_that_goes_on_is_told_so_far(ledger: Ledger) -> None:
    """Evaluated before its last day."""
    found = report(ledger, on=date(2025, 8, 1))
    assert found.so_far
    assert "so far (to 2025-08-01)" in found.summary[0]
    assert found.matured.last == date(2025, 7, 31)


def test_a_period_that_has_not_begun_is_refused(ledger: Ledger) -> None:
    """There is nothing to report on."""
    with pytest.raises(PeriodAhead, match="2025-Q3 begins on 2025-07-01"):
        report(ledger, on=date(2025, 6, 30))


def test_a_selection_holds_in_every_part(ledger: Ledger) -> None:
    """Only the chosen forecaster is scored, logged and compared."""
    found = report(ledger, selection=Selection(forecasters=("bob",)))
    assert found.heading.subject == "2025-Q3: Bob"
    assert {one.forecaster for one in found.scorings} == {"bob"}
    assert (found.logged.forecasts, found.matured.forecasts) == (3, 5)


def test_the_recipe_makes_the_same_report_again(ledger: Ledger) -> None:
    """Even after the ledger has gone on, from the view as of its entry."""
    found = report(ledger, scorecards=1)
    entry = ledger.view().head.sequence
    record(ledger, date(2026, 1, 2), came("event-9", date(2025, 9, 1)))
    again = make(found.recipe, ledger.view().earlier(entry))
    assert again.digest == found.digest
    assert "--scorecards 1" in found.heading.command


def test_scorecards_come_for_those_with_most_that_matured(ledger: Ledger) -> None:
    """At most so many, to date, each by its own recipe."""
    found, cards = report_with_scorecards(ledger, period=Q3, scorecards=1)
    ((card, scorecard),) = list(cards)
    assert card == found.scorecards[0]
    assert scorecard.heading.selection.forecasters == (card.forecaster,)
    alone = make(scorecard.recipe, ledger.view())
    assert alone.digest == scorecard.digest


def test_progress_ends_at_one(ledger: Ledger) -> None:
    """And never goes back."""
    told: list[float] = []
    period_report(ledger, period=Q3, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_an_empty_ledger_has_an_empty_report(tmp_path: Path) -> None:
    """It says that nothing was made and nothing matured."""
    with Ledger.create(tmp_path / "empty.db", now=moment(date(2025, 1, 1)), by="ann") as book:
        found = period_report(book, period=Q3)
    assert found.summary[:2] == ("No forecast was made in 2025-Q3.", "Nothing matured in 2025-Q3.")
    assert found.scorings == ()
    assert replace(found).digest == found.digest
