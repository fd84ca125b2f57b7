"""What points to a record follows it into the version that stands, where it was corrected."""

from __future__ import annotations

from dataclasses import replace

from forecasts.handles import Handle
from forecasts.ledger.reader import Reader, Stored
from forecasts.model import Forecast, Noun


def followed(noun: Noun, reader: Reader) -> Noun:
    """The noun with its pointers to records moved to the versions that stand; else as it is.

    What it names by a slug needs no following, for a correction keeps the slug.
    """
    if not isinstance(noun, Forecast) or (noun.statement is None and noun.restates is None):
        return noun
    return replace(noun, statement=_now(noun.statement, reader), restates=_now(noun.restates, reader))


def as_it_stands(stored: Stored, reader: Reader) -> Stored:
    """A record as it is to be shown: one that stands points to what stands, another to what it named."""
    return replace(stored, noun=followed(stored.noun, reader)) if stored.stands else stored


def _now(handle: Handle | None, reader: Reader) -> Handle | None:
    return None if handle is None else reader.latest(handle)
