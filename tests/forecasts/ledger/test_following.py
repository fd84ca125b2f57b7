"""What points to an amended record follows it, on each engine."""

from __future__ import annotations

from typing import Any

import pytest

from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.following import followed
from forecasts.ledger.ledger import Ledger
from forecasts.model import Forecast, Noun
from tests.forecasts.builders import NOW, chance, forecast, forecaster, mistake, question, statement
from tests.forecasts.ledger.conftest import record

WORDS, SAID, AGAIN = Handle(2, 1), Handle(2, 2), Handle(2, 3)


@pytest.fixture
def said(ledger: Ledger) -> Ledger:
    """A statement (2.1), a forecast that rests on it (2.2), and one that restates that (2.3)."""
    told = forecast(statement=WORDS)
    record(ledger, statement(), told, forecast(reading="again", restates=SAID, statement=WORDS))
    return ledger


def correct(ledger: Ledger, target: Handle, noun: Noun) -> Handle:
    """An entry that corrects a record."""
    with ledger.entry("amend", by="ann", now=NOW) as entry:
        return entry.correct(target, noun, because="misheard")


def pointers(ledger: Ledger) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Of each standing forecast the statement, the quote and the forecast that it restates."""
    rows: list[dict[str, Any]] = ledger.view().forecasts().to_dict("records")  # type: ignore[assignment]
    found = {row["handle"]: (row["statement"], row["quote"], row["restates"]) for row in rows}
    view = ledger.view()
    for stored in view.standing("forecast"):
        noun = followed(stored.noun, view)
        assert isinstance(noun, Forecast)
        now = tuple(None if handle is None else str(handle) for handle in (noun.statement, noun.restates))
        assert (found[str(stored.handle)][0], found[str(stored.handle)][2]) == now
    return found


def test_pointers_move_to_the_version_that_stands(said: Ledger) -> None:
    """Once and again, and back where a correction is taken back."""
    second = correct(said, WORDS, statement(quote="two months"))
    third = correct(said, second, statement(quote="three months"))
    fourth = correct(said, SAID, forecast(statement=third, belief=chance(0.8)))
    assert pointers(said) == {
        str(AGAIN): (str(third), "three months", str(fourth)),
        str(fourth): (str(third), "three months", None),
    }
    record(said, mistake(Handle(5, 2)), mistake(Handle(4, 2)))
    assert pointers(said) == {
        str(SAID): (str(second), "two months", None),
        str(AGAIN): (str(second), "two months", str(SAID)),
    }


def test_what_rests_on_any_version_keeps_the_record_in_the_ledger(said: Ledger) -> None:
    """Neither the words nor the forecast that is restated can be taken away under it."""
    second = correct(said, WORDS, statement(quote="two months"))
    with pytest.raises(UnfitNoun, match=r"'3\.1' is named by the forecast 2\.2"):
        record(said, mistake(second))
    third = correct(said, SAID, forecast(statement=second, belief=chance(0.8)))
    with pytest.raises(UnfitNoun, match=r"'4\.1' is named by the forecast 2\.3"):
        record(said, mistake(third))
    record(said, mistake(AGAIN), mistake(third), mistake(second))
    assert pointers(said) == {}


def test_a_statement_has_one_primary_reading_whatever_its_version(said: Ledger) -> None:
    """The one that was logged before the correction counts."""
    second = correct(said, WORDS, statement(quote="two months"))
    with pytest.raises(UnfitNoun, match=r"has a primary reading on 'kabul' already, 2\.2"):
        record(said, forecast(statement=second, belief=chance(0.9)))


def test_what_stands_again_points_to_what_stands(said: Ledger) -> None:
    """Its words were corrected while it was set aside."""
    correct(said, SAID, forecast(statement=WORDS, belief=chance(0.8)))
    correct(said, WORDS, statement(quote="two months"))
    record(said, mistake(Handle(3, 2)))
    assert pointers(said)[str(SAID)] == ("4.1", "two months", None)


@pytest.mark.parametrize("changed", [{"question": "fall"}, {"forecaster": "bob"}])
def test_what_is_restated_keeps_its_question_and_its_forecaster(
    said: Ledger, changed: dict[str, str]
) -> None:
    """Neither a correction nor the taking back of one leaves a forecast that restates another's."""
    record(said, question(slug="fall", statement="It falls"), forecaster(slug="bob", name="Bob"))
    with pytest.raises(UnfitNoun, match=r"2\.3 restates 2\.2 and is by ann-lee on 'kabul', not by"):
        correct(said, SAID, forecast(**changed))
    record(said, mistake(AGAIN))
    second = correct(said, SAID, forecast(**changed))
    record(said, forecast(**changed, reading="again", restates=second))
    with pytest.raises(UnfitNoun, match=r"The forecast 6\.1 restates 5\.1 and is by"):
        record(said, mistake(Handle(5, 2)))


def test_no_correction_makes_a_forecast_restate_itself(said: Ledger) -> None:
    """At once, or by way of one that restates it."""
    for pointer in (SAID, AGAIN):
        with pytest.raises(UnfitNoun, match=rf"2\.2 would restate itself, by way of {pointer}"):
            correct(said, SAID, forecast(restates=pointer))
