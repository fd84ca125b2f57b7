"""Records that stand in the ledger while their own source says them no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forecasts.model import Forecast, Outcome
from forecasts.problems import Problem

if TYPE_CHECKING:
    from forecasts.ledger.reader import Stored
    from forecasts.ledger.retracted import Retraction
    from forecasts.ledger.view import View

_LISTED = 20


def contested(view: View) -> Iterator[Problem]:
    """Outcomes, forecasts and questions of which an import found that their source has them no more."""
    from forecasts.ledger.retracted import retracted

    found = retracted(view)
    for handle, where in list(found.items())[:_LISTED]:
        yield _problem(view.get(handle), where)
    if (more := len(found) - _LISTED) > 0:
        yield Problem(
            "imports", f"{more:,} more records are no longer in their source as they were recorded."
        )


def _problem(stored: Stored, where: Retraction) -> Problem:
    follow = f"import {where.file} again with --follow-source"
    noun, since = stored.noun, f"since the import of {where.file} (entry {where.entry})"
    if isinstance(noun, Outcome):
        return Problem(
            str(stored.handle),
            f"The outcome of {noun.question!r} is open in its source {since}: {follow}, or take it back with "
            f'`tracker amend {stored.handle} --mistake --because "..."`.',
        )
    if isinstance(noun, Forecast):
        what = f"The forecast on {noun.question!r}"
        mend = f'`tracker amend {stored.handle} --deadline ... --because "..."`'
        return Problem(
            str(stored.handle),
            f"{what} is gone from its source, or has another deadline there, {since}: {follow}, or correct "
            f"it with {mend}.",
        )
    slug = getattr(noun, "slug", str(stored.handle))
    return Problem(
        slug,
        f"The question {slug!r} is gone from its source, or has another title there, {since}: {follow}, or "
        f'correct it with `tracker amend {stored.handle} --says "..." --because "..."`.',
    )
