"""The engine that every installation has: rows are read piece by piece, and reduced by NumPy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecasts.errors import UnreadableTable
from forecasts.problems import Problem
from tracker.verification.collecting import Chances
from tracker.verification.gathered import Gathered
from tracker.verification.keys import Groups
from tracker.verification.rows import Sieve, seen_in
from tracker.verification.sources import Part, Source, share_of

if TYPE_CHECKING:
    from tracker.verification.engines.spec import Spec
    from tracker.verification.tables import Progress, Table


class InMemory:
    """Reduces rows by NumPy, in one thread."""

    def aggregate(self, source: Source, spec: Spec, progress: Progress | None) -> Gathered:
        """The aggregates of all parts, one after the other."""
        found, several = Gathered(), len(source) > 1
        for place, part in enumerate(source.parts):
            told = share_of(progress, place, len(source))
            found += aggregate_part(part, spec, told, named=several, start=found.seen.rows)
        return found


def aggregate_part(
    part: Part, spec: Spec, progress: Progress | None, *, named: bool, start: int = 0
) -> Gathered:
    """The aggregates of one part.

    Parameters
    ----------
    named
        Whether a bad row's place says in which part it is.
    start
        A number that no row of another part has: of its first row, where each row is an event of its own.

    Raises
    ------
    UnreadableTable, MissingColumn
        If it cannot be read, unless such parts are to be left out.
    """
    try:
        return _aggregate(part.open(), spec, progress, named=named, start=start)
    except UnreadableTable as error:
        if not spec.skip_bad:
            raise
        return Gathered(skipped=(Problem(part.name, str(error)),))


def _aggregate(table: Table, spec: Spec, progress: Progress | None, *, named: bool, start: int) -> Gathered:
    spec.roles.refuse_missing(table.header, table.name)
    sieve = Sieve(roles=spec.roles, percent=spec.percent)
    chances = Chances(roles=spec.roles, groups=Groups(spec.roles.by), taken=start)
    for piece in table.pieces(spec.roles, progress):
        chances.take(*sieve.sifted(piece))
    return replace(chances.gathered(), seen=seen_in(table, sieve, named=named))
