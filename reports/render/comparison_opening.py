"""What a reader of a comparison sees first: who did better in a picture, and what each measure tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.charts import forest, ranks
from reports.charts.picture import Picture
from reports.comparisons import ComparisonReport
from reports.facets.comparison.contest import Contest
from reports.facets.comparison.differences import Difference
from reports.facets.comparison.ranking import Ranking
from reports.facets.comparison.separable import separable_in_words
from reports.facets.comparison.targets import TargetContest
from reports.facets.counts_in_words import capitalised
from reports.figures import figure, percent, signed
from reports.render.layout import Block, Cell, Column, KeyFigure, Line, Listing, Section, Table
from reports.render.target_sections import skill_picture
from reports.render.wording import kind
from tracker.measures import title_of
from tracker.selections import listed

_RANKED = 3
_MOST_RANKED = 12
_SAID = 3


def leading(report: ComparisonReport) -> Contest | None:
    """The first contest with a tested pair, which the verdict is about; None where there is none."""
    return next((one for one in report.contests if one.tested), None)


def leading_target(report: ComparisonReport) -> TargetContest | None:
    """The target with most pairs told apart, where no contest leads; None where none has a test."""
    if leading(report) is not None:
        return None
    targets = [one for one in report.targets if one.tested]
    return max(targets, key=lambda one: sum(pair.better is not None for pair in one.pairs), default=None)


def opening(report: ComparisonReport) -> tuple[Section, ...]:
    """The picture with its sentences, then what each of several measures tells."""
    lead = leading(report)
    if lead is not None:
        shown = Section(title=f"Who did better: {named(lead)}", blocks=tuple(_of_contest(lead, report.best)))
    else:
        target = leading_target(report)
        shown = Section(title="", blocks=()) if target is None else _of_target(target)
    return shown, _by_measure(report)


def named(contest: Contest) -> str:
    """The measure, and whether the forecasts were made ahead."""
    return f"{title_of(contest.measure)}, {kind(contest.prospective)}"


def file_name_of(contest: Contest) -> str:
    """What the names of a contest's pictures and tables end with."""
    return f"{kind(contest.prospective)}-{contest.measure}".replace("_", "-")


def ranks_are_shown(contest: Contest) -> bool:
    """Whether ranks tell a reader more than the pairs do: of three and more, and not too many to be read."""
    return contest.ranking is not None and _RANKED <= len(contest.ranking.ranked) <= _MOST_RANKED


def ranks_picture(contest: Contest) -> Iterator[Picture]:
    """The ranks of a contest, where it has any."""
    if contest.ranking is not None:
        names = {one.forecaster: one.name for one in contest.entrants}
        left = [names[slug] for slug in contest.ranking.left_out]
        name = file_name_of(contest)
        yield ranks.CHART.picture((contest.ranking, left, name), name)


def pairs_picture(contest: Contest) -> Iterator[Picture]:
    """The differences of a contest's pairs, where any has one."""
    if any(one.difference is not None for one in contest.differences):
        name = file_name_of(contest)
        yield forest.CHART.picture((contest.differences, name), name)


def _of_contest(contest: Contest, sure: float) -> Iterator[Block]:
    if ranks_are_shown(contest):
        yield from ranks_picture(contest)
    yield from pairs_picture(contest)
    told = separable_in_words(contest.differences, against=contest.against)
    said = [words for words in contest.words if words not in told]
    if contest.ranking is not None:
        said += set_of_best(contest.ranking, sure=sure)
    if said:
        yield Listing(items=tuple(said))


def _of_target(contest: TargetContest) -> Section:
    return Section(
        title=f"Who is nearer: {contest.scores.target}, {kind(contest.scores.prospective)}",
        blocks=(skill_picture(contest), Listing(items=contest.words[:_SAID])),
    )


def set_of_best(ranking: Ranking, *, sure: float) -> list[str]:
    """Who may be the best, where the set was asked for more than two."""
    ranked = ranking.ranked
    if any(one.best_p is None for one in ranked):
        return []
    kept = [one.name for one in ranked if one.may_be_best(sure)]
    stated, what = percent(sure), "model confidence set"
    if len(kept) == len(ranked):
        return [f"None of these {len(kept)} can be ruled out as the best ({what}, {stated})."]
    among = f"{kept[0]}" if len(kept) == 1 else f"among {listed(kept)}"
    return [f"With {stated} confidence the best of these is {among} ({what})."]


def key_figures(report: ComparisonReport) -> tuple[KeyFigure, ...]:
    """Of one pair its two means and their difference; of several, how many are told apart, and on what."""
    lead = leading(report)
    if lead is None:
        ratios = [one for target in report.targets for one in target.tested]
        days = [one.ratio.clusters for one in ratios]
        better = [one.better is not None for one in ratios]
        return _of_pairs(report, better, days, by="interval score", what="days") if ratios else ()
    pairs = lead.tested
    if len(pairs) == 1:
        return _of_pair(pairs[0])
    better = [one.better is not None for one in pairs]
    return _of_pairs(report, better, [one.events for one in pairs], by=title_of(lead.measure), what="events")


def _of_pairs(
    report: ComparisonReport, better: Sequence[bool], shared: Sequence[int], *, by: str, what: str
) -> tuple[KeyFigure, ...]:
    told = f"{sum(better):,} of {len(better):,}"
    return (
        KeyFigure(name="forecasters", figure=f"{report.forecasters:,}", note="with a score"),
        KeyFigure(name="told apart", figure=told, note=f"pairs by {by}, luck allowed for"),
        KeyFigure(name=f"shared {what}", figure=_range(shared), note="by pair"),
    )


def _of_pair(one: Difference) -> tuple[KeyFigure, ...]:
    interval = (
        "no interval"
        if one.low is None or one.high is None
        else f"95% interval {signed(one.low)} to {signed(one.high)}"
    )
    return (
        KeyFigure(name=one.first_name, figure=figure(one.first_mean), note="mean score, lower is better"),
        KeyFigure(name=one.second_name, figure=figure(one.second_mean), note="mean score, lower is better"),
        KeyFigure(name="difference", figure=signed(one.difference), note=interval),
        KeyFigure(name="shared events", figure=f"{one.events:,}", note=_wanted(one)),
    )


def _wanted(one: Difference) -> str:
    return "" if one.needed is None else f"{one.needed:,} would show a difference of 0.05"


def _range(counts: Sequence[int]) -> str:
    least, most = min(counts), max(counts)
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _by_measure(report: ComparisonReport) -> Section:
    """A line for each measure and target with a test, where there are several; they are never mixed.

    Those without a test are named by what keeps them from one.
    """
    lines = [_contest_line(one) for one in report.contests if one.tested]
    lines += [_target_line(one) for one in report.targets if one.tested]
    untested: dict[str, list[str]] = {}
    for one in report.contests:
        if not one.tested:
            untested.setdefault(_why(one), []).append(named(one))
    for target in report.targets:
        if not target.tested:
            name = f"{target.scores.target} ({kind(target.scores.prospective)})"
            untested.setdefault(_why(target), []).append(name)
    blocks: list[Block] = []
    if len(lines) > 1:
        blocks.append(_table_of_measures(tuple(lines)))
    if untested:
        told = (f"{'; '.join(who)}: {why}" for why, who in untested.items())
        blocks.append(Listing(items=tuple(map(capitalised, told))))
    return Section(title="By each measure", blocks=tuple(blocks))


def _why(contest: Contest | TargetContest) -> str:
    """What keeps it from a test."""
    words = next(iter(contest.words), "not tested.")
    return words[:1].lower() + words[1:]


def _table_of_measures(lines: tuple[Line, ...]) -> Table:
    return Table(
        name="by-measure",
        caption="Measures are never mixed: forecasts of unlike kinds have no common score",
        columns=(
            Column(title="Measure", wide=True),
            *(Column(title=title, numeric=True) for title in ("forecasters", "shared", "told apart")),
            Column(title="in words", wide=True),
        ),
        lines=lines,
        listed=True,
    )


def _contest_line(contest: Contest) -> Line:
    pairs = contest.tested
    apart = sum(one.better is not None for one in pairs)
    return Line(
        cells=(
            Cell(title_of(contest.measure), kind(contest.prospective)),
            Cell(f"{len(contest.entrants) + contest.crowded_out:,}"),
            Cell(f"{_range([one.events for one in pairs])} events"),
            Cell(f"{apart:,} of {len(pairs):,}"),
            Cell(_answer([one.better_first for one in pairs if one.better is not None], "better")),
        )
    )


def _target_line(contest: TargetContest) -> Line:
    pairs = contest.tested
    apart = [one for one in pairs if one.better is not None]
    return Line(
        cells=(
            Cell(contest.scores.target, f"quantiles, {kind(contest.scores.prospective)}"),
            Cell(f"{len(contest.entrants):,}"),
            Cell(f"{_range([one.ratio.clusters for one in pairs])} days"),
            Cell(f"{len(apart):,} of {len(pairs):,}"),
            Cell(_answer([one.better_first for one in apart], "nearer")),
        )
    )


def _answer(better: Sequence[tuple[str, str]], word: str) -> str:
    if not better:
        return f"Nobody is shown to be {word} than another."
    return listed(f"{one} is {word} than {other}" for one, other in better) + "."
