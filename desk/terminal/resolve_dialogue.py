"""`tracker due --resolve`: what waits for an outcome, a screen each; each answer is recorded at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import click

from desk.terminal.answer_sheet import without_options
from desk.terminal.folding import say
from desk.terminal.opening_ledger import recording
from desk.terminal.tables import echo_facts
from forecasts import clock
from forecasts.errors import TrackerError
from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import Outcome, Question, Source, Statement
from forecasts.recording.outcomes import TypedOutcome, resolve
from forecasts.recording.spoken_outcomes import FORMS, spoken_outcome

_WAYS = "Enter or skip: the next; later: at the end; who: who forecast it; stop"


class Waiting(NamedTuple):
    """A question that waits for an outcome, and the first day on which it does, where one is named."""

    slug: str
    deadline: date | None
    forecasts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """A walk through what is due: `who` names the forecasters of a question, where somebody asks."""

    ledger: Ledger
    analyst: str
    today: date
    who: Callable[[str], Iterable[str]]

    def through(self, waiting: Iterable[Waiting]) -> int:
        """Asks for the outcome of each; what was put off comes again at the end. How many were recorded."""
        queue = deque(waiting)
        count, recorded, place = len(queue), 0, 0
        while queue:
            one = queue.popleft()
            place += 1
            self._show(one, place=min(place, count), count=count)
            said = self._answered(one)
            if said == "stop":
                break
            if said == "later":
                queue.append(one)
                place -= 1
            recorded += said == "recorded"
        return recorded

    def _answered(self, one: Waiting) -> str:
        while True:
            said: str = click.prompt(">", default="", show_default=False, prompt_suffix=" ").strip()
            if said in ("", "skip"):
                return "skip"
            if said in ("later", "stop"):
                return said
            if said == "who":
                say(", ".join(self.who(one.slug)), first="  ", later="  ")
                continue
            if said == "?":
                say(_WAYS, first="  ", later="  ")
                continue
            try:
                typed = spoken_outcome(
                    said,
                    self._question(one),
                    through=min(one.deadline or self.today, self.today),
                    today=self.today,
                )
                evidence = click.prompt(
                    "How can one tell? (a source, an address; Enter for none)",
                    default="",
                    show_default=False,
                    prompt_suffix=" ",
                ).strip()
                self._record(one, replace(typed, evidence=evidence or None))
            except TrackerError as refusal:
                say(without_options(str(refusal)), first="  ", later="  ")
                continue
            return "recorded"

    def _record(self, one: Waiting, typed: TypedOutcome) -> None:
        with recording(self.ledger, "resolve", by=self.analyst) as entry:
            done = resolve(entry, one.slug, typed, today=clock.today)
        found = done.outcome
        say(f"{found.question} {found.sentence} ({done.handle}).", first="  ", later="  ")

    def _question(self, one: Waiting) -> Question:
        found = self.ledger.view().meant("question", one.slug).noun
        assert isinstance(found, Question)
        return found

    def _show(self, one: Waiting, *, place: int, count: int) -> None:
        view, asked = self.ledger.view(), self._question(one)
        days = 0 if one.deadline is None else (self.today - one.deadline).days
        when = f"due on {one.deadline}" if one.deadline is not None else "without a day"
        if days > 0:
            when = "1 day overdue" if days == 1 else f"{days:,} days overdue"
        click.echo()
        say(f"{place} of {count}  {one.slug}, {when}")
        say(asked.statement)
        echo_facts(
            (
                ("decided by", asked.criteria),
                ("waits since" if days > 0 else "waits for", one.deadline),
                ("options", asked.options),
                ("unit", asked.unit),
                ("forecasts", one.forecasts),
                ("sources", "\n".join(_sources(view, one.slug)) or None),
                ("so far", "; ".join(_answers(view, one.slug)) or None),
            )
        )
        say(f"Type {FORMS[asked.kind]}; void or ambiguous, and why. {_WAYS}.")


def walk_through(
    rows: Iterable[Mapping[str, Any]], *, analyst: str, today: date, who: Callable[[str], Iterable[str]]
) -> None:
    """Asks for the outcome of each row of `due`, in the ledger of the command; an entry an answer."""
    typed = click.get_current_context().params
    if typed["as_of"] is not None:
        raise click.UsageError("What is resolved is recorded now: leave --as-of out.")
    waiting = [Waiting(row["slug"], row["deadline"], row["forecasts"]) for row in rows]
    with Ledger.open(typed["ledger"], writing=True) as ledger:
        recorded = Walk(ledger=ledger, analyst=analyst, today=today, who=who).through(waiting)
    outcomes = "1 outcome" if recorded == 1 else f"{recorded or 'No'} outcomes"
    click.echo(f"{outcomes} recorded." if waiting else "Nothing waits for an outcome.")


def _sources(view: View, slug: str) -> list[str]:
    """Where the forecasts on a question were said, each source once; never by whom."""
    found: dict[str, str] = {}
    for stored in view.standing("forecast", question=slug):
        handle = getattr(stored.noun, "statement", None)
        statement = None if handle is None else view.get(view.latest(handle)).noun
        if isinstance(statement, Statement) and statement.source is not None:
            source = view.meant("source", statement.source).noun
            assert isinstance(source, Source)
            found[source.slug] = ", ".join(part for part in (source.title, source.url) if part)
    return list(found.values())


def _answers(view: View, slug: str) -> list[str]:
    nouns = [stored.noun for stored in view.standing("outcome", question=slug)]
    return [noun.sentence for noun in nouns if isinstance(noun, Outcome)]
