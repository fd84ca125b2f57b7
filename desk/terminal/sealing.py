"""Forecasts recorded shut: rehearsed like any other, of which only digests stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, recording
from forecasts import clock

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.recording.new_forecast import NewForecast


def record_shut(ledger: Ledger, forecasts: Sequence[NewForecast], *, analyst: str) -> None:
    """Record a seal for each forecast, and tell how to reveal them."""
    from forecasts.recording.new_forecast import log_forecast
    from forecasts.recording.sealing import rehearsed, seal
    from forecasts.recording.trying import tried

    with tried(ledger, "log", by=analyst, now=clock.now()) as entry:
        for new in forecasts:
            log_forecast(new, entry, now=clock.now(), analyst=analyst)
        found = rehearsed(entry)
    with recording(ledger, "seal", by=analyst) as entry:
        handles = seal(entry, found)
    say(f"Sealed {', '.join(map(str, handles))}: the chain holds the forecaster, the days and a digest.")
    say(f"The words lie beside it; `tracker reveal {handles[0]}` records them.")
    echo_head(ledger)
