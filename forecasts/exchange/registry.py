"""Which formats there are, and which one a file is in: told by its header or its keys, or by `--format`."""

from __future__ import annotations

from difflib import get_close_matches

from forecasts.errors import Unknown
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Format
from forecasts.exchange.formats.fatebook import Export, Spreadsheet, Tournament
from forecasts.exchange.formats.forecastbench import ForecastBench
from forecasts.exchange.formats.good_judgment import GoodJudgment
from forecasts.exchange.formats.hubverse import Hubverse
from forecasts.exchange.formats.kalshi import Kalshi
from forecasts.exchange.formats.manifold import Manifold
from forecasts.exchange.formats.metaculus import Metaculus
from forecasts.exchange.formats.metaculus_posts import MetaculusPosts
from forecasts.exchange.formats.polymarket import Polymarket
from forecasts.exchange.formats.predictionbook import PredictionBook

FORMATS: dict[str, Format] = {
    "fatebook": Export(),
    "fatebook-tournament": Tournament(),
    "fatebook-spreadsheet": Spreadsheet(),
    "predictionbook": PredictionBook(),
    "metaculus": Metaculus(),
    "metaculus-posts": MetaculusPosts(),
    "manifold": Manifold(),
    "polymarket": Polymarket(),
    "kalshi": Kalshi(),
    "good-judgment": GoodJudgment(),
    "forecastbench": ForecastBench(),
    "hubverse": Hubverse(),
}
"""The formats of other tools by the names that `--format` takes; a file is in the first that fits."""


def format_named(name: str) -> Format:
    """The format of a name; one that is unknown is refused with the nearest."""
    if name not in FORMATS:
        raise Unknown("format", name, tuple(get_close_matches(name, FORMATS) or FORMATS))
    return FORMATS[name]


def recognised(file: DataFile) -> str | None:
    """The name of the format that a file is in; None where no tool's header or keys fit."""
    return next((name for name, form in FORMATS.items() if form.recognises(file)), None)
