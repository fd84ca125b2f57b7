"""Fatebook's export and its tournaments' become events, chances and outcomes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forecasts.exchange.files import DataFile
from forecasts.exchange.registry import recognised
from forecasts.model import Outcome, OutcomeKind
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

BRIDGE = "Will the harbour bridge open by June?"
HEADER = (
    "Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),Forecast created at,"
    "Question created by,Question created at,Question resolve by,Resolution,Resolved at,Question notes\n"
)


def of_row(row: str) -> DataFile:
    """An export of one row."""
    return DataFile.of("export.csv", (HEADER + row + "\n").encode())


def test_export_and_tournament_are_told_apart() -> None:
    """The tournament's has a column more, and none of it is taken for the other."""
    assert recognised(fixture("fatebook/export.csv")) == "fatebook"
    assert recognised(fixture("fatebook/older-latin1.csv")) == "fatebook"
    assert recognised(fixture("fatebook/tournament.csv")) == "fatebook-tournament"


def test_a_question_keeps_its_title_notes_and_tags() -> None:
    """Line breaks in the notes stay, tags are taken apart at the semicolons."""
    question = questions(read("fatebook", fixture("fatebook/export.csv")))[BRIDGE]
    assert question.criteria == "Counts once\ncars cross it."
    assert question.tags == ("geo", "bridges")


def test_forecasts_keep_their_moment_and_are_attested_by_it() -> None:
    """Unpadded seconds are seconds; the deadline is the day by which the question resolves."""
    *_, last = [
        forecast
        for forecast in forecasts(read("fatebook", fixture("fatebook/export.csv")))
        if "bridge" in forecast.question
    ]
    assert last.made_at == datetime(2025, 3, 1, 9, 8, 7, tzinfo=UTC)
    assert (last.made_on, last.attested_on) == (date(2025, 3, 1), date(2025, 3, 1))
    assert last.claim.deadline == date(2025, 6, 30)


def test_yes_no_and_ambiguous_become_outcomes_and_nothing_becomes_none() -> None:
    """YES on the day it was resolved, NO through the deadline, an empty resolution not at all."""
    found = outcomes(read("fatebook", fixture("fatebook/export.csv")))
    assert (found[BRIDGE].kind, found[BRIDGE].on) == (OutcomeKind.HAPPENED, date(2025, 5, 2))
    resigned = found['Will the mayor, once "elected", resign?']
    assert (resigned.kind, resigned.on) == (OutcomeKind.NOT_THROUGH, date(2025, 12, 31))
    assert resigned.known_on == date(2026, 1, 2)
    assert found["Will it snow in May?"].kind is OutcomeKind.AMBIGUOUS
    assert "Will the ferry strike end?" not in found


def test_options_are_events_of_one_cluster() -> None:
    """An option is its own question; the text of one that won says yes to it, and no to the others."""
    items = read("fatebook", fixture("fatebook/export.csv"))
    options = {text: question for text, question in questions(items).items() if "cup" in text}
    assert list(options) == [
        "Who wins the cup?: Reds",
        "Who wins the cup?: Blues",
        "Who wins the cup?: Greens",
    ]
    assert len({question.cluster for question in options.values()}) == 1
    found = outcomes(items)
    kinds = [found[text].kind for text in options]
    assert kinds == [OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH, OutcomeKind.NOT_THROUGH]


def test_an_option_whose_question_resolved_to_its_own_text_came_true() -> None:
    """The text is compared without regard to capitals."""
    row = 'Who?,Reds,Ann,0.5,2025-01-01 0:0:0,Ann,2025-01-01 0:0:0,2025-03-01 0:0:0,"reds ",2025-02-01 0:0:0,'
    (found,) = outcomes(read("fatebook", of_row(row))).values()
    assert found.kind is OutcomeKind.HAPPENED


def test_another_text_resolves_no_question_without_options() -> None:
    """The row is bad, and the sentence says what may stand there."""
    row = "Who?,,Ann,0.5,2025-01-01 0:0:0,Ann,2025-01-01 0:0:0,2025-03-01 0:0:0,MAYBE,2025-02-01 0:0:0,"
    assert sentences(read("fatebook", of_row(row))) == [
        "The column 'Resolution' holds 'MAYBE': give YES, NO, AMBIGUOUS, or nothing."
    ]


def test_a_no_ahead_of_the_deadline_is_known_through_the_day_it_was_resolved() -> None:
    """What happens between that day and the deadline is open."""
    row = "Who?,,Ann,0.5,2026-01-01 0:0:0,Ann,2026-01-01 0:0:0,2027-03-01 0:0:0,NO,2026-02-01 0:0:0,"
    (found,) = outcomes(read("fatebook", of_row(row))).values()
    assert isinstance(found, Outcome)
    assert (found.on, found.known_on) == (date(2026, 2, 1), date(2026, 2, 1))


@pytest.mark.parametrize("cell", ["1.7", "often", "-0.1", "65"])
def test_a_forecast_that_is_no_fraction_is_a_bad_row(cell: str) -> None:
    """The scale is 0 to 1, and nothing is guessed to be a percentage."""
    row = f"Who?,,Ann,{cell},2025-01-01 0:0:0,Ann,2025-01-01 0:0:0,2025-03-01 0:0:0,,,"
    (sentence,) = sentences(read("fatebook", of_row(row)))
    assert repr(cell) in sentence


def test_a_row_that_lost_cells_is_bad() -> None:
    """Its cells may have slipped into other columns."""
    assert "not as many cells" in sentences(read("fatebook", of_row("Who?,,Ann,0.5")))[0]


def test_older_exports_without_tags_and_in_latin_1_are_read() -> None:
    """Names keep their accents."""
    items = read("fatebook", fixture("fatebook/older-latin1.csv"))
    assert list(questions(items)) == ["Gewinnt Zoë in Córdoba?"]
    (forecaster,) = forecasters(items).values()
    assert forecaster.name == "Zoë"


def test_a_user_can_be_a_forecaster_who_is_known() -> None:
    """`--who` gives the slug; others keep slugs of their own."""
    items = read("fatebook", fixture("fatebook/export.csv"), by=conventions(who={"Ann Ode": "ann"}))
    assert list(forecasters(items)) == ["ann", "fatebook-bob"]


def test_a_tournament_names_the_same_questions_as_an_export() -> None:
    """Its name is a tag."""
    own = questions(read("fatebook", fixture("fatebook/export.csv")))[BRIDGE]
    common = questions(read("fatebook-tournament", fixture("fatebook/tournament.csv")))[BRIDGE]
    assert common.slug == own.slug
    assert common.tags == ("Harbour cup",)


def test_options_of_one_question_are_events_of_one_cluster() -> None:
    """They stand and fall together."""
    found = questions(read("fatebook", fixture("fatebook/export.csv")))
    cup = {text: question for text, question in found.items() if text.startswith("Who wins the cup?")}
    assert sorted(cup) == [f"Who wins the cup?: {name}" for name in ("Blues", "Greens", "Reds")]
    assert len({question.slug for question in cup.values()}) == 3
    assert len({question.cluster for question in cup.values()} - {None}) == 1
    assert found[BRIDGE].cluster is None


def test_brought_twice_it_is_recorded_once_and_scores_as_by_hand() -> None:
    """(1 - 0.65)² = 0.1225 and so on; 0 and 1 stay what they are; an ambiguous one has no score."""
    ledger = empty()
    assert brought_in(ledger, "fatebook", fixture("fatebook/export.csv")) is not None
    assert brought_in(ledger, "fatebook", fixture("fatebook/export.csv")) is None
    assert scores(ledger) == [
        ("yes", "fatebook-ann-ode", 0.1225),
        ("yes", "fatebook-bob", 0.36),
        ("yes", "fatebook-ann-ode", 0.01),
        ("no", "fatebook-ann-ode", 0.0),
        ("ambiguous", "fatebook-bob", -1.0),
        ("pending", "fatebook-ann-ode", -1.0),
        ("yes", "fatebook-ann-ode", 0.25),
        ("no", "fatebook-ann-ode", 0.09),
        ("no", "fatebook-ann-ode", 0.04),
    ]


def test_a_tournament_beside_an_export_adds_only_what_is_new() -> None:
    """The shared question stands once."""
    ledger = empty()
    brought_in(ledger, "fatebook", fixture("fatebook/export.csv"))
    taken = brought_in(ledger, "fatebook-tournament", fixture("fatebook/tournament.csv"))
    assert taken is not None
    assert taken.new == {"question": 1, "forecaster": 1, "forecast": 2}
