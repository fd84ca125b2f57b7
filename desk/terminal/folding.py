"""Text at the width of the terminal: lines end between words, so that slugs and names can be copied."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator

import click

WIDTH = 80
_PIECE = re.compile(r"\S+|\s+")


def room() -> int:
    """How many columns there are: the terminal's, or 80 where nobody says."""
    return shutil.get_terminal_size((WIDTH, 24)).columns


def width(text: str) -> int:
    r"""How many columns a text takes: letters of East Asia take two, marks above a letter none.

    >>> width("kabul"), width("喀布尔"), width("e\u0301")
    (5, 6, 1)
    """
    if text.isascii():
        return len(text)
    return sum(map(_letter_width, text))


def say(text: str, *, err: bool = False, first: str = "", later: str = "") -> None:
    """Print a text: folded for a person at a terminal, in one line for a program that reads it."""
    click.echo(at_terminal(text, err=err, first=first, later=later), err=err)


def at_terminal(text: str, *, err: bool = False, first: str = "", later: str = "") -> str:
    """The text as it is printed: folded where its stream is a terminal."""
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty():
        return first + text
    return "\n".join(folded(line, within=room(), first=first, later=later) for line in text.split("\n"))


def folded(text: str, *, within: int, first: str = "", later: str = "") -> str:
    """The text in lines of at most so many columns; a word that is longer still has a line of its own.

    Scripts that write without spaces, such as Chinese, may end a line after any letter.

    >>> print(folded("a long-slug-that-stays whole", within=18, later="  "))
    a
    long-slug-that-stays
      whole
    """
    lines, line, begun = [], first, False
    for space, word in _words(text):
        if not begun and width(first + word) <= within:
            line += word
        elif begun and width(line + space + word) <= within:
            line += space + word
        else:
            lines += [line.rstrip()] if line.strip() else []
            line = " " * max(0, min(width(later), within - width(word))) if later.isspace() else later
            line += word
        begun = True
    return "\n".join([*lines, line.rstrip()])


def longest_word(text: str) -> int:
    """How many columns the widest part takes that no line may break."""
    return max((width(word) for _, word in _words(text)), default=0)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Words, each after the space before it; the letters of a script that needs none, one by one."""
    space = ""
    for piece in _PIECE.findall(text):
        if piece.isspace():
            space = piece.replace("\n", " ")
            continue
        for part in _breakable(piece):
            yield space, part
            space = ""


def _breakable(word: str) -> Iterator[str]:
    if word.isascii() or not any(_letter_width(letter) == 2 for letter in word):
        yield word
        return
    part = ""
    for letter in word:
        wide = _letter_width(letter) == 2 and unicodedata.category(letter)[0] == "L"
        if part and wide:
            yield part
            part = ""
        part += letter
    yield part


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
