"""SQL in the database: PostgreSQL and SQLite sum the rows where they lie, and only sums are fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.verification.databases import DatabaseTable
from tracker.verification.days import days, unreadable
from tracker.verification.engines.assembling import Assembling
from tracker.verification.engines.expressions import (
    HAPPENED,
    OTHER,
    POSTGRESQL,
    SAID,
    SQLITE,
    Dialect,
    is_graded,
    percent,
    sums,
)
from tracker.verification.engines.in_memory import aggregate_part
from tracker.verification.gathered import Gathered
from tracker.verification.keys import Groups, keys
from tracker.verification.seen import Seen
from tracker.verification.sources import Part, Source, share_of

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection

    from tracker.verification.engines.spec import Spec
    from tracker.verification.tables import Progress

_STEPS = 4


class ByDatabase:
    """Reduces the rows of tables in their database; one with cells that are no numbers is read by NumPy."""

    def aggregate(self, source: Source, spec: Spec, progress: Progress | None) -> Gathered:
        """The aggregates of all tables, one after the other."""
        found, several = Gathered(), len(source) > 1
        for place, part in enumerate(source.parts):
            told = share_of(progress, place, len(source))
            found += _aggregated(part, spec, told, named=several)
        return found


def _aggregated(part: Part, spec: Spec, progress: Progress | None, *, named: bool) -> Gathered:
    table = part.open()
    assert isinstance(table, DatabaseTable), "only tables of databases come here"
    spec.roles.refuse_missing(table.header, table.name)
    columns = _selected(table, spec)
    if columns is not None and not spec.roles.has_one_date:
        with table.reading() as connection:
            found = _Pass(table=table, connection=connection, columns=columns, spec=spec).gathered(progress)
        if found is not None:
            return found
    return aggregate_part(part, spec, progress, named=named)


def _selected(table: DatabaseTable, spec: Spec) -> tuple[str, ...] | None:
    """The columns under the names that expressions use; None where one that should hold numbers does not."""
    roles = spec.roles
    numbers = [(SAID, roles.said), (HAPPENED, roles.happened)]
    if roles.other is not None:
        numbers.append((OTHER, roles.other))
    found = []
    for alias, name in numbers:
        number = table.number(name)
        if number is None:
            return None
        found.append(f"{number}{' / 100' if spec.percent and alias != HAPPENED else ''} AS {alias}")
    for kind, names in (("e", roles.event), ("g", roles.by), ("d", roles.dates)):
        found += [f"{table.label(name)} AS {kind}{place}" for place, name in enumerate(names)]
    return tuple(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pass:
    """One pass over a table, in one transaction."""

    table: DatabaseTable
    connection: Connection
    columns: tuple[str, ...]
    spec: Spec

    def gathered(self, progress: Progress | None) -> Gathered | None:
        """The aggregates; None where some cell wants to be read as people write."""

        def told(step: int) -> None:
            if progress is not None:
                progress(step / _STEPS)

        roles = self.spec.roles
        found = Assembling(events=bool(roles.event), groups=Groups(roles.by))
        count = self._cells(found)
        late = None if count is None else self._late()
        if count is None or late is None:
            return None
        told(1)
        theirs = None
        if roles.event:
            self._take_events(found, SAID, self._groups)
            told(2)
            self._take_parts(found)
            told(3)
            self._take_pairs(found)
        if roles.other is not None:
            other = Assembling(events=True, groups=Groups(()))
            self._take_events(other, OTHER, ())
            theirs = other.whole
        told(_STEPS)
        return Gathered(
            whole=found.whole,
            groups=found.named_groups(),
            ours=None if theirs is None else found.whole,
            theirs=theirs,
            late=late,
            seen=Seen(rows=count, stated=0 if self.spec.percent else count),
            by=self.spec.roles.by,
        )

    def _cells(self, found: Assembling) -> int | None:
        """Take the cells, and say how many rows there are; None where a cell is no number in its bounds."""
        other = ("min(other)", "max(other)", "count(other)") if self.spec.roles.other is not None else ()
        rows = 0
        for answer in self._answers((SAID, HAPPENED, *self._groups), ("count(*)", *other)):
            said, happened, count = (
                answer[name].to_numpy(np.float64) for name in (SAID, HAPPENED, "count(*)")
            )
            fine = (said >= 0) & (said <= 1) & (happened >= 0) & (happened <= 1)
            if other:
                low, high, many = (answer[name].to_numpy(np.float64) for name in other)
                fine &= (low >= 0) & (high <= 1) & (many == count)
            if not fine.all():
                return None
            found.take_cells(said, happened, count.astype(np.int64), self._labels(answer))
            rows += int(count.sum())
        return rows

    def _late(self) -> int | None:
        if not self.spec.roles.dates:
            return 0
        late = 0
        for answer in self._answers(("d0", "d1"), ("count(*)",)):
            if (unreadable(answer["d0"]) | unreadable(answer["d1"])).any():
                return None
            late += int(answer["count(*)"][days(answer["d0"]) > days(answer["d1"])].sum())
        return late

    def _take_events(self, found: Assembling, said: str, groups: tuple[str, ...]) -> None:
        halves = tuple(sums(self._dialect, said))
        for answer in self._answers((*self._events, *groups, is_graded()), ("count(*)", *halves)):
            columns = [answer[half].to_numpy(np.int64) for half in halves]
            found.take_events(
                self._keys(answer),
                answer[is_graded()].to_numpy(np.int64),
                answer["count(*)"].to_numpy(np.int64),
                list(zip(columns[::2], columns[1::2], strict=True)),
                self._labels(answer) if groups else answer,
            )

    def _take_parts(self, found: Assembling) -> None:
        high, low = sums(self._dialect)[:2]
        share = percent(self._dialect)
        asked = (*self._events, *self._groups, share, is_graded())
        for answer in self._answers(asked, ("count(*)", high, low)):
            found.take_parts(
                self._keys(answer),
                answer[share].to_numpy(np.int64),
                answer[is_graded()].to_numpy(np.int64),
                answer["count(*)"].to_numpy(np.int64),
                [(answer[high].to_numpy(np.int64), answer[low].to_numpy(np.int64))],
                self._labels(answer),
            )

    def _take_pairs(self, found: Assembling) -> None:
        """Take the cells with events kept apart, until they are more than are kept."""
        asked = (*self._events, *self._groups, SAID, HAPPENED)
        for answer in self._answers(asked, ("count(*)",)):
            found.take_pairs(
                self._keys(answer),
                answer[SAID].to_numpy(np.float64),
                answer[HAPPENED].to_numpy(np.float64),
                answer["count(*)"].to_numpy(np.int64),
                self._labels(answer),
            )
            if found.whole.pairs is None and all(part.pairs is None for part in found.parts.values()):
                return

    def _answers(self, asked: Sequence[str], counted: Sequence[str]) -> Iterator[pd.DataFrame]:
        """What is counted for each different value of what is asked, some rows at a time."""
        import pandas as pd

        columns = [*asked, *counted]
        names = ", ".join(f"{column} AS a{place}" for place, column in enumerate(columns))
        grouped = ", ".join(str(place + 1) for place in range(len(asked)))
        scan = f"(SELECT {', '.join(self.columns)} FROM {self.table.quoted}) AS judged"
        query = f"SELECT {names} FROM {scan} GROUP BY {grouped}"
        for rows in self.table.asked(self.connection, query):
            yield pd.DataFrame(rows, columns=columns)

    def _keys(self, answer: pd.DataFrame) -> Any:
        names = answer[list(self._events)].set_axis(list(self.spec.roles.event), axis="columns")
        return keys(names, self.spec.roles.event)

    def _labels(self, answer: pd.DataFrame) -> pd.DataFrame:
        return answer[list(self._groups)].set_axis(list(self.spec.roles.by), axis="columns")

    @property
    def _dialect(self) -> Dialect:
        return POSTGRESQL if self.table.is_postgresql else SQLITE

    @property
    def _events(self) -> tuple[str, ...]:
        return tuple(f"e{place}" for place in range(len(self.spec.roles.event)))

    @property
    def _groups(self) -> tuple[str, ...]:
        return tuple(f"g{place}" for place in range(len(self.spec.roles.by)))
