"""Manifold's bets with their markets: the price that each bet left behind, as its bettor's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions, slug_of
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Open, RowNoun, Rows
from forecasts.exchange.formats.common import (
    chance_by,
    end_of,
    finite,
    header,
    platform_user,
    prose,
    resolved_to,
    tag,
    tags,
    title,
)
from forecasts.exchange.formats.json_objects import (
    JsonObject,
    document,
    explain_only,
    has,
    in_time_order,
    listed,
    pages,
    since_1970,
)
from forecasts.model import Chance, Outcome, OutcomeKind, Question

PLATFORM = "manifold"
_BET = ("contractId", "probAfter", "amount")
_MARKET = ("id", "question", "outcomeType")
_NUMBERS = frozenset(
    (
        "createdTime",
        "amount",
        "probAfter",
        "probBefore",
        "closeTime",
        "resolutionTime",
        "resolutionProbability",
    )
)
_LAST = 253_402_300_799_000
"""The last second of the year 9999, in milliseconds since 1970."""
_SPLIT = ("MKT", "CHOOSE_MULTIPLE")


class Manifold:
    """Bets and markets of the API: a list of either, one market alone, or each under a key of its own."""

    TITLE = "Manifold"

    def recognises(self, file: DataFile) -> bool:
        """Whether the keys are those of bets, or of markets."""
        found = _found(file)
        return any(has(bet, *_BET) for bet in _bets(found)) or any(
            has(market, *_MARKET) for market in _markets(found)
        )

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """What each bet says, in time order; markets say nothing by themselves, they explain the bets."""
        bets = _bets(_found(file))
        if not bets:
            alone = "Markets bring nothing by themselves: what they say comes with the bets beside them."
            yield from explain_only(_markets(_found(file)), alone, conventions)
            return
        markets = {
            str(market["id"]).strip(): JsonObject(market)
            for other in (*beside, file)
            for market in _markets(_found(other))
            if isinstance(market.get("id"), str | int)
        }
        names = _user_names(bets, markets)
        yield from in_time_order(
            bets, _when, partial(_of_bet, markets=markets, names=names, conventions=conventions)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _MarketQuestion:
    """The question on which a bet was made, with its market, its answer (if it has several), its deadline."""

    record: Question
    market: JsonObject
    answer: JsonObject | None
    deadline: date | None


def _found(file: DataFile) -> object:
    """The document of a file; of a table with the same names, a list of what its rows hold."""
    columns = header(file)
    if not columns >= {*_BET} and not columns >= {*_MARKET}:
        return document(file)
    return [
        {key: _typed(key, cell) for key, cell in cells.by_name.items()} for cells in file.rows(shortest=0)
    ]


def _typed(key: str, cell: str) -> object:
    """What JSON would have in the place of a cell."""
    if cell.casefold() in ("true", "false"):
        return cell.casefold() == "true"
    if key in _NUMBERS and (found := finite(cell)) is not None:
        return found
    if cell.startswith(("[", "{")):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return cell
    return cell or None


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


def _when(bet: object) -> float:
    """When a bet was made; what has no such number comes first."""
    made = bet.get("createdTime") if isinstance(bet, dict) else None
    return made if isinstance(made, float) or (isinstance(made, int) and abs(made) < 10**18) else 0


def _user_names(bets: list[Any], markets: Mapping[str, JsonObject]) -> dict[str, str]:
    """User names by id, as far as bets have them or bettors made markets."""
    found = [(bet.get("userId"), bet.get("userUsername")) for bet in bets if isinstance(bet, dict)]
    found += [
        (market.values.get("creatorId"), market.values.get("creatorUsername")) for market in markets.values()
    ]
    return {
        ident: name
        for ident, name in found
        if isinstance(ident, str) and isinstance(name, str) and name.strip()
    }


def _of_bet(
    value: object, *, markets: Mapping[str, JsonObject], names: Mapping[str, str], conventions: Conventions
) -> tuple[RowNoun, ...]:
    bet = JsonObject.of(value)
    if _is_no_opinion(bet, conventions):
        return ()
    named = bet.needed("contractId")
    if named not in markets:
        raise UnfitNoun(f"The market {named[:40]!r} is not given", "give markets.json together with the bets")
    question = _market_question(bet, markets[named], conventions)
    if question is None:
        return ()
    p = bet.number("probAfter")
    if p is None:
        raise UnfitNoun("The key 'probAfter' is missing or empty", "export the bets again")
    ident = bet.needed("userId")
    who = platform_user(conventions, PLATFORM, ident=ident, name=names.get(ident, ""))
    price = Chance(p=p, low=p, high=p, rule="market price")
    forecast = chance_by(question.deadline, question.record, who, price, made=_moment(bet, "createdTime"))
    return question.record, who, forecast, *_outcome(question, conventions)


def _is_no_opinion(bet: JsonObject, conventions: Conventions) -> bool:
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


def _market_question(bet: JsonObject, market: JsonObject, conventions: Conventions) -> _MarketQuestion | None:
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
        tags=tags(market.texts("groupSlugs")),
        cluster=None if answer is None else whole,
    )
    return _MarketQuestion(
        record=question, market=market, answer=answer, deadline=_end(market, answer, conventions)
    )


def _answer(market: JsonObject, chosen: str) -> JsonObject:
    for answer in market.objects("answers"):
        if answer.text("id") == chosen:
            return answer
    raise UnfitNoun(
        f"The market {market.text('id')[:40]!r} has no answer {chosen[:40]!r}",
        "give the full market, with answers",
    )


def _close(market: JsonObject) -> date | None:
    """The day on which a market closes; one that never does, or after the calendar's end, on its last day."""
    close = market.number("closeTime")
    if close is None:
        return None
    return date.max if close > _LAST else _moment(market, "closeTime").date()


def _end(market: JsonObject, answer: JsonObject | None, conventions: Conventions) -> date | None:
    """The last day that counts, which is that of its resolution where somebody says so."""
    close = _close(market)
    decided = answer if answer is not None and answer.text("resolutionTime") else market
    if close is None or not decided.text("resolutionTime"):
        return close
    return end_of(close, _moment(decided, "resolutionTime").date(), conventions)


def _moment(item: JsonObject, key: str) -> datetime:
    """A moment given in milliseconds since 1970."""
    number = item.number(key)
    if number is None:
        raise UnfitNoun(f"The key {key!r} is missing or empty", "fill it in")
    if (moment := since_1970(milliseconds=number)) is None:
        raise UnfitCell(key, item.text(key), "give milliseconds since 1970")
    return moment


def _outcome(question: _MarketQuestion, conventions: Conventions) -> tuple[Outcome | Open]:
    """The outcome of a market, or of one of its answers, or that it is open."""
    market, answer, slug = question.market, question.answer, question.record.slug
    of_its_own = answer is not None and answer.text("resolution") != ""
    if not of_its_own and not market.flag("isResolved"):
        return (Open(question=slug),)
    decided = answer if answer is not None and of_its_own else market
    timed = decided if decided.text("resolutionTime") else market
    resolved = _moment(timed, "resolutionTime").date()
    word = decided.needed("resolution")
    if word == "CANCEL":
        because = "Manifold cancelled it and gave the stakes back"
        return (Outcome(question=slug, kind=OutcomeKind.VOID, because=because, known_on=resolved),)
    share = _share(word, decided) if answer is None or of_its_own else _share_of(answer, word, market)
    deadline = question.deadline or resolved
    return (resolved_to(slug, share, resolved=resolved, deadline=deadline, conventions=conventions),)


def _share(word: str, decided: JsonObject) -> float:
    """What a share of YES pays: 1, 0, or the probability to which it was resolved."""
    if word in ("YES", "NO"):
        return float(word == "YES")
    share = decided.number("resolutionProbability")
    if word == "MKT" and share is not None:
        return share
    raise UnfitCell("resolution", tag(word), "give YES, NO, CANCEL, or MKT with its resolutionProbability")


def _share_of(answer: JsonObject, word: str, market: JsonObject) -> float:
    """What an answer pays where the market names the one that came true, or how it was split."""
    if word in _SPLIT:
        split = JsonObject.of(market.values.get("resolutions"))
        return (split.number(answer.needed("id")) or 0) / 100
    if all(word != other.text("id") for other in market.objects("answers")):
        raise UnfitCell("resolution", tag(word), "give the id of an answer, CANCEL, or MKT with resolutions")
    return float(word == answer.needed("id"))
