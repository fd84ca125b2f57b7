"""What stands in the place of a chart that could not be drawn: no chart takes a report down."""

from __future__ import annotations

from html import escape

from reports.charts.colours import ORANGE, VARIABLES

HEIGHT = 24


def placard(title: str, fault: Exception, *, width: float) -> str:
    """An SVG with one line, which says that the chart is missing and why.

    >>> "could not be drawn (ValueError: no room)" in placard("Scores", ValueError("no room"), width=300)
    True
    """
    told = f"This chart could not be drawn ({type(fault).__name__}: {' '.join(str(fault).split())})"
    colour = f"var({VARIABLES[ORANGE]}, {ORANGE})"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {HEIGHT}" role="img" '
        f'aria-label="{escape(f"{title}. {told}")}">'
        f'<text x="0" y="16" style="fill: {colour}; font-size: 9px">{escape(told)}</text></svg>'
    )
