"""What text a record may hold: names, quotes and slugs that are safe to print, sort and sign."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from forecasts.errors import UnfitText

LONGEST = 20_000
LONGEST_SLUG = 80

_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BREAK = re.compile(r"[\n\r\u2028\u2029]")
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def checked_text(text: str, what: str, *, longest: int = LONGEST) -> str:
    """Text as it may stand in a record; `what` names the field in the refusal.

    Control characters, lone surrogates, direction overrides, emptiness and more than `longest`
    characters raise UnfitText. Tabs and line breaks are allowed.

    >>> checked_text("a month or two", "the quote")
    'a month or two'
    """
    if len(text) > longest:
        raise UnfitText(what, f"has {len(text):,} characters", f"keep it under {longest:,}")
    if not text.strip():
        raise UnfitText(what, "is empty", "leave it out or fill it in")
    if unsafe := _UNSAFE.search(text):
        raise UnfitText(what, f"holds the control character U+{ord(unsafe[0]):04X}", "remove it")
    return text


@lru_cache(1_000)
def checked_line(text: str, what: str, *, longest: int) -> str:
    """Text of one line, such as a name or a title: a line break would tear it apart where it is listed.

    >>> checked_line("The Paper", "the title", longest=100)
    'The Paper'
    """
    if _BREAK.search(text):
        raise UnfitText(what, "holds a line break", "write it on one line")
    return checked_text(text, what, longest=longest)


@lru_cache(20_000)
def checked_slug(slug: str, what: str) -> str:
    """A slug that is safe to type: lower-case letters and digits of any script, joined by hyphens.

    >>> checked_slug("move-north", "the question")
    'move-north'
    """
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug) or slug != slug.casefold():
        shown = slug if len(slug) <= LONGEST_SLUG else slug[:40] + "…"
        raise UnfitText(
            what,
            f"has the slug {shown!r}",
            f"use at most {LONGEST_SLUG} lower-case letters, digits and hyphens, such as {slugified(slug)!r}",
        )
    return slug


def slugified(text: str) -> str:
    """The slug that a name or a title suggests; Latin accents go, other scripts keep their letters.

    >>> slugified("Alexander Mikhailovsky")
    'alexander-mikhailovsky'
    >>> slugified("Será así?")
    'sera-asi'
    >>> slugified("Сергей Королёв")
    'сергей-королёв'
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text.casefold()).casefold())
    words = re.findall(r"[^\W_]+", "".join(map(_bare, folded)))
    return "-".join(words)[:LONGEST_SLUG].strip("-") or "unnamed"


def _bare(letter: str) -> str:
    """A letter without its accents, unless they make another letter of it, as in the Cyrillic й."""
    parts = unicodedata.normalize("NFKD", letter)
    if not unicodedata.combining(parts[-1]):
        return letter
    if (
        parts != letter
        and not unicodedata.name(parts[0], "").startswith("LATIN")
        and letter == letter.casefold()
    ):
        return letter
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
