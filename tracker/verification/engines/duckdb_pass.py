"""One pass of DuckDB over rows that share a form: what it is asked, and what the answers are made into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.verification.engines.assembling import Assembling
from tracker.verification.engines.duckdb_slots import SAMPLE, BySlot, put_beside
from tracker.verification.engines.expressions import DUCKDB, is_graded, percent, sums
from tracker.verification.gathered import Additive, Gathered, limited, too_many_in_groups
from tracker.verification.keys import Groups, keys
from tracker.verification.percent_bins import PARTS
from tracker.verification.reduction import too_many
from tracker.verification.seen import Seen

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from tracker.verification.engines.duckdb_rows import Rows
    from tracker.verification.engines.spec import Spec
    from tracker.verification.tables import Progress

_CELLS_DONE = 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """One pass over rows that share a form."""

    connection: duckdb.DuckDBPyConnection
    rows: Rows
    spec: Spec

    def gathered(self, progress: Progress) -> Gathered | None:
        """The aggregates; None where some cell wants to be read as people write."""
        roles = self.spec.roles
        found = Assembling(events=bool(roles.event), groups=Groups(roles.by))
        cells = self._cells(found)
        late = self.rows.late(self.connection) if cells is not None else None
        if cells is None or late is None:
            return None
        count, filled = int(cells["many"].sum()), None
        if roles.event and count:
            progress(_CELLS_DONE)
            filled = self._in_slots(found, cells, progress)
            if filled is None:
                self._by_event(found)
        seen = Seen(rows=count, stated=0 if self.spec.percent else count)
        whole, groups = filled or (found.whole, found.named_groups())
        return Gathered(
            whole=whole,
            groups=groups,
            ours=whole if roles.other is not None else None,
            theirs=self._other_events() if roles.other is not None else None,
            late=late,
            seen=seen,
            by=roles.by,
        )

    def _cells(self, found: Assembling) -> pd.DataFrame | None:
        """Take the cells, which the table `cells` then holds; None where one is no plain number in bounds."""
        groups = self.rows.groups
        other = ", min(other), max(other), count(other)" if self.spec.roles.other is not None else ""
        self.connection.execute(
            f"CREATE TEMP TABLE cells AS SELECT said, happened, {_listed(groups)} count(*) AS many{other} "
            f"FROM {self.rows.scan} GROUP BY ALL"
        )
        answer = self._frame("SELECT * FROM cells ORDER BY rowid")
        said, happened = answer["said"].to_numpy(float), answer["happened"].to_numpy(float)
        fine = (said >= 0) & (said <= 1) & (happened >= 0) & (happened <= 1)
        if other:
            low, high, many = (answer.iloc[:, -3 + place] for place in range(3))
            fine &= ((low >= 0) & (high <= 1) & (many == answer["many"])).to_numpy(bool)
        if not fine.all():
            return None
        found.take_cells(said, happened, answer["many"].to_numpy(), self._labels(answer))
        return answer

    def _in_slots(
        self, found: Assembling, cells: pd.DataFrame, progress: Progress
    ) -> tuple[Additive, Mapping[str, Additive]] | None:
        """The rows of all and of each group in slots; None where these do not suit them."""
        groups = found.groups
        numbers = groups.numbered(self._labels(cells)) if groups.columns else np.zeros(len(cells), np.int64)
        by_slot = BySlot(
            connection=self.connection,
            rows=self.rows,
            spec=self.spec,
            said=cells["said"].to_numpy(float),
            happened=cells["happened"].to_numpy(float),
            group=numbers,
            groups=max(len(groups.number), 1),
            count=int(cells["many"].sum()),
        )
        filling = (
            by_slot.filling(lambda share: progress(_CELLS_DONE + (1 - _CELLS_DONE) * share))
            if by_slot.suits
            else None
        )
        if filling is None:
            return None
        pairs = by_slot.pairs(filling)
        if pairs is None:
            found.take_no_pairs()
        else:
            cell = pairs["cell"].to_numpy()
            found.take_pairs(
                filling.key[pairs["place"].to_numpy()],
                by_slot.said[cell],
                by_slot.happened[cell],
                pairs["many"].to_numpy(),
                numbers[cell],
            )
        parts = {
            name: filling.of_group(number, found.parts[number].cells, found.parts[number].pairs)
            for name, number in groups.sorted_names()
        }
        return filling.whole(found.whole.cells, found.whole.pairs), limited(parts)

    def _by_event(self, found: Assembling) -> None:
        """Take the sums for each event, which DuckDB groups by."""
        self._name_events(found, self.spec.roles.event)
        self._take_parts(found)
        if self._too_many_pairs():
            found.take_no_pairs()
        else:
            self._take_pairs(found)

    def _name_events(self, found: Assembling, columns: Sequence[str]) -> None:
        """Put the sums for each event aside, and beside each event its key; take the sums."""
        events, groups = self.rows.events, self.rows.groups
        halves = ", ".join(f"{half} AS s{place}" for place, half in enumerate(sums(DUCKDB)))
        self.connection.execute(
            f"CREATE TEMP TABLE sums AS SELECT {_listed(events)} {_listed(groups)} {is_graded()} AS graded, "
            f"count(*) AS many, {halves} FROM {self.rows.scan} GROUP BY ALL"
        )
        names = ", ".join(events)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE named AS SELECT DISTINCT {names} FROM sums")
        import pandas as pd

        labels = self._frame(f"SELECT {names} FROM named").set_axis(list(columns), axis="columns")
        put_beside(self.connection, "keyed", "named", pd.DataFrame({"key": keys(labels, columns)}))
        each = ", ".join(f"s{place}" for place in range(6))
        answer = self._frame(
            f"SELECT key, {_listed(groups)} graded, many, {each} FROM sums JOIN keyed USING ({names})"
        )
        found.take_events(
            answer["key"].to_numpy(),
            answer["graded"].to_numpy(),
            answer["many"].to_numpy(),
            _halves(answer, 3),
            self._labels(answer),
        )
        self.connection.execute("DROP TABLE sums")

    def _take_parts(self, found: Assembling) -> None:
        groups, events = self.rows.groups, ", ".join(self.rows.events)
        high, low = sums(DUCKDB)[:2]
        answer = self._frame(
            f"SELECT key & {PARTS - 1} AS part, {percent(DUCKDB)} AS percent, {_listed(groups)} "
            f"{is_graded()} AS graded, count(*) AS many, {high} AS s0, {low} AS s1 "
            f"FROM {self.rows.scan} JOIN keyed USING ({events}) GROUP BY ALL"
        )
        found.take_parts(
            answer["part"].to_numpy(),
            answer["percent"].to_numpy(),
            answer["graded"].to_numpy(),
            answer["many"].to_numpy(),
            _halves(answer, 1),
            self._labels(answer),
        )

    def _too_many_pairs(self) -> bool:
        """Whether already some of the rows have more pairs than are kept, of the whole and of the groups."""
        groups, events = self.rows.groups, self.rows.events
        some = f"(SELECT * FROM {self.rows.scan} LIMIT {SAMPLE})"
        whole = self._number(f"SELECT DISTINCT {', '.join(events)}, said FROM {some}")
        if not too_many(whole) or not groups:
            return too_many(whole)
        apart = self._number(f"SELECT DISTINCT {', '.join((*events, *groups))}, said FROM {some}")
        return too_many_in_groups(apart)

    def _take_pairs(self, found: Assembling) -> None:
        answer = self._frame(
            f"SELECT key, said, happened, {_listed(self.rows.groups)} count(*) AS many "
            f"FROM {self.rows.scan} JOIN keyed USING ({', '.join(self.rows.events)}) GROUP BY ALL"
        )
        found.take_pairs(
            answer["key"].to_numpy(),
            answer["said"].to_numpy(),
            answer["happened"].to_numpy(),
            answer["many"].to_numpy(),
            self._labels(answer),
        )

    def _other_events(self) -> Any:
        """The sums for each event of the second probability."""
        halves = ", ".join(f"{half} AS s{place}" for place, half in enumerate(sums(DUCKDB, "other")))
        events = ", ".join(self.rows.events)
        answer = self._frame(
            f"SELECT key, {is_graded()} AS graded, count(*) AS many, {halves} "
            f"FROM {self.rows.scan} JOIN keyed USING ({events}) GROUP BY ALL"
        )
        found = Assembling(events=True, groups=Groups(()))
        found.take_events(
            answer["key"].to_numpy(),
            answer["graded"].to_numpy(),
            answer["many"].to_numpy(),
            _halves(answer, 3),
            answer,
        )
        return found.whole

    def _labels(self, answer: pd.DataFrame) -> pd.DataFrame:
        """The columns to group by, under their own names."""
        return answer[list(self.rows.groups)].set_axis(list(self.spec.roles.by), axis="columns")

    def _frame(self, query: str) -> pd.DataFrame:
        return self.connection.execute(query).df()

    def _number(self, query: str) -> int:
        row = self.connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
        assert row is not None
        return int(row[0])


def _listed(names: Sequence[str]) -> str:
    return "".join(f"{name}, " for name in names)


def _halves(answer: pd.DataFrame, values: int) -> list[tuple[Any, Any]]:
    columns = [answer[f"s{place}"].to_numpy() for place in range(2 * values)]
    return list(zip(columns[::2], columns[1::2], strict=True))
