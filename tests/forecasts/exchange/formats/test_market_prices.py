"""Price histories of markets become a crowd's forecasts, one a day, marked as market prices."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from forecasts.errors import UnfitFile
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RefusedRow
from forecasts.exchange.registry import recognised
from forecasts.model import Chance, ForecasterKind, OutcomeKind
from tests.forecasts.exchange.formats.imported import (
    FIXTURES,
    brought_in,
    conventions,
    empty,
    forecasters,
    forecasts,
    outcomes,
    read,
    scores,
    sentences,
)

TOKEN = "71321045679252212594626385532706912750332728571942532289631379312455583992563"
HISTORY = {
    "history": [
        {"t": 1736121600, "p": 0.42},
        {"t": 1736164800, "p": 0.45},
        {"t": 1736208000, "p": 0.5},
        {"t": 1736294400, "p": 1.7},
    ]
}
MARKET: dict[str, Any] = {
    "id": "253591",
    "question": "Will the bridge open in January?",
    "conditionId": "0x1a2b",
    "slug": "bridge-january",
    "endDate": "2025-01-31T12:00:00Z",
    "description": "Resolves by the city's word.",
    "outcomes": '["Yes", "No"]',
    "outcomePrices": '["1", "0"]',
    "clobTokenIds": json.dumps([TOKEN, "99"]),
    "closed": True,
    "closedTime": "2025-01-20 14:00:00+00",
}
TICKER = "KXBRIDGE-25JAN31"
CANDLES = {
    "ticker": TICKER,
    "candlesticks": [
        {"end_period_ts": 1736121600, "price": {"open": 40, "close": 42}, "volume": 5},
        {"end_period_ts": 1736208000, "price": {"close": None}, "volume": 0},
        {"end_period_ts": 1736294400, "price": {"close_dollars": "0.5500"}, "volume": 2},
    ],
}
KALSHI = {
    "markets": [
        {
            "ticker": TICKER,
            "event_ticker": "KXBRIDGE",
            "title": "Will the bridge open?",
            "yes_sub_title": "Before February",
            "close_time": "2025-01-31T23:59:00Z",
            "expiration_time": "2025-02-01T10:00:00Z",
            "status": "finalized",
            "result": "no",
            "rules_primary": "By the city's word.",
        }
    ],
    "cursor": "",
}


def of(name: str, document: object) -> DataFile:
    """A JSON file."""
    return DataFile.of(name, json.dumps(document).encode())


def test_a_polymarket_history_is_the_last_price_of_each_day() -> None:
    """Of the share that its file is named by; a price above 1 is a bad row."""
    file = of(f"{TOKEN}.json", HISTORY)
    assert recognised(file) == "polymarket"
    found = read("polymarket", file, of("markets.json", [MARKET]))
    assert [(str(one.made_on), one.belief) for one in forecasts(found)] == [
        ("2025-01-06", Chance(p=0.45, low=0.45, high=0.45, rule="market price")),
        ("2025-01-07", Chance(p=0.5, low=0.5, high=0.5, rule="market price")),
    ]
    assert all(one.attested_on == one.made_on for one in forecasts(found))
    (crowd,) = forecasters(found).values()
    assert (crowd.name, crowd.kind) == ("Polymarket market", ForecasterKind.CROWD)
    (outcome,) = outcomes(found).values()
    assert (outcome.kind, str(outcome.on)) == (OutcomeKind.HAPPENED, "2025-01-20")
    assert "a price lies between 0 and 1" in sentences(found)[0]


def test_another_share_of_the_market_is_another_question() -> None:
    """In one cluster with the others; No did not come true."""
    market = {**MARKET, "outcomes": '["Alpha", "Beta"]'}
    found = read("polymarket", of("99.json", HISTORY), of("markets.json", {"markets": [market]}))
    (outcome,) = outcomes(found).values()
    assert outcome.kind is OutcomeKind.NOT_THROUGH
    assert forecasts(found)[0].question.startswith("polymarket-253591-beta")


def test_a_history_without_its_market_is_refused_with_what_to_give() -> None:
    """A price of nobody knows what is no forecast."""
    with pytest.raises(UnfitFile, match="give the market's JSON beside it"):
        read("polymarket", of("prices.json", HISTORY))
    with pytest.raises(UnfitFile, match="of which no market is given"):
        read("kalshi", of("candles.json", CANDLES))


def test_kalshis_candlesticks_are_prices_in_cents_or_dollars() -> None:
    """Where nothing was traded there is none."""
    file = of("candles.json", CANDLES)
    assert recognised(file) == "kalshi"
    found = read("kalshi", file, of("markets.json", KALSHI))
    assert [(str(one.made_on), getattr(one.belief, "p")) for one in forecasts(found)] == [  # noqa: B009
        ("2025-01-06", 0.42),
        ("2025-01-08", 0.55),
    ]
    (outcome,) = outcomes(found).values()
    assert (outcome.kind, str(outcome.on)) == (OutcomeKind.NOT_THROUGH, "2025-01-31")


@pytest.mark.parametrize("form", ["polymarket", "kalshi"])
def test_prices_are_scored_as_the_forecasts_of_the_market(form: str) -> None:
    """Prospective, for each day's price is attested by the market's clock."""
    history = (
        of(f"{TOKEN}.json", {"history": HISTORY["history"][:3]})
        if form == "polymarket"
        else of("c.json", CANDLES)
    )
    market = of("markets.json", [MARKET] if form == "polymarket" else KALSHI)
    with empty() as ledger:
        assert brought_in(ledger, form, history, market) is not None
        assert brought_in(ledger, form, history, market) is None
        happened = 1.0 if form == "polymarket" else 0.0
        said = (0.45, 0.5) if form == "polymarket" else (0.42, 0.55)
        assert [score for _, _, score in scores(ledger)] == pytest.approx(
            [(p - happened) ** 2 for p in said], abs=1e-6
        )


def table(values: list[dict[str, Any]]) -> bytes:
    """JSON objects as a table of the same names."""
    names = list(dict.fromkeys(name for value in values for name in value))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    for value in values:
        writer.writerow(
            {
                name: json.dumps(held) if isinstance(held, list | dict) else held
                for name, held in value.items()
            }
        )
    return text.getvalue().encode()


def test_manifolds_bets_and_markets_as_tables_say_what_their_json_says() -> None:
    """The same nouns, row by row."""
    paths = [FIXTURES / "manifold" / f"{name}.json" for name in ("bets", "markets")]
    files = [DataFile.at(path) for path in paths]
    tables = [DataFile.of(path.with_suffix(".csv").name, table(_listed(path))) for path in paths]
    assert [recognised(one) for one in tables] == ["manifold", "manifold"]
    said, again = (_nouns(read("manifold", *some)) for some in (files, tables))
    assert again == said


def _listed(path: Path) -> list[dict[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8-sig"))
    values = (
        found
        if isinstance(found, list)
        else next(value for value in found.values() if isinstance(value, list))
    )
    return [value for value in values if isinstance(value, dict)]


def _nouns(rows: list[ReadRow | RefusedRow]) -> list[object]:
    return [row.nouns for row in rows if isinstance(row, ReadRow) and row.nouns]


def test_a_pointer_of_git_lfs_is_told_by_name(tmp_path: Path) -> None:
    """It names a file, and does not hold it."""
    path = tmp_path / "2024-07-21.acme.json"
    path.write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", encoding="utf-8"
    )
    with pytest.raises(UnfitFile, match=r"is a Git LFS pointer: .*git lfs pull"):
        DataFile.at(path)


def test_the_times_of_a_database_in_metaculus_tables_are_read() -> None:
    """As the dumps for analysis have them: an offset of hours alone, fractions of a second."""
    by: Conventions = conventions()
    text = (FIXTURES / "metaculus/question_data.csv").read_text(encoding="utf-8")
    dumped = text.replace("Z,", "+00,").replace("+00:00", "+00")
    file = DataFile.of("question_data.csv", dumped.encode())
    assert outcomes(read("metaculus", file, by=by)) == outcomes(
        read("metaculus", DataFile.at(FIXTURES / "metaculus/question_data.csv"))
    )
