"""Files as DuckDB reads them: a scan with the columns that aggregates need, under names of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecasts.columns import quoted
from tracker.verification.days import days, unreadable
from tracker.verification.engines.expressions import HAPPENED, OTHER, SAID
from tracker.verification.tables import WHOLE_NUMBERS, Csv, Parquet

if TYPE_CHECKING:
    import duckdb

    from tracker.verification.column_names import Roles
    from tracker.verification.engines.spec import Spec
    from tracker.verification.sources import Part

_NUMBERS = (*WHOLE_NUMBERS, "FLOAT", "DOUBLE")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """The rows of parts that share a form.

    Attributes
    ----------
    parts
        The parts.
    reader
        What reads them, without their addresses.
    columns
        What is selected, each under its new name; `events`, `groups` and `dates` are the names of some.
    """

    parts: tuple[Part, ...]
    reader: tuple[str, str]
    columns: tuple[str, ...]
    events: tuple[str, ...]
    groups: tuple[str, ...]
    dates: tuple[str, ...]

    @property
    def scan(self) -> str:
        """The rows as a subquery."""
        names = ", ".join("'" + part.name.replace("'", "''") + "'" for part in self.parts)
        function, options = self.reader
        return f"(SELECT {', '.join(self.columns)} FROM {function}([{names}]{options}))"

    @classmethod
    def together(cls, several: Sequence[Rows]) -> Iterator[Rows]:
        """The rows of all, those of one form together."""
        forms: dict[tuple[Any, ...], Rows] = {}
        for rows in several:
            form = (rows.reader, rows.columns)
            known = forms.get(form)
            forms[form] = rows if known is None else replace(known, parts=known.parts + rows.parts)
        yield from forms.values()

    def halves(self) -> tuple[Rows, Rows]:
        """The rows of the first half of the parts, and of the others."""
        middle = len(self.parts) // 2
        return replace(self, parts=self.parts[:middle]), replace(self, parts=self.parts[middle:])

    def late(self, connection: duckdb.DuckDBPyConnection) -> int | None:
        """How many forecasts were made after their deadline; None where a date wants to be read by people."""
        if not self.dates:
            return 0
        made, deadline = self.dates
        found = connection.execute(
            f"SELECT {made}, {deadline}, count(*) AS many FROM {self.scan} GROUP BY ALL"
        ).df()
        if (unreadable(found[made]) | unreadable(found[deadline])).any():
            return None
        return int(found["many"][days(found[made]) > days(found[deadline])].sum())


def rows_of(part: Part, spec: Spec) -> Rows | None:
    """The rows of a part; None where it is no plain CSV or Parquet, and is read by people's rules."""
    table = part.open()
    spec.roles.refuse_missing(table.header, table.name)
    if spec.roles.has_one_date:
        return None
    if isinstance(table, Csv):
        return _of_csv(part, table, spec)
    return _of_parquet(part, table, spec) if isinstance(table, Parquet) else None


def _of_csv(part: Part, table: Csv, spec: Spec) -> Rows | None:
    if table.lines != 1:
        return None
    names = {name: f"c{place}" for place, name in enumerate(table.header)}
    kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in names.values())
    if len(names) != len(table.header):
        return None
    zipped = ", compression = 'gzip'" if table.zipped else ""
    options = (
        f""", header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', """
        f"columns = {{{kinds}}}{zipped}"
    )
    numbers = {
        name: f"CASE WHEN contains({names[name]}, '_') THEN NULL ELSE TRY_CAST({names[name]} AS DOUBLE) END"
        for name in spec.roles.numbers
    }
    labels = {name: f"coalesce({names[name]}, '')" for name in spec.roles.labels}
    return _rows(part, ("read_csv", options), numbers, labels, spec)


def _of_parquet(part: Part, table: Parquet, spec: Spec) -> Rows | None:
    kinds, numbers, labels = table.kinds, {}, {}
    for name in spec.roles.numbers:
        whether = name == spec.roles.happened and kinds[name] == "BOOLEAN"
        if kinds[name] not in _NUMBERS and not kinds[name].startswith("DECIMAL") and not whether:
            return None
        numbers[name] = f"CAST({quoted(name)} AS DOUBLE)"
    for name in spec.roles.labels:
        if kinds[name] in WHOLE_NUMBERS:
            gaps = table.has_gaps(name)
            labels[name] = f"coalesce(CAST({quoted(name)} AS VARCHAR), '')" if gaps else quoted(name)
        elif kinds[name] == "VARCHAR":
            labels[name] = f"coalesce({quoted(name)}, '')"
        else:
            return None
    return _rows(part, ("read_parquet", ""), numbers, labels, spec)


def _rows(
    part: Part, reader: tuple[str, str], numbers: dict[str, str], labels: dict[str, str], spec: Spec
) -> Rows:
    roles: Roles = spec.roles
    scale = " / 100" if spec.percent else ""
    columns = [f"{numbers[roles.said]}{scale} AS {SAID}", f"{numbers[roles.happened]} AS {HAPPENED}"]
    if roles.other is not None:
        columns.append(f"{numbers[roles.other]}{scale} AS {OTHER}")
    for kind, names in (("e", roles.event), ("g", roles.by), ("d", roles.dates)):
        columns += [f"{labels[name]} AS {kind}{place}" for place, name in enumerate(names)]
    return Rows(
        parts=(part,),
        reader=reader,
        columns=tuple(columns),
        events=tuple(f"e{place}" for place in range(len(roles.event))),
        groups=tuple(f"g{place}" for place in range(len(roles.by))),
        dates=tuple(f"d{place}" for place in range(len(roles.dates))),
    )
