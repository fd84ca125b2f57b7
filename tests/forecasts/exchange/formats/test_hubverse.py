"""hubverse: model output becomes forecasts of every output type, and target data answer them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from forecasts.errors import UnfitFile
from forecasts.exchange.files import DataFile
from forecasts.exchange.registry import recognised
from forecasts.model import (
    Chance,
    Claim,
    Forecast,
    ForecasterKind,
    OutcomeKind,
    Quantiles,
    QuestionKind,
    Shares,
)
from tests.forecasts.exchange.formats.imported import (
    NOW,
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
from tests.forecasts.exchange.formats.test_damaged_files import CELLS, damages, outlives

FORM = "hubverse"
FIRST, LATER, SERIES, ORACLE = (
    fixture(f"hubverse/{name}.csv")
    for name in ("2022-11-19-acme-first", "later", "time-series", "oracle-output")
)
ADMISSIONS = "wk inc flu hosp: location 25, 2022-11-26"
CATEGORY = "wk flu hosp rate category: location 25, 2022-11-26"
RATE = "wk flu hosp rate: location 25, 2022-11-26"
PEAK = "peak week: location 25, 2022-11-26"
DEATHS = "wk deaths: location 25, 2022-11-26"
HEADER = ("reference_date", "location", "target_end_date", "target", "output_type", "output_type_id", "value")
COVID = Path(__file__).parents[4] / "../shared/data/covid-quantiles/example_quantile.csv"


def on(statement: str, file: DataFile) -> list[Forecast]:
    """The forecasts on the question of a statement."""
    found = read(FORM, file)
    slug = questions(found)[statement].slug
    return [forecast for forecast in forecasts(found) if forecast.question == slug]


def table(
    header: Iterable[str], rows: Iterable[Iterable[object]], name: str = "2022-11-19-acme-first.csv"
) -> DataFile:
    """A table in memory."""
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return DataFile.of(name, text.getvalue().encode())


def output(*rows: tuple[str, object, object], name: str = "2022-11-19-acme-first.csv") -> DataFile:
    """Model output of one task: output type, its id, and the value."""
    return table(HEADER, [("2022-11-19", "25", "2022-11-26", "wk inc flu hosp", *row) for row in rows], name)


@pytest.mark.parametrize("file", [FIRST, LATER, SERIES, ORACLE], ids=["first", "later", "series", "oracle"])
def test_files_are_told_by_their_header(file: DataFile) -> None:
    """Model output and target data of either kind."""
    assert recognised(file) == FORM


def test_quantiles_are_gathered_from_wherever_they_stand() -> None:
    """The rows of a task need not stand together or in order; median and mean say nothing more."""
    by = conventions()
    (forecast,) = on(ADMISSIONS, FIRST)
    assert forecast.belief == Quantiles(levels=(0.25, 0.5, 0.75), values=(40, 51, 63))
    assert forecast.claim == Claim()
    assert (forecast.made_on, forecast.attested_on) == (date(2022, 11, 19), date(2022, 11, 19))
    read(FORM, FIRST, by=by)
    assert sum("passed over" in sentence for sentence in by.assumptions) == 3


def test_a_median_alone_is_a_quantile() -> None:
    """Of location US nothing else was said."""
    (forecast,) = on("wk inc flu hosp: location US, 2022-11-26", FIRST)
    assert forecast.belief == Quantiles(levels=(0.5,), values=(12,))


def test_a_pmf_is_shares_of_a_choice_scaled_to_sum_to_one() -> None:
    """0.5 and 0.499 are taken for rounded."""
    (forecast,) = on(CATEGORY, FIRST)
    assert isinstance(forecast.belief, Shares)
    assert forecast.belief.options == ("low", "high")
    assert sum(forecast.belief.shares) == pytest.approx(1)
    assert questions(read(FORM, FIRST))[CATEGORY].kind is QuestionKind.CHOICE


def test_points_of_a_distribution_function_are_chances_above() -> None:
    """No curve is drawn through them, and 1 less 0.9 is 0.1."""
    assert [(forecast.claim.above, forecast.belief) for forecast in on(RATE, FIRST)] == [
        (100.0, Chance.stated(0.1)),
        (200.0, Chance.stated(0.0)),
    ]


def test_a_distribution_function_over_options_is_shares_in_an_order() -> None:
    """Each option has what the function rises by."""
    (forecast,) = on(PEAK, FIRST)
    assert forecast.belief == Shares(options=("EW01", "EW02", "EW03"), shares=(0.25, 0.5, 0.25))
    assert questions(read(FORM, FIRST))[PEAK].kind is QuestionKind.ORDERED


def test_samples_are_summed_up_by_their_quantiles() -> None:
    """How many there were is said in the belief's rule and among the assumptions."""
    by = conventions()
    read(FORM, FIRST, by=by)
    (forecast,) = on(DEATHS, FIRST)
    assert isinstance(forecast.belief, Quantiles)
    by_level = dict(zip(forecast.belief.levels, forecast.belief.values, strict=True))
    assert (len(by_level), by_level[0.1], by_level[0.5], by_level[0.975]) == (23, 10, 50, 97.5)
    assert forecast.belief.rule == "quantiles of 11 samples"
    assert "A forecast of 11 samples is taken by its quantiles at 23 levels." in by.assumptions


@pytest.mark.parametrize("fuller", ["quantile", "sample"])
def test_a_median_beside_what_says_more_is_passed_over(fuller: str) -> None:
    """It would be a second forecast of the same."""
    by = conventions()
    file = output(("median", "NA", 5), (fuller, 0.25, 3))
    assert len(forecasts(read(FORM, file, by=by))) == 1
    assert any(sentence.startswith("The median is passed over") for sentence in by.assumptions)


def test_shares_that_miss_one_by_more_than_rounding_are_refused() -> None:
    """0.9 is no rounding."""
    (sentence,) = sentences(read(FORM, output(("pmf", "low", 0.5), ("pmf", "high", 0.4))))
    assert "0.9" in sentence


def test_the_round_and_the_model_come_from_the_file_or_a_column() -> None:
    """`model_id` where there is one, else the name after the round."""
    assert list(forecasters(read(FORM, FIRST))) == ["hubverse-acme-first"]
    (model,) = forecasters(read(FORM, LATER)).values()
    assert (model.name, model.kind) == ("beta-second", ForecasterKind.MODEL)
    bare = table(HEADER[1:], [("25", "2022-11-26", "x", "quantile", 0.5, 1)])
    assert forecasts(read(FORM, bare))[0].made_on == date(2022, 11, 19)


def test_a_column_says_the_round_before_the_files_name_does() -> None:
    """The name is for a file without such a column."""
    row = ("2022-11-12", "25", "2022-11-26", "wk inc flu hosp", "quantile", 0.5, 5)
    (forecast,) = forecasts(read(FORM, table(HEADER, [row])))
    assert forecast.made_on == date(2022, 11, 12)
    (forecast,) = forecasts(read(FORM, table(HEADER[1:], [row[1:]])))
    assert forecast.made_on == date(2022, 11, 19)


def test_a_file_that_does_not_say_whose_it_is_asks() -> None:
    """`--me` names the model."""
    unnamed = output(("quantile", 0.5, 1), name="values.csv")
    with pytest.raises(UnfitFile, match="say --me NAME"):
        read(FORM, unnamed)
    assert list(forecasters(read(FORM, unnamed, by=conventions(me="acme-first")))) == ["hubverse-acme-first"]


def test_the_same_week_at_another_horizon_is_the_same_question() -> None:
    """Another model, a week later, without the column of horizons."""
    assert questions(read(FORM, FIRST))[ADMISSIONS] == questions(read(FORM, LATER))[ADMISSIONS]


def test_a_revised_observation_is_known_since_it_stood_unchanged() -> None:
    """49 became 55 on 7 December and stayed; NA is no outcome; nobody asked about location 48."""
    (found,) = outcomes(read(FORM, SERIES, FIRST, LATER)).values()
    assert (found.kind, found.value, found.known_on) == (OutcomeKind.VALUE, 55, date(2022, 12, 7))


def test_an_oracle_answers_numbers_and_options() -> None:
    """The option that has 1; of a distribution function the first that has."""
    by = conventions()
    found = outcomes(read(FORM, ORACLE, FIRST, by=by))
    assert found[ADMISSIONS].value == 55
    assert found[CATEGORY].option == "high"
    assert found[PEAK].option == "EW02"
    assert (found[RATE].value, found[DEATHS].value) == (100, 30)
    assert {outcome.known_on for outcome in found.values()} == {date(2022, 11, 26)}
    assert any("as_of" in sentence for sentence in by.assumptions)


def test_an_option_is_answered_only_where_an_oracle_gives_it_the_whole() -> None:
    """A share of it, as of something not decided yet, is no answer."""
    file = output(("pmf", "low", 0.5), ("pmf", "high", 0.5))
    header = ("location", "target_end_date", "target", "output_type", "output_type_id", "oracle_value")
    task = ("25", "2022-11-26", "wk inc flu hosp", "pmf")
    open_yet = table(header, [(*task, "low", 0.5), (*task, "high", 0.5)], name="oracle.csv")
    assert read(FORM, open_yet, file) == []
    decided = table(header, [(*task, "low", 0), (*task, "high", 1)], name="oracle.csv")
    (found,) = outcomes(read(FORM, decided, file)).values()
    assert found.option == "high"


def test_target_data_alone_are_refused() -> None:
    """They would bring questions that nobody forecast."""
    with pytest.raises(UnfitFile, match="give the model output with it"):
        read(FORM, SERIES)


def test_values_of_no_target_answer_no_two_targets() -> None:
    """A time series without the column is clear only where one target was forecast."""
    series = table(("target_end_date", "location", "observation"), [("2022-11-26", "25", 55)])
    with pytest.raises(UnfitFile, match="of which target"):
        read(FORM, series, FIRST)
    (found,) = outcomes(read(FORM, series, LATER)).values()
    assert found.value == 55


def test_two_values_of_one_day_are_refused() -> None:
    """Nothing tells which is right."""
    series = table(
        ("target_end_date", "location", "observation"), [("2022-11-26", "25", n) for n in (55, 56)]
    )
    (sentence,) = sentences(read(FORM, series, LATER))
    assert "two answers of one day" in sentence


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("quantile", 0.5, "many")], "give a number"),
        ([("quantile", 0.5, "NA")], "give a number"),
        ([("quantile", 50, 1)], "the level of a quantile from 0 to 1"),
        ([("quantile", 0.25, 9), ("quantile", 0.75, 1)], "never falling"),
        ([("quantile", 0.5, 9), ("quantile", 0.5, 1)], "rising"),
        ([("quartile", 0.5, 1)], "no output type 'quartile'"),
        ([("pmf", "low", 0.5), ("pmf", "high", 0.2)], "sum to 0.7"),
        ([("pmf", "low", 1)], "name two or more"),
        ([("cdf", 100, 1.5)], "a probability lies between 0 and 1"),
        ([("cdf", "EW01", 0.5), ("cdf", "EW02", 0.2), ("cdf", "EW03", 1)], "never fall"),
    ],
)
def test_a_bad_task_says_why(rows: list[tuple[str, object, object]], sentence: str) -> None:
    """Its rows are refused together."""
    (found,) = sentences(read(FORM, output(*rows)))
    assert sentence in found


def test_a_file_that_is_said_to_be_hubverse_and_is_not_is_refused() -> None:
    """With the columns that it lacks."""
    with pytest.raises(UnfitFile, match="neither model output nor target data"):
        read(FORM, table(("a", "b"), [(1, 2)]), FIRST)


def test_a_short_row_is_bad() -> None:
    """One cell is missing."""
    text = ",".join(HEADER) + "\n2022-11-19,25,2022-11-26,wk inc flu hosp,quantile,0.5\n"
    (found,) = sentences(read(FORM, DataFile.of("2022-11-19-a-b.csv", text.encode())))
    assert "not as many cells" in found


def test_importing_twice_records_nothing_new_and_everything_is_scored() -> None:
    """Quantiles, shares, chances and samples, each by its own score."""
    with empty() as ledger:
        for file, beside in ((FIRST, ()), (LATER, ()), (ORACLE, (FIRST, LATER))) * 2:
            brought_in(ledger, FORM, file, *beside)
        assert len(ledger.view().forecasts()) == 9
        found = scores(ledger)
        assert ledger.audit().whole
    assert [score for verdict, _, score in found if verdict in ("yes", "no")].count(-1) == 0
    assert sum(verdict == "pending" for verdict, _, _ in found) == 2


@pytest.mark.parametrize("file", [FIRST, ORACLE], ids=["output", "oracle"])
@runs(max_examples=60, deadline=None)
@given(damaged=damages())
def test_damaged_bytes_give_refusals(file: DataFile, damaged: Any) -> None:
    """Whatever the bytes."""
    with file.opened() as opened:
        outlives(FORM, damaged(opened.read()), () if file is FIRST else (FIRST,))


@pytest.mark.parametrize("file", [FIRST, SERIES, ORACLE], ids=["output", "series", "oracle"])
@runs(max_examples=60, deadline=None)
@given(data=st.data())
def test_strange_cells_give_refusals(file: DataFile, data: st.DataObject) -> None:
    """Anything in any cell."""
    with file.opened() as opened:
        rows = list(csv.reader(io.StringIO(opened.read().decode(), newline="")))
    for _ in range(3):
        row = data.draw(st.integers(0, len(rows) - 1))
        rows[row][data.draw(st.integers(0, len(rows[0]) - 1))] = data.draw(st.sampled_from(CELLS))
    damaged = table(rows[0], rows[1:])
    with damaged.opened() as opened:
        outlives(FORM, opened.read(), () if file is FIRST else (FIRST,))


@pytest.mark.skipif(not COVID.exists(), reason="the shared data folder is absent")
def test_the_published_interval_scores_come_out() -> None:
    """Twice the mean pinball score is the weighted interval score: seven means, to three digits."""
    from tests.tracker.judging import whole

    with COVID.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = (
        "forecast_date",
        "location",
        "horizon",
        "target_end_date",
        "target_type",
        "quantile_level",
        "predicted",
    )
    header = ("forecast_date", "location", "horizon", "target_end_date", "target", "output_type_id", "value")
    models = sorted({row["model"] for row in rows})
    files = [
        table(
            (*header, "output_type"),
            ([*(row[name] for name in names), "quantile"] for row in rows if row["model"] == model),
            name=f"2021-05-03-{model}.csv",
        )
        for model in models
    ]
    seen = {
        tuple(row[name] for name in ("target_end_date", "location", "target_type", "observed"))
        for row in rows
    }
    series = table(("target_end_date", "location", "target", "observation"), sorted(seen))
    with empty() as ledger:
        for given_file in files:
            brought_in(ledger, FORM, given_file)
        brought_in(ledger, FORM, series, *files)
        frame = whole(ledger.view(), NOW.date())
    assert len(frame) == 887
    assert frame["prospective"].all()
    found = 2 * frame.groupby(["forecaster", "topic"])["value"].mean()
    published = {
        ("eurocovidhub-ensemble", "Cases"): 17_900,
        ("eurocovidhub-baseline", "Cases"): 28_500,
        ("epiforecasts-epinow2", "Cases"): 20_800,
        ("eurocovidhub-ensemble", "Deaths"): 41.4,
        ("eurocovidhub-baseline", "Deaths"): 159,
        ("umass-mechbayes", "Deaths"): 52.7,
        ("epiforecasts-epinow2", "Deaths"): 66.6,
    }
    assert {key: float(f"{found[f'hubverse-{key[0]}', key[1]]:.3g}") for key in published} == published
