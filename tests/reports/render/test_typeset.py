"""The PDF: tagged, its fonts inside, the same bytes every time, and whatever was said is text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import NoTypesetter
from reports import render
from reports.render.layout import Cell, Column, KeyFigure, Line, Listing, Words
from tests.reports import cases
from tests.reports.render.laid import page_with, picture, table

pytest.importorskip("typst", reason="needs typst: pip install 'trackrecord[pdf]'")
pypdf = pytest.importorskip("pypdf")

_TYPESET = """
import hashlib
from reports import render
from tests.reports import cases
print(hashlib.sha256(render.pdf(cases.founding_card())).hexdigest())
"""


def _read(pdf: bytes) -> Any:
    return pypdf.PdfReader(BytesIO(pdf))


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in _read(pdf).pages).split())


@pytest.fixture(scope="module")
def founding() -> bytes:
    """The founding scorecard as a PDF."""
    return render.pdf(cases.founding_card())


@pytest.fixture(scope="module")
def annex() -> bytes:
    """The annex of the founding scorecard."""
    return render.pdf(cases.founding_card(), annex=True)


def test_a_scorecard_of_up_to_fifteen_statements_is_one_sheet(founding: bytes) -> None:
    """Whatever must be left to the annex; and no letter is smaller than seven points."""
    assert len(_read(founding).pages) == 1
    assert len(_read(render.pdf(cases.panel_card(15))).pages) == 1


def test_the_sheet_holds_the_answer(founding: bytes) -> None:
    """Verdict, words, result, fare, letters within drawings, the command and the digest."""
    words = _words(founding)
    for told in (
        "One clear miss",
        "a month or two",
        "Did not happen",
        "nothing in the window",
        "not by 25 Dec 2021",
    ):
        assert told in words
    for told in ("25 Jul to 25 Sep 2021", "What nobody can check", "a coin toss: 0.25", "Made again by"):
        assert told in words
    assert f"Digest {cases.founding_card().digest}" in words


def test_the_figures_and_the_digest_are_in_the_annex(annex: bytes) -> None:
    """What the figures can tell, scores with bands, letters within charts, the digest last."""
    words = _words(annex)
    for told in ("too few to tell skill from luck", "0.5289", "0.4241–0.5684", "scoreable", cases.HEAD):
        assert told in words
    assert f"Digest {cases.founding_card().digest}" in words


@pytest.mark.parametrize("which", ["founding", "annex"])
def test_it_is_tagged_and_says_its_title_and_language(which: str, founding: bytes, annex: bytes) -> None:
    """As PDF/UA-1 asks; every chart has a text for who cannot see it."""
    reader = _read({"founding": founding, "annex": annex}[which])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Scorecard: Alexander Mikhailovsky"
    kinds = [(node["/S"], node.get("/Alt")) for node in _structure(root["/StructTreeRoot"])]
    figures = [alt for kind, alt in kinds if kind == "/Figure"]
    assert len(figures) == {"founding": 4, "annex": len(list(render.charts(cases.founding_card())))}[which]
    assert all(figures)
    tables = {"/Table", "/TH", "/TD", "/Caption"} if which == "annex" else set()
    assert {"/Title", "/H1"} | tables <= {kind for kind, _ in kinds}


def _structure(node: Any) -> Iterator[Any]:
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        part = child.get_object()
        if isinstance(part, dict) and "/S" in part:
            yield part
            yield from _structure(part)


def test_every_font_is_inside(founding: bytes) -> None:
    """So that every reader sees the same letters."""
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in _read(founding).pages
        for font in page["/Resources"].get("/Font", {}).values()
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_the_audit_table_has_a_page_on_its_side(annex: bytes) -> None:
    """Ten columns need the width."""
    sizes = {(page.mediabox.width > page.mediabox.height) for page in _read(annex).pages}
    assert sizes == {True, False}


def test_two_processes_set_the_same_bytes() -> None:
    """No date, no random name."""
    runs = {
        subprocess.run(
            [sys.executable, "-c", _TYPESET],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PATH": "", "HOME": "/nonexistent"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_a_long_table_goes_on_under_its_head_and_says_where_the_rest_is() -> None:
    """Two hundred lines of it."""
    pages = _read(render.pdf(page_with(blocks=(table(250),)))).pages
    texts = [page.extract_text() for page in pages]
    assert all("number" in text for text in texts if "line " in text)
    words = " ".join(page.extract_text() for page in pages)
    assert "line 199" in words
    assert "line 200" not in words
    assert "These are the first 200 of 250 lines; the report as JSON holds them all." in words


@pytest.mark.parametrize(("height", "pages"), [(1.5, 1), (9.0, 2), (20.0, 4)])
def test_a_chart_of_any_height_is_on_paper_whole(height: float, pages: int) -> None:
    """One that is higher than the page goes on below."""
    laid = render.pdf(page_with(blocks=(picture(height=height),)))
    assert len(_read(laid).pages) <= pages
    assert "scored" in _words(laid)


def test_key_figures_stand_out() -> None:
    """With their names and what they are to be held against."""
    figures = (KeyFigure(name="Brier score", figure="0.181", note="0.25 by always saying 50%"),)
    words = _words(render.pdf(page_with(blocks=(), figures=figures)))
    assert "Brier score 0.181 0.25 by always saying 50%" in words


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_whatever_was_said_is_set_as_text(said: str) -> None:
    """In titles, words, lists, tables and captions: no text breaks the page or is run."""
    whole = table(
        0,
        caption=said,
        columns=(Column(title=said),),
        lines=(Line(cells=(Cell(said, said),)),),
    )
    laid = page_with(title=said, blocks=(Words(text=said, plainly=True), Listing(items=(said,)), whole))
    assert len(_read(render.pdf(laid)).pages) >= 1


def test_markup_is_shown_as_it_was_said() -> None:
    """Signs that the typesetter would read as orders."""
    said = '#panic("x") $x^2$ *bold* _it_ @ref <label> // no comment \\ [a] `code` = head'
    assert said in _words(render.pdf(page_with(title="Signs", blocks=(Words(text=said),))))


def test_without_typst_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence, and how to install it."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoTypesetter, match=r"pip install 'trackrecord\[pdf\]'"):
        render.pdf(cases.founding_card())
