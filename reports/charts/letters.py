"""Letters that the charts' own font does not have: taken from a font of the system that does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from warnings import catch_warnings, filterwarnings

from reports.render.fonts import of_the_system

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OWN = "DejaVu Sans"
_PLAIN = 0x250


def find_letters(figure: Figure) -> None:
    """Give each text with letters that the charts' font lacks the fonts of the system that have them.

    Where no font has a letter, a chart as SVG still holds it, and its reader's fonts draw it.
    """
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        assert isinstance(text, Text), "what was looked for"
        if lacking := _lacking(text.get_text()):
            text.set_fontfamily([OWN, *_families(lacking)])


@contextmanager
def quiet() -> Iterator[None]:
    """Without the library's warning for each letter that no font has: a box says so where it stands."""
    with catch_warnings():
        filterwarnings("ignore", "Glyph .* missing|Matplotlib currently does not", UserWarning)
        yield


def _lacking(words: str) -> frozenset[int]:
    if words.isascii() or max(map(ord, words)) < _PLAIN:
        return frozenset()
    return frozenset(map(ord, words)) - _own() - {ord("\n")}


@cache
def _own() -> frozenset[int]:
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(findfont(OWN)).get_charmap())


@cache
def _families(letters: frozenset[int]) -> tuple[str, ...]:
    """The fewest fonts of the system that have the letters: those that fontconfig finds, then others."""
    from matplotlib.font_manager import fontManager
    from matplotlib.ft2font import FT2Font

    by_letter = of_the_system(map(chr, sorted(letters)))
    found = []
    for file in dict.fromkeys(by_letter.values()):
        fontManager.addfont(file)
        found.append(FT2Font(str(file)).family_name)
    return (*found, *_known_to_matplotlib(set(letters) - {ord(letter) for letter in by_letter}))


def _known_to_matplotlib(wanted: set[int]) -> tuple[str, ...]:
    """The fonts that Matplotlib found where there is no fontconfig, in the order of their names."""
    from matplotlib.font_manager import fontManager
    from matplotlib.ft2font import FT2Font

    found = []
    for entry in sorted(
        fontManager.ttflist, key=lambda entry: (entry.name, entry.weight != 400, entry.fname)
    ):
        if not wanted:
            break
        try:
            has = wanted & FT2Font(entry.fname).get_charmap().keys()
        except (OSError, RuntimeError):
            continue
        if has:
            found.append(entry.name)
            wanted -= has
    return tuple(dict.fromkeys(found))
