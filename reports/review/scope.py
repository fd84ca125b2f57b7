"""The forecasts that a frozen report is about, and who recorded them and their outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasts.handles import Handle
from forecasts.model import AmendmentKind
from reports.parts.counting import marked
from reports.parts.judging import judged_view
from reports.report import Recipe
from reports.review.states import same_person

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View
    from forecasts.model import Freeze


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnWork:
    """How much of a report one person recorded alone: forecasts that they logged, outcomes they entered."""

    forecasts: int
    of_forecasts: int
    outcomes: int
    of_outcomes: int

    def __bool__(self) -> bool:
        return bool(self.forecasts or self.outcomes)


def recipe_of(freeze: Freeze) -> Recipe:
    """What a frozen report was made by."""
    return Recipe.read(json.loads(freeze.recipe))


def rows_in(view: View, recipe: Recipe) -> DataFrame:
    """The forecasts that a recipe selects from a view, judged on its evaluation date and marked."""
    chosen = recipe.selection
    judged = chosen.of(judged_view(view, recipe.on))
    return marked(judged, on=recipe.on, readings=chosen.readings)


def own_work(view: View, freeze: Freeze, *, by: str) -> OwnWork:
    """What a person recorded alone of a report as it was frozen: nobody else logged or corrected it.

    A forecast counts with all its versions, and so does the outcome that decides it.
    """
    then = view.earlier(freeze.as_of)
    return own_among(rows_in(then, recipe_of(freeze)), then, by=by)


def own_among(frame: DataFrame, then: View, *, by: str) -> OwnWork:
    """What a person recorded alone of judged forecasts and their outcomes, in the view that they are from."""
    authors = _Authors(then)
    outcomes = sorted(set(frame["outcome"].dropna()))
    return OwnWork(
        forecasts=authors.alone(frame["handle"], by),
        of_forecasts=len(frame),
        outcomes=authors.alone(outcomes, by),
        of_outcomes=len(outcomes),
    )


class _Authors:
    """Who recorded each record of a view, and the versions before it."""

    def __init__(self, view: View) -> None:
        from sqlalchemy import select

        from forecasts.ledger.tables import EntryRow, table

        entries = table(EntryRow)
        rows = view.rows(
            select(entries.c.sequence, entries.c.recorded_by).where(entries.c.sequence <= view.head.sequence)
        )
        self._by: dict[int, str] = {row.sequence: row.recorded_by for row in rows}
        self._replaced = {
            amendment.replacement: target
            for target, (_, amendment) in view.amendments.items()
            if amendment.kind is AmendmentKind.CORRECTION
        }

    def alone(self, handles: Iterable[str], by: str) -> int:
        """How many of these records nobody else had a hand in."""
        mine = {entry for entry, name in self._by.items() if same_person(name, by)}
        return sum(all(version.entry in mine for version in self._versions(handle)) for handle in handles)

    def _versions(self, text: str) -> Iterable[Handle]:
        handle: Handle | None = Handle.read(text)
        while handle is not None:
            yield handle
            handle = self._replaced.get(handle)
