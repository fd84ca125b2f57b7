"""PredictionBook's table holds a mean of all answers, its API each of them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from forecasts.exchange.files import DataFile
from forecasts.exchange.registry import recognised
from forecasts.model import Chance, ForecasterKind, OutcomeKind
from tests.forecasts.exchange.formats.imported import (
    brought_in,
    conventions,
    empty,
    fixture,
    forecasters,
    forecasts,
    outcomes,
    questions,
    read,
    scores,
    sentences,
)

FORM = "predictionbook"
TABLE = "predictionbook/my_predictions.csv"
PAGES = "predictionbook/pages.json"


def of_api(**changes: object) -> DataFile:
    """A page of one prediction."""
    prediction: dict[str, object] = {
        "id": 1,
        "description": "It rains",
        "created_at": "2015-01-01T00:00:00Z",
        "updated_at": "2015-01-02T00:00:00Z",
        "deadline": "2015-02-01T00:00:00Z",
        "outcome": None,
        "withdrawn": False,
        "responses": [],
    }
    return DataFile.of("page.json", json.dumps({"predictions": [prediction | changes]}).encode())


def test_table_and_api_are_recognised() -> None:
    """By the header, and by the keys of pages, one page, and bare predictions."""
    assert recognised(fixture(TABLE)) == FORM
    assert recognised(fixture(PAGES)) == FORM
    assert recognised(of_api()) == FORM
    bare = json.dumps(of_api().document["predictions"])
    assert recognised(DataFile.of("bare.json", bare.encode())) == FORM


def test_the_mean_is_a_crowds_and_is_marked() -> None:
    """The table does not hold anybody's own confidence, so that it is nobody's own."""
    items = read(FORM, fixture(TABLE))
    (crowd,) = forecasters(items).values()
    assert (crowd.name, crowd.kind) == ("PredictionBook, mean", ForecasterKind.CROWD)
    beliefs = [forecast.belief for forecast in forecasts(items)]
    assert [(belief.p, belief.rule) for belief in beliefs if isinstance(belief, Chance)] == [
        (0.8, "mean of all answers"),
        (0.0, "mean of all answers"),
        (0.1, "mean of all answers"),
    ]


def test_nothing_proves_when_a_mean_stood() -> None:
    """It is dated to the day of the prediction, by assumption, and is not attested."""
    by = conventions()
    first = forecasts(read(FORM, fixture(TABLE), by=by))[0]
    assert (first.made_on, first.attested_on) == (date(2015, 1, 10), None)
    assert any(sentence.startswith("The table holds the mean") for sentence in by.assumptions)


def test_who_answered_alone_can_say_that_the_mean_is_their_own() -> None:
    """`--me` names them, and the import keeps that they said so."""
    by = conventions(me="ann")
    assert list(forecasters(read(FORM, fixture(TABLE), by=by))) == ["ann"]
    assert "The mean of all answers is taken as one's own, because of --me." in by.assumptions


def test_a_description_over_two_lines_becomes_one() -> None:
    """A prediction without any answer is a question all the same."""
    assert list(questions(read(FORM, fixture(TABLE)))) == [
        "The bridge opens this year",
        "I run a marathon",
        "A comet is seen",
        "The shop moves",
    ]


def test_true_false_and_withdrawn_become_outcomes() -> None:
    """An open one has none."""
    found = outcomes(read(FORM, fixture(TABLE)))
    assert {text: outcome.kind for text, outcome in found.items()} == {
        "The bridge opens this year": OutcomeKind.HAPPENED,
        "I run a marathon": OutcomeKind.NOT_THROUGH,
        "The shop moves": OutcomeKind.VOID,
    }
    assert found["The bridge opens this year"].on == date(2015, 11, 2)


def test_each_answer_is_a_forecast_of_whoever_gave_it_in_time_order() -> None:
    """A comment without a confidence is none; ids may be numbers or texts."""
    items = read(FORM, fixture(PAGES))
    bridge = [forecast for forecast in forecasts(items) if forecast.question == "predictionbook-41"]
    assert [(forecast.forecaster, forecast.made_at) for forecast in bridge] == [
        ("predictionbook-7", datetime(2015, 1, 10, 9, tzinfo=UTC)),
        ("predictionbook-7", datetime(2015, 6, 1, 8, tzinfo=UTC)),
        ("predictionbook-9", datetime(2015, 6, 3, 8, tzinfo=UTC)),
    ]
    assert [forecast.attested_on for forecast in bridge] == [forecast.made_on for forecast in bridge]
    assert forecasters(items)["predictionbook-7"].name == "ann"


def test_answers_can_be_those_of_a_forecaster_who_is_known() -> None:
    """`--who` takes the user name, though the slug is made of the id."""
    items = read(FORM, fixture(PAGES), by=conventions(who={"ann": "ann-ode"}))
    assert list(forecasters(items)) == ["ann-ode", "predictionbook-9"]


def test_old_data_were_judged_a_day_after_their_last_change() -> None:
    """And not before the deadline; if that lies ahead, when they were changed."""
    (late,) = outcomes(read(FORM, of_api(outcome=True))).values()
    assert late.known_on == date(2015, 2, 1)
    (changed,) = outcomes(read(FORM, of_api(outcome=True, updated_at="2016-01-01T00:00:00Z"))).values()
    assert (changed.on, changed.known_on) == (date(2015, 2, 1), date(2016, 1, 2))
    (early,) = outcomes(read(FORM, of_api(outcome=True, deadline="2030-01-01T00:00:00Z"))).values()
    assert early.known_on == date(2015, 1, 2)


def test_a_day_after_the_last_change_may_be_today() -> None:
    """Today has come."""
    (today,) = outcomes(read(FORM, of_api(outcome=True, updated_at="2026-10-31T00:00:00Z"))).values()
    assert today.known_on == date(2026, 11, 1)
    (ahead,) = outcomes(read(FORM, of_api(outcome=True, updated_at="2026-11-01T00:00:00Z"))).values()
    assert ahead.known_on == date(2026, 11, 1)


@pytest.mark.parametrize("outcome", [True, False, None])
def test_a_withdrawn_prediction_is_void_whatever_its_outcome(outcome: bool | None) -> None:
    """Whoever asked has taken it back."""
    (found,) = outcomes(read(FORM, of_api(outcome=outcome, withdrawn=True))).values()
    assert (found.kind, found.known_on) == (OutcomeKind.VOID, date(2015, 1, 2))


def test_a_prediction_that_is_bad_is_said_once_and_brings_no_answers() -> None:
    """Its answers would be bad for the same reason."""
    answer = {"confidence": 50, "created_at": "2015-01-01T00:00:00Z", "user_id": 1}
    items = read(FORM, of_api(deadline="soon", responses=[answer, answer]))
    (sentence,) = sentences(items)
    assert "'deadline' holds 'soon'" in sentence
    assert len(items) == 1


def test_a_confidence_beyond_100_is_a_bad_row() -> None:
    """The other answers stand."""
    answers = [
        {"confidence": c, "created_at": "2015-01-01T00:00:00Z", "user_id": 1, "user_label": "a"}
        for c in (101, 1)
    ]
    items = read(FORM, of_api(responses=answers))
    assert len(sentences(items)) == 1
    assert [forecast.belief for forecast in forecasts(items)] == [Chance.stated(0.01)]


def test_brought_twice_it_is_recorded_once_and_scores_as_by_hand() -> None:
    """(1 - 0.7)² = 0.09, (1 - 0.9)² = 0.01, (1 - 0.2)² = 0.64, and a certainty that failed costs 1."""
    ledger = empty()
    assert brought_in(ledger, FORM, fixture(PAGES)) is not None
    assert brought_in(ledger, FORM, fixture(PAGES)) is None
    assert [(verdict, value) for verdict, _, value in scores(ledger)] == [
        ("yes", 0.09),
        ("yes", 0.01),
        ("yes", 0.64),
        ("no", 1.0),
        ("pending", -1.0),
        ("void", -1.0),
    ]


def test_the_table_beside_the_api_adds_the_mean() -> None:
    """The questions and outcomes are the same."""
    ledger = empty()
    brought_in(ledger, FORM, fixture(PAGES))
    taken = brought_in(ledger, FORM, fixture(TABLE))
    assert taken is not None
    assert taken.new == {"forecaster": 1, "forecast": 3}
    assert not taken.changed
