"""One pass of DuckDB over rows that share a form: what it is asked, and what the answers are made into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.verification.engines.assembling import Assembling
from tracker.verification.engines.expressions import DUCKDB, is_graded, percent, sums
from tracker.verification.gathered import Gathered, too_many_in_groups
from tracker.verification.keys import Groups, keys
from tracker.verification.percent_bins import PARTS
from tracker.verification.reduction import too_many
from tracker.verification.seen import Seen

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from tracker.verification.engines.duckdb_rows import Rows
    from tracker.verification.engines.spec import Spec

_SAMPLE = 1 << 22


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """One pass over rows that share a form."""

    connection: duckdb.DuckDBPyConnection
    rows: Rows
    spec: Spec

    def gathered(self, *, keep_pairs: bool) -> Gathered | None:
        """The aggregates; None where some cell wants to be read as people write."""
        roles = self.spec.roles
        found = Assembling(events=bool(roles.event), groups=Groups(roles.by))
        count = self._cells(found)
        late = self.rows.late(self.connection) if count is not None else None
        if count is None or late is None:
            return None
        if roles.event and count:
            self._name_events(found, roles.event)
            self._take_parts(found)
            if keep_pairs and not self._too_many_pairs():
                self._take_pairs(found)
            else:
                found.take_no_pairs()
        groups = found.named_groups()
        seen = Seen(rows=count, stated=0 if self.spec.percent else count)
        ours = found.whole if roles.other is not None else None
        theirs = self._other_events() if roles.other is not None else None
        return Gathered(
            whole=found.whole, groups=groups, ours=ours, theirs=theirs, late=late, seen=seen, by=roles.by
        )

    def _cells(self, found: Assembling) -> int | None:
        """Take the cells, and say how many rows there are; None where a cell is no plain number in bounds."""
        groups = self.rows.groups
        other = ", min(other), max(other), count(other)" if self.spec.roles.other is not None else ""
        answer = self._frame(
            f"SELECT said, happened, {_listed(groups)} count(*) AS many{other} FROM {self.rows.scan} "
            "GROUP BY ALL"
        )
        said, happened = answer["said"].to_numpy(float), answer["happened"].to_numpy(float)
        fine = (said >= 0) & (said <= 1) & (happened >= 0) & (happened <= 1)
        if other:
            low, high, many = (answer.iloc[:, -3 + place] for place in range(3))
            fine &= ((low >= 0) & (high <= 1) & (many == answer["many"])).to_numpy(bool)
        if not fine.all():
            return None
        found.take_cells(said, happened, answer["many"].to_numpy(), self._labels(answer))
        return int(answer["many"].sum())

    def _name_events(self, found: Assembling, columns: Sequence[str]) -> None:
        """Put the sums for each event aside, and beside each event its key; take the sums."""
        events, groups = self.rows.events, self.rows.groups
        halves = ", ".join(f"{half} AS s{place}" for place, half in enumerate(sums(DUCKDB)))
        self.connection.execute(
            f"CREATE TEMP TABLE sums AS SELECT {_listed(events)} {_listed(groups)} {is_graded()} AS graded, "
            f"count(*) AS many, {halves} FROM {self.rows.scan} GROUP BY ALL"
        )
        names = ", ".join(events)
        self.connection.execute(f"CREATE TEMP TABLE named AS SELECT DISTINCT {names} FROM sums")
        import pandas as pd

        labels = self._frame(f"SELECT {names} FROM named").set_axis(list(columns), axis="columns")
        self.connection.register("coded", pd.DataFrame({"key": keys(labels, columns)}))
        self.connection.execute(
            "CREATE TEMP TABLE keyed AS SELECT * FROM named POSITIONAL JOIN (SELECT key FROM coded)"
        )
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
        some = f"(SELECT * FROM {self.rows.scan} LIMIT {_SAMPLE})"
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
