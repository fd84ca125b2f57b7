"""Which seals and reveals a ledger admits, on every engine, and what an audit finds of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forecasts.belief import Chance
from forecasts.errors import InTheFuture, UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.ledger.seal_rules import SEALED, sealed_text, unrevealed
from forecasts.model import Forecast, Reveal, Seal
from forecasts.recording.sealing import reveal
from tests.forecasts.builders import DEADLINE, NOW, SAID, forecast
from tests.forecasts.ledger.conftest import raw, record, unguarded


def shut(ledger: Ledger, said: Forecast) -> Handle:
    """Seals a forecast on the known question."""
    with ledger.entry("seal", by="ann", now=NOW) as entry:
        digest = entry.archive(sealed_text([said]), kind=SEALED)
        seal = Seal(
            forecaster=said.forecaster, made_on=said.made_on, deadline=said.matures_on, archived=digest
        )
        return entry.add(seal)


def opened(ledger: Ledger, seal: Handle) -> Handle:
    """Reveals a seal; the handle of the forecast."""
    with ledger.entry("reveal", by="bob", now=NOW) as entry:
        return reveal(entry, seal).handle


def test_a_seal_is_revealed_as_the_forecast_that_it_was(ledger: Ledger) -> None:
    """But for the day by which it is attested; and the ledger is whole."""
    handle = shut(ledger, forecast())
    assert [stored.handle for stored, _ in unrevealed(ledger.view())] == [handle]
    made = opened(ledger, handle)
    assert ledger.view().get(made).noun == forecast(attested_on=NOW.date())
    assert not list(unrevealed(ledger.view()))
    assert ledger.audit().whole


@pytest.mark.parametrize(
    "changes",
    [{"made_on": SAID.replace(day=26)}, {"belief": Chance(p=0.9, low=0.9, high=0.9, rule="stated")}],
)
def test_another_forecast_does_not_reveal_a_seal(ledger: Ledger, changes: dict[str, object]) -> None:
    """Neither one of another day nor one that says something else."""
    handle = shut(ledger, forecast())
    other = forecast(attested_on=NOW.date(), **changes)
    with (
        pytest.raises(UnfitNoun, match=f"use `tracker reveal {handle}`"),
        ledger.entry("reveal", by="bob", now=NOW) as entry,
    ):
        entry.add(Reveal(seal=handle, forecast=entry.add(other)))


def test_a_seal_of_nobody_or_of_tomorrow_or_of_another_is_refused(ledger: Ledger) -> None:
    """Each by what is wrong with it."""
    handle = shut(ledger, forecast())
    known = ledger.view().get(handle).noun
    assert isinstance(known, Seal)
    for seal, error in (
        (replace(known, archived="1" * 64, forecaster="nobody"), Unknown),
        (replace(known, archived="2" * 64, made_on=DEADLINE.replace(year=2031), deadline=None), InTheFuture),
        (known, UnfitNoun),
    ):
        with pytest.raises(error):
            record(ledger, seal)


def test_an_erased_seal_is_never_revealed(ledger: Ledger) -> None:
    """It is refused with what is left to do, counts on, and the ledger is whole."""
    handle = shut(ledger, forecast())
    seal = ledger.view().get(handle).noun
    assert isinstance(seal, Seal)
    ledger.erase(seal.archived, because="asked for", by="ann", now=NOW)
    with pytest.raises(UnfitNoun, match="was erased"):
        opened(ledger, handle)
    assert len(list(unrevealed(ledger.view()))) == 1
    assert ledger.audit().whole


def test_an_audit_finds_an_altered_and_a_missing_text(ledger: Ledger) -> None:
    """By the entry of the seal."""
    handle = shut(ledger, forecast())
    with unguarded(ledger.where) as connection:
        connection.exec_driver_sql("UPDATE archives SET text = 'else'")
    assert [(one.where, "altered" in one.message) for one in ledger.audit().problems] == [
        (f"entry {handle.entry}", True)
    ]
    with unguarded(ledger.where) as connection:
        connection.exec_driver_sql("DELETE FROM archives")
    assert "is missing" in ledger.audit().problems[0].message
    with raw(ledger.where) as connection:
        assert not connection.exec_driver_sql("SELECT * FROM archives").all()
