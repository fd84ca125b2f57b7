"""One mean leads a page; every other one stands apart, with its reason."""

from __future__ import annotations

import re
from functools import cache

import pytest

from reports.charts.picture import Picture
from reports.facets.record.standings import standings_of
from reports.render.layout import Section, Words
from reports.render.other_numbers import is_another_mean, other_numbers
from reports.render.standing_sections import calibration, headline, updates
from tests.reports import panels


@cache
def sections(forecaster: str) -> tuple[Section, Section, Section, Section]:
    """The headline, the calibration, the updates and the other numbers of one of the panel, prospective."""
    frame = panels.committed()
    standing = standings_of(frame[frame["forecaster"] == f"synthetic-{forecaster}"])[0]
    return headline(standing), calibration(standing), updates(standing), other_numbers(standing)


def words(section: Section) -> str:
    """All sentences of a section."""
    return " ".join(block.text for block in section.blocks if isinstance(block, Words))


def test_the_section_says_what_leads_and_why_the_others_differ() -> None:
    """Forecasts that share events, grades that no curve can take, and updates."""
    told = words(sections("calibrated")[3])
    assert told.startswith(
        "What leads is 0.163 (Brier score, 37 events); 0.127 (Timeline Brier, 20 events): "
    )
    assert (
        "0.160 instead of 0.163, where the score is taken apart: each of 40 forecasts counts once, not each "
        "of 34 events, and 3 that came true in part are left out."
    ) in told
    assert "had updates" in told


@pytest.mark.parametrize("forecaster", ["calibrated", "overconfident", "biased-up", "timely-imprecise"])
def test_no_other_mean_is_told_before(forecaster: str) -> None:
    """Neither beside the headline, nor with the calibration, nor with the updates."""
    head, calibrated, updated, _ = sections(forecaster)
    for section in (head, calibrated, updated):
        assert not re.search(r"Mean Brier score|mean score: 0", words(section)), words(section)
        pictures = {block.name for block in section.blocks if isinstance(block, Picture)}
        assert "decomposition-prospective" not in pictures


def test_a_number_that_is_the_same_needs_no_reason() -> None:
    """To three places, as it is printed."""
    frame = panels.committed()
    standing = standings_of(frame[frame["forecaster"] == "synthetic-calibrated"])[0]
    (brier,) = (mean.mean for mean in standing.means if mean.measure == "brier")
    assert brier is not None
    assert not is_another_mean(standing, brier + 1e-6)
    assert is_another_mean(standing, brier + 0.002)
