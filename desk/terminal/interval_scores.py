"""Interval scores of quantile forecasts on a terminal, or as JSON: a table for each target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.terminal.tables import echo_json, echo_rows

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.quantities.interval_scores import IntervalScores

_COLUMNS = ("forecaster", "ahead", "of", "days", "WIS", "95%", "spread", "under", "over", "in 50%", "in 90%")
_NONE = "There are no quantile forecasts of a target with several answered questions."


def echo_interval_scores(frame: DataFrame, *, transform: str | None, as_json: bool) -> None:
    """Print the interval scores of judged rows by target, forecaster and horizon."""
    from reports.canonical import plain
    from reports.facets.record.quantities import target_scores_of

    found = target_scores_of(frame, transform=transform)
    if as_json:
        echo_json([plain(one) for one in found])
        return
    if not found:
        click.echo(_NONE)
    for place, one in enumerate(found):
        if place:
            click.echo()
        ahead = "prospective" if one.prospective else "retrospective"
        scale = ", log(x + 1)" if one.transform else ""
        click.echo(f"{one.target}, {ahead}{scale}: {one.forecasts:,} forecasts. {' '.join(one.words)}")
        echo_rows(_COLUMNS, [_row(line) for line in one.scores], none="")


def _row(line: IntervalScores) -> tuple[str, ...]:
    from reports.figures import NOTHING, amount, percent
    from tracker.quantities.interval_scores import horizon_in_words

    held = {covered.claimed: covered.share for covered in line.coverage}
    ends = "too few" if line.low is None else f"{amount(line.low)}–{amount(line.high)}"
    return (
        line.forecaster,
        horizon_in_words(line.soonest, line.latest),
        f"{line.forecasts:,}",
        f"{line.days:,}",
        amount(line.wis) if line.wis is not None else "too few",
        ends,
        *(amount(part) for part in (line.dispersion, line.underprediction, line.overprediction)),
        *(percent(round(held[claimed], 3)) if claimed in held else NOTHING for claimed in (0.5, 0.9)),
    )
