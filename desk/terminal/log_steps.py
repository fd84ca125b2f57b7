"""The questions by which `tracker log` asks for one forecast, in their order; here when, and how likely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from desk.terminal.amounts import LEVELS
from desk.terminal.answer_sheet import Heard, Sheet, Step, without_options
from desk.terminal.describing import belief_facts, claim_facts
from desk.terminal.log_origins import ORIGINS
from desk.terminal.log_subjects import SUBJECTS, kind_of, options_of
from desk.terminal.options import SHARES
from forecasts.belief import Chance, Vague
from forecasts.errors import (
    DeadlineBeforeForecast,
    ForeignWindow,
    NoScale,
    UnfitText,
    VagueWindow,
    VagueWord,
)
from forecasts.model import Claim, QuestionKind, Unscoreable
from forecasts.recording.new_forecast import read_deadline
from forecasts.words.chances import find_scale, read_chance
from forecasts.words.languages.lexicon import known_language
from forecasts.words.windows.grammar import Window, read_window
from forecasts.words.windows.spoken import Speech, languages_of, read_spoken
from forecasts.words.windows.spreading import timeline

_RANGE = re.compile(r"(?P<side>above|below|over|under|[<>])\s*(?P<value>-?\d[\d.,]*)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """Words about time in another language than English, and what they are."""

    language: str
    window: Window


def speech_of(sheet: Sheet) -> Speech:
    """The language that the words were said to be in, where that was given, and the country of the ledger."""
    return Speech(language=sheet.texts.get("language") or None, country=sheet.view.settings.country)


def _when(text: str, sheet: Sheet) -> Heard:
    if not text:
        return Heard(value=None)
    made_on = sheet.value("said")
    try:
        window = read_spoken(text, said=made_on, speech=speech_of(sheet))
    except VagueWindow as vague:
        return Heard(value=None, shown=(("vague", without_options(str(vague))),))
    except ForeignWindow as foreign:
        return Heard(value=None, shown=(("language", without_options(str(foreign))),))
    return Heard(value=window, shown=_dates(window, made_on))


def _dates(window: Window, made_on: date) -> tuple[tuple[str, object], ...]:
    return tuple(belief_facts(timeline(window, horizon=window.horizon), made_on))


def _foreign(sheet: Sheet) -> bool:
    """Whether the words about time are of a language that is still to be named."""
    text = sheet.texts.get("when")
    if not text or "when" not in sheet.heard or sheet.value("when") is not None:
        return False
    return bool(languages_of(text, said=sheet.value("said")))


def _language(text: str, sheet: Sheet) -> Heard:
    """The window in the language that is named: both, for the words are in it."""
    code, made_on = known_language(text), sheet.value("said")
    window = read_window(
        sheet.texts["when"], said=made_on, language=code, country=sheet.view.settings.country
    )
    return Heard(value=Spoken(language=code, window=window), shown=_dates(window, made_on))


def window_of(sheet: Sheet) -> Window | None:
    """The window that the words about time are, in whatever language."""
    spoken, plain = sheet.value("language"), sheet.value("when")
    found = spoken.window if isinstance(spoken, Spoken) else plain
    return found if isinstance(found, Window) else None


def language_of(sheet: Sheet) -> str | None:
    """The language that the words about time were said to be in."""
    spoken = sheet.value("language")
    return spoken.language if isinstance(spoken, Spoken) else None


def _chance(text: str, sheet: Sheet) -> Heard:
    if not text:
        return Heard(value=None)
    try:
        found = read_chance(text, scale=sheet.view.settings.scale)
    except VagueWord as vague:
        return Heard(value=Vague(words=text), shown=(("vague", without_options(str(vague))),))
    except NoScale as unscaled:
        return Heard(value=None, shown=(("no scale", without_options(str(unscaled))),))
    chance = Chance(p=found.p, low=found.low, high=found.high, words=text, rule=found.rule)
    return Heard(value=chance, shown=tuple(belief_facts(chance, date.min)))


def _unscaled(sheet: Sheet) -> bool:
    return bool(sheet.texts.get("chance")) and "chance" in sheet.heard and sheet.value("chance") is None


def _scale(text: str, sheet: Sheet) -> Heard:
    name = find_scale(text).name
    found = read_chance(sheet.texts["chance"], scale=name)
    chance = Chance(p=found.p, low=found.low, high=found.high, words=found.words, rule=found.rule)
    return Heard(value=name, shown=tuple(belief_facts(chance, date.min)))


def _option(text: str, sheet: Sheet) -> Heard:
    if "=" in text:
        shares = SHARES.read(text)
        return Heard(value=shares, shown=(("shares", ", ".join(f"{name} = {p:g}" for name, p in shares)),))
    known = {option.casefold(): option for option in options_of(sheet)}
    if text.casefold() not in known:
        shown = ", ".join(known.values())
        raise UnfitText("the option", f"is {text[:40]!r}", f"type one of {shown}, or a share for each")
    return Heard(value=known[text.casefold()])


def _amount(text: str, _: Sheet) -> Heard:
    if "=" in text:
        levels = LEVELS.read(text)
        return Heard(value=levels, shown=(("quantiles", ", ".join(f"{q:g} = {x:g}" for q, x in levels)),))
    found = _RANGE.fullmatch(text.strip())
    try:
        value = float(found["value"]) if found else None
    except ValueError:
        value = None
    if found is None or value is None:
        raise UnfitText("the amount", f"is {text[:40]!r}", "type above 80, below 80, or 0.1=70,0.5=80,0.9=95")
    above = found["side"].casefold() in ("above", "over", ">")
    claim = Claim(above=value) if above else Claim(below=value)
    return Heard(value=claim, shown=tuple(claim_facts(claim)))


def whole(sheet: Sheet) -> bool:
    """Whether shares or quantiles say how likely everything is, so that no single chance is asked for."""
    return isinstance(sheet.value("option") or sheet.value("amount"), tuple)


def _dated(sheet: Sheet) -> bool:
    if kind_of(sheet) is not QuestionKind.EVENT:
        return True
    return window_of(sheet) is None and bool(sheet.texts.get("when") or sheet.texts.get("chance"))


def _deadline(text: str, sheet: Sheet) -> Heard:
    if not text:
        return Heard(value=None)
    made_on = sheet.value("said")
    day = read_deadline(text, made_on=made_on, speech=speech_of(sheet))
    if day < made_on:
        raise DeadlineBeforeForecast(day, made_on)
    return Heard(value=day.isoformat(), shown=(("last day", day),))


def missing(sheet: Sheet) -> tuple[Unscoreable, ...]:
    """What is missing for a score."""
    likelihood, window = sheet.value("chance"), window_of(sheet)
    stated = whole(sheet) or sheet.value("scale") is not None
    found: tuple[Unscoreable, ...] = ()
    if isinstance(likelihood, Vague):
        found += (Unscoreable.VAGUE_WORD,)
    elif likelihood is None and window is None and not stated:
        found += (Unscoreable.NO_PROBABILITY,)
    if kind_of(sheet) is QuestionKind.EVENT and window is None and sheet.value("deadline") is None:
        found += (Unscoreable.NO_DEADLINE,)
    return found


def _confirmed(text: str, sheet: Sheet) -> Heard:
    if text.casefold() not in ("y", "yes"):
        raise UnfitText("the answer", f"is {text[:20]!r}", "type y to log it so, or `back` to say more")
    return Heard(value=missing(sheet))


STEPS = (
    *SUBJECTS,
    Step(
        name="when",
        label="when",
        question="When, in their words?",
        more="Such as: a month or two, maybe three; by mid-July; this year. Nothing if they named no time.",
        read=_when,
        asked=lambda sheet: kind_of(sheet) is QuestionKind.EVENT,
        dated=True,
    ),
    Step(
        name="language",
        label="language",
        question="In which language is that?",
        more="A code, such as de; the statement's language is kept with its quote.",
        read=_language,
        asked=_foreign,
        default=lambda sheet: next(iter(languages_of(sheet.texts["when"], said=sheet.value("said")))),
        required=True,
    ),
    Step(
        name="option",
        label="option",
        question="Which option, or a share for each? (A=0.5,B=0.5)",
        more="One option, and then how likely it is; or the shares of all, which sum to 1.",
        read=_option,
        asked=lambda sheet: kind_of(sheet) in (QuestionKind.CHOICE, QuestionKind.ORDERED),
        required=True,
    ),
    Step(
        name="amount",
        label="amount",
        question="How much? (above 80, below 80, or quantiles 0.1=70,0.5=80,0.9=95)",
        more="A bound, and then how likely it is; or values at levels of probability.",
        read=_amount,
        asked=lambda sheet: kind_of(sheet) is QuestionKind.QUANTITY,
        required=True,
    ),
    Step(
        name="chance",
        label="how likely",
        question="How likely, in their words or as a number?",
        more="Such as: 70%, 1 in 20, unlikely. Nothing if they did not say.",
        read=_chance,
        asked=lambda sheet: not whole(sheet),
    ),
    Step(
        name="scale",
        label="scale",
        question="On which scale?",
        more="A scale gives words their numbers, such as icd203; `tracker read WORDS` shows how each reads "
        "a word.",
        read=_scale,
        asked=_unscaled,
        required=True,
    ),
    Step(
        name="deadline",
        label="last day",
        question="By which day, at the latest?",
        more="A date, or a phrase such as: by the end of Q3. That day counts in full.",
        read=_deadline,
        asked=_dated,
        dated=True,
    ),
    Step(
        name="unscored",
        label="unscored",
        question="It can be logged and counted, not scored. Log it so? (y)",
        wording=lambda sheet: (
            f"It can be logged and counted, not scored: {', '.join(missing(sheet))}. Log it so? (y)"
        ),
        more="`back` returns to the questions before, where more can be said.",
        read=_confirmed,
        asked=lambda sheet: bool(missing(sheet)),
        required=True,
    ),
    *ORIGINS,
)
