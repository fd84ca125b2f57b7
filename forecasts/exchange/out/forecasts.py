"""Each standing forecast with its question and what came of it, and whether another tool can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.exchange.out.records import forecasts_of, in_order, outcomes_of, questions_of, some
from forecasts.exchange.out.summary import ExportSummary
from forecasts.ledger.tables import MIRRORS
from forecasts.model import PRIMARY, AmendmentKind, Forecast, Outcome, Question

if TYPE_CHECKING:
    from forecasts.ledger.view import View

_BELIEFS = {
    Chance: "a chance",
    Timeline: "a timeline",
    Quantiles: "quantiles",
    Shares: "shares of options",
    Vague: "only vague words",
    type(None): "no number",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """A forecast, its question, the question's standing outcomes, and the day of its first forecast."""

    forecast: Forecast
    question: Question
    outcomes: tuple[Outcome, ...]
    since: date
    is_withdrawn: bool


def exported(view: View) -> Iterator[Exported]:
    """Every standing forecast in the order of recording, some in memory at a time."""
    for chunk in some(in_order(view, "forecast")):
        slugs = {forecast.question for _, forecast in forecasts_of(chunk)}
        questions, outcomes, since = questions_of(view, slugs), outcomes_of(view, slugs), _since(view, slugs)
        for handle, forecast in forecasts_of(chunk):
            amended = view.amendments.get(handle)
            yield Exported(
                forecast=forecast,
                question=questions[forecast.question],
                outcomes=tuple(outcomes.get(forecast.question, ())),
                since=since[forecast.question],
                is_withdrawn=amended is not None and amended[1].kind is AmendmentKind.WITHDRAWAL,
            )


def fitting(
    forecasts: Iterator[Exported], beliefs: tuple[type[Belief], ...], summary: ExportSummary
) -> Iterator[Exported]:
    """The forecasts that a tool of these beliefs can hold; the others are counted with the reason."""
    for one in forecasts:
        reason = _reason(one, beliefs)
        if reason is None:
            if one.forecast.statement is not None:
                summary.note("quote", "with its source")
            if isinstance(belief := one.forecast.belief, Chance) and belief.low != belief.high:
                summary.note("band", "that words allow around their chance")
            yield one
        else:
            summary.omit("forecast", reason)


def _reason(one: Exported, beliefs: tuple[type[Belief], ...]) -> str | None:
    """Why a forecast stays behind; None where it need not."""
    forecast, claim = one.forecast, one.forecast.claim
    reasons = {
        "taken back": one.is_withdrawn,
        f"with {_BELIEFS[type(forecast.belief)]}": not isinstance(forecast.belief, beliefs),
        "that cannot be scored": bool(forecast.unscoreable_because),
        "of an alternative reading": forecast.reading != PRIMARY,
        "that only repeats another": forecast.restates is not None,
        "on a condition": claim.condition is not None,
        "of one option or of a range": claim.option is not None
        or claim.above is not None
        or claim.below is not None,
        "that counts only from a later day on": claim.not_before is not None
        and claim.not_before > forecast.made_on,
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def _since(view: View, slugs: set[str]) -> dict[str, date]:
    mirror = MIRRORS["forecast"]
    query = select(mirror.c.question, func.min(mirror.c.made_on).label("first")).where(
        view.naming("forecast", "question", slugs), mirror.c.entry <= view.head.sequence
    )
    now, found = view.names.kind("question").now, dict[str, date]()
    for row in view.rows(query.group_by(mirror.c.question)):
        found[now(row.question)] = min(row.first, found.get(now(row.question), row.first))
    return found
