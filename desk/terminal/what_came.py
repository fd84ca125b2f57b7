"""What came of each judged forecast, in words for a table: what happened, and apart from it how it fared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = ("what happened", "how it fared")


class Came(NamedTuple):
    """What happened, and how the forecast fared; each empty where there is nothing to say."""

    happened: str
    fared: str


def what_came(rows: DataFrame, names: Mapping[str, str]) -> dict[str, Came]:
    """What came of the forecasts of a judged frame, by handle."""
    from reports.facets.rows import rows_of
    from reports.render.statements import fared, result

    return {row.handle: Came(result(row), fared(row)) for row in rows_of(rows, names)}


def score_in_words(measure: str, score: str) -> str:
    """A score under the name of its measure, since two measures mean different things.

    >>> score_in_words("timeline_brier", "0.5289")
    'Timeline Brier 0.5289'
    """
    from tracker.measures import title_of

    return f"{title_of(measure)} {score}"
