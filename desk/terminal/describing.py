"""Any record in plain words: labels and what they say, for the person who has just entered it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import singledispatch

from forecasts.belief import Chance, Quantiles, Shares, Timeline, Vague
from forecasts.bound_words import bound_words
from forecasts.model import Claim, Condition, Forecast, Noun, Outcome, Seal, Settings

Facts = Iterator[tuple[str, object]]


@singledispatch
def facts(noun: Noun) -> Facts:
    """Labels and values of a record, absent parts left out.

    >>> from forecasts.model import Forecaster
    >>> list(facts(Forecaster(slug="ann", name="Ann")))
    [('slug', 'ann'), ('name', 'Ann'), ('kind', <ForecasterKind.PERSON: 'person'>)]
    """
    for field in fields(noun):
        value = getattr(noun, field.name)
        if value is not None and value != () and value is not False:
            yield field.name.replace("_", " "), value


@facts.register
def _forecast(forecast: Forecast) -> Facts:
    yield "question", forecast.question
    yield "forecaster", forecast.forecaster
    yield "made on", forecast.made_at or forecast.made_on
    yield from _optional(forecast, "attested_on", "statement")
    yield "reading", forecast.reading
    yield from claim_facts(forecast.claim)
    yield from belief_facts(forecast.belief, forecast.made_on)
    yield from _optional(forecast, "settled_by", "restates")
    if forecast.unscoreable_because:
        yield "unscoreable", ", ".join(forecast.unscoreable_because)


@facts.register
def _outcome(outcome: Outcome) -> Facts:
    yield "question", outcome.question
    yield "outcome", outcome.sentence
    yield from _optional(outcome, "known_on", "evidence", "because")


@facts.register
def _seal(seal: Seal) -> Facts:
    yield "sealed", "its words lie beside the chain until they are revealed"
    yield "forecaster", seal.forecaster
    yield "made on", seal.made_on
    if seal.deadline is not None:
        yield "deadline", seal.deadline
    yield "digest", seal.archived


def claim_facts(claim: Claim) -> Facts:
    """What is asserted of the question, in words.

    >>> list(claim_facts(Claim(deadline=date(2021, 9, 25))))
    [('claim', 'by 2021-09-25')]
    """
    said = [
        f"is {claim.option!r}" if claim.option is not None else "",
        *bound_words(claim.above, claim.below),
        f"not before {claim.not_before}" if claim.not_before else "",
        f"by {claim.deadline}" if claim.deadline else "",
    ]
    if any(said):
        yield "claim", " and ".join(part for part in said if part)
    if claim.when is not None:
        yield "words", f"{claim.when!r}"
    if claim.condition is not None:
        yield "given", _condition(claim.condition)


def belief_facts(belief: Chance | Timeline | Quantiles | Shares | Vague | None, made_on: date) -> Facts:
    """How likely or when, with the words and the rule by which they were read."""
    if belief is not None and belief.words is not None:
        yield "read", f"{belief.words!r}"
    match belief:
        case Chance():
            yield "chance", chance_text(belief.p, belief.low, belief.high)
        case Timeline():
            yield from _timeline(belief, made_on)
        case Quantiles():
            pairs = zip(belief.levels, belief.values, strict=True)
            yield "quantiles", ", ".join(f"{level:g} = {value:g}" for level, value in pairs)
        case Shares():
            shares = zip(belief.options, belief.shares, strict=True)
            yield "shares", ", ".join(f"{option} = {share:g}" for option, share in shares)
        case Vague():
            yield "chance", "none: the word carries no probability"
    if belief is not None and not isinstance(belief, Vague):
        yield "rule", belief.rule


def chance_text(p: float, low: float, high: float) -> str:
    """A probability with its band, where it has one.

    >>> chance_text(0.325, 0.2, 0.45), chance_text(0.7, 0.7, 0.7)
    ('0.325 (0.2 to 0.45)', '0.7')
    """
    return f"{p:g}" if low == high else f"{p:g} ({low:g} to {high:g})"


def belief_brief(belief: Chance | Timeline | Quantiles | Shares | Vague | None) -> str:
    """A belief in a few words, for a row of a table."""
    match belief:
        case Chance():
            return chance_text(belief.p, belief.low, belief.high)
        case Timeline():
            return "window" if belief.p is None else f"window, {belief.p:g}"
        case Quantiles():
            return f"{len(belief.levels)} quantiles"
        case Shares():
            return f"{len(belief.options)} shares"
        case Vague():
            return f"{belief.words!r}"
        case None:
            return ""


def _timeline(belief: Timeline, made_on: date) -> Facts:
    if belief.p is not None:
        yield "chance", f"{belief.p:g} by {belief.latest}"
    for label in ("earliest", "central", "latest", "horizon"):
        day = getattr(belief, label)
        if day is not None:
            yield label, f"{day}  ({(day - made_on).days} days)"
    steps = zip(belief.days, belief.cdf, strict=True)
    yield "has happened", ", ".join(f"{height:.0%} by day {day:g}" for day, height in steps if height > 0)


def _condition(condition: Condition) -> str:
    by = f" by {condition.by}" if condition.by else ""
    return f"{condition.question} {condition.answer}{by}"


def _optional(noun: Forecast | Outcome, *names: str) -> Facts:
    for name in names:
        if (value := getattr(noun, name)) is not None:
            yield name.replace("_", " "), value


def settings_json(settings: Settings) -> dict[str, str | None]:
    """What the ledger assumes, under the keys of `docs/commands.md`; null where nothing was set."""
    return {"scale": settings.scale, "frame": settings.frame, "country": settings.country}
