"""A whole table, from its file to its verification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import (
    MissingColumn,
    NotPaired,
    NoWarnings,
    ProbabilitiesInPercent,
    UnreadableTable,
)
from tracker.ties import Ties
from tracker.verification.column_names import Columns, found_in
from tracker.verification.figures import figures_of
from tracker.verification.keys import Groups
from tracker.verification.pairing import against as compared
from tracker.verification.quantile_table import verify_quantiles
from tracker.verification.reduction import Chances, EventSums
from tracker.verification.result import Verification
from tracker.verification.rows import Sieve, problems_of
from tracker.verification.sentences import cautions
from tracker.verification.tables import Progress, Table, opened

if TYPE_CHECKING:
    import pandas as pd

_EVENTS_WANTED = "name the columns of the event with --event COL"


def verify(
    source: str | Path | pd.DataFrame,
    *,
    seed: int,
    columns: Columns | None = None,
    percent: bool = False,
    strict: bool = False,
    by: Sequence[str] = (),
    against: str | Path | None = None,
    reference: float | None = None,
    threshold: float | None = None,
    ties: Ties = Ties.DROP,
    progress: Progress | None = None,
    wide: Sequence[str] = (),
) -> Verification:
    """How good the forecasts in a table are.

    Parameters
    ----------
    source
        A table in any form that `tracker import` reads, or a frame, with one forecast a row, or one quantile.
    seed
        Where what is drawn by luck starts: what calibrated forecasters would see. Intervals are not drawn.
    columns
        The names of the columns where they are not those of `Columns`.
    percent
        Whether probabilities are written from 0 to 100. It is never guessed.
    strict
        Whether one bad row is one too many.
    by
        Columns whose different values each get figures of their own; "forecaster" and "topic" are those
        that `columns` names.
    against
        A column of this table with other probabilities for the same rows, or another table of the same form,
        which is compared on the events that both name.
    reference
        The constant probability that the skill is against; the base rate of these outcomes without.
    threshold
        The lowest probability that is a warning, for `ChanceFigures.warning_table`; no such table without.
    ties
        What tests of yes and no do with outcomes graded between them; scores take these as they are.
    progress
        Told now and then which share of the file has been read.
    wide
        Columns that each hold the probabilities of the forecaster whose name they bear, instead of one
        column of probabilities; an empty cell is no forecast.

    Raises
    ------
    UnreadableTable, MissingColumn
        If there is no table, or not with these columns.
    ProbabilitiesInPercent
        If most probabilities are above 1, and `percent` is not set.
    BadRows
        If no good row is left, or `strict` is set and some are bad.
    NotPaired
        If `against` names nothing that can be compared.
    NoWarnings
        If there is a `threshold`, and the table is one of quantiles.

    Examples
    --------
    >>> import pandas as pd
    >>> said, happened = [0.1, 0.8, 0.7, 1.2, 0.2, 0.4], [0, 1, 0, 1, 0, 0]
    >>> found = verify(pd.DataFrame({"probability": said, "outcome": happened}), seed=1)
    >>> found.figures.n, round(found.figures.brier, 2), str(found.problems[0])
    (5, 0.15, 'row 4: the probability 1.2 is not between 0 and 1')
    """
    named = columns or Columns()
    table = opened(source, wide=wide)
    other = str(against) if against is not None and str(against) in table.header else None
    roles = found_in(table.header, named, table=table.name, by=by, other=other)
    if roles.kind == "quantiles":
        if threshold is not None:
            raise NoWarnings(table.name)
        return verify_quantiles(table, roles, strict=strict, against=against, seed=seed, progress=progress)
    sieve = Sieve(roles=roles, percent=percent)
    chances = _gathered(table, sieve, progress)
    problems = problems_of(table, sieve, strict=strict)
    reduced = chances.whole.reduce()
    if not len(reduced.tally.said):
        raise UnreadableTable(table.name, "gives every row the weight 0", "give some row a weight above 0")
    rival = None
    if against is not None:
        pair = chances.paired() or _beside(
            reduced.events if roles.event else None, against, table, named, percent=percent, progress=progress
        )
        rival = compared(*pair, other=str(against))
    found = partial(
        figures_of, seed=seed, named=bool(roles.event), reference=reference, ties=ties, threshold=threshold
    )
    return Verification(
        table=table.name,
        kind="chances",
        rows=sieve.seen,
        bad_rows=sieve.bad,
        problems=problems,
        figures=found(reduced, rival=rival),
        grouped_by=roles.by,
        groups={name: found(part) for name, part in chances.reduced_groups().items() if len(part.tally.said)},
        against=rival,
        warnings=cautions(
            reduced, named=bool(roles.event), late=chances.late, percent=percent, rival=rival, ties=ties
        ),
        seed=seed,
    )


def _gathered(table: Table, sieve: Sieve, progress: Progress | None) -> Chances:
    chances = Chances(roles=sieve.roles, groups=Groups(sieve.roles.by))
    for piece in table.pieces(sieve.roles, progress):
        chances.take(*sieve.sifted(piece))
    if not sieve.percent and sieve.above > sieve.stated / 2:
        assert sieve.example is not None, "some probability is above 1"
        raise ProbabilitiesInPercent(table.name, sieve.above, sieve.stated, sieve.example)
    return chances


def _beside(
    ours: EventSums | None,
    against: str | Path,
    table: Table,
    columns: Columns,
    *,
    percent: bool,
    progress: Progress | None,
) -> tuple[EventSums, EventSums]:
    """The events of a table and those of another file."""
    if not Path(against).is_file():
        raise NotPaired(
            str(against),
            f"it is neither a column of {table.name} nor a file",
            "name a column, or the path of a table of the same form",
        )
    if ours is None:
        raise NotPaired(str(against), f"{table.name} names no events to match", _EVENTS_WANTED)
    other = opened(against)
    roles = found_in(other.header, columns, table=other.name)
    if roles.kind != "chances":
        raise MissingColumn(other.name, "probability", other.header, "--probability COL")
    sieve = Sieve(roles=replace(roles, made_on=None, deadline=None), percent=percent)
    chances = _gathered(other, sieve, progress)
    problems_of(other, sieve, strict=False)
    theirs = chances.whole.reduce().events
    if theirs is None or not roles.event:
        raise NotPaired(str(against), "it names no events to match", _EVENTS_WANTED)
    return ours, theirs
