"""Rows told by two whole numbers each, as DuckDB finds them: the place of their event, and their cell.

Two joins with small tables give them, so that nothing has to be grouped by event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.pooling import distinct, on_grid
from tracker.verification.gathered import too_many_in_groups
from tracker.verification.keys import Keys, keys, places_of
from tracker.verification.reduction import too_many
from tracker.verification.slots import Filling, fits
from tracker.verification.tables import WHOLE_NUMBERS

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from tracker.pooling import Floats
    from tracker.verification.engines.duckdb_rows import Rows
    from tracker.verification.engines.spec import Spec

MOST_CELLS = 1 << 20
_VECTORS = 128
SAMPLE = 1 << 22
"""So many rows are looked at first for whether their pairs of event and probability are too many."""
_SURELY = 2
_ROWS_AN_EVENT = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class BySlot:
    """Rows whose cells lie in the table `cells`, each with the number of its group.

    `said` and `happened` are those of each cell, `group` numbers its group; there are so many `count` rows.
    """

    connection: duckdb.DuckDBPyConnection
    rows: Rows
    spec: Spec
    said: Floats
    happened: Floats
    group: Keys
    groups: int
    count: int

    @property
    def suits(self) -> bool:
        """Whether all outcomes are yes or no, and there are few cells."""
        decided = (self.happened == 0) | (self.happened == 1)
        return len(self.said) <= MOST_CELLS and bool(decided.all())

    def filling(self, progress: Callable[[float], None]) -> Filling | None:
        """The sums of all rows; None where other ways take less room.

        Leaves the tables `keyed`, of events with their keys and places, and `coded`, of cells.
        """
        key = self._name_events()
        if not fits(key=key, said=self.said, groups=self.groups, rows=self.count):
            return None
        found = Filling(key=key, said=self.said, happened=self.happened, group=self.group, groups=self.groups)
        self._name_cells()
        self.connection.execute("SET preserve_insertion_order = false")
        self.connection.execute(f"SELECT place, cell FROM {self._told}")
        done = 0
        while len(piece := self.connection.fetch_df_chunk(_VECTORS)):
            found.take(piece["place"].to_numpy(), piece["cell"].to_numpy())
            done += len(piece)
            progress(done / self.count)
        self.connection.execute("SET preserve_insertion_order = true")
        return None if found.overflows else found

    def pairs(self, filling: Filling) -> pd.DataFrame | None:
        """How many rows there are of each place and cell; None where they are too many to keep."""
        if self._too_many(filling):
            return None
        return self.connection.execute(
            f"SELECT place, cell, count(*) AS many FROM {self._told} GROUP BY ALL"
        ).df()

    @property
    def _told(self) -> str:
        events, groups = ", ".join(self.rows.events), "".join(f", {name}" for name in self.rows.groups)
        return f"{self.rows.scan} JOIN keyed USING ({events}) JOIN coded USING (said, happened{groups})"

    def _name_events(self) -> Keys:
        """Put each event with its key and its place aside; the keys ascend."""
        import pandas as pd

        columns = list(self.spec.roles.event)
        names = ", ".join(self.rows.events)
        self.connection.execute(f"CREATE TEMP TABLE named AS {self._numbered() or self._distinct()}")
        labels = self.connection.execute(f"SELECT {names} FROM named ORDER BY rowid").df()
        key = keys(labels.set_axis(columns, axis="columns"), columns)
        del labels
        found, place = places_of(key)
        put_beside(
            self.connection,
            "keyed",
            "named",
            pd.DataFrame({"key": key, "place": place.astype(np.int32)}),
        )
        return found

    def _distinct(self) -> str:
        return f"SELECT DISTINCT {', '.join(self.rows.events)} FROM {self.rows.scan}"

    def _numbered(self) -> str | None:
        """All whole numbers between the first and the last event, where events are such and stand close."""
        if len(self.rows.events) > 1:
            return None
        ((name),) = self.rows.events
        row = self.connection.execute(
            f"SELECT min({name}), max({name}), any_value(typeof({name})) FROM {self.rows.scan}"
        ).fetchone()
        assert row is not None
        first, last, kind = row
        if kind not in WHOLE_NUMBERS or (last - first + 1) * _ROWS_AN_EVENT > self.count:
            return None
        return f"SELECT CAST(range AS {kind}) AS {name} FROM range({first}, {last} + 1)"

    def _name_cells(self) -> None:
        """Number the cells, their groups, and their probabilities, of which some are equal on the grid."""
        import pandas as pd

        _, chance = distinct(on_grid(self.said))
        beside = {
            "cell": np.arange(len(self.said), dtype=np.int32),
            "chance": chance.astype(np.int32),
            "its_group": self.group.astype(np.int32),
        }
        groups = "".join(f", {name}" for name in self.rows.groups)
        put_beside(
            self.connection, "coded", f"(SELECT said, happened{groups} FROM cells)", pd.DataFrame(beside)
        )

    def _too_many(self, filling: Filling) -> bool:
        """Whether there are more pairs of event and probability than are kept, in all and in groups."""
        if not self._exceeds("place, chance", too_many):
            return False
        return (
            not self.rows.groups
            or too_many_in_groups(filling.least_pairs)
            or self._exceeds("place, chance, its_group", too_many_in_groups)
        )

    def _exceeds(self, columns: str, too_many: Callable[[int], bool]) -> bool:
        """Whether the different ones are too many: by a sample, by twice an estimate, or by a count."""
        if not too_many(self.count):
            return False
        all_of_them = f"SELECT {columns} FROM {self._told}"
        some = self._number(f"SELECT count(*) FROM (SELECT DISTINCT * FROM ({all_of_them} LIMIT {SAMPLE}))")
        if too_many(some):
            return True
        estimate = self._number(f"SELECT approx_count_distinct(hash({columns})) FROM {self._told}")
        if too_many(estimate // _SURELY):
            return True
        return too_many(self._number(f"SELECT count(*) FROM (SELECT DISTINCT * FROM ({all_of_them}))"))

    def _number(self, query: str) -> int:
        row = self.connection.execute(query).fetchone()
        assert row is not None
        return int(row[0])


def put_beside(connection: duckdb.DuckDBPyConnection, table: str, rows: str, columns: pd.DataFrame) -> None:
    """Makes a table of the rows of another, or of a query in brackets, with columns beside them in order."""
    connection.register("beside", columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM {rows} POSITIONAL JOIN beside")
    connection.unregister("beside")
