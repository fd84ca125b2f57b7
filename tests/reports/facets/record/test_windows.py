"""The counted timelines, one by one."""

from __future__ import annotations

from reports.facets.record.windows import windows_of
from tests.reports import cases
from tests.reports.standing_cases import absent, kind_of
from tests.tracker import frames


def test_a_window_that_held_its_event_says_by_how_many_days_it_was_off() -> None:
    """Kabul fell ten days before the central date."""
    kind = kind_of([frames.window(question="q0")], [frames.happened(cases.NEAR, question="q0")], slugs=["q0"])
    (window,) = windows_of(kind[kind["counts"]])
    assert (window.hit, window.days_off, window.at_least) == (True, 31, None)
    assert window.low <= window.score <= window.high


def test_what_did_not_come_has_a_least_delay_and_no_error() -> None:
    """122 days from the central date to the horizon."""
    kind = kind_of([frames.window(question="q0")], absent(1), slugs=["q0"])
    (window,) = windows_of(kind[kind["counts"]])
    assert (window.hit, window.days_off, window.at_least, window.event_on) == (False, None, 122, None)


def test_chances_have_no_window() -> None:
    """Nor has an empty frame."""
    kind = kind_of([frames.forecast(question="q0")], absent(1), slugs=["q0"])
    assert windows_of(kind) == ()
