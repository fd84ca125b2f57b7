"""Where a report goes: one file in the look of its name, or a folder with everything."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from forecasts.errors import UnknownLook
from reports import render
from reports.render import fonts, sharing
from reports.render.linked_data import linked_data
from reports.scorecards import Scorecard
from reports.writing import checked, write_all, written
from tests.reports import cases
from tests.tracker import frames


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


def test_a_device_or_a_pipe_is_no_folder(tmp_path: Path) -> None:
    """It has no look either, unless its name ends in one."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in ("/dev/null", str(pipe)):
        with pytest.raises(UnknownLook, match="names no look of a report"):
            checked(place)


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
    looks |= {"card.png", "embed.html", "cite.bib"}
    if find_spec("typst") is not None:
        looks |= {"report.pdf", "annex.pdf"}
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


def test_what_cannot_be_made_is_told_and_all_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One look that fails takes no other with it; without somebody to tell, it is raised at the end."""

    def fails(*_: object, **__: object) -> str:
        raise RuntimeError("no room for it")

    monkeypatch.setattr("reports.render.plain.markdown", fails)
    told: list[str] = []
    files = {path.name for path in write_all(cases.founding_card(), tmp_path / "a", tell=told.append)}
    assert told == ["report.md is missing: no room for it"]
    assert {"report.html", "report.json", "report.txt", "card.png"} <= files
    assert "report.md" not in files
    with pytest.raises(RuntimeError, match="no room"):
        write_all(cases.founding_card(), tmp_path / "b")
    assert (tmp_path / "b" / "report.html").exists()


def test_a_chart_that_cannot_be_drawn_leaves_a_line_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says what is missing and why."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError("no span")

    monkeypatch.setattr("reports.charts.funnel.chart", fails)
    monkeypatch.setattr("reports.charts.swimlane.chart", fails)
    page = render.html(cases.founding_card())
    assert "This chart could not be drawn (ZeroDivisionError: no span)" in page
    assert "One clear miss" in page


def _saying(said: str) -> Scorecard:
    """The card of somebody of whom every word is what is said."""
    row = frames.forecast(quote=said, words=said, statement="1.1")
    judged = cases.judged_rows([row], [frames.question(statement=said)], [])
    return cases.scorecard_of(judged, heading=cases.heading(subject=said), names={"ann": said})


SCRIPTS = ("Will राम win", "👩🏽‍🚀 Zoe", "会议会在三月举行", "هل ينتهي الإضراب")


@pytest.mark.skipif(find_spec("typst") is None, reason="the extra pdf is not installed")
@pytest.mark.parametrize("said", SCRIPTS)
def test_a_letter_without_a_font_takes_no_look_down(said: str, tmp_path: Path) -> None:
    """Every look is written, without a warning of a library."""
    told: list[str] = []
    files = {path.name for path in write_all(_saying(said), tmp_path, tell=told.append)}
    assert not [sentence for sentence in told if "is missing" in sentence]
    assert {"report.pdf", "annex.pdf", "report.html", "card.png"} <= files


def test_a_folder_is_told_of_letters_that_stand_as_boxes_in_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, with the package that has them; nothing where a font of the system has them."""
    monkeypatch.setattr(fonts, "of_the_system", lambda _: {})
    told: list[str] = []
    write_all(_saying("राम 会议"), tmp_path / "a", tell=told.append)
    assert len(told) == 1
    assert "CJK, DEVANAGARI" in told[0]
    assert "fonts-noto-cjk or fonts-noto-core" in told[0]
    monkeypatch.setattr(fonts, "of_the_system", lambda letters: dict.fromkeys(letters, tmp_path))
    assert fonts.nowhere("राम") == ""


def test_letters_are_looked_up_and_told_once() -> None:
    """By the name of their script, with the package that has them."""
    assert fonts.lacking("Ann – “40%” ✓ ✕ Дума") == frozenset()
    assert "DEVANAGARI" in fonts.told(fonts.lacking("राम"))
    assert fonts.told(fonts.lacking("会")).endswith("such as the package fonts-noto-cjk.")
    assert "रा\u200dम".translate(fonts.boxes("राम\u200d")) == "□□□"


def test_the_card_the_citation_and_the_claims_say_what_the_page_says(tmp_path: Path) -> None:
    """1200 by 630 pixels; a review for each scored claim."""
    page = render.laid_out(cases.founding_card())
    png = sharing.card(page)
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    assert "One clear miss" in sharing.embed(page)
    assert "<script" not in sharing.embed(replace(page, title="<script>"))
    assert sharing.bibtex(page).startswith("@misc{trackrecord-")
    graph = json.loads(linked_data(page))["@graph"]
    assert [one["@type"] for one in graph] == ["ClaimReview"] * 3
    assert graph[0]["reviewRating"]["alternateName"] == "nothing in the window"
    assert graph[0]["reviewRating"]["ratingValue"] == 0.5289
    assert "</script" not in linked_data(replace(page, claims=(replace(page.claims[0], words="</script>"),)))


def test_no_look_names_a_path_of_the_machine(tmp_path: Path) -> None:
    """Neither where it was written nor where the program lies."""
    for file in write_all(cases.founding_card(), tmp_path):
        if file.suffix in (".html", ".md", ".txt", ".json", ".bib", ".csv", ".svg"):
            text = file.read_text("utf-8")
            assert str(tmp_path) not in text
            assert str(Path.home()) not in text or Path.home() == Path("/")
            assert "site-packages" not in text


def test_pdfs_that_are_set_elsewhere_are_the_same_and_come_last(tmp_path: Path) -> None:
    """They are begun in their turn, and finished when all else is written."""
    begun: list[str] = []

    def run(function: Callable[..., bytes | str], *given: object) -> Callable[[], bytes | str]:
        begun.append("begun")
        return lambda: function(*given)

    here = write_all(cases.founding_card(), tmp_path / "here")
    away = write_all(cases.founding_card(), tmp_path / "away", run=run)
    last = [path.name for path in away if path.suffix == ".pdf"]
    assert [path.name for path in away[-len(last) :]] == last
    assert len(begun) == len(last) >= 1
    assert {path.name: path.read_bytes() for path in here} == {path.name: path.read_bytes() for path in away}


def test_a_pdf_that_cannot_be_set_elsewhere_is_told_of(tmp_path: Path) -> None:
    """The typesetter's fault comes back as text, and all else is written."""
    told: list[str] = []
    files = write_all(
        cases.founding_card(), tmp_path, tell=told.append, run=lambda *_: lambda: "no such font"
    )
    assert "report.pdf" not in {path.name for path in files}
    assert any(line.startswith("report.pdf is missing") and "no such font" in line for line in told)
