"""What the charts of a scorecard show, as sentences for whoever sees no charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.facets.calibration.findings import Finding
from reports.facets.record.histories import Histories
from reports.facets.record.means import LogScore
from reports.facets.record.windows import Window
from reports.figures import counted, figure, percent
from reports.render.layout import Block, Listing, Section, Words
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
    "not-shown-to-discriminate": "is not shown to discriminate",
    "vague": "is vague",
}


def finding(found: Finding, named: Mapping[str, str]) -> str:
    """One finding as a sentence, with whose it is where `named` holds names by slug, and of which kind."""
    fault, _, told = found.words.partition(": ")
    who = named.get(found.forecaster)
    opening = f"{who} {_PREDICATES[found.fault]}" if who else fault
    pool = "" if found.prospective is None else f" ({kind(found.prospective)} forecasts)"
    return f"{opening}{pool}: {told}"


_NAMED = (
    "A fault is named only where luck is hardly an explanation: its p-value is below 5% after Holm's "
    "adjustment over all tests of this report. What is not named may be there all the same. Each test takes "
    "the first forecast on each event, so its numbers are smaller than those of tables of every forecast."
)
_OBSERVED = "Observations, which no test decides and which accuse nobody:"


def findings(found: Sequence[Finding], named: Mapping[str, str], searched: Sequence[str]) -> Section:
    """The faults that were found, what that means, what could have been found beside them, what is observed.

    Empty where nothing was found and there is nothing to say of a search.
    """
    faults, observed = (
        tuple(finding(one, named) for one in found if (one.adjusted is None) is apart)
        for apart in (False, True)
    )
    blocks: list[Block] = [Listing(items=faults), Words(text=_NAMED)] if faults else []
    blocks += [Words(text=told) for told in searched if told]
    if observed:
        blocks += [Words(text=_OBSERVED), Listing(items=observed)]
    return Section(title="Findings", blocks=tuple(blocks))


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


def windows(found: tuple[Window, ...]) -> str:
    """How many windows held the event, with the caution that belongs to it; empty where there are too few."""
    told = [window.hit for window in found if window.hit is not None]
    questions = len({window.question for window in found if window.hit is not None})
    if questions < LEAST_FOR_MEAN:
        return ""
    on = "" if questions == len(told) else f", on {counted(questions, 'question')},"
    held = f"{sum(told):,} of {counted(len(told), 'window')}{on} held the event; wide windows hold more."
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
        f"{opening} They stand apart from the mean above, which takes the first forecast of every series, "
        f"updated or not. First chances: {figure(found.first)} on average. Last chances: "
        f"{figure(found.last)}. Day by day: {figure(found.by_day)}, where each day until the event or the "
        "deadline is scored by the chance then in force, and the sum divided by all scheduled days; days "
        "after an early end score 0, so compare it with other day-by-day means only."
    )
