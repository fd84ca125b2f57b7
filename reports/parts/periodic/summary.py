"""A period in a few sentences, each of which stands alone: what an editor reprints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reports.figures import counted, figure, percent
from reports.selections import listed

if TYPE_CHECKING:
    from reports.parts.agreeing.findings import Finding
    from reports.parts.periodic.changed import Changed
    from reports.parts.periodic.deadlines_ahead import Deadlines
    from reports.parts.periodic.logged import Logged
    from reports.parts.periodic.matured import Ended, Matured
    from reports.parts.periodic.records import Record
    from reports.period import Period

_OUTCOMES = {
    "yes": "came true",
    "no": "did not",
    "partly": "came true in part",
    "void": "came to nothing (void)",
    "ambiguous": "came out ambiguous",
    "overdue": "without an outcome so far",
}
_NAMED = 3


def told_logged(logged: Logged, when: str) -> str:
    """How much was forecast, by how many, and how much of it was vague."""
    if not logged.forecasts:
        return f"No forecast was made {when}."
    told = (
        f"{counted(logged.forecasts, 'forecast')} by {counted(logged.forecasters, 'forecaster')} on "
        f"{counted(logged.questions, 'question')} {_were(logged.forecasts)} made {when}"
    )
    parts = []
    if logged.updates:
        parts.append(f"{logged.updates:,} {'is an update' if logged.updates == 1 else 'are updates'}")
    if logged.unscoreable:
        vague = logged.unscoreable
        parts.append(f"{vague:,} {'is' if vague == 1 else 'are'} too vague to be scored")
    later = logged.forecasts - logged.in_time
    if later:
        all_of_them = later == logged.forecasts
        parts.append(f"{'all' if all_of_them else f'{later:,}'} {_were(later)} recorded only later")
    return f"{told}{'; ' if parts else ''}{listed(parts)}."


def told_matured(matured: Matured, when: str) -> Iterator[str]:
    """What matured and what came of it, prospective and retrospective apart."""
    final = (
        f"{counted(matured.horizons, 'window')} that had ended before reached the horizon, with a final score"
    )
    if not matured.forecasts:
        yield f"Nothing matured {when}{f'; {final}' if matured.horizons else ''}."
    else:
        yield (
            f"{counted(matured.forecasts, 'forecast')} on {counted(matured.events, 'event')} matured {when}, "
            f"with deadlines from {matured.first} to {matured.last}"
            f"{f'; {final}' if matured.horizons else ''}."
        )
    for kind in ("prospective", "retrospective"):
        counts = {one.verdict: getattr(one, kind) for one in matured.verdicts}
        if total := sum(counts.values()):
            came = [f"{n:,} {_OUTCOMES.get(verdict, verdict)}" for verdict, n in counts.items() if n]
            yield f"{counted(total, f'{kind} forecast')} among them: {listed(came)}."


def told_startling(matured: Matured) -> Iterator[str]:
    """What was furthest off, where anything was."""
    rows = {row.handle: row for row in matured.rows}
    startling = [_startling(rows[handle]) for handle in matured.startling[:_NAMED]]
    if startling:
        yield f"Furthest off: {'; '.join(startling)}."


def _startling(row: Ended) -> str:
    said = f"said {percent(row.said)}" if row.said is not None else "gave a window"
    score = f"score {figure(row.score, places=2)}, {row.handle}"
    return f"{row.name} {said} of “{row.question_statement}”, which {_came(row)} ({score})"


def _came(row: Ended) -> str:
    if row.event_on is not None and row.verdict == "no":
        return f"came too late, on {row.event_on}"
    return "happened" if row.verdict == "yes" else "did not happen"


def told_record(record: Record, period: Period) -> Iterator[str]:
    """How the stated chances of the period agree with what happened, beside those of the periods before."""
    kind = "prospective" if record.prospective else "retrospective"
    own = next((one for one in record.cohorts if one.label == period.label), None)
    if own is None or not own.forecasts:
        return
    if own.expected is None or own.mean is None:
        yield (
            f"The {counted(own.forecasts, f'{kind} chance')} that matured with an answer lie on "
            f"{counted(own.events, 'event')}: too few to tell skill from luck."
        )
        return
    within = own.low is not None and own.high is not None and own.low <= (own.observed or 0) <= own.high
    yield (
        f"Of {counted(own.forecasts, f'{kind} chance')} answered yes or no, {own.expected:.1f} were expected "
        f"to come true and {own.observed:,} did, {'within' if within else 'outside'} the {own.low:,} to "
        f"{own.high:,} that calibrated forecasters see in 95 of 100 such sets."
    )
    earlier = [one for one in record.cohorts if one.label != period.label and one.mean is not None]
    against = ""
    if earlier:
        last = earlier[-1]
        against = f"; in {last.label} it was {figure(last.mean)} ({counted(last.events, 'event')})"
    yield f"Their mean Brier score is {figure(own.mean)} ({counted(own.events, 'event')}){against}."


def told_changed(changed: Changed) -> str:
    """What changed since the last report."""
    since = f"the report {changed.report}" if changed.report else f"the end of {changed.period}"
    if not changed.entry:
        return f"Nothing had been recorded by {since}, so there is no earlier state to compare with."
    altered, news = len(changed.altered), len(changed.moves) - len(changed.altered)
    if not changed.moves:
        return f"Nothing that was judged has changed since {since}."
    parts = []
    if altered:
        parts.append(
            f"{counted(altered, 'settled forecast')} {'is' if altered == 1 else 'are'} judged otherwise"
        )
    if news:
        parts.append(f"{counted(news, 'open forecast')} got an outcome that was known by {changed.on}")
    told = f"Since {since}, {listed(parts)}"
    if changed.means:
        told += f"; {counted(len(changed.means), 'mean score')} moved"
    return f"{told}."


def told_affected(changed: Changed) -> Iterator[str]:
    """Which signed reports later records have moved."""
    for one in changed.affected:
        yield f"The signed report {one.slug} is affected: {one.sentence}"


def told_deadlines(deadlines: Deadlines) -> str:
    """What is overdue, and what falls due next."""
    overdue = deadlines.overdue
    coming = (
        f"{counted(len(deadlines.coming), 'deadline')} will follow within {counted(deadlines.days, 'day')}"
    )
    if not overdue:
        return f"No question is overdue; {coming}."
    longest = overdue[0]
    return (
        f"{counted(len(overdue), 'question')} {'waits' if len(overdue) == 1 else 'wait'} for an outcome, the "
        f"longest for {counted(longest.days_overdue, 'day')} (“{longest.statement}”); {coming}."
    )


def told_findings(findings: Sequence[Finding]) -> str:
    """How many forecasters show a fault beyond luck."""
    faulty = {one.forecaster for one in findings if one.p_value is not None}
    if not faulty:
        return "No forecaster shows a fault that could not be luck."
    return (
        f"{counted(len(faulty), 'forecaster')} {'shows' if len(faulty) == 1 else 'show'} a fault that is "
        "hardly luck: the findings name each."
    )


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
