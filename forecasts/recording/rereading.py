"""A forecast with some parts changed: what is said anew is read anew, and all the rest stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import TrackerError, UnfitNoun
from forecasts.ledger.finding import slug_of
from forecasts.model import Claim, Forecast, Question, QuestionKind, Statement, Unscoreable
from forecasts.recording.new_forecast import check_moment, read_deadline, stated_of
from forecasts.recording.provenance import meant_statement
from forecasts.recording.questions import condition, find_question
from forecasts.recording.reading import Read, StatedForecast, read_forecast
from forecasts.words.languages.lexicon import LANGUAGES
from forecasts.words.windows.grammar import read_window
from forecasts.words.windows.spoken import Speech

if TYPE_CHECKING:
    from forecasts.ledger.view import View

Changes = Mapping[str, Any]

_PLAIN_CLAIM = ("not_before", "option", "above", "below")
_OUTRIGHT = ("chance", "shares", "quantiles")
_SAID_ANEW = ("when", "scale", *_OUTRIGHT)


def corrected_forecast(old: Forecast, changes: Changes, *, view: View, analyst: str) -> Forecast:
    """The forecast with what `changes` names changed, by the options of `tracker log`, and nothing else.

    A window counts from the day it was said, so that another day moves it; a reason for being unscoreable
    falls where the change supplies what was missing.
    """
    question = find_question(view, changes.get("question", old.question))
    made_on = changes.get("said", old.made_on)
    if "made_at" in changes and "said" not in changes:
        made_on = changes["made_at"].astimezone(ZoneInfo(question.zone)).date()
    changed: dict[str, Any] = {"question": question.slug, "made_on": made_on}
    if "by" in changes:
        changed["forecaster"] = slug_of(view.meant("forecaster", changes["by"]))
    if "statement" in changes:
        changed["statement"] = meant_statement(view, changes["statement"])
    for part in ("made_at", "attested_on", "reading", "restates", "settled_by"):
        if part in changes:
            changed[part] = changes[part]
    claim = _claim(old.claim, changes, view, made_on, _speech(old, view))
    counts_anew = isinstance(old.belief, Timeline) and (made_on != old.made_on or "deadline" in changes)
    if counts_anew or any(part in changes for part in _SAID_ANEW):
        _check_words(old, changes)
        found = _reread(old, changes, claim, question, view, made_on, analyst)
        changed["claim"], changed["belief"] = found.claim, _kept(old, changes, found.belief)
        changed["unscoreable_because"], changed["settled_by"] = found.unscoreable_because, found.settled_by
    else:
        changed["claim"], changed["unscoreable_because"] = claim, _reasons(old, changes)
    check_moment(question, made_on, changed.get("made_at", old.made_at))
    return replace(old, **changed)


def _claim(old: Claim, changes: Changes, view: View, made_on: date, speech: Speech) -> Claim:
    changed: dict[str, Any] = {part: changes[part] for part in _PLAIN_CLAIM if part in changes}
    if "deadline" in changes:
        changed["deadline"] = read_deadline(changes["deadline"], made_on=made_on, speech=speech)
    if "given" in changes:
        changed["condition"] = condition(view, changes["given"])
    return replace(old, **changed)


def _check_words(old: Forecast, changes: Changes) -> None:
    """Refuses to read anew what was not read from words."""
    if any(part in changes for part in ("when", *_OUTRIGHT[1:])):
        return
    belief = old.belief
    if isinstance(belief, Timeline) and belief.words is None:
        raise UnfitNoun(
            f"The distribution on {old.question!r} was given as numbers that count from {old.made_on}, and "
            "not in words that could be read anew",
            "say the window in words with --when, or log the forecast anew and take this one back",
        )
    in_words = isinstance(belief, Chance | Vague) and belief.words is not None
    if "scale" in changes and "chance" not in changes and not in_words:
        raise UnfitNoun(
            f"The forecast on {old.question!r} has no words of chance, and only words are read by a scale",
            "give the words with -p, or leave out --scale",
        )


def _reread(
    old: Forecast,
    changes: Changes,
    claim: Claim,
    question: Question,
    view: View,
    made_on: date,
    analyst: str,
) -> Read:
    """The claim and the belief read anew, where the words or the day they count from have changed."""
    outright = any(part in changes for part in _OUTRIGHT)
    chance, scale = (None, None) if outright else said_chance(old)
    dated = "quantiles" in changes and question.kind is QuestionKind.EVENT
    claim = replace(claim, deadline=changes.get("deadline") and claim.deadline) if dated else claim
    said = stated_of(
        question,
        StatedForecast(
            when=changes.get("when", None if dated else said_when(old, changes)),
            chance=changes.get("chance", chance),
            scale=changes.get("scale", scale if "chance" not in changes else None),
            deadline=None if "when" in changes and "deadline" not in changes else claim.deadline,
            not_before=claim.not_before,
            option=claim.option,
            above=claim.above,
            below=claim.below,
            condition=claim.condition,
            shares=changes.get("shares", () if outright else _pairs(old.belief, Shares)),
            quantiles=changes.get("quantiles", () if outright else _pairs(old.belief, Quantiles)),
            settled_by=changes.get("settled_by", old.settled_by),
            unscoreable=_reasons(old, changes),
        ),
    )
    return read_forecast(
        said,
        made_on=made_on,
        horizon=question.horizon,
        default_scale=view.settings.scale,
        analyst=analyst,
        speech=_speech(old, view),
    )


def _speech(old: Forecast, view: View) -> Speech:
    """The language of the statement that the forecast was read from, and the country of the ledger."""
    language = None
    if old.statement is not None:
        statement = view.get(view.latest(old.statement)).noun
        assert isinstance(statement, Statement)
        language = statement.language
    return Speech(language=language, country=view.settings.country)


def _kept(old: Forecast, changes: Changes, belief: Belief | None) -> Belief | None:
    """The belief read anew, with what was not said anew as it was: a chance with its band, and its words."""
    if any(part in changes for part in ("scale", *_OUTRIGHT)):
        return belief
    if type(belief) is type(old.belief) and not isinstance(belief, Timeline):
        return old.belief
    if isinstance(belief, Timeline) and isinstance(old.belief, Timeline) and belief.words is not None:
        likelihood, _ = _said_words(old.belief, old.made_on)
        if belief.p is not None and likelihood is not None:
            return replace(belief, words=f"{likelihood}, {belief.words.removeprefix(f'{belief.p!r}, ')}")
    return belief


def _reasons(old: Forecast, changes: Changes) -> tuple[Unscoreable, ...]:
    """Why it cannot be scored, without what the change supplies."""
    if "unscoreable" in changes:
        stated: tuple[Unscoreable, ...] = changes["unscoreable"]
        return stated
    supplied: set[Unscoreable] = set()
    if "when" in changes or "deadline" in changes:
        supplied.add(Unscoreable.NO_DEADLINE)
    if any(part in changes for part in _OUTRIGHT) or ("when" in changes and old.belief is None):
        supplied |= {Unscoreable.NO_PROBABILITY, Unscoreable.VAGUE_WORD}
    return tuple(reason for reason in old.unscoreable_because if reason not in supplied)


def said_when(old: Forecast, changes: Changes) -> str | None:
    """The words about time as they were said; of a timeline none where its deadline is told anew."""
    if isinstance(old.belief, Timeline) and "deadline" not in changes:
        return _said_words(old.belief, old.made_on)[1]
    return old.claim.when


def _said_words(belief: Timeline, made_on: date) -> tuple[str | None, str | None]:
    """The words about likelihood and those about time, which one timeline keeps in one text."""
    words = belief.words
    if belief.p is None or words is None or _ends(words, made_on) is not None:
        return None, words
    likelihood, comma, window = words.partition(", ")
    return (likelihood, window) if comma and _ends(window, made_on) == belief.latest else (None, words)


def _ends(words: str, made_on: date) -> date | None:
    """The last day of words about time, in the one language that reads them."""
    for language in LANGUAGES:
        try:
            return read_window(words, said=made_on, language=language).latest
        except TrackerError:
            continue
    return None


def said_chance(old: Forecast) -> tuple[str | None, str | None]:
    """The chance as it was said, and the scale that its words were read by."""
    match old.belief:
        case Vague(words=words):
            return words, None
        case Chance(words=None, p=p):
            return repr(p), None
        case Chance(words=words, rule=rule):
            scale, slash, _ = rule.partition("/")
            return words, scale if slash and not scale.startswith("assumed") else None
        case Timeline(p=float(p)):
            return repr(p), None
    return None, None


def _pairs(belief: Belief | None, kind: type[Shares] | type[Quantiles]) -> tuple[Any, ...]:
    """The options with their shares, or the levels with their values, of a belief of that kind."""
    match belief:
        case Shares(options=options, shares=shares) if kind is Shares:
            return tuple(zip(options, shares, strict=True))
        case Quantiles(levels=levels, values=values) if kind is Quantiles:
            return tuple(zip(levels, values, strict=True))
    return ()
