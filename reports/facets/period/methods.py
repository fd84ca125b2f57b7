"""What each word and figure of a period report means, so that a reader need not ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.calibration.isotonic import SETS
from tracker.measures import MEASURES


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """A term and what it means here."""

    term: str
    words: str


_TERMS = {
    "Matured": (
        "A deadline day counts in full and is over the next day. A forecast matures in the period "
        "on one of whose days that is; so every deadline belongs to one period, and one on the last "
        "day to the next. A window matures at its latest date, and its score is final at its "
        "horizon."
    ),
    "Overdue": (
        "The deadline is over, and no outcome covers it yet. Overdue forecasts are counted, not scored."
    ),
    "Held": (
        "What happened before its deadline is held back until then: forecasts that come true early "
        "would otherwise be counted before those that fail late."
    ),
    "Prospective": (
        "Recorded, or attested by an archive or a platform, before the outcome was known. All "
        "others are retrospective; the two are never pooled. What has no outcome yet is undecided, and "
        "neither."
    ),
    "Event": (
        "Forecasts on one event stand or fall together: they are averaged first, and the event counts once."
    ),
    "Mean and interval": (
        "No mean is shown of fewer than 5 events. The 95% interval, here as on scorecards, holds for these "
        "forecasts, had luck fallen otherwise: it comes from what each score could have been. The table is "
        "by name: it ranks nobody."
    ),
    "Expected and observed": (
        "Expected is the sum of the stated chances, observed how many things happened. The range is "
        "what a calibrated forecaster would see in 95 of 100 such sets."
    ),
    "Reliability curve": (
        "How often things happened at each stated probability, rising with it (isotonic "
        f"regression). The band holds 90 of 100 curves of a calibrated forecaster, from {SETS:,} "
        "simulated sets."
    ),
    "Finding": (
        "A fault is named where a calibrated forecaster would show it so rarely that, of 20 reports "
        "on none but calibrated forecasters, one accuses anybody. No finding is no proof of "
        "calibration."
    ),
    "What changed": (
        "The same forecasts are judged twice on the last day of the period before: by the ledger as "
        "the last report had it, and by the ledger now. An outcome that came in late is news; what "
        "was corrected, taken back or decided otherwise alters what had been settled."
    ),
}
_SKILL = (
    "Skill",
    (
        "1 - mean / reference: above 0 is better than the reference. Chances are held against "
        "always saying 50%, windows against 50% by the horizon at a constant rate (an arbitrary "
        "choice); none is shown where the forecaster's own window chose the horizon."
    ),
)


def methods_of(measures: Iterable[str]) -> tuple[Definition, ...]:
    """The terms of a period report, and the scores that occur in it."""
    here = set(measures)
    scores = [(one.capitalised, one.definition) for one in MEASURES.values() if one.name in here]
    return tuple(Definition(term=term, words=words) for term, words in (*_TERMS.items(), *scores, _SKILL))
