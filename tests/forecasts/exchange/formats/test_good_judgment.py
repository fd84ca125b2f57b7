"""A prediction set of Good Judgment Open says a chance or shares, and what the crowd said before."""

from __future__ import annotations

import json
from datetime import date

import pytest

from forecasts.exchange.files import DataFile
from forecasts.exchange.registry import recognised
from forecasts.model import Chance, ForecasterKind, OutcomeKind, QuestionKind, Shares
from tests.forecasts.exchange.formats.imported import (
    brought_in,
    conventions,
    empty,
    fixture,
    forecasters,
    forecasts,
    outcomes,
    parts,
    questions,
    read,
    scores,
    sentences,
)

FORM = "good-judgment"
SETS, QUESTIONS = "good_judgment/prediction_sets.json", "good_judgment/questions.json"
CROWD = "good-judgment-crowd"


def pair(answers: list[dict[str, object]], said: list[dict[str, object]], **changes: object) -> DataFile:
    """One set and its question in one file."""
    question = {"id": 1, "name": "Who wins?", "ends_at": "2025-06-30T00:00:00Z", "answers": answers} | changes
    member = {"membership_guid": "g", "question_id": 1, "created_at": "2025-01-01T00:00:00Z"}
    whole = {"prediction_sets": [member | {"predictions": said}], "questions": [question]}
    return DataFile.of("both.json", json.dumps(whole).encode())


def two(first: object, second: object) -> list[dict[str, object]]:
    """What is said of two answers."""
    return [
        {"answer_id": 1, "forecasted_probability": first},
        {"answer_id": 2, "forecasted_probability": second},
    ]


REDS_AND_BLUES: list[dict[str, object]] = [{"id": 1, "name": "Reds"}, {"id": 2, "name": "Blues"}]


def test_sets_questions_and_both_in_one_are_recognised() -> None:
    """By their keys; pages may stand in a list."""
    both = pair(REDS_AND_BLUES, two(0.5, 0.5))
    assert [recognised(file) for file in (fixture(SETS), fixture(QUESTIONS), both)] == [FORM] * 3
    assert recognised(DataFile.of("pages.json", json.dumps([fixture(SETS).document]).encode())) == FORM


def test_one_answer_makes_an_event_and_several_a_choice() -> None:
    """Ordered where the site scores it so."""
    found = questions(read(FORM, fixture(SETS), fixture(QUESTIONS)))
    assert {text: question.kind for text, question in found.items()} == {
        "Will the bridge open?": QuestionKind.EVENT,
        "Who wins?": QuestionKind.CHOICE,
        "How many?": QuestionKind.ORDERED,
        "Will it be voided?": QuestionKind.EVENT,
        "Will it stay open?": QuestionKind.EVENT,
    }
    assert found["Who wins?"].options == ("Reds", "Blues", "Greens")


def test_probabilities_may_be_texts_or_numbers_and_come_in_time_order() -> None:
    """0.65 as a text in January stands before 0.9 as a number in March."""
    items = read(FORM, fixture(SETS), fixture(QUESTIONS))
    own = [
        forecast.belief.p
        for forecast in forecasts(items)
        if forecast.forecaster == "good-judgment-g-1" and isinstance(forecast.belief, Chance)
    ]
    assert own == [0.65, 1.0, 0.9, 1.0, 0.0]


def test_the_crowd_before_a_forecast_comes_with_it_as_a_reference() -> None:
    """Marked as a crowd's, at the same moment; passed over where it has gaps or does not sum to 1."""
    items = read(FORM, fixture(SETS), fixture(QUESTIONS))
    crowd = forecasters(items)[CROWD]
    assert (crowd.kind, crowd.name) == (ForecasterKind.CROWD, "Good Judgment Open, crowd")
    beliefs = [forecast.belief for forecast in forecasts(items) if forecast.forecaster == CROWD]
    assert [belief.p for belief in beliefs if isinstance(belief, Chance)] == [0.5, 0.62, 0.99, 0.37]
    assert [belief.shares for belief in beliefs if isinstance(belief, Shares)] == [(0.25, 0.5, 0.25)]
    assert {getattr(belief, "rule", None) for belief in beliefs} == {"crowd before the forecast"}


def test_shares_that_are_rounded_are_divided_by_their_sum() -> None:
    """Three times 0.3333 is a third each."""
    items = read(FORM, fixture(SETS), fixture(QUESTIONS))
    (shares,) = [
        forecast.belief.shares
        for forecast in forecasts(items)
        if isinstance(forecast.belief, Shares) and forecast.forecaster == "good-judgment-22"
    ]
    assert shares == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_a_forecast_made_too_late_is_kept_without_proof() -> None:
    """So that it never counts as prospective; the crowd beside it likewise."""
    late = [
        forecast
        for forecast in forecasts(read(FORM, fixture(SETS), fixture(QUESTIONS)))
        if forecast.made_on == date(2025, 5, 5)
    ]
    assert [forecast.attested_on for forecast in late] == [None, None]


def test_answers_that_are_known_become_outcomes() -> None:
    """The day on which the answer was known counts; an open question has none whatever the crowd says."""
    found = outcomes(read(FORM, fixture(SETS), fixture(QUESTIONS)))
    bridge = found["Will the bridge open?"]
    assert (bridge.kind, bridge.on, bridge.known_on) == (
        OutcomeKind.HAPPENED,
        date(2025, 5, 2),
        date(2025, 5, 2),
    )
    assert (found["Who wins?"].option, found["How many?"].option) == ("Reds", "6 to 10")
    assert found["Will it be voided?"].kind is OutcomeKind.VOID
    assert "Will it stay open?" not in found


def test_an_answer_split_between_options_is_ambiguous() -> None:
    """A choice has one answer or none."""
    known = {"correctness_known_at": "2025-05-01T00:00:00Z", "probability": 0.5}
    answers = [answer | known for answer in REDS_AND_BLUES]
    (found,) = outcomes(read(FORM, pair(answers, two(0.5, 0.5)))).values()
    assert (found.kind, found.because) == (
        OutcomeKind.AMBIGUOUS,
        "Good Judgment Open resolved it to 0.5, 0.5",
    )


RIGHT = {"correctness_known_at": "2025-05-01T00:00:00Z", "probability": 1}
WRONG = {"correctness_known_at": "2025-05-09T00:00:00Z", "probability": 0}


def test_a_choice_of_which_one_answer_is_open_has_no_outcome() -> None:
    """Whatever the crowd says of that answer."""
    answers = [REDS_AND_BLUES[0] | RIGHT, REDS_AND_BLUES[1] | {"probability": 0.2}]
    assert outcomes(read(FORM, pair(answers, two(0.5, 0.5)))) == {}
    answers[1] |= WRONG
    (found,) = outcomes(read(FORM, pair(answers, two(0.5, 0.5)))).values()
    assert (found.option, found.known_on) == ("Reds", date(2025, 5, 9))


def test_two_right_answers_are_no_answer() -> None:
    """A choice has one."""
    answers = [answer | RIGHT for answer in REDS_AND_BLUES]
    (found,) = outcomes(read(FORM, pair(answers, two(0.5, 0.5)))).values()
    assert found.kind is OutcomeKind.AMBIGUOUS


def test_a_forecast_after_the_end_is_kept_with_its_own_day_as_its_deadline() -> None:
    """The site takes forecasts until it has resolved a question."""
    file = pair(REDS_AND_BLUES, two(0.5, 0.5), ends_at="2024-12-30T00:00:00Z")
    (made,) = forecasts(read(FORM, file))
    assert made.claim.deadline == made.made_on == date(2025, 1, 1)


def test_a_single_answer_of_another_name_is_named_in_the_question() -> None:
    """It is not always Yes."""
    said: list[dict[str, object]] = [{"answer_id": 1, "forecasted_probability": 0.5}]
    assert list(questions(read(FORM, pair(REDS_AND_BLUES[:1], said)))) == ["Who wins?: Reds"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (two(0.5, 0.4), "The probabilities of the answers sum to 0.9"),
        (two(0.5, "half"), "'forecasted_probability' holds 'half'"),
        ([{"answer_id": 9, "forecasted_probability": 1}], "The question has no answer '9'"),
        (two(0.5, None), "'forecasted_probability' is missing or empty"),
    ],
)
def test_what_is_said_must_fit_the_question(said: list[dict[str, object]], sentence: str) -> None:
    """Gaps are not filled in, unless the rest makes 1."""
    assert sentence in sentences(read(FORM, pair(REDS_AND_BLUES, said)))[0]


def test_a_set_without_its_question_is_bad_and_the_sentence_says_what_to_give() -> None:
    """Neither its answers nor its end can be known."""
    found = sentences(read(FORM, fixture(SETS)))
    assert (
        found[0] == "The question '11' is not given: give questions.json together with the prediction sets."
    )


def test_questions_by_themselves_bring_nothing() -> None:
    """They explain prediction sets."""
    assert parts(read(FORM, fixture(QUESTIONS))) == []


def test_a_set_without_a_member_is_whose_it_is_said_to_be() -> None:
    """`--me` names them; without it the row is bad."""
    file = pair(REDS_AND_BLUES, two(0.5, 0.5))
    whole = file.document
    del whole["prediction_sets"][0]["membership_guid"]
    nameless = DataFile.of("both.json", json.dumps(whole).encode())
    assert sentences(read(FORM, nameless)) == ["Nothing says whose forecast it is: say --me NAME."]
    assert list(forecasters(read(FORM, nameless, by=conventions(me="ann")))) == ["ann"]


def test_brought_twice_it_is_recorded_once_and_scores_as_by_hand() -> None:
    """(1 - 0.65)² = 0.1225; thirds of three cost (2/3)² + 2/9 = 2/3; ranked 0.2² + 0.3² = 0.13."""
    ledger = empty()
    assert brought_in(ledger, FORM, fixture(SETS), fixture(QUESTIONS)) is not None
    assert brought_in(ledger, FORM, fixture(SETS), fixture(QUESTIONS)) is None
    assert scores(ledger) == [
        ("yes", "good-judgment-g-1", 0.1225),
        ("yes", CROWD, 0.25),
        ("yes", "good-judgment-22", 0.666667),
        ("yes", "good-judgment-g-1", 0.13),
        ("yes", CROWD, 0.125),
        ("void", "good-judgment-g-1", -1.0),
        ("yes", "good-judgment-g-1", 0.01),
        ("yes", CROWD, 0.1444),
        ("pre-dated", "good-judgment-g-1", -1.0),
        ("pre-dated", CROWD, -1.0),
        ("pending", "good-judgment-g-1", -1.0),
        ("pending", CROWD, -1.0),
    ]
