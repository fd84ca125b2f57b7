"""The web page: one file, inert quotes, light and dark, readable without its charts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from reports import render
from reports.charts.colours import VARIABLES
from reports.render.layout import Cell, Column, KeyFigure, Line
from tests.reports import cases
from tests.reports.cases import scorecard_of
from tests.reports.render.laid import drawings, page_with, table
from tests.tracker import frames

_VOID = {"meta", "br", "hr", "link", "img"}


class _Outline(HTMLParser):
    """The tags of a page in order, their attributes, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]


@pytest.fixture(scope="module")
def page() -> str:
    """The founding scorecard as a page."""
    return render.html(cases.founding_card())


def test_the_page_is_well_formed_with_one_main_and_one_heading(page: str) -> None:
    """Every tag is closed in order; headings go down by steps of one."""
    outline = _Outline(page)
    assert outline.open == []
    assert outline.names().count("main") == 1
    assert outline.names().count("h1") == 1
    assert "h3" not in outline.names()
    assert ("html", {"lang": "en"}) in outline.tags
    assert any(tag == "meta" and attrs.get("name") == "viewport" for tag, attrs in outline.tags)


def test_the_page_asks_nothing_of_the_network(page: str) -> None:
    """No links to files, one script of its own, no imports; addresses are only names of XML spaces."""
    outline = _Outline(page)
    assert not {"link", "img", "iframe"} & set(outline.names())
    scripts = [attrs for tag, attrs in outline.tags if tag == "script"]
    assert [attrs.get("type") for attrs in scripts] == ["application/ld+json", None]
    assert not any(call in page for call in ("fetch(", "XMLHttpRequest", "import(", "sendBeacon"))
    assert not any("src" in attrs for _, attrs in outline.tags)
    page = page.replace('"https://schema.org"', "")  # the name of a vocabulary
    assert "@import" not in page
    addresses = set(re.findall(r"https?://[^\"' <]+", page))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_the_key_figures_are_there(page: str) -> None:
    """Funnel, scores with bands, the plain words, head, digest, evaluation date."""
    card = cases.founding_card()
    text = re.sub(r"<[^>]+>", "", page)
    for figure in (
        "Six statements seen, 3 scoreable, 3 scored",
        "0.5289",
        "0.4241–0.5684",
        "32.5%",
        "20% to 45%",
    ):
        assert figure in text
    for words in ("too few to tell skill from luck", cases.HEAD, card.digest, "2021-12-31", "not stated"):
        assert words in text
    before, _, _ = page.rpartition("<script>")
    assert re.sub(r"<[^>]+>", "", before).rstrip().endswith(card.digest)


def test_tables_have_captions_and_scoped_headings(page: str) -> None:
    """So that a screen reader can find its way."""
    outline = _Outline(page)
    assert outline.names().count("caption") == outline.names().count("table") > 0
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in outline.tags if tag == "th")


def test_a_wide_table_becomes_a_list_where_it_is_narrow(page: str) -> None:
    """The last columns of the funnel, void and ambiguous, must not lie beyond the edge of a phone."""
    (funnel,) = re.findall(r'<table class="folds">\s*<caption>Statements.*?</table>', page, re.DOTALL)
    for title in ("seen", "scored", "void", "ambiguous"):
        assert f'data-title="{title}"' in funnel
    narrow = page[page.index("(max-width: 46rem)") :]
    assert ".trackrecord .folds td::before { content: attr(data-title)" in narrow


def test_charts_have_text_for_those_who_cannot_see_them(page: str) -> None:
    """A role, a title and a description; ids are unique in the page."""
    outline = _Outline(page)
    every = [attrs for tag, attrs in outline.tags if tag == "svg" and "role" in attrs]
    sketches = [attrs for attrs in every if "aria-label" in attrs]
    assert [bool(attrs["aria-label"]) for attrs in sketches] == [True] * 4
    charts = [attrs for attrs in every if attrs not in sketches]
    assert len(charts) == len(list(render.charts(cases.founding_card()))) > 0
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs in charts:
        assert attrs["role"] == "group", "its marks say what they are, which a picture as a whole would hide"
        assert "width" not in attrs
        assert set(str(attrs["aria-labelledby"]).split()) <= set(ids)


def test_charts_are_well_formed_and_take_the_colours_of_the_page(page: str) -> None:
    """Text stays text, and no colour is fixed."""
    for drawn in drawings(page):
        ET.fromstring(drawn)
        assert "<text" in drawn
        assert "var(--ink" in drawn
        assert "DejaVu" not in drawn
        fixed = re.sub(r"var\(--\w+, #[0-9a-f]{6}\)", "", drawn)
        assert re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", fixed) == []


def test_light_dark_and_print_are_provided_for(page: str) -> None:
    """In the style of the page itself."""
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "overflow-x: auto" in page


def test_a_script_in_a_quote_is_inert() -> None:
    """In words, names, questions and slugs of records it is text, also inside charts."""
    evil = "<script>alert('x')</script> & \"more\" $x_1$"
    row = frames.forecast(quote=evil, words=evil, statement="1.1", settled_by=evil)
    judged = cases.judged_rows([row], [frames.question(statement=evil)], [])
    card = scorecard_of(judged, heading=cases.heading(subject=evil, sampling=evil), names={"ann": evil})
    page = render.html(card)
    assert _Outline(page).names().count("script") == page.count("<script") == 2
    assert "&lt;script&gt;" in page
    for drawn in drawings(page):
        ET.fromstring(drawn)


def test_a_notebook_gets_one_element_with_its_style() -> None:
    """No second document inside the notebook's own, and no script."""
    from reports import scorecard  # as a notebook has it

    assert callable(scorecard)
    shown = cases.founding_card()._repr_html_()
    assert shown is not None
    assert shown.lstrip().startswith("<main")
    assert "<html" not in shown
    assert "<script" not in shown
    assert "<style>" in shown


def test_every_rule_of_the_style_keeps_to_the_report(page: str) -> None:
    """A notebook around it keeps its own looks."""
    style = re.search(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    assert style is not None
    selectors = re.findall(r"^\s*([^\s@{}-][^{}]*)\{", style[1], flags=re.MULTILINE)
    assert selectors
    assert all(part.strip().startswith(".trackrecord") for one in selectors for part in one.split(","))


def test_a_calibration_page_shows_its_curve_and_its_table() -> None:
    """With the count of each stated probability."""
    page = render.html(cases.panel_calibration(40, ("ann", "bob")))
    assert _Outline(page).open == []
    assert "How often it happened at each stated probability" in page
    assert "80 forecasts share 40 events" in page


def test_every_colour_of_the_charts_has_its_place_in_light_and_dark(page: str) -> None:
    """A chart with a colour that the style does not know would stay light in the dark."""
    light, dark = page.split("prefers-color-scheme: dark", 1)
    for variable in VARIABLES.values():
        assert f"{variable}:" in light
        assert f"{variable}:" in dark


def test_a_long_table_is_cut_and_says_where_the_rest_is() -> None:
    """In words; beside its files a link leads to all of it."""
    report = page_with(blocks=(table(600, name="numbers"),))
    alone, beside = render.html(report), render.html(report, tables="tables")
    assert "line 499<" in alone
    assert "line 500<" not in alone
    assert "These are the first 500 of 600 lines; the report as JSON holds them all." in alone
    assert 'href="tables/' not in alone
    assert "These are the first 500 of 600 lines; the file holds them all." in beside
    assert 'href="tables/numbers.csv"' in beside


def test_links_lead_to_the_files_of_the_tables() -> None:
    """Every name that the page links to is one of `render.tables`, and none is missing."""
    page = render.html(cases.founding_card(), tables="tables")
    assert re.findall(r'href="tables/([^"]+)"', page) == list(render.tables(cases.founding_card()))


def test_a_page_of_a_hundred_thousand_lines_is_under_five_megabytes() -> None:
    """Also with ten such tables, each with as many columns and words as the audit table."""
    cells = tuple(Cell(f"words that fill a cell {place}", "and its second line") for place in range(10))
    columns = tuple(Column(title=f"Column {place}") for place in range(10))
    long = table(0, columns=columns, lines=(Line(cells=cells),) * 100_000, listed=True)
    assert len(render.html(page_with(blocks=(long,))).encode()) < 5_000_000
    assert len(render.html(page_with(blocks=(long,) * 10)).encode()) < 5_000_000


def test_a_long_fold_has_a_list_of_its_sections() -> None:
    """Each link leads to a section that is there."""
    page = render.html(cases.panel_card(60))
    lists = re.findall(r'<nav class="sections".*?</nav>', page, re.DOTALL)
    folds = re.findall(r'<details class="fold">.*?</details>', page, re.DOTALL)
    assert len(lists) == 2, "of the figures, and of the annexes"
    for listed in lists:
        places = re.findall(r'href="#([^"]+)"', listed)
        (long,) = [fold for fold in folds if listed in fold]
        assert places == re.findall(r'<section id="([^"]+)"', long)
        assert len(places) >= 4


def test_places_on_a_shared_page_are_told_apart() -> None:
    """Two reports of one kind have sections of the same names."""
    page = render.html(cases.founding_card(), cases.founding_card())
    ids = [attrs["id"] for _, attrs in _Outline(page).tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_key_figures_stand_out() -> None:
    """With their names and what they are to be held against."""
    figures = (KeyFigure(name="Brier score", figure="0.181", note="against 0.25"),)
    page = render.html(page_with(blocks=(), figures=figures))
    assert "<span>Brier score</span> <strong>0.181</strong> <small>against 0.25</small>" in page


def test_the_script_is_short() -> None:
    """Plain enough to be read by whoever doubts it."""
    script = files("reports.render").joinpath("templates", "script.js").read_text(encoding="utf-8")
    assert len(script.splitlines()) < 150
