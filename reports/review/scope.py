"""The forecasts that a frozen report is about, and who recorded them and their outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecasts.errors import CrowdRecorded
from forecasts.handles import Handle
from forecasts.model import AmendmentKind, NamingAct
from reports.report import Recipe
from reports.review.people import same_person
from tracker.judged import Judged, Records

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


def forecasts_of(freeze: Freeze, ledger: View | Records) -> Judged:
    """The forecasts that a frozen report is about, as it was frozen."""
    recipe = recipe_of(freeze)
    return Judged.of(ledger, recipe.selection, recipe.on, entry=freeze.as_of)


def forecasts_now(freeze: Freeze, records: Records, *, entry: int | None = None) -> Judged:
    """The forecasts that a frozen report would be about if it were made now, or at a later entry.

    Where a forecaster of the crowd's name was recorded since, no crowd is derived any more.
    """
    recipe = recipe_of(freeze)
    try:
        return Judged.of(records, recipe.selection, recipe.on, entry=entry)
    except CrowdRecorded:
        return Judged.of(records, replace(recipe.selection, crowd=None), recipe.on, entry=entry)


def own_work(ledger: View | Records, freeze: Freeze, *, by: str) -> OwnWork:
    """What a person recorded alone of a report as it was frozen: nobody else logged or corrected it.

    A forecast counts with all its versions, and so does the outcome that decides it. A derived forecast is a
    person's own where any of the forecasts that it is made of is.
    """
    records = Records.of(ledger)
    return own_among(forecasts_of(freeze, records).rows, records.view.earlier(freeze.as_of), by=by)


def own_among(rows: DataFrame, then: View, *, by: str) -> OwnWork:
    """What a person recorded alone of judged forecasts and their outcomes, in the view that they are from.

    A forecast that a merger brought to its question or its forecaster is also the work of who merged them.
    """
    authors = _Authors(then, by)
    outcomes = sorted(set(rows["outcome"].dropna()))
    made_of = rows["members"].mask(~rows["derived"], rows["handle"].map(lambda handle: (handle,)))
    return OwnWork(
        forecasts=sum(any(map(authors.had_a_hand, members)) for members in made_of),
        of_forecasts=len(rows),
        outcomes=sum(map(authors.alone, outcomes)),
        of_outcomes=len(outcomes),
    )


class _Authors:
    """Whether a person recorded a record of a view, and the versions before it, without anybody else."""

    def __init__(self, view: View, by: str) -> None:
        from sqlalchemy import select

        from forecasts.ledger.tables import ENTRIES

        rows = view.rows(
            select(ENTRIES.c.sequence, ENTRIES.c.recorded_by).where(ENTRIES.c.sequence <= view.head.sequence)
        )
        self._entries = {row.sequence for row in rows if same_person(row.recorded_by, by)}
        self._brought = _brought(view, self._entries)
        self._replaced = {
            amendment.replacement: target
            for target, (_, amendment) in view.amendments.items()
            if amendment.kind is AmendmentKind.CORRECTION
        }

    def had_a_hand(self, handle: str) -> bool:
        """Whether a forecast is where it is by this person's work alone, or by a merger of this person's."""
        return handle in self._brought or self.alone(handle)

    def alone(self, handle: str) -> bool:
        """Whether nobody else had a hand in this record."""
        return all(version.entry in self._entries for version in self._versions(handle))

    def _versions(self, text: str) -> Iterable[Handle]:
        handle: Handle | None = Handle.read(text)
        while handle is not None:
            yield handle
            handle = self._replaced.get(handle)


def _brought(view: View, entries: set[int]) -> set[str]:
    """The forecasts that mergers in these entries brought over."""
    from sqlalchemy import or_, select

    from forecasts.ledger.tables import MIRRORS

    mirror = MIRRORS["forecast"]
    wanted = [
        mirror.c[naming.kind].in_(view.names.kind(naming.kind).brought_by(naming.slug))
        for handle, naming in view.namings
        if naming.act is NamingAct.MERGED and handle.entry in entries
    ]
    if not wanted:
        return set()
    rows = view.rows(select(mirror.c.entry, mirror.c.position).where(or_(*wanted)))
    return {f"{row.entry}.{row.position}" for row in rows}
