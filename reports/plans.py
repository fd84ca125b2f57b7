"""What is asked of the future: how many more events, beside those that a ledger holds already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt
from typing import TYPE_CHECKING

from forecasts.errors import ImpossiblePlan
from reports.facets.planned import There, said_by, shared_by_two
from reports.figures import counted, percent
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.planning.faults import (
    ASSUMED_CHANCE,
    ASSUMED_CHANCES,
    events_to_see_bias,
    events_to_see_slope,
)
from tracker.planning.searching import NORMAL, Enough
from tracker.planning.telling_apart import ASSUMED_SPREAD, evenly_apart, events_to_tell_apart

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from tracker.vectors import Floats

SEED = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How many events it takes, and how many of them are there.

    Attributes
    ----------
    sought
        "difference", "fault" or "slope".
    size
        The stated size of it.
    forecasters
        The slugs of those it is planned for; empty for nobody in particular.
    so_far
        The events that count already; None for nobody in particular.
    needed, power, by_formula, how, draws
        As `tracker.planning.searching.Enough` has them.
    more
        How many events are missing; None for nobody in particular.
    wanted, alpha, tests
        The power asked for; the chance of a false alarm in all, and over how many tests it is shared.
    sentence
        The answer in words.
    assumed
        What was taken for true, a sentence each.
    """

    sought: str
    size: float
    forecasters: tuple[str, ...]
    so_far: int | None
    needed: int
    more: int | None
    power: float
    by_formula: float
    how: str
    draws: int | None
    wanted: float
    alpha: float
    tests: int
    sentence: str
    assumed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """How surely a thing is to be seen: the power, the chance of a false alarm, and among how many tests."""

    power: float = 0.8
    alpha: float = 0.05
    tests: int = 1

    def __post_init__(self) -> None:
        if not self.alpha < self.power < 1:
            raise ImpossiblePlan(
                f"A power of {percent(self.power)}",
                f"it lies above the {percent(self.alpha)} of a false alarm and below certainty",
                "state one such as 80%",
            )

    @property
    def each(self) -> float:
        """The chance of a false alarm that one test may take: the smallest of Holm's."""
        return self.alpha / self.tests

    def sentences(self, found: Enough) -> tuple[str, ...]:
        """What these terms mean, and how the answer was found."""
        level = f"A test errs {percent(self.alpha)} of the time where there is nothing to see"
        if self.tests > 1:
            level = f"All {self.tests:,} tests together err {percent(self.alpha)} of the time"
        drawn = f" ({found.draws:,} of them, which leaves {_within(found)} either way)" if found.draws else ""
        power = f"The power at {found.events:,} is {percent(round(found.power, 3))}, {found.how}{drawn}"
        formula = (
            "" if found.how == NORMAL else f"; the normal approximation asks for {found.by_formula:,.0f}"
        )
        return f"{level}; the events are independent.", f"{power}{formula}."


def _within(found: Enough) -> str:
    """How far a power counted in made-up sets may lie from the true one, 95 times in 100."""
    error = sqrt(found.power * (1 - found.power) / (found.draws or 1))
    points = max(1, ceil(100 * 1.96 * error))
    return "one point" if points == 1 else f"{points} points"


def plan_for_difference(
    view: View | None,
    forecasters: tuple[str, ...],
    difference: float,
    *,
    spread: float | None,
    terms: Terms,
    on: date,
) -> Plan:
    """How many shared events until two forecasters who differ by so much can be told apart.

    Parameters
    ----------
    view, forecasters
        The ledger and two names in it; None and none for nobody in particular.
    difference
        The mean difference of their Brier scores, as stated: what they differ by so far is not looked at.
    spread
        The standard deviation of the difference from event to event. None takes it from what the two said
        on the events they share, or, below five of these, `ASSUMED_SPREAD`.
    """
    there = shared_by_two(view, forecasters, on) if view is not None and forecasters else There()
    if spread is not None:
        pool = evenly_apart(spread)
        basis = f"From event to event the difference varies by {spread:g} (standard deviation), as stated."
    elif there.luck is not None:
        pool = there.luck
        basis = (
            f"From event to event the difference varies as it would by what the two said on the "
            f"{there.events:,} "
            "events they share, each as likely as the mean of both; what came of them is not looked at."
        )
    else:
        pool = evenly_apart(ASSUMED_SPREAD)
        basis = (
            f"From event to event the difference varies by {ASSUMED_SPREAD:g} (standard deviation): so it "
            "does where two stand 25 points apart on events as likely as not. --spread states another."
        )
    found = events_to_tell_apart(difference, pool, power=terms.power, alpha=terms.each, seed=SEED)
    size = abs(difference)
    sentence = (
        f"Two whose mean Brier scores truly differ by {size:g} are told apart {_chance(terms.power)} on "
        f"{found.events:,} shared events{_beside(there, found.events)}"
    )
    stated = f"The difference of {size:g} is stated; the one seen so far is not used."
    return _plan("difference", size, there, found, terms, sentence, (stated, basis))


def plan_for_fault(
    view: View | None,
    forecaster: str | None,
    *,
    fault: float | None,
    slope: float | None,
    chance: float | None,
    terms: Terms,
    on: date,
) -> Plan:
    """How many events until a calibration fault of a stated size would be seen.

    Parameters
    ----------
    view, forecaster
        The ledger and a name in it; None for nobody in particular.
    fault, slope
        One of the two: by how much things happen more or less often than is said, or Cox's slope.
    chance
        What is said every time. None takes what the forecaster said, or what is assumed.
    """
    there = There() if view is None or forecaster is None else said_by(view, forecaster, on)
    if chance is not None:
        basis = f"Every event is said to be {percent(chance)} likely, as stated."
        chances: Floats | list[float] | tuple[float, ...] = [chance]
    elif there.said is not None and len(there.said) >= LEAST_FOR_MEAN:
        chances = there.said
        basis = (
            f"The chances are those said on the {there.events:,} events; what came of them is not looked at."
        )
    elif slope is not None:
        chances = ASSUMED_CHANCES
        basis = "Chances from 10% to 90% are said, each tenth as often as the others."
    else:
        chances = [ASSUMED_CHANCE]
        basis = "Every event is said to be 50% likely, where most is left to luck. --chance states another."
    if fault is not None:
        found = events_to_see_bias(chances, fault, power=terms.power, alpha=terms.each)
        size, sought = abs(fault), "fault"
        what = f"Chances that are {_points(size)} too high or too low on average"
        asked = "The exact test is asked that compares how many happened with how many were expected."
    elif slope is not None:
        found = events_to_see_slope(chances, slope, power=terms.power, alpha=terms.each, seed=SEED)
        size, sought = slope, "slope"
        odds = 9**slope
        what = (
            f"Chances that are {'over' if slope < 1 else 'under'}confident with a slope of {slope:g} (what "
            f"is called 90% happens {percent(round(odds / (1 + odds), 2))} of the time)"
        )
        asked = "The test of the slope is asked, the tilt aside."
    else:
        raise ImpossiblePlan("A plan without a size", "nothing is sought", "give --fault or --slope")
    sentence = f"{what} are found out {_chance(terms.power)} on {found.events:,} events"
    sentence += _beside(there, found.events)
    return _plan(sought, size, there, found, terms, sentence, (basis, asked))


def _plan(
    sought: str,
    size: float,
    there: There,
    found: Enough,
    terms: Terms,
    sentence: str,
    assumed: tuple[str, ...],
) -> Plan:
    return Plan(
        sought=sought,
        size=size,
        forecasters=there.slugs,
        so_far=there.events,
        needed=found.events,
        more=None if there.events is None else max(0, found.events - there.events),
        power=found.power,
        by_formula=found.by_formula,
        how=found.how,
        draws=found.draws,
        wanted=terms.power,
        alpha=terms.alpha,
        tests=terms.tests,
        sentence=sentence,
        assumed=(*assumed, *terms.sentences(found)),
    )


def _beside(there: There, needed: int) -> str:
    if there.events is None:
        return "."
    more = max(0, needed - there.events)
    told = f"; there {'is' if there.events == 1 else 'are'} {counted(there.events, 'event')}{there.kind}"
    return f"{told}, so {more:,} more." if more else f"{told}, which is enough."


def _chance(power: float) -> str:
    return f"with a chance of {percent(power)}"


def _points(size: float) -> str:
    return f"{100 * size:g} points"
