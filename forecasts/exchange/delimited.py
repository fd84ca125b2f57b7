"""Delimited text, such as CSV: its encoding, its separator and its lines, as whatever program wrote it.

A spreadsheet in German writes semicolons and, as "Unicode text", UTF-16 with tabs; older ones write
Windows-1252. A first line `sep=;`, which Excel understands, names the separator and is no row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import IO

from forecasts.errors import UnfitFile
from forecasts.exchange.table import Line

UTF_8, WINDOWS = "utf-8-sig", "cp1252"
_CHUNK = 2**20
_LONGEST_CELL = 2**20
_LONGEST_LINE = 2**23
_QUOTED = re.compile(r'"[^"]*"')
_NAMED = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?[\r\n]*", re.IGNORECASE)


def encoding_of(opened: Callable[[], IO[bytes]]) -> str:
    """UTF-8 or UTF-16 where the bytes are that, marked or not, else Windows-1252.

    >>> encoding_of(lambda: io.BytesIO("é,b".encode("utf-16-le")))
    'utf-16-le'
    """
    with opened() as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if (unmarked := _unmarked(head)) is not None:
        return unmarked
    if head.startswith(codecs.BOM_UTF8):
        return UTF_8
    try:
        with io.TextIOWrapper(opened(), encoding="utf-8") as text:
            while text.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return WINDOWS
    return UTF_8


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without a mark: of each pair of bytes one is 0, as letters of Latin scripts are in it."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return None
    if odd.count(0) > 0.6 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def lines(name: str, opened: Callable[[], IO[bytes]], encoding: str) -> Iterator[Line]:
    """The lines of a table, its header first; blank ones are left out.

    Raises
    ------
    UnfitFile
        If a quote is not closed, or bytes are no text.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with io.TextIOWrapper(opened(), encoding=encoding, newline="") as text:
        before = 1
        try:
            separator, skipped = _separator(text)
            texts: list[str] = []
            parsed = csv.reader(_kept(text, texts), delimiter=separator, strict=True)
            before = 1 + skipped
            for cells in parsed:
                if cells:
                    yield Line(before, cells, "".join(texts).rstrip("\r\n"))
                texts.clear()
                before = parsed.line_num + 1 + skipped
        except UnicodeError as error:
            raise UnfitFile(
                name, f"is not text in UTF-8, UTF-16 or Windows-1252 (line {before})", "save it as CSV UTF-8"
            ) from error
        except csv.Error as error:
            raise UnfitFile(
                name, f"is not CSV on line {before} ({error})", "close its quotes and save it anew"
            ) from error


def separator_of(name: str, opened: Callable[[], IO[bytes]], encoding: str) -> str:
    """What stands between the cells of a table."""
    try:
        with io.TextIOWrapper(opened(), encoding=encoding, newline="") as text:
            return _separator(text)[0]
    except UnicodeError as error:
        raise UnfitFile(
            name, "is not text in UTF-8, UTF-16 or Windows-1252", "save it as CSV UTF-8"
        ) from error


def _separator(text: io.TextIOWrapper) -> tuple[str, int]:
    """The separator, and how many lines before the header name it; the text then stands at the header."""
    first = text.readline(_LONGEST_CELL)
    if (named := _NAMED.fullmatch(first)) is not None:
        return named[1], 1
    text.seek(0)
    bare = _QUOTED.sub("", first)
    return next((mark for mark in (",", ";", "\t") if mark in bare), ","), 0


def _kept(text: io.TextIOWrapper, texts: list[str]) -> Iterator[str]:
    """The lines as they are parsed, each noted among `texts`."""
    while line := text.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise csv.Error(f"the line has more than {_LONGEST_LINE:,} characters")
        texts.append(line)
        yield line
