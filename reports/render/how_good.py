"""How good a forecaster is: the measure that leads against its reference, in a reader's units as well."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts.reliability_sketch import reliability_sketch
from reports.charts.score_line import Mark, Scale, score_line
from reports.facets.counts_in_words import capitalised, every, number, of
from reports.facets.fares import fare_of, firsts
from reports.facets.record.standings import Standing
from reports.facets.rows import Row
from reports.figures import counted, figure
from reports.render.layout import Block, Section, Words
from reports.render.statements import quoted
from reports.render.wording import kind
from reports.scorecards import Scorecard
from tracker.certainty.wording import LEAST_FOR_CURVE
from tracker.measures import BRIER, MEASURES, TIMELINE_BRIER

COIN = 0.25
_COIN_WORDS = "a coin toss"
_STEADY = "50% at a steady pace"
_CLASS = "the reference class"
_READER = {
    words: told
    for measure, plain in ((BRIER, _COIN_WORDS), (TIMELINE_BRIER, _STEADY))
    if measure.reference is not None
    for words, told in ((measure.reference.words, plain), (measure.reference.of_classes, _CLASS))
}
"""What references are called on a line, whose labels have little room on a phone."""


def how_good(card: Scorecard) -> Section:
    """The section: a line for each measure, and what it comes to in words."""
    blocks: list[Block] = []
    for standing in card.standings:
        scales = tuple(_scales(card, standing))
        if scales:
            both = all(one.forecasts for one in card.standings)
            if both:
                blocks.append(Words(text=f"{kind(standing.prospective).capitalize()} forecasts:"))
            blocks.append(score_line(scales, name=f"how-good-{kind(standing.prospective)}"))
            blocks.append(Words(text=_words(scales, standing)))
        if (curve := standing.reliability) is not None:
            blocks.append(
                reliability_sketch(
                    curve,
                    name=f"said-and-happened-{kind(standing.prospective)}",
                    within=kind(standing.prospective),
                )
            )
    return Section(title="How good?", blocks=tuple(blocks))


def _scales(card: Scorecard, standing: Standing) -> Iterator[Scale]:
    """A scale for each measure with a worst score, the one on most events first."""
    for mean in sorted(standing.means, key=lambda mean: -mean.events):
        known = MEASURES.get(mean.measure)
        if known is None or known.bound is None:
            continue
        rows = [row for row in firsts(card.rows) if _is_in(row, mean.measure, standing)]
        single = mean.mean is None or mean.events < LEAST_FOR_CURVE
        reference, against = mean.reference, _READER.get(mean.against or "", mean.against or "")
        if reference is None and mean.measure == BRIER.name:
            reference, against = COIN, _COIN_WORDS
        yield Scale(
            title=f"{known.capitalised}, {counted(mean.forecasts, 'forecast')}",
            bound=known.bound,
            marks=tuple(
                Mark(
                    score=row.score or 0.0,
                    name=f"{quoted(row)}, {row.question_statement}",
                    is_miss=bool((fare := fare_of(row)) and fare.is_miss),
                    to=f"#forecast-{row.handle}" if len(rows) <= LEAST_FOR_CURVE else "",
                )
                for row in rows
                if row.score is not None
            )
            if single
            else (),
            mean=mean.mean,
            low=mean.low,
            high=mean.high,
            reference=reference,
            against=against.partition(" (")[0],
        )


def _is_in(row: Row, measure: str, standing: Standing) -> bool:
    return row.counts and row.measure == measure and row.prospective == standing.prospective


def _words(scales: tuple[Scale, ...], standing: Standing) -> str:
    told = []
    for scale in scales:
        if scale.mean is None and scale.reference is not None:
            better = sum(mark.score < scale.reference for mark in scale.marks)
            which = f" with a {scale.title.partition(',')[0]}" if len(scales) > 1 else ""
            told.append(
                f"{_how_many(better, len(scale.marks))}{which} did better than {scale.against}, which has "
                f"{figure(scale.reference, places=2)}."
            )
    told.append("0 is perfect, lower is better.")
    if len(scales) > 1:
        told.append("These measures mean different things, so their scores are not compared.")
    if 0 < standing.events < LEAST_FOR_CURVE:
        told.append(
            f"{capitalised(of(standing.events, 'event'))} cannot tell skill from luck; from "
            f"{LEAST_FOR_CURVE} on, a curve of calibration stands here."
        )
    return " ".join(told)


def _how_many(some: int, whole: int) -> str:
    """How many forecasts of so many.

    >>> _how_many(2, 2), _how_many(1, 1), _how_many(0, 3), _how_many(1, 3)
    ('Both forecasts', 'The one forecast', 'None of three forecasts', 'One of three forecasts')
    """
    if some == whole:
        return capitalised(every(whole, "forecast"))
    return f"{capitalised(number(some)) if some else 'None'} of {of(whole, 'forecast')}"
