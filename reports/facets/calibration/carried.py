"""What carries a finding, in words."""

from __future__ import annotations

from reports.figures import counted, percent
from tracker.findings.evidence import (
    Alike,
    Apart,
    Evidence,
    SaidAndCame,
    Shifted,
    Spanned,
    Stretched,
    Tilted,
    Vague,
)

AS_READ = "as we read the windows"


def evidence_in_words(fault: str, evidence: Evidence) -> str:
    """The figures that name a fault or an observation, as a clause without a stop.

    >>> evidence_in_words("windows-too-soon", Shifted(spans=20, before_middle=4))
    'as we read the windows, 4 of 20 events came before the middle of what was said, and half should'
    """
    match evidence:
        case Tilted():
            return _tilted(evidence)
        case Stretched():
            return _stretched(evidence)
        case Shifted(spans=spans, before_middle=before):
            noun = "events came before" if _of_windows(fault) else "values lay below"
            told = f"{before:,} of {spans:,} {noun} the middle of what was said, and half should"
            return f"{AS_READ}, {told}" if _of_windows(fault) else told
        case Spanned():
            return _spanned(evidence, of_windows=_of_windows(fault))
        case Alike(chances=chances, said=said):
            return (
                f"all {chances:,} chances are {percent(said)}, and what is said of everything tells "
                "nothing apart"
            )
        case Apart():
            return _apart(evidence)
        case Vague(seen=seen, unscoreable=lost):
            return (
                f"{lost:,} of {counted(seen, 'statement')} ({percent(round(lost / seen, 3))}) could not be "
                "scored, for want of a probability, a deadline or a criterion"
            )


def _of_windows(fault: str) -> bool:
    return fault.startswith("windows")


def _tilted(found: Tilted) -> str:
    words = f"expected {found.expected:,.1f} of {found.chances:,} to happen, saw {found.happened:,.0f}"
    if found.share is None:
        return words
    return (
        f"{words}; in {counted(found.windows, 'window')} on other events, {AS_READ}, "
        f"{percent(round(found.share, 3))} of the probability lay on days before the event, on average, "
        "where 50% should"
    )


def _stretched(found: Stretched) -> str:
    if found.wrong:
        return f"said 0% or 100% {_times(found.certain)} and was wrong {_times(found.wrong)}"
    told = (_ends(found.likely, "likely"), _ends(found.unlikely, "unlikely"))
    return ", and ".join(one for one in told if one) or "the chances are not spread as what happened is"


def _ends(found: SaidAndCame | None, called: str) -> str:
    if found is None:
        return ""
    said, came = (percent(round(share, 3)) for share in (found.said, found.came))
    return f"what it called {called} ({said} on average) happened {came} of the time"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _spanned(found: Spanned, *, of_windows: bool) -> str:
    noun, truth, before, after = (
        ("window", "the event", "before", "after")
        if of_windows
        else ("interval", "the value", "below", "above")
    )
    opening = f"{AS_READ}, " if of_windows else ""
    return (
        f"{opening}{found.held:,} of {counted(found.spans, noun)} held {truth}, and {found.promised:,.1f} "
        f"should; {found.before:,} fell {before} and {found.after:,} {after}"
    )


def _apart(found: Apart) -> str:
    area, low, high = (f"{100 * value:.0f}" for value in (found.area, found.low, found.high))
    told = (
        f"of something that happened and something that did not, what happened had the higher chance {area} "
        f"times in 100 (95% interval {low} to {high}; a coin has 50), on {counted(found.events, 'event')}"
    )
    if found.near is None or found.least is None or found.most is None:
        return told
    chances = counted(found.events, "chance")
    which = f"all {chances}" if found.near == found.events else f"{found.near:,} of {chances}"
    return f"{which} lie between {percent(found.least)} and {percent(found.most)}; {told}"
