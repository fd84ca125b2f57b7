"""One table on every engine: NumPy, DuckDB, SQLite, PostgreSQL give the same report, to the last byte."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasts.errors import BadRows, TooManyGroups, UnfitEngine, UnreadableTable
from reports.canonical import canonical
from reports.verifications import verification_report
from tests.tracker.verification.tables import GOOD, csv
from tests.tracker.verification.test_sources import graded_frame, spread
from tracker.verification import Columns, Verification, verify
from tracker.verification.engines.choosing import Name, Using
from tracker.verification.sources import source_of

duckdb = pytest.importorskip("duckdb", reason="DuckDB, an engine, is not installed")


def report(found: Verification) -> bytes:
    """The JSON of the report, whose table has one name wherever it lies."""
    return canonical(verification_report(replace(found, table="the table")).as_json())


def on(engine: Name, threads: int | None = None) -> Using:
    """An engine by its name."""
    return Using(engine=engine, threads=threads)


def in_sqlite(frame: pd.DataFrame, path: Path) -> str:
    """The address of a table of SQLite with the rows of a frame."""
    with sqlite3.connect(path) as connection:
        frame.to_sql("forecasts", connection, index=False)
    connection.close()
    return f"sqlite:///{path}?table=forecasts"


def in_parquet(frame: pd.DataFrame, folder: Path, parts: int) -> Path:
    """A folder of Parquet files with the rows of a frame."""
    folder.mkdir()
    with duckdb.connect() as connection:
        for place in range(parts):
            every = frame.iloc[place::parts]  # noqa: F841 (DuckDB finds it by its name)
            connection.execute(f"COPY (SELECT * FROM every) TO '{folder}/{place}.parquet'")
    return folder


@pytest.fixture(name="postgresql")
def postgresql_table() -> Iterator[tuple[object, str]]:
    """A connection to PostgreSQL and the address of a table there that goes away after the test."""
    url = os.environ.get("TRACKER_TEST_POSTGRES")
    if url is None:
        pytest.skip("TRACKER_TEST_POSTGRES does not name a server")
    from sqlalchemy import create_engine

    address = url.replace("postgresql://", "postgresql+psycopg://")
    name = f"verified_{os.getpid()}"
    engine = create_engine(address)
    try:
        yield engine, f"{url}?table={name}"
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        engine.dispose()


rows = st.lists(
    st.tuples(
        st.floats(0, 1) | st.integers(0, 100).map(lambda percent: percent / 100),
        st.sampled_from([0.0, 1.0, 0.0, 1.0, 0.5, 1 / 3]),
        st.sampled_from(["a", "b", "c", "", "é, 'd'"]),
        st.sampled_from(["war", "peace", "", "007"]),
        st.floats(0, 1).map(lambda p: round(p, 3)),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows, parts=st.sampled_from([1, 3, 16]), seed=st.integers(0, 9))
def test_every_engine_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[float, float, str, str, float]],
    parts: int,
    seed: int,
) -> None:
    """In any number of parts, in any order, clustered, by group, and beside other probabilities."""
    folder = tmp_path_factory.mktemp("engines")
    frame = pd.DataFrame(rows, columns=["probability", "outcome", "event", "topic", "other"])
    order = np.random.default_rng(seed).permutation(parts).tolist()

    def found(source: object, using: Using) -> bytes:
        return report(verify(source, seed=1, by=("topic",), using=using))  # type: ignore[arg-type] # any source

    expected = found(frame, on("numpy"))
    files = spread(frame, folder / "csv", parts, order)
    assert found(files, on("numpy")) == expected
    assert found(files, on("duckdb", 1)) == expected
    assert found(files, on("duckdb", 2)) == expected
    assert found(in_parquet(frame, folder / "parquet", min(parts, 3)), on("duckdb", 2)) == expected
    assert found(in_sqlite(frame, folder / "t.sqlite"), on("sql")) == expected


decided = st.lists(
    st.tuples(
        st.sampled_from([0.3, 0.1 + 0.2, 0.0, 1.0, 1 / 3]) | st.floats(0, 1),
        st.booleans(),
        st.integers(-3, 9),
        st.sampled_from(["war", "peace", ""]),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=120,
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=decided, named=st.booleans(), most=st.sampled_from([2, 30, 1 << 21]))
def test_whichever_way_duckdb_sums_by_event_the_bytes_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[float, bool, int, str, float]],
    named: bool,
    most: int,
) -> None:
    """In slots, for which numbered events need no list, or grouped; with and without room for pairs."""
    folder = tmp_path_factory.mktemp("slots")
    frame = pd.DataFrame(rows, columns=["probability", "outcome", "event", "topic", "other"])
    if named:
        frame["event"] = frame["event"].map(lambda number: " " if number < 0 else f"e{number}")
    files = in_parquet(frame, folder / "parquet", min(len(frame), 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tracker.verification.reduction.MOST_PAIRS", most)
        for options in ({}, {"by": ("topic",)}, {"by": ("topic",), "against": "other"}):
            expected = report(verify(frame, seed=1, **options))
            for few in (0, 1 << 20):
                patch.setattr("tracker.verification.slots._FEW", few)
                patch.setattr("tracker.verification.slots._SLOTS_A_ROW", few)
                found = verify(files, seed=1, using=on("duckdb"), **options)
                assert report(found) == expected


def test_an_event_with_more_rows_than_a_slot_holds_is_summed_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the same bytes."""
    frame = graded_frame(300)
    frame["outcome"] = frame["outcome"].round()
    files = in_parquet(frame, tmp_path / "parts", 2)
    expected = report(verify(files, seed=1, by=("topic",), using=on("duckdb")))
    monkeypatch.setattr("tracker.verification.slots.MOST_OF_ONE", 3)
    assert report(verify(files, seed=1, by=("topic",), using=on("duckdb"))) == expected
    assert report(verify(frame, seed=1, by=("topic",))) == expected


def test_a_larger_table_has_the_same_bytes_too(tmp_path: Path) -> None:
    """Where curves, intervals and tests are all defined, and against another column."""
    frame = graded_frame(900)
    frame["other"] = np.random.default_rng(4).random(len(frame)).round(2)
    frame = frame[frame["event"] != ""]
    expected = report(verify(frame, seed=1, by=("topic",), against="other"))
    files = spread(frame, tmp_path / "csv", 16)
    for source, using in (
        (files, on("duckdb")),
        (in_parquet(frame, tmp_path / "parquet", 3), on("duckdb", 1)),
        (in_sqlite(frame, tmp_path / "t.sqlite"), on("sql")),
        (files, on("auto")),
    ):
        assert report(verify(source, seed=1, by=("topic",), against="other", using=using)) == expected
    beside = [verify(files, seed=1, against=files, using=on(engine)) for engine in ("numpy", "duckdb")]
    assert report(beside[0]) == report(beside[1])


def test_postgresql_sums_to_the_same_bytes(tmp_path: Path, postgresql: tuple[object, str]) -> None:
    """In its own SQL, whatever numbers are kept as."""
    engine, address = postgresql
    frame = graded_frame(700)
    frame["number"] = frame["event"].map(lambda name: int(name or 0))
    name = address.rpartition("=")[2]
    frame.to_sql(name, engine, index=False)  # type: ignore[arg-type] # the engine of the fixture
    for options in ({}, {"by": ("topic",), "columns": Columns(event=("number", "topic"))}):
        expected = report(verify(frame, seed=1, **options))  # type: ignore[arg-type] # options of verify
        for using in (on("sql"), on("numpy"), on("auto")):
            found = verify(address, seed=1, using=using, **options)  # type: ignore[arg-type] # options of verify
            assert report(found) == expected
    assert "@" not in verify(address, seed=1).table, "no password is shown"


def test_missing_values_among_texts_are_bad_rows_on_every_engine(
    tmp_path: Path, postgresql: tuple[object, str]
) -> None:
    """A null, in a frame or a database, is what an empty cell of a file is."""
    engine, address = postgresql
    rows = {"probability": ["70%", None, "0.2", "0.4"], "outcome": ["1", "yes", None, "no"]}
    frame = pd.DataFrame(rows)
    in_columns = frame.astype("str"), frame.astype(object)
    name = f"{address.rpartition('=')[2]}_missing"
    frame.to_sql(name, engine, index=False)  # type: ignore[arg-type] # the engine of the fixture
    addresses = f"{address.rpartition('=')[0]}={name}", in_sqlite(frame, tmp_path / "t.sqlite")
    frame.to_csv(tmp_path / "t.csv", index=False)
    for source in (tmp_path / "t.csv", *in_columns, *addresses):
        found = verify(source, seed=1)
        assert found.rows == 4
        assert [problem.message for problem in found.problems] == [
            "the probability is missing",
            "the outcome is missing",
        ]


def test_faults_of_parts_are_told_in_the_order_of_the_parts(tmp_path: Path) -> None:
    """Whichever way each of them is read, and of damaged ones too."""
    files = [
        csv(tmp_path, "0.1,1,a\nodd,1,a\n", name="a.csv"),
        csv(tmp_path, "0.1;1;b\nodd;1;b\n", header="probability;outcome;event", name="b.csv"),
        csv(tmp_path, "0.2,1,c\n7,1,c\n", name="c.csv"),
        csv(tmp_path, "", header="", name="d.csv"),
        in_parquet(pd.DataFrame({"probability": [0.2, None], "outcome": 1, "event": "e"}), tmp_path / "p", 1),
    ]
    (tmp_path / "cut.csv.gz").write_bytes(b"\x1f\x8b")
    for order in (files, [*files[::-1], tmp_path / "cut.csv.gz"]):
        found = [report(verify(order, seed=1, skip_bad=True, using=on(name))) for name in ("numpy", "duckdb")]
        assert found[0] == found[1]


@pytest.mark.parametrize("engine", ["numpy", "duckdb", "sql"])
def test_more_groups_than_are_told_apart_are_refused_alike(tmp_path: Path, engine: Name) -> None:
    """Also where no part alone has too many."""
    many = pd.DataFrame({"probability": 0.5, "outcome": 1, "topic": [f"t{n}" for n in range(2_001)]})
    place = in_sqlite(many, tmp_path / "t.sqlite") if engine == "sql" else spread(many, tmp_path / "csv", 2)
    with pytest.raises(TooManyGroups, match=r"^--by topic makes more than 2,000 groups"):
        verify(place, seed=1, by=("topic",), using=on(engine))


def test_a_scheduler_is_no_other_engines(tmp_path: Path) -> None:
    """Who names one is not left in the belief that it was used."""
    using = Using(engine="numpy", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(UnfitEngine, match="numpy takes no scheduler: take --engine dask"):
        verify(csv(tmp_path), seed=1, using=using)


@pytest.mark.parametrize("limit", [3, 40])
def test_too_many_pairs_are_too_many_for_every_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """The limit is of the rows and not of how they are read."""
    monkeypatch.setattr("tracker.verification.reduction.MOST_PAIRS", limit)
    frame = graded_frame(150)
    expected = report(verify(frame, seed=1, by=("topic",)))
    assert (
        report(verify(spread(frame, tmp_path / "a", 3), seed=1, by=("topic",), using=on("duckdb")))
        == expected
    )
    assert (
        report(verify(in_sqlite(frame, tmp_path / "t"), seed=1, by=("topic",), using=on("sql"))) == expected
    )


def test_cells_as_people_write_them_are_read_on_every_engine(tmp_path: Path) -> None:
    """A part with 70%, yes, or a bad row is read by the rules for people: same figures, same places."""
    csv(tmp_path, GOOD, name="a.csv")
    csv(tmp_path, GOOD + "70%,yes,f\nsoon,1,g\n0_5,1,h\n", name="b.csv")
    csv(tmp_path, '0.5,1,"two\nlines"\n0.25,0\n', name="c.csv")
    expected = verify(tmp_path, seed=1, using=on("numpy"))
    assert expected.bad_rows == 2
    assert report(verify(tmp_path, seed=1, using=on("duckdb"))) == report(expected)
    with pytest.raises(BadRows, match=r"b\.csv, line 8: the probability 'soon'"):
        verify(tmp_path, seed=1, strict=True, using=on("duckdb"))


def test_dates_and_percentages_are_read_on_every_engine(tmp_path: Path) -> None:
    """Late forecasts are counted; percentages are divided as NumPy divides them."""
    frame = graded_frame(300).assign(made_on="2024-01-02")
    frame["probability"] = (frame["probability"] * 100).round(1)
    frame["deadline"] = np.where(np.arange(300) % 7 == 0, "2024-01-01", "2024-02-01")
    expected = report(verify(frame, seed=1, percent=True))
    assert b"43 forecasts were made after" in expected
    files = spread(frame, tmp_path / "csv", 2)
    assert report(verify(files, seed=1, percent=True, using=on("duckdb"))) == expected
    address = in_sqlite(frame, tmp_path / "t.sqlite")
    assert report(verify(address, seed=1, percent=True, using=on("sql"))) == expected


def test_whole_numbers_with_gaps_name_events_alike(tmp_path: Path) -> None:
    """A missing number does not turn the others into fractions, in whichever part it lies."""
    frame = graded_frame(90)
    frame["event"] = pd.array([None if n % 11 == 0 else n % 9 for n in range(90)], dtype="Int64")
    whole = verify(in_parquet(frame, tmp_path / "one", 1), seed=1)
    assert "unnamed" not in whole.figures.words
    several = in_parquet(frame, tmp_path / "three", 3)
    for engine in ("numpy", "duckdb"):
        assert report(verify(several, seed=1, using=on(engine))) == report(whole)


@pytest.mark.parametrize("engine", ["numpy", "duckdb"])
def test_a_truncated_part_is_named(tmp_path: Path, engine: Name) -> None:
    """Nothing is reported from the rest, unless it may be left out."""
    folder = in_parquet(graded_frame(200), tmp_path / "parts", 3)
    whole = (folder / "1.parquet").read_bytes()
    (folder / "1.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableTable, match=r"1\.parquet is damaged"):
        verify(folder, seed=1, using=on(engine))
    found = verify(folder, seed=1, skip_bad=True, using=on(engine))
    assert found.rows == 133
    assert any("1 of 3 parts cannot be read" in told and "1.parquet" in told for told in found.warnings)


def test_damage_in_the_middle_of_a_part_is_named(tmp_path: Path) -> None:
    """A footer that is whole does not hide pages that are not."""
    folder = in_parquet(graded_frame(4000), tmp_path / "parts", 2)
    path = folder / "1.parquet"
    whole = bytearray(path.read_bytes())
    whole[100 : len(whole) // 2] = bytes(len(whole) // 2 - 100)
    path.write_bytes(whole)
    with pytest.raises(UnreadableTable, match=r"1\.parquet is damaged"):
        verify(folder, seed=1, using=on("duckdb"))


@pytest.mark.parametrize(
    ("columns", "engine", "said"),
    [
        ("probability,outcome,weight", "duckdb", "weights"),
        ("probability,outcome,event", "sql", "files"),
        ("probability,outcome,other", "duckdb", "second probability"),
    ],
)
def test_what_an_engine_cannot_do_is_refused_by_name(
    tmp_path: Path, columns: str, engine: Name, said: str
) -> None:
    """With the engine that can, which is the one that is chosen where the choice is free."""
    path = csv(tmp_path, "0.2,1,1\n0.4,0,1\n" * 9, header=columns)
    against = "other" if "other" in columns else None
    with pytest.raises(UnfitEngine, match=f"{engine} takes no .*{said}.*--engine numpy"):
        verify(path, seed=1, using=on(engine), against=against)
    again = csv(tmp_path, "0.2,1,1\n0.4,0,1\n" * 9, header=columns, name="again.csv")
    assert verify([path, again], seed=1, against=against).rows == 36


def test_a_database_is_refused_in_sentences(tmp_path: Path) -> None:
    """One that is not there, a table that is not, and one of several that is not named."""
    with pytest.raises(UnreadableTable, match=r"none\.sqlite.* does not exist"):
        verify(f"sqlite:///{tmp_path}/none.sqlite?table=t", seed=1)
    address = in_sqlite(graded_frame(20), tmp_path / "t.sqlite")
    with pytest.raises(UnreadableTable, match=r"has no table 'other'.*there are: forecasts"):
        verify(address.replace("=forecasts", "=other"), seed=1)
    assert verify(tmp_path / "t.sqlite", seed=1).rows == 20
    with sqlite3.connect(tmp_path / "t.sqlite") as connection:
        connection.execute("CREATE TABLE more (a INTEGER)")
    connection.close()
    with pytest.raises(UnreadableTable, match=r"names no table.*forecasts, more"):
        verify(tmp_path / "t.sqlite", seed=1)
    with pytest.raises(UnreadableTable, match=r"postgresql://127\.0\.0\.1:1/none.*cannot be read"):
        verify("postgresql://ann:secret@127.0.0.1:1/none?table=t", seed=1)


def test_a_choice_that_was_left_free_is_told(tmp_path: Path) -> None:
    """One small file is NumPy's, of which nothing is said; many files are DuckDB's."""
    told: list[str] = []
    files = spread(graded_frame(60), tmp_path / "parts", 2)
    verify(next(files.iterdir()), seed=1, using=Using(told=told.append))
    assert told == []
    verify(files, seed=1, using=Using(told=told.append))
    assert told == ["Engine: duckdb, for 2 parts. Every engine gives the same figures."]
    assert len(source_of(files)) == 2
