"""Corrections, withdrawals and mistakes: the old record stays, and what stands is never in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from forecasts.errors import AlreadyThere, Contradiction, InTheFuture, UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.model import Amendment, AmendmentKind, Claim, Condition, Erasure, Noun, Settings
from tests.forecasts.builders import (
    HORIZON,
    NOW,
    chance,
    choice,
    forecast,
    forecaster,
    mistake,
    outcome,
    question,
    source,
    statement,
    timeline,
    withdrawal,
)

Admit = Callable[..., None]


def correct(ledger: Ledger, target: Handle, noun: Noun) -> Handle:
    """An entry that corrects a record."""
    with ledger.entry("amend", by="ann", now=NOW) as entry:
        return entry.correct(target, noun, because="it was wrong")


def standing(ledger: Ledger, kind: str) -> list[str]:
    """The handles of what stands."""
    return [str(stored.handle) for stored in ledger.view().standing(kind)]


def test_a_correction_puts_another_record_in_the_place(admitted: Admit, file: Ledger) -> None:
    """Both stay in the ledger, one stands, and the frame tells the first version and their number."""
    admitted(forecast())
    second = correct(file, Handle(2, 1), forecast(belief=chance(0.8)))
    third = correct(file, second, forecast(belief=chance(0.9)))
    assert standing(file, "forecast") == [str(third)] == ["4.1"]
    assert not file.view().get(Handle(2, 1)).stands
    (row,) = file.view().forecasts().to_dict("records")
    assert (row["handle"], row["first_handle"], row["versions"], row["p"]) == ("4.1", "2.1", 3, 0.9)
    with pytest.raises(UnfitNoun, match="amended already"):
        correct(file, second, forecast())


def test_a_correction_keeps_to_the_noun_and_the_slug(file: Ledger) -> None:
    """A question becomes no forecaster, and a name that others use stays."""
    with pytest.raises(UnfitNoun, match="is a question, not a forecaster"):
        correct(file, Handle(1, 1), forecaster())
    with pytest.raises(UnfitNoun, match="keep the slug"):
        correct(file, Handle(1, 1), question(slug="doha"))
    with pytest.raises(UnfitNoun, match="use `correct`"), file.entry("x", by="ann", now=NOW) as entry:
        entry.add_all(
            [
                Amendment(
                    target=Handle(1, 1), kind=AmendmentKind.CORRECTION, because="x", replacement=Handle(1, 2)
                )
            ]
        )


def test_an_outcome_is_corrected_by_one_that_would_contradict_it(admitted: Admit, file: Ledger) -> None:
    """The correction is held against the others that stand, and not against what it replaces."""
    admitted(outcome(on=date(2021, 8, 15)))
    correct(file, Handle(2, 1), outcome(on=date(2021, 8, 16)))
    assert standing(file, "outcome") == ["3.1"]
    with pytest.raises(Contradiction, match="happened on 2021-08-16"):
        admitted(outcome(on=date(2021, 8, 15)))


def test_a_mistake_makes_room_in_the_same_entry(admitted: Admit, file: Ledger) -> None:
    """What was taken back a moment ago contradicts nothing."""
    admitted(outcome(on=date(2021, 8, 15)))
    admitted(mistake(Handle(2, 1)), outcome(on=date(2021, 8, 17)))
    assert standing(file, "outcome") == ["3.2"]


def test_a_mistake_of_an_amendment_restores_the_target(admitted: Admit, file: Ledger) -> None:
    """Taken back once it is gone, taken back twice it stands again, and so on."""
    admitted(outcome())
    admitted(mistake(Handle(2, 1)))
    assert standing(file, "outcome") == []
    admitted(mistake(Handle(3, 1)))
    assert standing(file, "outcome") == ["2.1"]
    admitted(mistake(Handle(4, 1)))
    assert standing(file, "outcome") == []
    assert file.audit().whole


def test_a_correction_taken_back_leaves_the_old_record_alone(admitted: Admit, file: Ledger) -> None:
    """The replacement falls with the correction that brought it: never do two versions stand."""
    admitted(forecast())
    correct(file, Handle(2, 1), forecast(belief=chance(0.8)))
    admitted(mistake(Handle(3, 2)))
    assert standing(file, "forecast") == ["2.1"]
    assert len(file.view().forecasts()) == 1
    assert file.view().forecasts()["versions"].tolist() == [1]


def test_a_correction_cannot_be_taken_back_under_a_later_one(admitted: Admit, file: Ledger) -> None:
    """The later one comes first, or two versions would stand."""
    admitted(forecast())
    second = correct(file, Handle(2, 1), forecast(belief=chance(0.8)))
    correct(file, second, forecast(belief=chance(0.9)))
    with pytest.raises(UnfitNoun, match="take that back first"):
        admitted(mistake(Handle(3, 2)))


def test_what_is_restored_must_fit_what_came_since(admitted: Admit, file: Ledger) -> None:
    """A slug taken meanwhile, or an outcome entered meanwhile, stands in the way."""
    admitted(question(slug="doha", statement="Doha"), outcome(on=date(2021, 8, 15)))
    admitted(mistake(Handle(2, 1)), mistake(Handle(2, 2)))
    admitted(question(slug="doha", statement="Another Doha"), outcome(on=date(2021, 8, 16)))
    with pytest.raises(AlreadyThere, match=r"'doha' already \(4\.1\)"):
        admitted(mistake(Handle(3, 1)))
    with pytest.raises(Contradiction):
        admitted(mistake(Handle(3, 2)))


def test_a_withdrawn_forecast_stands_and_says_when(admitted: Admit, file: Ledger) -> None:
    """The forecaster took it back: it counts until then, and the day is told."""
    admitted(forecast())
    admitted(withdrawal(Handle(2, 1)))
    assert standing(file, "forecast") == ["2.1"]
    assert file.view().forecasts()["withdrawn_on"].dt.date.tolist() == [date(2021, 7, 1)]
    with pytest.raises(UnfitNoun, match="withdrawn already"):
        admitted(withdrawal(Handle(2, 1)))
    admitted(mistake(Handle(3, 1)))
    assert file.view().forecasts()["withdrawn_on"].isna().all()


def test_a_withdrawal_follows_the_forecast_into_its_correction(admitted: Admit, file: Ledger) -> None:
    """Mending a typing error does not undo what the forecaster did."""
    admitted(forecast())
    admitted(withdrawal(Handle(2, 1)))
    second = correct(file, Handle(2, 1), forecast(belief=chance(0.8)))
    assert file.view().forecasts()["withdrawn_on"].dt.date.tolist() == [date(2021, 7, 1)]
    with pytest.raises(UnfitNoun, match="withdrawn already"):
        admitted(withdrawal(second))


def test_withdrawals_have_their_day(admitted: Admit) -> None:
    """Not before the forecast, not after today, and only of forecasts."""
    admitted(forecast())
    with pytest.raises(UnfitNoun, match="was made on 2021-06-25"):
        admitted(withdrawal(Handle(2, 1), withdrawn_on=date(2021, 6, 24)))
    with pytest.raises(InTheFuture):
        admitted(withdrawal(Handle(2, 1), withdrawn_on=date(2022, 1, 1)))
    with pytest.raises(UnfitNoun, match="only forecasts are withdrawn"):
        admitted(withdrawal(Handle(1, 1)))


@pytest.mark.parametrize("day", [date(2021, 6, 25), date(2021, 6, 26), date(2021, 12, 31)])
def test_a_forecast_may_be_withdrawn_from_its_own_day_to_today(
    admitted: Admit, file: Ledger, day: date
) -> None:
    """The day it was made and the day it is recorded are both days on which one may take it back."""
    admitted(forecast())
    admitted(withdrawal(Handle(2, 1), withdrawn_on=day))
    (row,) = file.view().forecasts().to_dict("records")
    assert row["withdrawn_on"].date() == day


def test_what_others_name_is_not_taken_away(admitted: Admit) -> None:
    """A question, a forecaster, a source or a statement in use is corrected, and not removed."""
    admitted(source(), statement(source="the-paper"), forecast(statement=Handle(2, 2)))
    for target in (Handle(1, 1), Handle(1, 2), Handle(2, 1), Handle(2, 2)):
        with pytest.raises(UnfitNoun, match="is named by the"):
            admitted(mistake(target))
    admitted(mistake(Handle(2, 3)), mistake(Handle(2, 2)), mistake(Handle(2, 1)), mistake(Handle(1, 1)))


def test_what_a_condition_names_is_not_taken_away(admitted: Admit) -> None:
    """A question that nobody forecasts or answers may still be what a forecast depends on."""
    condition = Condition(question="kunduz")
    claim = Claim(deadline=date(2021, 9, 25), condition=condition)
    admitted(question(slug="kunduz", statement="Kunduz falls"), forecast(claim=claim))
    with pytest.raises(UnfitNoun, match=r"'kunduz' is named by the forecast 2\.2"):
        admitted(mistake(Handle(2, 1)))
    admitted(mistake(Handle(2, 2)), mistake(Handle(2, 1)))


def test_what_was_taken_away_is_unknown_and_its_slug_free(admitted: Admit, file: Ledger) -> None:
    """A question entered by mistake can be entered anew, in the same entry even."""
    admitted(mistake(Handle(1, 1)), question(statement="Kabul falls"))
    assert file.view().find("question", "kabul").handle == Handle(2, 2)


def test_a_question_is_not_changed_under_its_forecasts(admitted: Admit, file: Ledger) -> None:
    """Kind and options stay as its forecasts and outcomes need them; words may change."""
    admitted(forecast(belief=timeline(), claim=Claim()), choice(), outcome())
    with pytest.raises(UnfitNoun, match=r"2\.1 would not fit its question"):
        correct(file, Handle(1, 1), choice(slug="kabul"))
    correct(file, Handle(1, 1), question(statement="Kabul falls", horizon=HORIZON))
    assert file.view().find("question", "kabul").handle == Handle(3, 1)


def test_a_horizon_can_be_set_and_changed_at_any_time(admitted: Admit, file: Ledger) -> None:
    """It is the question's: it holds for timelines that were logged before, and their records stay."""
    admitted(forecast(belief=timeline(), claim=Claim()))
    second = correct(file, Handle(1, 1), question(horizon=date(2022, 12, 25)))
    correct(file, second, question(horizon=date(2022, 1, 25)))
    assert file.view().get(Handle(2, 1)).noun == forecast(belief=timeline(), claim=Claim())


def test_a_corrected_statement_keeps_its_forecasts(admitted: Admit, file: Ledger) -> None:
    """A forecast goes back to the version that stands, and a new one may not name an old one."""
    admitted(source(), statement(source="the-paper"), forecast(statement=Handle(2, 2)))
    correct(file, Handle(2, 2), statement(quote="two months, maybe three", source="the-paper"))
    (row,) = file.view().forecasts().to_dict("records")
    assert (row["statement"], row["quote"], row["source"]) == ("3.1", "two months, maybe three", "the-paper")
    with pytest.raises(UnfitNoun, match="name the one that stands"):
        admitted(forecast(statement=Handle(2, 2)))


def test_settings_and_erasures_are_amended_too(admitted: Admit, file: Ledger) -> None:
    """Settings taken back leave the earlier ones; an erasure is no thing to be corrected."""
    admitted(Settings(scale="icd203"))
    admitted(Settings(scale="phia"))
    admitted(mistake(Handle(3, 1)))
    assert file.view().settings == Settings(scale="icd203")
    with file.entry("log", by="ann", now=NOW) as entry:
        digest = entry.archive("a letter")
        entry.add(source(archived=digest))
    file.erase(digest, because="asked for", by="ann", now=NOW)
    with pytest.raises(UnfitNoun, match="mark it as a mistake"):
        correct(file, Handle(6, 1), Erasure(digest=digest, because="x"))


def test_an_open_entry_knows_its_amendments_as_the_next_reader_will(file: Ledger) -> None:
    """Withdrawals and corrections are noted one by one, and are what is read from the tables."""
    with file.entry("log", by="ann", now=NOW) as entry:
        handles = [entry.add(forecast(made_on=date(2021, 6, day))) for day in (1, 2, 3)]
        assert not entry.view.amendments
        for handle in handles[:2]:
            entry.add(
                Amendment(
                    target=handle,
                    kind=AmendmentKind.WITHDRAWAL,
                    because="he took it back",
                    withdrawn_on=date(2021, 7, 1),
                )
            )
        for handle in handles[1:]:
            entry.correct(handle, forecast(made_on=date(2021, 6, 4)), because="another day")
        noted = dict(entry.view.amendments)
    assert noted == file.view().amendments
    assert len(noted) == 4
