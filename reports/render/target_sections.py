"""The sections of a comparison on targets of quantile forecasts, and the table of their interval scores."""

from __future__ import annotations

from collections.abc import Mapping

from reports.charts import relative_skill
from reports.charts.marks import ranked
from reports.charts.picture import Picture
from reports.facets.comparison.targets import TargetContest, TargetEntrant, TargetPair, WithinPair
from reports.facets.record.nearness import TargetSideBySide
from reports.facets.record.quantities import TargetScores
from reports.figures import NOTHING, amount, between, counted, figure, p_value, percent
from reports.render.layout import Block, Cell, Column, Line, Listing, Section, Table, Words
from reports.render.wording import kind
from tracker.quantities.interval_scores import IntervalScores, horizon_in_words

_LOG = ", log(x + 1)"
_ELSEWHERE = "--json and --out hold them all."


def target_section(contest: TargetContest, *, drawn: bool = True) -> Section:
    """One target: what can be said, relative skill, with its picture if `drawn`, pairs, and scores."""
    scores, names = contest.scores, {one.forecaster: one.name for one in contest.entrants}
    blocks: list[Block] = [Listing(items=contest.words)]
    name = file_name(scores)
    if contest.entrants:
        if drawn and relative_skill.shown(contest.entrants):
            blocks.append(skill_picture(contest))
        blocks += [
            _skills(contest.entrants, contest.baseline, name),
            _pairs(contest.pairs, name),
            scores_table(scores, names, name),
        ]
    return Section(title=title_of_target(scores), blocks=tuple(blocks))


def skill_picture(contest: TargetContest) -> Picture:
    """The relative skill of each forecaster of a target on its interval."""
    name = file_name(contest.scores)
    return relative_skill.CHART.picture((contest.entrants, f"relative-skill-{name}"), name)


def scores_section(scores: TargetScores, names: Mapping[str, str]) -> Section:
    """The interval scores of one target, or why there are none."""
    blocks: list[Block] = [Listing(items=scores.words)]
    if isinstance(scores, TargetSideBySide):
        blocks.append(_skills(scores.entrants, None, file_name(scores)))
    if scores.scores:
        blocks.append(scores_table(scores, names, file_name(scores)))
    return Section(title=title_of_target(scores), blocks=tuple(blocks))


def title_of_target(scores: TargetScores) -> str:
    """The target with what its scores are of."""
    scale = _LOG if scores.transform else ""
    count = counted(scores.forecasts, "forecast")
    return f"{kind(scores.prospective).capitalize()}, {scores.target}{scale}: {count} of quantiles"


def file_name(scores: TargetScores) -> str:
    """What the names of a target's pictures and tables end with."""
    words = "".join(letter if letter.isalnum() else "-" for letter in scores.target.lower())
    return f"{kind(scores.prospective)}-{words[:60]}"


def _skills(entrants: tuple[TargetEntrant, ...], baseline: str | None, name: str) -> Table:
    scaled = baseline is not None
    base = next((one.name for one in entrants if one.forecaster == baseline), "")
    under = f"; scaled, it is divided by that of {base}" if scaled else ""
    return Table(
        name=f"relative-skill-{name}",
        caption=f"Relative skill with its 95% interval: below 1 is nearer than the others{under}",
        columns=(
            Column(title="Forecaster", wide=True),
            *(Column(title=title, numeric=True) for title in ("tasks", "days", "relative skill")),
            *((Column(title="scaled", numeric=True),) if scaled else ()),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.name),
                    Cell(f"{one.skill.tasks:,}"),
                    Cell(f"{one.skill.clusters:,}"),
                    Cell(figure(one.skill.skill, places=2), between(one.skill.low, one.skill.high, places=2)),
                    *(
                        (
                            Cell(
                                figure(one.skill.scaled, places=2),
                                between(one.skill.scaled_low, one.skill.scaled_high, places=2),
                            ),
                        )
                        if scaled
                        else ()
                    ),
                ),
                place=ranked(f"relative-skill-{name}", one.forecaster),
            )
            for one in entrants
        ),
    )


def _pairs(pairs: tuple[TargetPair, ...], name: str) -> Table:
    return Table(
        name=f"ratios-{name}",
        caption="The first's mean score over the second's on common tasks; below p the adjusted one",
        columns=(
            Column(title="Pair", wide=True),
            *(Column(title=title, numeric=True) for title in ("tasks", "days", "ratio", "p")),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(f"{one.first_name} – {one.second_name}"),
                    Cell(f"{one.ratio.tasks:,}"),
                    Cell(f"{one.ratio.clusters:,}"),
                    Cell(figure(one.ratio.ratio, places=2), between(one.ratio.low, one.ratio.high, places=2)),
                    Cell(p_value(one.ratio.p_value), p_value(one.ratio.adjusted)),
                )
            )
            for one in pairs
        ),
        in_short=f"{counted(len(pairs), 'pair')}: too many for a terminal; {_ELSEWHERE}",
    )


def scores_table(scores: TargetScores, names: Mapping[str, str], name: str) -> Table:
    """The mean interval score of each forecaster and horizon, its parts, and two shares that lay within."""
    return Table(
        name=f"interval-scores-{name}",
        caption="Mean weighted interval score with its parts, and the share of values in central intervals",
        columns=(
            Column(title="Forecaster", wide=True),
            *(
                Column(title=title, numeric=True)
                for title in ("of", "WIS", "spread", "under", "over", "in 50%", "in 90%")
            ),
        ),
        lines=tuple(_score_line(one, names) for one in scores.scores),
        in_short=f"{counted(len(scores.scores), 'line')}: too many for a terminal; {_ELSEWHERE}",
    )


def _score_line(one: IntervalScores, names: Mapping[str, str]) -> Line:
    held = {covered.claimed: covered for covered in one.coverage}
    return Line(
        cells=(
            Cell(names.get(one.forecaster, one.forecaster), _ahead(one)),
            Cell(f"{one.forecasts:,}"),
            Cell(amount(one.wis), _ends(one.low, one.high)),
            *(Cell(amount(part)) for part in (one.dispersion, one.underprediction, one.overprediction)),
            *(
                Cell(percent(round(held[claimed].share, 2)) if claimed in held else NOTHING)
                for claimed in (0.5, 0.9)
            ),
        ),
    )


def _ahead(one: IntervalScores) -> str:
    horizon = horizon_in_words(one.soonest, one.latest)
    return "all horizons" if one.soonest is None else f"{horizon} ahead"


def _ends(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{amount(low)}–{amount(high)}"


def within_section(pairs: tuple[WithinPair, ...]) -> Section:
    """Every pair within its tasks, whatever the units."""
    return Section(
        title="Within each question, whatever its unit",
        blocks=(
            Words(
                text="On each question and horizon (first - second) / (first + second) of the two interval "
                "scores lies between -1 and 1: below 0 the first is nearer. It says who is nearer more often "
                "and by what part, not by how much in all."
            ),
            Table(
                name="within-questions",
                caption="Averaged within days, with its 95% interval; below p the adjusted one",
                columns=(
                    Column(title="Pair", wide=True),
                    *(Column(title=title, numeric=True) for title in ("tasks", "nearer", "difference", "p")),
                ),
                lines=tuple(
                    Line(
                        cells=(
                            Cell(f"{one.first_name} – {one.second_name}", kind(one.prospective)),
                            Cell(f"{one.found.tasks:,}", counted(one.found.clusters, "day")),
                            Cell(f"{one.found.first_nearer:,} – {one.found.second_nearer:,}"),
                            Cell(figure(one.found.difference), between(one.found.low, one.found.high)),
                            Cell(p_value(one.found.p_value), p_value(one.adjusted)),
                        )
                    )
                    for one in pairs
                ),
                in_short=f"{counted(len(pairs), 'pair')}: too many for a terminal; {_ELSEWHERE}",
            ),
        ),
    )
