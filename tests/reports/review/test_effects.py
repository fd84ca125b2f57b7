"""What a later record moves in a signed report, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.errors import NotReviewable
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from reports.registry import make
from reports.review.changes import changes
from reports.review.effects import affected
from reports.review.freezing import freeze, on_record
from reports.review.scope import recipe_of
from reports.review.signing import open_report
from reports.review.states import State, review_state_of
from tests.forecasts.builders import chance, forecast, merged, mistake, outcome, question
from tests.reports.review.cases import CARD, EVENTS, NOW, acted, added, frozen, panel, signed


@pytest.fixture
def ready(panelled: Ledger) -> Ledger:
    """The six forecasts with a scorecard that Ben signed."""
    frozen(panelled)
    signed(panelled, CARD, by="Ben")
    return panelled


def test_a_moved_mean_is_given_before_and_after(ready: Ledger) -> None:
    """With the forecasts it is over, and the row that moved it."""
    wrong = outcome(question="event-0", on=date(2021, 10, 1))
    acted(ready, "ann", lambda entry: entry.correct(Handle(2, 1), wrong, because="wrong date"))
    (effect,) = affected(ready.view())
    (mean,) = effect.means
    assert (mean.name, mean.measure, mean.prospective) == ("Ann Lee", "brier", True)
    assert mean.before is not None
    assert mean.after is not None
    assert mean.after - mean.before == pytest.approx((0.2**2 - 0.8**2) / EVENTS)
    assert (mean.forecasts_before, mean.forecasts_after) == (EVENTS, EVENTS)
    assert (
        "Ann Lee's prospective mean Brier 0.3317 -> 0.2317 (6 forecasts), over the forecasts that were signed"
        in effect.sentence
    )
    assert "1.3 yes 0.6400 -> no 0.0400 (outcome 2.1 corrected to 6.1: wrong date)" in effect.sentence


def test_a_forecast_taken_back_is_named(ready: Ledger) -> None:
    """It is no longer there, and the mean is over one fewer."""
    added(ready, mistake(Handle(1, 3)))
    (effect,) = affected(ready.view())
    (move,) = effect.moves
    assert (move.from_verdict, move.to_verdict, move.to_score) == ("yes", None, None)
    assert "not there (forecast 1.3 set aside as a mistake: entered twice)" in effect.sentence
    assert "6 -> 5 forecasts" in effect.sentence


def test_a_correction_after_the_outcome_makes_a_forecast_retrospective(ready: Ledger) -> None:
    """It moves from one mean to another, which is said."""
    better = forecast(question="event-0", belief=chance(0.9))
    acted(ready, "ann", lambda entry: entry.correct(Handle(1, 3), better, because="misheard"))
    (effect,) = affected(ready.view())
    assert "1.3 yes prospective 0.6400 -> yes retrospective 0.0100" in effect.sentence
    assert {(mean.prospective, mean.forecasts_after) for mean in effect.means} == {(True, 5), (False, 1)}


def test_a_correction_that_moves_nothing_is_none(ready: Ledger) -> None:
    """Evidence added afterwards leaves every score as it was."""
    same = outcome(question="event-0", evidence="seen by all")
    acted(ready, "ann", lambda entry: entry.correct(Handle(2, 1), same, because="evidence"))
    added(ready, question(slug="flood", statement="The river floods"), forecast(question="flood"))
    assert affected(ready.view()) == ()


def test_news_alters_nothing_that_was_signed() -> None:
    """What was overdue when the report was signed may come out since; what was settled may not."""
    with panel(":memory:") as ledger:
        added(ledger, question(slug="late", statement="It comes"), forecast(question="late"))
        frozen(ledger)
        signed(ledger, CARD, by="Ben")
        acted(ledger, "Ben", open_report, CARD)
        added(ledger, outcome(question="late"))
        assert affected(ledger.view()) == ()
        found = changes(ledger.view(), CARD, by="Ben")
        (move,) = found.moves
        assert (move.from_verdict, move.to_verdict, move.news) == ("overdue", "yes", True)
        assert move.because == "outcome 8.1 entered (happened)"


def test_an_earlier_forecast_logged_since_takes_the_place_of_the_signed_one(ready: Ledger) -> None:
    """The first of a series counts, so the signed row does so no more."""
    added(ready, forecast(question="event-0", made_on=date(2021, 6, 1), belief=chance(0.9)))
    (effect,) = affected(ready.view())
    assert "which counts no more (another forecast of its series was logged or amended)" in effect.sentence


def test_nothing_signed_is_nothing_affected(panelled: Ledger) -> None:
    """A draft is nobody's word."""
    frozen(panelled)
    added(panelled, mistake(Handle(1, 3)))
    assert affected(panelled.view()) == ()


def test_a_later_evaluation_date_hides_nothing(ready: Ledger) -> None:
    """Both signed reports are named; each goes when a new one of its own date is signed."""
    later = frozen(ready, on=date(2022, 1, 1))
    signed(ready, later, by="Ben")
    added(ready, mistake(Handle(1, 3)))
    assert [effect.slug for effect in affected(ready.view())] == [CARD, later]
    signed(ready, frozen(ready), by="Ben")
    (left,) = affected(ready.view())
    assert left.slug == later
    assert "with `tracker scorecard ann-lee --on 2022-01-01 --freeze` and have that one" in left.sentence


def test_an_older_state_frozen_later_is_not_what_counts(ready: Ledger) -> None:
    """A report as of before a correction supersedes nothing, and is not signed."""
    added(ready, mistake(Handle(1, 3)))
    newer = frozen(ready)
    signed(ready, newer, by="Ben")
    recipe = recipe_of(review_state_of(ready.view(), CARD).freeze)
    assert on_record(ready.view(), make(recipe, ready.view().earlier(2))) == CARD
    older = freeze(ready, make(recipe, ready.view().earlier(3)), by="ann", now=NOW)
    assert review_state_of(ready.view(), older).superseded_by == newer
    assert review_state_of(ready.view(), newer).state is State.SIGNED
    with pytest.raises(NotReviewable, match=f"is superseded by {newer}"):
        signed(ready, older, by="Ben")


def test_changes_begin_at_ones_last_look(ready: Ledger) -> None:
    """Forecasts logged since are among them, and who never looked sees all since it was made."""
    added(ready, mistake(Handle(1, 3)))
    acted(ready, "Ben", open_report, CARD)
    added(ready, forecast(question="event-0", made_on=date(2021, 6, 26)))
    mine = changes(ready.view(), CARD, by="ben")
    assert [move.because for move in mine.moves] == ["forecast 8.1 logged"]
    assert (mine.looked, mine.since) == (True, 7)
    theirs = changes(ready.view(), CARD, by="Cy")
    assert (theirs.looked, theirs.since, len(theirs.moves)) == (False, 2, 2)
    assert [act.act for act in theirs.acts] == ["signed"]


def test_a_merger_moves_a_signed_report_and_its_undoing_moves_it_back(ready: Ledger) -> None:
    """Two events that are one from now on are one event in the mean."""
    added(ready, merged("event-2", "event-0", aside=(Handle(2, 3),)))
    (effect,) = affected(ready.view())
    assert "6 -> 5 forecasts" in effect.sentence
    assert "1.7 yes 0.3600 -> " in effect.sentence
    assert "(outcome 2.3 is told twice since the merger 6.1)" in effect.sentence
    added(ready, mistake(Handle(6, 1)))
    assert affected(ready.view()) == ()
