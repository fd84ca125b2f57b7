"""What is wrong with whose forecasts, in plain words; what is a fault `tracker.findings` decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.facets.calibration.carried import evidence_in_words
from reports.figures import counted
from tracker.findings.examination import Examination
from tracker.findings.faults import Fault
from tracker.findings.observations import Observation


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One fault of a forecaster, or one observation, in words that stand alone.

    `fault` is the machine's name: "too-high", "too-low", "overconfident", "underconfident",
    "windows-too-soon", "windows-too-late", "windows-too-narrow", "windows-too-wide", "intervals-too-low",
    "intervals-too-high", "intervals-too-narrow", "intervals-too-wide"; or an observation without p-value:
    "no-discrimination" (all chances are one, or the 95% interval of the area under the ROC curve ends below
    0.6), "not-shown-to-discriminate" (that interval holds 0.5 and ends above) or "vague".
    `prospective` is None of statements that cannot be scored, which are neither.
    `p_value` is the largest over the rules by which windows are read, and `adjusted` the largest after Holm's
    adjustment over all tests of the report.
    """

    forecaster: str
    name: str
    prospective: bool | None
    fault: str
    words: str
    events: int
    p_value: float | None
    adjusted: float | None


def findings_of(examination: Examination, names: Mapping[str, str]) -> tuple[Finding, ...]:
    """What an examination found of every forecaster, by name, prospective first; `names` are by slug."""
    found = (*_faults(examination.faults, names), *_observations(examination.observations, names))
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


def _faults(faults: Sequence[Fault], names: Mapping[str, str]) -> Iterator[Finding]:
    for found in faults:
        test = found.trial
        told = evidence_in_words(test.fault, test.evidence)
        least = (
            f" by the kindest of the {1 + len(test.reread)} rules that read windows" if test.reread else ""
        )
        surely = f"({counted(test.events, 'event')}; adjusted p {_p(found.adjusted)}{least})"
        yield Finding(
            forecaster=test.forecaster,
            name=names.get(test.forecaster, test.forecaster),
            prospective=test.prospective,
            fault=test.fault,
            words=f"{_opening(test.fault)}: {told} {surely}.",
            events=test.events,
            p_value=found.p_value,
            adjusted=found.adjusted,
        )


def _observations(observed: Sequence[Observation], names: Mapping[str, str]) -> Iterator[Finding]:
    for found in observed:
        yield Finding(
            forecaster=found.forecaster,
            name=names.get(found.forecaster, found.forecaster),
            prospective=found.prospective,
            fault=found.observed,
            words=f"{_opening(found.observed)}: {evidence_in_words(found.observed, found.evidence)}.",
            events=found.events,
            p_value=None,
            adjusted=None,
        )


def _opening(fault: str) -> str:
    return fault.replace("-", " ").capitalize()


def _p(value: float) -> str:
    return f"= {value:.2g}" if value >= 1e-6 else "< 0.000001"
