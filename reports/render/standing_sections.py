"""How one standing, prospective or retrospective, is laid out: a section for each thing it can tell."""

from __future__ import annotations

from reports.charts import (
    by_date,
    decomposition,
    expectation,
    murphy,
    pit,
    reliability,
    roc,
    running,
    sharpness,
)
from reports.facets.record.running import Running
from reports.facets.record.standings import Mean, Standing
from reports.figures import counted
from reports.render import option_sections, telling
from reports.render.layout import Block, Listing, Section, Words
from reports.render.other_numbers import about, is_another_mean
from reports.render.standing_tables import history_table, means_table, window_table
from reports.render.wording import kind
from tracker.certainty.wording import LEAST_FOR_CURVE
from tracker.measures import MEASURES, title_of


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
        blocks.append(by_date.CHART.picture(found, kind(standing.prospective)))
    if curve := standing.timing:
        blocks.append(pit.CHART.picture(curve, kind(standing.prospective)))
        blocks.append(Words(text=pit.words(curve)))
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
        told = expectation.words(found)
        pictures.append(expectation.CHART.picture([("Yes or no", found)], name, words=told))
        words.append(Words(text=told))
    if curve := standing.reliability:
        pictures.append(reliability.leading(curve, name))
        if not is_another_mean(standing, curve.score):
            pictures.append(decomposition.CHART.picture(curve, name))
            words.append(Words(text=decomposition.words(curve)))
        if curve.events < curve.count:
            words.append(Words(text=telling.shared(curve)))
    return _section("Calibration", standing, [*pictures, *words])


def discrimination(standing: Standing) -> Section:
    """What was said of what happened and of what did not, and who should act on it."""
    name = kind(standing.prospective)
    pictures: list[Block] = []
    words: list[Block] = []
    if spread := standing.sharpness:
        words.append(Words(text=sharpness.words(spread)))
        pictures.append(sharpness.CHART.picture(spread, name))
    if curve := standing.roc:
        words.append(Words(text=roc.words(curve)))
        if curve.low is not None:
            pictures.append(roc.CHART.picture(curve, name))
    if costs := standing.murphy:
        words.append(Words(text=murphy.words(costs)))
        pictures.append(murphy.CHART.picture(costs, name))
    return _section("Telling apart", standing, [*pictures, *words])


def options(standing: Standing) -> tuple[Section, ...]:
    """Choices, and ordered ones: the option thought likeliest, the curve of all options, the score apart."""
    name = kind(standing.prospective)
    return tuple(option_sections.choices(one, name, table=False) for one in standing.choices)


def over_time(standing: Standing) -> Section:
    """The mean score as events were decided, drawn from twenty events on."""
    drawn = [found for found in standing.running if _is_drawn(found)]
    return _section(
        "Score over time",
        standing,
        [
            *(running.CHART.picture(found, *about(found.measure, standing)) for found in drawn),
            *(Words(text=running.words(found)) for found in drawn),
        ],
    )


def updates(standing: Standing) -> Section:
    """What was updated, series by series; its mean scores stand among the other numbers."""
    blocks: list[Block] = []
    if found := standing.histories:
        blocks = [history_table(found)]
    return _section("Updates", standing, blocks)


def _section(title: str, standing: Standing, blocks: list[Block]) -> Section:
    return Section(title=f"{title}, {kind(standing.prospective)}", blocks=tuple(blocks))


def _is_drawn(found: Running) -> bool:
    return found.events >= LEAST_FOR_CURVE and len(found.steps) > 1


def _told(mean: Mean) -> str:
    return f"{mean.title[:1].upper()}{mean.title[1:]}: {mean.words}"


def _references(means: tuple[Mean, ...]) -> str:
    against = [f"{title_of(mean.measure)}, {mean.against}" for mean in means if mean.against]
    without = [f"{title_of(mean.measure)}, {mean.no_skill}" for mean in means if mean.no_skill]
    none = f"No reference: {'; '.join(without)}." if without else ""
    if not against:
        return none or "No reference."
    named = any(_names_a_class(mean) for mean in means)
    bare = "" if named else "The ledger records no base rates; "
    return f"{none} ".lstrip() + (
        f"Reference: {'; '.join(against)}. Skill is 1 - mean / reference. {bare}"
        f"{'The' if named else 'the'} share of these very outcomes would be a reference known only "
        "afterwards, so it is not used."
    )


def _names_a_class(mean: Mean) -> bool:
    """Whether a question behind a mean names its reference class."""
    plain = MEASURES[mean.measure].reference
    return mean.against is not None and plain is not None and mean.against != plain.words
