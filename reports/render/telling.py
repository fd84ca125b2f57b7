"""What the charts of a scorecard show, as sentences for whoever sees no charts."""

from __future__ import annotations

from collections.abc import Mapping

from reports.figures import between, counted, figure, percent
from reports.parts.agreeing.findings import Finding
from reports.parts.agreeing.timing import Timing
from reports.parts.standing.histories import Histories
from reports.parts.standing.means import LogScore
from reports.parts.standing.murphy import Murphy
from reports.parts.standing.roc import Roc
from reports.parts.standing.running import Running
from reports.parts.standing.sensitivity import Sensitivity
from reports.parts.standing.sharpness import Sharpness
from reports.parts.standing.windows import Window
from reports.render.wording import kind
from tracker.calibration.reliability import Reliability
from tracker.certainty.wording import LEAST_FOR_MEAN

_PREDICATES = {
    "too-high": "gave chances that were too high",
    "too-low": "gave chances that were too low",
    "overconfident": "is overconfident",
    "underconfident": "is underconfident",
    **{
        f"{noun}-too-{how}": f"gave {noun} too {how}"
        for noun, ways in (
            ("windows", ("soon", "late", "narrow", "wide")),
            ("intervals", ("low", "high", "narrow", "wide")),
        )
        for how in ways
    },
    "no-discrimination": "shows no discrimination",
    "vague": "is vague",
}


def finding(found: Finding, named: Mapping[str, str]) -> str:
    """One finding as a sentence, with whose it is where `named` holds names by slug, and of which kind."""
    fault, _, told = found.words.partition(": ")
    who = named.get(found.forecaster)
    opening = f"{who} {_PREDICATES[found.fault]}" if who else fault
    pool = "" if found.prospective is None else f" ({kind(found.prospective)} forecasts)"
    return f"{opening}{pool}: {told}"


def findings(count: int) -> str:
    """What it means that so many findings were made, or none."""
    if count:
        return (
            "A fault is named only where luck is hardly an explanation: its p-value is below 5% after Holm's "
            "adjustment over all tests of this report. What is not named may be there all the same."
        )
    return "No fault was found that luck cannot explain, which is no proof that there is none."


def log_score(found: LogScore) -> str:
    """How the log score is to be read, its certain misses and its floor included.

    >>> log_score(LogScore(forecasts=40, events=38, mean=float("inf"), ruled_out=1, clipped=0.7123))
    'The log score is infinite: 1 of 40 forecasts ruled out what then happened. With no probability of what
    happened below 1%, it is 0.712, which is not proper and forgives the certain miss.'
    """
    if not found.ruled_out:
        return (
            f"Log score of the {counted(found.forecasts, 'yes-or-no forecast')}: {figure(found.mean)} nats; "
            "always saying 50% has 0.693. Lower is better, and one certain miss would make it infinite."
        )
    return (
        f"The log score is infinite: {found.ruled_out:,} of {counted(found.forecasts, 'forecast')} ruled out "
        f"what then happened. With no probability of what happened below {percent(found.floor)}, it is "
        f"{figure(found.clipped)}, which is not proper and forgives the certain "
        f"{'miss' if found.ruled_out == 1 else 'misses'}."
    )


def reliability(found: Reliability) -> str:
    """The mean score taken apart, with the miscalibration that luck alone gives."""
    each = " (each forecast counts once, the outcomes yes or no)" if found.events < found.count else ""
    return (
        f"Mean Brier score {figure(found.score)}{each} = miscalibration {figure(found.miscalibration)} - "
        f"discrimination {figure(found.discrimination)} + uncertainty {figure(found.uncertainty)}. A "
        f"calibrated forecaster would show a miscalibration of {figure(found.by_luck)} on average."
    )


def shared(found: Reliability) -> str:
    """How luck is reckoned where forecasts share events."""
    told = (
        f"{counted(found.count, 'forecast')} share {counted(found.events, 'event')}: the bands, intervals "
        "and p-values here let one draw decide each event, so that its forecasts stand or fall together."
    )
    if not found.mixed:
        return told
    which = "one event they" if found.mixed == 1 else f"{found.mixed:,} events they"
    return f"{told} On {which} came out differently, so bands may be wider than need be, but not too narrow."


def averaged(forecasts: int, events: int) -> str:
    """What mean scores average where forecasts share events.

    >>> averaged(80, 40)
    '80 forecasts share 40 events: in means each event counts once, averaged within it, and intervals are over
    events.'
    """
    return (
        f"{counted(forecasts, 'forecast')} share {counted(events, 'event')}: in means each event counts "
        "once, averaged within it, and intervals are over events."
    )


def timing(found: Timing) -> str:
    """How far events came from when the timelines said, and how often luck takes them as far."""
    watched = counted(found.count, "timeline")
    opening = f"{watched}, one an event: {found.came:,} came and {found.count - found.came:,} did not"
    if found.farthest is None or found.p_value is None:
        return f"{opening}."
    return (
        f"{opening}; the curve is {percent(round(found.farthest, 3))} from the diagonal at most, and luck "
        f"takes calibrated timelines as far in {percent(round(found.p_value, 3))} of sets."
    )


def roc(found: Roc) -> str:
    """The area under the curve with its interval, or why there is none.

    >>> roc(Roc(count=20, events=20, happened=20, area=None, low=None, high=None, rules=(),
    ...     reason="Everything happened or nothing did, so there is nothing to tell apart."))
    'No ROC curve: Everything happened or nothing did, so there is nothing to tell apart.'
    """
    if found.area is None:
        return f"No ROC curve: {found.reason}"
    interval = (
        f"95% interval {figure(found.low, places=2)} to {figure(found.high, places=2)}"
        if found.low is not None
        else f"no interval: {found.reason}"
    )
    return (
        f"Telling apart: of a thing that happened and one that did not, the former had the higher chance "
        f"{percent(round(found.area, 2))} of the time (area under the ROC curve "
        f"{figure(found.area, places=2)}, {interval}; 0.5 tells nothing apart). This is blind to calibration."
    )


def sharpness(found: Sharpness) -> str:
    """The mean chances of what happened and of what did not.

    >>> sharpness(Sharpness(count=50, events=50, happened=20, said_if_happened=0.7, said_if_failed=0.31,
    ...     heaps=()))
    'What happened (20) had been given 70% on average, what did not (30) 31%.'
    """
    halves = [
        f"{words} ({number:,}) {'had been given ' if place == 0 else ''}{percent(round(said, 3))}"
        + (" on average" if place == 0 else "")
        for place, (words, number, said) in enumerate(
            (words, number, said)
            for words, number, said in (
                ("what happened", found.happened, found.said_if_happened),
                ("what did not", found.count - found.happened, found.said_if_failed),
            )
            if said is not None
        )
    ]
    sentence = ", ".join(halves)
    return f"{sentence[0].upper()}{sentence[1:]}."


def murphy(found: Murphy) -> str:
    """Over which thresholds these chances cost less than always saying 50%, and what they cost on the whole.

    It counts each event once, as the headline does, but has no place for what came true in part.
    """
    whole = (
        f" Twice the area below their line is a Brier score of {figure(found.brier)}: each of the "
        f"{counted(found.events, 'event')} that came out yes or no counts once."
    )
    better = [
        at
        for at, own, half in zip(found.thresholds, found.scores, found.always_half, strict=True)
        if own < half
    ]
    if not better:
        return f"At no threshold do these chances cost less than always saying 50%.{whole}"
    return (
        f"These chances cost less than always saying 50% at {len(better):,} of {len(found.thresholds):,} "
        f"thresholds, from {percent(better[0])} to {percent(better[-1])}.{whole}"
    )


def running(found: Running, name: str) -> str:
    """The mean so far and its confidence sequence, with what it is valid for."""
    last = found.steps[-1]
    return (
        f"{name[:1].upper()}{name[1:]} after {counted(last.events, 'event')}: {figure(last.mean)}; the "
        f"confidence sequence holds {between(last.low, last.high)}. It stays valid however often one looks: "
        f"with {percent(found.level)} chance all its intervals, first to last, hold the mean score that was "
        "to be expected of the events so far. It takes each event once, in the order decided; as deadlines "
        "overlap, it is approximate."
    )


def sensitivity(found: Sensitivity, name: str) -> str:
    """Between which means the choices lie, and whether they change the order against the reference."""
    told = (
        f"{name[:1].upper()}{name[1:]}: {figure(found.mean)}, and from {figure(found.lowest)} to "
        f"{figure(found.highest)} under the other choices."
    )
    if found.order_holds is None:
        return told
    depends = "does not depend" if found.order_holds else "depends"
    return f"{told} The order against {found.against} {depends} on them."


def windows(found: tuple[Window, ...]) -> str:
    """How many windows held the event, with the caution that belongs to it; empty where there are too few."""
    told = [window.hit for window in found if window.hit is not None]
    if len(told) < LEAST_FOR_MEAN:
        return ""
    held = f"{sum(told):,} of {counted(len(told), 'window')} held the event; wide windows hold more."
    late = sum(window.at_least is not None for window in found)
    if not late:
        return held
    return (
        f"{held} {counted(late, 'event')} had not come by the horizon, so a mean of the days off would leave "
        "out the latest; none is given."
    )


def histories(found: Histories) -> str:
    """How updating changed the score."""
    opening = f"{counted(found.count, 'forecast')} on {counted(found.events, 'event')} had updates."
    if found.by_day is None:
        return f"{opening} Too few events for a mean."
    return (
        f"{opening} Mean Brier score of the first chance {figure(found.first)}, of the last "
        f"{figure(found.last)}, and day by day {figure(found.by_day)}: each day until the event or the "
        "deadline is scored by the chance then in force, and the sum divided by all scheduled days. "
        "Days after an early end score 0, so compare it with other day-by-day means only."
    )
