"""Where a report goes: one file in the look of its name, or a folder with everything."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from forecasts.errors import UnknownLook
from reports import render
from reports.writing import checked, write_all, written
from tests.reports import cases


@pytest.mark.parametrize(
    ("name", "begins"),
    [("card.html", b"<!doctype html>"), ("card.MD", b"# Score"), ("card.json", b"{"), ("card.txt", b"Score")],
)
def test_a_file_has_the_look_of_its_suffix(tmp_path: Path, name: str, begins: bytes) -> None:
    """In any case, and ending in a line end."""
    (place,) = written(cases.founding_card(), str(tmp_path / name))
    text = place.read_bytes()
    assert text.startswith(begins)
    assert text.endswith(b"\n")


@pytest.mark.skipif(find_spec("typst") is None, reason="the extra pdf is not installed")
def test_a_pdf_is_a_look(tmp_path: Path) -> None:
    """Where typst is installed."""
    (place,) = written(cases.founding_card(), str(tmp_path / "card.pdf"))
    assert place.read_bytes().startswith(b"%PDF")


def test_a_look_that_there_is_not_is_refused(tmp_path: Path) -> None:
    """With those that there are, and nothing is written."""
    with pytest.raises(UnknownLook, match=r"'card.docx' names no look .* \.html, \.pdf, .* a folder"):
        written(cases.founding_card(), str(tmp_path / "card.docx"))
    assert not list(tmp_path.iterdir())


def test_what_is_or_looks_like_a_folder_is_one(tmp_path: Path) -> None:
    """It exists, ends in a slash, or has no suffix."""
    there = tmp_path / "2021.q4"
    there.mkdir()
    for typed in (str(there), f"{tmp_path}/a.b/", str(tmp_path / "plain")):
        assert checked(typed) == typed


def test_a_folder_gets_everything_that_there_is(tmp_path: Path) -> None:
    """Every look, every table, every chart twice; the page links to its tables."""
    card = cases.founding_card()
    files = write_all(card, tmp_path / "deep" / "card")
    names = {path.relative_to(tmp_path / "deep" / "card").as_posix() for path in files}
    looks = {"report.html", "report.md", "report.json", "report.txt"}
    if find_spec("typst") is not None:
        looks.add("report.pdf")
    charts = {f"charts/{name}.{form}" for name, _ in render.charts(card) for form in ("svg", "png")}
    tables = {f"tables/{name}" for name in render.tables(card)}
    assert charts
    assert "tables/forecasts.csv" in tables
    assert names == looks | charts | tables
    assert all(path.stat().st_size for path in files)
    assert 'href="tables/forecasts.csv"' in (tmp_path / "deep" / "card" / "report.html").read_text("utf-8")


def test_written_twice_is_written_the_same(tmp_path: Path) -> None:
    """Byte by byte, in every format."""
    first, second = (write_all(cases.founding_card(), tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
