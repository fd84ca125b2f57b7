"""What `verify` says of small tables, and which it refuses."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import BadRows, MissingColumn, ProbabilitiesInPercent, TrackerError, UnreadableTable
from tests.tracker.verification.tables import GOOD, csv
from tracker.calibration.decomposition import decomposition
from tracker.certainty.mean_interval import mean_interval
from tracker.tally import Tally
from tracker.ties import Ties
from tracker.verification import Columns, verify
from tracker.verification.figures import ChanceFigures
from tracker.verification.result import Figures, shown

FIGURES = """
    n events base_rate brier brier_low brier_high log_score infinite_log_scores mcb dsc unc mcb_null_mean
    mcb_null_high dsc_null_mean dsc_null_high expected_low expected_high curve
    rel res within_bin skill skill_low skill_high reference auc auc_low auc_high
    expected observed p_expected_observed spiegelhalter_z
    cox_intercept cox_slope cox_slope_low cox_slope_high reliability words graded tested warning_table
"""
KEYS = set(FIGURES.split())


def chances(figures: Figures) -> ChanceFigures:
    """The figures, which are those of chances."""
    assert isinstance(figures, ChanceFigures)
    return figures


def test_the_figures_are_those_of_the_tally(tmp_path: Path) -> None:
    """A golden row of five forecasts: mean Brier 0.082."""
    found = chances(verify(csv(tmp_path), seed=1).figures)
    tally = Tally.of([0.1, 0.4, 0.8, 1.0, 0.0], [0, 1, 1, 1, 0])
    assert found.brier == pytest.approx(0.082, abs=1e-12)
    assert found.mcb == decomposition(tally).miscalibration
    assert (found.n, found.events, found.observed) == (5, 5, 3)
    assert found.expected == pytest.approx(2.3)
    assert set(found.reasons) == {"cox_intercept", "cox_slope"}


def test_the_interval_is_that_of_the_events() -> None:
    """Whatever their names, the ends are those of the same tally."""
    rng = np.random.default_rng(3)
    event = np.repeat(np.arange(200), 5)
    p = rng.random(200)[event].round(2)
    y = (rng.random(200)[event] < p).astype(int)
    found = chances(verify(pd.DataFrame({"probability": p, "outcome": y, "event": event}), seed=1).figures)
    there = mean_interval(Tally.of(p, y, cluster=event))
    alone = mean_interval(Tally.of(p, y))
    assert there.low is not None
    assert found.brier_low == pytest.approx(there.low)
    assert found.brier_high is not None
    assert found.brier_low is not None
    assert alone.low is not None
    assert alone.high is not None
    assert found.brier_high - found.brier_low > 1.5 * (alone.high - alone.low)


def test_json_has_the_documented_keys(tmp_path: Path) -> None:
    """Every key is there, in the groups too, and reliability lists what happened."""
    table = csv(tmp_path, "0.2,0,ann\n0.7,1,bob\n", header="probability,outcome,forecaster")
    found = verify(table, seed=1, by=("forecaster",)).as_json()
    assert set(found) >= KEYS
    assert KEYS | {"reasons"} == set(found["groups"]["ann"])
    assert list(found["groups"]) == ["ann", "bob"]
    assert set(found["reliability"][0]) == {"said", "happened", "count", "low", "high"}


def test_one_class_only_gives_what_is_defined(tmp_path: Path) -> None:
    """Nothing happened: no area and no skill, with reasons; the rest is there."""
    found = verify(csv(tmp_path, "0.1,0,a\n0.3,0,b\n0.1,0,c\n0.3,0,d\n0.1,0,e\n0.3,0,f\n"), seed=1).as_json()
    assert found["auc"] is None
    assert found["skill"] is None
    assert {"auc", "skill"} <= set(found["reasons"])
    assert found["brier"] == pytest.approx(0.05)
    assert found["mcb"] == pytest.approx(0.05)


def test_a_certain_miss_is_infinite_in_json(tmp_path: Path) -> None:
    """The log score is "inf", and the misses are counted."""
    found = verify(csv(tmp_path, "0,1,a\n0.5,1,b\n0.5,1,c\n0.5,1,d\n0.5,1,e\n"), seed=1).as_json()
    assert (found["log_score"], found["infinite_log_scores"]) == ("inf", 1)


def test_grades_are_scored_and_tests_refused_by_name(tmp_path: Path) -> None:
    """A tie has a Brier score; the tests that need yes or no say why, where they are refused."""
    table = csv(tmp_path, "0.6,0.5,a\n0.9,1,b\n0.2,0,c\n0.2,0,d\n0.2,0,e\n")
    found = chances(verify(table, seed=1, ties=Ties.REFUSE).figures)
    assert found.brier == pytest.approx((0.01 + 0.01 + 3 * 0.04) / 5)
    assert found.auc is None
    assert "graded" in found.reasons["auc"]
    assert found.brier_low is not None


def test_without_events_the_result_warns(tmp_path: Path) -> None:
    """The interval is not clustered, and the warning names the option."""
    table = csv(tmp_path, "0.1,0\n0.9,1\n", header="probability,outcome")
    assert "--event" in verify(table, seed=1).warnings[0]
    assert verify(csv(tmp_path), seed=1).warnings == ()


def test_rows_without_an_event_are_one_more(tmp_path: Path) -> None:
    """They count, but not as named events, and the result says so."""
    found = verify(csv(tmp_path, "0.1,0,\n0.9,1,a\n0.3,0,b\n"), seed=1)
    assert (found.figures.n, found.figures.events) == (3, 2)
    assert "does not name its event" in found.warnings[0]


def test_names_are_text_even_where_they_are_numbers(tmp_path: Path) -> None:
    """007 is not 7, and 1 is not 1.0."""
    found = verify(csv(tmp_path, "0.1,0,007\n0.9,1,7\n0.3,0,1.0\n0.3,0,1\n"), seed=1, by=("event",))
    assert found.figures.events == 4
    assert list(found.groups) == ["007", "1", "1.0", "7"]


def test_names_stay_text_from_piece_to_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece in which all names look like numbers, or like truths, is no different from the others."""
    names = ("a", "b", "1", "1.0", "1", "01", "True", "true", "x", "1", "a", "2")
    table = csv(tmp_path, "".join(f"0.3,0,{name}\n" for name in names))
    monkeypatch.setattr("tracker.verification.tables.ROWS_AT_ONCE", 2)
    found = verify(table, seed=1, by=("event",))
    assert (found.rows, found.figures.events) == (12, 9)
    assert {name: part.n for name, part in found.groups.items() if part.n > 1} == {"1": 3, "a": 2}


def test_several_columns_name_one_event(tmp_path: Path) -> None:
    """The event is the combination."""
    table = csv(tmp_path, "0.1,0,x,1\n0.2,1,x,2\n0.3,1,y,1\n0.3,1,y,1\n", header="probability,outcome,a,b")
    assert verify(table, seed=1, columns=Columns(event=("a", "b"))).figures.events == 3


def test_columns_are_renamed(tmp_path: Path) -> None:
    """The user names what holds the probability and the outcome."""
    table = csv(tmp_path, "x,0.1,0\ny,0.9,1\n", header="who,p,y")
    named = Columns(probability="p", outcome="y", forecaster="who")
    found = verify(table, seed=1, columns=named, by=("forecaster",))
    assert found.figures.n == 2
    assert list(found.groups) == ["x", "y"]


def weighing(folder: Path, weights: Sequence[float]) -> ChanceFigures:
    """The figures of one row a weight, calibrated on 0.25, without an event column."""
    rows = "".join(f"0.{2 + place % 2},{int(place % 4 == 0)},{w}\n" for place, w in enumerate(weights))
    return chances(verify(csv(folder, rows, header="probability,outcome,weight"), seed=1).figures)


@pytest.mark.parametrize("weight", [1000, 0.01])
def test_weights_are_no_events(tmp_path: Path, weight: float) -> None:
    """Thirty rows are thirty independent forecasts, be they heavy or light, and weights change no mean."""
    weighted, plain = weighing(tmp_path, [weight] * 30), weighing(tmp_path, [1] * 30)
    assert (weighted.events, plain.events) == (30, 30)
    assert weighted.n == pytest.approx(30 * weight)
    assert weighted.brier == pytest.approx(plain.brier)
    assert weighted.brier_low == pytest.approx(plain.brier_low)
    assert weighted.p_expected_observed is not None
    assert plain.p_expected_observed is not None
    assert weighted.p_expected_observed == pytest.approx(plain.p_expected_observed, abs=0.25)
    assert "further off" not in weighted.words


def test_heavy_rows_are_too_few_and_rows_of_no_weight_none(tmp_path: Path) -> None:
    """Three rows of weight 1,000 and more are three events."""
    assert weighing(tmp_path, [1000, 2000, 1500]).words.startswith("3 events: too few")
    assert weighing(tmp_path, [1, 1, 1, 1, 1, 0]).events == 5


def shared(*, rows: int = 20, happened: float | None = None) -> pd.DataFrame:
    """A hundred calibrated events with so many equal rows each."""
    rng = np.random.default_rng(11)
    p = rng.random(100).round(2)
    y = (rng.random(100) < (p if happened is None else happened)).astype(int)
    each = np.repeat(np.arange(100), rows)
    return pd.DataFrame({"probability": p[each], "outcome": y[each], "event": each})


def test_luck_is_shared_by_the_forecasts_on_one_event() -> None:
    """Twenty equal rows an event have the null mean and the p-value of one row an event."""
    many, once = (chances(verify(shared(rows=rows), seed=1).figures) for rows in (20, 1))
    assert many.mcb == pytest.approx(once.mcb)
    assert many.mcb_null_mean == pytest.approx(once.mcb_null_mean, rel=0.1)
    assert many.mcb_null_mean == pytest.approx(0.0214, rel=0.2)
    assert many.p_expected_observed == pytest.approx(once.p_expected_observed, abs=0.06)
    assert "luck alone could explain it" in many.words


def test_many_pairs_have_the_normal_of_shared_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same p-value as the exact one, give or take the chance of the very number seen."""
    drawn = chances(verify(shared(rows=5), seed=1).figures).p_expected_observed
    monkeypatch.setattr("tracker.calibration.expectation._MOST_SHARED", 10)
    normal = chances(verify(shared(rows=5), seed=1).figures).p_expected_observed
    assert normal == pytest.approx(drawn, abs=0.1)


def test_too_many_pairs_leave_luck_undefined_and_mixed_outcomes_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the reason, and no verdict rests on it; what is mixed shares luck as far as its chances allow."""
    table = shared()
    table["outcome"] = table["outcome"].to_numpy() ^ (np.arange(len(table)) == 0)
    mixed = chances(verify(table, seed=1).figures)
    assert mixed.mcb_null_mean is not None
    assert "expected to happen" in mixed.words
    assert mixed.spiegelhalter_z is not None
    monkeypatch.setattr("tracker.verification.reduction.MOST_PAIRS", 50)
    many = chances(verify(shared(), seed=1).figures)
    assert "too many" in many.reasons["mcb_null_mean"]
    assert "expected to happen" not in many.words


def test_too_many_pairs_leave_the_interval_of_the_skill_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forecasts on one event saw one outcome, and then sums of the events are all that counts."""
    kept = chances(verify(shared(), seed=1, reference=0.3).figures)
    monkeypatch.setattr("tracker.verification.reduction.MOST_PAIRS", 50)
    summed = chances(verify(shared(), seed=1, reference=0.3).figures)
    assert (summed.skill_low, summed.skill_high) == pytest.approx((kept.skill_low, kept.skill_high), abs=1e-7)


def test_below_five_events_no_mean_is_shown(tmp_path: Path) -> None:
    """In the whole and in each group: the keys are there, null, with one reason."""
    whole = verify(csv(tmp_path, "0.1,0,a\n0.9,1,b\n" * 9), seed=1, by=("event",))
    assert whole.as_json()["brier"] == pytest.approx(0.01), "a program is given what is defined"
    found = shown(whole).as_json()
    for part in (found, found["groups"]["a"]):
        for key in ("brier", "brier_low", "log_score", "skill", "mcb", "dsc", "auc", "rel", "cox_slope"):
            assert part[key] is None
            assert part["reasons"][key] == "fewer than 5 events"
    assert found["words"].startswith("2 events: too few to tell skill from luck, so no mean is given")
    assert found["groups"]["a"]["words"].startswith("1 event: ")


@pytest.mark.parametrize(("happened", "count", "there"), [(5, 30, True), (4, 30, False), (10, 29, False)])
def test_coxs_line_wants_thirty_events_and_five_of_each_outcome(
    happened: int, count: int, there: bool
) -> None:
    """Below, it is null with its reason."""
    p = np.linspace(0.1, 0.6, count)
    table = pd.DataFrame({"probability": p, "outcome": np.arange(count) % 6 == 0})
    table["outcome"] = (np.argsort(np.argsort(np.sin(7.0 * np.arange(count)))) < happened).astype(int)
    found = chances(verify(table, seed=1).figures)
    assert (found.cox_slope is not None) is there
    assert there or "30 events" in found.reasons["cox_slope"]


def test_what_luck_cannot_explain_is_said_either_way() -> None:
    """Ten were expected and none happened: that is no 'more'."""
    none = pd.DataFrame({"probability": [0.5] * 20, "outcome": [0] * 20, "event": range(20)})
    assert "10.0 were expected to happen and 0 did: further off than luck explains." in str(
        verify(none, seed=1).as_json()["words"]
    )
    unnamed = verify(none.drop(columns="event"), seed=1).as_json()["words"]
    assert "further off than luck explains, if each is on its own event." in unnamed


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    """Which is meant cannot be known; one that is not needed does no harm."""
    with pytest.raises(UnreadableTable, match="has 2 columns 'probability': rename"):
        verify(csv(tmp_path, "0.1,0,0.9\n", header="probability,outcome,probability"), seed=1)
    assert verify(csv(tmp_path, "0.1,0,x,y\n", header="probability,outcome,z,z"), seed=1).figures.n == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_beyond_the_header_are_listed(tmp_path: Path, end: str) -> None:
    """A decimal comma shifts a row; an empty cell at its end does not."""
    path = tmp_path / "t.csv"
    path.write_bytes(end.join(["\ufeffprobability,outcome", "0,5,1", "0.5,1,", "0.2,0", ""]).encode())
    found = verify(path, seed=1)
    assert [problem.message for problem in found.problems] == ["the cell '1' stands beyond the last column"]
    assert (found.rows, found.figures.n) == (3, 2)


def test_dates_that_are_none_are_listed(tmp_path: Path) -> None:
    """A blank one is not."""
    rows = "0.1,0,soon,2024-01-01\n0.5,1,2024-01-01,2024-13-01\n0.5,1,,2024-01-01\n"
    found = verify(csv(tmp_path, rows, header="probability,outcome,made_on,deadline"), seed=1)
    assert [problem.message for problem in found.problems] == [
        "the made_on 'soon' is not a date",
        "the deadline '2024-13-01' is not a date",
    ]
    assert found.figures.n == 1


def test_bad_rows_are_listed_with_their_lines(tmp_path: Path) -> None:
    """Quoted line ends and blank lines do not shift the numbers."""
    rows = '0.5,1,"x\ny"\n\nabc,0,b\n0.3,,c\n1.2,0,d\n0.7,2,e\nNaN,1,f\n0.9,True,g\n0.2,0,h\n'
    found = verify(csv(tmp_path, rows), seed=1)
    assert [str(problem) for problem in found.problems] == [
        "line 5: the probability 'abc' is not a number",
        "line 6: the outcome is missing",
        "line 7: the probability 1.2 is not between 0 and 1",
        "line 8: the outcome 2 is not 0, 1 or a grade between them",
        "line 9: the probability is missing",
    ]
    assert (found.rows, found.bad_rows, found.figures.n) == (8, 5, 3)


def test_only_the_first_bad_rows_are_listed_and_all_counted(tmp_path: Path) -> None:
    """A hundred are enough to see what is wrong."""
    found = verify(csv(tmp_path, "0.5,1,a\n" + "x,1,b\n" * 250), seed=1)
    assert (found.bad_rows, len(found.problems)) == (250, 100)
    assert found.as_json()["problems_left_out"] == 150


def test_strict_refuses_one_bad_row(tmp_path: Path) -> None:
    """The sentence has the first fault and its line."""
    with pytest.raises(BadRows, match=r"1 of the 6 rows .*line 7: the outcome is missing.*--strict"):
        verify(csv(tmp_path, GOOD + "0.5,,z\n"), seed=1, strict=True)
    assert verify(csv(tmp_path), seed=1, strict=True).bad_rows == 0


def test_percentages_are_read_only_when_shown(tmp_path: Path) -> None:
    """Mostly above 1 is refused with the remedy; --percent divides by 100."""
    table = csv(tmp_path, "10,0,a\n40,1,b\n80,1,c\n100,1,d\n0,0,e\n")
    with pytest.raises(ProbabilitiesInPercent, match=r"4 of the 5 .* such as 10.*--percent"):
        verify(table, seed=1)
    assert chances(verify(table, seed=1, percent=True).figures).brier == pytest.approx(0.082)


def test_fractions_read_as_percentages_are_warned_of(tmp_path: Path) -> None:
    """No probability above 1% makes one wonder."""
    warnings = verify(csv(tmp_path), seed=1, percent=True).warnings
    assert any("--percent" in warning for warning in warnings)


def test_a_percentage_has_bounds_of_its_own(tmp_path: Path) -> None:
    """With --percent, 170 is a bad row, and so says the sentence."""
    found = verify(csv(tmp_path, "170,1,a\n50,1,b\n"), seed=1, percent=True)
    assert found.problems[0].message == "the probability 170 is not between 0 and 100"


def test_forecasts_after_their_deadline_are_warned_of(tmp_path: Path) -> None:
    """They are counted in the warning, and in the figures."""
    rows = "0.1,0,2024-01-02,2024-01-01\n0.5,1,2024-01-01T09:00,2024-01-01\n0.5,1,,2024-01-01\n"
    found = verify(csv(tmp_path, rows, header="probability,outcome,made_on,deadline"), seed=1)
    assert found.figures.n == 3
    assert any(warning.startswith("1 forecast was made after") for warning in found.warnings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"probability,outcome\n", "has a header and no rows"),
        (b"probability,outcome\n0.5,\n0.2,\n", "All 2 rows .*outcome is missing"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no table"),
        (b"just words\n", "has no column 'probability', it has just words"),
        (b'probability,outcome\n0.1,0\n"0.5,1\n', "a quotation mark that is never closed"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0,\0\n\xff\xdb\0C\0,\0\n", "is no table"),
        (b"probability,out\0come\n0.1,0\n", "is no table"),
        (b"M\xe9t\xe9o,outcome\n0.1,0\n", "has no column 'probability', it has M\xe9t\xe9o, outcome"),
        (b"M\x81t,outcome\n0.1,0\n", "is not text in UTF-8, UTF-16 or Windows-1252"),
        (b"PAR1 but nothing else", "is damaged|DuckDB"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """Each with a sentence that names the file."""
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(TrackerError, match=said) as refusal:
        verify(path, seed=1, strict=True)
    assert str(path) in str(refusal.value)


@pytest.mark.parametrize("kept", [30, 4_000])
def test_a_gzip_that_breaks_off_is_refused(tmp_path: Path, kept: int) -> None:
    """Whether it breaks off in the header or in the rows."""
    path = tmp_path / "t.csv.gz"
    rows = np.random.default_rng(1).random(5_000).round(6)
    whole = gzip.compress(("probability,outcome\n" + "".join(f"{p},1\n" for p in rows)).encode())
    path.write_bytes(whole[:kept])
    with pytest.raises(UnreadableTable, match="breaks off"):
        verify(path, seed=1)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """In a sentence, not in a traceback."""
    with pytest.raises(UnreadableTable, match="does not exist"):
        verify(tmp_path / "none.csv", seed=1)
    with pytest.raises(UnreadableTable, match="is a folder without tables"):
        verify(tmp_path, seed=1)


@pytest.mark.parametrize(
    ("columns", "by", "option"),
    [
        (Columns(event=("nope",)), (), "--event"),
        (Columns(weight="nope"), (), "--weight"),
        (Columns(), ("forecaster",), "--forecaster"),
        (Columns(), ("nope",), "--by"),
    ],
)
def test_a_column_that_is_not_there_is_refused(
    tmp_path: Path, columns: Columns, by: tuple[str, ...], option: str
) -> None:
    """With the columns that are there, and the option that names the right one."""
    with pytest.raises(MissingColumn, match=f"it has probability, outcome, event.*{option} COL"):
        verify(csv(tmp_path), seed=1, columns=columns, by=by)


def test_parquet_is_read_like_csv(tmp_path: Path) -> None:
    """The same figures; without the columns a sentence."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB, which reads Parquet, is not installed")
    path = tmp_path / "t.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT * FROM read_csv('{csv(tmp_path)}')) TO '{path}'")
        assert verify(path, seed=1).figures == verify(csv(tmp_path), seed=1).figures
        connection.execute(f"COPY (SELECT 1 AS a) TO '{path}'")
    with pytest.raises(MissingColumn, match="it has a:"):
        verify(path, seed=1)


def test_pieces_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table read and reduced in many pieces gives what it gives in one."""
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(
        {
            "probability": rng.random(300).round(3),
            "outcome": rng.integers(0, 2, 300),
            "event": rng.integers(0, 90, 300),
            "topic": rng.choice(["war", "peace"], 300),
        }
    )
    path = tmp_path / "t.csv"
    frame.to_csv(path, index=False)
    whole = verify(path, seed=1, by=("topic",))
    monkeypatch.setattr("tracker.verification.tables.ROWS_AT_ONCE", 7)
    monkeypatch.setattr("tracker.verification.collecting._ROWS_WAITING", 40)
    assert verify(path, seed=1, by=("topic",)) == whole


rows = st.lists(
    st.tuples(
        st.floats(0, 1).map(lambda p: round(p, 5)),
        st.sampled_from([0, 1]),
        st.sampled_from(["a", "b", "c", ""]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(rows=rows, order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(
    rows: list[tuple[float, int, str]], order: st.DataObject
) -> None:
    """Nor does an interval ever leave out its estimate."""
    names = ["probability", "outcome", "event"]
    shuffled = list(rows)
    order.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis types its generator of randoms as data
    found = verify(pd.DataFrame(rows, columns=names), seed=1).figures
    assert verify(pd.DataFrame(shuffled, columns=names), seed=1).figures == found
    figures = chances(found)
    assert all(one.low <= one.happened <= one.high for one in figures.reliability)
    if figures.brier_low is not None:
        assert figures.brier is not None
        assert figures.brier_low <= figures.brier + 1e-9
