"""`tracker verify`: how good the forecasts in a table are; no ledger is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from desk.commands.scorecards import out_option, show
from desk.terminal.numbers import Number
from desk.terminal.options import NAMES, PROBABILITY, json_option, ties_option
from desk.terminal.progress import on_terminal, shares
from forecasts.writing import write

if TYPE_CHECKING:
    from tracker.verification.engines.choosing import Name
    from tracker.verification.tables import Progress

Command = TypeVar("Command", bound=Callable[..., Any])

_LONG = 2_000_000


def _column(role: str, what: str) -> Callable[[Command], Command]:
    return click.option(
        f"--{role.replace('_', '-')}", role, metavar="COL", help=f"The column of {what} [{role}]."
    )


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@_column("probability", "the probability")
@_column("outcome", "the outcome: 1, 0, or a grade between")
@click.option(
    "--event", metavar="COL,...", type=NAMES, default=(), help="The columns that name the event [event]."
)
@_column("forecaster", "the forecaster")
@_column("topic", "the topic")
@_column("weight", "the weight")
@_column("made_on", "the day of the forecast")
@_column("deadline", "the last day")
@_column("level", "a quantile's level, 0 to 1")
@_column("value", "a quantile's value")
@_column("observed", "what was observed")
@click.option(
    "--forecast",
    metavar="COL,...",
    type=NAMES,
    default=(),
    help="Quantiles: what tells forecasts apart [all other columns].",
)
@click.option("--wide", metavar="COL,...", type=NAMES, default=(), help="Columns that are each a forecaster.")
@click.option("--percent", is_flag=True, help="Probabilities are written from 0 to 100.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "numpy", "duckdb", "sql", "dask"]),
    default="auto",
    help="What sums the rows; all give the same figures [auto].",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Sum on the workers of a Dask scheduler, tcp://HOST:PORT."
)
@click.option(
    "--threads",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Threads of DuckDB, or workers of Dask [all].",
)
@click.option("--strict", is_flag=True, help="Refuse the table if one row is bad.")
@click.option("--skip-bad", is_flag=True, help="Leave out files that cannot be read, and name them.")
@click.option(
    "--by", metavar="COL,...", type=NAMES, default=(), help="Each forecaster, topic or COL apart as well."
)
@click.option("--against", metavar="FILE|COL", help="Compare with other forecasts of the same events.")
@click.option(
    "--reference",
    type=Number(0, 1),
    metavar="P",
    help="Skill against always saying P [the base rate].",
)
@click.option(
    "--threshold",
    type=PROBABILITY,
    metavar="P",
    help="Count warnings too: a probability of P or more is one.",
)
@ties_option
@click.option(
    "--seed", type=click.IntRange(min=0), metavar="N", default=1, help="Where random numbers start [1]."
)
@json_option
@out_option
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="OUT",
    help="Write a web page as well.",
)
def verify(
    sources: tuple[str, ...],
    *,
    event: tuple[str, ...],
    forecast: tuple[str, ...],
    wide: tuple[str, ...],
    percent: bool,
    engine: Name,
    scheduler: str | None,
    threads: int | None,
    strict: bool,
    skip_bad: bool,
    by: tuple[str, ...],
    against: str | None,
    reference: float | None,
    threshold: float | None,
    ties: str,
    seed: int,
    as_json: bool,
    out: str | None,
    page: Path | None,
    **named: str | None,
) -> None:
    r"""Score and test any table of forecasts with outcomes.

    SOURCE is a table in any form that `tracker import` reads, or a folder or a pattern of such tables. It
    has the columns probability and outcome, and perhaps event, forecaster, topic, weight, made_on and
    deadline; or level, value and observed, one row a quantile.

    \b
    Example:
      tracker verify forecasts.csv --event question --by forecaster
      tracker verify storms.csv --threshold 30%
      tracker verify polls.csv.gz --probability chance --percent --json
      tracker verify archive/ more.parquet --skip-bad
      tracker verify 'postgresql://host/hub?table=forecasts'
    """
    from reports.verifications import verification_report
    from tracker.snapshots.verifying import tables_of
    from tracker.ties import Ties
    from tracker.verification import Columns
    from tracker.verification import verify as verified
    from tracker.verification.engines.choosing import Using

    sources = tables_of(*sources)
    with _progress(sources) as progress:
        found = verified(
            sources if len(sources) > 1 else sources[0],
            columns=Columns(event=event, forecast=forecast, **named),
            percent=percent,
            strict=strict,
            skip_bad=skip_bad,
            by=by,
            against=against,
            reference=reference,
            threshold=threshold,
            ties=Ties(ties),
            seed=seed,
            progress=progress,
            wide=wide,
            using=Using(engine=engine, threads=threads, scheduler=scheduler, told=_told),
        )
    report = verification_report(found)
    if page is not None:
        from reports import render

        write(page, render.html(report))
    show(report, as_json=as_json, out=out)


def _told(sentence: str) -> None:
    """Say on standard error what was chosen, on a terminal only."""
    if on_terminal():
        click.echo(sentence, err=True)


@contextmanager
def _progress(sources: tuple[str, ...]) -> Iterator[Progress | None]:
    """A bar on standard error while much is read, on a terminal only."""
    first = Path(sources[0])
    if len(sources) == 1 and (not first.exists() or (first.is_file() and first.stat().st_size < _LONG)):
        yield None
        return
    with shares(f"Reading {first.name}") as progress:
        yield progress
