"""Which columns of a table hold what: by their own names, or by the names that the user gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from forecasts.errors import MissingColumn, UnreadableTable

Kind = Literal["chances", "quantiles"]

_QUANTILES = ("level", "value", "observed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """The names of a table's columns where they differ from these; None for the column of that very name.

    Attributes
    ----------
    probability, outcome
        Of a table of chances: 0 to 1; and 1 where it happened, 0 where not, or a grade between them.
    level, value, observed
        Of a table of quantiles, one row a quantile: its level, its value, and what was observed.
    event
        What a row's forecast stands or falls with; several columns together name one event.
    forecaster, topic
        By whom, about what.
    weight
        What a row counts for.
    made_on, deadline
        Two dates; a forecast made after its deadline is warned of.
    forecast
        The columns that say which rows are quantiles of one forecast. Without: all that are not named here.
    """

    probability: str | None = None
    outcome: str | None = None
    forecaster: str | None = None
    event: tuple[str, ...] = ()
    weight: str | None = None
    made_on: str | None = None
    deadline: str | None = None
    topic: str | None = None
    level: str | None = None
    value: str | None = None
    observed: str | None = None
    forecast: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Roles:
    """The columns that were found in a table's header; None or empty where there are none.

    `by` are the columns to group by, `other` is a second probability in the same row.
    """

    kind: Kind
    said: str
    happened: str
    level: str | None = None
    event: tuple[str, ...] = ()
    forecast: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    weight: str | None = None
    made_on: str | None = None
    deadline: str | None = None
    other: str | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that hold numbers."""
        found = (self.said, self.happened, self.level, self.weight, self.other)
        return tuple(dict.fromkeys(name for name in found if name is not None))

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns of the day it was made and of its deadline, where there are both."""
        both = (self.made_on, self.deadline)
        return tuple(name for name in both if name is not None) if None not in both else ()

    @property
    def has_one_date(self) -> bool:
        """Whether one of the two days is there without the other."""
        return (self.made_on is None) != (self.deadline is None)

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns whose text is taken as it stands."""
        dates = tuple(name for name in (self.made_on, self.deadline) if name is not None)
        names = dict.fromkeys((*self.event, *self.forecast, *self.by, *dates))
        return tuple(name for name in names if name not in self.numbers)

    def refuse_missing(self, header: Sequence[str], table: str) -> None:
        """Refuse another part of a table that lacks one of these columns.

        Raises
        ------
        MissingColumn
            With the option that names another.
        """
        for name in (*self.numbers, *self.labels):
            if name not in header:
                raise MissingColumn(
                    table, name, header, "an option such as --outcome COL, one that every part has"
                )


def found_in(
    header: Sequence[str], columns: Columns, *, table: str, by: Sequence[str] = (), other: str | None = None
) -> Roles:
    """The columns of a table with this header.

    A table is one of quantiles if it has a column for the level and none for the probability.

    Raises
    ------
    MissingColumn
        If one is not there, with the option that names it.
    UnreadableTable
        If a number is to be read from a column that is also to be grouped by, or two columns that are needed
        have one name.

    Examples
    --------
    >>> found_in(["said", "outcome", "event"], Columns(probability="said"), table="t.csv").event
    ('event',)
    """

    def needed(role: str, given: str | None) -> str:
        name = given or role
        if name not in header:
            raise MissingColumn(table, name, header, f"--{role.replace('_', '-')} COL")
        return name

    def wanted(role: str, given: str | None) -> str | None:
        return needed(role, given) if given or role in header else None

    for option, names in (("--event", columns.event), ("--forecast", columns.forecast)):
        for name in names:
            if name not in header:
                raise MissingColumn(table, name, header, f"{option} COL")
    events = columns.event or (("event",) if "event" in header else ())
    groups = tuple(_group(name, columns, header, table) for name in by)
    if _of_quantiles(header, columns):
        level, value, observed = (needed(role, getattr(columns, role)) for role in _QUANTILES)
        rest = tuple(name for name in header if name not in (level, value, observed))
        roles = Roles(
            kind="quantiles",
            said=value,
            happened=observed,
            level=level,
            event=events,
            forecast=columns.forecast or rest,
            by=groups,
        )
    else:
        roles = Roles(
            kind="chances",
            said=needed("probability", columns.probability),
            happened=needed("outcome", columns.outcome),
            event=events,
            by=groups,
            weight=wanted("weight", columns.weight),
            made_on=wanted("made_on", columns.made_on) if _dated(header, columns) else None,
            deadline=wanted("deadline", columns.deadline) if _dated(header, columns) else None,
            other=other,
        )
    both = set(roles.numbers) & {*roles.event, *roles.forecast, *roles.by}
    if both or len(roles.numbers) < sum(n is not None for n in (roles.said, roles.happened, roles.level)):
        name = min(both) if both else roles.said
        raise UnreadableTable(table, f"has only one column {name!r}", "name another for each use")
    for name in (*roles.numbers, *roles.labels):
        if (many := list(header).count(name)) > 1:
            raise UnreadableTable(
                table, f"has {many} columns {name!r}", "rename all but the one that is meant"
            )
    return roles


def _of_quantiles(header: Sequence[str], columns: Columns) -> bool:
    if columns.probability or columns.outcome:
        return False
    if columns.level or columns.value or columns.observed:
        return True
    return "probability" not in header and "level" in header


def _dated(header: Sequence[str], columns: Columns) -> bool:
    """Whether both dates are there, or were asked for; one alone says nothing."""
    made_on, deadline = columns.made_on or "made_on", columns.deadline or "deadline"
    return bool(columns.made_on or columns.deadline) or {made_on, deadline} <= set(header)


def _group(name: str, columns: Columns, header: Sequence[str], table: str) -> str:
    named = {"forecaster": columns.forecaster, "topic": columns.topic}.get(name) or name
    if named not in header:
        option = f"--{name} COL" if name in ("forecaster", "topic") else "--by COL"
        raise MissingColumn(table, named, header, option)
    return named
