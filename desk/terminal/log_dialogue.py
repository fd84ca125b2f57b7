"""`tracker log` with nothing: it asks step by step, and shows how it read each answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import click

from desk.terminal.describing import belief_facts
from desk.terminal.options import DATE
from desk.terminal.tables import echo_facts
from forecasts.belief import Chance, Vague
from forecasts.errors import DeadlineBeforeForecast, NoScale, TrackerError, Unknown, VagueWindow, VagueWord
from forecasts.ledger.view import View
from forecasts.model import Forecaster, Unscoreable
from forecasts.recording.new_forecast import NewForecast, read_deadline
from forecasts.recording.provenance import Provenance, last_source
from forecasts.recording.questions import NewQuestion, find_question
from forecasts.recording.reading import StatedForecast
from forecasts.texts import checked_text, slugified
from forecasts.words.chances import find_scale, read_chance
from forecasts.words.windows.grammar import Window, read_window
from forecasts.words.windows.spreading import timeline

T = TypeVar("T")


def ask(view: View, *, today: date) -> NewForecast:
    """The forecast that the analyst types, answer by answer; an answer that is refused is asked anew."""
    click.echo("An empty answer leaves a part out. Nothing is recorded before your yes.")
    about, new_question = _question(view)
    by = _asked("Who forecast it? (name)", lambda text: _forecaster(view, text))
    made_on = _asked("On which day was it said?", _day, default=today.isoformat())
    when, window = _when(made_on)
    chance, scale, likelihood = _chance(view)
    deadline = None
    if window is None and (when is not None or chance is not None):
        deadline = _asked("By which day, at the latest?", lambda text: _deadline(text, made_on), default="")
    said = StatedForecast(
        when=when,
        chance=chance,
        scale=scale,
        unscoreable=_reasons(likelihood, window=window, deadline=deadline),
    )
    return NewForecast(
        about=about,
        by=by,
        said=said,
        made_on=made_on,
        deadline=deadline,
        new_question=new_question,
        provenance=_provenance(view),
    )


def _asked(question: str, read: Callable[[str], T], *, default: str | None = None) -> T:
    while True:
        try:
            return read(click.prompt(question, default=default, show_default=bool(default)).strip())
        except (TrackerError, ValueError) as refusal:
            click.echo(f"  {_without_options(str(refusal))}")


def _question(view: View) -> tuple[str, NewQuestion]:
    def read(text: str) -> str:
        if any(letter.isspace() for letter in text):
            return checked_text(text, "the statement", longest=2000)
        known = find_question(view, text)
        click.echo(f"  {known.slug}: {known.statement}")
        return known.slug

    about = _asked("What is forecast? (the slug of a known question, or a new statement)", read)
    if not any(letter.isspace() for letter in about):
        return about, NewQuestion()
    slug = _asked("Its slug?", slugified, default=slugified(about))
    criteria = _asked("What decides it, and by whose word?", _text, default="")
    return about, NewQuestion(slug=slug, criteria=criteria)


def _forecaster(view: View, text: str) -> str:
    try:
        found = view.meant("forecaster", text).noun
    except Unknown as unknown:
        near = f" (much like {' and '.join(unknown.near)})" if unknown.near else ""
        click.echo(f"  a new forecaster, {slugified(text)}{near}")
        return text
    assert isinstance(found, Forecaster)
    click.echo(f"  {found.name} ({found.slug})")
    return found.slug


def _when(made_on: date) -> tuple[str | None, Window | None]:
    def read(text: str) -> tuple[str | None, Window | None]:
        if not text:
            return None, None
        try:
            window = read_window(text, said=made_on)
        except VagueWindow as vague:
            click.echo(f"  {_without_options(str(vague))}")
            return text, None
        echo_facts(belief_facts(timeline(window, horizon=window.horizon), made_on))
        return text, window

    return _asked("When, in their words?", read, default="")


def _chance(view: View) -> tuple[str | None, str | None, Chance | Vague | None]:
    def read(text: str) -> tuple[str | None, str | None, Chance | Vague | None]:
        if not text:
            return None, None, None
        scale = view.settings.scale
        try:
            found = read_chance(text, scale=scale)
        except VagueWord as vague:
            click.echo(f"  {vague}")
            return text, scale, Vague(words=text)
        except NoScale as unscaled:
            click.echo(f"  {_without_options(str(unscaled))}")
            scale = _asked("On which scale?", lambda name: find_scale(name).name)
            found = read_chance(text, scale=scale)
        chance = Chance(p=found.p, low=found.low, high=found.high, words=text, rule=found.rule)
        echo_facts(belief_facts(chance, date.min))
        return text, scale, chance

    return _asked("How likely, in their words or as a number?", read, default="")


def _reasons(
    likelihood: Chance | Vague | None, *, window: Window | None, deadline: str | None
) -> tuple[Unscoreable, ...]:
    """What is missing for a score, once the analyst confirms that nobody said it."""
    missing: tuple[Unscoreable, ...] = ()
    if isinstance(likelihood, Vague):
        missing += (Unscoreable.VAGUE_WORD,)
    elif likelihood is None and window is None:
        missing += (Unscoreable.NO_PROBABILITY,)
    if window is None and deadline is None:
        missing += (Unscoreable.NO_DEADLINE,)
    if missing:
        click.echo(f"  It can be logged and counted, not scored: {', '.join(missing)}.")
        click.confirm("Log it so?", abort=True)
    return missing


def _provenance(view: View) -> Provenance:
    quote = _asked("The decisive words, verbatim?", _text, default="")
    if quote is None:
        return Provenance()

    def read(text: str) -> str | None:
        if text == "last":
            click.echo(f"  {last_source(view)}")
        return text or None

    return Provenance(quote=quote, source=_asked("Their source? (slug, title or last)", read, default=""))


def _day(text: str) -> date:
    day: date = DATE.read(text)
    return day


def _deadline(text: str, made_on: date) -> str | None:
    if not text:
        return None
    day = read_deadline(text, made_on=made_on)
    if day < made_on:
        raise DeadlineBeforeForecast(day, made_on)
    click.echo(f"  {day}")
    return day.isoformat()


def _without_options(sentence: str) -> str:
    """A refusal without the advice to type an option, which nobody can give in a dialogue."""
    kept = [part for part in re.split(r"(?<=[:;,]) ", sentence) if "--" not in part]
    return " ".join(kept).rstrip(":;,. ") + ("?" if sentence.endswith("?") else ".")


def _text(text: str) -> str | None:
    return checked_text(text, "the answer") if text else None
