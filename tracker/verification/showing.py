"""A verification on the terminal: what was found, how sure it is, and what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from math import isinf
from pathlib import Path

import click

from tracker.verification.figures import ChanceFigures
from tracker.verification.quantiles import QuantileFigures
from tracker.verification.result import Figures, Verification

WIDTH = 80
MOST_BINS = 25
MOST_PROBLEMS = 20
_NOTHING = "–"

_OF_CHANCES = {
    "n": "n",
    "events": "events",
    "rate": "base_rate",
    "Brier": "brier",
    "low": "brier_low",
    "high": "brier_high",
    "skill": "skill",
    "MCB": "mcb",
    "AUC": "auc",
}
_OF_QUANTILES = {
    "n": "n",
    "events": "events",
    "WIS": "wis",
    "in 50%": "coverage_50",
    "in 90%": "coverage_90",
    "median error": "ae_median",
}

Line = tuple[str, str, str]


def echo(found: Verification) -> None:
    """Print a verification: tables on a terminal, plain text in a pipe; warnings on standard error."""
    many = _counted(found.figures.n, "forecast")
    click.echo(f"{Path(found.table).name}: {many} on {_counted(found.figures.events, 'event')}\n")
    click.echo(click.wrap_text(found.figures.words, WIDTH) + "\n")
    _echo_facts(list(_facts(found.figures)))
    if isinstance(found.figures, ChanceFigures):
        _echo_reliability(found.figures)
    _echo_against(found)
    _echo_groups(found)
    _echo_problems(found)
    for warning in found.warnings:
        click.echo("\n" + click.wrap_text(f"Warning: {warning}", WIDTH), err=True)


def figure(value: float | None) -> str:
    """A figure as it is printed: whole numbers whole, others to four digits.

    >>> figure(1188098), figure(0.10697), figure(17855.84), figure(None), figure(float("inf"))
    ('1,188,098', '0.107', '17,856', '–', '∞')
    """
    if value is None:
        return _NOTHING
    if isinf(value):
        return "∞"
    if isinstance(value, int) or abs(value) >= 10_000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1_000 else f"{value:.4g}"


def _facts(figures: Figures) -> Iterator[Line]:
    reasons = figures.reasons
    if isinstance(figures, QuantileFigures):
        yield "weighted interval score", figure(figures.wis), ""
        yield "within the central 50%", figure(figures.coverage_50), reasons.get("coverage_50", "")
        yield "within the central 90%", figure(figures.coverage_90), reasons.get("coverage_90", "")
        yield "error of the median", figure(figures.ae_median), reasons.get("ae_median", "")
        return
    missed = figures.infinite_log_scores
    certain = f"{_counted(missed, 'forecast')} ruled out what happened" if missed else ""
    lucky = f"{figure(figures.mcb_null_mean)} for the calibrated, by luck"
    probable = f"{figure(figures.observed)} happened, p = {figure(figures.p_expected_observed)}"
    yield "base rate", figure(figures.base_rate), ""
    yield "Brier score", figure(figures.brier), _between(figures) or reasons.get("brier_low", "")
    yield "log score", figure(figures.log_score), certain
    yield "skill", figure(figures.skill), reasons.get("skill", f"against {figures.reference}")
    yield "miscalibration", figure(figures.mcb), reasons.get("mcb_null_mean", lucky)
    yield "discrimination", figure(figures.dsc), ""
    yield "uncertainty", figure(figures.unc), ""
    yield "reliability (Murphy)", figure(figures.rel), ""
    yield "resolution (Murphy)", figure(figures.res), ""
    yield "within bins (Murphy)", figure(figures.within_bin), ""
    yield "area under the ROC", figure(figures.auc), reasons.get("auc", "")
    yield "expected to happen", figure(figures.expected), reasons.get("p_expected_observed", probable)
    yield "Spiegelhalter's Z", figure(figures.spiegelhalter_z), reasons.get("spiegelhalter_z", "")
    yield "Cox's intercept", figure(figures.cox_intercept), reasons.get("cox_intercept", "0 if calibrated")
    yield (
        "Cox's slope",
        figure(figures.cox_slope),
        reasons.get("cox_slope", "1 if calibrated, below if too bold"),
    )


def _between(figures: ChanceFigures) -> str:
    if figures.brier_low is None or figures.brier_high is None:
        return ""
    return f"{figure(figures.brier_low)} to {figure(figures.brier_high)} (95%)"


def _echo_reliability(figures: ChanceFigures) -> None:
    if len(figures.reliability) > MOST_BINS:
        click.echo(f"\n{len(figures.reliability)} whole percents were said: --json lists what came of each.")
        return
    rows = [
        (figure(one.said), figure(one.happened), figure(one.count), f"{one.low:.3f} to {one.high:.3f}")
        for one in figures.reliability
    ]
    _echo_table(("said", "happened", "forecasts", "95% interval"), rows)


def _echo_against(found: Verification) -> None:
    rival = found.against
    if rival is None:
        return
    ends = rival.reason or ""
    if rival.difference_low is not None:
        between = f"{figure(rival.difference_low)} to {figure(rival.difference_high)}"
        ends = f"{between} (95%), p = {figure(rival.p_value)}"
    needed = rival.events_needed
    click.echo()
    _echo_facts(
        [
            (
                "common events",
                figure(rival.events),
                f"{rival.only_ours:,} only here, {rival.only_theirs:,} only there",
            ),
            ("Brier score here", figure(rival.brier), ""),
            ("Brier score there", figure(rival.other_brier), rival.other),
            ("difference", figure(rival.difference), ends),
            ("events needed", figure(needed), "to see a difference this big" if needed else ""),
        ]
    )


def _echo_groups(found: Verification) -> None:
    if not found.groups:
        return
    shown = _OF_QUANTILES if found.kind == "quantiles" else _OF_CHANCES
    rows = [
        (group, *(_short(getattr(part, key)) for key in shown.values()))
        for group, part in found.groups.items()
    ]
    _echo_table((", ".join(found.grouped_by), *shown), rows)


def _echo_problems(found: Verification) -> None:
    if not found.bad_rows:
        return
    click.echo(f"\n{found.bad_rows:,} of {_counted(found.rows, 'row')} cannot be verified:")
    for problem in found.problems[:MOST_PROBLEMS]:
        click.echo(f"  {problem}")
    if found.bad_rows > MOST_PROBLEMS:
        click.echo(f"  … and {found.bad_rows - MOST_PROBLEMS:,} more.")


def _echo_facts(lines: Sequence[Line]) -> None:
    label, value = (max(len(line[place]) for line in lines) for place in (0, 1))
    numbers: dict[str, int] = {}
    for name, said, note in lines:
        if len(note) > WIDTH - label - value - 4:
            note = f"note {numbers.setdefault(note, len(numbers) + 1)}"
        start = f"{name:<{label}}  {said:>{value}}  "
        click.echo((start + note).rstrip())
    for long, number in numbers.items():
        start = f"note {number}  "
        click.echo(click.wrap_text(long, WIDTH, initial_indent=start, subsequent_indent=" " * len(start)))


def _echo_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    click.echo()
    if sys.stdout.isatty():
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
        for place, column in enumerate(columns):
            table.add_column(column, overflow="fold", justify="right" if place else "left")
        for row in rows:
            table.add_row(*map(Text, row))
        Console().print(table)
        return
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    for row in (columns, *rows):
        cells = [
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def _short(value: float | None) -> str:
    if value is None or isinstance(value, int) or abs(value) >= 1_000:
        return figure(value)
    return f"{value:.3f}"


def _counted(number: float, noun: str) -> str:
    return f"{figure(number)} {noun}{'' if number == 1 else 's'}"
