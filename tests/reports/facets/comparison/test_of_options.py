"""Forecasters compared on choices and ordered answers, by scores that are shares of the worst."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from reports.comparisons import ComparisonReport
from reports.facets.comparison.contest import AS_SHARES
from tests.reports import cases, sides
from tests.tracker import frames
from tracker.scoring import ranked_probability_score

THREE, FIVE = ("low", "middle", "high"), ("a", "b", "c", "d", "e")


def _said(options: Sequence[str], came: int, own: float) -> tuple[float, ...]:
    rest = (1 - own) / (len(options) - 1)
    return tuple(own if place == came else rest for place in range(len(options)))


def judged(kind: str, events: int) -> pd.DataFrame:
    """As many questions of three options as of five; Ann gives what comes 80%, Bob 20%."""
    asked, answers, rows = [], [], []
    for place in range(events):
        slug, options = f"event-{place:03d}", (THREE, FIVE)[place % 2]
        came = place % len(options)
        asked.append(frames.question(slug=slug, kind=kind, options=options))
        answers.append(
            frames.outcome(
                "option", cases.NEAR, question=slug, option=options[came], handle=f"20.{place + 1}"
            )
        )
        for seat, (who, own) in enumerate((("ann", 0.8), ("bob", 0.2)), start=1):
            said = _said(options, came, own)
            rows.append(
                frames.shares(
                    options, said, question=slug, forecaster=who, entry=30 + place, position=seat,
                    deadline=cases.NEAR, handle=f"{30 + place}.{seat}",
                )
            )  # fmt: skip
    return cases.judged_rows(rows, asked, answers)


def compared(kind: str, events: int) -> ComparisonReport:
    """The comparison of Ann and Bob on them."""
    return sides.report(judged(kind, events))


@pytest.mark.parametrize(
    ("kind", "measure"), [("choice", "category_brier"), ("ordered", "ranked_probability_score")]
)
def test_who_gives_more_to_what_comes_is_better(kind: str, measure: str) -> None:
    """Nothing is left uncompared, and a word says that scores are shares of the worst."""
    report = compared(kind, 20)
    (contest,) = report.contests
    (pair,) = contest.differences
    assert (contest.measure, pair.events, pair.better) == (measure, 20, "ann")
    assert pair.high is not None
    assert pair.high < 0
    assert report.uncompared == ()
    assert AS_SHARES in contest.words


def test_ordered_scores_are_shares_of_the_worst_by_the_number_of_options() -> None:
    """The mean over questions of the score over the number of options less 1, written out again."""
    (contest,) = compared("ordered", 20).contests
    (pair,) = contest.differences
    for own, mean in ((0.8, pair.first_mean), (0.2, pair.second_mean)):
        scores = []
        for place in range(20):
            options = (THREE, FIVE)[place % 2]
            came = place % len(options)
            said = _said(options, came, own)
            scores.append(float(ranked_probability_score(said, came)) / (len(options) - 1))
        assert mean == pytest.approx(sum(scores) / 20)


def test_few_shared_choices_have_no_verdict() -> None:
    """As of chances: below five events they are listed."""
    (contest,) = compared("choice", 4).contests
    assert contest.differences[0].p_value is None
    assert len(contest.differences[0].listed) == 4
