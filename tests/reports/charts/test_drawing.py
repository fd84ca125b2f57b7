"""Charts as inline SVG, as files of their own, and as figures."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.charts.drawing import DOTS, FORMS, WIDTH, figure, image, images, svg
from reports.charts.picture import Picture
from reports.charts.text import spread, upright

ROOT = Path(__file__).parents[3]


def draw(ax: Axes) -> None:
    """A line, a named mark, and a text with signs that XML and formulas know."""
    ax.plot([0, 1], [0, 1 / 3], clip_on=True)
    ax.plot([0.5], [0.1], marker="o", gid="event", linestyle="none")
    ax.text(0.5, 0.2, r"0.12345 & \$5")
    upright(ax, "a label that takes room")


PICTURE = Picture(
    name="line",
    title="A title that is long enough to need a second line where it stands over a chart of its own",
    description="A line & a dot.",
    height=2.0,
    draw=draw,
    key="Line: it rises. Dot: here.",
)


def written(text: bytes) -> str:
    """All texts of an SVG in one."""
    return " ".join(part for part in ET.fromstring(text).itertext() if part.strip())


def test_an_svg_file_stands_alone() -> None:
    """It has a size, a background, fonts to fall back on, its title and key in it, and no date."""
    text = image(PICTURE, "svg", source="From entry 6 of $5.").decode()
    root = ET.fromstring(text)
    assert root.get("width", "").endswith("pt")
    assert root.get("font-family", "").startswith("'DejaVu Sans', Verdana")
    assert "font-family:" not in text
    assert "fill: #fefefc" in text
    assert "var(" not in text
    assert "metadata" not in text
    for part in ("A title that is long", "Line: it rises", "From entry 6 of $5.", "0.12345 & $5"):
        assert part in written(text.encode())


def test_no_word_is_left_alone_on_the_last_line() -> None:
    """The lines over it are made narrower instead."""
    key = "A dot for each of the forecasts that anybody made and that could be scored at all, in a chart, so."
    alone = replace(PICTURE, key=key)
    texts = [part.strip() for part in ET.fromstring(image(alone, "svg", title="")).itertext() if part.strip()]
    assert "so." not in texts
    assert key in " ".join(texts)


def test_an_svg_says_what_it_shows_to_who_cannot_see_it() -> None:
    """By title and description, inline and alone."""
    inline = svg(draw, height=2, name="line", title="T", description="D")
    for text in (inline, image(PICTURE, "svg").decode()):
        assert 'role="img" aria-labelledby="line-title line-desc"' in text
        assert '<desc id="line-desc">' in text


def test_inline_svg_follows_its_page() -> None:
    """Its colours are the page's, it has no size and no background of its own."""
    text = svg(draw, height=2, name="line", title="T", description="D")
    assert "var(--ink, #1d1d1f)" in text
    assert " width=" not in text.partition(">")[0]
    assert "#fefefc" not in text


def test_inline_svg_holds_nothing_that_nothing_refers_to() -> None:
    """Ids that are referred to bear the chart's name; a mark is a class; coordinates are short."""
    text = svg(draw, height=2, name="line", title="T", description="D")
    identified = set(re.findall(r' id="([^"]*)"', text)) - {"line-title", "line-desc"}
    assert identified
    assert all(f"#{name}" in text and name.startswith("line-") for name in identified)
    assert 'class="event"' in text
    assert not re.search(r' d="[^"]*\d\.\d{3}', text)
    assert "0.12345" in text


def test_labels_stay_inside_the_picture() -> None:
    """Every label ends within the figure, though the axes were laid out in one pass."""
    made = figure(PICTURE)
    (ax,) = made.axes
    taken = ax.get_tightbbox()
    assert taken is not None
    assert 0 <= taken.x0 < taken.x1 <= made.bbox.width
    assert 0 <= taken.y0 < taken.y1 <= made.bbox.height


def test_a_png_has_two_dots_for_each_of_a_web_page() -> None:
    """Its width says so."""
    data = image(PICTURE, "png", width=6)
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height > width / 4) == (6 * DOTS, True)
    assert DOTS == 2 * 96
    assert b"Software" not in data


def test_a_pdf_has_its_font_inside_and_no_date() -> None:
    """So that it is the same on every machine, tomorrow too."""
    data = image(PICTURE, "pdf")
    assert b"/FontFile2" in data
    assert b"CreationDate" not in data


def test_forms_drawn_together_are_those_drawn_apart() -> None:
    """A chart that is drawn once for all its files gives the bytes of each form by itself."""
    assert images(PICTURE, FORMS, source="x") == {form: image(PICTURE, form, source="x") for form in FORMS}


def test_an_empty_title_leaves_the_chart_alone() -> None:
    """And takes no room."""
    assert len(image(PICTURE, "svg", title="")) < len(image(PICTURE, "svg"))
    assert "A title" not in image(PICTURE, "svg", title="").decode()


def test_another_form_is_a_mistake() -> None:
    """The command knows its forms."""
    with pytest.raises(ValueError, match="'gif' is none of svg, png, pdf"):
        image(PICTURE, "gif")


def test_a_figure_is_drawn_on_the_axes_given() -> None:
    """Or on axes of its own, as wide as a report's chart."""
    whole = Figure()
    left, right = whole.subplots(1, 2)
    assert figure(PICTURE, right) is whole
    assert (len(left.lines), len(right.lines)) == (0, 2)
    assert figure(PICTURE).get_figwidth() == WIDTH


def test_two_processes_write_the_same_bytes() -> None:
    """Of each form, and inline."""
    code = (
        "import hashlib\n"
        "from reports.charts.drawing import image, svg\n"
        "from tests.reports.charts.test_drawing import PICTURE, draw\n"
        "made = [image(PICTURE, form, source='s') for form in ('svg', 'png', 'pdf')]\n"
        "made.append(svg(draw, height=2, name='n', title='t', description='d').encode())\n"
        "print(*[hashlib.sha256(data).hexdigest() for data in made])\n"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, env={"PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]
    first, second = (run.communicate(timeout=60)[0] for run in runs)
    assert first == second
    assert len(first.split()) == 4


def test_labels_are_spread_apart() -> None:
    """As far as there is room, in their order."""
    assert spread([], gap=1, low=0, high=1) == []
    assert spread([0.2, 0.9], gap=0.1, low=0, high=1) == [0.2, 0.9]
    assert spread([1.0, 1.0, 0.0], gap=0.1, low=0, high=1) == [0.9, 1.0, 0.0]
    assert spread([0.5] * 5, gap=0.5, low=0, high=1) == [0.0, 0.25, 0.5, 0.75, 1.0]
