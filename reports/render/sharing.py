"""What goes with a page that is shared: a card as a picture, an element to embed, and an entry to cite."""

from __future__ import annotations

from html import escape
from io import BytesIO
from textwrap import wrap
from typing import Any

from reports.charts.colours import BLUE, INK, PAPER, QUIET
from reports.render.layout import Page, Strip

WIDTH, HEIGHT = 1200, 630
CARD = "card.png"
_DOTS = 100
_TITLE, _VERDICT, _SMALL = 40.0, 26.0, 15.0
_LEFT, _RIGHT = 0.06, 0.94
_MOST_BOXES = 40


def card(page: Page) -> bytes:
    """The card of a page, 1200 by 630 pixels: kind, name, verdict, and the strip of its statements."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    from reports.charts.drawing import STYLE
    from reports.charts.letters import find_letters, quiet

    with rc_context(STYLE), quiet():
        figure = Figure(figsize=(WIDTH / _DOTS, HEIGHT / _DOTS), dpi=_DOTS, facecolor=PAPER)
        FigureCanvasAgg(figure)
        figure.add_artist(Rectangle((_LEFT, 0.93), _RIGHT - _LEFT, 0.008, facecolor=INK))
        kind = f"{page.kind} · {page.context}" if page.context else page.kind
        _write(figure, 0.865, _lines(kind, 92, 1), _SMALL, QUIET)
        title = _lines(page.title, 34, 2)
        _write(figure, 0.80, title, _TITLE, INK, bold=True)
        verdict = _lines(page.short[0].text if page.short else "", 58, 4)
        _write(figure, 0.66 if len(title) == 1 else 0.55, verdict, _VERDICT, INK)
        for strip in [block for block in page.blocks if isinstance(block, Strip)][:1]:
            _boxes(figure, strip)
        _write(figure, 0.07, ["trackrecord: what was said, checked"], _SMALL, QUIET)
        find_letters(figure)
        out = BytesIO()
        figure.savefig(out, format="png", dpi=_DOTS, facecolor=PAPER, metadata={"Software": None})
    return out.getvalue()


def _lines(text: str, letters: int, most: int) -> list[str]:
    lines = wrap(text, letters)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: letters - 1].rstrip() + "…"]
    return lines


def _write(
    figure: Any, top: float, lines: list[str], size: float, colour: str, *, bold: bool = False
) -> None:
    figure.text(
        _LEFT,
        top,
        "\n".join(lines).replace("$", r"\$"),
        va="top",
        size=size,
        color=colour,
        weight="bold" if bold else "normal",
        linespacing=1.35,
    )


def _boxes(figure: Any, strip: Strip) -> None:
    """The strip: solid boxes can be checked, hatched ones cannot."""
    from matplotlib.patches import Rectangle

    whole = strip.solid + strip.hatched
    if not whole:
        return
    count = min(whole, _MOST_BOXES)
    solid = strip.solid if whole <= _MOST_BOXES else round(count * strip.solid / whole)
    wide = (_RIGHT - _LEFT) / count
    for place in range(count):
        checked = place < solid
        figure.add_artist(
            Rectangle(
                (_LEFT + place * wide, 0.22),
                0.86 * wide,
                0.055,
                facecolor=BLUE if checked else PAPER,
                edgecolor=BLUE if checked else QUIET,
                hatch=None if checked else "////",
                linewidth=1.5,
            )
        )
    _write(figure, 0.195, _lines(strip.caption, 92, 2), _SMALL, QUIET)


def embed(page: Page, *, to: str = "report.html") -> str:
    """The card as an element for another page: words and a link to where the page is, no script."""
    verdict = " ".join(words.text for words in page.short)
    return (
        '<blockquote class="trackrecord-card" style="max-width:40rem;margin:1rem 0;padding:1rem 1.25rem;'
        'border:1px solid #dcdcd8;border-top:4px solid #1d1d1f;font-family:sans-serif">'
        f"<p style='margin:0;color:#62626a'>{escape(page.kind)}"
        f"{escape(f' · {page.context}') if page.context else ''}</p>"
        f"<p style='margin:.3rem 0;font-size:1.5rem;font-weight:700'>{escape(page.title)}</p>"
        f"<p style='margin:.3rem 0'>{escape(verdict)}</p>"
        f'<p style="margin:.3rem 0"><a href="{escape(to)}">What was said, and what came of it</a></p>'
        "</blockquote>\n"
    )


def bibtex(page: Page) -> str:
    """An entry to cite the page by, under the beginning of its digest.

    Braces and backslashes would be orders there, so they are left out.
    """
    made = dict(page.facts.pairs)
    title = _plain(f"{page.kind}: {page.title}")
    told = _plain(page.short[0].text if page.short else "")
    year = made.get("Evaluated on", "")[:4]
    fields = [
        f"  title = {{{title}}}",
        "  howpublished = {Trackrecord}",
        *([f"  year = {{{year}}}"] if year else []),
        f"  note = {{{told} Digest {page.digest}}}",
    ]
    return f"@misc{{trackrecord-{page.digest[:12]},\n" + ",\n".join(fields) + "\n}\n"


def _plain(text: str) -> str:
    bare = "".join(" " if letter in "{}\\\n" else letter for letter in text)
    for sign in "#$%&_":
        bare = bare.replace(sign, f"\\{sign}")
    return bare
