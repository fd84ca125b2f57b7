"""A pen for light charts: lines, boxes, marks and letters of an SVG, without a chart library.

Along, places are shares of the width, from 0 to 1; down, they are pixels. On a page the drawing is as wide as
its place and its letters keep their size, whatever the screen; in a file it has a width of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

from reports.charts.colours import BLUE, INK, ORANGE, PAPER, QUIET, VARIABLES

SIZE = 12.5
FILE_WIDTH = 460.0
_CROSS = "M-5-5L5 5M-5 5L5-5"
_DIAMOND = "M0-7L7 0L0 7L-7 0z"
_FINE = 1000

Place = tuple[float, float]
"""A share along, and pixels down."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sketch:
    """A light chart: what it is called, what it shows, its height in pixels, and what draws it.

    `after` is what the places of its page end in, to which its marks lead.
    """

    name: str
    title: str
    description: str
    height: float
    draw: Callable[[Pen], object] = field(repr=False)
    caption: str = ""
    after: str = ""


class Pen:
    """What a sketch is drawn with; `width` is that of a file, None on a page."""

    def __init__(self, width: float | None = None, *, after: str = "") -> None:
        self._width, self._after = width, after
        self._drawn: list[str] = []

    def line(
        self,
        start: Place,
        end: Place,
        colour: str = QUIET,
        *,
        width: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A line from a place to another."""
        dashes = ";stroke-dasharray:3 3" if dashed else ""
        x1, x2 = self._along(start[0]), self._along(end[0])
        self._drawn.append(
            f'<line x1="{x1}" y1="{start[1]:g}" x2="{x2}" y2="{end[1]:g}" '
            f'style="stroke:{self._ink(colour)};stroke-width:{width:g}{dashes}"/>'
        )

    def box(
        self, first: float, last: float, top: float, height: float, colour: str = BLUE, *, see: float = 1.0
    ) -> None:
        """A filled box from a share to another; `see` is how solid it is."""
        solid = "" if see == 1 else f";fill-opacity:{see:g}"
        wide = self._along(max(last - first, 0.004))
        self._drawn.append(
            f'<rect x="{self._along(first)}" y="{top:g}" width="{wide}" height="{height:g}" '
            f'style="fill:{self._ink(colour)}{solid}"/>'
        )

    def dot(
        self, along: float, down: float, colour: str = INK, *, radius: float = 4, hollow: bool = False
    ) -> None:
        """A dot, or a ring."""
        fill, edge = (PAPER, colour) if hollow else (colour, PAPER)
        self._drawn.append(
            f'<circle cx="{self._along(along)}" cy="{down:g}" r="{radius:g}" '
            f'style="fill:{self._ink(fill)};stroke:{self._ink(edge)};stroke-width:1.5"/>'
        )

    def diamond(self, along: float, down: float, colour: str = INK) -> None:
        """A diamond: something came."""
        self._shape(along, down, _DIAMOND, f"fill:{self._ink(colour)};stroke:{self._ink(PAPER)}")

    def cross(self, along: float, down: float, colour: str = ORANGE) -> None:
        """A cross: it did not come."""
        self._shape(along, down, _CROSS, f"fill:none;stroke:{self._ink(colour)};stroke-width:2.4")

    def text(
        self,
        along: float,
        down: float,
        words: str,
        colour: str = QUIET,
        *,
        anchor: str = "",
        size: float = SIZE,
        bold: bool = False,
        aside: float = 0,
    ) -> None:
        """Words at a place; without an `anchor` they keep within the drawing, `aside` by so many pixels."""
        anchor = anchor or ("start" if along < 0.3 else "end" if along > 0.7 else "middle")
        weight = ";font-weight:600" if bold else ""
        moved = f' dx="{aside:g}"' if aside else ""
        self._drawn.append(
            f'<text x="{self._along(along)}" y="{down:g}"{moved} text-anchor="{anchor}" '
            f'style="fill:{self._ink(colour)};font-size:{size:g}px{weight}">{escape(words)}</text>'
        )

    def path(self, places: Sequence[Place], colour: str = BLUE, *, width: float = 1.8) -> None:
        """A line through places."""
        self._through(places, f"fill:none;stroke:{self._ink(colour)};stroke-width:{width:g}", closed=False)

    def area(self, places: Sequence[Place], colour: str = BLUE, *, see: float = 0.25) -> None:
        """What lies between places."""
        self._through(places, f"fill:{self._ink(colour)};fill-opacity:{see:g}", closed=True)

    @contextmanager
    def link(self, to: str, title: str) -> Iterator[None]:
        """What is drawn meanwhile leads to a place of the page, and says what it is."""
        if to:
            self._drawn.append(f'<a href="{escape(to + self._after)}"><title>{escape(title)}</title>')
        else:
            self._drawn.append(f"<g><title>{escape(title)}</title>")
        yield
        self._drawn.append("</a>" if to else "</g>")

    @property
    def drawn(self) -> str:
        """All that was drawn, as elements of an SVG."""
        return "".join(self._drawn)

    def _through(self, places: Sequence[Place], style: str, *, closed: bool) -> None:
        wide = _FINE if self._width is None else self._width
        path = "L".join(f"{along * wide:.1f} {down:.1f}" for along, down in places)
        shape = f'<path d="M{path}{"z" if closed else ""}" style="{style};vector-effect:non-scaling-stroke"/>'
        if self._width is None:
            shape = (
                f'<svg width="100%" height="{_FINE}" viewBox="0 0 {_FINE} {_FINE}" '
                f'preserveAspectRatio="none">{shape}</svg>'
            )
        self._drawn.append(shape)

    def _shape(self, along: float, down: float, path: str, style: str) -> None:
        shape = f'<path d="{path}" style="{style}"/>'
        if self._width is None:
            self._drawn.append(f'<svg x="{self._along(along)}" y="{down:g}" overflow="visible">{shape}</svg>')
        else:
            self._drawn.append(f'<g transform="translate({self._along(along)} {down:g})">{shape}</g>')

    def _along(self, share: float) -> str:
        return f"{100 * share:.2f}%" if self._width is None else f"{share * self._width:.2f}"

    def _ink(self, colour: str) -> str:
        if self._width is None and colour in VARIABLES:
            return f"var({VARIABLES[colour]}, {colour})"
        return colour


def inline(sketch: Sketch) -> str:
    """A sketch as an element of a page, as wide as its place, in the colours of the page."""
    pen = Pen(after=sketch.after)
    sketch.draw(pen)
    role = "group" if "<a " in pen.drawn else "img"
    told = escape(f"{sketch.title}. {sketch.description}")
    return (
        f'<svg class="sketch" role="{role}" aria-label="{told}" style="height:{sketch.height:g}px">'
        f"{pen.drawn}</svg>"
    )


def standing(sketch: Sketch, *, width: float = FILE_WIDTH, font: str = "") -> str:
    """A sketch as a file of its own, so many pixels wide, in fixed colours."""
    pen = Pen(width)
    sketch.draw(pen)
    named = f' font-family="{escape(font)}"' if font else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{sketch.height:g}" '
        f'viewBox="0 0 {width:g} {sketch.height:g}"{named}><title>{escape(sketch.title)}</title>'
        f"<desc>{escape(sketch.description)}</desc>{pen.drawn}</svg>"
    )
