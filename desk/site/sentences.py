"""Refusals in the words of where they are shown: an option of the command as the field that it is there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desk.terminal.answer_sheet import without_options

_OPTION = re.compile(r"(?<![\w-])(?:--([a-z]+(?:-[a-z]+)*)|-(p)\b)(?: [A-Z]+(?=[ ,;:.?!]|$))?")
LOG = {
    "about": "Of the known question",
    "by": "Who said it",
    "chance": "How likely",
    "criteria": "What decides it",
    "deadline": "Deadline",
    "language": "Language of the words",
    "locator": "Page, minute or paragraph",
    "published": "Published",
    "publisher": "Publisher",
    "quote": "The decisive words",
    "said": "Said on",
    "scale": "Scale of the words",
    "slug": "Slug",
    "source": "Source",
    "tag": "Tags",
    "topic": "Topic",
    "url": "Address",
    "when": "When, in words",
    "zone": "Whose calendar",
}
"""The options of `log` that its form has a field for, with what stands beside it."""

IMPORT = {
    "answer": "What answers mean",
    "column": "A line each, part=column",
    "percent": "Probabilities",
    "fraction": "Probabilities",
    "day-first": "03/04/2021 is",
    "month-first": "03/04/2021 is",
    "time-zone": "Whose clock",
    "me": "Whose forecasts",
    "who": "Who is who",
    "scale": "Scale of the words",
}
"""The same for `import`."""
_TWICE = re.compile(r"(“[^”]+”)(?:,? or \1)+")


def in_form(sentence: str, fields: Mapping[str, str]) -> str:
    """A refusal with the fields of a form where it names their options; advice by other options is left out.

    >>> in_form("'soon' names no date: wait, or give --deadline DATE.", LOG)
    "'soon' names no date: wait, or give “Deadline”."
    >>> in_form("It has two readings: say --day-first, or write it out.", LOG)
    'It has two readings: write it out.'
    >>> in_form("'3/4/21' has two readings: say --day-first or --month-first.", IMPORT)
    "'3/4/21' has two readings: say “03/04/2021 is”."
    """

    def named(option: re.Match[str]) -> str:
        label = fields.get(option[1] or "chance")
        return option[0] if label is None else f"“{label}”"

    return without_options(_TWICE.sub(r"\1", _OPTION.sub(named, sentence)))


def in_body(sentence: str) -> str:
    """A refusal with the fields of a body where it names options: they bear the options' names.

    >>> in_body("Nothing says what came of it: give --on DATE if it happened, or --not-through DATE.")
    'Nothing says what came of it: give `on` if it happened, or `not_through`.'
    >>> in_body("'likely' needs a scale: give -p as a number.")
    "'likely' needs a scale: give `chance` as a number."
    """
    return _OPTION.sub(lambda option: f"`{(option[1] or 'chance').replace('-', '_')}`", sentence)
