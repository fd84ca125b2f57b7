"""Forecasts written as sentences: how each was read is shown, and one yes records them all as one entry."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from desk.terminal.describing import belief_facts, claim_facts
from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, previewing, recording
from desk.terminal.sealing import record_shut
from desk.terminal.tables import echo_facts
from forecasts import clock
from forecasts.errors import NobodyToAsk
from forecasts.ledger import Ledger
from forecasts.ledger.entry import Entry
from forecasts.recording.new_forecast import LoggedForecast, NewForecast, log_forecast


@dataclass(frozen=True, kw_only=True, slots=True)
class Logging:
    """How sentences are recorded: by whom, whether only to show, whether a yes was given already."""

    ledger: Ledger
    analyst: str
    dry_run: bool
    yes: bool
    sealed: bool = False
    because_nobody: str | None = None

    def record(self, forecasts: Sequence[NewForecast]) -> None:
        """Shows how each would be recorded, asks, and records them all; refuses where nobody answers."""
        with previewing(self.ledger, "log", by=self.analyst) as entry:
            for number, logged in enumerate(self._logged(forecasts, entry), start=1):
                _show(logged, forecasts[number - 1], number=number if len(forecasts) > 1 else None)
        if self.dry_run:
            click.echo("Nothing was recorded: this was a dry run.")
            return
        if not self._agreed(len(forecasts)):
            click.echo("Nothing was recorded.")
            return
        if self.sealed:
            record_shut(self.ledger, forecasts, analyst=self.analyst)
            return
        with recording(self.ledger, "log", by=self.analyst) as entry:
            handles = [str(logged.handle) for logged in self._logged(forecasts, entry)]
        say(f"Logged {', '.join(handles)}.")
        echo_head(self.ledger)

    def _logged(self, forecasts: Sequence[NewForecast], entry: Entry) -> list[LoggedForecast]:
        return [log_forecast(new, entry, now=clock.now(), analyst=self.analyst) for new in forecasts]

    def _agreed(self, count: int) -> bool:
        if self.yes:
            return True
        if self.because_nobody is not None or not at_a_terminal():
            raise NobodyToAsk(why=self.because_nobody or "there is no terminal to ask at")
        return click.confirm("Record it?" if count == 1 else f"Record these {count}?", default=False)


def at_a_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def _show(logged: LoggedForecast, new: NewForecast, *, number: int | None) -> None:
    for note in logged.notes:
        say(note)
    forecast = logged.forecast
    start = "" if number is None else f"{number}  "
    say(f"{start}{new.about}", later=" " * len(start))
    facts: list[tuple[str, object]] = [
        ("question", forecast.question),
        ("forecaster", forecast.forecaster),
        ("said on", forecast.made_on),
        *claim_facts(forecast.claim),
        *belief_facts(forecast.belief, forecast.made_on),
        ("quote", new.provenance.quote),
        ("unscoreable", forecast.unscoreable_because),
    ]
    echo_facts(facts, indent=len(start) + 2)
