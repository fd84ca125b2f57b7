"""The price of a market over time as a crowd's forecasts: the last of each day, marked as a market's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forecasts.errors import TrackerError
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.format import Open, ReadRow, RefusedRow, RowNoun
from forecasts.exchange.formats.common import chance_by, end_of, resolved_to
from forecasts.exchange.formats.json_objects import as_row, explain_only
from forecasts.model import Chance, Forecaster, ForecasterKind, Outcome, OutcomeKind, Question

DAILY = "Of the prices of a day the last is taken, as the forecast of everybody who traded."


@dataclass(frozen=True, kw_only=True, slots=True)
class Market:
    """What a price is of: the question, its close, and what share of a yes it paid, once it was settled."""

    question: Question
    close: date | None
    settled: date | None = None
    share: float | None = None
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """A price, from 0 to 1, at a moment; where it stands in its file, and how."""

    moment: datetime
    price: float
    line: int
    text: str


def markets_alone(
    markets: Iterable[dict[str, Any]], explained: str, conventions: Conventions
) -> Iterator[ReadRow]:
    """Markets without the prices that they explain, which bring nothing."""
    alone = f"Markets bring nothing by themselves: what they say comes with the {explained} beside them."
    yield from explain_only(list(markets), alone, conventions)


def read_prices(
    values: Iterable[Any], price_of: Callable[[int, Any], Price | None]
) -> tuple[list[Price], list[RefusedRow], int]:
    """The prices of a list, the values that cannot be read, and how many say of none."""
    prices: list[Price] = []
    refused: list[RefusedRow] = []
    silent = 0
    for line, value in enumerate(values, start=1):
        try:
            price = price_of(line, value)
        except TrackerError as error:
            refused.append(RefusedRow(line=line, text=as_row(value), reason=str(error)))
            continue
        if price is None:
            silent += 1
        else:
            prices.append(price)
    return prices, refused, silent


def market_forecasts(
    market: Market, prices: Iterable[Price], *, platform: str, title: str, conventions: Conventions
) -> Iterable[ReadRow]:
    """The question with its answer, and the last price of each day until it was settled."""
    question = market.question
    yield ReadRow(line=1, text=question.statement, nouns=(question, *_answer(market, conventions)))
    crowd = conventions.forecaster("market", platform, kind=ForecasterKind.CROWD)
    who = Forecaster(slug=crowd.slug, name=f"{title} market", aliases=crowd.aliases, kind=crowd.kind)
    last: dict[date, Price] = {}
    for found in sorted(prices, key=lambda price: price.moment):
        last[found.moment.date()] = found
    close = market.close
    if close is not None:
        close = end_of(close, market.settled, conventions)
    for found in last.values():
        conventions.assume(DAILY)
        belief = Chance(p=found.price, low=found.price, high=found.price, rule="market price")
        forecast = chance_by(close, question, who, belief, made=found.moment)
        nouns: tuple[RowNoun, ...] = (question, who, forecast)
        yield ReadRow(line=found.line, text=found.text, nouns=nouns)


def _answer(market: Market, conventions: Conventions) -> tuple[Outcome | Open]:
    slug = market.question.slug
    if market.settled is None:
        return (Open(question=slug),)
    if market.is_void or market.share is None:
        because = "the market gave the stakes back"
        return (Outcome(question=slug, kind=OutcomeKind.VOID, because=because, known_on=market.settled),)
    deadline = end_of(market.close or market.settled, market.settled, conventions)
    return (
        resolved_to(slug, market.share, resolved=market.settled, deadline=deadline, conventions=conventions),
    )
