"""The tests that can accuse a forecaster, each on one forecast an event.

Two forecasts on one event stand or fall together, and bad luck with one event would count twice; so each
test hears the first made forecast on each event. Six tests ask of each forecaster, and of prospective and
retrospective forecasts apart, whether

- chances, and windows on other events, are too high or too low (`tracker.calibration.tilt`),
- chances are too extreme or too timid, their tilt aside (`tracker.calibration.slope`),
- windows lie too soon or too late, and whether they hold more or less than they promise,
- stated quantiles lie too low or too high, and whether they span more or less than they promise.

A window that is a last date alone, without a first, is left out: by what chance it is meant, the reading
decides and not the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reports.facets.calibration.chances import yes_or_no
from reports.facets.calibration.once import Key, once_an_event, places_by_kind
from reports.facets.calibration.spans import Spans, spans_of_quantiles, spans_of_windows
from reports.facets.calibration.timing import first_timelines
from reports.figures import percent
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.slope import slope_test
from tracker.calibration.tilt import tilt_test
from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_MEAN, counted
from tracker.tally import Tally
from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

_TIMID, _MIDDLE, _SURE = 0.3, 0.5, 0.7
_BY = ["forecaster", "prospective"]
_NO_TALLY = Tally.of([], [])


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """What one test of one forecaster found: the fault that it would name, in words, and its raw p-value.

    `events` is how many forecasts it heard, one an event.
    """

    forecaster: str
    prospective: bool
    fault: str
    words: str
    p_value: float
    events: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Names:
    """How the faults of windows, or of quantiles, are called: the machine's name and the reader's."""

    noun: str
    below: str
    above: str
    truth: str
    lower_half: str
    order: tuple[str, str]


_WINDOWS = _Names(
    noun="window",
    below="too soon",
    above="too late",
    truth="the event",
    lower_half="events came before the middle of what was said",
    order=("before", "after"),
)
_QUANTILES = _Names(
    noun="interval",
    below="too low",
    above="too high",
    truth="the value",
    lower_half="values lay below the middle of what was said",
    order=("below", "above"),
)


def trials_of(frame: DataFrame) -> tuple[Trial, ...]:
    """Every test of every forecaster in a marked frame, prospective and retrospective forecasts apart.

    A test that too few events allow (five; twenty for the slope) is not made.
    """
    chances = once_an_event(yes_or_no(frame[frame["counts"]]), *_BY)
    timelines = first_timelines(frame, verdicts=("yes", "no"))
    windows = once_an_event(timelines[timelines["earliest"].notna()], *_BY)
    stated = once_an_event(_with_middle(frame[frame["counts"]]), *_BY)
    p, happened, events = (
        chances[name].to_numpy(kind)
        for name, kind in (("p", float), ("observed", float), ("cluster", object))
    )
    spans, values = spans_of_windows(windows), spans_of_quantiles(stated)
    places = [places_by_kind(part) for part in (chances, windows, stated)]
    none = np.zeros(0, dtype=np.int64)
    found = []
    for key in sorted(set().union(*places)):
        first, second, third = (part.get(key, none) for part in places)
        window, value = spans[second], values[third]
        found += [
            *_of_chances(key, p[first], happened[first], window[~np.isin(window.cluster, events[first])]),
            *_of_spans(key, window, _WINDOWS),
            *_of_spans(key, value, _QUANTILES),
        ]
    return tuple(found)


def _with_middle(counting: DataFrame) -> DataFrame:
    """Forecasts by quantiles on either side of the middle."""
    stated = counting[(counting["belief"] == "quantiles") & counting["answer_value"].notna()]
    return stated[np.array([one[0] < _MIDDLE < one[-1] for one in stated["levels"]], dtype=bool)]


def _of_chances(key: Key, p: Floats, happened: Floats, apart: Spans) -> Iterator[Trial]:
    if len(p) >= LEAST_FOR_MEAN:
        tally = Tally.of(p, happened)
        yield from _tilt(key, tally, apart)
        if len(p) >= LEAST_FOR_CURVE:
            yield from _slope(key, tally, p, happened)


def _tilt(key: Key, tally: Tally, apart: Spans) -> Iterator[Trial]:
    found = tilt_test(tally, apart.passed, apart.limit)
    if found.p_value is None or found.z is None:
        return
    name = "too low" if found.z > 0 else "too high"
    expected, happened = float((tally.said * tally.count).sum()), float(tally.happened.sum())
    words = (
        f"{name.capitalize()}: expected {expected:.1f} of {tally.total:,.0f} to happen, saw {happened:,.0f}"
    )
    if len(apart):
        share = percent(round(float(apart.passed.mean()), 3))
        words += (
            f"; in {counted(len(apart), 'window')} on other events, {share} of the stated probability lay "
            "on days before the event, on average, where 50% should"
        )
    yield _trial(key, name, words, found.p_value, found.count)


def _slope(key: Key, tally: Tally, p: Floats, happened: Floats) -> Iterator[Trial]:
    found = slope_test(tally)
    if found.p_value is None:
        return
    certain = (p == 0) | (p == 1)
    wrong = int((happened[certain] != p[certain]).sum())
    sure = wrong > 0 or found.z is None or found.z < 0
    name = "overconfident" if sure else "underconfident"
    told = (
        f"said 0% or 100% {_times(int(certain.sum()))} and was wrong {_times(wrong)}"
        if wrong
        else _ends(p, happened)
    )
    yield _trial(key, name, f"{name.capitalize()}: {told}", found.p_value, found.count)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _ends(p: Floats, happened: Floats) -> str:
    """How often the likely and the unlikely things happened, beside what was said of them."""
    parts = []
    for chosen, called in ((p >= _SURE, "likely"), (p <= _TIMID, "unlikely")):
        if chosen.sum() >= LEAST_FOR_MEAN:
            said, came = (percent(round(float(values[chosen].mean()), 3)) for values in (p, happened))
            parts.append(f"what it called {called} ({said} on average) happened {came} of the time")
    return ", and ".join(parts) or "the chances are not spread as what happened is"


def _of_spans(key: Key, spans: Spans, names: _Names) -> Iterator[Trial]:
    if len(spans) < LEAST_FOR_MEAN:
        return
    promised = 1 - spans.promised_before - spans.promised_after
    inside = 1 - spans.before - spans.after
    before, after = names.order
    told = (
        f"{inside.sum():,.0f} of {counted(len(spans), names.noun)} held {names.truth}, and "
        f"{promised.sum():.1f} should; {spans.before.sum():,.0f} fell {before} and "
        f"{spans.after.sum():,.0f} {after}"
    )
    shift = tilt_test(_NO_TALLY, spans.passed, spans.limit)
    if shift.p_value is not None and shift.z is not None:
        how = names.above if shift.z > 0 else names.below
        first = f"{(spans.passed < _MIDDLE).sum():,} of {len(spans):,} {names.lower_half}, and half should"
        yield _trial(key, *_named(names, how, first), shift.p_value, len(spans))
    width = expected_against_observed(Tally.of(promised, inside))
    if width is not None:
        yield _trial(key, *_named(names, _width(spans, names), told), width.p_value, len(spans))


def _width(spans: Spans, names: _Names) -> str:
    """Too narrow only where too much fell on both sides; on one side alone it is a shift."""
    before = float((spans.before - spans.promised_before).sum())
    after = float((spans.after - spans.promised_after).sum())
    if before + after <= 0:
        return "too wide"
    if before <= 0:
        return names.below
    return names.above if after <= 0 else "too narrow"


def _named(names: _Names, how: str, told: str) -> tuple[str, str]:
    return f"{names.noun}s {how}", f"{names.noun.capitalize()}s {how}: {told}"


def _trial(key: Key, name: str, words: str, p_value: float, events: int) -> Trial:
    who, ahead = key
    return Trial(
        forecaster=who,
        prospective=ahead,
        fault=name.replace(" ", "-"),
        words=words,
        p_value=p_value,
        events=events,
    )
