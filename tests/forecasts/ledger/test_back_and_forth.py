"""Takings back that are taken back themselves, after something else has come between, on each engine."""

from __future__ import annotations

import pytest

from forecasts.errors import UnfitNoun
from forecasts.ledger.ledger import Ledger
from forecasts.model import Claim, Condition
from forecasts.recording.renaming import merge
from tests.forecasts.builders import DEADLINE, SAID, forecast, forecaster, mistake, question, withdrawal
from tests.forecasts.ledger.conftest import record
from tests.forecasts.ledger.test_names import FALL, LATER, done, undone


def given(asked: str, other: str) -> Claim:
    """A forecast's claim, given that another question happens."""
    assert asked != other
    return Claim(deadline=DEADLINE, condition=Condition(question=other))


def test_a_merger_stands_again_into_what_was_merged_since(ledger: Ledger) -> None:
    """Bob was made Cy, Cy was made Ann, and the first is taken back and done again."""
    record(ledger, forecaster(slug="bob", name="Bob"), forecaster(slug="cy", name="Cy"))
    done(ledger, merge, "bob", "cy", because="the same")
    done(ledger, merge, "cy", "ann-lee", because="the same")
    undone(ledger, 3)
    assert ledger.view().names.kind("forecaster").now("bob") == "bob"
    undone(ledger, 5)
    assert ledger.view().names.kind("forecaster").now("bob") == "ann-lee"


def test_what_a_merger_set_aside_does_not_become_a_mistake(ledger: Ledger) -> None:
    """Otherwise the merger could not be taken back: its forecasts would be by nobody."""
    record(ledger, forecaster(slug="bob", name="Bob"))
    bob = next(ledger.view().standing("forecaster", slug="bob")).handle
    record(ledger, mistake(bob))
    undone(ledger, 3)
    done(ledger, merge, "bob", "ann-lee", because="the same")
    with pytest.raises(UnfitNoun, match=r"counts no more since the merger 5\.1"):
        undone(ledger, 4)


def test_what_fell_twice_stays_fallen_when_one_of_them_is_taken_back(ledger: Ledger) -> None:
    """And its slug, which somebody else has by now, stays theirs."""
    record(ledger, forecaster(slug="bob", name="Bob"))
    bob = next(ledger.view().standing("forecaster", slug="bob")).handle
    record(ledger, mistake(bob))
    undone(ledger, 3)
    record(ledger, mistake(bob), now=LATER)
    record(ledger, forecaster(slug="bob", name="Bob the other"), now=LATER)
    undone(ledger, 4)
    undone(ledger, 7)
    (stands,) = ledger.view().standing("forecaster", slug="bob")
    assert str(stands.handle) == "6.1"


def test_a_withdrawal_does_not_hide_a_mistake_that_counts_again(ledger: Ledger) -> None:
    """The forecast was a mistake, was not, was withdrawn, and was a mistake after all."""
    record(ledger, forecast())
    (made,) = ledger.view().standing("forecast")
    record(ledger, mistake(made.handle))
    undone(ledger, 3)
    record(ledger, withdrawal(made.handle, withdrawn_on=SAID), now=LATER)
    undone(ledger, 4)
    assert not ledger.view().stands(made.handle)
    undone(ledger, 6)
    assert ledger.view().stands(made.handle)


def test_a_withdrawal_is_not_taken_back_into_a_circle(ledger: Ledger) -> None:
    """A forecast withdrawn made room for its reverse."""
    record(ledger, question(**FALL), forecast(claim=given("kabul", "fall")))
    (made,) = ledger.view().standing("forecast")
    record(ledger, withdrawal(made.handle, withdrawn_on=SAID))
    record(ledger, forecast(question="fall", claim=given("fall", "kabul")), now=LATER)
    with pytest.raises(UnfitNoun, match="closes a circle of ann-lee's conditions"):
        undone(ledger, 3)


def test_a_fallen_forecast_on_what_became_one_is_still_to_be_seen(ledger: Ledger) -> None:
    """Whichever of the two questions it was on."""
    record(ledger, question(**FALL))
    for asked, other in (("kabul", "fall"), ("fall", "kabul")):
        record(ledger, forecast(question=asked, claim=given(asked, other)))
        sequence = ledger.view().head.sequence
        undone(ledger, sequence)
    done(ledger, merge, "fall", "kabul", because="the same")
    view = ledger.view()
    assert all(not view.stands(one.handle) for one in view.stored() if one.handle.entry in (3, 5))
