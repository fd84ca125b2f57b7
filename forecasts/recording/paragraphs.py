"""Many statements of one source in a text: one a paragraph, and what holds for all of them above."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forecasts.errors import UnfitFile

SHARED = ("by", "said", "source", "url", "publisher", "published", "language", "scale")
"""What may be said once for all statements, by the names of the options."""

_SHARED_LINE = re.compile(rf"(?P<name>{'|'.join(SHARED)})\s*:\s*(?P<value>\S.*)", re.IGNORECASE)
_TITLE = re.compile(r"#\s+(?P<title>\S.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One statement: the line on which it begins, the sentence, and the decisive words where they differ."""

    line: int
    sentence: str
    quote: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The statements of one source, and what holds for all: pairs of an option's name and its value."""

    shared: tuple[tuple[str, str], ...]
    paragraphs: tuple[Paragraph, ...]


def read_page(text: str, *, name: str) -> Page:
    r"""The statements of a text, an empty line apart; lines that begin with `>` are the words as said.

    A first paragraph of lines such as "by: Ann" holds for all, and so does a heading, the source's title.

    Raises
    ------
    UnfitFile
        If there is no statement, or a quote without one.

    Examples
    --------
    >>> text = "# MK, June\nby: Ann\n\nKabul falls this year, 70%\n> this year\n"
    >>> page = read_page(text, name="mk.md")
    >>> page.shared, page.paragraphs[0].sentence, page.paragraphs[0].quote
    ((('source', 'MK, June'), ('by', 'Ann')), 'Kabul falls this year, 70%', 'this year')
    """
    shared: dict[str, str] = {}
    found: list[Paragraph] = []
    for line, block in _blocks(text.removeprefix("\ufeff")):
        if not found and (told := _told_of_all(block)) is not None:
            shared |= told
            continue
        said = [part for part in block if not part.startswith(">")]
        words = [part[1:].strip() for part in block if part.startswith(">")]
        if not said:
            raise UnfitFile(name, f"has a quote without a statement on line {line}", "write one above it")
        sentence = " ".join(part.strip() for part in said)
        found.append(Paragraph(line=line, sentence=sentence, quote=" ".join(words) or None))
    if not found:
        raise UnfitFile(name, "holds no statement", "write one a paragraph, such as: Kabul falls in May, 70%")
    return Page(shared=tuple(shared.items()), paragraphs=tuple(found))


def _blocks(text: str) -> list[tuple[int, list[str]]]:
    blocks: list[tuple[int, list[str]]] = []
    apart = True
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            apart = True
            continue
        if apart:
            blocks.append((number, []))
        blocks[-1][1].append(line.strip())
        apart = False
    return blocks


def _told_of_all(block: list[str]) -> dict[str, str] | None:
    """What a paragraph says of all statements; None where any line of it is none of this."""
    told: dict[str, str] = {}
    for line in block:
        if match := _TITLE.fullmatch(line):
            told["source"] = match["title"]
        elif match := _SHARED_LINE.fullmatch(line):
            told[match["name"].casefold()] = match["value"].strip()
        else:
            return None
    return told
