"""Which tests name a fault, all tests of a report taken together.

A fault is named where its p-value stays below 5% after Holm's adjustment over every test of every
forecaster in the report: of twenty reports on none but calibrated forecasters, no more than one accuses
anybody. What is not named may be there all the same: no fault found is no proof of calibration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.comparison.multiplicity import holm
from tracker.findings.trials import Trial

LEVEL = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A test that luck hardly explains; `adjusted` is its p-value after Holm's adjustment over all."""

    trial: Trial
    adjusted: float


def faults_among(tests: Sequence[Trial]) -> Iterator[Fault]:
    """The faults that the tests of one report name; where two tests name one, the stronger of them."""
    adjusted = holm([test.p_value for test in tests])
    named = set()
    for place in np.argsort(adjusted, kind="stable"):
        test, level = tests[place], float(adjusted[place])
        about = (test.forecaster, test.prospective, test.fault)
        if level < LEVEL and about not in named:
            named.add(about)
            yield Fault(trial=test, adjusted=level)
