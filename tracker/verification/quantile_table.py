"""A whole table of quantile forecasts, from its file to its verification."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np

from forecasts.errors import NotPaired
from tracker.quantities.levels import ALIKE, levels_in_words
from tracker.verification.common_levels import Stated
from tracker.verification.keys import Groups, keys
from tracker.verification.quantiles import QuantileSums, sums_of
from tracker.verification.result import Verification
from tracker.verification.rows import Sieve, seen_in
from tracker.verification.sentences import NO_EVENT_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tracker.pooling import Floats
    from tracker.verification.column_names import Roles
    from tracker.verification.keys import Keys
    from tracker.verification.tables import Progress, Table

_COMMON = (
    "Forecasts state {:,} different sets of levels: the weighted interval scores and their parts are of {}, "
    "which all state."
)
_NONE_COMMON = (
    "Forecasts state {:,} different sets of levels and no level in common, so their weighted interval scores "
    "do not measure the same, and none is given. {}; verify those with the same levels by themselves."
)


def verify_quantiles(
    table: Table,
    roles: Roles,
    *,
    strict: bool,
    against: str | Path | None,
    seed: int,
    progress: Progress | None,
) -> Verification:
    """How good the quantile forecasts of a table are; arguments and errors are those of `verify`.

    Where forecasts state different sets of levels, all are scored on those that every one of them states.
    """
    if against is not None:
        raise NotPaired(str(against), "that is done with probabilities only", "leave out --against")
    sieve, groups = Sieve(roles=roles), Groups(roles.by)
    levels: set[float] = set()
    sums: QuantileSums | None = None
    for rows in _rows(table, sieve, groups, progress):
        levels.update(np.unique(rows.level).tolist())
        found = rows.sums()
        sums = found if sums is None else sums + found
    seen = seen_in(table, sieve)
    seen.refuse_bad(table.name, strict=strict)
    whole = cast("QuantileSums", sums)
    whole.refuse_repeats(table.name, len(levels))
    whole.refuse_crossings(table.name)
    sets = whole.sets_of_levels
    whole, caution = (whole, None) if sets < 2 else _on_common_levels(whole, table, roles, sets)
    by_event = bool(roles.event)
    return Verification(
        table=table.name,
        kind="quantiles",
        rows=seen.rows,
        bad_rows=seen.bad,
        problems=seen.problems,
        figures=whole.figures(by_event=by_event),
        grouped_by=roles.by,
        groups={name: whole.figures(number, by_event=by_event) for name, number in groups.sorted_names()}
        if roles.by
        else {},
        warnings=(*(() if roles.event else (NO_EVENT_COLUMN,)), *((caution,) if caution else ())),
        seed=seed,
    )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Rows:
    """The good rows of one piece, one a quantile."""

    level: Floats
    value: Floats
    observed: Floats
    forecast: Keys
    event: Keys
    group: Keys

    def sums(self) -> QuantileSums:
        """The sums of the forecasts over their levels."""
        return sums_of(self.level, self.value, self.observed, self.forecast, self.event, self.group)

    def of(self, levels: tuple[float, ...]) -> _Rows:
        """The rows of these levels alone."""
        kept = np.isin(np.round(self.level, ALIKE), levels)
        return _Rows(
            level=self.level[kept],
            value=self.value[kept],
            observed=self.observed[kept],
            forecast=self.forecast[kept],
            event=self.event[kept],
            group=self.group[kept],
        )


def _rows(table: Table, sieve: Sieve, groups: Groups, progress: Progress | None) -> Iterator[_Rows]:
    roles = sieve.roles
    grouped_by = tuple(dict.fromkeys((*roles.forecast, *roles.event, *roles.by)))
    for piece in table.pieces(roles, progress):
        numbers, rows = sieve.sifted(piece)
        forecast = keys(rows, grouped_by)
        event = keys(rows, roles.event) if roles.event else forecast
        yield _Rows(
            level=numbers[str(roles.level)],
            value=numbers[roles.said],
            observed=numbers[roles.happened],
            forecast=forecast,
            event=event,
            group=groups.numbered(rows),
        )


def _on_common_levels(whole: QuantileSums, table: Table, roles: Roles, sets: int) -> tuple[QuantileSums, str]:
    """The same forecasts scored on the levels that all state, and what to say of it; the table is read again.

    Only a table of mixed levels is: which levels are common is known once it is read to its end.
    """
    stated, groups = Stated(), Groups(roles.by)
    for rows in _rows(table, Sieve(roles=roles), groups, None):
        stated.take(rows.group, rows.level)
    common = stated.by_all(len(whole.key))
    if not common:
        named = stated.by_name(groups.number if roles.by else {})
        caution = _NONE_COMMON.format(sets, named)
        return replace(whole, unscored=caution), caution
    again: QuantileSums | None = None
    for rows in _rows(table, Sieve(roles=roles), Groups(roles.by), None):
        found = rows.of(common).sums()
        again = found if again is None else again + found
    return whole.scored_as(cast("QuantileSums", again)), _COMMON.format(sets, levels_in_words(common))
