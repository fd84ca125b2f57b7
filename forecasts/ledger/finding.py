"""Who or what is meant by a name as typed: a slug in full, a name, or the beginning of a slug.

To read, a beginning of any word will do: a wrong guess shows the wrong page. To record, nothing is guessed
from a word within a slug, because a wrong guess would put words into the mouth of another person.
"""

from __future__ import annotations

from difflib import get_close_matches

from sqlalchemy import select

from forecasts.errors import NotUnique, Unknown
from forecasts.handles import Handle
from forecasts.ledger.reader import Reader, Stored
from forecasts.ledger.tables import MIRRORS
from forecasts.model import Forecaster, Question, Source
from forecasts.texts import slugified

NEAR = 3


def found(reader: Reader, kind: str, text: str, *, to_record: bool) -> Stored:
    """The question, forecaster or source that is meant, or Unknown with the nearest slugs, or NotUnique.

    A slug that it formerly had will do, in full.
    """
    for stored in reader.standing(kind, slug=text):
        return stored
    if kind == "forecaster" and (named := _named(reader, text)):
        return named
    slugs = reader.slugs(kind)
    begun = text if to_record else text.casefold()
    fitting = tuple(slug for slug in slugs if begun and slug.startswith(begun))
    within = tuple(slug for slug in slugs if text and f"-{text.casefold()}" in slug)
    if not to_record:
        fitting = fitting or within
    if len(fitting) > 1 and begun not in fitting:
        raise NotUnique(kind, text, fitting)
    if fitting:
        slug = begun if begun in fitting else fitting[0]
        return next(reader.standing(kind, slug=slug))
    like = get_close_matches(slugified(text), slugs, n=NEAR)
    raise Unknown(kind, text, tuple(dict.fromkeys((*within, *like)))[:NEAR])


def slug_of(stored: Stored) -> str:
    """The slug of a question, forecaster or source that was found."""
    assert isinstance(stored.noun, Question | Forecaster | Source)
    return stored.noun.slug


def _named(reader: Reader, text: str) -> Stored | None:
    folded = text.casefold()
    mirror = MIRRORS["forecaster"]
    rows = reader.rows(
        select(mirror.c.entry, mirror.c.position, mirror.c.slug, mirror.c.name, mirror.c.aliases).where(
            mirror.c.entry <= reader.head.sequence
        )
    )
    for row in rows:
        if folded in (name.casefold() for name in (row.name, *(row.aliases or ()))):
            handle = Handle(row.entry, row.position)
            if reader.stands(handle):
                return reader.get(handle)
            if handle in reader.aside and handle not in reader.amendments:
                return next(reader.standing("forecaster", slug=row.slug))
    return None
