"""`tracker scores`: how good each forecast was, or why it has no score."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from desk.terminal import what_came
from desk.terminal.opening_ledger import reads_or_snapshot
from desk.terminal.options import PROBABILITY, on_option, transform_option
from desk.terminal.selection_options import selecting
from tracker.measures.of_platforms import PLATFORMS
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View
    from tracker.measures.of_platforms import Platform


@click.command()
@click.option("--forecaster", "forecasters", multiple=True, metavar="NAME", help="Only this forecaster's.")
@click.option("--question", metavar="SLUG", help="Only this question's.")
@selecting
@click.option("--wis", is_flag=True, help="Interval scores of quantiles, by target and horizon.")
@transform_option
@click.option(
    "--as-platform",
    "platform",
    type=click.Choice(PLATFORMS),
    help="Score forecasters against each other, as this platform does.",
)
@click.option(
    "--spot",
    type=PROBABILITY,
    metavar="SHARE",
    help="Of Metaculus: take spot scores after this share of the scheduled days [50%].",
)
@on_option
@reads_or_snapshot
def scores(
    view: View,
    as_json: bool,
    forecasters: tuple[str, ...],
    question: str | None,
    selection: Selection,
    wis: bool,
    transform: str | None,
    platform: Platform | None,
    spot: float | None,
    on: date,
) -> None:
    r"""Score every forecast, or say why it has no score.

    The smaller the better. Below the table: the mean of the forecasts that count, averaged within
    each event first, from five events on. What was logged after its outcome was known is never
    pooled with the rest. A crowd is made of the first forecasts of persons and models, two at least;
    its rows are marked as derived and are in no ledger.

    With --as-platform: one figure a forecaster, made of all who answered the same questions, whoever is
    shown. Each table says which way is up.

    \b
    Example:
      tracker scores --on 2021-12-31 --forecaster alexander-mikhailovsky
      tracker scores --crowd median --forecaster crowd-median --topic economy
      tracker scores --wis --topic "wk inc flu hosp"
      tracker scores --as-platform metaculus --topic economy
    """
    from desk.terminal.tables import echo_json, echo_rows
    from tracker.judged import Judged, Records

    if spot is not None and platform != "metaculus":
        raise click.UsageError("Spot scores are Metaculus's: give --spot with --as-platform metaculus.")
    records = Records(view)
    if question is not None:
        selection = replace(selection, questions=(*(selection.questions or ()), question))
    chosen = selection.naming(forecasters=forecasters).with_slugs(view)
    judged = Judged.of(records, replace(chosen, forecasters=()) if platform else chosen, on)
    frame = judged.rows
    if platform is not None:
        from desk.terminal.platform_table import echo_platform_scores
        from tracker.platforms.scoring_as import MIDWAY, crowds_among, scored_as

        moment = MIDWAY if spot is None else spot
        scored = scored_as(platform, frame, crowds=crowds_among(records), spot=moment)
        echo_platform_scores(scored, forecasters=chosen.forecasters, as_json=as_json)
        return
    if wis or transform is not None:
        from desk.terminal.interval_scores import echo_interval_scores

        echo_interval_scores(frame, transform=transform, as_json=as_json)
        return
    found = _records(frame, with_derived=chosen.crowd is not None)
    if as_json:
        echo_json(found)
        return
    came = what_came.what_came(frame, judged.names)
    echo_rows(
        ("handle", "question", "forecaster", *what_came.COLUMNS, "score, or why none"),
        [_score_row(row, came[str(key)]) for row, key in zip(found, frame["handle"], strict=True)],
        none="There are no forecasts." if chosen == Selection() else "There are no such forecasts.",
    )
    _echo_means(frame)


def _records(frame: DataFrame, *, with_derived: bool) -> list[dict[str, Any]]:
    """The scores as plain values; with a crowd, whether each is derived, and no handle of what is."""
    from tracker.scores import as_records

    found = as_records(frame)
    if not with_derived:
        return found
    return [
        row | {"derived": derived, "handle": None if derived else row["handle"]}
        for row, derived in zip(found, frame["derived"].tolist(), strict=True)
    ]


def _score_row(row: dict[str, Any], came: what_came.Came) -> tuple[object, ...]:
    reading = "" if row["reading"] == "primary" else f" ({row['reading']})"
    told = []
    if row["value"] is not None:
        band = "" if row["low"] == row["high"] else f" ({row['low']:.4f} to {row['high']:.4f})"
        told.append(what_came.score_in_words(row["measure"], f"{row['value']:.4f}{band}"))
    if row["reason"] is not None:
        told.append(row["reason"])
    handle = "derived" if row["handle"] is None else row["handle"]
    return handle, row["question"] + reading, row["forecaster"], *came, "; ".join(told)


def _echo_means(frame: DataFrame) -> None:
    from desk.terminal.tables import echo_rows
    from tracker.headlines import mean_by_event

    counted = frame[frame["counts"]]
    if counted.empty:
        return
    derived = set(frame.loc[frame["derived"], "forecaster"])
    by_target = _have_targets(counted)
    click.echo()
    rows = [
        (
            row["forecaster"] + (" (derived)" if row["forecaster"] in derived else ""),
            row["measure"].replace("_", " ") + (f", {row['options']} options" if row["options"] else ""),
            "prospective" if row["prospective"] else "retrospective",
            _mean(row, by_target=by_target),
            row["forecasts"],
            row["events"],
        )
        for row in mean_by_event(counted).to_dict("records")
    ]
    echo_rows(("forecaster", "measure", "logged", "mean", "forecasts", "events"), rows, none="")


def _have_targets(counted: DataFrame) -> bool:
    """Whether quantile forecasts are of a target that asks several questions."""
    from reports.facets.record.quantities import several_of
    from tracker.quantities.targets import targets_of

    return bool(several_of(targets_of(counted)))


def _mean(row: dict[Any, Any], *, by_target: bool) -> str:
    """The mean of five events or more, where the scores have a unit in common; or the option that has it."""
    from tracker.certainty.wording import told_by
    from tracker.measures import MEASURES, PINBALL

    if row["measure"] == PINBALL.name and by_target:
        return "see --wis"
    if MEASURES[row["measure"]].apart:
        return "no common unit"
    return f"{row['mean']:.4f}" if told_by(row["events"]).shows_mean else "too few"
