"""What stands, some at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forecasts.belief import Chance
from forecasts.exchange.out.records import at, count, in_order
from forecasts.ledger import Ledger, reader
from forecasts.model import Forecast
from tests.forecasts import builders
from tests.forecasts.exchange.out.ledgers import NOW


def test_records_are_read_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of recording, whatever the size of the pieces."""
    monkeypatch.setattr(reader, "CHUNK", 3)
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        for entries in range(2):
            with ledger.entry("log", by="ann", now=NOW) as entry:
                entry.add_all(builders.question(slug=f"q-{entries}-{number}") for number in range(4))
        seen = ledger.view()
        assert [stored.handle for stored in seen.each("question")] == [
            stored.handle for stored in seen.standing("question")
        ]
        assert count(seen, "question") == 8
        assert at(seen, []) == {}


def test_a_correction_comes_in_the_place_of_the_first_version() -> None:
    """Corrected twice, it is there once."""
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add_all([builders.forecaster(), builders.question()])
            first = entry.add(builders.forecast())
            entry.add(builders.forecast(made_on=builders.SAID.replace(day=26)))
        for p in (0.1, 0.2):
            with ledger.entry("amend", by="ann", now=NOW) as entry:
                first = entry.correct(
                    first, replace(builders.forecast(), belief=Chance.stated(p)), because="misheard"
                )
        nouns = [stored.noun for stored in in_order(ledger.view(), "forecast")]
    assert [noun.belief for noun in nouns if isinstance(noun, Forecast)] == [
        Chance.stated(0.2),
        builders.chance(),
    ]
