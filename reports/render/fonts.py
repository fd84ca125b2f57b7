"""Fonts for whatever letters a report holds: those that come with it, then the system's, or else a box.

The typesetter stops at a letter for which it has no font, so letters are looked up before: what the fonts
that come with Matplotlib lack is asked of fontconfig, and what nobody has becomes a box and is told once.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import category, name

BOX = "\N{WHITE SQUARE}"
_OURS = ("DejaVuSans.ttf", "DejaVuSerif.ttf")
_SECONDS = 10
_MOST = 200
_PACKAGES = {"CJK": "fonts-noto-cjk", "HANGUL": "fonts-noto-cjk", "HIRAGANA": "fonts-noto-cjk"}
_OTHERS = "fonts-noto-core"


def folder() -> Path:
    """Where the fonts lie that come with Matplotlib, so that every machine sets the same page."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf"


def lacking(text: str) -> frozenset[str]:
    """The letters of a text that our own fonts do not have.

    >>> sorted(lacking("Ann – “40%” ✓ ✕"))
    []
    """
    return frozenset(letter for letter in set(text) if letter >= " " and ord(letter) not in _ours())


@cache
def _ours() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(code for file in _OURS for code in FT2Font(str(folder() / file)).get_charmap())


def of_the_system(letters: Iterable[str]) -> dict[str, Path]:
    """A font of the system for each letter that any has, as fontconfig knows them; without it, none."""
    asked = sorted(letters)[:_MOST]
    found: dict[str, Path] = {}
    for letter in asked:
        if letter in found or (file := _font_with(letter)) is None:
            continue
        covered = _charmap(file)
        found |= {other: file for other in asked if ord(other) in covered}
    return found


@cache
def _charmap(file: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(file)).get_charmap())


@cache
def _font_with(letter: str) -> Path | None:
    asking = shutil.which("fc-list")
    if asking is None:
        return None
    done = subprocess.run(  # noqa: S603  # a number in hexadecimal is all that is passed on
        [asking, f":charset={ord(letter):x}", "file"],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    files = sorted(line.rstrip(": ") for line in done.stdout.splitlines())
    known = [Path(file) for file in files if file.endswith((".ttf", ".otf", ".ttc"))]
    return next((file for file in known if ord(letter) in _charmap(file)), None)


def nowhere(text: str) -> str:
    """In a sentence, which letters of a text neither we nor the system have; empty where there are none."""
    letters = lacking(text)
    return told(letters - of_the_system(letters).keys())


def _script(letter: str) -> str:
    return name(letter, "SIGN").split()[0] if category(letter)[0] in "LMN" else "EMOJI"


def boxes(letters: Iterable[str]) -> dict[int, str | None]:
    """What is set in place of letters without a font: a box, and nothing for signs that only join others."""
    return {ord(letter): None if category(letter) in ("Cf", "Mn") else BOX for letter in letters}


def told(letters: Iterable[str]) -> str:
    """What is missing, in a sentence with the remedy; empty where nothing is.

    >>> told("राम")
    'No font here has the letters of DEVANAGARI, which stand as boxes: install one, such as the package
    fonts-noto-core.'
    """
    scripts = sorted({_script(letter) for letter in letters if category(letter) != "Cf"})
    if not scripts:
        return ""
    packages = sorted({_PACKAGES.get(script, _OTHERS) for script in scripts})
    return (
        f"No font here has the letters of {', '.join(scripts[:4])}, which stand as boxes: install one, such "
        f"as the package {' or '.join(packages)}."
    )
