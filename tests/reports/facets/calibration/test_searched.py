"""What it means that no fault was found."""

from __future__ import annotations

import pytest

from reports.facets.calibration.searched import found_of, searched, sights_in_words
from tests.reports import panels
from tracker.findings.examination import examination_of
from tracker.findings.sight import Sight


def sight(name: str, events: int, needed: int, *, prospective: bool = True) -> Sight:
    """What could be found of somebody."""
    visible = 0.25 * (needed / events) ** 0.5
    return Sight(forecaster=name, prospective=prospective, events=events, visible=visible, needed=needed)


def test_three_events_are_too_few_and_nothing_is_said_to_be_found_or_not() -> None:
    """With the number that it takes."""
    told = sights_in_words([sight("ann", 3, 41)], set(), {})
    assert told.startswith("3 events: too few to look for faults.")
    assert told.endswith("takes about 41 events.")


def test_with_enough_events_the_size_that_would_have_shown_is_said() -> None:
    """Four times as many events see half of the stated 25 points."""
    told = sights_in_words([sight("ann", 164, 41)], set(), {})
    assert "No fault was found that luck cannot explain" in told
    assert "what happens 12 points more or less often than said" in told


def test_of_several_those_with_too_few_are_named_apart() -> None:
    """Those with most events first, and which of their forecasts are meant."""
    some = [sight("ann", 50, 41), sight("bob", 4, 41), sight("bob", 9, 41, prospective=False)]
    told = sights_in_words(some, set(), {"bob": "Bob"})
    assert "No fault was found of the 1 forecaster with enough events" in told
    assert told.endswith(": Bob (retrospective, 9 of about 41) and Bob (4 of about 41).")


def test_who_has_a_fault_is_not_said_to_have_none() -> None:
    """The overconfident of the panel, in a report on nobody else."""
    frame = panels.committed()
    found = examination_of(frame[frame["forecaster"] == "synthetic-overconfident"])
    assert searched(found, {}, prospective=True) == ""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "not enough to tell"),
        (sight("ann", 3, 41), "too few to look for faults: 3 of about 41 events"),
        (sight("ann", 164, 41), "no fault found in 6 tests; 12 points would have shown"),
    ],
)
def test_a_cell_of_a_table_says_the_same(given: Sight | None, told: str) -> None:
    """In a few words."""
    assert found_of(given, 6) == told
