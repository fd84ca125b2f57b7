"""What reports do with forecasts that came true in part: scored always, tested as `--ties` says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from reports.facets.record.standings import Standing
from reports.report import Recipe
from tests.reports import cases
from tests.reports.cases import calibration_of, comparison_of, scorecard_of
from tests.tracker import frames
from tracker.ties import Ties

NAMES = {"ann": "Ann", "bob": "Bob"}
TIES = 4
DROPPED = "came true in part: scored, and left out of what is counted and tested."
HALVED = "came true in part: scored, and counted and tested in part as a yes and in part as a no."
REFUSED = "came true in part: scored, but nothing is counted or tested (--ties drop leaves out them alone)."


@cache
def with_ties(graded: int = TIES) -> pd.DataFrame:
    """Ann and Bob on sixty events, the first few of which came out half and half."""
    rng = np.random.default_rng(3)
    slugs = [f"q{place}" for place in range(60)]
    rows = [
        frames.forecast(
            entry=30 + place,
            position=position,
            question=slug,
            forecaster=who,
            p=float(rng.integers(1, 10)) / 10,
        )
        for place, slug in enumerate(slugs)
        for position, who in enumerate(NAMES, start=1)
    ]
    came = [
        frames.outcome("partly", question=slug, grade=0.5, known_on=cases.NEAR, handle=f"20.{place}")
        if place < graded
        else frames.not_through(cases.NEAR, question=slug, handle=f"20.{place}")
        if place % 2
        else frames.happened(cases.NEAR, question=slug, handle=f"20.{place}")
        for place, slug in enumerate(slugs)
    ]
    return cases.judged_rows(rows, [frames.question(slug=slug) for slug in slugs], came)


def standing(ties: Ties, *, graded: int = TIES) -> Standing:
    """Ann's prospective standing."""
    heading = cases.heading(ties=ties, forecasters=("ann",))
    return scorecard_of(with_ties(graded), heading=heading, names=NAMES).standings[0]


def without(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that came out yes or no."""
    return frame[frame["verdict"] != "partly"].reset_index(drop=True)


def test_by_default_the_tests_are_those_of_yes_and_no_and_the_page_says_how_many_are_left_out() -> None:
    """Expected against observed, the curve, the area: as if the ties were not there; the mean has them."""
    found = standing(Ties.DROP)
    heading = cases.heading(forecasters=("ann",))
    plain = scorecard_of(without(with_ties()), heading=heading, names=NAMES).standings[0]
    assert (found.expectation, found.roc, found.murphy) == (plain.expectation, plain.roc, plain.murphy)
    assert (found.forecasts, plain.forecasts) == (60, 56)
    assert found.means[0].mean != plain.means[0].mean
    assert found.words.endswith(f"4 forecasts {DROPPED}")


def test_half_counts_each_tie_as_half_a_yes() -> None:
    """So many are expected, and so many observed, of all sixty."""
    found = standing(Ties.HALF)
    assert found.expectation is not None
    assert found.roc is not None
    assert (found.expectation.count, found.expectation.observed) == (60, 28 + TIES / 2)
    assert (found.roc.count, found.roc.happened) == (60, 30)
    assert found.words.endswith(f"4 forecasts {HALVED}")
    assert found.means == tuple(
        replace(mean, words=mean.words.replace(DROPPED, HALVED)) for mean in standing(Ties.DROP).means
    )


def test_refuse_makes_no_test_but_keeps_the_scores() -> None:
    """One tie among sixty is enough; without any, everything is tested."""
    found = standing(Ties.REFUSE)
    assert (found.expectation, found.reliability, found.roc, found.murphy) == (None,) * 4
    assert found.means[0].mean == standing(Ties.DROP).means[0].mean
    assert found.words.endswith(REFUSED)
    plain = standing(Ties.REFUSE, graded=0)
    assert plain.expectation is not None
    assert "in part" not in plain.words


@pytest.mark.parametrize(
    ("ties", "forecasts", "words"),
    [(Ties.DROP, 112, DROPPED), (Ties.HALF, 120, HALVED), (Ties.REFUSE, 0, REFUSED)],
)
def test_calibration_counts_as_it_is_told(ties: Ties, forecasts: int, words: str) -> None:
    """Of two forecasters together, and of each."""
    found = calibration_of(with_ties(), heading=cases.heading(ties=ties), names=NAMES)
    assert found.agreements[0].forecasts == forecasts
    assert found.agreements[0].words.endswith(f"8 forecasts {words}")
    assert {one.forecasts for one in found.individuals} == {forecasts // 2}


def test_a_comparison_takes_the_yes_and_no_events_and_half_takes_all() -> None:
    """What ties leave of a difference is the same by halves as by grades."""
    dropped, halved, refused = (
        comparison_of(with_ties(), heading=cases.heading(ties=ties), names=NAMES).contests[0]
        for ties in (Ties.DROP, Ties.HALF, Ties.REFUSE)
    )
    plain = comparison_of(without(with_ties()), heading=cases.heading(), names=NAMES).contests[0]
    assert dropped.differences == plain.differences
    assert dropped.words == (*plain.words, f"8 forecasts {DROPPED}")
    rows = with_ties()
    ann, bob = (rows[rows["forecaster"] == who]["value"].mean() for who in ("ann", "bob"))
    assert (dropped.differences[0].events, halved.differences[0].events) == (56, 60)
    assert halved.differences[0].difference == pytest.approx(ann - bob)
    assert (refused.differences, refused.ranking, refused.effects) == ((), None, None)
    assert refused.words == (f"8 forecasts {REFUSED}",)
    assert [one.events for one in refused.entrants] == [60, 60]


def test_findings_hear_what_is_tested() -> None:
    """No test of chances where they are refused."""
    drop, refuse = (
        calibration_of(with_ties(), heading=cases.heading(ties=ties), names=NAMES).tests
        for ties in (Ties.DROP, Ties.REFUSE)
    )
    assert (drop, refuse) == (4, 0)


def test_a_recipe_without_ties_is_read_as_it_was_made() -> None:
    """Comparisons took grades before there was a choice; other reports left them out of what they test."""
    for name, ties in (("comparison", Ties.HALF), ("scorecard", Ties.DROP), ("period", Ties.DROP)):
        old = Recipe(report=name, on=cases.YEAR_END).as_json()
        assert isinstance(old["selection"], dict)
        del old["selection"]["ties"]
        assert Recipe.read(old).selection.ties is ties
