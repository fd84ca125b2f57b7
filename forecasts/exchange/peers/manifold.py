"""Manifold's bets with their markets: the price that each bet left behind, as its bettor's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.peers.common import known_as, prose, said, tag, title
from forecasts.exchange.peers.keyed import Keyed, as_row, document, has, listed, pages
from forecasts.exchange.peers.manifold_resolutions import moment, resolution
from forecasts.model import Chance, Question

TITLE = "Manifold"
PLATFORM = "manifold"
_BET = ("contractId", "probAfter", "amount")
_MARKET = ("id", "question", "outcomeType")
_LAST = 253_402_300_799_000
"""The last second of the year 9999, in milliseconds since 1970."""


def recognises(file: DataFile) -> bool:
    """Whether the keys are those of bets, or of markets."""
    found = document(file)
    return any(has(value, *_BET) for value in _bets(found)) or any(
        has(value, *_MARKET) for value in _markets(found)
    )


def read(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
    """What each bet says, in time order; markets say nothing by themselves, they explain the bets."""
    found = document(file)
    bets = _bets(found)
    if not bets:
        for line, value in enumerate(_markets(found), start=1):
            conventions.assume(
                "Markets bring nothing by themselves: what they say comes with the bets beside them."
            )
            yield ReadRow(line=line, text=as_row(value), nouns=())
        return
    known = dict(
        pair for file in (*beside, file) for value in _markets(document(file)) for pair in _named(value)
    )
    names = _user_names(bets, known)
    for line, value in sorted(enumerate(bets, start=1), key=_when):
        yield from read_or_refused(line, as_row(value), partial(_parts, value, known, names, conventions))


def _bets(found: object) -> list[Any]:
    """The bets of a document: a list of them, or under a key of their own."""
    bets = [bet for page in pages(found) for bet in listed(page, "bets")]
    if isinstance(found, list) and any(has(value, "contractId") for value in found):
        bets += found
    return bets


def _markets(found: object) -> list[Any]:
    """The markets of a document: a list of them, one alone, or under a key of their own."""
    tops = list(pages(found))
    return [market for page in tops for market in listed(page, "markets")] + [
        page for page in tops if has(page, *_MARKET)
    ]


def _named(value: object) -> Iterator[tuple[str, Keyed]]:
    """A market under its id; one without is left out, and missed where a bet names it."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        yield value["id"], Keyed(value)


def _when(numbered: tuple[int, object]) -> float:
    """When a bet was made; what has no such number comes first."""
    value = numbered[1]
    made = value.get("createdTime") if isinstance(value, dict) else None
    return made if isinstance(made, float) or (isinstance(made, int) and abs(made) < 10**18) else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """The question on which a bet was made, with its market, its answer (if it has several), its deadline."""

    question: Question
    market: Keyed
    answer: Keyed | None
    deadline: date | None


def _parts(
    value: object, known: Mapping[str, Keyed], names: Mapping[str, str], conventions: Conventions
) -> tuple[RowNoun, ...]:
    bet = Keyed.of(value)
    if _is_no_opinion(bet, conventions):
        return ()
    named = bet.needed("contractId")
    if named not in known:
        raise UnfitNoun(f"The market {named[:40]!r} is not given", "give markets.json together with the bets")
    asked = _asked(bet, known[named], conventions)
    if asked is None:
        return ()
    p = bet.number("probAfter")
    if p is None:
        raise UnfitNoun("The key 'probAfter' is missing or empty", "export the bets again")
    ident = bet.needed("userId")
    who = known_as(conventions, PLATFORM, ident=ident, name=names.get(ident, ""))
    belief = Chance(p=p, low=p, high=p, rule="market price")
    forecast = said(asked.question, who, belief, made=moment(bet, "createdTime"), deadline=asked.deadline)
    found = resolution(
        asked.market,
        asked.answer,
        question=asked.question.slug,
        deadline=asked.deadline,
        conventions=conventions,
    )
    return (asked.question, who, forecast, found) if found else (asked.question, who, forecast)


def _is_no_opinion(bet: Keyed, conventions: Conventions) -> bool:
    """Whether a bet is a redemption, a limit order that nobody took up, or a sale."""
    amount = bet.number("amount")
    if bet.flag("isRedemption"):
        conventions.assume("Redemptions are passed over: they are book-keeping.")
    elif bet.flag("isCancelled") or bet.flag("isFilled") is False or amount == 0:
        conventions.assume("Limit orders that were cancelled or are not filled are passed over.")
    elif amount is not None and amount < 0:
        conventions.assume("Sales are passed over: they say what somebody gave up, not what they thought.")
    else:
        return False
    return True


def _user_names(bets: list[Any], known: Mapping[str, Keyed]) -> dict[str, str]:
    """User names by id, as far as bets have them or bettors made markets."""
    found = [(bet.get("userId"), bet.get("userUsername")) for bet in bets if isinstance(bet, dict)]
    found += [
        (market.values.get("creatorId"), market.values.get("creatorUsername")) for market in known.values()
    ]
    return {
        ident: name
        for ident, name in found
        if isinstance(ident, str) and isinstance(name, str) and name.strip()
    }


def _asked(bet: Keyed, market: Keyed, conventions: Conventions) -> _Asked | None:
    """The question, or None where the market's price is no probability of one event."""
    kind, chosen = market.text("outcomeType"), bet.text("answerId")
    if kind not in ("BINARY", "MULTIPLE_CHOICE") or (kind == "MULTIPLE_CHOICE" and not chosen):
        conventions.assume(
            "Bets on markets that are neither binary nor of answers with prices of their own are passed "
            "over: the price is no probability of an event."
        )
        return None
    ident, statement = market.needed("id"), market.needed("question")
    answer = _answer(market, chosen) if kind == "MULTIPLE_CHOICE" else None
    whole = slug_of(PLATFORM, ident, exact=True)
    question = Question(
        slug=whole if answer is None else slug_of(PLATFORM, ident, chosen, exact=True),
        statement=title(
            statement if answer is None else f"{statement}: {answer.needed('text')}", conventions
        ),
        criteria=prose(market.text("textDescription"), conventions),
        tags=tuple(dict.fromkeys(found for text in market.texts("groupSlugs") if (found := tag(text)))),
        cluster=None if answer is None else whole,
    )
    return _Asked(question=question, market=market, answer=answer, deadline=_close(market))


def _answer(market: Keyed, chosen: str) -> Keyed:
    for answer in market.objects("answers"):
        if answer.text("id") == chosen:
            return answer
    raise UnfitNoun(
        f"The market {market.text('id')[:40]!r} has no answer {chosen[:40]!r}",
        "give the full market, with answers",
    )


def _close(market: Keyed) -> date | None:
    """The day on which a market closes; one that never does, or after the calendar's end, on its last day."""
    close = market.number("closeTime")
    if close is None:
        return None
    return date.max if close > _LAST else moment(market, "closeTime").date()
