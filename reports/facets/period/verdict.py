"""What a period comes to, in the sentence that its report opens with."""

from __future__ import annotations

from reports.facets.counts_in_words import capitalised, number, of
from reports.facets.period.matured import Matured
from reports.facets.period.records import Record
from reports.figures import amount
from reports.period import Period


def verdict_of_period(period: Period, matured: Matured, records: tuple[Record, ...]) -> str:
    """The verdict: how many came true of how many expected, and whether that is more than luck.

    The prospective chances lead, where they are enough; without any that are, it says how many there are and
    no more.
    """
    if not matured.forecasts:
        return f"Nothing came due {period.when}."
    for record in records:
        own = next((one for one in record.cohorts if one.label == period.label), None)
        if own is None or own.expected is None or own.observed is None or own.low is None or own.high is None:
            continue
        expected = amount(round(own.expected))
        came = f"{own.observed:,} of {own.forecasts:,} chances came true {period.when}"
        told = f"{came}, where {expected} were expected"
        if own.low <= own.observed <= own.high:
            return f"{told}: no more apart than luck makes it."
        more = "more" if own.observed > own.high else "fewer"
        return f"{told}: {more} than luck explains."
    due = of(matured.forecasts, "forecast")
    return f"{capitalised(due)} came due {period.when}: too few to tell skill from luck."


def faulty_in_words(count: int, whole: int) -> str:
    """How many forecasters show a fault.

    >>> faulty_in_words(3, 8), faulty_in_words(0, 8)
    ('Three of eight forecasters show a fault that luck hardly explains.', '')
    """
    if not count:
        return ""
    show = "shows" if count == 1 else "show"
    return (
        f"{capitalised(number(count))} of {of(whole, 'forecaster')} {show} a fault that luck hardly explains."
    )
