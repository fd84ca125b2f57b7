"""The section of a page on choices: the option thought likeliest, all options, and the score taken apart."""

from __future__ import annotations

from reports.charts import options
from reports.facets.calibration.options import OptionsHeld
from reports.figures import counted, figure, percent
from reports.render.calibration_sections import curve_table
from reports.render.layout import Block, Section, Words
from tracker.calibration.choices import Parts, Top

_MOST_POINTS = 40


def choices(found: OptionsHeld, kind: str, *, table: bool) -> Section:
    """What is told and drawn of choices, prospective or retrospective; with a table of points where asked."""
    noun, name = ("ordered choice", "ordered") if found.ordered else ("choice", "choices")
    blocks: list[Block] = [Words(text=found.words, plainly=True)]
    if found.top:
        blocks.append(Words(text=top(found.top)))
    if study := found.found:
        words = parts(study.parts, ordered=found.ordered)
        blocks.append(options.CHART.picture(study.curve, name, kind, words=words))
        blocks.append(Words(text=words))
        if table and len(study.curve.points) <= _MOST_POINTS:
            blocks.append(
                curve_table(
                    study.curve,
                    name=f"options-{name}-{kind}",
                    caption="Shares given to options, and how often these came true",
                    titles=("share", "options", "came true"),
                )
            )
    return Section(
        title=f"{kind.capitalize()}, {counted(found.forecasts, noun)} on {counted(found.events, 'event')}",
        blocks=tuple(blocks),
    )


def top(found: Top) -> str:
    """How often the likeliest option came true, beside what was said and what luck gives."""
    expected = found.expected
    return (
        f"The option thought likeliest came true in {expected.observed:,} of {expected.count:,} forecasts "
        f"({percent(round(found.share, 3))}, 95% interval {percent(round(found.low, 3))} to "
        f"{percent(round(found.high, 3))}); their shares add up to {expected.expected:,.1f}, and 95 of 100 "
        f"calibrated forecasters would see {expected.low:,} to {expected.high:,}."
    )


def parts(found: Parts, *, ordered: bool) -> str:
    """The mean score taken apart, with what luck alone gives."""
    score = (
        "Ranked probability score over the number of cuts (0 to 1)"
        if ordered
        else "Brier score of options (0 to 2)"
    )
    return (
        f"{score}, each forecast counting once: {figure(found.score)} = miscalibration "
        f"{figure(found.miscalibration)} - discrimination {figure(found.discrimination)} + uncertainty "
        f"{figure(found.uncertainty)}. A calibrated forecaster with these shares would show a miscalibration "
        f"of {figure(found.by_luck)} on average, under {figure(found.by_luck_high)} in 95 of 100, and a "
        f"discrimination of {figure(found.discrimination_by_luck)} on average."
    )
