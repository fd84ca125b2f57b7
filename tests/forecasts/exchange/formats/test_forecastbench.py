"""ForecastBench: questions, forecasts and resolutions of a round explain each other."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from forecasts.errors import UnfitFile
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RefusedRow
from forecasts.exchange.registry import recognised
from forecasts.model import Chance, Forecast, ForecasterKind, OutcomeKind, Unscoreable
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
from tests.forecasts.exchange.formats.test_damaged_files import JUNK, damages, outlives

FORM = "forecastbench"
DUE = date(2024, 7, 21)
BRIDGE = "Will the bridge at Lowmere open by October?"
PLAN = "Will the ministry publish its plan in 2024?"
CRATER = "Will a new crater be named before 2525?"
WARMER = "Will Lowmere be warmer on {} than on 2024-07-21?"


def of_set(name: str) -> DataFile:
    """A file of the JSON sets."""
    return fixture(f"forecastbench/set/{name}")


def of_extract(name: str) -> DataFile:
    """A file of the CSV extract."""
    return fixture(f"forecastbench/extract/{name}.csv")


ASKED, SAID, RESOLVED = (
    of_set("2024-07-21-questions.json"),
    of_set("2024-07-21.acme.model-one.json"),
    of_set("2024-07-21_resolution_set.json"),
)
EXTRACT = [of_extract(name) for name in ("forecasts", "questions", "resolutions")]


def written(document: dict[str, Any]) -> DataFile:
    """A file of a document."""
    return DataFile.of("set.json", json.dumps(document).encode())


def edited(file: DataFile, key: str, place: int, **changes: object) -> DataFile:
    """The file with one row of its list changed."""
    document = json.loads(json.dumps(file.document))
    document[key][place] |= changes
    return written(document)


def on(question: str, found: list[ReadRow | RefusedRow]) -> list[Forecast]:
    """The forecasts on the question of a statement."""
    slug = questions(found)[question].slug
    return [forecast for forecast in forecasts(found) if forecast.question == slug]


@pytest.mark.parametrize("file", [ASKED, SAID, RESOLVED, *EXTRACT], ids=lambda file: file.name.split("/")[-1])
def test_files_are_told_by_their_first_keys_or_header(file: DataFile) -> None:
    """JSON and CSV alike, and by no other tool's module first."""
    assert recognised(file) == FORM


@pytest.mark.parametrize("text", ["", "{", '{"questions": [{}]}', "id,source\n", "\x00", '{"forecasts": []}'])
def test_other_files_are_not_taken_for_it(text: str) -> None:
    """Without a due date, or without the columns, it is another's."""
    assert recognised(DataFile.of("file", text.encode())) != FORM


def test_a_state_on_a_day_is_one_question_for_each_day() -> None:
    """The dates stand in its statement, and what follows the first paragraph is a criterion."""
    found = [question for question in questions(read(FORM, ASKED)).values() if "events" in question.statement]
    assert [question.statement[-42:-1] for question in found] == [
        f"days before {day} than before 2024-07-21"[-41:]
        for day in ("2024-07-28", "2024-08-20", "2027-07-21")
    ]
    assert len({question.slug for question in found}) == 3
    assert found[0].criteria is not None
    assert found[0].criteria.endswith("By the weekly table.")
    assert (found[0].topic, found[0].tags) == ("dataset", ("acled",))


def test_ids_repeat_across_sources() -> None:
    """Question 1348 of one source is not that of another."""
    found = questions(read(FORM, ASKED))
    assert found[PLAN].slug == "forecastbench-infer-1348"
    assert found[CRATER].slug == "forecastbench-metaculus-1348"
    assert found[PLAN].topic == "market"


def test_a_frozen_value_is_a_probability_of_markets_only() -> None:
    """A price is marked as one and belongs to a crowd; the level of a series is no forecast."""
    found = read(FORM, ASKED)
    (price,) = on(BRIDGE, found)
    assert price.belief == Chance(p=0.75, low=0.75, high=0.75, rule="market price")
    assert (price.made_on, price.attested_on) == (date(2024, 7, 12), DUE)
    assert forecasters(found)[price.forecaster].kind is ForecasterKind.CROWD
    assert len(forecasts(found)) == 3


def test_a_price_of_one_survives() -> None:
    """Certainty is kept as it was."""
    (price,) = on(CRATER, read(FORM, ASKED))
    assert price.belief == Chance(p=1, low=1, high=1, rule="market price")
    assert price.claim.deadline == date(2525, 1, 1)


def test_a_model_forecasts_on_the_due_date_until_the_market_closes() -> None:
    """That day attests it; "N/A" and null stand for no resolution date."""
    found = read(FORM, SAID, ASKED)
    (forecast,) = on(BRIDGE, found)
    assert forecast.belief == Chance.stated(0.8)
    assert (forecast.made_on, forecast.attested_on, forecast.claim.deadline) == (DUE, DUE, date(2024, 10, 1))
    model = forecasters(found)[forecast.forecaster]
    assert (model.name, model.kind) == ("Acme Labs: Model One (zero shot)", ForecasterKind.MODEL)
    assert model.affiliation == "Acme Labs"
    (never,) = on(PLAN, found)
    assert never.belief == Chance.stated(0)


def test_a_market_without_a_closing_day_cannot_be_scored() -> None:
    """Its forecast is kept, and says why."""
    (forecast,) = on("Will anything happen at all?", read(FORM, SAID, ASKED))
    assert forecast.unscoreable_because == (Unscoreable.NO_DEADLINE,)


def test_a_market_that_was_to_close_before_the_due_date_is_open_until_then() -> None:
    """A forecast cannot be about a time that was over."""
    asked = edited(ASKED, "questions", 0, market_info_close_datetime="2024-07-01T00:00:00+00:00")
    (forecast,) = on(BRIDGE, read(FORM, SAID, asked))
    assert forecast.claim.deadline == forecast.made_on == DUE


@pytest.mark.parametrize(("day", "counts"), [("2024-09-01", "2024-09-01"), ("2024-12-01", "2024-10-01")])
def test_what_a_market_grants_in_part_counts_until_its_close(day: str, counts: str) -> None:
    """Its resolution may come later."""
    resolved = edited(RESOLVED, "resolutions", 0, resolved_to=0.4, resolution_date=day)
    found = outcomes(read(FORM, resolved, ASKED))[BRIDGE]
    assert (found.grade, found.on, found.known_on) == (
        0.4,
        date.fromisoformat(counts),
        date.fromisoformat(day),
    )


def test_combined_and_empty_rows_are_passed_over_and_it_is_said() -> None:
    """A forecast about two questions at once, and one that is null."""
    by = conventions()
    assert sentences(read(FORM, SAID, ASKED, by=by)) == []
    assert by.assumptions["Questions that combine two others are passed over."] == 1
    assert by.assumptions["Forecasts that were left empty are passed over."] == 1


def test_a_median_of_people_is_a_crowd() -> None:
    """By the name of the model."""
    median = written({**SAID.document, "model": "Superforecaster median forecast"})
    (found,) = forecasters(read(FORM, median, ASKED)).values()
    assert found.kind is ForecasterKind.CROWD


def test_what_others_wrote_of_their_reasons_is_not_kept() -> None:
    """Neither in a noun nor in the row."""
    first = read(FORM, SAID, ASKED)[0]
    assert isinstance(first, ReadRow)
    assert "Because I think so" not in first.text
    assert '"forecast": 0.8' in first.text


def test_resolutions_are_outcomes_only_when_they_are_resolved() -> None:
    """An interim value is none; a fraction is a grade; null is void."""
    by = conventions()
    found = outcomes(read(FORM, RESOLVED, ASKED, by=by))
    assert (found[BRIDGE].kind, found[BRIDGE].on) == (OutcomeKind.HAPPENED, date(2024, 9, 1))
    assert found[PLAN].kind is OutcomeKind.NOT_THROUGH
    assert (found[PLAN].on, found[PLAN].known_on) == (date(2024, 12, 31), date(2025, 1, 5))
    assert CRATER not in found
    partly = found[WARMER.format("2024-07-28")]
    assert (partly.kind, partly.grade) == (OutcomeKind.PARTLY, 0.25)
    assert found[WARMER.format("2024-08-20")].kind is OutcomeKind.VOID
    assert sum("not resolved" in sentence for sentence in by.assumptions) == 1
    assert sum("no question set given" in sentence for sentence in by.assumptions) == 1


def test_a_state_holds_on_its_own_day() -> None:
    """It happened on the day it is about, and had not happened through it otherwise."""
    found = {
        text: outcome for text, outcome in outcomes(read(FORM, RESOLVED, ASKED)).items() if "events" in text
    }
    by_day = {outcome.on: outcome.kind for outcome in found.values()}
    assert by_day == {
        date(2024, 7, 28): OutcomeKind.NOT_THROUGH,
        date(2024, 8, 20): OutcomeKind.HAPPENED,
    }


def test_an_extract_says_its_due_date_by_its_horizons() -> None:
    """The resolution dates lie 7 and 30 days after it; that is an assumption."""
    by = conventions()
    found = read(FORM, EXTRACT[0], *EXTRACT[1:], by=by)
    assert {forecast.made_on for forecast in forecasts(found)} == {DUE}
    assert any("2024-07-21" in sentence for sentence in by.assumptions)


def test_an_extract_without_a_due_date_is_refused_with_the_remedy() -> None:
    """A market has no resolution date, and one date alone tells nothing."""
    for row in ("ann,manifold,Ab12,,0.5", f"ann,acled,{'3f' * 32},2024-07-28,0.5"):
        text = f"user_id,source,id,resolution_date,forecast\n{row}\n"
        with pytest.raises(UnfitFile, match="when its forecasts were due"):
            read(FORM, DataFile.of("f.csv", text.encode()), EXTRACT[1])


def test_forecasts_without_their_questions_are_refused() -> None:
    """The question set is to be given with them."""
    with pytest.raises(UnfitFile, match="give the question set with it"):
        read(FORM, SAID)


def test_a_file_that_is_said_to_be_of_forecastbench_and_is_not_is_refused() -> None:
    """With the keys that it lacks."""
    with pytest.raises(UnfitFile, match="no question, forecast or resolution set"):
        read(FORM, DataFile.of("other.csv", b"a,b\n1,2\n"), ASKED)


def test_a_question_set_of_another_round_does_not_explain() -> None:
    """Due dates must agree."""
    other = written({**ASKED.document, "forecast_due_date": "2025-01-05"})
    with pytest.raises(UnfitFile, match="comes without its questions"):
        read(FORM, SAID, other)


def test_people_whose_ids_differ_in_capitals_are_two() -> None:
    """A slug has no capitals, so it ends in a digest."""
    found = forecasters(read(FORM, EXTRACT[0], *EXTRACT[1:]))
    assert sorted(person.name for person in found.values()) == ["Ab1", "aB1"]
    assert len(found) == 2
    known = forecasters(read(FORM, EXTRACT[0], *EXTRACT[1:], by=conventions(who={"aB1": "ann-lee"})))
    assert "ann-lee" in known


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"forecast": 70}, "a probability lies between 0 and 1"),
        ({"forecast": "often"}, "give a probability"),
        ({"id": "unheard-of"}, "is in no question set"),
        ({"source": None}, "'source' is missing"),
        ({"source": "acled", "id": "3f" * 32, "resolution_date": None}, "'resolution_date' is missing"),
        ({"source": "acled", "id": "3f" * 32, "resolution_date": "2024-07-32"}, "no day of the calendar"),
    ],
)
def test_a_bad_row_says_why(changes: dict[str, Any], sentence: str) -> None:
    """The others of its file are read."""
    (found,) = sentences(read(FORM, edited(SAID, "forecasts", 0, **changes), ASKED))
    assert sentence in found


def test_importing_twice_records_nothing_new() -> None:
    """All three files, in any order."""
    with empty() as ledger:
        files = [RESOLVED, ASKED, SAID]
        for file in files:
            assert (
                brought_in(ledger, FORM, file, *(other for other in files if other is not file)) is not None
            )
        before = ledger.view().head.sequence
        for file in files:
            taken = brought_in(ledger, FORM, file, *(other for other in files if other is not file))
            assert taken is None or not taken.is_news
        assert ledger.view().head.sequence == before
        assert ledger.audit().whole


def test_a_resolution_that_changes_is_a_correction() -> None:
    """The first answer stays in the history."""
    with empty() as ledger:
        brought_in(ledger, FORM, RESOLVED, ASKED)
        taken = brought_in(ledger, FORM, edited(RESOLVED, "resolutions", 0, resolved_to=0.0), ASKED)
        assert taken is not None
        assert taken.changed == {"outcome": 1}


def test_resolved_forecasts_are_scored_and_count_as_prospective() -> None:
    """The extract: two people on a market, one on two days; the interim row does not score."""
    with empty() as ledger:
        for file in EXTRACT:
            brought_in(ledger, FORM, file, *(other for other in EXTRACT if other is not file))
        found = [(verdict, score) for verdict, _, score in scores(ledger)]
    assert found == [("yes", 0.0625), ("yes", 1.0), ("no", 0.0625), ("overdue", -1.0), ("yes", 0.0625)]


@pytest.mark.parametrize(
    "file", [ASKED, SAID, RESOLVED, EXTRACT[0]], ids=["asked", "said", "resolved", "table"]
)
@runs(max_examples=40, deadline=None)
@given(damaged=damages())
def test_damaged_bytes_give_refusals(file: DataFile, damaged: Any) -> None:
    """Whatever the bytes."""
    with file.opened() as opened:
        outlives(FORM, damaged(opened.read()), tuple(EXTRACT[1:]) if file is EXTRACT[0] else (ASKED,))


@pytest.mark.parametrize("key", ["questions", "forecasts", "resolutions"])
@runs(max_examples=60, deadline=None)
@given(junk=st.sampled_from(JUNK), data=st.data())
def test_values_of_another_kind_give_refusals(key: str, junk: Any, data: st.DataObject) -> None:
    """Lists for texts, huge numbers, lone surrogates, nothing."""
    file = {"questions": ASKED, "forecasts": SAID, "resolutions": RESOLVED}[key]
    document = json.loads(json.dumps(file.document))
    row = data.draw(st.integers(0, len(document[key]) - 1))
    field = data.draw(st.sampled_from([*document[key][row], None]))
    if field is None:
        document[key][row] = junk
    else:
        document[key][row][field] = junk
    outlives(FORM, json.dumps(document).encode(), () if key == "questions" else (ASKED,))
    if key == "questions":
        with SAID.opened() as opened:
            outlives(FORM, opened.read(), (written(document),))


def test_every_noun_of_a_row_is_the_same_when_read_again() -> None:
    """So that nothing is recorded twice."""
    assert parts(read(FORM, SAID, ASKED)) == parts(read(FORM, SAID, ASKED))
