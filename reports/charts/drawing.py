"""A chart as inline SVG: text stays text, colours follow the page, the same data give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

from reports.charts.colours import FAINT, INK, QUIET, VARIABLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 4.8
POINTS = 72  # to the inch: the unit in which an SVG is drawn
FONT = 9.0
SMALL = 8.0
MARKS = ("band", "curve", "event", "expected", "median", "observed", "on", "open", "rug")

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "trackrecord",
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


def svg(draw: Callable[[Axes], object], *, height: float, name: str, title: str, description: str) -> str:
    """The chart that `draw` puts on a fresh pair of axes, `height` inches high, as one <svg> element.

    It has no fixed size (its box is `WIDTH` inches wide), no date and no font of its own; `name` keeps
    its ids apart from those of other charts in the page; title and description are its text for
    readers who cannot see it.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, height), dpi=POINTS, layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        _laid_out(figure)
        out = StringIO()
        figure.savefig(
            out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return _inlined(out.getvalue(), name=name, title=title, description=description)


def _laid_out(figure: Figure) -> None:
    """Lay the figure out now and for good; left to itself, saving draws all of it once for that alone."""
    engine = figure.get_layout_engine()
    assert engine is not None, "figures are made with a layout"
    engine.execute(figure)
    figure.set_layout_engine("none")


def _inlined(text: str, *, name: str, title: str, description: str) -> str:
    body = text[text.index("<svg") :].strip()
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = re.sub(rf'\bid="({"|".join(MARKS)})"', r'class="\1"', body)
    body = re.sub(r'\bid="', f'id="{name}-', body)
    body = re.sub(r'((?:xlink:)?href="#|url\(#)', rf"\g<1>{name}-", body)
    body = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", body)
    body = re.sub(r"font-family: [^;\"]*; ?", "", body)
    for colour, variable in VARIABLES.items():
        body = body.replace(colour, f"var({variable}, {colour})")
    opening, rest = body.split(">", 1)
    opening = re.sub(r' (?:width|height|version)="[^"]*"', "", opening)
    labels = (
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    )
    return f'{opening} role="img" aria-labelledby="{name}-title {name}-desc">{labels}{rest}'
