"""How far the headline hangs on choices: readings of quotes and words, window rules, doubtful outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasts.model import PRIMARY
from forecasts.words.windows.spreading import DEFAULT, SPREADS
from reports.facets.record.means import Mean, events_of, mean_by_event, reference_of
from tracker.certainty.wording import told_by
from tracker.measures import BRIER, MEASURES, TIMELINE_BRIER
from tracker.scoring import brier
from tracker.timelines import scores_by_rule

if TYPE_CHECKING:
    from pandas import DataFrame, Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """The headline mean under one other choice, with its own counts; lower is better.

    `changed` counts the forecasts that the choice scores otherwise, brings in or takes out. `mean` is None
    where fewer than five events are left; `reference` is what the headline's reference would have
    scored on the same forecasts.
    """

    choice: str
    words: str
    changed: int
    forecasts: int
    events: int
    mean: float | None
    reference: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sensitivity:
    """The headline mean by one measure, and what it would be under each other choice that matters.

    `low` to `high` is the headline's own 95% interval, to compare the choices with; `lowest` to `highest`
    spans the means of all choices. `order_holds` says whether every choice leaves the forecaster on the
    same side of the reference; None without one.
    """

    measure: str
    forecasts: int
    events: int
    mean: float
    low: float | None
    high: float | None
    reference: float | None
    against: str | None
    lowest: float
    highest: float
    order_holds: bool | None
    variants: tuple[Variant, ...]


def sensitivity_of(kind: DataFrame, mean: Mean) -> Sensitivity | None:
    """How far a headline mean hangs on choices; None where it has none or where no choice changes anything.

    Parameters
    ----------
    kind
        All marked forecasts of the standing that the mean belongs to, those that do not count included:
        alternative readings and ambiguous outcomes are among them.
    """
    if mean.mean is None or MEASURES[mean.measure].reference is None:
        return None
    choices = _of_chances if mean.measure == BRIER.name else _of_windows
    variants = (_alternative(kind, mean.measure), *choices(kind), *_by_the_band(kind, mean.measure))
    found = tuple(variant for variant in variants if variant is not None and variant.changed)
    if not found:
        return None
    means = [mean.mean, *(variant.mean for variant in found if variant.mean is not None)]
    pairs = ((mean.mean, mean.reference), *((variant.mean, variant.reference) for variant in found))
    sides = {np.sign(own - other) for own, other in pairs if own is not None and other is not None}
    return Sensitivity(
        measure=mean.measure,
        forecasts=mean.forecasts,
        events=mean.events,
        mean=mean.mean,
        low=mean.low,
        high=mean.high,
        reference=mean.reference,
        against=mean.against,
        lowest=min(means),
        highest=max(means),
        order_holds=len(sides) == 1 if mean.reference is not None else None,
        variants=found,
    )


def _alternative(kind: DataFrame, measure: str) -> Variant | None:
    """The alternative readings of each quote that has any, in place of its primary ones."""
    scored = (kind["order"] == 0) & kind["value"].notna() & ~kind["provisional"].astype(bool)
    others = kind[scored & (kind["reading"] != PRIMARY) & kind["statement"].notna()]
    counted = kind[kind["counts"]]
    replaced = _quotes(counted).isin(set(_quotes(others)))
    import pandas as pd

    chosen = pd.concat([counted[~replaced], others])
    changed = int((counted["measure"] == measure)[replaced].sum() + (others["measure"] == measure).sum())
    return _variant(
        "alternative-readings",
        "the other readings of each quote that has any",
        chosen[chosen["measure"] == measure],
        measure,
        changed=changed,
    )


def _quotes(frame: DataFrame) -> Series:
    return frame["forecaster"].astype(str) + "\n" + frame["statement"].fillna("").astype(str)


def _of_chances(kind: DataFrame) -> Iterator[Variant | None]:
    counted = kind[kind["counts"] & (kind["measure"] == BRIER.name)]
    banded = counted["said_low"] < counted["said_high"]
    for end, column in (("low", "said_low"), ("high", "said_high")):
        said = counted[column].where(banded, counted["p"])
        yield _variant(
            f"words-{end}",
            f"every word at the {end} end of its range",
            _rescored(counted, said, counted["observed"]),
            BRIER.name,
            changed=int(banded.sum()),
        )
    partly = counted["verdict"] == "partly"
    for name, words, grade in (("no", "not at all", 0.0), ("yes", "in full", 1.0)):
        yield _variant(
            f"partly-{name}",
            f"what came true in part counted {words}",
            _rescored(counted, counted["p"], counted["observed"].mask(partly, grade)),
            BRIER.name,
            changed=int(partly.sum()),
        )
    first = (kind["order"] == 0) & (kind["reading"] == PRIMARY) & (kind["belief"] == "chance")
    doubtful = kind[first & (kind["verdict"] == "ambiguous") & kind["p"].notna()]
    import pandas as pd

    for name, grade in (("no", 0.0), ("yes", 1.0)):
        added = _rescored(doubtful, doubtful["p"], doubtful["p"] * 0 + grade)
        yield _variant(
            f"ambiguous-{name}",
            f"every ambiguous outcome counted as {name}",
            pd.concat([counted, added]) if len(added) else counted,
            BRIER.name,
            changed=len(added),
        )


def _rescored(frame: DataFrame, said: Series, observed: Series) -> DataFrame:
    value = brier(said.to_numpy(float), observed.to_numpy(float))
    return frame.assign(value=value, observed=observed, measure=BRIER.name)


def _of_windows(kind: DataFrame) -> Iterator[Variant | None]:
    counted = kind[kind["counts"] & (kind["measure"] == TIMELINE_BRIER.name)]
    read = (counted["rule"] == DEFAULT) & counted["latest"].notna()
    for spread in SPREADS.values():
        if spread.rule == DEFAULT or not read.any():
            continue
        value = counted["value"].mask(read, np.nan)
        value.loc[read] = scores_by_rule(counted[read], spread)
        heights = "/".join(f"{100 * height:.0f}" for height in (spread.early, spread.middle, spread.late))
        yield _variant(
            f"windows-{spread.rule}",
            f"every window read {heights} ({spread.rule})",
            counted.assign(value=value),
            TIMELINE_BRIER.name,
            changed=int(read.sum()),
        )


def _by_the_band(kind: DataFrame, measure: str) -> Iterator[Variant | None]:
    counted = kind[kind["counts"] & (kind["measure"] == measure)]
    banded = int((counted["low"] < counted["high"]).sum())
    thing = "word" if measure == BRIER.name else "window"
    for name, words, column in (
        ("kindest", f"each {thing} in its best-scoring reading", "low"),
        ("harshest", f"each {thing} in its worst-scoring reading", "high"),
    ):
        yield _variant(name, words, counted.assign(value=counted[column]), measure, changed=banded)


def _variant(choice: str, words: str, chosen: DataFrame, measure: str, *, changed: int) -> Variant | None:
    if not changed:
        return None
    events = events_of(chosen)
    shows = told_by(len(set(events))).shows_mean
    return Variant(
        choice=choice,
        words=words,
        changed=changed,
        forecasts=len(chosen),
        events=len(set(events)),
        mean=mean_by_event(chosen["value"].to_numpy(float), events) if shows else None,
        reference=reference_of(measure, chosen) if shows else None,
    )
