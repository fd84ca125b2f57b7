"""Polymarket: the price history of one share, with the markets of its API that say what it is a share of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from forecasts.errors import UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Rows
from forecasts.exchange.formats.common import prose, tag, title
from forecasts.exchange.formats.json_objects import (
    JsonObject,
    as_row,
    document,
    has,
    listed,
    pages,
    since_1970,
)
from forecasts.exchange.formats.price_histories import (
    Market,
    Price,
    market_forecasts,
    markets_alone,
    read_prices,
)
from forecasts.model import Question

PLATFORM = "polymarket"
_MARKET = ("question", "outcomes", "clobTokenIds")


class Polymarket:
    """A history of the prices API (`history`, of `t` and `p`), or markets of the Gamma API."""

    TITLE = "Polymarket"

    def recognises(self, file: DataFile) -> bool:
        """Whether the keys are those of a price history, or of markets."""
        found = document(file)
        return bool(_prices(found)) or any(True for _ in _markets(found))

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The last price of each day; markets beside it say what it is the price of, and how it ended."""
        found = document(file)
        prices = _prices(found)
        if not prices:
            yield from markets_alone(_markets(found), "price history", conventions)
            return
        markets = [market for other in (*beside, file) for market in _markets(document(other))]
        named = _market_of(file, found, markets)
        if named is None:
            raise UnfitFile(
                file.name,
                "does not say of which market its prices are",
                "give the market's JSON beside it, and name the history by its token, slug or id",
            )
        market, place = named
        read, refused, _ = read_prices(prices, _price)
        yield from refused
        whole = _market(JsonObject(market), place, conventions)
        yield from market_forecasts(whole, read, platform=PLATFORM, title=self.TITLE, conventions=conventions)


def _prices(found: Any) -> list[Any]:
    return [value for page in pages(found) for value in listed(page, "history") if has(value, "t", "p")]


def _markets(found: Any) -> Iterator[dict[str, Any]]:
    for page in pages(found):
        if has(page, *_MARKET):
            yield page
        for name in ("markets", "data"):
            yield from (value for value in listed(page, name) if has(value, *_MARKET))


def _price(line: int, value: Any) -> Price:
    item = JsonObject.of(value)
    seconds, price = item.number("t"), item.number("p")
    if seconds is None or price is None:
        raise UnfitNoun("A price has no moment t, or no value p", "fetch the history again")
    moment = since_1970(seconds=seconds)
    if moment is None:
        raise UnfitCell("t", item.text("t"), "give seconds since 1970")
    if not 0 <= price <= 1:
        raise UnfitCell("p", item.text("p"), "a price lies between 0 and 1")
    return Price(moment, price, line, as_row(value))


def _market_of(
    file: DataFile, found: Any, markets: list[dict[str, Any]]
) -> tuple[dict[str, Any], int] | None:
    """The market of a history, and which of its outcomes the price is of.

    It is named by the token, the slug or the id under `market` in the file or in its name; one market
    alone needs no name.
    """
    said = {str(page.get("market")) for page in pages(found) if page.get("market")}
    stem = PurePath(file.name.removesuffix(".gz")).stem
    for market in markets:
        tokens = _texts(market.get("clobTokenIds"))
        for place, token in enumerate(tokens):
            if token in said or token == stem:
                return market, place
        names = {str(market.get(key)) for key in ("id", "slug", "conditionId") if market.get(key)}
        if names & {*said, stem} or (len(markets) == 1 and not said):
            return market, 0
    return None


def _market(item: JsonObject, place: int, conventions: Conventions) -> Market:
    outcomes = _texts(item.values.get("outcomes"))
    name = outcomes[place] if place < len(outcomes) else ""
    asked = item.needed("question")
    yes = name.casefold() in ("", "yes")
    ident = item.needed("id", "conditionId", "slug")
    question = Question(
        slug=slug_of(PLATFORM, ident, *(() if yes else (name,)), exact=True),
        statement=title(asked if yes else f"{asked}: {name}", conventions),
        criteria=prose(item.text("description"), conventions),
        topic=tag(item.text("category")) or None,
        cluster=None if yes else slug_of(PLATFORM, ident, exact=True),
    )
    ends, closed = item.text("endDate", "endDateIso"), item.text("closedTime", "umaEndDate", "endDate")
    settled = conventions.day(closed, "closedTime") if item.flag("closed") and closed else None
    paid = _texts(item.values.get("outcomePrices"))
    share = (
        float(paid[place]) if settled is not None and place < len(paid) and _is_number(paid[place]) else None
    )
    is_final = share in (0.0, 0.5, 1.0)
    return Market(
        question=question,
        close=conventions.day(ends, "endDate") if ends else None,
        settled=settled if is_final else None,
        share=share if is_final else None,
    )


def _texts(value: Any) -> list[str]:
    """The texts of a list, which the API writes as JSON in a text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return [str(item) for item in value] if isinstance(value, list) else []


def _is_number(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False
