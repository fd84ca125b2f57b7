"""Outcomes that stand beside each other and cannot both be true, as older ledgers may hold them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from forecasts.ledger.contradictions import agree
from forecasts.model import Outcome, OutcomeKind, Question

if TYPE_CHECKING:
    from pandas import DataFrame


def contradicting(outcomes: DataFrame, questions: DataFrame) -> Iterator[tuple[str, str, str]]:
    """Question, and the handles of two of its outcomes that contradict, in whatever order they were entered.

    Parameters
    ----------
    outcomes, questions
        Standing records, as `View.outcomes()` and `View.questions()` give them.
    """
    recurs = dict(zip(questions["slug"], questions["recurs"], strict=True))
    several = outcomes[outcomes.duplicated("question", keep=False)]
    for slug, rows in several.groupby("question", sort=False):
        asked = Question(slug=str(slug), statement=str(slug), recurs=bool(recurs.get(slug, False)))
        told = [(str(row["handle"]), _outcome(row)) for row in rows.to_dict("records")]
        for (one, first), (other, then) in combinations(told, 2):
            if not (agree(asked, first, then) or agree(asked, then, first)):
                yield str(slug), one, other


def _outcome(row: dict[Any, Any]) -> Outcome:
    """The kind and the days of an outcome, which are all that two can disagree in while both stand."""
    kind = OutcomeKind(row["kind"])
    days = {name: None if row[name] != row[name] else row[name].date() for name in ("on", "known_on")}
    return Outcome(
        question=row["question"],
        kind=kind,
        value=0.0 if kind is OutcomeKind.VALUE else None,
        option="any" if kind is OutcomeKind.OPTION else None,
        grade=0.5 if kind is OutcomeKind.PARTLY else None,
        because="any" if kind in (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS) else None,
        **days,
    )
