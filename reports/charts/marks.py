"""Marks that answer: what a dot, a bar or a bin says of itself, and where it leads.

Matplotlib writes an artist's URL around its marks; here the URL carries both, the place of the page and the
words, until the SVG is written. No script is needed, and each such mark can be reached by keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.collections import Collection

_WRITTEN = re.compile(r'<a xlink:href="([^"]*)" target="_blank">')
_LED = re.compile(r'<a class="mark" href="#([^"]*)">')
_PLACE = re.compile(r'\sid="([^"]+)"')
_LINE = re.compile(r'<a class="line" href="#([^"]*)">')
_STILL = '<a class="mark" tabindex="0" role="img">'


def answers(artist: Artist, says: str, *, to: str = "") -> None:
    """Let a mark say what it is, and lead to a place of its page where there is one."""
    artist.set_url(_both(says, to))


def each_answers(collection: Collection, says: Sequence[str], *, to: Sequence[str] | None = None) -> None:
    """Let each mark of a collection say what it is, and lead to its own place."""
    places = to if to is not None else [""] * len(says)
    collection.set_urls([_both(words, place) for words, place in zip(says, places, strict=True)])


def forecast(handle: str) -> str:
    """The place of a page where a forecast stands."""
    return f"forecast-{handle}" if handle else ""


def forecaster(slug: str) -> str:
    """The place of a page where a forecaster's figures begin."""
    return f"forecaster-{slug}"


def pair(within: str, first: str, second: str) -> str:
    """The place of a page where two forecasters are set side by side, in the table of this name."""
    return f"pair-{within}-{first}-{second}" if within else ""


def ranked(within: str, slug: str) -> str:
    """The place of a page where a forecaster has its rank, in the table of this name."""
    return f"rank-{within}-{slug}" if within else ""


def stated(within: str, said: float) -> str:
    """The place of a page where the forecasts of one stated probability are, of those `within` a kind.

    >>> stated("prospective", 0.7)
    'stated-prospective-0.7'
    """
    return f"stated-{within}-{said:g}" if within else ""


def _both(says: str, to: str) -> str:
    return f"{to} {' '.join(says.split())}"


def spoken(body: str, *, after: str | None) -> str:
    """An SVG in which each mark says what it is; it leads to its place unless `after` is None.

    >>> spoken('<a xlink:href="forecast-1.2 Ann: 70%" target="_blank"><use/></a>', after="")
    '<a class="mark" href="#forecast-1.2"><title>Ann: 70%</title><use/></a>'
    >>> spoken('<a xlink:href=" 12 of 40" target="_blank"><use/></a>', after=None)
    '<a class="mark" tabindex="0" role="img"><title>12 of 40</title><use/></a>'
    """

    def written(match: re.Match[str]) -> str:
        to, _, says = unescape(match.group(1)).partition(" ")
        opening = f'<a class="mark" href="#{escape(to + after)}">' if to and after is not None else _STILL
        return f"{opening}<title>{escape(says)}</title>"

    return _WRITTEN.sub(written, body)


def led(page: str) -> str:
    """A page whose marks lead only to places that it has: to a statement's row, or its line in a table.

    >>> led('<tr id="line-1.2"></tr><a class="mark" href="#forecast-1.2"></a>')
    '<tr id="line-1.2"></tr><a class="mark" href="#line-1.2"></a>'
    >>> led('<a class="mark" href="#forecast-1.2"></a>')
    '<a class="mark" tabindex="0" role="img"></a>'
    >>> led('<a class="line" href="#line-1.2">1.2</a>')
    '<a>1.2</a>'
    """
    if '<a class="mark" href=' not in page and '<a class="line" href=' not in page:
        return page
    places = set(_PLACE.findall(page))

    def leads(match: re.Match[str]) -> str:
        place = match.group(1)
        line = place.replace("forecast-", "line-", 1)
        there = place if place in places else line if line in places else ""
        return f'<a class="mark" href="#{there}">' if there else _STILL

    page = _LINE.sub(lambda match: match.group(0) if match.group(1) in places else "<a>", page)
    return _LED.sub(leads, page)
