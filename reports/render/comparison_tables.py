"""The tables of a comparison of forecasters."""

from __future__ import annotations

from reports.charts.marks import pair, ranked
from reports.facets.comparison.adjusting import Effects
from reports.facets.comparison.contest import Contest
from reports.facets.comparison.differences import LEAST_FOR_INTERVAL, Difference
from reports.facets.comparison.evidence_path import strength
from reports.facets.comparison.ranking import Ranking
from reports.figures import NOTHING, counted, figure, p_value, signed
from reports.render.layout import Cell, Column, Line, Table

_ELSEWHERE = "--json and --out hold them all."


def difference_table(have: list[Difference], name: str) -> Table:
    """The difference of each pair that has one."""
    return Table(
        name=f"differences-{name}",
        caption=(
            "The first's mean score less the second's, with its 95% interval; below p the adjusted one, "
            "below the events those of each left out"
        ),
        columns=(
            Column(title="Pair", wide=True),
            *(Column(title=title, numeric=True) for title in ("events", "difference", "p", "needed")),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(f"{one.first_name} – {one.second_name}", _at_the_ends(one)),
                    Cell(f"{one.events:,}", f"{one.left_first:,}, {one.left_second:,}"),
                    Cell(
                        signed(one.difference),
                        _interval(one.low, one.high) or _no_interval(one),
                    ),
                    Cell(p_value(one.p_value), p_value(one.adjusted)),
                    Cell(NOTHING if one.needed is None else f"{one.needed:,}"),
                ),
                place=pair(name, one.first, one.second),
            )
            for one in have
        ),
        in_short=f"{counted(len(have), 'pair')}: too many for a terminal; {_ELSEWHERE}",
    )


def _at_the_ends(one: Difference) -> str:
    if not one.depends_on_reading:
        return ""
    return f"depends on how words are read: {signed(one.at_low)} to {signed(one.at_high)}"


def few_table(few: list[Difference], name: str) -> Table:
    """The shared events of pairs that have too few for a mean."""
    return Table(
        name=f"few-{name}",
        caption="Pairs with fewer than five shared events: too few for a mean, so each event is listed",
        columns=(
            Column(title="Pair", wide=True),
            Column(title="event: score of the first, of the second", wide=True),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(f"{one.first_name} – {one.second_name}"),
                    Cell("; ".join(f"{e.event}: {figure(e.first)}, {figure(e.second)}" for e in one.listed)),
                )
            )
            for one in few
        ),
        listed=True,
        in_short=f"{counted(len(few), 'pair')} share fewer than five events; --json and --out list them.",
    )


def evidence_table(tested: list[Difference], name: str) -> Table:
    """The present e-values of each pair that has them."""
    return Table(
        name=f"evidence-{name}",
        caption="E-values now, for either being better; the charts are of the pairs that share most events",
        columns=(
            Column(title="Pair", wide=True),
            *(Column(title=title, numeric=True) for title in ("events", "first", "second", "40 after")),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(f"{one.first_name} – {one.second_name}"),
                    Cell(f"{one.events:,}"),
                    Cell(strength(one.e_first or 0.0)),
                    Cell(strength(one.e_second or 0.0)),
                    Cell(NOTHING if one.decided_after is None else f"{one.decided_after:,}"),
                )
            )
            for one in tested
        ),
        in_short=f"{counted(len(tested), 'pair')} have e-values; {_ELSEWHERE}",
    )


def rank_table(ranking: Ranking, name: str) -> Table:
    """The ranks, each with its interval, raw means beside shrunken ones, and how far each may be the best."""
    has_set = any(one.best_p is not None for one in ranking.ranked)
    return Table(
        name=f"ranks-{name}",
        caption="Ranks on the events that all of these share, with 95% intervals; 1 is best"
        + ("; a low p rules one out as the best" if has_set else ""),
        columns=(
            Column(title="Forecaster", wide=True),
            *(
                Column(title=title, numeric=True)
                for title in ("rank", "first in", "mean of these events", "shrunken")
            ),
            *((Column(title="best, p", numeric=True),) if has_set else ()),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.name),
                    Cell(f"{one.rank}", "no interval" if one.low is None else f"{one.low} to {one.high}"),
                    Cell(f"{one.first_share:.0%}"),
                    Cell(figure(one.mean)),
                    Cell(figure(one.shrunken)),
                    *((Cell(p_value(one.best_p)),) if has_set else ()),
                ),
                place=ranked(name, one.forecaster),
            )
            for one in ranking.ranked
        ),
        in_short=f"{len(ranking.ranked):,} ranks: too many for a terminal; {_ELSEWHERE}",
    )


def effect_table(effects: Effects, name: str) -> Table:
    """The effect of each forecaster, with its interval."""
    return Table(
        name=f"effects-{name}",
        caption="Scores less what their claims explain, with 95% intervals; below 0 is better",
        columns=(
            Column(title="Forecaster", wide=True),
            *(Column(title=title, numeric=True) for title in ("claims", "effect", "mean of these claims")),
        ),
        lines=tuple(
            Line(
                cells=(
                    Cell(one.name),
                    Cell(f"{one.claims:,}"),
                    Cell(signed(one.effect), _interval(one.low, one.high)),
                    Cell(figure(one.mean)),
                )
            )
            for one in effects.effects
        ),
        in_short=f"{len(effects.effects):,} effects: too many for a terminal; {_ELSEWHERE}",
    )


def forecaster_table(contest: Contest, name: str) -> Table:
    """Who has scores by this measure, and how many."""
    return Table(
        name=f"forecasters-{name}",
        caption="Forecasters with scores by this measure, and what they are scored on",
        columns=(
            Column(title="Forecaster", wide=True),
            Column(title="forecasts", numeric=True),
            Column(title="events", numeric=True),
        ),
        lines=tuple(
            Line(cells=(Cell(one.name), Cell(f"{one.forecasts:,}"), Cell(f"{one.events:,}")))
            for one in contest.entrants
        ),
        in_short=f"{counted(len(contest.entrants), 'forecaster')}; --json and --out list them.",
    )


def _no_interval(one: Difference) -> str:
    """Why a difference has no interval: too few events, or the same difference on all of them."""
    if one.events < LEAST_FOR_INTERVAL:
        return f"no interval below {LEAST_FOR_INTERVAL} events"
    return "no interval: the same on every event"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{signed(low)} to {signed(high)}"
