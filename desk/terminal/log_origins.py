"""The questions of `tracker log` about where it was said: the words, their source, its address."""

from __future__ import annotations

import re

from desk.terminal.answer_sheet import Heard, Sheet, Step
from forecasts.errors import UnfitText, Unknown
from forecasts.model import Source
from forecasts.recording.provenance import LAST, known_source, last_source
from forecasts.texts import checked_line, checked_text, slugified

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MANY_WORDS = 12
_MARKS = "\"'“”„«»‘’「」"


def _quote(text: str, sheet: Sheet) -> Heard:
    if not text:
        return Heard(value=None)
    if text == LAST or _is_known(text, sheet):
        raise UnfitText("the quote", f"is {text[:40]!r}, a source", "type what was said, or leave it empty")
    return Heard(value=checked_text(text, "the quote"))


def _is_known(text: str, sheet: Sheet) -> bool:
    known = sheet.view.standing("source", title=text), sheet.view.standing("source", slug=text)
    return any(next(iter(found), None) is not None for found in known)


def _source(text: str, sheet: Sheet) -> Heard:
    if not text:
        return Heard(value=None)
    if text == LAST:
        slug = last_source(sheet.view)
        return Heard(value=slug, shown=(("the source", slug),))
    checked_line(text, "the source", longest=1000)
    if _ADDRESS.fullmatch(text):
        for stored in sheet.view.standing("source", url=text):
            assert isinstance(stored.noun, Source)
            return Heard(value=stored.noun.slug, shown=((stored.noun.slug, stored.noun.title),))
        return Heard(value=None)
    if (known := known_source(sheet.view, text)) is not None:
        return Heard(value=known, shown=(("the source", known),))
    if is_like_a_quote(text, sheet.value("quote")):
        return Heard(value=None, shown=(("that", "looks like words that were said, not like a title"),))
    return Heard(value=text, shown=(("a new source", slugified(text)),))


def is_like_a_quote(text: str, quote: str | None) -> bool:
    """Whether what was typed as a source looks like what was said.

    >>> is_like_a_quote("MK, 25 June 2021", "a month or two"), is_like_a_quote("“a month or two”", None)
    (False, True)
    """
    bare = text.strip().strip(_MARKS).casefold()
    return (
        text[0] in _MARKS
        or text.rstrip()[-1] in ".!?…"
        or len(text.split()) > _MANY_WORDS
        or (quote is not None and (bare in quote.casefold() or quote.casefold() in bare))
    )


def _untitled(sheet: Sheet) -> bool:
    return bool(sheet.texts.get("source")) and "source" in sheet.heard and sheet.value("source") is None


def _title(text: str, sheet: Sheet) -> Heard:
    title = checked_line(text, "the source's title", longest=1000)
    if (known := known_source(sheet.view, title)) is not None:
        return Heard(value=known, shown=(("the source", known),))
    return Heard(value=title, shown=(("a new source", slugified(title)),))


def source_named(sheet: Sheet) -> str | None:
    """The source as `Provenance` takes it: a known slug, or the title of a new one."""
    named: str | None = sheet.value("source") or sheet.value("title")
    return named


def address_of(sheet: Sheet) -> str | None:
    """The address of a new source, typed at either question."""
    if not _new(sheet):
        return None
    typed = sheet.texts.get("source", "")
    address: str | None = typed if _ADDRESS.fullmatch(typed) else sheet.value("url")
    return address


def _new(sheet: Sheet) -> bool:
    named = source_named(sheet)
    if named is None:
        return False
    try:
        return known_source(sheet.view, named) is None
    except Unknown:
        return True


def _url(text: str, _: Sheet) -> Heard:
    if not text:
        return Heard(value=None)
    if not _ADDRESS.fullmatch(text):
        raise UnfitText("the address", f"is {text[:40]!r}", "type one such as https://example.org/page")
    return Heard(value=checked_line(text, "the address", longest=2000))


def _plain(text: str, _: Sheet) -> Heard:
    return Heard(value=checked_text(text, "the answer", longest=500) if text else None)


def _quoted(sheet: Sheet) -> bool:
    return sheet.value("quote") is not None


ORIGINS = (
    Step(
        name="quote",
        label="quote",
        question="The decisive words, verbatim?",
        more="Only the words that decide it, as they were said: a month or two. Maybe three.",
        read=_quote,
    ),
    Step(
        name="source",
        label="source",
        question="Their source? (slug, title, address or last)",
        more="`last` is the source of the statement logged last. A new title or address makes a new source.",
        read=_source,
        asked=_quoted,
    ),
    Step(
        name="title",
        label="title",
        question="What is the title of that source?",
        more="What the article, the post or the programme is called, with its date: MK, 25 June 2021.",
        read=_title,
        asked=_untitled,
        required=True,
    ),
    Step(
        name="url",
        label="address",
        question="Its address?",
        more="Where others can read it, such as https://example.org/page. It is asked once for each source.",
        read=_url,
        asked=lambda sheet: _new(sheet) and not _ADDRESS.fullmatch(sheet.texts.get("source", "")),
    ),
    Step(
        name="locator",
        label="place in it",
        question="Where in the source?",
        more="The page, the minute, the paragraph.",
        read=_plain,
        asked=_quoted,
        spoken=False,
    ),
)
