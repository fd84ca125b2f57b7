"""`tracker read`: how words would be read, before anything is logged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from desk.terminal.options import SAID, json_option
from forecasts import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasts.belief import Timeline
    from forecasts.errors import TrackerError
    from forecasts.words.chances import Reading
    from forecasts.words.windows.grammar import Window


@click.command()
@click.argument("words")
@click.option("--said", type=SAID, metavar="DATE", help="The day from which a window counts [today].")
@click.option("--scale", metavar="NAME", help="The scale that gives probability words their numbers.")
@click.option("--language", metavar="CODE", help="Whose words about time they are: en, de, fr, es, ru [en].")
@click.option("--country", metavar="CODE", help="Whose holidays are meant, such as US.")
@json_option
def read(
    words: str,
    said: date | None,
    scale: str | None,
    language: str | None,
    country: str | None,
    as_json: bool,
) -> None:
    r"""Show how words would be read, before anything is logged.

    Words are read as a chance or as a window of dates. Nothing is recorded,
    and no ledger is needed.

    \b
    Example:
      tracker read "a month or two, maybe three" --said 2021-06-25
      tracker read unlikely --scale icd203
      tracker read "d'ici trois mois" --language fr
    """
    from desk.terminal.tables import echo_json
    from forecasts.words.splitting import chance_and_window

    parts = chance_and_window(words, said=said or clock.today(), scale=scale) if language is None else None
    found = [
        chance_or_window(
            part,
            said=None if at == 0 and parts is not None else said,
            scale=scale if at == 0 else None,
            today=said or clock.today(),
            language=language,
            country=country,
        )
        for at, part in enumerate(parts or (words,))
    ]
    if as_json:
        shown = [_as_json(part) for part in found]
        echo_json(shown[0] if len(shown) == 1 else {"kind": "chance and window", "parts": shown})
        return
    for part in found:
        _echo(part)


def _echo(found: Reading | Window) -> None:
    from desk.terminal.tables import echo_facts
    from forecasts.words.chances import Reading

    kind = "chance" if isinstance(found, Reading) else "window"
    click.echo(f"{found.words!r} is read as a {kind}.")
    echo_facts(_chance_facts(found) if isinstance(found, Reading) else _window_facts(found))


def chance_or_window(
    words: str,
    *,
    said: date | None,
    scale: str | None,
    today: date,
    language: str | None = None,
    country: str | None = None,
) -> Reading | Window:
    """What words are, tried as a chance and as a window; a scale asks for a chance, a day for a window.

    Where neither reader understands them, the refusal of the one that came closer is raised.

    >>> chance_or_window("70%", said=None, scale=None, today=date(2021, 6, 25)).p
    0.7
    >>> chance_or_window("within 90 days", said=None, scale=None, today=date(2021, 6, 25)).latest
    datetime.date(2021, 9, 23)
    """
    from forecasts.errors import TrackerError, VagueWord
    from forecasts.words.chances import read_chance
    from forecasts.words.languages.lexicon import known_language
    from forecasts.words.windows.feasts import known_country
    from forecasts.words.windows.grammar import read_window
    from forecasts.words.windows.spoken import Speech, read_spoken

    if language is not None:
        language = known_language(language)
    whose = None if country is None else known_country(country)
    if scale is not None:
        return read_chance(words, scale=scale)
    likely: Reading | TrackerError
    timed: Window | TrackerError
    try:
        likely = read_chance(words, scale=None)
    except VagueWord:
        raise
    except TrackerError as refusal:
        likely = refusal
    try:
        timed = (
            read_spoken(words, said=said or today, speech=Speech(country=whose))
            if language is None
            else read_window(words, said=said or today, language=language, country=whose)
        )
    except TrackerError as refusal:
        timed = refusal
    for found in (likely, timed) if said is None else (timed, likely):
        if not isinstance(found, TrackerError):
            return found
    assert isinstance(likely, TrackerError)
    assert isinstance(timed, TrackerError)
    raise _closer(words, likely, timed)


def _closer(words: str, chance: TrackerError, window: TrackerError) -> TrackerError:
    """The refusal of the reader that understood the words better, or one for both."""
    from forecasts.errors import (
        ForeignWindow,
        UnclearProbability,
        UnknownWord,
        UnreadableWindow,
        UnreadableWords,
    )
    from forecasts.words.windows.vagueness import speaks_of_the_calendar

    if isinstance(chance, UnclearProbability) and chance.readings:
        return chance
    if isinstance(window, ForeignWindow) and any(letter.isalpha() for letter in words):
        return window
    if isinstance(window, UnreadableWindow) and (window.explained or speaks_of_the_calendar(words)):
        return window
    if not isinstance(chance, UnclearProbability | UnknownWord):
        return chance
    if not isinstance(window, UnreadableWindow):
        return window
    return UnreadableWords(words) if isinstance(chance, UnknownWord) else chance


def _chance_facts(found: Reading) -> Iterator[tuple[str, object]]:
    from desk.terminal.describing import chance_text

    yield "chance", chance_text(found.p, found.low, found.high)
    yield "scale", found.scale
    yield "rule", found.rule
    if found.assumed:
        yield "note", "no scale says so: the number is an assumption, and marked as one"
    if found.rule == "assumed-1/will":
        from forecasts.words.chances.reading import SURVEYED_WILL

        p, low, high = SURVEYED_WILL
        yield "survey", f"{p:g} ({low:g} to {high:g}) is what people took 'will happen' to mean"


def _window_facts(found: Window) -> Iterator[tuple[str, object]]:
    belief = _timeline(found)
    yield "said on", found.said
    for label in ("earliest", "central", "latest", "horizon"):
        day = getattr(found, label)
        if day is not None:
            yield label, f"{day}  ({(day - found.said).days} days)"
    steps = list(zip(belief.days, belief.cdf, strict=True))[1:]
    yield "distribution", ", ".join(f"{height:.0%} by day {day:g}" for day, height in steps)
    yield "rule", f"{found.rule}, spread by {belief.rule}"
    yield "note", "the horizon is the question's, where it has one"


def _as_json(found: Reading | Window) -> dict[str, object]:
    from forecasts.words.chances import Reading

    if isinstance(found, Reading):
        return {
            "kind": "chance",
            "words": found.words,
            "p": found.p,
            "low": found.low,
            "high": found.high,
            "scale": found.scale,
            "rule": found.rule,
            "assumed": found.assumed,
        }
    belief = _timeline(found)
    return {
        "kind": "window",
        "words": found.words,
        "said": found.said,
        "earliest": found.earliest,
        "central": found.central,
        "latest": found.latest,
        "deadline": found.latest,
        "horizon": found.horizon,
        "days": {
            "earliest": found.earliest_days,
            "central": found.central_days,
            "latest": found.latest_days,
            "horizon": found.horizon_days,
        },
        "cdf": list(zip(belief.days, belief.cdf, strict=True)),
        "rule": found.rule,
        "spread": belief.rule,
    }


def _timeline(window: Window) -> Timeline:
    from forecasts.words.windows.spreading import timeline

    return timeline(window, horizon=window.horizon)
