"""How a market of Manifold, or one of its answers, was resolved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.peers.common import resolved_to, tag, without_answer
from forecasts.exchange.peers.keyed import Keyed
from forecasts.model import Outcome, OutcomeKind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SPLIT = ("MKT", "CHOOSE_MULTIPLE")


def moment(item: Keyed, key: str) -> datetime:
    """A moment given in milliseconds since 1970.

    >>> moment(Keyed.of({"createdTime": 1_736_900_000_000}), "createdTime").isoformat()
    '2025-01-15T00:13:20+00:00'
    """
    number = item.number(key)
    if number is None:
        raise UnfitNoun(f"The key {key!r} is missing or empty", "fill it in")
    try:
        return _EPOCH + timedelta(milliseconds=number)
    except OverflowError as error:
        raise UnfitCell(key, item.text(key), "give milliseconds since 1970") from error


def resolution(
    market: Keyed, answer: Keyed | None, *, question: str, deadline: date | None, conventions: Conventions
) -> Outcome | None:
    """The outcome of a market, or of one of its answers; None while it is open."""
    of_its_own = answer is not None and answer.text("resolution") != ""
    if not of_its_own and not market.flag("isResolved"):
        return None
    decided = answer if answer is not None and of_its_own else market
    timed = decided if decided.text("resolutionTime") else market
    resolved = moment(timed, "resolutionTime").date()
    word = decided.needed("resolution")
    if word == "CANCEL":
        because = "Manifold cancelled it and gave the stakes back"
        return without_answer(question, OutcomeKind.VOID, because=because, known_on=resolved)
    share = _share(word, decided) if answer is None or of_its_own else _share_of(answer, word, market)
    return resolved_to(
        question, share, resolved=resolved, deadline=deadline or resolved, conventions=conventions
    )


def _share(word: str, decided: Keyed) -> float:
    """What a share of YES pays: 1, 0, or the probability to which it was resolved."""
    if word in ("YES", "NO"):
        return float(word == "YES")
    share = decided.number("resolutionProbability")
    if word == "MKT" and share is not None:
        return share
    raise UnfitCell("resolution", tag(word), "give YES, NO, CANCEL, or MKT with its resolutionProbability")


def _share_of(answer: Keyed, word: str, market: Keyed) -> float:
    """What an answer pays where the market names the one that came true, or how it was split."""
    if word in _SPLIT:
        split = Keyed.of(market.values.get("resolutions"))
        return (split.number(answer.needed("id")) or 0) / 100
    if all(word != other.text("id") for other in market.objects("answers")):
        raise UnfitCell("resolution", tag(word), "give the id of an answer, CANCEL, or MKT with resolutions")
    return float(word == answer.needed("id"))
