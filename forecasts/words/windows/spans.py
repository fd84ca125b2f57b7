"""Which stretch of the calendar do the words name? Every kind of period, tried in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasts.words.windows.parts import century, decade, half_year, month, quarter, season, year
from forecasts.words.windows.thirds import half, third
from forecasts.words.windows.units import next_unit
from forecasts.words.windows.weeks import days_of_week, week

if TYPE_CHECKING:
    from forecasts.words.windows.periods import Piece
    from forecasts.words.windows.phrases import Phrase


def span(phrase: Phrase) -> Piece | None:
    """A stretch from a week to a century, or a half or third of one."""
    return phrase.either(
        *(third, half, half_year, quarter, season, week, days_of_week),
        *(month, century, decade, year, next_unit),
    )
