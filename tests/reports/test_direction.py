"""A sentence says which way only where its whole interval, or its test, does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from reports.charts import economic_value as value_chart
from reports.facets.verdict import against_reference
from tests.reports import cases
from tests.reports.facets.test_verdict import _mean
from tracker.discrimination.economic_value import economic_value
from tracker.tally import Tally
from tracker.verification.pairing import Against
from tracker.verification.sentences import in_words

CLAIMED = re.compile(r"^(Better|Worse) than|score is \d+% (lower|higher) than|does better than|further off")


def _against(p_value: float | None) -> str:
    rival = Against(
        other="theirs.csv",
        events=60,
        only_ours=0,
        only_theirs=0,
        disagreeing=0,
        brier=0.2,
        other_brier=0.25,
        difference=-0.05,
        difference_low=-0.1,
        difference_high=-0.01 if p_value is not None and p_value < 0.05 else 0.01,
        p_value=p_value,
        how=None,
        skill=0.2,
        events_needed=None,
        reason=None,
    )
    return _verified(rival=rival)


def _verified(
    *,
    interval: tuple[float | None, float | None] | None = None,
    p_value: float = 0.5,
    rival: Against | None = None,
) -> str:
    return in_words(
        events=60,
        by_luck=None,
        expected=30.0,
        observed=31,
        p_value=p_value,
        named=True,
        skill=0.2,
        reference="always 0.5",
        skill_interval=interval,
        rival=rival,
    )


def _scorecard(low: float, high: float) -> str:
    standing = replace(cases.panel_card(30).standings[0], findings=())
    return against_reference(_mean(0.2, 0.25 * (1 - high), 0.25 * (1 - low)), standing)


def _warned(happened: int, events: int) -> str:
    table = Tally.from_counts([0.2, 0.8], [events, events], [events - happened, happened])
    found = economic_value(table, 0.5)
    assert found is not None
    return value_chart.words(found)


@pytest.mark.parametrize(
    ("told", "claims"),
    [
        (lambda: _verified(interval=(0.1, 0.3)), True),
        (lambda: _verified(interval=(-0.1, 0.3)), False),
        (lambda: _verified(interval=(None, 0.3)), False),
        (lambda: _verified(interval=None), False),
        (lambda: _verified(interval=(-0.1, 0.3), p_value=0.01), True),
        (lambda: _against(0.01), True),
        (lambda: _against(0.2), False),
        (lambda: _against(None), False),
        (lambda: _scorecard(0.1, 0.3), True),
        (lambda: _scorecard(-0.1, 0.3), False),
        (lambda: _warned(45, 50), True),
        (lambda: _warned(4, 6), False),
    ],
)
def test_a_direction_is_told_only_where_it_is_shown(told: Callable[[], str], claims: bool) -> None:
    """Of scores against a reference and a rival, of what was expected, of warnings."""
    sentences = re.split(r"(?<=[.:]) ", told())
    assert any(CLAIMED.search(sentence) for sentence in sentences) == claims, told()
