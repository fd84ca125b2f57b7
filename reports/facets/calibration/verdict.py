"""What a calibration report comes to, in the sentence that it opens with."""

from __future__ import annotations

from reports.facets.counts_in_words import capitalised, of
from reports.figures import amount
from tracker.calibration.expectation import Expectation
from tracker.certainty.wording import LEAST_FOR_CURVE


def verdict_of_calibration(found: Expectation | None, *, faulty: int, whole: int) -> str:
    """Whether as many came true as were expected, and of how many forecasters a fault is found.

    `found` is what was expected against what was observed of the chances that lead; None where they are too
    few. `faulty` forecasters of a `whole` number show a fault that luck hardly explains.
    """
    who = of(faulty, "forecaster shows", "forecasters show")
    fault = f" {capitalised(who)} a fault that luck hardly explains." if faulty and whole > 1 else ""
    if found is None:
        return f"Too few events to say whether what was called likely happened.{fault}"
    expected = amount(round(found.expected))
    told = f"{found.observed:,} of {found.count:,} chances came true, where {expected} were expected"
    if found.observed > found.high:
        return f"{told}: more than luck explains.{fault}"
    if found.observed < found.low:
        return f"{told}: fewer than luck explains.{fault}"
    if found.events < LEAST_FOR_CURVE:
        return f"{told}: no more apart than luck makes it, and too few events to tell more.{fault}"
    return f"{told}: no more apart than luck makes it.{fault}"
