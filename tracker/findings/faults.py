"""Which tests name a fault, all tests of a report taken together.

A fault is named where its p-value stays below 5% after Holm's adjustment over every test of every
forecaster in the report: of twenty reports on none but calibrated forecasters, no more than one accuses
anybody. Where windows are read, that must hold as the default rule reads them, and as each other rule does,
there adjusted over all tests that hear windows. Whichever rule the speakers meant, its own adjustment keeps
them from being accused; the others can only spare them (Berger 1982, intersection-union test). What is not
named may be there all the same: no fault found is no proof of calibration.

References
----------
Holm (1979); Berger (1982), Technometrics 24:295.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.comparison.multiplicity import holm
from tracker.findings.trials import Trial
from tracker.vectors import Floats

LEVEL = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A test that luck hardly explains.

    `p_value` is its largest over the rules that read windows, and `adjusted` the largest of those adjusted.
    """

    trial: Trial
    p_value: float
    adjusted: float


def faults_among(tests: Sequence[Trial]) -> Iterator[Fault]:
    """The faults that the tests of one report name; where two tests name one, the stronger of them."""
    adjusted = adjusted_among(tests)
    named = set()
    for place in np.argsort(adjusted, kind="stable"):
        test, level = tests[place], float(adjusted[place])
        about = (test.forecaster, test.prospective, test.fault)
        if level < LEVEL and about not in named:
            named.add(about)
            yield Fault(trial=test, p_value=max((test.p_value, *test.reread)), adjusted=level)


def adjusted_among(tests: Sequence[Trial]) -> Floats:
    """The p-value of each test after Holm's adjustment, the largest over the rules that read windows."""
    adjusted = np.array(holm([test.p_value for test in tests]), dtype=np.float64)
    reread = [place for place, test in enumerate(tests) if test.reread]
    for other in zip(*(tests[place].reread for place in reread), strict=True):
        adjusted[reread] = np.maximum(adjusted[reread], holm(other))
    return adjusted
