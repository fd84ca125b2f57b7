"""Which tool a file comes from, told by its header or its keys, or as somebody says with `--format`."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from importlib import import_module
from typing import Protocol

from forecasts.errors import Unknown
from forecasts.exchange.brought import Bad, Brought
from forecasts.exchange.given import Given
from forecasts.exchange.settled import Settled


class Format(Protocol):
    """A class in `forecasts.exchange.formats`: how files of one tool are told, and what they bring."""

    TITLE: str

    def fits(self, given: Given) -> bool:
        """Whether the header or the keys are this tool's."""

    def brought(self, given: Given, settled: Settled, beside: tuple[Given, ...]) -> Iterator[Brought | Bad]:
        """What each row brings, in order; `beside` are other files given with it, such as its questions."""


FORMATS = {
    "fatebook": "fatebook:Export",
    "fatebook-tournament": "fatebook:Tournament",
    "fatebook-spreadsheet": "fatebook:Spreadsheet",
    "predictionbook": "predictionbook:PredictionBook",
    "metaculus": "metaculus:Metaculus",
    "metaculus-posts": "metaculus_posts:MetaculusPosts",
    "manifold": "manifold:Manifold",
    "good-judgment": "good_judgment:GoodJudgment",
    "forecastbench": "forecastbench:ForecastBench",
    "hubverse": "hubverse:Hubverse",
}


def format_named(name: str) -> Format:
    """The format of a name; one that is unknown is refused with the nearest."""
    if name not in FORMATS:
        raise Unknown("format", name, tuple(get_close_matches(name, FORMATS) or FORMATS))
    module, _, kind = FORMATS[name].partition(":")
    found: Format = getattr(import_module(f"forecasts.exchange.formats.{module}"), kind)()
    return found


def recognised(given: Given) -> str | None:
    """The name of the format that a file is in; None where no tool's header or keys fit."""
    return next((name for name in FORMATS if format_named(name).fits(given)), None)
