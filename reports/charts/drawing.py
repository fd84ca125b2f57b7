"""A chart as inline SVG, as a file of its own, or as a figure: the same data give the same bytes.

A chart is laid out in one pass, by the room its labels take where it is drawn first: a layout engine takes
as long again as all the rest. Inline SVG follows the colours of its page; a file brings its own background.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from html import escape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from reports.charts.colours import FAINT, INK, PAPER, QUIET, VARIABLES
from reports.charts.letters import find_letters, quiet
from reports.charts.marks import spoken
from reports.charts.missing import placard
from reports.charts.text import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

    from reports.charts.picture import Picture

WIDTH = 4.8
POINTS = 72  # to the inch: the unit in which an SVG is drawn
DOTS = 192  # to the inch in a PNG: two for each of a web page's
FONT = 11.0
SMALL = 10.7
"""In points: 11 pixels on a phone, where a chart is 358 pixels wide."""
FORMS = ("svg", "png", "pdf")
FONTS = "'DejaVu Sans', Verdana, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "trackrecord",
    "pdf.fonttype": 42,
    "font.family": "DejaVu Sans",
    "font.size": FONT,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": QUIET,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "path.simplify": False,
    "date.epoch": "1970-01-01T00:00:00",
}
_TIMELESS: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
_KEPT = 32  # charts of a page, until its other looks are made
_PAD = 3.0
_MARGIN = 0.08
_LEAST = 0.1
_GUESS = (0.12, 0.12, 0.82, 0.82)
_TITLE, _LETTERS = 13.0, 11.8  # a title's size, and how many small letters go into an inch
_PLACED = re.compile(r'\b(d|x|y|transform)="([^"]*)"')
_LONG = re.compile(r"-?\d+\.\d{3,}")
_NAMED = re.compile(r' id="([^"]*)"')
_MADE_UP = re.compile(r".*(_\d+|\.axis_\d+)$")


def svg(
    draw: Callable[[Axes], object],
    *,
    height: float,
    name: str,
    title: str,
    description: str,
    after: str = "",
) -> str:
    """The chart that `draw` puts on a fresh pair of axes, `height` inches high, as one <svg> element.

    It has no fixed size (its box is `WIDTH` inches wide), no date and no font of its own; `name` keeps
    its ids apart from those of other charts in the page; title and description are its text for
    readers who cannot see it; `after` is what the places of its page end in. One that cannot be drawn is a
    line that says so.
    """
    try:
        body = spoken(_compact(_inline(draw, height), name=name), after=after)
    except Exception as fault:  # whatever stops a chart, the report goes on and says what is missing
        return placard(title, fault, width=WIDTH * POINTS)
    for colour, variable in VARIABLES.items():
        body = body.replace(colour, f"var({variable}, {colour})")
    opening, rest = body.split(">", 1)
    opening = re.sub(r' (?:width|height|version)="[^"]*"', "", opening)
    return _told(opening, rest, name=name, title=title, description=description)


@lru_cache(maxsize=_KEPT)
def _inline(draw: Callable[[Axes], object], height: float) -> str:
    """What Matplotlib writes of a chart: the page and the PDF of one report take the same."""
    from matplotlib import rc_context

    with rc_context(STYLE):
        return _saved(_drawn(draw, width=WIDTH, height=height), "svg").decode()


def image(
    picture: Picture, form: str, *, title: str | None = None, source: str = "", width: float = WIDTH
) -> bytes:
    """A chart as a file of its own: with its title over it, how to read it under it, and a background.

    Parameters
    ----------
    picture
        The chart, as the page of a report holds it.
    form
        "svg" (text stays text, in the first of a list of fonts that the reader has), "png" (two dots for
        each of a web page's) or "pdf" (its font inside). No form holds a date or a version: the same picture
        gives the same bytes with the same Matplotlib.
    title
        What to call it instead of the picture's title; none if empty.
    source
        A last line: what it was made from.
    width
        In inches.

    Raises
    ------
    ValueError
        If the form is none of `FORMS`.
    """
    return images(picture, (form,), title=title, source=source, width=width)[form]


def images(
    picture: Picture,
    forms: Collection[str],
    *,
    title: str | None = None,
    source: str = "",
    width: float = WIDTH,
) -> dict[str, bytes]:
    """The files of `image` in several forms; the chart is drawn once."""
    from matplotlib import rc_context

    for form in forms:
        if form not in FORMS:
            raise ValueError(f"{form!r} is none of {', '.join(FORMS)}")
    head = picture.title if title is None else title
    letters = round(width * _LETTERS)
    over = wrapped(head, round(letters * SMALL / _TITLE))
    of = wrapped(picture.measure, letters) if head else []
    under = [*wrapped(picture.key, letters), *wrapped(source, letters)]
    titled, measured, below = (
        len(lines) * size * 1.4 / POINTS for lines, size in ((over, _TITLE), (of, SMALL), (under, SMALL))
    )
    edges = (titled + measured + 2 * _MARGIN, below + 2 * _MARGIN)
    height = picture.height + sum(edges)
    with rc_context(STYLE):
        figure = _drawn(
            picture.draw, width=width, height=height, above=edges[0], below=edges[1], pad=_MARGIN * POINTS
        )
        for lines, top, size, colour in (
            (over, height - _MARGIN, _TITLE, INK),
            (of, height - _MARGIN - titled, SMALL, QUIET),
            (under, below + _MARGIN, SMALL, QUIET),
        ):
            if lines:
                figure.text(
                    _MARGIN / width,
                    top / height,
                    "\n".join(lines).replace("$", r"\$"),
                    va="top",
                    size=size,
                    color=colour,
                )
        find_letters(figure)
        saved = {form: _saved(figure, form, background=PAPER) for form in forms}
    if "svg" in saved:
        body = spoken(_compact(saved["svg"].decode(), name=picture.name), after=None)
        opening, rest = body.split(">", 1)
        opening = f'{opening} font-family="{FONTS}"'
        told = _told(opening, rest, name=picture.name, title=head, description=picture.description)
        saved["svg"] = told.encode()
    return saved


def figure(picture: Picture, ax: Axes | None = None) -> Figure:
    """A chart as a figure for a notebook: on the axes given, or on axes of its own, in the house's style."""
    from matplotlib import rc_context

    with rc_context(STYLE):
        if ax is None:
            return _drawn(picture.draw, width=WIDTH, height=picture.height)
        picture.draw(ax)
        found = ax.get_figure(root=True)
    assert found is not None, "axes belong to a figure"
    return found


def _drawn(
    draw: Callable[[Axes], object],
    *,
    width: float,
    height: float,
    above: float = 0.0,
    below: float = 0.0,
    pad: float = _PAD,
) -> Figure:
    """A figure with a chart: labels end `pad` points from the edges, `above` and `below` inches stay free."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=POINTS)
    FigureCanvasSVG(figure)
    ax = figure.add_axes(_GUESS)
    draw(ax)
    find_letters(figure)
    with quiet():
        taken, axes = ax.get_tightbbox(_measuring(), for_layout_only=True), ax.get_position()
    assert taken is not None, "the axes are visible"
    wide, high = width * POINTS, height * POINTS
    left, right = axes.x0 * wide - taken.x0 + pad, taken.x1 - axes.x1 * wide + pad
    foot = axes.y0 * high - taken.y0 + pad + below * POINTS
    head = taken.y1 - axes.y1 * high + pad + above * POINTS
    ax.set_position(
        (
            left / wide,
            foot / high,
            max(_LEAST, 1 - (left + right) / wide),
            max(_LEAST, 1 - (foot + head) / high),
        )
    )
    return figure


@cache
def _measuring() -> RendererBase:
    """What measures labels: one for all charts, since Matplotlib remembers sizes by what measured them."""
    from matplotlib.backends.backend_svg import RendererSVG

    return RendererSVG(WIDTH * POINTS, WIDTH * POINTS, StringIO(), POINTS)  # type: ignore[no-untyped-call]  # Matplotlib types no renderers


def _saved(figure: Figure, form: str, *, background: str = "none") -> bytes:
    out = StringIO() if form == "svg" else BytesIO()
    dots = DOTS if form == "png" else POINTS
    with quiet():
        figure.savefig(out, format=form, dpi=dots, facecolor=background, metadata=_TIMELESS[form])
    written = out.getvalue()
    return written.encode() if isinstance(written, str) else written


def _compact(text: str, *, name: str) -> str:
    """The <svg> element alone, in numbers to a hundredth of a point, without what nothing refers to.

    A mark that a chart has named becomes a class; what is referred to keeps its id, prefixed.
    """
    body = text[text.index("<svg") :].strip()
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    referred = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]*)', body))

    def identified(match: re.Match[str]) -> str:
        found = match.group(1)
        if found in referred:
            return f' id="{name}-{found}"'
        return "" if _MADE_UP.match(found) else f' class="{found}"'

    body = _NAMED.sub(identified, body)
    body = re.sub(r'((?:xlink:)?href="#|url\(#)', rf"\g<1>{name}-", body)
    body = re.sub(r"font: ([a-z ]*)([\d.]+)px [^;\"]*", r"font-size: \2px", body)
    body = re.sub(r"font-family: [^;\"]*; ?", "", body)
    body = re.sub(r' transform="rotate\(-0 [^"]*"', "", body)
    return _PLACED.sub(lambda match: f'{match.group(1)}="{_rounded(match.group(2))}"', body)


def _rounded(places: str) -> str:
    short = _LONG.sub(lambda number: f"{float(number.group()):.2f}".rstrip("0").rstrip("."), places)
    return " ".join(short.split())


def _told(opening: str, rest: str, *, name: str, title: str, description: str) -> str:
    labels = (
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    )
    role = "group" if '<a class="mark"' in rest else "img"
    return f'{opening} role="{role}" aria-labelledby="{name}-title {name}-desc">{labels}{rest}'
