"""What was said becomes a claim and a belief: one set of rules for the shell, the dialogue and the files.

A latest date with a probability is a chance; a window without one is a timeline; a window with a
probability is a timeline that rises to it. A vague horizon waits for a deadline that somebody
settles, and the words stay beside it. Words that carry no number are kept and never scored.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import (
    NoDeadline,
    NoProbability,
    TrackerError,
    UnfitNoun,
    UnreadableWindow,
    VagueWindow,
    VagueWord,
)
from forecasts.model import Claim, Condition, Unscoreable
from forecasts.recording.stated_dates import check_alone, stated_timeline
from forecasts.words.chances import read_chance
from forecasts.words.chances.reading import SURVEYED_WILL
from forecasts.words.windows.grammar import Window
from forecasts.words.windows.spoken import ENGLISH, Speech, read_noted
from forecasts.words.windows.spreading import timeline

_REMEMBERED = 20_000
"""Of so many chances and claims it is remembered how they were read: long files repeat them."""

_claim = lru_cache(_REMEMBERED, typed=True)(Claim)


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedForecast:
    """What one forecaster said of one question, as typed: words where words were used, numbers where numbers.

    `when` are words about time, `chance` words or a number about likelihood, `scale` whose words they
    are. `shares` gives (option, share) pairs, `quantiles` (level, value) pairs, and `dates` (level, day)
    pairs, as an event's quantiles are. `settled_by` names who turned vague words into `deadline`.
    `unscoreable` names the reasons why nothing can be scored; naming one accepts whatever is missing.
    """

    when: str | None = None
    chance: str | None = None
    scale: str | None = None
    deadline: date | None = None
    not_before: date | None = None
    option: str | None = None
    above: float | None = None
    below: float | None = None
    condition: Condition | None = None
    shares: tuple[tuple[str, float], ...] = ()
    quantiles: tuple[tuple[float, float | date], ...] = ()
    dates: tuple[tuple[float, date], ...] = ()
    settled_by: str | None = None
    unscoreable: tuple[Unscoreable, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """How it was read: the parts of a Forecast, and notes for the analyst in whole sentences."""

    claim: Claim
    belief: Belief | None
    unscoreable_because: tuple[Unscoreable, ...]
    settled_by: str | None
    notes: tuple[str, ...]


def read_forecast(
    said: StatedForecast,
    *,
    made_on: date,
    horizon: date | None,
    default_scale: str | None,
    analyst: str,
    speech: Speech = ENGLISH,
) -> Read:
    """The claim and the belief that were expressed, or an error that says what is missing.

    Parameters
    ----------
    said
        What was said, as typed.
    made_on
        The day on which it was said, from which relative windows count.
    horizon
        Where the question's timelines end; None if nothing fixed it yet, and then the window does.
    default_scale
        The scale of the ledger, used where `said.scale` is None.
    analyst
        Who settles a vague horizon, unless `said.settled_by` names another.
    speech
        The statement's language, in which the words about time are, or else in English, which is noted; and
        whose holidays are meant.

    Raises
    ------
    NoDeadline, NoProbability
        For a chance that nothing ends, and for a deadline without a chance.
    UnfitNoun
        For parts that contradict one another.
    TrackerError
        For words that `read_chance` or `read_window` refuse.

    Examples
    --------
    >>> stated = StatedForecast(chance="unlikely", when="in the near future", deadline=date(2021, 9, 25))
    >>> read_forecast(stated, made_on=date(2021, 6, 25), horizon=None, default_scale="icd203",
    ...               analyst="ann").settled_by
    'ann'
    >>> read_forecast(StatedForecast(when="a month or two, maybe three"), made_on=date(2021, 6, 25),
    ...           horizon=None, default_scale=None, analyst="ann").belief.horizon
    datetime.date(2021, 12, 25)
    """
    if said.dates:
        check_alone({"a window": said.when, "a chance": said.chance, "a deadline": said.deadline})
        belief: Belief | None = stated_timeline(said.dates, made_on=made_on, horizon=horizon)
        return _read(said, belief, deadline=None, when=None, reasons=said.unscoreable, analyst=analyst)
    likelihood = _likelihood(said.chance, said.scale or default_scale)
    window, refusal, notes = _window(said, made_on, speech)
    if window is not None and _is_timeline(said, window, likelihood):
        belief = _timeline(said, window, likelihood, horizon)
        read = _read(said, belief, deadline=None, when=None, reasons=said.unscoreable, analyst=analyst)
        return replace(read, notes=(*notes, *read.notes))
    deadline = said.deadline or (window.latest if window else None)
    reasons = _reasons(said, likelihood, deadline)
    if refusal is not None and deadline is None and not reasons:
        raise refusal
    belief = _outright(said, likelihood)
    _check_complete(said, belief, deadline, reasons)
    told = refusal is None and (window is None or window.earliest is None)
    when = None if told else said.when
    read = _read(said, belief, deadline=deadline, when=when, reasons=reasons, analyst=analyst)
    return replace(read, notes=(*notes, *read.notes))


def _read(
    said: StatedForecast,
    belief: Belief | None,
    *,
    deadline: date | None,
    when: str | None,
    reasons: tuple[Unscoreable, ...],
    analyst: str,
) -> Read:
    claim = _claim(
        option=said.option,
        above=said.above,
        below=said.below,
        not_before=said.not_before,
        deadline=deadline,
        when=when,
        condition=said.condition,
    )
    settled = when is not None and deadline is not None
    notes: tuple[str, ...] = ()
    if isinstance(belief, Chance) and belief.rule.startswith("assumed"):
        band = f"{belief.low:g} to {belief.high:g}"
        notes = (f"{belief.words!r} is read as {belief.p:g} ({band}), which is an assumption.",)
        if belief.rule == "assumed-1/will":
            p, low, high = SURVEYED_WILL
            asked = f"Asked what 'will happen' means, people said {p:g} ({low:g} to {high:g})."
            notes = (f"{notes[0]} {asked}",)
    return Read(
        claim=claim,
        belief=belief,
        unscoreable_because=reasons,
        settled_by=said.settled_by or (analyst if settled else None),
        notes=notes,
    )


@lru_cache(_REMEMBERED)
def _likelihood(chance: str | None, scale: str | None) -> Chance | Vague | None:
    if chance is None:
        return None
    try:
        reading = read_chance(chance, scale=scale)
    except VagueWord:
        return Vague(words=chance)
    stated = reading.rule == "stated"
    return Chance(
        p=reading.p,
        low=reading.low,
        high=reading.high,
        words=None if stated else reading.words,
        rule=reading.rule,
    )


def _window(
    said: StatedForecast, made_on: date, speech: Speech
) -> tuple[Window | None, TrackerError | None, tuple[str, ...]]:
    """The window that the words state, or the refusal that a settled deadline overcomes; and notes."""
    if said.when is None:
        return None, None, ()
    notes: tuple[str, ...] = ()
    try:
        window, notes = read_noted(said.when, said=made_on, speech=speech)
    except VagueWindow as refusal:
        return None, refusal, notes
    except UnreadableWindow as refusal:
        if said.unscoreable:
            return None, refusal, notes
        raise
    if said.deadline is not None and said.deadline != window.latest:
        raise UnfitNoun(
            f"{said.when!r} ends on {window.latest}, and the deadline given is {said.deadline}",
            "give the words or the deadline, not both",
        )
    return window, None, notes


def _is_timeline(said: StatedForecast, window: Window, likelihood: Chance | Vague | None) -> bool:
    if said.shares or said.quantiles or isinstance(likelihood, Vague):
        return False
    spans = window.earliest is not None
    return (spans or likelihood is None) and Unscoreable.NO_PROBABILITY not in said.unscoreable


def _timeline(
    said: StatedForecast, window: Window, likelihood: Chance | Vague | None, horizon: date | None
) -> Timeline:
    """The window as a distribution; words about likelihood are kept before the words about time."""
    p = likelihood.p if isinstance(likelihood, Chance) else None
    belief = timeline(window, horizon=horizon or window.horizon, p=p)
    return belief if p is None else replace(belief, words=f"{said.chance}, {window.words}")


def _reasons(
    said: StatedForecast, likelihood: Chance | Vague | None, deadline: date | None
) -> tuple[Unscoreable, ...]:
    if not isinstance(likelihood, Vague) or Unscoreable.VAGUE_WORD in said.unscoreable:
        return said.unscoreable
    implied = (Unscoreable.NO_DEADLINE,) if deadline is None and not said.unscoreable else ()
    return (Unscoreable.VAGUE_WORD, *said.unscoreable, *implied)


def _outright(said: StatedForecast, likelihood: Chance | Vague | None) -> Belief | None:
    given = [
        what
        for what, there in (
            ("a chance", likelihood is not None),
            ("shares", bool(said.shares)),
            ("quantiles", bool(said.quantiles)),
        )
        if there
    ]
    if len(given) > 1:
        raise UnfitNoun(f"The forecast gives {' and '.join(given)}", "give one of them")
    if said.shares:
        options, shares = zip(*said.shares, strict=True)
        return Shares(options=options, shares=shares)
    if said.quantiles:
        levels, values = zip(*said.quantiles, strict=True)
        return Quantiles(levels=levels, values=values)
    return likelihood


def _check_complete(
    said: StatedForecast, belief: Belief | None, deadline: date | None, reasons: tuple[Unscoreable, ...]
) -> None:
    if reasons:
        return
    if belief is None:
        raise NoProbability(deadline)
    of_a_value = said.option is not None or said.above is not None or said.below is not None
    if isinstance(belief, Chance) and deadline is None and not of_a_value:
        raise NoDeadline(str(said.chance))
