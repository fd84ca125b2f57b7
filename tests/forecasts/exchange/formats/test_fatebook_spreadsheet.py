"""A spreadsheet for Fatebook's import is read in percent, and what it leaves out is assumed aloud."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.errors import UnfitFile
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.registry import recognised
from forecasts.model import Chance, OutcomeKind
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

FORM = "fatebook-spreadsheet"
SHEET = "fatebook/spreadsheet.csv"


def of_forecast(cell: str) -> DataFile:
    """A sheet of one row."""
    header = "questionTitle,forecast,qCreatedAt,resolution\n"
    return DataFile.of("sheet.csv", f"{header}Who?,{cell},2021-03-01,\n".encode())


def mine(**said: object) -> Conventions:
    """What is settled of one's own sheet."""
    return conventions(me="Ann Ode", **said)


def chance_of(cell: str, **said: object) -> float:
    """How a cell is read."""
    (forecast,) = forecasts(read(FORM, of_forecast(cell), by=mine(**said)))
    assert isinstance(forecast.belief, Chance)
    return forecast.belief.p


def test_the_fields_of_the_import_are_recognised() -> None:
    """Its columns are named as Fatebook names its fields."""
    assert recognised(fixture(SHEET)) == FORM


def test_nobody_is_guessed_to_be_the_forecaster() -> None:
    """The file names none, so that somebody must."""
    with pytest.raises(UnfitFile, match="say --me NAME"):
        read(FORM, fixture(SHEET))


def test_the_forecaster_is_whom_me_names() -> None:
    """The slug is that of the name, so that it can be somebody who is known."""
    assert list(forecasters(read(FORM, fixture(SHEET), by=mine()))) == ["ann-ode"]


@pytest.mark.parametrize(
    ("cell", "said", "p"),
    [
        ("35%", {}, 0.35),
        ("60", {}, 0.6),
        ("0", {}, 0.0),
        ("100", {}, 1.0),
        ("0.5%", {}, 0.005),
        ("1", {"percent": True}, 0.01),
        ("0.7", {"percent": False}, 0.7),
    ],
)
def test_forecasts_are_percentages(cell: str, said: dict[str, object], p: float) -> None:
    """With or without a sign; a fraction only where somebody says so."""
    assert chance_of(cell, **said) == pytest.approx(p, abs=1e-15)


@pytest.mark.parametrize("cell", ["0.7", "1"])
def test_a_number_up_to_1_may_be_a_fraction_and_is_not_guessed(cell: str) -> None:
    """The sentence names the options that settle it."""
    (sentence,) = sentences(read(FORM, of_forecast(cell), by=mine()))
    assert sentence.endswith("say --percent or --fraction.")


def test_notes_and_tags_are_taken_apart_and_put_together() -> None:
    """Tags stand between commas, the two columns of notes follow each other."""
    first = read(FORM, fixture(SHEET), by=mine())[0]
    (question,) = questions([first]).values()
    assert question.criteria == "First line\nsecond line\n\nmore"
    assert question.tags == ("water", "farm")


def test_what_is_left_out_is_assumed_and_said() -> None:
    """Without resolveBy it is a day after the question; without resolvedAt it is the deadline."""
    by = mine()
    found = outcomes(read(FORM, fixture(SHEET), by=by))["Will the bus come?"]
    assert (found.kind, found.on) == (OutcomeKind.NOT_THROUGH, date(2020, 12, 26))
    assert any(sentence.startswith("Where resolveBy is empty") for sentence in by.assumptions)
    assert any(sentence.startswith("Where resolvedAt is empty") for sentence in by.assumptions)


def test_another_resolution_is_ambiguous_for_that_reason() -> None:
    """Blank is not resolved at all."""
    found = outcomes(read(FORM, fixture(SHEET), by=mine()))
    assert found["Will the pump hold?"].because == "it was replaced"
    assert "Will the goat return?" not in found


def test_an_answer_before_the_deadline_needs_its_day() -> None:
    """It is not guessed, since the deadline lies ahead."""
    sheet = "questionTitle,forecast,qCreatedAt,resolution,resolveBy\nWho?,40,2021-03-01,YES,2030-01-01\n"
    (sentence,) = sentences(read(FORM, DataFile.of("sheet.csv", sheet.encode()), by=mine()))
    assert sentence.startswith("The column 'resolvedAt' holds ''")


def test_its_moments_prove_nothing() -> None:
    """Anybody can type them, so that what is resolved never counts as prospective."""
    assert {forecast.attested_on for forecast in forecasts(read(FORM, fixture(SHEET), by=mine()))} == {None}


def test_brought_twice_it_is_recorded_once_and_scores_as_by_hand() -> None:
    """(1 - 0.35)² = 0.4225, (1 - 0.6)² = 0.16, and certainty that fails costs 1."""
    ledger = empty()
    assert brought_in(ledger, FORM, fixture(SHEET), by=mine()) is not None
    assert brought_in(ledger, FORM, fixture(SHEET), by=mine()) is None
    assert [(verdict, value) for verdict, _, value in scores(ledger)] == [
        ("yes", 0.4225),
        ("yes", 0.16),
        ("no", 1.0),
        ("ambiguous", -1.0),
        ("pending", -1.0),
    ]
