"""One forecast on Metaculus as the ledger has it, with the day that the platform's clock proves."""

from __future__ import annotations

from datetime import datetime

from forecasts.exchange.conventions import Conventions
from forecasts.exchange.peers.metaculus_beliefs import Said, belief
from forecasts.exchange.peers.metaculus_questions import Asked, Kind
from forecasts.model import Claim, Condition, Forecast, Forecaster, Unscoreable


def forecast(
    asked: Asked,
    by: Forecaster,
    said: Said,
    made: datetime,
    conventions: Conventions,
    *,
    condition: Condition | None = None,
) -> Forecast:
    """What somebody forecast at a moment.

    A chance, shares and quantiles are due on the day on which the question was to close; a timeline runs
    to its horizon. Where the whole of a curve lies beyond the bounds, there is nothing to score.
    """
    numbers = belief(asked, said, made, conventions)
    day = made.date()
    if numbers is None:
        conventions.assume(
            "A forecast that puts the whole of its curve beyond the question's bounds is counted, not scored."
        )
    return Forecast(
        question=asked.noun.slug,
        forecaster=by.slug,
        made_on=day,
        made_at=made,
        attested_on=day,
        claim=Claim(deadline=None if asked.kind is Kind.DATE else max(asked.due, day), condition=condition),
        belief=numbers,
        unscoreable_because=() if numbers else (Unscoreable.NO_PROBABILITY,),
    )
