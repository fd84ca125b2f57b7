"""Which tests name a fault, and how often a page on calibrated forecasters does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.words.windows.spreading import SPREADS
from tests.simulations.findings import accused, calibrated_page
from tracker.comparison.multiplicity import holm
from tracker.findings.evidence import Shifted
from tracker.findings.faults import adjusted_among, faults_among
from tracker.findings.sample import sample_of
from tracker.findings.trials import Trial, trials_of

ONE = Trial(
    forecaster="ann",
    prospective=True,
    fault="windows-too-late",
    evidence=Shifted(spans=20, before_middle=17),
    p_value=0.001,
    events=20,
    reread=(0.001, 0.001, 0.001),
)
P = st.floats(0, 1)
TRIALS = st.lists(
    st.tuples(P, st.one_of(st.just(()), st.tuples(P, P, P))).map(
        lambda one: replace(ONE, p_value=one[0], reread=one[1])
    ),
    min_size=1,
    max_size=12,
)


def test_a_fault_of_windows_stands_by_every_rule_or_is_not_named() -> None:
    """One rule by which it could be luck is enough to spare."""
    assert [found.adjusted for found in faults_among([ONE])] == [0.001]
    for place in range(3):
        spared = replace(ONE, reread=tuple(0.2 if place == other else 0.001 for other in range(3)))
        assert not list(faults_among([spared]))


def test_chances_that_heard_no_windows_are_asked_once() -> None:
    """What they say does not hang on how windows are read."""
    assert [found.p_value for found in faults_among([replace(ONE, reread=())])] == [0.001]


@given(TRIALS)
def test_no_rule_ever_adds_a_fault(tests: list[Trial]) -> None:
    """Read once, a page names all that it names when windows are read by every rule, and perhaps more."""
    adjusted = adjusted_among(tests)
    assert np.all(adjusted >= np.array(holm([test.p_value for test in tests])) - 1e-12)
    for at, test in enumerate(tests):
        assert adjusted[at] >= max((test.p_value, *test.reread)) - 1e-12


@given(TRIALS, st.randoms(use_true_random=False))
def test_the_order_of_the_tests_moves_no_p_value(tests: list[Trial], shuffler: np.random.Generator) -> None:
    """Each keeps its own."""
    order = list(range(len(tests)))
    shuffler.shuffle(order)
    mixed = adjusted_among([tests[place] for place in order])
    np.testing.assert_allclose(mixed, adjusted_among(tests)[order])


def test_rereading_moves_what_windows_say_and_nothing_else() -> None:
    """The tests of chances have no other readings."""
    page = calibrated_page(np.random.default_rng(3), "W80-1", 2, 10)
    tests = trials_of(sample_of(page))
    assert {bool(test.reread) for test in tests if test.fault.startswith("windows")} == {True}
    assert not any(test.reread for test in tests if test.fault.endswith("confident"))
    assert all(len(test.reread) in (0, len(SPREADS) - 1) for test in tests)


def test_the_tests_of_a_forecaster_are_the_same_on_a_page_of_their_own() -> None:
    """Who else is on the page moves no p-value; how many tests there are is allowed for afterwards."""
    page = calibrated_page(np.random.default_rng(5), "W80-1", 3, 20)
    together = trials_of(sample_of(page))
    assert len({test.forecaster for test in together}) == 3
    for name in sorted({test.forecaster for test in together}):
        alone = trials_of(sample_of(page[page["forecaster"] == name].reset_index(drop=True)))
        assert alone == tuple(test for test in together if test.forecaster == name)


@pytest.mark.slow
@pytest.mark.parametrize("rule", SPREADS)
def test_a_calibrated_page_accuses_in_at_most_17_of_200_whichever_rule_was_meant(rule: str) -> None:
    """The 99% bound of a 5% rate, for one forecaster with twenty windows and forty chances."""
    assert accused(np.random.default_rng(7), rule, 200, 20) <= 17
