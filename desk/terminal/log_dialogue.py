"""`tracker log` with nothing: step by step, each answer shown as read, and kept as a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import click

from desk.terminal.answer_sheet import Sheet, Step, without_options
from desk.terminal.drafts import Draft
from desk.terminal.folding import at_terminal, folded, room, say
from desk.terminal.log_origins import address_of, source_named
from desk.terminal.log_steps import STEPS, language_of
from desk.terminal.tables import echo_facts
from forecasts.errors import DeadlineBeforeForecast, TrackerError, WindowOver
from forecasts.ledger.view import View
from forecasts.model import Claim, Question
from forecasts.recording.new_forecast import NewForecast
from forecasts.recording.provenance import Provenance
from forecasts.recording.questions import NewQuestion
from forecasts.recording.reading import StatedForecast

BACK, MORE, SAID, DROP = "back", "?", "said", "drop"
_LINE = 60
_LAST = "Record it? (y, or the number of a line to change; Enter keeps the draft, drop forgets it)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """One dialogue: its answers, and where they are kept until they are recorded."""

    sheet: Sheet
    draft: Draft

    def until_confirmed(self, show: Callable[[NewForecast], None]) -> NewForecast | None:
        """Asks until everything is answered and confirmed; None where the draft is to wait, or is dropped.

        `show` shows how the forecast would be recorded, or raises what the ledger refuses of it.
        """
        try:
            while True:
                self._ask_what_is_open()
                new = forecast_on(self.sheet)
                refused = self._summary(new, show)
                said = (
                    click.prompt("\n" + at_terminal(_LAST), default="", show_default=False, prompt_suffix=" ")
                    .strip()
                    .casefold()
                )
                if said in ("y", "yes") and not refused:
                    return new
                if said == DROP:
                    self.draft.drop()
                    click.echo("The draft is forgotten.")
                    return None
                if said in ("", "n", "no"):
                    self._tell_kept()
                    return None
                if said in ("y", "yes"):
                    _aside("It is refused as it is: change a line.")
                else:
                    self._change(said)
        except (KeyboardInterrupt, EOFError, click.Abort):
            self._tell_kept()
            raise

    def _ask_what_is_open(self) -> None:
        while (found := self.sheet.next()) is not None:
            step, refusal = found
            if refusal is not None:
                self._refuse(step, refusal)
            self._ask(step)
            self.draft.keep(self.sheet.texts)

    def _ask(self, step: Step) -> None:
        """Asks one question until it is answered, gone back from, or another one is to be mended first."""
        while True:
            asked = step.question if step.wording is None else step.wording(self.sheet)
            text = _prompted(asked, self.sheet.offered(step))
            if text == MORE:
                _aside(f"{step.more} `back` goes back; `-` leaves a part empty.")
            elif text == BACK:
                earlier = self.sheet.before(step)
                if earlier is None:
                    click.echo("  This is the first question.")
                    continue
                self.sheet.reopen(earlier.name)
                return
            elif text == SAID and step.dated:
                self.sheet.reopen(SAID)
                return
            elif not text and step.required:
                click.echo("  This one is needed; `?` says more.")
            else:
                try:
                    heard = self.sheet.answer(step, text)
                except (TrackerError, ValueError) as refusal:
                    if step.dated and text:
                        self.sheet.was[step.name] = text
                    self._refuse(step, refusal)
                    continue
                echo_facts(heard.shown)
                return

    def _refuse(self, step: Step, refusal: Exception) -> None:
        _aside(without_options(str(refusal)))
        if step.dated and isinstance(refusal, DeadlineBeforeForecast | WindowOver):
            _aside(f"Type it anew, or `said` to mend the day it was said ({self.sheet.value(SAID)}).")

    def _summary(self, new: NewForecast, show: Callable[[NewForecast], None]) -> bool:
        """Shows every line, and how the whole would be recorded; whether the ledger refuses it."""
        click.echo()
        lines = self.sheet.lines()
        widest = max(len(step.label) for step, _ in lines)
        for number, (step, text) in enumerate(lines, start=1):
            start = f"{number:>3}  {step.label.ljust(widest)}  "
            click.echo(folded(text or "-", within=room(), first=start, later=" " * len(start)))
        if isinstance(known := self.sheet.value("about"), Question):
            echo_facts((("the question", known.statement), ("decided by", known.criteria)))
        try:
            show(new)
        except TrackerError as refusal:
            _aside(without_options(str(refusal)))
            return True
        return False

    def _change(self, said: str) -> None:
        lines = self.sheet.lines()
        if not (said.isdecimal() and 1 <= int(said) <= len(lines)):
            click.echo(f"  Type y, a number from 1 to {len(lines)}, or {DROP}.")
            return
        step, _ = lines[int(said) - 1]
        self.sheet.reopen(step.name)
        self._ask(step)
        self.draft.keep(self.sheet.texts)

    def _tell_kept(self) -> None:
        if self.sheet.texts:
            self.draft.keep(self.sheet.texts)
            click.echo("\nThe answers are kept: `tracker log --resume` goes on with them.")


def begun(view: View, draft: Draft, *, today: date, resume: bool) -> Talk:
    """A dialogue; with the answers of the draft, where it is to go on with them or the analyst says so."""
    kept = draft.answers()
    sheet = Sheet(steps=STEPS, view=view, today=today)
    if resume and not kept:
        click.echo("There is no draft: this begins anew.")
    elif kept and not resume:
        say(f"There is a draft: {kept.get('about', 'a forecast')}.")
        resume = click.confirm("Go on with it? (n forgets it)", default=True)
    if resume:
        sheet.texts = {name: text for name, text in kept.items() if name in {step.name for step in STEPS}}
    say("Enter leaves a part out, `back` goes back, `?` says more. Nothing is recorded yet.")
    return Talk(sheet=sheet, draft=draft)


def forecast_on(sheet: Sheet) -> NewForecast:
    """The forecast that the answers make."""
    about, said, deadline = sheet.value("about"), sheet.value(SAID), sheet.value("deadline")
    known = isinstance(about, Question)
    option, amount = sheet.value("option"), sheet.value("amount")
    bound = amount if isinstance(amount, Claim) else Claim()
    return NewForecast(
        about=about.slug if isinstance(about, Question) else about,
        by=sheet.value("by"),
        said=StatedForecast(
            when=_typed(sheet, "when"),
            chance=_typed(sheet, "chance"),
            scale=sheet.value("scale"),
            option=option if isinstance(option, str) else None,
            shares=option if isinstance(option, tuple) else (),
            quantiles=amount if isinstance(amount, tuple) else (),
            above=bound.above,
            below=bound.below,
            unscoreable=sheet.value("unscored") or (),
        ),
        made_on=said,
        deadline=deadline,
        new_question=NewQuestion()
        if known
        else NewQuestion(
            slug=sheet.value("slug"),
            criteria=sheet.value("criteria"),
            kind=sheet.value("kind"),
            options=sheet.value("options") or (),
            unit=sheet.value("unit"),
        ),
        provenance=Provenance(
            quote=sheet.value("quote"),
            source=source_named(sheet),
            url=address_of(sheet),
            locator=sheet.value("locator"),
            language=language_of(sheet),
        ),
    )


def _typed(sheet: Sheet, name: str) -> str | None:
    return sheet.texts.get(name) or None if name in sheet.heard else None


def _prompted(asked: str, offered: str) -> str:
    """The answer as typed; a long question, or a long answer on offer, has lines of its own."""
    question = f"{asked} [{offered}]" if offered else asked
    if len(question) > _LINE:
        say(question)
        question = ">"
    answer: str = click.prompt(question, default=offered, show_default=False, prompt_suffix=" ")
    return answer.strip()


def _aside(sentence: str) -> None:
    say(sentence, first="  ", later="  ")
