"""Kalshi: the candlesticks of a market, with the markets of its API that say what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from forecasts.errors import UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Rows
from forecasts.exchange.formats.common import prose, title
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

PLATFORM = "kalshi"
_MARKET = ("ticker", "title", "close_time")
_SHARES = {"yes": 1.0, "no": 0.0}


class Kalshi:
    """Candlesticks (`end_period_ts` with a `price`), or markets."""

    TITLE = "Kalshi"

    def recognises(self, file: DataFile) -> bool:
        """Whether the keys are those of candlesticks, or of markets."""
        found = document(file)
        return bool(_candles(found)) or any(True for _ in _markets(found))

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The last price of each day; markets beside it say what it is the price of, and how it ended."""
        found = document(file)
        candles = _candles(found)
        if not candles:
            yield from markets_alone(_markets(found), "candlesticks", conventions)
            return
        markets = {
            str(market["ticker"]): market for other in (*beside, file) for market in _markets(document(other))
        }
        names = [str(page["ticker"]) for page in pages(found) if page.get("ticker")]
        ticker = next(iter(names), PurePath(file.name.removesuffix(".gz")).stem)
        if ticker not in markets:
            raise UnfitFile(
                file.name,
                f"holds prices of {ticker[:60]!r}, of which no market is given",
                "give markets.json with it",
            )
        read, refused, silent = read_prices(candles, _price)
        yield from refused
        for _ in range(silent):
            conventions.assume("Candlesticks in which nothing was traded are passed over.")
        market = _market(JsonObject(markets[ticker]), conventions)
        yield from market_forecasts(
            market, read, platform=PLATFORM, title=self.TITLE, conventions=conventions
        )


def _candles(found: Any) -> list[Any]:
    return [
        value
        for page in pages(found)
        for value in listed(page, "candlesticks")
        if has(value, "end_period_ts")
    ]


def _markets(found: Any) -> Iterator[dict[str, Any]]:
    for page in pages(found):
        if has(page, *_MARKET):
            yield page
        if has(page.get("market"), *_MARKET):
            yield page["market"]
        yield from (value for value in listed(page, "markets") if has(value, *_MARKET))


def _price(line: int, value: Any) -> Price | None:
    """The price at which a candlestick closed, in cents or dollars; None where nothing was traded."""
    item = JsonObject.of(value)
    seconds, price = item.number("end_period_ts"), item.inner("price") or JsonObject({})
    moment = None if seconds is None else since_1970(seconds=seconds)
    if moment is None:
        raise UnfitCell("end_period_ts", item.text("end_period_ts"), "give seconds since 1970")
    cents, dollars = price.number("close"), price.number("close_dollars")
    if cents is None and dollars is None:
        return None
    said = dollars if dollars is not None else (cents or 0.0) / 100
    if not 0 <= said <= 1:
        raise UnfitCell("price", f"{said:g}", "a price lies between 0 and 100 cents")
    return Price(moment, said, line, as_row(value))


def _market(item: JsonObject, conventions: Conventions) -> Market:
    part = item.text("yes_sub_title", "subtitle")
    named = item.needed("title")
    question = Question(
        slug=slug_of(PLATFORM, item.needed("ticker"), exact=True),
        statement=title(named if not part or part in named else f"{named}: {part}", conventions),
        criteria=prose(
            "\n\n".join(filter(None, (item.text("rules_primary"), item.text("rules_secondary")))), conventions
        ),
        cluster=slug_of(PLATFORM, item.text("event_ticker"), exact=True)
        if item.text("event_ticker")
        else None,
    )
    close = conventions.day(item.needed("close_time"), "close_time")
    result = item.text("result").casefold()
    if not result:
        return Market(question=question, close=close)
    if result not in (*_SHARES, "void", "scalar"):
        raise UnfitNoun(f"The market resolved to {result[:40]!r}", "give yes, no, void, or nothing")
    settled = conventions.day(
        item.text("settlement_ts", "settled_time", "expiration_time", "close_time"), "settled_time"
    )
    return Market(
        question=question,
        close=close,
        settled=min(settled, conventions.today),
        share=_SHARES.get(result),
        is_void=result not in _SHARES,
    )
