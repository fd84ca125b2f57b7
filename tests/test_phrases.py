"""Phrases of two public suites, read by ours: how many, how many agree, and none misread in silence."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.phrases import MARKS, PAGE, compared, phrases, place, table

pytestmark = pytest.mark.skipif(not place().exists(), reason="the phrases are not beside the project")

FLOOR = {"en": 0.85, "de": 0.70, "fr": 0.70, "es": 0.70, "ru": 0.70}


@pytest.mark.parametrize("spoken", FLOOR)
def test_enough_is_read_and_nothing_is_misread(spoken: str) -> None:
    """A reading agrees with the suite or differs by a rule that the page gives; the rest is refused."""
    counted = Counter(compared(phrase).outcome for phrase in phrases() if phrase.spoken == spoken)
    assert counted["misread"] == 0
    assert (counted["agrees"] + counted["by rule"]) / sum(counted.values()) >= FLOOR[spoken]


def test_the_page_shows_what_is_read_today() -> None:
    """`make phrases` writes the tables; they are no older than the grammar."""
    shown = PAGE.read_text(encoding="utf-8").partition(MARKS[0])[2].partition(MARKS[1])[0]
    assert shown == table([compared(phrase) for phrase in phrases()])
