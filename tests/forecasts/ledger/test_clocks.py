"""A stamp of a clock that ran ahead makes nothing retrospective for ever: it is refused and set right."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from forecasts.errors import ClockAway
from forecasts.ledger.clocks import CLOCK
from forecasts.ledger.ledger import Ledger
from forecasts.model import Settings
from tests.forecasts.builders import NOW, forecast, source
from tests.forecasts.ledger.conftest import record
from tests.shell import KABUL, Shell

AHEAD = NOW + timedelta(days=15 * 365)


def test_nothing_is_recorded_after_an_entry_from_the_future(ledger: Ledger) -> None:
    """Until an entry sets the time right; what follows bears the true time, and the audit holds."""
    record(ledger, source(), now=AHEAD)
    with pytest.raises(ClockAway, match="tracker clock"):
        record(ledger, forecast(), now=NOW)
    with ledger.entry(CLOCK, by="ann", now=NOW, reason="it ran ahead") as entry:
        entry.add(Settings())
    record(ledger, forecast(), now=NOW + timedelta(hours=1))
    view = ledger.view()
    (stored,) = view.standing("forecast")
    assert stored.recorded_at == NOW + timedelta(hours=1)
    assert ledger.audit().whole
    assert [problem.where for problem in view.stamped_ahead(NOW + timedelta(hours=2))] == ["entry 2"]


@pytest.mark.parametrize(
    ("ahead", "taken"), [(timedelta(hours=24), True), (timedelta(hours=24, seconds=1), False)]
)
def test_a_day_ahead_is_let_pass(ledger: Ledger, ahead: timedelta, taken: bool) -> None:
    """Clocks of two machines differ; one that is more than a day ahead of the other is wrong."""
    record(ledger, source(), now=NOW + ahead)
    with nullcontext() if taken else pytest.raises(ClockAway, match=r"stamped 20.* and the clock says 20"):
        record(ledger, forecast(), now=NOW)


def test_nothing_is_recorded_when_now_is_far_from_the_last(ledger: Ledger) -> None:
    """The clock of now may be the wrong one."""
    with pytest.raises(ClockAway):
        record(ledger, forecast(), now=datetime(2099, 1, 1, tzinfo=UTC))


def test_the_command_says_so_and_goes_on(shell: Shell) -> None:
    """`check` names the entry; later forecasts are prospective again."""
    shell.today(2035, 1, 1)
    shell("init", "--scale", "icd203")
    shell.today(2021, 6, 25)
    assert "set the clock right" in shell.refusal(*KABUL)
    shell("clock", "--because", "the server's clock ran ahead")
    shell(*KABUL)
    shell.today(2021, 9, 1)
    shell("resolve", "kabul", "--on", "2021-08-15", "--evidence", "seen")
    assert "entry 1: It is stamped 2035-01-01" in shell.run("check").output
    audited = shell("audit")
    assert "entry 1: It is stamped 2035-01-01" in audited
    assert "The chain holds" in audited
    assert '"stamped_ahead": [\n    "entry 1"' in shell("audit", "--json")
    assert "retrospective" not in shell("scores")
