"""A phrase of another language, said in the words of the one grammar; a word that is not known stops it.

A language is a data file: its numbers, units, months, weekdays and seasons by their spellings, and its forms,
each with the words of the grammar that it stands for. A form holds words, `a|b` for either, `a?` for what may
be left out, and the slots `{n}`, `{unit}`, `{month}`, `{weekday}`, `{season}` and `{year}`. At each place the
longest form counts. Accents and capitals do not matter. Nothing is read over: what neither a form nor a name
covers is refused by its word, so that no phrase is read by another language's rules.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from forecasts.errors import UnknownLanguage, UnreadableWindow
from forecasts.words.windows.phrases import plain, tokens

LANGUAGES = ("en", "de", "fr", "es", "ru")
_DATA = Path(__file__).with_name("data")
_SIGNS = frozenset(".,-/~;")
_SLOTS = frozenset(("n", "unit", "month", "weekday", "season", "year"))
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A word or a run of words: how it is written, and what it names, where it is a name."""

    written: str
    kind: str = "word"
    meaning: str = ""


@dataclass(frozen=True, kw_only=True)
class Language:
    """One data file, ready to match: runs of words by their first word, forms from the longest on."""

    code: str
    name: str
    examples: tuple[str, ...]
    names: dict[tuple[str, ...], _Item]
    forms: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    months: tuple[str, ...]


def known_language(code: str) -> str:
    """The code of a language whose windows are read: `de`, also from `de-AT` or `German`.

    Raises
    ------
    UnknownLanguage
        For every other text.

    Examples
    --------
    >>> known_language("fr-CA"), known_language("English")
    ('fr', 'en')
    """
    short = re.split("[-_]", code.strip().casefold())[0]
    if short in LANGUAGES:
        return short
    for known in LANGUAGES[1:]:
        if short == language(known).name.casefold():
            return known
    if short == "english":
        return "en"
    raise UnknownLanguage(code, LANGUAGES)


def is_read(code: str) -> bool:
    """Whether windows of a language are read."""
    try:
        known_language(code)
    except UnknownLanguage:
        return False
    return True


@cache
def language(code: str) -> Language:
    """The language of a code, from its data file."""
    data: dict[str, Any] = json.loads((_DATA / f"{code}.json").read_text(encoding="utf-8"))
    names: dict[tuple[str, ...], _Item] = {}

    def add(kind: str, spellings: str, meaning: str) -> None:
        for spelling in spellings.split("|"):
            run = tokens(folded(spelling))
            names[run] = _Item(written=" ".join(run), kind=kind, meaning=meaning)

    for number, spellings in data["numbers"].items():
        add("n", spellings, number)
    for unit, spellings in data["units"].items():
        add("unit", spellings, unit)
    for season, spellings in data["seasons"].items():
        add("season", spellings, season)
    for month, spellings in zip(_MONTHS, data["months"], strict=True):
        add("month", spellings, month)
    for weekday, spellings in zip(_WEEKDAYS, data["weekdays"], strict=True):
        add("weekday", spellings, weekday)
    forms = {
        pattern: tuple(stands_for.split())
        for written, stands_for in data["forms"]
        for pattern in _patterns(written)
    }
    return Language(
        code=code,
        name=data["name"],
        examples=tuple(data["examples"]),
        names=names,
        forms=tuple(sorted(forms.items(), key=lambda form: len(form[0]), reverse=True)),
        months=tuple(spellings.split("|")[0] for spellings in data["months"]),
    )


def _patterns(written: str) -> list[tuple[str, ...]]:
    """The runs that a form stands for, with every choice made."""
    choices = []
    for element in written.split():
        options = element.removesuffix("?").split("|")
        choices.append([*(folded(option) for option in options), *([""] if element.endswith("?") else [])])
    return [tuple(part for option in chosen for part in _parts(option)) for chosen in product(*choices)]


def _parts(option: str) -> tuple[str, ...]:
    """The tokens of a choice; an apostrophe at its end, as in `d'`, is one of them."""
    if _slot(option) or option in _SIGNS:
        return (option,)
    return (*tokens(option.replace("_", " ")), *(("'",) if option.endswith("'") else ()))


def folded(text: str) -> str:
    """Text in small letters without accents.

    >>> folded("Nächste Größe, à Noël")
    'nachste grosse, a noel'
    """
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def translated(words: str, code: str) -> tuple[str, ...]:
    """The tokens of the grammar that a phrase stands for.

    Raises
    ------
    UnreadableWindow
        Where a word is none of that language's words about time.

    Examples
    --------
    >>> translated("in drei bis sechs Monaten", "de")
    ('in', '3', 'to', '6', 'month')
    >>> translated("d'ici trois mois", "fr")
    ('within', '3', 'month')
    """
    spoken = language(code)
    items = _items(words, spoken)
    said: list[str] = []
    at = 0
    while at < len(items):
        length, standing = _longest(items, at, spoken)
        if not length:
            raise UnreadableWindow(
                words,
                spoken.examples[:3],
                f"holds {items[at].written!r}, which is no word about time that is known in {spoken.name}",
            )
        said += standing
        at += length
    return tuple(token for run in said for token in run.split())


def examples_in(code: str) -> tuple[str, ...]:
    """Phrases of a language that are read."""
    return language(code).examples


def _longest(items: list[_Item], at: int, spoken: Language) -> tuple[int, list[str]]:
    for pattern, stands_for in spoken.forms:
        found = items[at : at + len(pattern)]
        if len(found) == len(pattern) and all(map(_fits, pattern, found)):
            filled: dict[str, list[str]] = {}
            for part, item in zip(pattern, found, strict=True):
                filled.setdefault(part, []).append(item.meaning)
            return len(pattern), [_filled(filled[part]) if _slot(part) else part for part in stands_for]
    item = items[at]
    if item.kind != "word":
        return 1, [item.meaning]
    return (1, [item.written]) if item.written in _SIGNS else (0, [])


def _filled(meanings: list[str]) -> str:
    """What a slot holds: the next of several of its kind, the one there is as often as it is asked for."""
    return meanings.pop(0) if len(meanings) > 1 else meanings[0]


def _slot(part: str) -> str | None:
    name = part.strip("{}")
    return name if part.startswith("{") and name in _SLOTS else None


def _fits(part: str, item: _Item) -> bool:
    slot = _slot(part)
    return item.kind == slot if slot else item.written == part


def _items(words: str, spoken: Language) -> list[_Item]:
    run = tokens(_without_dots(folded(plain(words)), spoken))
    items: list[_Item] = []
    at = 0
    longest = max(len(name) for name in spoken.names)
    while at < len(run):
        for length in range(min(longest, len(run) - at), 0, -1):
            item = spoken.names.get(run[at : at + length])
            if item is not None:
                break
        else:
            length, item = 1, _number(run[at])
        items.append(item)
        at += length
    return items


def _number(token: str) -> _Item:
    if re.fullmatch("[1-9][0-9]{3}", token):
        return _Item(written=token, kind="year", meaning=token)
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", token):
        return _Item(written=token, kind="n", meaning=token)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?|p([0-9]+[ymwd])+", token):
        return _Item(written=token, kind="date", meaning=token)
    return _Item(written=token)


def _without_dots(text: str, spoken: Language) -> str:
    """Dates in numbers with their months by name, day first, and decimal commas as points."""

    def named(found: re.Match[str]) -> str:
        day, month, year = found["day"], int(found["month"]), found["year"] or ""
        if not 1 <= month <= 12:
            return found[0]
        return f" {day} {folded(spoken.months[month - 1])} {year} "

    text = re.sub(r"(?<!\d)(\d{1,2})\./(?=\d{1,2}\.)", r"\1 - ", text)
    text = re.sub(
        r"(?<![\d./])(?P<day>\d{1,2})(?P<sign>[./])(?P<month>\d{1,2})(?:(?P=sign)(?P<year>[1-9]\d{3})|\.)?(?![\d/])",
        named,
        text,
    )
    text = re.sub(r"(?<![\d./-])(?P<day>)(?P<month>\d{1,2}) ?\. ?(?P<year>[1-9]\d{3})(?!\d)", named, text)
    return re.sub(r"(?<=\d),(?=\d)", ".", text)


@cache
def month_numbers() -> dict[str, int]:
    """The number of a month by its spelling in any of the languages, folded; English also in three letters.

    >>> month_numbers()["dezember"], month_numbers()["sept"], month_numbers()["aout"]
    (12, 9, 8)
    """
    found = {name: number for number, name in enumerate(_MONTHS, start=1)}
    found |= {name[:3]: number for name, number in found.items()} | {"sept": 9}
    for code in LANGUAGES[1:]:
        data = json.loads((_DATA / f"{code}.json").read_text(encoding="utf-8"))
        for number, spellings in enumerate(data["months"], start=1):
            found |= {folded(spelling): number for spelling in spellings.split("|")}
    return found
