"""Files are opened within bounds, whatever their bytes."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from forecasts.errors import TrackerError, UnfitFile
from forecasts.exchange.files import DataFile


def table(text: str, encoding: str = "utf-8") -> DataFile:
    """A table in memory."""
    return DataFile.of("t.csv", text.encode(encoding))


def zipped(**members: bytes) -> DataFile:
    """A zip in memory."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return DataFile.of("t.zip", data.getvalue())


def test_rows_know_their_line_whatever_breaks_stand_in_cells() -> None:
    """Line breaks in quotes, CRLF, a byte-order mark and blank lines."""
    found = list(table('\ufeffa,b\r\n"one\r\ntwo",2\r\n\r\nthree,4\r\n').rows())
    assert [(cells.line, cells["a"], cells["b"]) for cells in found] == [
        (2, "one\r\ntwo", "2"),
        (5, "three", "4"),
    ]


def test_older_spreadsheets_are_read_as_windows_1252() -> None:
    """A file that is not UTF-8 keeps its accents."""
    file = table("titre\nÉlection\n", "cp1252")
    assert file.encoding == "cp1252"
    assert [cells["titre"] for cells in file.rows()] == ["Élection"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_are_seen_in_the_header(delimiter: str) -> None:
    """A header without a comma tells what stands in its place."""
    assert table(f"a{delimiter}b\n1{delimiter}2\n").columns == ("a", "b")


def test_short_rows_are_told_apart_from_wide_ones() -> None:
    """A row may lack cells at the end if the format says so, and never has more than the header."""
    file = table("a,b,c\n1,2\n1,2,3\n1,2,3,4\n")
    assert [cells.missing for cells in file.rows()] == [1, 0, -1]
    assert [cells.missing for cells in file.rows(shortest=2)] == [0, 0, -1]


def test_json_that_is_nested_beyond_measure_is_refused() -> None:
    """A bomb of brackets is a refusal, not a crash."""
    with pytest.raises(UnfitFile, match="is not JSON"):
        _ = DataFile.of("bomb.json", b"[" * 200_000).document


def test_a_zip_that_swells_is_refused() -> None:
    """Ten megabytes of zeros in ten kilobytes are no export."""
    with pytest.raises(UnfitFile, match="swells beyond measure"):
        zipped(**{"forecast_data.csv": b"\0" * 10_000_000}).members()


def test_a_zip_gives_its_members_by_name() -> None:
    """Folders in it are left out of the names."""
    assert list(zipped(**{"data/a.csv": b"x", "b.csv": b"y"}).members()) == ["a.csv", "b.csv"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(UnfitFile, match="cannot be opened"):
        DataFile.at(tmp_path / "none.csv")


@given_any(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """As a table, as JSON and as a zip: nothing but a refusal comes of it."""
    file = DataFile.of("any", data)
    for read in (lambda: list(file.rows()), lambda: file.document, file.members, lambda: file.sha256):
        with suppress(TrackerError):
            read()
