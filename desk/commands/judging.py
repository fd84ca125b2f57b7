"""`tracker due` and `scores`: what waits for an outcome, how good the forecasts were."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.terminal.opening_ledger import reads
from desk.terminal.options import PROBABILITY, analyst_option, on_option, transform_option
from forecasts.errors import Unknown
from tracker.crowd_rules import CROWDS, crowd_slug
from tracker.measures.of_platforms import PLATFORMS

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View
    from tracker.crowd_rules import Crowd
    from tracker.measures.of_platforms import Platform

EVER = 4_000_000  # days: more than the calendar has


@click.command()
@click.option("--within", type=click.IntRange(min=0), metavar="DAYS", help="Also what falls due so soon.")
@click.option("--who", is_flag=True, help="Show who forecast; whoever resolves is better off without.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write every deadline to come, and every one overdue, to a calendar file.",
)
@click.option("--resolve", is_flag=True, help="Walk through them and enter what came, one screen each.")
@analyst_option
@on_option
@reads
def due(
    view: View,
    as_json: bool,
    within: int | None,
    who: bool,
    ics: Path | None,
    resolve: bool,
    analyst: str,
    on: date,
) -> None:
    r"""List questions that wait for an outcome.

    The longest overdue come first. Who forecast what is not shown unless asked: who resolves should not be
    swayed.

    \b
    Example:
      tracker due --within 30
      tracker due --resolve
      tracker due --ics deadlines.ics
    """
    from desk.terminal.tables import echo_json, echo_rows
    from tracker.deadlines import due as due_on
    from tracker.deadlines import open_deadlines
    from tracker.judged import Records

    records = Records(view)
    judged, questions = records.verdicts(on), records.questions
    if ics is not None:
        span = EVER if within is None else within
        _write_calendar(open_deadlines(judged, questions, today=on, within=span), ics, view)
        return
    table = due_on(judged, questions, today=on, within=within)
    rows: list[dict[str, Any]] = [
        {
            "slug": row["slug"],
            "deadline": row["deadline"].date(),
            "days_overdue": row["days_overdue"],
            "forecasts": row["forecasts"],
            "statement": row["statement"],
            **({"forecasters": _forecasters(view, row["slug"])} if who else {}),
        }
        for row in table.to_dict("records")
    ]
    if as_json:
        echo_json(rows)
        return
    if resolve:
        from desk.terminal.resolve_dialogue import walk_through

        walk_through(rows, analyst=analyst, today=on, who=lambda slug: _forecasters(view, slug))
        return
    columns = ("slug", "deadline", "due", "forecasts", "statement", *(("forecasters",) if who else ()))
    cells = [tuple((row | {"days_overdue": _due(row["days_overdue"])}).values()) for row in rows]
    echo_rows(columns, cells, none="Nothing waits for an outcome.")


@click.command()
@click.option("--forecaster", metavar="NAME", help="Only this forecaster's.")
@click.option("--question", metavar="SLUG", help="Only this question's.")
@click.option("--topic", metavar="TOPIC", help="Only questions on this topic.")
@click.option(
    "--crowd",
    type=click.Choice(CROWDS),
    help="Also a crowd, derived from the individual forecasts.",
)
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
@reads
def scores(
    view: View,
    as_json: bool,
    forecaster: str | None,
    question: str | None,
    topic: str | None,
    crowd: Crowd | None,
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
    from forecasts.ledger.finding import slug_of
    from tracker.judged import Judged, Records
    from tracker.selections import Selection

    if spot is not None and platform != "metaculus":
        raise click.UsageError("Spot scores are Metaculus's: give --spot with --as-platform metaculus.")
    records = Records(view)
    frame = Judged.of(records, Selection(crowd=crowd), on).rows
    if forecaster is not None:
        is_crowd = crowd is not None and forecaster == crowd_slug(crowd)
        forecaster = forecaster if is_crowd else slug_of(view.find("forecaster", forecaster))
    if question is not None:
        frame = frame[frame["question"] == slug_of(view.find("question", question))]
    if topic is not None:
        frame = frame[frame["topic"] == _known_topic(frame, topic)]
    if platform is not None:
        from desk.terminal.platform_table import echo_platform_scores
        from tracker.platforms.scoring_as import MIDWAY, crowds_among, scored_as

        moment = MIDWAY if spot is None else spot
        scored = scored_as(platform, frame, crowds=crowds_among(records), spot=moment)
        echo_platform_scores(scored, forecaster=forecaster, as_json=as_json)
        return
    if forecaster is not None:
        frame = frame[frame["forecaster"] == forecaster]
    if wis or transform is not None:
        from desk.terminal.interval_scores import echo_interval_scores

        echo_interval_scores(frame, transform=transform, as_json=as_json)
        return
    found = _records(frame, with_derived=crowd is not None)
    if as_json:
        echo_json(found)
        return
    echo_rows(
        ("handle", "question", "forecaster", "verdict", "score, or why none"),
        [_score_row(row) for row in found],
        none="There are no forecasts.",
    )
    _echo_means(frame)


def _due(days: int) -> str:
    if days == 0:
        return "today"
    count = "1 day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{count} ago" if days > 0 else f"in {count}"


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


def _known_topic(frame: DataFrame, topic: str) -> str:
    """The topic, if there are forecasts on it."""
    known = frame["topic"].dropna().unique().tolist()
    if topic not in known:
        raise Unknown("topic", topic, tuple(get_close_matches(topic, known)))
    return topic


def _score_row(row: dict[str, Any]) -> tuple[object, ...]:
    reading = "" if row["reading"] == "primary" else f" ({row['reading']})"
    told = []
    if row["value"] is not None:
        band = "" if row["low"] == row["high"] else f" ({row['low']:.4f} to {row['high']:.4f})"
        told.append(f"{row['value']:.4f}{band}")
    if row["reason"] is not None:
        told.append(row["reason"])
    handle = "derived" if row["handle"] is None else row["handle"]
    return handle, row["question"] + reading, row["forecaster"], row["verdict"], "; ".join(told)


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
            row["measure"].replace("_", " "),
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
    from tracker.measures import PINBALL, POOLED

    if row["measure"] == PINBALL.name and by_target:
        return "see --wis"
    if row["measure"] not in POOLED:
        return "no common unit"
    return f"{row['mean']:.4f}" if told_by(row["events"]).shows_mean else "too few"


def _write_calendar(table: DataFrame, ics: Path, view: View) -> None:
    from tracker.calendars import calendar

    assert view.head.recorded_at is not None or table.empty, "a ledger with deadlines has an entry"
    if view.head.recorded_at is None:
        click.echo("There are no deadlines: no calendar was written.")
        return
    ics.write_bytes(calendar(table, stamp=view.head.recorded_at))
    deadlines = "1 deadline" if len(table) == 1 else f"{len(table):,} deadlines"
    click.echo(f"{deadlines} written to {ics}.")


def _forecasters(view: View, slug: str) -> tuple[str, ...]:
    nouns: list[Any] = [stored.noun for stored in view.standing("forecast", question=slug)]
    return tuple(sorted({noun.forecaster for noun in nouns}))
