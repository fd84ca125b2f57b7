"""Which formats there are, and which one a file is in: told by its header or its keys, or by `--format`."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

from forecasts.errors import Unknown
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Format

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
"""The modules of other tools' formats by the names that `--format` takes, the first that fits first."""


def format_named(name: str) -> Format:
    """The format of a name; one that is unknown is refused with the nearest."""
    if name not in FORMATS:
        raise Unknown("format", name, tuple(get_close_matches(name, FORMATS) or FORMATS))
    found: Format = import_module(FORMATS[name])
    return found


def recognised(file: DataFile) -> str | None:
    """The name of the format that a file is in; None where no tool's header or keys fit."""
    return next((name for name in FORMATS if format_named(name).recognises(file)), None)
