"""How likely a cell of a spreadsheet says it is: a number, or words of a scale."""

from __future__ import annotations

import re

from forecasts.exchange.mapping.reading import Named
from forecasts.model import Chance

_NUMBER = re.compile(r"[-+]?[0-9.,]+\s*%?")


def belief_of(row: Named) -> Chance:
    """The chance that the row states; words are read only by the scale that the mapping names."""
    text = row["p"]
    if row.mapping.scale is not None and not _NUMBER.fullmatch(text):
        from forecasts.words.chances import read_chance

        read = read_chance(text, scale=row.mapping.scale)
        return Chance(p=read.p, low=read.low, high=read.high, words=text, rule=read.rule)
    return Chance.stated(row.conventions.chance(text, row.column("p")))
