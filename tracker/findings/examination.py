"""All that one report asks about faults: the tests, what they name, what is observed, what could be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.findings.faults import Fault, faults_among
from tracker.findings.observations import Observation, observations_of
from tracker.findings.sample import sample_of
from tracker.findings.sight import Sight, sights_of
from tracker.findings.trials import Trial, trials_of

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Examination:
    """The one standard of faults and observations, for every kind of report.

    `trials` are all tests that were made, `faults` those that name one; `observations` accuse nobody;
    `sights` say of everybody who was tested how large a fault would have been seen.
    """

    trials: tuple[Trial, ...]
    faults: tuple[Fault, ...]
    observations: tuple[Observation, ...]
    sights: tuple[Sight, ...]


def examination_of(frame: DataFrame) -> Examination:
    """The examination of a marked frame, the forecasts that cannot be scored among its rows."""
    sample = sample_of(frame)
    trials = trials_of(sample)
    return Examination(
        trials=trials,
        faults=tuple(faults_among(trials)),
        observations=tuple(observations_of(frame, sample.chances)),
        sights=tuple(sights_of(sample, tests=len(trials))),
    )
