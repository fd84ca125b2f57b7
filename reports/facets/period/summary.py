"""A period in a few sentences, each of which stands alone: what an editor reprints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reports.facets.counts_in_words import joined
from reports.figures import counted, figure, percent
from tracker.selections import listed

if TYPE_CHECKING:
    from reports.facets.calibration.findings import Finding
    from reports.facets.period.changed import Changed
    from reports.facets.period.deadlines_ahead import Deadlines
    from reports.facets.period.logged import Logged
    from reports.facets.period.matured import Ended, Matured
    from reports.facets.period.records import Record
    from reports.period import Period

_OUTCOMES = {
    "yes": ("came true", "came true", "all came true"),
    "no": ("did not come true", "did not", "none came true"),
    "partly": ("came true in part", "came true in part", "all came true in part"),
    "void": ("was void", "were void", "all were void"),
    "ambiguous": ("was ambiguous", "were ambiguous", "all were ambiguous"),
}
_NAMED = 3


def logged_in_words(logged: Logged, when: str) -> str:
    """How much was forecast, by how many, and how much of it was vague."""
    if not logged.forecasts:
        return f"No forecast was made {when}."
    made = logged.forecasts
    parts = [
        told
        for number, one, some in (
            (logged.updates, "is an update", "are updates"),
            (logged.unscoreable, "is too vague to be scored", "are too vague to be scored"),
            (made - logged.in_time, "was recorded only later", "were recorded only later"),
        )
        if (told := _among(number, made, one, some))
    ]
    return (
        f"{counted(made, 'forecast')} by {counted(logged.forecasters, 'forecaster')} on "
        f"{counted(logged.questions, 'question')} {_were(made)} made {when}"
        f"{': ' if parts else ''}{joined(parts)}."
    )


def _among(number: int, whole: int, one: str, some: str) -> str:
    """Of how many forecasts something is so, empty if of none."""
    if not number:
        return ""
    if number < whole:
        return f"{number:,} {one if number == 1 else some}"
    return f"it {one}" if whole == 1 else f"all {some}"


def matured_in_words(matured: Matured, when: str) -> Iterator[str]:
    """What matured and what came of it: prospective, retrospective and undecided apart, and none left out."""
    if not matured.forecasts:
        yield f"Nothing matured {when}."
    else:
        yield (
            f"{counted(matured.forecasts, 'forecast')} on {counted(matured.events, 'event')} matured {when}, "
            f"with deadlines from {matured.first} to {matured.last}, since a deadline day counts in full and "
            "is over the next day."
        )
    for kind in ("prospective", "retrospective"):
        counts = {one.verdict: getattr(one, kind) for one in matured.verdicts if getattr(one, kind)}
        if counts:
            yield _came_out(counts, kind, whole=matured.forecasts)
    if waiting := sum(one.undecided for one in matured.verdicts):
        yield (
            f"{waiting:,} {'is' if waiting == 1 else 'are'} undecided, without an outcome so far: neither "
            "prospective nor retrospective until there is one."
        )
    at_horizon = [row for row in matured.rows if row.ended == "horizon"]
    final = sum(row.score is not None and not row.provisional for row in at_horizon)
    if final:
        its = "its horizon: its score is" if final == 1 else "their horizon: their scores are"
        yield f"{counted(final, 'window')} that had ended earlier reached {its} final now."
    if waiting := sum(row.score is None or row.provisional for row in at_horizon):
        its = (
            "its horizon without an outcome up to it: it has"
            if waiting == 1
            else ("their horizon without an outcome up to it: they have")
        )
        yield f"{counted(waiting, 'window')} that had ended earlier reached {its} no final score yet."


def _came_out(counts: Mapping[str, int], kind: str, *, whole: int) -> str:
    total = sum(counts.values())
    alone, _, together = _OUTCOMES[next(iter(counts))]
    if total == 1:
        return f"{'It' if whole == 1 else '1'} is {kind}: it {alone}."
    opening = f"{f'All {total:,}' if total == whole else f'{total:,}'} are {kind}"
    if len(counts) == 1:
        return f"{opening}: {together}."
    came = [f"{n:,} {_OUTCOMES[verdict][0 if n == 1 else 1]}" for verdict, n in counts.items()]
    return f"{opening}: {joined(came)}."


def startling_in_words(matured: Matured) -> Iterator[str]:
    """What was furthest off, where anything was."""
    rows = {row.handle: row for row in matured.rows}
    startling = [_startling(rows[handle]) for handle in matured.startling[:_NAMED]]
    if startling:
        yield f"Furthest off: {'; '.join(startling)}."


def _startling(row: Ended) -> str:
    pool = "" if row.prospective else "retrospective; "
    score = f"{pool}score {figure(row.score, places=2)}; record {row.handle}"
    return f"{row.name} {_gave(row)} “{row.question_statement}”, which {_came(row)} ({score})"


def _gave(row: Ended) -> str:
    """What was said of a question, up to its name."""
    if row.said is not None:
        return f"gave {percent(row.said)} to"
    if row.belief == "shares":
        return "leaned to other options of"
    return "gave a window to"


def _came(row: Ended) -> str:
    if row.belief == "shares" and row.outcome and row.verdict != "partly":
        return f"came to “{row.outcome}”"
    if row.event_on is not None and row.verdict == "no":
        return f"came too late, on {row.event_on}"
    return {"yes": "happened", "partly": "came true in part"}.get(row.verdict, "did not happen")


def record_in_words(record: Record, period: Period) -> Iterator[str]:
    """How the stated chances of the period agree with what happened, beside those of the periods before."""
    kind = "prospective" if record.prospective else "retrospective"
    own = next((one for one in record.cohorts if one.label == period.label), None)
    if own is None or not own.forecasts:
        return
    chances = counted(own.forecasts, f"{kind} chance")
    if own.expected is None or own.mean is None:
        lie = "" if own.forecasts == 1 else f", on {counted(own.events, 'event')}"
        yield (f"{chances} {_were(own.forecasts)} answered yes or no{lie}: too few to tell skill from luck.")
        return
    within = own.low is not None and own.high is not None and own.low <= (own.observed or 0) <= own.high
    yield (
        f"Of {chances} answered yes or no, {own.expected:,.1f} were expected to come true and "
        f"{own.observed:,} did, {'within' if within else 'outside'} the {own.low:,} to {own.high:,} that "
        "calibrated forecasters see in 95 of 100 such sets."
    )
    earlier = [one for one in record.cohorts if one.label != period.label and one.mean is not None]
    against = ""
    if earlier:
        last = earlier[-1]
        against = f"; in {last.label} it was {figure(last.mean)} ({counted(last.events, 'event')})"
    yield (
        f"Their mean Brier score, where lower is better, is {figure(own.mean)} "
        f"({counted(own.events, 'event')}){against}."
    )


def changed_in_words(changed: Changed) -> str:
    """What changed since the last report."""
    since = f"the report {changed.report}" if changed.report else f"the end of {changed.period}"
    if not changed.entry:
        return f"Nothing had been recorded by {since}, so there is no earlier state to compare with."
    altered, news = len(changed.altered), len(changed.moves) - len(changed.altered)
    if not changed.moves:
        return f"Nothing that was judged has changed since {since}."
    parts = []
    if altered:
        is_now = "is now" if altered == 1 else "are now"
        parts.append(f"{counted(altered, 'settled forecast')} {is_now} judged otherwise")
    if news:
        parts.append(f"{counted(news, 'open forecast')} got an outcome that was known by {changed.on}")
    told = f"Since {since}, {joined(parts)}"
    if changed.means:
        told += f"; {counted(len(changed.means), 'mean score')} moved"
    return f"{told}."


def affected_in_words(changed: Changed) -> Iterator[str]:
    """Which signed reports later records have moved, in one sentence."""
    if changed.affected:
        number = len(changed.affected)
        named = listed(f"{one.slug} ({counted(one.rows, 'row')} moved)" for one in changed.affected)
        yield f"{counted(number, 'signed report')} {'is' if number == 1 else 'are'} affected: {named}."


def deadlines_in_words(deadlines: Deadlines) -> str:
    """What is overdue, and what falls due next."""
    overdue, coming = deadlines.overdue, len(deadlines.coming)
    ahead = f"within the next {counted(deadlines.days, 'day')}"
    follow = f"{counted(coming, 'deadline')} {'follows' if coming == 1 else 'follow'} {ahead}"
    if not overdue:
        return f"No question is overdue{f'; {follow}' if coming else f', and none falls due {ahead}'}."
    longest = overdue[0]
    days = counted(longest.days_overdue, "day")
    waits = (
        f"1 question has waited for an outcome for {days}"
        if len(overdue) == 1
        else f"{counted(len(overdue), 'question')} wait for an outcome, the longest for {days}"
    )
    return f"{waits} (“{longest.statement}”); {follow if coming else f'no deadline follows {ahead}'}."


def findings_in_words(findings: Sequence[Finding], *, enough: bool = True) -> str:
    """Of whom a fault beyond luck is found, and of whom something is observed that no test decides.

    `enough` says whether anybody has events enough for a search to mean something.
    """
    faulty = _named(one for one in findings if one.p_value is not None)
    seen = _named(one for one in findings if one.p_value is None)
    told = "No forecaster shows a fault beyond what luck explains."
    if not enough:
        told = "Nobody has events enough yet to look for faults."
    if faulty:
        show = "shows" if len(faulty) == 1 else "show"
        who = counted(len(faulty), "forecaster")
        told = f"{who} {show} a fault that luck hardly explains: {listed(faulty)}."
    if seen:
        number = sum(one.p_value is None for one in findings)
        concern = "concerns" if number == 1 else "concern"
        told += f" {counted(number, 'observation')} {concern} {listed(seen)}, and accuse"
        told += f"{'s' if number == 1 else ''} nobody."
    return told


def _named(findings: Iterator[Finding]) -> list[str]:
    """The names, each once."""
    return list({one.forecaster: one.name for one in findings}.values())


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
