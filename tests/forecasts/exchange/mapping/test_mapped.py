"""A spreadsheet is read as its columns were said to mean, and nothing in it is guessed."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun, UnfitOption
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Quoted, ReadRow, RefusedRow
from forecasts.exchange.mapping.mapped import Mapped
from forecasts.exchange.mapping.mappings import ColumnMapping, mapping_from_options, read_mapping
from forecasts.exchange.mapping.saved import fitting, keep, mapping_named, names
from forecasts.model import Chance, Forecast, Outcome, OutcomeKind, Question, QuestionKind

TODAY = date(2026, 1, 15)
HEADER = "Title,Who,Prob,Date,Due,Result,Known\n"
COLUMNS = (
    *("question=Title", "forecaster=Who", "p=Prob", "made=Date"),
    *("deadline=Due", "outcome=Result", "known=Known"),
)


def mapping(*columns: str, answers: tuple[str, ...] = ()) -> ColumnMapping:
    """What options tell."""
    found = mapping_from_options(columns or COLUMNS, answers)
    assert found is not None
    return found


def rows(
    text: str,
    *columns: str,
    answers: tuple[str, ...] = (),
    percent: bool | None = True,
    **conventions: object,
) -> list[ReadRow | RefusedRow]:
    """What a text brings under a mapping."""
    file = DataFile.of("bets.csv", text.encode())
    told_so = Conventions(today=TODAY, percent=percent, **conventions)  # type: ignore[arg-type]
    return list(Mapped(mapping(*columns, answers=answers)).read(file, told_so, ()))


def row(result: str = "yes", *, p: str = "70", made: str = "2025-03-01", known: str = "2025-05-02") -> str:
    """A header and one row."""
    return HEADER + f"Rain,Ann Lee,{p},{made},2025-06-30,{result},{known}\n"


def the(kind: type, found: ReadRow | RefusedRow) -> object:
    """The part of a row that is of a kind."""
    assert isinstance(found, ReadRow), found
    return next(part for part in found.nouns if isinstance(part, kind))


def sentence(found: list[ReadRow | RefusedRow]) -> str:
    """Why the last row is bad."""
    assert isinstance(found[-1], RefusedRow), found
    return found[-1].reason


def test_a_row_is_a_question_a_forecaster_a_forecast_and_an_outcome() -> None:
    """Named as in the file, so that files of one's own speak of the same people."""
    (found,) = rows(row())
    forecast = the(Forecast, found)
    assert isinstance(forecast, Forecast)
    assert (forecast.question, forecast.forecaster, forecast.belief) == (
        "rain",
        "ann-lee",
        Chance.stated(0.7),
    )
    assert (forecast.made_on, forecast.made_at, forecast.attested_on) == (date(2025, 3, 1), None, None)
    assert the(Outcome, found) == Outcome(question="rain", kind=OutcomeKind.HAPPENED, on=date(2025, 5, 2))


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        ("TRUE", OutcomeKind.HAPPENED),
        ("0", OutcomeKind.NOT_THROUGH),
        ("0.5", OutcomeKind.PARTLY),
        ("void", OutcomeKind.VOID),
        ("Ambiguous", OutcomeKind.AMBIGUOUS),
    ],
)
def test_plain_outcomes_need_not_be_told(result: str, kind: OutcomeKind) -> None:
    """Yes and no in the usual spellings, a tie as partly."""
    outcome = the(Outcome, rows(row(result))[0])
    assert isinstance(outcome, Outcome)
    assert outcome.kind is kind


def test_other_outcomes_must_be_told() -> None:
    """A text with no plain meaning is refused with the option that gives it one."""
    assert "--answer yes='W'" in sentence(rows(row("W")))
    assert the(Outcome, rows(row("W"), answers=("yes=w",))[0])
    assert "N/A" in sentence(rows(row("N/A")))


def test_an_unresolved_row_has_no_outcome() -> None:
    """An empty cell is no answer."""
    (found,) = rows(row("", known=""))
    assert isinstance(found, ReadRow)
    assert not any(isinstance(part, Outcome) for part in found.nouns)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        (row(p="1"), "--percent or --fraction"),
        (row(made="03/04/2025"), "--day-first or --month-first"),
        (row().replace("Ann Lee", ""), "--me NAME"),
    ],
)
def test_what_has_two_readings_is_refused_with_what_settles_it(text: str, option: str) -> None:
    """Never guessed."""
    assert option in sentence(rows(text, percent=None))


def test_a_question_answered_two_ways_is_refused() -> None:
    """A title that comes again every year is not one question."""
    text = row() + "Rain,Ann Lee,40,2025-04-01,2025-06-30,no,2025-06-30\n"
    assert "by line 2 it happened on 2025-05-02" in sentence(rows(text))


def test_titles_that_a_slug_cannot_tell_apart_are_two_questions() -> None:
    """A sign that a slug loses may turn the meaning around."""
    text = HEADER + "GDP > 2%,A,70,2025-03-01,2025-06-30,,\nGDP < 2%,A,30,2025-03-01,2025-06-30,,\n"
    slugs = {the(Question, found).slug for found in rows(text)}  # type: ignore[attr-defined]
    assert len(slugs) == 2


def test_an_option_is_a_question_in_a_cluster() -> None:
    """It came true where the outcome names it."""
    text = "Q,O,P,D,R\nWho wins?,Ann,60,2025-03-01,Ann\nWho wins?,Bob,40,2025-03-01,Ann\n"
    found = rows(text + "", "question=Q", "option=O", "p=P", "made=D", "outcome=R", "deadline=D", me="Zoe")
    kinds = [the(Outcome, one).kind for one in found]  # type: ignore[attr-defined]
    assert kinds == [OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH]
    clusters = {the(Question, one).cluster for one in found}  # type: ignore[attr-defined]
    assert len(clusters) == 1


def test_above_and_below_make_a_quantity() -> None:
    """Whose outcome is a number, with a decimal comma too."""
    text = "Q;A;P;D;R;K\nOil;80;60%;2025-03-01;81,5;2025-06-30\n"
    (found,) = rows(
        text, "question=Q", "above=A", "p=P", "made=D", "outcome=R", "known=K", me="Zoe", percent=None
    )
    question, outcome = the(Question, found), the(Outcome, found)
    assert isinstance(question, Question)
    assert isinstance(outcome, Outcome)
    assert (question.kind, outcome.value) == (QuestionKind.QUANTITY, 81.5)


def test_a_quote_rests_on_its_source() -> None:
    """The words come with the forecast, and a source that is an address keeps it."""
    text = 'Q,P,D,W,S\nRain,70,2025-03-01,"likely, they say",https://example.org/a\n'
    (found,) = rows(text, "question=Q", "p=P", "made=D", "quote=W", "source=S", me="Zoe")
    quoted = the(Quoted, found)
    assert isinstance(quoted, Quoted)
    assert quoted.statement.quote == "likely, they say"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("p=Prob", "made=Date"), "No column is the question"),
        (("question=Title",), "a probability or an outcome"),
        (("question=Title", "p=Prob"), "the day on which a forecast was made"),
        (("question=Title", "p=Prob", "made=Date", "source=S"), "the words that it is the source of"),
        (("question=Title", "colour=Red"), "choose among question"),
        (("question",), "write it as question=Title"),
    ],
)
def test_a_mapping_that_is_not_whole_is_refused(columns: tuple[str, ...], said: str) -> None:
    """With the part that lacks."""
    with pytest.raises((UnfitNoun, UnfitOption), match=said):
        mapping_from_options(columns)


def test_a_mapping_is_remembered_and_found_by_its_header(tmp_path: Path) -> None:
    """A file with the very same columns finds it; a damaged one is passed over."""
    kept = ColumnMapping(columns={"question": "Title", "outcome": "R"}, name="bets", header=("Title", "R"))
    keep(kept, tmp_path / "new")
    (tmp_path / "new" / "broken.json").write_text("[1]")
    assert names(tmp_path / "new") == ["bets", "broken"]
    assert mapping_named("bets", tmp_path / "new") == kept
    assert list(fitting(("Title", "R"), tmp_path / "new")) == [kept]
    with pytest.raises(UnfitNoun, match="choose bets"):
        mapping_named("bet", tmp_path / "new")


JSON_VALUES: tuple[object, ...] = (
    None,
    True,
    3,
    "x",
    [],
    ["x"],
    [1],
    {},
    {"question": 1},
    {"question": "Q"},
    [[]],
)


@pytest.mark.parametrize("value", JSON_VALUES, ids=repr)
def test_any_json_is_a_mapping_or_refused(value: object) -> None:
    """Whatever somebody wrote into the file."""
    whole = {"question": "Q", "outcome": "R"}
    for said in (
        value,
        {"columns": value},
        {"columns": whole, "header": value},
        {"columns": whole, "name": value},
    ):
        with suppress(ValueError, TrackerError):
            assert read_mapping(json.dumps(said)).columns == whole


@for_any(st.lists(st.text(alphabet='aZ0.5-:/%,"\n;é\x00', max_size=12), min_size=7, max_size=7))
def test_any_cells_bring_nouns_or_a_sentence(cells: list[str]) -> None:
    """No row raises anything but a refusal of the whole file."""
    with suppress(UnfitFile):
        for found in rows(HEADER + ",".join(cells) + "\n", percent=None):
            assert isinstance(found, ReadRow) or found.reason.endswith(".")


def test_what_was_known_after_its_deadline_happened_by_the_deadline() -> None:
    """It came true, so it came in time; the day on which it was known is kept."""
    outcome = the(Outcome, rows(row("yes", known="2025-07-10"))[0])
    assert isinstance(outcome, Outcome)
    assert (outcome.on, outcome.known_on) == (date(2025, 6, 30), date(2025, 7, 10))


@pytest.mark.parametrize("result", ["yes", "no"])
def test_on_its_last_day_a_deadline_does_not_say_when_an_outcome_was_known(result: str) -> None:
    """The day is not over; on the next one it does."""
    today = row(result, known="").replace("2025-06-30", str(TODAY))
    assert "--column known=NAME" in sentence(rows(today))
    yesterday = row(result, known="").replace("2025-06-30", "2026-01-14")
    assert isinstance(the(Outcome, rows(yesterday)[0]), Outcome)


def test_what_a_text_was_said_to_mean_goes_before_what_it_means_to_everybody() -> None:
    """Somebody who writes false where a question was called off says so once."""
    outcome = the(Outcome, rows(row("FALSE"), answers=("void=false",))[0])
    assert isinstance(outcome, Outcome)
    assert outcome.kind is OutcomeKind.VOID
