"""Platform scores for people and for programs: a table a measure, and what it is held against above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desk.terminal.tables import echo_json, echo_rows
from tracker.measures.of_platforms import MEASURES, PlatformMeasure
from tracker.platforms.contributions import TOO_FEW
from tracker.platforms.scoring_as import left_out_in_words

if TYPE_CHECKING:
    from tracker.platforms.contributions import PlatformScore
    from tracker.platforms.scoring_as import PlatformScores


def echo_platform_scores(found: PlatformScores, *, forecasters: tuple[str, ...], as_json: bool) -> None:
    """Print what a platform would give; of some forecasters, what it gives in the company of all others."""
    shown = [one for one in found.scores if not forecasters or one.forecaster in forecasters]
    if as_json:
        echo_json(
            {
                "platform": found.platform,
                "spot": found.spot,
                "measures": [
                    {"name": one.name, "title": one.title, "direction": one.direction, "rule": one.rule}
                    for one in _measures(shown)
                ],
                "scores": [_plain(one) for one in shown],
                "held": found.held,
                "unlike": found.unlike,
            }
        )
        return
    if not shown:
        click.echo("No forecasts are scored.")
    for measure in _measures(shown):
        rows = [one for one in shown if one.measure == measure.name]
        click.echo(click.wrap_text(_heading(measure), 80, subsequent_indent="  "))
        columns = ("forecaster", "mean", "95% interval", "questions", "events")
        for prospective in (True, False):
            kind = [one for one in rows if one.prospective == prospective]
            if kind and not prospective:
                click.echo("Logged after the outcome was known:")
            if kind:
                echo_rows(
                    (*columns, *(("coverage",) if measure.weighed_by_coverage else ())),
                    [_row(one, measure) for one in _best_first(kind, measure)],
                    none="",
                )
        click.echo()
    reasons = dict.fromkeys(one.reason for one in shown if one.reason and one.reason != TOO_FEW)
    for sentence in (*reasons, *left_out_in_words(found)):
        click.echo(click.wrap_text(sentence or "", 80))


def _measures(scores: list[PlatformScore]) -> list[PlatformMeasure]:
    named = {one.measure for one in scores}
    return [measure for name, measure in MEASURES.items() if name in named]


def _heading(measure: PlatformMeasure) -> str:
    title = measure.title[:1].upper() + measure.title[1:]
    return f"{title}, {measure.direction}: {measure.rule}."


def _best_first(rows: list[PlatformScore], measure: PlatformMeasure) -> list[PlatformScore]:
    """The best on top, those without a mean below."""
    sign = -1 if measure.higher_is_better else 1
    return sorted(rows, key=lambda one: (one.mean is None, sign * (one.mean or 0), one.forecaster))


def _row(one: PlatformScore, measure: PlatformMeasure) -> tuple[object, ...]:
    ends = ""
    if one.low is not None and one.high is not None:
        ends = f"{one.low:z.{measure.digits}f} to {one.high:z.{measure.digits}f}"
    mean = "too few" if one.reason == TOO_FEW else "none"
    return (
        one.forecaster,
        mean if one.mean is None else f"{one.mean:z.{measure.digits}f}",
        ends,
        one.questions,
        one.events,
        *((f"{one.weight / one.questions:.0%}",) if measure.weighed_by_coverage else ()),
    )


def _plain(one: PlatformScore) -> dict[str, Any]:
    """One figure as plain values; `weight` is what the mean divides the total by."""
    return {
        "forecaster": one.forecaster,
        "measure": one.measure,
        "prospective": one.prospective,
        "mean": one.mean,
        "low": one.low,
        "high": one.high,
        "total": one.total,
        "weight": one.weight,
        "questions": one.questions,
        "events": one.events,
        "reason": one.reason,
    }
