"""The tests that can accuse a forecaster, each on one forecast an event.

Two forecasts on one event stand or fall together, and bad luck with one event would count twice; so each
test hears the first made forecast on each event. Six tests ask of each forecaster, and of prospective and
retrospective forecasts apart, whether

- chances, and windows on other events, are too high or too low (`tracker.calibration.tilt`),
- chances are too extreme or too timid, their tilt aside (`tracker.calibration.slope`),
- windows lie too soon or too late, and whether they hold more or less than they promise,
- stated quantiles lie too low or too high, and whether they span more or less than they promise.

Who says "one to three months" names dates and no chances; a rule reads them. What windows are tested for is
therefore asked once more under every other rule, and a fault that one of them does not show is not named
(`tracker.findings.faults`). A window that is a last date alone, without a first, is left out: by what chance
it is meant, the reading decides and not the speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from forecasts.words.windows.spreading import DEFAULT, SPREADS
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.slope import slope_test
from tracker.calibration.tilt import TiltTest, shift_test, tilt_test
from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_MEAN
from tracker.findings.evidence import Evidence, SaidAndCame, Shifted, Spanned, Stretched, Tilted
from tracker.findings.sample import Sample
from tracker.findings.spans import Spans, spans_of_quantiles, spans_of_windows
from tracker.once import Key, places_by_kind
from tracker.tally import Tally
from tracker.timeline_shares import curves_read
from tracker.vectors import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TIMID, _MIDDLE, _SURE = 0.3, 0.5, 0.7
RULES = (DEFAULT, *(rule for rule in SPREADS if rule != DEFAULT))
"""The rules by which windows are read, the default first."""
_NO_TALLY = Tally.of([], [])


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """What one test of one forecaster found: the fault that it would name, what carries it, its raw p-value.

    `events` is how many forecasts it tested, one an event. `reread` holds its p-values had the other rules
    read the windows, 1 where such a rule would name another fault; empty of a test that took no windows.
    """

    forecaster: str
    prospective: bool
    fault: str
    evidence: Evidence
    p_value: float
    events: int
    reread: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ways:
    """How the faults of windows, or of quantiles, are called."""

    noun: str
    below: str
    above: str


_WINDOWS = _Ways(noun="windows", below="too-soon", above="too-late")
_QUANTILES = _Ways(noun="intervals", below="too-low", above="too-high")


def trials_of(sample: Sample) -> tuple[Trial, ...]:
    """Every test of everybody who is tested, prospective and retrospective forecasts apart.

    A test that too few events allow (five; twenty for the slope) is not made.
    """
    chances, windows, stated = sample.chances, sample.windows, sample.quantiles
    p, happened, events = (
        chances[name].to_numpy(kind)
        for name, kind in (("p", float), ("observed", float), ("cluster", object))
    )
    readings = [spans_of_windows(windows, curves_read(windows, SPREADS[rule])) for rule in RULES]
    values = spans_of_quantiles(stated)
    places = [places_by_kind(part) for part in (chances, windows, stated)]
    none = np.zeros(0, dtype=np.int64)
    found: list[Trial] = []
    for key in sorted(set().union(*places)):
        first, second, third = (part.get(key, none) for part in places)
        apart = second[~np.isin(readings[0].cluster[second], events[first])]
        found += [
            *_of_chances(key, p[first], happened[first], [spans[apart] for spans in readings]),
            *_of_windows(key, [spans[second] for spans in readings]),
            *_of_quantiles(key, values[third]),
        ]
    return tuple(found)


def _of_chances(key: Key, p: Floats, happened: Floats, apart: Sequence[Spans]) -> Iterator[Trial]:
    if len(p) >= LEAST_FOR_MEAN:
        tally = Tally.of(p, happened).halved()
        rules = apart if len(apart[0]) else apart[:1]
        yield from _standing(_tilt(key, tally, spans) for spans in rules)
        if len(p) >= LEAST_FOR_CURVE:
            yield from _slope(key, tally, p, happened)


def _standing(readings: Iterable[Trial | None]) -> Iterator[Trial]:
    """The test as the first rule reads the windows, with what the others make of it."""
    lead, *others = readings
    if lead is not None:
        yield replace(
            lead,
            reread=tuple(
                1.0 if other is None or other.fault != lead.fault else other.p_value for other in others
            ),
        )


def _tilt(key: Key, tally: Tally, apart: Spans) -> Trial | None:
    found = tilt_test(tally, apart.passed)
    if found.p_value is None or not found.excess:
        return None
    evidence = Tilted(
        chances=round(float(tally.total)),
        expected=float((tally.said * tally.count).sum()),
        happened=float(tally.happened.sum()),
        windows=len(apart),
        share=float(apart.passed.mean()) if len(apart) else None,
    )
    return _trial(key, "too-low" if found.excess > 0 else "too-high", evidence, found.p_value, found.count)


def _slope(key: Key, tally: Tally, p: Floats, happened: Floats) -> Iterator[Trial]:
    found = slope_test(tally)
    if found.p_value is None:
        return
    certain = (p == 0) | (p == 1)
    wrong = int((happened[certain] != p[certain]).sum())
    sure = wrong > 0 or found.z is None or found.z < 0
    evidence = Stretched(
        certain=int(certain.sum()),
        wrong=wrong,
        likely=_said_and_came(p, happened, p >= _SURE),
        unlikely=_said_and_came(p, happened, p <= _TIMID),
    )
    yield _trial(key, "overconfident" if sure else "underconfident", evidence, found.p_value, found.count)


def _said_and_came(p: Floats, happened: Floats, chosen: NDArray[np.bool_]) -> SaidAndCame | None:
    if chosen.sum() < LEAST_FOR_MEAN:
        return None
    return SaidAndCame(said=float(p[chosen].mean()), came=float(happened[chosen].mean()))


def _of_windows(key: Key, readings: Sequence[Spans]) -> Iterator[Trial]:
    if len(readings[0]) >= LEAST_FOR_MEAN:
        yield from _standing(
            _shift(key, spans, _WINDOWS, tilt_test(_NO_TALLY, spans.passed)) for spans in readings
        )
        yield from _standing(_span(key, spans, _WINDOWS) for spans in readings)


def _of_quantiles(key: Key, spans: Spans) -> Iterator[Trial]:
    if len(spans) >= LEAST_FOR_MEAN:
        yield from _standing([_shift(key, spans, _QUANTILES, shift_test(spans.passed, spans.limit))])
        yield from _standing([_span(key, spans, _QUANTILES)])


def _shift(key: Key, spans: Spans, ways: _Ways, found: TiltTest) -> Trial | None:
    if found.p_value is None or not found.excess:
        return None
    fault = f"{ways.noun}-{ways.above if found.excess > 0 else ways.below}"
    halves = Shifted(spans=len(spans), before_middle=int((spans.passed < _MIDDLE).sum()))
    return _trial(key, fault, halves, found.p_value, len(spans))


def _span(key: Key, spans: Spans, ways: _Ways) -> Trial | None:
    promised = 1 - spans.promised_before - spans.promised_after
    inside = 1 - spans.before - spans.after
    found = expected_against_observed(Tally.of(promised, inside))
    if found is None:
        return None
    held = Spanned(
        spans=len(spans),
        held=round(float(inside.sum())),
        promised=float(promised.sum()),
        before=round(float(spans.before.sum())),
        after=round(float(spans.after.sum())),
    )
    return _trial(key, f"{ways.noun}-{_width(spans, ways)}", held, found.p_value, len(spans))


def _width(spans: Spans, ways: _Ways) -> str:
    """Too narrow only where too much fell on both sides; on one side alone it is a shift."""
    before = float((spans.before - spans.promised_before).sum())
    after = float((spans.after - spans.promised_after).sum())
    if before + after <= 0:
        return "too-wide"
    if before <= 0:
        return ways.below
    return ways.above if after <= 0 else "too-narrow"


def _trial(key: Key, fault: str, evidence: Evidence, p_value: float, events: int) -> Trial:
    who, ahead = key
    return Trial(
        forecaster=who,
        prospective=ahead,
        fault=fault,
        evidence=evidence,
        p_value=p_value,
        events=events,
    )
