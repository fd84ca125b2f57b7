"""What moved between two states of the ledger is found, put into words, and quick to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from forecasts.handles import Handle
from forecasts.ledger.amended import Amended
from forecasts.ledger.entry import Entry
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import Claim, Outcome
from reports.facets.moves import MeanMove, Move, mean_moves, moves
from tests.forecasts.builders import (
    chance,
    forecast,
    mistake,
    not_through,
    outcome,
    question,
    timeline,
    withdrawal,
)
from tests.reports import cases
from tests.reports.cases import NAMES
from tests.reports.review.cases import NOW, YEAR_END
from tests.reports.review.cases import panel as ledger_panel
from tests.tracker.judging import whole
from tests.work import calls
from tracker.marking import marked


@pytest.fixture
def moved() -> Callable[[Callable[[Entry], object]], tuple[tuple[Move, ...], tuple[MeanMove, ...]]]:
    """The moves, and those of the means, that an entry makes in a ledger of six forecasts."""

    def found(act: Callable[[Entry], object]) -> tuple[tuple[Move, ...], tuple[MeanMove, ...]]:
        with ledger_panel(":memory:") as ledger:
            before = whole(ledger.view(), YEAR_END)
            with ledger.entry("amend", by="ann", now=NOW) as entry:
                act(entry)
            view = ledger.view()
            after = whole(view, YEAR_END)
            return moves(before, after, view=view, new=True), mean_moves(
                before, after, {"ann-lee": "Ann Lee"}
            )

    return found


Moved = Callable[[Callable[[Entry], object]], tuple[tuple[Move, ...], tuple[MeanMove, ...]]]


def test_nothing_moves_of_itself(moved: Moved) -> None:
    """A question more changes no verdict."""
    assert moved(lambda entry: entry.add(question())) == ((), ())


def test_a_corrected_outcome_is_the_cause(moved: Moved) -> None:
    """With both handles, the reason, and the amendment's own handle."""
    later = outcome(question="event-0", on=date(2021, 10, 1))
    (move,), (mean,) = moved(lambda entry: entry.correct(Handle(2, 1), later, because="wrong date"))
    assert move.because == "outcome 2.1 corrected to 3.1: wrong date"
    assert (move.handle, move.forecaster, move.question, move.entry) == ("1.3", "ann-lee", "event-0", "3.2")
    assert (move.from_verdict, move.to_verdict, move.news) == ("yes", "no", False)
    assert (move.from_score, move.to_score) == pytest.approx((0.64, 0.04))
    assert mean.name == "Ann Lee"


def test_a_corrected_forecast_is_the_same_forecast(moved: Moved) -> None:
    """Its versions are matched by the first, and what it was is what moved."""
    better = forecast(question="event-0", belief=chance(0.9))
    (move,), _ = moved(lambda entry: entry.correct(Handle(1, 3), better, because="misheard"))
    assert (move.handle, move.because) == ("1.3", "forecast 1.3 corrected to 3.1: misheard")
    assert (move.from_prospective, move.to_prospective) == (True, False)


def test_what_is_taken_back_is_gone(moved: Moved) -> None:
    """The verdict afterwards is None, and so is the score."""
    (move,), _ = moved(lambda entry: entry.add(mistake(Handle(1, 3))))
    assert (move.to_verdict, move.to_score, move.to_counts) == (None, None, None)
    assert move.because == "forecast 1.3 set aside as a mistake: entered twice"


def test_a_withdrawal_is_the_cause(moved: Moved) -> None:
    """In the words of the record."""
    (move,), _ = moved(lambda entry: entry.add(withdrawal(Handle(1, 3))))
    assert (move.to_verdict, move.because) == (
        "withdrawn",
        "forecast 1.3 withdrawn on 2021-07-01: retracted on air",
    )


def test_a_new_forecast_is_news_where_asked_for(moved: Moved) -> None:
    """It stands last, under its own handle."""
    (move,), _ = moved(lambda entry: entry.add(forecast(question="event-1", reading="wide")))
    assert (move.handle, move.from_verdict, move.news) == ("3.1", None, True)
    assert move.because == "forecast 3.1 logged"


def test_an_outcome_taken_back_opens_the_question_again(moved: Moved) -> None:
    """A settled verdict was altered: that is no news."""
    (move,), _ = moved(lambda entry: entry.add(mistake(Handle(2, 2))))
    assert (move.from_verdict, move.to_verdict, move.news) == ("no", "overdue", False)
    assert move.because == "outcome 2.2 set aside as a mistake: entered twice"


def test_a_correction_taken_back_is_the_cause() -> None:
    """What had been set aside stands again."""
    with ledger_panel(":memory:") as ledger:
        with ledger.entry("amend", by="ann", now=NOW) as entry:
            entry.correct(Handle(1, 3), forecast(question="event-0", belief=chance(0.9)), because="x")
        before = whole(ledger.view(), YEAR_END)
        with ledger.entry("amend", by="ann", now=NOW) as entry:
            entry.add(mistake(Handle(3, 2)))
        view = ledger.view()
        (move,) = moves(before, whole(view, YEAR_END), view=view)
        assert move.handle == "3.1"
        assert move.to_score == pytest.approx(0.64)
        assert move.because == "forecast 3.1 fell with the correction 3.2, a mistake: entered twice"


def test_a_corrected_question_is_the_cause_where_nothing_nearer_is() -> None:
    """A zone moves the day on which a forecast was recorded, and so whether it came before the outcome."""
    said = datetime(2021, 8, 15, 23, tzinfo=UTC)
    asked = question(slug="night", statement="It happens at night", zone="America/New_York")
    with Ledger.create(":memory:", now=said, by="ann") as ledger:
        from tests.forecasts.builders import forecaster

        with ledger.entry("log", by="ann", now=said) as entry:
            entry.add(asked)
            entry.add(forecaster())
            entry.add(forecast(question="night"))
        with ledger.entry("resolve", by="ann", now=NOW) as entry:
            entry.add(outcome(question="night", on=date(2021, 8, 16)))
        before = whole(ledger.view(), YEAR_END)
        with ledger.entry("amend", by="ann", now=NOW) as entry:
            entry.correct(Handle(1, 1), replace(asked, zone="Asia/Kabul"), because="it is in Kabul")
        view = ledger.view()
        (move,) = moves(before, whole(view, YEAR_END), view=view)
        assert move.because == "question 1.1 corrected to 3.1: it is in Kabul"
        assert (move.from_prospective, move.to_prospective) == (True, False)


def test_means_of_fewer_than_five_events_are_not_given(moved: Moved) -> None:
    """The counts are, on either side of the line."""
    taken = [Handle(1, place) for place in (3, 5)]
    _, (mean,) = moved(lambda entry: [entry.add(mistake(handle)) for handle in taken])
    assert (mean.forecasts_before, mean.forecasts_after, mean.after) == (6, 4, None)
    assert mean.before is not None


def test_two_standing_versions_of_one_forecast_are_a_mistake_of_the_caller() -> None:
    """A frame that was put together wrongly is not compared."""
    frame = panel(3)
    with pytest.raises(ValueError, match="two versions of one forecast"):
        moves(pd.concat([frame, frame]), frame, view=_Unchanged())


def panel(events: int) -> pd.DataFrame:
    """A made-up panel, judged and marked."""
    return marked(cases.panel(events), on=cases.YEAR_END)


class _Unchanged(View):
    """A view in which nothing was amended or merged."""

    amendments: Amended = {}  # noqa: RUF012  # stands in for what is read
    namings = ()

    def __init__(self) -> None:
        pass


def test_frames_that_are_marked_say_what_counts() -> None:
    """Where every reading counts, so it does in the means."""
    frame = panel(6)
    left = frame.assign(counts=True)
    right = left.assign(counts=[False, *[True] * 5])
    (mean,) = mean_moves(left, right, NAMES)
    assert (mean.forecasts_before, mean.forecasts_after) == (6, 5)
    (move,) = moves(left, right, view=_Unchanged())
    assert (move.from_counts, move.to_counts) == (True, False)


def test_a_hundred_thousand_rows_are_compared_at_once() -> None:
    """Only what differs is looked at one by one."""
    frame = pd.concat([panel(50)] * 2_000, ignore_index=True)
    handles = [f"{entry}.1" for entry in range(1, len(frame) + 1)]
    before = frame.assign(handle=handles, key=handles)
    after = before.assign(value=before["value"].where(before.index != 7, 0.5))
    found, work = calls(lambda: moves(before, after, view=_Unchanged()))
    assert len(found) == 1
    assert work < len(frame)


def test_not_through_and_then_a_happening_is_news(moved: Moved) -> None:
    """What had been open is settled by another outcome; nothing is altered."""
    with ledger_panel(":memory:", events=1) as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add(question())
            entry.add(forecast())
            entry.add(not_through(date(2021, 7, 31)))
        before = whole(ledger.view(), YEAR_END)
        with ledger.entry("resolve", by="ann", now=NOW) as entry:
            entry.add(outcome())
        view = ledger.view()
        (move,) = moves(before, whole(view, YEAR_END), view=view)
        assert (move.from_verdict, move.to_verdict, move.news) == ("overdue", "yes", True)


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (outcome(on=date(2021, 11, 1)), "outcome 4.1 entered (happened)"),
        (not_through(date(2021, 12, 25)), "outcome 4.1 entered (not through)"),
    ],
    ids=["it happened", "it did not"],
)
def test_a_provisional_score_that_becomes_final_is_news(later: Outcome, words: str) -> None:
    """The verdict had fallen, but the score was open until the horizon; nothing decided was altered."""
    with ledger_panel(":memory:", events=1) as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add(question())
            entry.add(forecast(belief=timeline(), claim=Claim()))
            entry.add(not_through(date(2021, 10, 2)))
        before = whole(ledger.view(), YEAR_END)
        with ledger.entry("resolve", by="ann", now=NOW) as entry:
            entry.add(later)
        view = ledger.view()
        (move,) = moves(before, whole(view, YEAR_END), view=view)
        assert before.set_index("question").loc["kabul", "provisional"]
        assert (move.from_verdict, move.to_verdict, move.news) == ("no", "no", True)
        assert (move.because, move.entry) == (words, "4.1")
