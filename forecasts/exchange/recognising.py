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
    """A module of `forecasts.exchange.peers`: how files of one tool are told, and what they bring."""

    TITLE: str

    def fits(self, given: Given) -> bool:
        """Whether the header or the keys are this tool's."""

    def brought(self, given: Given, settled: Settled, beside: tuple[Given, ...]) -> Iterator[Brought | Bad]:
        """What each row brings, in order; `beside` are other files given with it, such as its questions."""


FORMATS = {
    "fatebook": "forecasts.exchange.peers.fatebook",
    "fatebook-tournament": "forecasts.exchange.peers.fatebook_tournament",
    "fatebook-spreadsheet": "forecasts.exchange.peers.fatebook_spreadsheet",
    "predictionbook": "forecasts.exchange.peers.predictionbook",
    "metaculus": "forecasts.exchange.peers.metaculus",
    "metaculus-posts": "forecasts.exchange.peers.metaculus_posts",
    "manifold": "forecasts.exchange.peers.manifold",
    "good-judgment": "forecasts.exchange.peers.good_judgment",
    "forecastbench": "forecasts.exchange.peers.forecastbench",
    "hubverse": "forecasts.exchange.peers.hubverse",
}


def format_named(name: str) -> Format:
    """The format of a name; one that is unknown is refused with the nearest."""
    if name not in FORMATS:
        raise Unknown("format", name, tuple(get_close_matches(name, FORMATS) or FORMATS))
    found: Format = import_module(FORMATS[name])
    return found


def recognised(given: Given) -> str | None:
    """The name of the format that a file is in; None where no tool's header or keys fit."""
    return next((name for name in FORMATS if format_named(name).fits(given)), None)
