"""A bet on Manifold says the price that it left behind; what is no opinion is passed over."""

from __future__ import annotations

import json
from datetime import date

import pytest

from forecasts.exchange.files import DataFile
from forecasts.exchange.registry import recognised
from forecasts.model import Chance, OutcomeKind, Unscoreable
from tests.forecasts.exchange.formats.imported import (
    brought_in,
    conventions,
    empty,
    fixture,
    forecasters,
    forecasts,
    outcomes,
    parts,
    questions,
    read,
    scores,
    sentences,
)

FORM = "manifold"
BETS, MARKETS = "manifold/bets.json", "manifold/markets.json"
DAY = 86_400_000
JAN_15 = 1_736_900_000_000


def pair(market: dict[str, object], bet: dict[str, object] | None = None) -> DataFile:
    """One bet and its market in one file."""
    bets = [
        {"userId": "u", "contractId": "m", "createdTime": JAN_15, "amount": 5, "probAfter": 0.6} | (bet or {})
    ]
    whole = {
        "id": "m",
        "question": "Who wins?",
        "outcomeType": "BINARY",
        "closeTime": JAN_15 + 9 * DAY,
        "isResolved": False,
    } | market
    return DataFile.of("both.json", json.dumps({"bets": bets, "markets": [whole]}).encode())


def answers(**resolution: object) -> dict[str, object]:
    """A market of two answers."""
    return {
        "outcomeType": "MULTIPLE_CHOICE",
        "answers": [{"id": "a", "text": "Reds"}, {"id": "b", "text": "Blues"}],
        "isResolved": True,
        "resolutionTime": JAN_15 + 9 * DAY,
        **resolution,
    }


def test_bets_markets_and_both_in_one_are_recognised() -> None:
    """By their keys."""
    assert [recognised(file) for file in (fixture(BETS), fixture(MARKETS), pair({}))] == [FORM] * 3
    one = json.dumps(fixture(MARKETS).document[0]).encode()
    assert recognised(DataFile.of("market.json", one)) == FORM


def test_a_bets_price_is_a_market_price_at_its_moment() -> None:
    """The price is marked as such; the platform's clock attests it."""
    first = forecasts(read(FORM, fixture(BETS), fixture(MARKETS)))[0]
    assert first.belief == Chance(p=0.6, low=0.6, high=0.6, rule="market price")
    assert (first.made_on, first.attested_on) == (date(2025, 1, 15), date(2025, 1, 15))
    assert first.claim.deadline == date(2025, 4, 25)


def test_redemptions_sales_and_limit_orders_without_takers_are_passed_over() -> None:
    """Each kind is counted among the assumptions."""
    by = conventions()
    items = read(FORM, fixture(BETS), fixture(MARKETS), by=by)
    prices = [forecast.belief.p for forecast in forecasts(items) if isinstance(forecast.belief, Chance)]
    assert prices == [0.6, 0.4, 0.45, 0.0, 0.3, 0.8, 0.25, 0.6, 1.0]
    passed_over = [sentence for sentence in by.assumptions if "passed over" in sentence]
    assert len(passed_over) == 4


@pytest.mark.parametrize(
    ("bet", "sentence"),
    [
        ({"isRedemption": True}, "Redemptions"),
        ({"isCancelled": True}, "Limit orders"),
        ({"isFilled": False}, "Limit orders"),
        ({"amount": 0}, "Limit orders"),
        ({"amount": -0.01}, "Sales"),
    ],
)
def test_each_mark_of_what_is_no_opinion_suffices(bet: dict[str, object], sentence: str) -> None:
    """Whatever else the bet says."""
    by = conventions()
    assert parts(read(FORM, pair({}, bet), by=by)) == []
    assert [text.partition(" that")[0].partition(" are")[0] for text in by.assumptions] == [sentence]
    assert len(forecasts(read(FORM, pair({}, {"isFilled": True, "isCancelled": False})))) == 1


def test_bettors_are_known_by_id_and_shown_by_name() -> None:
    """The name stands in the bet, or the market's maker is the bettor."""
    found = forecasters(read(FORM, fixture(BETS), fixture(MARKETS)))
    assert {slug: forecaster.name for slug, forecaster in found.items()} == {
        "manifold-ua": "AnnOde",
        "manifold-ub": "Bea",
    }


def test_a_bet_without_its_market_is_bad_and_the_sentence_says_what_to_give() -> None:
    """Neither the question nor its close can be known."""
    found = sentences(read(FORM, fixture(BETS)))
    assert found[0] == "The market 'mYes' is not given: give markets.json together with the bets."


def test_markets_by_themselves_bring_nothing() -> None:
    """They explain bets."""
    assert parts(read(FORM, fixture(MARKETS))) == []


def test_answers_are_events_of_one_cluster() -> None:
    """The market names the answer that came true; the other did not."""
    items = read(FORM, fixture(BETS), fixture(MARKETS))
    cup = {text: question for text, question in questions(items).items() if "cup" in text}
    assert sorted(cup) == ["Who wins the cup?: Blues", "Who wins the cup?: Reds"]
    assert len({question.cluster for question in cup.values()}) == 1
    found = outcomes(items)
    assert found["Who wins the cup?: Reds"].kind is OutcomeKind.HAPPENED
    assert found["Who wins the cup?: Blues"].kind is OutcomeKind.NOT_THROUGH


def test_resolutions_become_outcomes() -> None:
    """A share is a grade, a cancelled market is void, an open one has none whatever its price."""
    found = outcomes(read(FORM, fixture(BETS), fixture(MARKETS)))
    assert found["Will the harbour bridge open?"].on == date(2025, 2, 14)
    tunnel = found["How far is the tunnel dug?"]
    assert (tunnel.kind, tunnel.grade) == (OutcomeKind.PARTLY, 0.37)
    assert found["Is this a market?"].kind is OutcomeKind.VOID
    assert "Will it ever rain again?" not in found


@pytest.mark.parametrize(
    ("resolution", "kind", "grade"),
    [
        ({"resolution": "a"}, OutcomeKind.HAPPENED, None),
        ({"resolution": "b"}, OutcomeKind.NOT_THROUGH, None),
        ({"resolution": "CANCEL"}, OutcomeKind.VOID, None),
        ({"resolution": "MKT", "resolutions": {"a": 30, "b": 70}}, OutcomeKind.PARTLY, 0.3),
        ({"resolution": "CHOOSE_MULTIPLE", "resolutions": {"b": 100}}, OutcomeKind.NOT_THROUGH, None),
    ],
)
def test_an_answer_is_resolved_by_its_market(
    resolution: dict[str, object], kind: OutcomeKind, grade: float | None
) -> None:
    """By the id of the one that came true, or by how the pay-out was split."""
    (found,) = outcomes(read(FORM, pair(answers(**resolution), {"answerId": "a"}))).values()
    assert (found.kind, found.grade) == (kind, grade)


def test_an_answer_may_be_resolved_by_itself_while_the_market_is_open() -> None:
    """Answers that do not exclude each other are."""
    market = answers(isResolved=False)
    market["answers"] = [{"id": "a", "text": "Reds", "resolution": "YES", "resolutionTime": JAN_15 + DAY}]
    (found,) = outcomes(read(FORM, pair(market, {"answerId": "a"}))).values()
    assert (found.kind, found.on) == (OutcomeKind.HAPPENED, date(2025, 1, 16))


def test_a_resolution_that_is_none_is_a_bad_row() -> None:
    """The sentence shows it."""
    resolved = {"isResolved": True, "resolution": "PERHAPS", "resolutionTime": JAN_15 + DAY}
    (sentence,) = sentences(read(FORM, pair(resolved)))
    assert "'PERHAPS'" in sentence


@pytest.mark.parametrize("resolution", ["PERHAPS", "MKT"])
def test_a_probability_counts_only_where_a_market_resolved_to_it(resolution: str) -> None:
    """Another word beside it is refused, and so is MKT without it."""
    resolved: dict[str, object] = {
        "isResolved": True,
        "resolution": resolution,
        "resolutionTime": JAN_15 + DAY,
        "resolutionProbability": 0.4 if resolution == "PERHAPS" else None,
    }
    (sentence,) = sentences(read(FORM, pair(resolved)))
    assert sentence.endswith("give YES, NO, CANCEL, or MKT with its resolutionProbability.")


def test_a_cancelled_market_is_known_to_be_void_from_its_resolution_on() -> None:
    """Not from its close."""
    cancelled = {"isResolved": True, "resolution": "CANCEL", "resolutionTime": JAN_15 + DAY}
    (found,) = outcomes(read(FORM, pair(cancelled))).values()
    assert (found.kind, found.known_on) == (OutcomeKind.VOID, date(2025, 1, 16))


def test_a_market_that_never_closes_gives_forecasts_that_cannot_be_scored() -> None:
    """They are kept, and counted as without a deadline; one that closes after the calendar has its end."""
    (never,) = forecasts(read(FORM, pair({"closeTime": None})))
    assert never.unscoreable_because == (Unscoreable.NO_DEADLINE,)
    (late,) = forecasts(read(FORM, pair({"closeTime": 9_007_199_254_740_991})))
    assert late.claim.deadline == date.max


def test_brought_twice_it_is_recorded_once_and_scores_as_by_hand() -> None:
    """(1 - 0.6)² = 0.16; of what came to 0.37, (0.4 - 0.37)² = 0.0009; void and open ones have none."""
    ledger = empty()
    assert brought_in(ledger, FORM, fixture(BETS), fixture(MARKETS)) is not None
    assert brought_in(ledger, FORM, fixture(BETS), fixture(MARKETS)) is None
    assert brought_in(ledger, FORM, fixture(MARKETS), fixture(BETS)) is None
    assert [(verdict, value) for verdict, _, value in scores(ledger)] == [
        ("yes", 0.16),
        ("partly", 0.0009),
        ("void", -1.0),
        ("no", 0.0),
        ("yes", 0.49),
        ("yes", 0.04),
        ("no", 0.0625),
        ("yes", 0.16),
        ("pending", -1.0),
    ]
