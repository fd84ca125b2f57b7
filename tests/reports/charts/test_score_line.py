"""Scores on a line: every dot has its number, and no number stands over another."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reports.charts.pen import Pen
from reports.charts.score_line import Mark, Scale, score_line

PHONE, BOLD_LETTER = 340.0, 7.0


def _numbers(scores: list[float]) -> list[tuple[float, str]]:
    """Where each label over the line begins, as a share of the width, and what it says."""
    pen = Pen(1000.0)
    marks = tuple(Mark(score=score, name="A call") for score in scores)
    score_line([Scale(title="Brier score", bound=1.0, marks=marks)]).draw(pen)
    written = re.findall(r'<text x="([\d.]+)" y="31"[^>]*>([^<]*)<', pen.drawn)
    return [(float(x) / 1000, words) for x, words in written]


def test_two_dots_near_each_other_have_their_numbers() -> None:
    """The founding card's: 0.01 and 0.11 stand too near for a label each on a phone."""
    assert [words for _, words in _numbers([0.105625, 0.01])] == ["0.01, 0.11"]
    assert [words for _, words in _numbers([0.01, 0.5289])] == ["0.01", "0.53"]
    assert [words for _, words in _numbers([0.0, 0.01, 0.02, 0.03, 0.04])] == ["5 from 0.00 to 0.04"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=19))
def test_every_score_is_told_and_no_label_stands_over_another(scores: list[float]) -> None:
    """On a drawing as narrow as a phone's."""
    labels = _numbers(scores)
    told = sum(int(words.split()[0]) if "from" in words else len(words.split(", ")) for _, words in labels)
    assert told == len(scores)
    ends = [start + len(words) * BOLD_LETTER / PHONE for start, words in labels]
    assert all(end < start for end, (start, _) in zip(ends[:-1], labels[1:], strict=True))
    assert ends[-1] <= 1.001
