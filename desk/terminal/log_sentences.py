"""Forecasts written as sentences: how each was read is shown, and one yes records them all as one entry."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import click

from desk.terminal.describing import belief_facts, claim_facts
from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, previewing, recording
from desk.terminal.tables import echo_facts
from forecasts import clock
from forecasts.errors import NobodyToAsk, TrackerError, UnfitRows
from forecasts.ledger import Ledger
from forecasts.ledger.entry import Entry
from forecasts.recording.new_forecast import LoggedForecast, NewForecast, log_forecast
from forecasts.recording.paragraphs import Page
from forecasts.recording.provenance import Provenance
from forecasts.recording.questions import is_statement
from forecasts.recording.sentences import read_answer, read_sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Logging:
    """How sentences are recorded: by whom, whether only to show, whether a yes was given already."""

    ledger: Ledger
    analyst: str
    dry_run: bool
    yes: bool
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


def read_whole(new: NewForecast, *, today: date, scale: str | None) -> NewForecast:
    """The forecast whose statement is a sentence, its window and its chance told apart from it."""
    found = read_sentence(new.about, said=new.made_on or today, scale=new.said.scale or scale)
    said = replace(new.said, when=found.when, chance=found.chance)
    return replace(new, about=found.statement, said=said, provenance=_quoting(new, new.about))


def read_beside(new: NewForecast, words: str, *, today: date, scale: str | None) -> NewForecast:
    """The forecast of a question, of which words say when and how likely."""
    when, chance = read_answer(words, said=new.made_on or today, scale=new.said.scale or scale)
    return replace(new, said=replace(new.said, when=when, chance=chance), provenance=_quoting(new, words))


def read_all(
    page: Page, shared: NewForecast, *, file: str, today: date, scale: str | None
) -> list[NewForecast]:
    """A forecast of each paragraph, with what holds for all; every one that cannot be read is named."""
    found: list[NewForecast] = []
    refused: list[tuple[int, str]] = []
    for paragraph in page.paragraphs:
        provenance = shared.provenance
        if found:  # the first has made the source
            provenance = replace(provenance, url=None, publisher=None, published_on=None)
        if paragraph.quote is not None:
            provenance = replace(provenance, quote=paragraph.quote)
        slug, colon, rest = paragraph.sentence.partition(": ")
        try:
            if colon and not is_statement(slug) and rest and not slug.endswith("%"):
                new = replace(shared, about=slug, provenance=provenance)
                found.append(read_beside(new, rest, today=today, scale=scale))
            else:
                new = replace(shared, about=paragraph.sentence, provenance=provenance)
                found.append(read_whole(new, today=today, scale=scale))
        except TrackerError as refusal:
            refused.append((paragraph.line, str(refusal)))
    if refused:
        raise UnfitRows(file, refused, len(refused), "log it again")
    return found


def _quoting(new: NewForecast, words: str) -> Provenance:
    """Where it was said; words of a source that are not quoted otherwise are the sentence itself."""
    if new.provenance.source is None or new.provenance.quote is not None:
        return new.provenance
    return replace(new.provenance, quote=words)


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
