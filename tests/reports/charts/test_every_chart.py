"""What holds of every chart of the gallery, on small, large, empty and hostile data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from forecasts.errors import NothingToDraw
from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import Settings
from reports import render
from reports.charts.colours import PAPER, VARIABLES
from reports.charts.drawing import POINTS, WIDTH, figure, svg
from reports.charts.gallery import CHARTS
from reports.charts.looks import LOOKS, looks
from reports.charts.picture import Picture
from reports.exhibits import exhibit
from tests.reports import cases
from tests.reports.charts.samples import picture
from tracker.selections import Selection

STYLE = Path(render.__path__[0]) / "templates" / "style.css"
LONG = "Nobody-has-a-name-as-long-as-this " * 6
HOSTILE = (
    LONG[:200],
    "x" * 200,
    "中文名字的预测者",
    "اسم المتنبئ الطويل",
    "पूर्वानुमानकर्ता",
    "🙂🚀",
    "$5 & <b> \\ 100% $x$",
)
NAMES = {
    "one": ("Ann",),
    "small": ("Ann", "Bob", "Cat"),
    "hostile": HOSTILE,
}
PHONE, PADDING, LEAST = 390, 16, 11
CONTRAST = 3.0
LINES = ("curve", "other", "steps", "half", "hindsight", "best", "value", "single")
MARKS = ("observed", "update", "cell", "rule", "happened", "failed", "bars", "window", "chance", "panel")


@cache
def drawn(name: str, data: str) -> tuple[Picture, Figure]:
    """A chart as it is drawn for a page."""
    names = NAMES[data]
    made = picture(name, names, HOSTILE[0] if data == "hostile" else "It happens")
    return made, figure(made)


@cache
def written(name: str, data: str) -> str:
    """The same chart as XML of a page."""
    made, _ = drawn(name, data)
    return svg(made.draw, height=made.height, name="n", title=made.title, description=made.description)


@pytest.fixture(scope="module")
def nothing() -> Iterator[View]:
    """All that an empty ledger holds."""
    now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    with Ledger.create(":memory:", now=now, by="ann", settings=Settings(scale="icd203")) as ledger:
        yield ledger.view()


def texts(of: Figure) -> Iterator[Text]:
    """All that is written and seen."""
    for text in of.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip():
            yield text


@pytest.mark.parametrize("data", NAMES)
@pytest.mark.parametrize("name", CHARTS)
def test_it_is_drawn_within_its_frame(name: str, data: str) -> None:
    """As XML that can be read, with a finding and its measure over it; nothing runs out of the picture."""
    made, chart = drawn(name, data)
    assert made.title
    assert made.measure
    assert made.title != made.measure
    text = written(name, data)
    ET.fromstring(f'<r xmlns:xlink="x">{text}</r>')
    assert "cannot be drawn" not in text
    (ax,) = chart.axes
    taken = ax.get_tightbbox()
    assert taken is not None
    assert -1 <= taken.x0 < taken.x1 <= WIDTH * POINTS + 1
    assert -1 <= taken.y0 < taken.y1 <= made.height * POINTS + 1


@pytest.mark.parametrize("name", CHARTS)
def test_letters_can_be_read_on_a_phone_and_stand_upright(name: str) -> None:
    """Eleven pixels where the page is 390 wide; names of axes and of their places are not turned."""
    _, chart = drawn(name, "small")
    shrunk = (PHONE - 2 * PADDING) / (WIDTH * POINTS)
    for text in texts(chart):
        assert float(text.get_fontsize()) * shrunk >= LEAST, text.get_text()
    (ax,) = chart.axes
    turned = [ax.xaxis.label, ax.title, *ax.get_xticklabels(), *ax.get_yticklabels()]
    assert not ax.yaxis.label.get_text()
    assert {text.get_rotation() for text in turned if text.get_text()} <= {0.0}


@pytest.mark.parametrize("name", CHARTS)
def test_numbers_have_two_decimals_at_most(name: str) -> None:
    """In marks, on axes and in the title."""
    made, chart = drawn(name, "small")
    written = [made.title, made.measure, made.key, *(text.get_text() for text in texts(chart))]
    assert [text for text in written if re.search(r"\d\.\d{3}", text)] == []


@pytest.mark.parametrize("name", CHARTS)
def test_marks_of_data_can_be_told_from_the_paper(name: str) -> None:
    """Three to one, on paper and in the dark: each mark, or its edge."""
    _, chart = drawn(name, "small")
    (ax,) = chart.axes
    dark = _dark()
    for artist in (*ax.lines, *ax.patches):
        if artist.get_gid() in ("key", "median", None):  # a median is a gap in its bar
            continue
        for paper, palette in ((PAPER, {}), (dark[PAPER], dark)):
            seen = [_contrast(colour, paper, palette) for colour in _colours(artist)]
            assert max(seen, default=CONTRAST) >= CONTRAST - 0.01, (artist.get_gid(), paper)


@pytest.mark.parametrize("name", CHARTS)
def test_lines_that_cross_differ_by_more_than_hue(name: str) -> None:
    """No two lines of different colours have one dash and one width."""
    _, chart = drawn(name, "small")
    (ax,) = chart.axes
    found: dict[Any, str] = {}
    for line in ax.lines:
        if line.get_gid() in LINES:
            dash = (line._unscaled_dash_pattern, line.get_linewidth())  # type: ignore[attr-defined]  # the only way to ask
            assert found.setdefault(str(dash), to_hex(line.get_color())) == to_hex(line.get_color())


@pytest.mark.parametrize("name", CHARTS)
def test_every_dot_bar_and_bin_says_what_it_is(name: str) -> None:
    """To whoever points at it, and to whoever comes to it by keyboard."""
    _, chart = drawn(name, "small")
    (ax,) = chart.axes
    mute = [
        artist.get_gid()
        for artist in (*ax.lines, *ax.patches)
        if artist.get_gid() in MARKS and artist.get_url() is None and not _is_empty(artist)
    ]
    assert mute == []
    text = written(name, "small")
    opened = re.findall(
        r'<a class="mark"( href="#[^"]+"| tabindex="0" role="img")>(<title>[^<]+</title>)?', text
    )
    assert all(title for _, title in opened)
    assert ('role="group"' in text) == bool(opened)


@pytest.mark.parametrize("name", CHARTS)
def test_of_an_empty_ledger_it_says_that_there_is_nothing_to_draw(name: str, nothing: View) -> None:
    """In a sentence with a remedy."""
    if name == "funnel":
        assert exhibit(name, nothing, selection=Selection(), on=date(2026, 1, 5)).picture.title.startswith(
            "0 of 0"
        )
    elif name != "history":
        with pytest.raises(NothingToDraw, match="There is nothing to draw as"):
            exhibit(name, nothing, selection=Selection(), on=date(2026, 1, 5))


@pytest.mark.slow
@pytest.mark.parametrize("name", CHARTS)
def test_five_hundred_forecasters_are_drawn(name: str) -> None:
    """None of them makes a picture that no page could hold."""
    made = picture(
        name, [f"Forecaster number {place:03} of five hundred" for place in range(500)], "It happens"
    )
    text = svg(made.draw, height=made.height, name="n", title=made.title, description=made.description)
    assert "cannot be drawn" not in text
    assert made.height < 30


def test_names_that_begin_alike_are_told_apart() -> None:
    """Where they are cut, they are cut before they differ and not after."""
    alike = tuple(f"An event that happens by its own deadline, as number {place}" for place in range(6))
    for name in ("forecasters", "ranks", "expectation"):
        chart = figure(picture(name, alike, "It happens"))
        written = [text.get_text() for text in chart.axes[0].texts]
        assert len({text for text in written if text.startswith("An event")}) == len(alike)


def test_marks_lead_to_their_forecasts_on_a_page() -> None:
    """Each to a statement's row or a line of the table; none to a place that the page does not have."""
    page = render.html(render.laid_out(cases.founding_card()))
    places = set(re.findall(r'\sid="([^"]+)"', page))
    led = re.findall(r'<a class="mark" href="#([^"]+)">', page)
    assert led
    assert set(led) <= places
    assert any(place.startswith("line-") for place in led)


def test_a_forecaster_looks_the_same_in_every_chart_of_a_report() -> None:
    """Whoever else is in it; and no two of one chart look the same while there are looks."""
    every = [f"f{place}" for place in range(8)]
    for one in every:
        assert looks([one], every)[one] == looks(every, every)[one]
    assert len({look.colour + str(look.dash) + look.shape for look in looks(every, every).values()}) == 8
    assert len({str(look.dash) for look in LOOKS}) == len({look.shape for look in LOOKS}) == len(LOOKS)


def _is_empty(artist: Artist) -> bool:
    """Whether it is a bar of nothing, or an empty cell."""
    return isinstance(artist, Rectangle) and (
        not artist.get_height() or (artist.get_gid() == "cell" and to_rgba(artist.get_facecolor())[3] == 0)
    )


def _colours(artist: Artist) -> list[tuple[float, float, float, float]]:
    if isinstance(artist, Line2D):
        found = [artist.get_color(), artist.get_markerfacecolor(), artist.get_markeredgecolor()]
        alpha = artist.get_alpha()
        return [to_rgba(colour, alpha) for colour in found if colour != "none"]
    assert isinstance(artist, Rectangle)
    if _is_empty(artist):
        return []
    return [to_rgba(colour) for colour in (artist.get_facecolor(), artist.get_edgecolor())]


def _dark() -> dict[str, str]:
    """What the dark page makes of the charts' colours."""
    dark = STYLE.read_text(encoding="utf-8").partition("prefers-color-scheme: dark")[2]
    found = dict(re.findall(r"(--[a-z]+): (#[0-9a-f]{6});", dark))
    return {colour: found[name] for colour, name in VARIABLES.items() if name in found}


def _contrast(colour: tuple[float, float, float, float], paper: str, palette: dict[str, str]) -> float:
    alpha, plain = colour[3], to_hex(colour[:3])
    ink = to_rgb(palette.get(plain, plain))
    under = to_rgb(paper)
    mixed = [alpha * a + (1 - alpha) * b for a, b in zip(ink, under, strict=True)]
    one, other = sorted((_luminance(mixed), _luminance(under)))
    return (other + 0.05) / (one + 0.05)


def _luminance(colour: Any) -> float:
    """By WCAG 2.2, "relative luminance"."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
