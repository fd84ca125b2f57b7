"""How a calibration report reads."""

from __future__ import annotations

from reports import render
from reports.charts.picture import Picture
from reports.render import laid_out
from tests.reports import cases, panels
from tests.reports.cases import calibration_of


def test_the_page_says_what_is_found_before_it_draws() -> None:
    """By name, with the caution that belongs to it."""
    report = calibration_of(panels.committed(), heading=cases.heading(on=panels.ON), names={})
    page = laid_out(report)
    verdict, *_ = page.short
    assert verdict.text.startswith("135 of 311 chances came true, where 140 were")
    assert "show a fault that luck hardly explains" in verdict.text
    assert [section.title for section in page.sections[:2]] == [
        "Did what was called likely happen?",
        "Findings",
    ]
    text = render.markdown(report)
    assert "overconfident is overconfident (prospective forecasts): what it called likely" in text
    assert text.index("## Findings") < text.index("## Prospective, yes or no: 311 forecasts on 88 events")
    assert "no fault found in 6 tests; 19 points would have shown" in text
    assert "Too few to look for faults, of the events that it takes" in text


def test_every_picture_has_words_and_a_key_or_its_counts_beside_it() -> None:
    """And a name that no other has."""
    report = calibration_of(panels.committed(), heading=cases.heading(on=panels.ON), names={})
    pictures = [block for block in laid_out(report).blocks if isinstance(block, Picture)]
    names = [picture.name for picture in pictures]
    assert len(names) == len(set(names))
    assert {"reliability-prospective", "decomposition-prospective", "pit-prospective"} <= set(names)
    assert {"dates-prospective", "quantiles-prospective", "individuals", "funnel"} <= set(names)
    assert all(picture.description for picture in pictures)
    assert all(picture.measure for picture in pictures)


def test_too_few_events_are_told_and_not_tested() -> None:
    """Four events have nothing to say."""
    text = render.markdown(cases.panel_calibration(4))
    assert "4 events: too few to look for faults. To find chances that are 25 points too high" in text
    assert "No fault was found" not in text


def test_no_fault_found_is_no_proof() -> None:
    """And says how large a one would have been seen."""
    text = render.markdown(cases.panel_calibration(40))
    assert "No fault was found that luck cannot explain, which is no proof that there is none: what" in text
    assert "would have been found 80 times in 100" in text
