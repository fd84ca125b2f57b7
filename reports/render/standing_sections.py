"""How one standing, prospective or retrospective, is laid out: a section for each thing it can tell."""

from __future__ import annotations

from reports.charts import by_date as by_date_chart
from reports.charts import murphy as murphy_chart
from reports.charts import pit as pit_chart
from reports.charts import roc as roc_chart
from reports.charts import running as running_chart
from reports.charts import sensitivity as sensitivity_chart
from reports.charts import sharpness as sharpness_chart
from reports.figures import counted
from reports.parts.standing.running import Running
from reports.parts.standing.sensitivity import Sensitivity
from reports.parts.standing.standings import Mean, Standing
from reports.render import telling
from reports.render.chance_pictures import decomposition_picture, expectation_picture, reliability_picture
from reports.render.layout import Block, Listing, Picture, Section, Words
from reports.render.standing_tables import history_table, means_table, sensitivity_table, window_table
from reports.render.wording import expectation, kind
from tracker.certainty.wording import LEAST_FOR_CURVE
from tracker.measures import BRIER, title_of


def headline(standing: Standing) -> Section:
    """The mean scores with their intervals, references and skill; empty below five events."""
    blocks: list[Block] = []
    if any(mean.mean is not None for mean in standing.means):
        if len(standing.means) > 1:
            blocks.append(Listing(items=tuple(_told(mean) for mean in standing.means)))
        else:
            blocks.append(Words(text=standing.words, plainly=True))
        blocks += [means_table(standing.means), Words(text=_references(standing.means))]
        blocks += [Words(text=telling.log_score(mean.log)) for mean in standing.means if mean.log]
        if standing.forecasts > standing.events:
            blocks.append(Words(text=telling.averaged(standing.forecasts, standing.events)))
    counts = f"{counted(standing.forecasts, 'forecast')} on {counted(standing.events, 'event')}"
    return Section(title=f"{kind(standing.prospective).capitalize()}: {counts}", blocks=tuple(blocks))


def timelines(standing: Standing) -> Section:
    """The counted timelines: along the way to their horizons, and each with its score and its timing."""
    blocks: list[Block] = []
    if found := standing.by_date:
        blocks.append(
            Picture(
                name=f"by-date-{kind(standing.prospective)}",
                title="How well “by this day?” was answered",
                description="The table of windows holds the score over each whole horizon.",
                height=by_date_chart.HEIGHT,
                draw=lambda ax: by_date_chart.chart(found, ax),
                key=by_date_chart.key(found),
            )
        )
    if curve := standing.timing:
        blocks.append(
            Picture(
                name=f"pit-{kind(standing.prospective)}",
                title="Whether things came when the timelines said",
                description=telling.timing(curve),
                height=pit_chart.HEIGHT,
                draw=lambda ax: pit_chart.chart(curve, ax),
                key=pit_chart.KEY,
            )
        )
        blocks.append(Words(text=telling.timing(curve)))
    if standing.windows:
        told = telling.windows(standing.windows)
        blocks += [*([Words(text=told)] if told else []), window_table(standing.windows)]
    return _section("Timelines", standing, blocks)


def calibration(standing: Standing) -> Section:
    """Expected against observed, the curve with its parts, and whether chances tell things apart."""
    name = kind(standing.prospective)
    pictures: list[Block] = []
    words: list[Block] = []
    if found := standing.expectation:
        told = expectation(found)
        named = [("Yes or no", found)]
        pictures.append(expectation_picture(named, name=f"expected-{name}", description=told))
        words.append(Words(text=told))
    if curve := standing.reliability:
        told = telling.reliability(curve)
        pictures += [
            reliability_picture(curve, name=f"reliability-{name}", description=told),
            decomposition_picture(curve, name=f"decomposition-{name}", description=told),
        ]
        words.append(Words(text=told))
        if curve.events < curve.count:
            words.append(Words(text=telling.shared(curve)))
    return _section("Calibration", standing, [*pictures, *words])


def discrimination(standing: Standing) -> Section:
    """What was said of what happened and of what did not, and who should act on it."""
    name = kind(standing.prospective)
    pictures: list[Block] = []
    words: list[Block] = []
    if spread := standing.sharpness:
        words.append(Words(text=telling.sharpness(spread)))
        pictures.append(
            Picture(
                name=f"sharpness-{name}",
                title="What was said of what happened, and of what did not",
                description=telling.sharpness(spread),
                height=sharpness_chart.HEIGHT,
                draw=lambda ax: sharpness_chart.chart(spread, ax),
                key=sharpness_chart.KEY,
            )
        )
    if curve := standing.roc:
        words.append(Words(text=telling.roc(curve)))
        if curve.low is not None:
            pictures.append(
                Picture(
                    name=f"roc-{name}",
                    title="Warnings that came true, and false alarms (ROC)",
                    description=telling.roc(curve),
                    height=roc_chart.HEIGHT,
                    draw=lambda ax: roc_chart.chart(curve, ax),
                    key=roc_chart.KEY,
                )
            )
    if costs := standing.murphy:
        words.append(Words(text=telling.murphy(costs)))
        pictures.append(
            Picture(
                name=f"murphy-{name}",
                title="What acting on these chances costs (Murphy diagram)",
                description=telling.murphy(costs),
                height=murphy_chart.HEIGHT,
                draw=lambda ax: murphy_chart.chart(costs, ax),
                key=murphy_chart.KEY,
            )
        )
    return _section("Telling apart", standing, [*pictures, *words])


def over_time(standing: Standing) -> Section:
    """The mean score as events were decided, drawn from twenty events on."""
    drawn = [found for found in standing.running if _is_drawn(found)]
    return _section(
        "Score over time",
        standing,
        [
            *(_running_picture(found, standing) for found in drawn),
            *(Words(text=telling.running(found, title_of(found.measure))) for found in drawn),
        ],
    )


def updates(standing: Standing) -> Section:
    """The day-weighted scores of what was updated, apart from the headline."""
    blocks: list[Block] = []
    if found := standing.histories:
        blocks = [Words(text=telling.histories(found)), history_table(found)]
    return _section("Updates", standing, blocks)


def choices(standing: Standing) -> Section:
    """How far each headline hangs on readings, rules and doubtful outcomes."""
    return _section(
        "Other readings and rulings",
        standing,
        [
            block
            for found in standing.sensitivity
            for block in (
                Words(text=telling.sensitivity(found, title_of(found.measure))),
                _sensitivity_picture(found, standing),
                sensitivity_table(found),
            )
        ],
    )


def _section(title: str, standing: Standing, blocks: list[Block]) -> Section:
    return Section(title=f"{title}, {kind(standing.prospective)}", blocks=tuple(blocks))


def _is_drawn(found: Running) -> bool:
    return found.events >= LEAST_FOR_CURVE and len(found.steps) > 1


def _running_picture(found: Running, standing: Standing) -> Picture:
    measure = title_of(found.measure)
    against = ("always 50%", 0.25) if found.measure == BRIER.name else None
    return Picture(
        name=f"running-{found.measure.replace('_', '-')}-{kind(standing.prospective)}",
        title=f"{measure[:1].upper()}{measure[1:]}: the mean so far",
        description=telling.running(found, measure),
        height=running_chart.HEIGHT,
        draw=lambda ax: running_chart.chart(found, ax, reference=against),
        key=running_chart.KEY,
    )


def _sensitivity_picture(found: Sensitivity, standing: Standing) -> Picture:
    measure = title_of(found.measure)
    return Picture(
        name=f"sensitivity-{found.measure.replace('_', '-')}-{kind(standing.prospective)}",
        title=f"{measure[:1].upper()}{measure[1:]} under other choices",
        description=telling.sensitivity(found, measure),
        height=sensitivity_chart.height(found),
        draw=lambda ax: sensitivity_chart.chart(found, ax),
        key=sensitivity_chart.KEY,
    )


def _told(mean: Mean) -> str:
    name = title_of(mean.measure)
    return f"{name[:1].upper()}{name[1:]}: {mean.words}"


def _references(means: tuple[Mean, ...]) -> str:
    against = [f"{title_of(mean.measure)}, {mean.against}" for mean in means if mean.against]
    if not against:
        return "No reference."
    return (
        f"Reference: {'; '.join(against)}. Skill is 1 - mean / reference. The ledger records no base rates; "
        "the share of these very outcomes would be a reference known only afterwards, so it is not used."
    )
