"""What is wrong with whose forecasts, in plain words, as far as it cannot be luck.

A fault is named where its p-value stays below 5% after Holm's adjustment over every test of every
forecaster in the report (`agreeing.faults`): of twenty reports on none but calibrated forecasters, no
more than one accuses anybody. What is not named may be there all the same: no fault found is no proof of
calibration. Beside faults stand observations, which accuse nobody of bad luck: chances that tell nothing
apart, or are not shown to tell anything, and statements so vague that they cannot be scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reports.facets.calibration.chances import yes_or_no
from reports.facets.calibration.faults import Trial, trials_of
from reports.facets.calibration.once import once_an_event, places_by_kind
from reports.facets.counting import funnel_of
from reports.figures import percent
from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_LINE, counted
from tracker.comparison.multiplicity import holm
from tracker.discrimination.roc import roc
from tracker.tally import Tally
from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

LEVEL = 0.05
_NEAR, _NEARLY_ALL = 0.05, 0.9
_VAGUE, _STATEMENTS = 0.5, 10
_MIDDLE, _HARDLY_MORE = 0.5, 0.6
_NOTHING, _NOT_SHOWN = "no-discrimination", "not-shown-to-discriminate"
_HAIR = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One fault of a forecaster, or one observation, in words that stand alone.

    `fault` is the machine's name: "too-high", "too-low", "overconfident", "underconfident",
    "windows-too-soon", "windows-too-late", "windows-too-narrow", "windows-too-wide", "intervals-too-low",
    "intervals-too-high", "intervals-too-narrow", "intervals-too-wide"; or an observation without p-value:
    "no-discrimination" (all chances are one, or the 95% interval of the area under the ROC curve ends below
    0.6), "not-shown-to-discriminate" (that interval holds 0.5 and ends above) or "vague".
    `prospective` is None of statements that cannot be scored, which are neither.
    `adjusted` is the p-value after Holm's adjustment over all tests of the report.
    """

    forecaster: str
    name: str
    prospective: bool | None
    fault: str
    words: str
    events: int
    p_value: float | None
    adjusted: float | None


def findings_of(frame: DataFrame, names: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is found of every forecaster in a marked frame, by name, prospective first.

    Parameters
    ----------
    frame
        Judged and marked forecasts, those that cannot be scored among them.
    names
        Forecasters' names by slug.
    """
    return findings_among(trials_of(frame), frame, names)


def findings_among(tests: Sequence[Trial], frame: DataFrame, names: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is found of every forecaster, from the tests that were made of the frame."""
    found = (*_faults(tests, names), *_without_discrimination(frame, names), *_vague(frame, names))
    kinds = {True: 0, False: 1, None: 2}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                *(one.name, one.forecaster, kinds[one.prospective]),
                *(1.0 if one.adjusted is None else one.adjusted, one.fault),
            ),
        )
    )


def _faults(tests: Sequence[Trial], names: Mapping[str, str]) -> Iterator[Finding]:
    """The accusations; where two tests name one fault, the stronger of them."""
    adjusted = holm([test.p_value for test in tests])
    named = set()
    for place in np.argsort(adjusted, kind="stable"):
        test, level = tests[place], float(adjusted[place])
        about = (test.forecaster, test.prospective, test.fault)
        if level >= LEVEL or about in named:
            continue
        named.add(about)
        yield Finding(
            forecaster=test.forecaster,
            name=names.get(test.forecaster, test.forecaster),
            prospective=test.prospective,
            fault=test.fault,
            words=f"{test.words} ({counted(test.events, 'event')}; adjusted p {_p(level)}).",
            events=test.events,
            p_value=test.p_value,
            adjusted=level,
        )


def _p(value: float) -> str:
    return f"= {value:.2g}" if value >= 1e-6 else "< 0.000001"


def _without_discrimination(frame: DataFrame, names: Mapping[str, str]) -> Iterator[Finding]:
    chances = once_an_event(yes_or_no(frame[frame["counts"]]), "forecaster", "prospective")
    p, happened = (chances[name].to_numpy(float) for name in ("p", "observed"))
    for (who, ahead), places in places_by_kind(chances).items():
        found = _nothing_apart(p[places], happened[places])
        if found:
            fault, told = found
            yield Finding(
                forecaster=who,
                name=names.get(who, who),
                prospective=ahead,
                fault=fault,
                words=f"{fault.replace('-', ' ').capitalize()}: {told}.",
                events=len(places),
                p_value=None,
                adjusted=None,
            )


def _nothing_apart(p: Floats, happened: Floats) -> tuple[str, str] | None:
    """Whether chances tell nothing apart, or are not shown to: the name and the words; None if they do."""
    if len(p) < LEAST_FOR_CURVE:
        return None
    if p.min() == p.max():
        return _NOTHING, (
            f"all {len(p):,} chances are {percent(float(p[0]))}, and what is said of everything tells "
            "nothing apart"
        )
    found = roc(Tally.of(p, happened))
    if found.area is None or found.low is None or found.high is None or found.low > _MIDDLE:
        return None
    middle = float(np.median(p))
    near = int((np.abs(p - middle) <= _NEAR + _HAIR).sum())
    alike = near >= _NEARLY_ALL * len(p)
    if not alike and len(p) < LEAST_FOR_LINE:
        return None
    area, low, high = (f"{100 * value:.0f}" for value in (found.area, found.low, found.high))
    told = (
        f"of something that happened and something that did not, what happened had the higher chance {area} "
        f"times in 100 (95% interval {low} to {high}; a coin has 50), on {counted(len(p), 'event')}"
    )
    if alike:
        which = f"all {len(p):,} chances" if near == len(p) else f"{near:,} of {counted(len(p), 'chance')}"
        told = (
            f"{which} lie between {percent(max(middle - _NEAR, 0.0))} and "
            f"{percent(min(middle + _NEAR, 1.0))}; {told}"
        )
    return _NOTHING if found.high < _HARDLY_MORE else _NOT_SHOWN, told


def _vague(frame: DataFrame, names: Mapping[str, str]) -> Iterator[Finding]:
    unscoreable = frame["verdict"] == "unscoreable"
    suspects = unscoreable.groupby(frame["forecaster"]).agg(["sum", "size"])
    enough = (suspects["size"] >= _STATEMENTS) & (suspects["sum"] >= _VAGUE * _STATEMENTS)
    narrow = frame[["forecaster", "statement", "handle", "stage", "verdict"]]
    heard = narrow[narrow["forecaster"].isin(suspects.index[enough])]
    for who, part in heard.groupby("forecaster"):
        funnel = funnel_of(part)
        lost = funnel.seen - funnel.scoreable
        if funnel.seen >= _STATEMENTS and lost >= _VAGUE * funnel.seen:
            yield Finding(
                forecaster=str(who),
                name=names.get(str(who), str(who)),
                prospective=None,
                fault="vague",
                words=f"Vague: {lost:,} of {counted(funnel.seen, 'statement')} "
                f"({percent(round(lost / funnel.seen, 3))}) could not be scored, for want of a probability, "
                "a deadline or a criterion.",
                events=0,
                p_value=None,
                adjusted=None,
            )
