r"""Tables and lists that people keep in plain text: of Markdown, of org mode, predictions one by one.

A list is read in the manner of Scott Alexander: `1. It rains: 70%` is a prediction, ~~struck~~ it did not
come true, **bold** it did; a heading above is its topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forecasts.exchange.table import Line

LIST_COLUMNS = ("Statement", "Chance", "Outcome", "Section")
_CHANCE = r"(?P<p>\d{1,3}(?:[.,]\d+)?\s*%)"
_BULLET = re.compile(r"\s*(?:\d{1,4}[.)]|[-*+])\s+(?P<rest>\S.*)")
_PREDICTION = re.compile(rf"(?P<said>.+?)\s*(?::|\u2013|\u2014|-|,|\u2026|\.{{2,}})\s*\(?{_CHANCE}\)?[\s.]*")
_BEFORE = re.compile(rf"{_CHANCE}\s*(?::|\u2013|\u2014|-)\s*(?P<said>.+?)")
_HEADING = re.compile(r"\s*(?:#{1,6}|\*{1,6})\s+(?P<title>[^*].*?)[\s#:]*")
_CAPITALS = re.compile(r"\s*(?P<title>[^\W\d][\w /&-]{2,60}):?\s*")
_RULE = re.compile(r"\s*\|?[\s:|+-]*-[\s:|+-]*\|?\s*")
_STRUCK = re.compile(r"~~(?P<md>.+)~~|<(?:s|del|strike)>(?P<html>.+)</(?:s|del|strike)>|\+(?P<org>.+)\+")
_BOLD = re.compile(r"\*\*(?P<md>.+)\*\*|__(?P<under>.+)__|<(?:b|strong)>(?P<html>.+)</(?:b|strong)>")
_MARKS = re.compile(r"~~|\*\*|__|</?(?:s|del|strike|b|strong)>")
_LONGEST = 5_000
_NO_PREDICTION = "There is no statement with its chance: write it as in 1. It rains: 70%"


def lines(text: Iterable[str]) -> Iterator[Line]:
    """The rows of the first table in a text, its header first; where there is no table, those of its list."""
    kept = [(number, line.rstrip("\r\n")[:_LONGEST]) for number, line in enumerate(text, start=1)]
    rows = list(_table(kept))
    yield from rows if len(rows) > 1 else _list(kept)


def _table(text: list[tuple[int, str]]) -> Iterator[Line]:
    started = False
    for number, line in text:
        bare = line.strip()
        if not bare.startswith("|") or bare.count("|") < 2:
            if started and bare:
                return
            continue
        started = True
        if not _RULE.fullmatch(bare):
            yield Line(number, [_unmarked(cell) for cell in _cells(bare)], line)


def _cells(row: str) -> list[str]:
    r"""The cells of a row; `\|` is no bar between two."""
    inner = row.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


def _list(text: list[tuple[int, str]]) -> Iterator[Line]:
    yield Line(0, list(LIST_COLUMNS), "")
    section = ""
    for number, line in text:
        bullet = _BULLET.fullmatch(line)
        found = prediction(bullet["rest"] if bullet else line)
        if found is not None:
            yield Line(number, [*found, section], line)
        elif (
            heading := _HEADING.fullmatch(line) or (None if bullet else _CAPITALS.fullmatch(line))
        ) is not None:
            section = _unmarked(heading["title"])
        elif bullet is not None and "%" in line:
            yield Line(
                number,
                ["", "", "", section],
                line,
                _NO_PREDICTION,
            )


def passed_over(text: Iterable[str]) -> Iterator[tuple[int, str]]:
    """What of a text holds words and is no row, by line: in a list what has no chance, else further tables.

    Headings are no rows; a line of plain words is one where predictions stand below it.

    >>> list(passed_over(["# 2024", "1. It rains: 70%", "2. It snows"]))
    [(3, '2. It snows')]
    """
    kept = [(number, line.rstrip("\r\n")[:_LONGEST]) for number, line in enumerate(text, start=1)]
    rows = [line.number for line in _table(kept)]
    if len(rows) > 1:
        later = (pair for pair in kept if pair[0] > rows[-1])
        bars = ((number, line.strip()) for number, line in later)
        yield from (
            (number, line)
            for number, line in bars
            if line.startswith("|") and line.count("|") > 1 and not _RULE.fullmatch(line)
        )
        return
    title: tuple[int, str] | None = None
    for number, line in kept:
        bullet = _BULLET.fullmatch(line)
        if prediction(bullet["rest"] if bullet else line) is not None:
            title = None
        elif not line.strip() or _HEADING.fullmatch(line) or _RULE.fullmatch(line):
            continue
        elif bullet is None and _CAPITALS.fullmatch(line):
            if title is not None:
                yield title
            title = (number, line.strip())
        elif bullet is None or "%" not in line:
            yield number, line.strip()
    if title is not None:
        yield title


def prediction(text: str) -> tuple[str, str, str] | None:
    """The statement, the chance and the outcome of a line; None where it is no prediction.

    >>> prediction("~~It rains: 70%~~"), prediction("It snows"), prediction("**80% - It hails**")
    (('It rains', '70%', 'no'), None, ('It hails', '80%', 'yes'))
    """
    outcome = ""
    if _STRUCK.search(text):
        outcome = "no"
    elif _BOLD.search(text):
        outcome = "yes"
    bare = _unmarked(text)
    found = _PREDICTION.fullmatch(bare) or _BEFORE.fullmatch(bare)
    return None if found is None else (found["said"].strip(), found["p"], outcome)


def _unmarked(text: str) -> str:
    return _MARKS.sub("", text).strip()
