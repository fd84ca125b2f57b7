"""A whole table, from its file to its verification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import ForProbabilitiesOnly, MissingColumn, NotPaired, NoWarnings, UnreadableTable
from tracker.ties import Ties
from tracker.verification.column_names import Columns, found_in
from tracker.verification.engines.choosing import Using, chosen, chosen_beside, refuse_for_quantiles
from tracker.verification.engines.spec import Spec
from tracker.verification.figures import figures_of
from tracker.verification.gathered import Gathered
from tracker.verification.pairing import against as compared
from tracker.verification.quantile_table import verify_quantiles
from tracker.verification.reduction import EventSums, Reduced
from tracker.verification.result import Verification
from tracker.verification.sentences import cautions, skipped_in_words
from tracker.verification.sources import Several, Source, source_of
from tracker.verification.tables import Progress

if TYPE_CHECKING:
    import pandas as pd

_EVENTS_WANTED = "name the columns of the event with --event COL"


def verify(
    source: str | Path | pd.DataFrame | Sequence[str | Path],
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
    using: Using | None = None,
    skip_bad: bool = False,
) -> Verification:
    """How good the forecasts in a table are.

    Parameters
    ----------
    source
        A table in any form that `tracker import` reads, a folder or a pattern of such tables, several of
        these, or a frame, with one forecast a row, or one quantile.
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
    using
        Which engine reduces the rows; every one gives the same figures, to the last digit.
    skip_bad
        Whether parts that cannot be read are left out and named, instead of ending the work.

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
    NoWarnings, ForProbabilitiesOnly
        If there is a `threshold`, or another option of probabilities, and the table is one of quantiles.
    UnfitEngine
        If the engine that `using` names cannot do what is asked.

    Examples
    --------
    >>> import pandas as pd
    >>> said, happened = [0.1, 0.8, 0.7, 1.2, 0.2, 0.4], [0, 1, 0, 1, 0, 0]
    >>> found = verify(pd.DataFrame({"probability": said, "outcome": happened}), seed=1)
    >>> found.figures.n, round(found.figures.brier, 2), str(found.problems[0])
    (5, 0.15, 'row 4: the probability 1.2 is not between 0 and 1')
    """
    first, whole = source_of(source, wide=wide).begun()
    other = str(against) if against is not None and str(against) in first.header else None
    roles = found_in(first.header, columns or Columns(), table=first.name, by=by, other=other)
    if roles.kind == "quantiles":
        if threshold is not None:
            raise NoWarnings(whole.name)
        given = {"--percent": percent, "--reference": reference is not None, "--skip-bad": skip_bad}
        if option := next((name for name, there in given.items() if there), None):
            raise ForProbabilitiesOnly(option, whole.name)
        refuse_for_quantiles(using or Using())
        table = first if len(whole) == 1 else Several(whole)
        return verify_quantiles(table, roles, strict=strict, against=against, seed=seed, progress=progress)
    spec = Spec(roles=roles, percent=percent, skip_bad=skip_bad)
    engine = chosen(whole, spec, using or Using())
    found = engine.aggregate(whole, spec, progress)
    found.seen.refuse_percentages(whole.name)
    found.seen.refuse_bad(whole.name, strict=strict)
    reduced = found.whole.reduced()
    if not len(reduced.tally.said):
        raise UnreadableTable(whole.name, "gives every row the weight 0", "give some row a weight above 0")
    rival = None
    if against is not None:
        pair = _paired(found) or _beside(
            reduced, str(against), whole, spec, using or Using(), columns or Columns()
        )
        rival = compared(*pair, other=str(against))
    figures = partial(
        figures_of, seed=seed, named=bool(roles.event), reference=reference, ties=ties, threshold=threshold
    )
    told = cautions(
        reduced, named=bool(roles.event), late=found.late, percent=percent, rival=rival, ties=ties
    )
    return Verification(
        table=whole.name,
        kind="chances",
        rows=found.seen.rows,
        bad_rows=found.seen.bad,
        problems=found.seen.problems,
        figures=figures(reduced, rival=rival),
        grouped_by=roles.by,
        groups={
            name: figures(part)
            for name, rows in sorted(found.groups.items())
            if len((part := rows.reduced()).tally.said)
        },
        against=rival,
        warnings=(*told, *skipped_in_words(found.skipped, len(whole))),
        seed=seed,
    )


def _paired(found: Gathered) -> tuple[EventSums, EventSums] | None:
    """The events of both probabilities of each row; None without a second one."""
    if found.ours is None or found.theirs is None:
        return None
    ours, theirs = found.ours.reduced().events, found.theirs.reduced().events
    return None if ours is None or theirs is None else (ours, theirs)


def _beside(
    reduced: Reduced, against: str, source: Source, spec: Spec, using: Using, columns: Columns
) -> tuple[EventSums, EventSums]:
    """The events of a table and those of another one."""
    if not Path(against).exists():
        raise NotPaired(
            against,
            f"it is neither a column of {source.name} nor a file",
            "name a column, or the path of a table of the same form",
        )
    if not spec.roles.event or reduced.events is None:
        raise NotPaired(against, f"{source.name} names no events to match", _EVENTS_WANTED)
    first, other = source_of(against).begun()
    roles = found_in(first.header, columns, table=other.name)
    if roles.kind != "chances":
        raise MissingColumn(other.name, "probability", first.header, "--probability COL")
    spec = replace(spec, roles=replace(roles, made_on=None, deadline=None))
    found = chosen_beside(other, spec, using).aggregate(other, spec, None)
    found.seen.refuse_percentages(other.name)
    found.seen.refuse_bad(other.name, strict=False)
    theirs = found.whole.reduced().events
    if theirs is None or not roles.event:
        raise NotPaired(against, "it names no events to match", _EVENTS_WANTED)
    return reduced.events, theirs
