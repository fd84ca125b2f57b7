"""One file or many, a folder or a pattern: the same rows give the same figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecasts.errors import MissingColumn, UnreadableTable
from tests.tracker.verification.tables import GOOD, csv
from tracker.verification import verify
from tracker.verification.sources import source_of


def spread(frame: pd.DataFrame, folder: Path, parts: int, order: list[int] | None = None) -> Path:
    """A folder with the rows of a frame over so many files."""
    folder.mkdir()
    for place, number in enumerate(order or range(parts)):
        frame.iloc[number::parts].to_csv(folder / f"part-{place}.csv", index=False)
    return folder


def graded_frame(rows: int = 400, seed: int = 3) -> pd.DataFrame:
    """Forecasts on shared events, some graded and some on events without a name."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "probability": rng.random(rows).round(rng.integers(1, 17)),
            "outcome": rng.choice([0.0, 1.0, 1.0, 0.3, 1 / 3], rows),
            "event": rng.choice([*map(str, range(60)), ""], rows),
            "topic": rng.choice(["war", "peace", "trade"], rows),
        }
    )


def test_parts_in_any_number_and_order_change_no_digit(tmp_path: Path) -> None:
    """Counts are whole numbers, and scores are summed in whole steps: not one last bit moves."""
    frame = graded_frame()
    whole = verify(frame, seed=1, by=("topic",))
    for parts, order in ((1, [0]), (3, [2, 0, 1]), (7, [6, 5, 4, 3, 2, 1, 0])):
        found = verify(spread(frame, tmp_path / f"in-{parts}", parts, order), seed=1, by=("topic",))
        assert found.figures == whole.figures
        assert found.groups == whole.groups
        assert found.rows == whole.rows


def test_a_folder_holds_its_tables_at_any_depth(tmp_path: Path) -> None:
    """What else lies there is passed over: hidden files, marks of other programs, notes."""
    inner = tmp_path / "2024"
    inner.mkdir()
    csv(inner)
    csv(tmp_path, "0.3,1,f\n", name="u.csv")
    (tmp_path / "_SUCCESS").write_text("")
    (tmp_path / ".hidden.csv").write_text("x")
    (tmp_path / "notes.txt").write_text("x")
    assert [Path(part.name).name for part in source_of(tmp_path).parts] == ["t.csv", "u.csv"]
    assert verify(tmp_path, seed=1).rows == 6
    assert verify(f"{tmp_path}/*/*.csv", seed=1).rows == 5
    assert verify([inner / "t.csv", tmp_path / "u.csv"], seed=1).rows == 6


def test_a_table_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    """By name, through a pattern or a folder, or under another name of the same file: no row counts twice."""
    path = csv(tmp_path)
    aside = tmp_path / "aside"
    aside.mkdir()
    (aside / "link.csv").symlink_to(path)
    named = str(path)
    for twice in ([named, named], [named, f"{tmp_path}/*.csv"], [f"{tmp_path}/t*", f"{tmp_path}/./t.csv"]):
        with pytest.raises(
            UnreadableTable, match=r"t\.csv is .*, so its rows would count twice: name it once"
        ):
            verify(twice, seed=1)
    with pytest.raises(UnreadableTable, match=r"is the same file as .*link\.csv"):
        verify(tmp_path, seed=1)
    (aside / "link.csv").unlink()
    (aside / "hard.csv").hardlink_to(path)
    with pytest.raises(UnreadableTable, match=r"is the same file as .*hard\.csv"):
        verify([aside, path], seed=1)
    address = "postgresql://127.0.0.1:1/none?table=t"
    with pytest.raises(UnreadableTable, match="is named twice"):
        verify([address, address], seed=1)


def test_bad_rows_are_named_with_their_part(tmp_path: Path) -> None:
    """The place says in which file the line stands."""
    csv(tmp_path, GOOD + "soon,1,z\n", name="a.csv")
    csv(tmp_path, "2,1,z\n", name="b.csv")
    found = verify(tmp_path, seed=1)
    assert [problem.where for problem in found.problems] == [
        f"{tmp_path}/a.csv, line 7",
        f"{tmp_path}/b.csv, line 2",
    ]


def test_a_part_that_cannot_be_read_ends_the_work_unless_it_may_be_left_out(tmp_path: Path) -> None:
    """Its name is in the sentence; left out, it is counted, and no row of it is in a figure."""
    csv(tmp_path, name="a.csv")
    csv(tmp_path, '0.9,1,f\n"0.5,1,g\n', name="b.csv")
    with pytest.raises(UnreadableTable, match=r"b\.csv opens a quotation mark"):
        verify(tmp_path, seed=1)
    found = verify(tmp_path, seed=1, skip_bad=True)
    assert found.rows == 5
    assert any("1 of 2 parts cannot be read and is left out" in told for told in found.warnings)
    csv(tmp_path, "0.4,1\n", header="probability,outcome", name="c.csv")
    with pytest.raises(MissingColumn, match=r"c\.csv has no column 'event'"):
        verify([tmp_path / "a.csv", tmp_path / "c.csv"], seed=1)


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    """A folder without tables, and a pattern that matches none."""
    with pytest.raises(UnreadableTable, match="is a folder without tables"):
        verify(tmp_path, seed=1)
    with pytest.raises(UnreadableTable, match="matches no file"):
        verify(f"{tmp_path}/*.csv", seed=1)


def test_quantiles_are_read_from_several_files(tmp_path: Path) -> None:
    """As from one; a bad row's place names its file."""
    rows = [f"{level},{value},51,{event}" for event in "abcdef" for level, value in ((0.1, 30), (0.9, 92))]
    header = "level,value,observed,event"
    whole = verify(csv(tmp_path, "\n".join(rows), header=header), seed=1)
    folder = tmp_path / "parts"
    folder.mkdir()
    for place in range(3):
        csv(folder, "\n".join(rows[place::3]), header=header, name=f"{place}.csv")
    assert verify(folder, seed=1).figures == whole.figures
