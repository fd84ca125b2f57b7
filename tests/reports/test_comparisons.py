"""What a comparison says, as data."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pytest

from reports.comparisons import ComparisonReport
from reports.facets.comparison.separable import NOTHING_SHARED, TOO_FEW_SHARED
from tests.reports import cases, sides
from tests.tracker import frames
from tests.work import calls
from tracker.comparison.multiplicity import holm


def _strong(events: int = 40) -> ComparisonReport:
    said, came = sides.clear(events)
    return sides.report(sides.judged(said, came))


def _words(report: ComparisonReport) -> str:
    return " ".join(sentence for contest in report.contests for sentence in contest.words)


def test_those_whom_nobody_beats_are_named_together_and_the_others_with_who_is_better() -> None:
    """Cat is far off; Ann and Bob say nearly the same."""
    words = _words(_strong())
    assert "Not separable on 40 shared events: Ann and Bob." in words
    assert "Cat is worse than " in words
    assert "Of 3 pairs compared, 2 can be told apart at 0.05, adjusted." in words


def test_prospective_and_retrospective_are_never_pooled() -> None:
    """Ten events each: two contests, of ten events, and their p-values adjusted together."""
    said, came = sides.clear(20)
    frame = sides.judged({"ann": said["ann"], "bob": said["cat"]}, came)
    later = frame["question"] >= "event-010"
    report = sides.report(frame.assign(prospective=~later))
    assert [(one.prospective, one.differences[0].events) for one in report.contests] == [
        (True, 10),
        (False, 10),
    ]
    assert report.comparisons == 2
    found = [one.differences[0] for one in report.contests]
    alone = [one.p_value for one in found if one.p_value is not None]
    assert len(alone) == 2
    assert [one.adjusted for one in found] == pytest.approx(holm(alone).tolist())
    assert found[0].adjusted == pytest.approx(2 * min(alone))


def test_measures_are_never_mixed() -> None:
    """Ann gave a chance where Bob gave a window: nothing is shared, and no measure has two forecasters."""
    rows = [frames.forecast(forecaster="ann", position=1), frames.window(forecaster="bob", position=2)]
    came = [frames.happened(cases.MADE.replace(month=8), question="kabul")]
    report = sides.report(cases.judged_rows(rows, [frames.question()], came))
    assert [(one.measure, len(one.entrants)) for one in report.contests] == [
        ("brier", 1),
        ("timeline_brier", 1),
    ]
    assert "Only Ann has scores here: nobody to compare with." in _words(report)


def test_without_a_shared_claim_they_cannot_be_compared() -> None:
    """It is said plainly, and the groups are named."""
    half, nothing = [0.5] * 6, [None] * 6
    frame = sides.judged({"ann": [*half, *nothing], "bob": [*nothing, *half]}, [True, False] * 6)
    (contest,) = sides.report(frame).contests
    assert contest.words[0] == NOTHING_SHARED
    assert "No shared claim links these 2 groups, so they cannot be compared: Ann | Bob." in contest.words
    assert (contest.ranking, contest.effects, contest.paths) == (None, None, ())


def test_below_five_shared_events_there_is_a_list_only() -> None:
    """No mean, no test, no rank."""
    said, came = sides.drawn(4, {"ann": 0.0, "bob": 0.3})
    (contest,) = sides.report(sides.judged(said, came)).contests
    assert contest.words == (TOO_FEW_SHARED,)
    assert (contest.ranking, contest.paths) == (None, ())
    assert len(contest.differences[0].listed) == 4


def test_all_can_be_compared_with_one() -> None:
    """Each of the others, and nobody else."""
    said, came = sides.clear(40)
    report = sides.report(sides.judged(said, came), options=(("against", "bob"),))
    (contest,) = report.contests
    assert [(one.first, one.second) for one in contest.differences] == [("bob", "ann"), ("bob", "cat")]
    assert contest.words[0].startswith("Worse than Bob: Cat (adjusted p ")
    assert contest.words[1] == "Not separable from Bob on 40 shared events: Ann."


def test_one_without_a_score_cannot_be_compared_with() -> None:
    """The sentence says so."""
    said, came = sides.drawn(6, {"ann": 0.0, "bob": 0.3})
    report = sides.report(sides.judged(said, came), options=(("against", "dan"),))
    assert _words(report) == "The one to compare with has no scores here."


def test_above_twelve_forecasters_the_pairs_are_among_twelve() -> None:
    """And who was left out is counted."""
    said, came = sides.drawn(8, {f"f{place:02d}": 0.1 for place in range(15)})
    (contest,) = sides.report(sides.judged(said, came)).contests
    assert len(contest.differences) == 12 * 11 // 2
    assert "3 of 15 are left out of the pairs" in contest.design
    assert contest.ranking is not None
    assert len(contest.ranking.ranked) == 15


def test_words_that_turn_the_order_around_are_said_to() -> None:
    """Bob's words may mean enough to be worse."""
    frame = sides.judged({"ann": [0.72] * 6, "bob": [0.8] * 6}, [True] * 6)
    frame.loc[frame["forecaster"] == "bob", "high"] = 0.25
    assert "The order depends on how words are read." in _words(sides.report(frame))


def test_who_spoke_much_earlier_is_said_of_a_single_pair() -> None:
    """Less was known then."""
    said, came = sides.drawn(6, {"ann": 0.0, "bob": 0.1})
    frame = sides.judged(said, came)
    late = frame["forecaster"] == "bob"
    frame.loc[late, "made_on"] = frame.loc[late, "made_on"] + np.timedelta64(3, "D")
    assert "In the middle, Ann spoke 3 days before Bob." in _words(sides.report(frame))


def test_the_looks_and_the_forecasters_are_counted_in_the_rules() -> None:
    """One look, three forecasters, three pairs."""
    assert (
        _strong()
        .rules[-1]
        .startswith("3 forecasters, 3 pairs tested. P-values and intervals hold for one look")
    )


def test_the_report_is_json_and_the_same_each_time() -> None:
    """With the same digest."""
    first, second = _strong(12), _strong(12)
    assert first.digest == second.digest
    assert json.loads(json.dumps(first.as_json()))["contests"][0]["differences"][0]["events"] == 12


def test_a_recipe_makes_the_comparison_again() -> None:
    """With whom all are compared is an option of the command."""
    said, came = sides.drawn(6, {"ann": 0.0, "bob": 0.3})
    recipe = sides.report(sides.judged(said, came), options=(("against", "bob"),)).recipe
    assert (recipe.report, recipe.options) == ("comparison", (("against", "bob"),))


def test_169_forecasters_of_422_questions_are_hardly_more_work_than_24() -> None:
    """The size of ForecastBench: pairs are compared among the twelve who share most, so 66 of 14,196."""
    (few, fewer_calls), (many, more_calls) = (
        calls(partial(sides.report, sides.crowded(people, events=422))) for people in (24, 169)
    )
    assert (few.forecasters, many.forecasters) == (24, 169)
    assert (few.comparisons, many.comparisons) == (66, 66)
    assert more_calls < 2 * fewer_calls
