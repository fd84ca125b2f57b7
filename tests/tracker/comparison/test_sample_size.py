"""How many events it takes."""

from __future__ import annotations

from math import ceil

import numpy as np
import pytest
from scipy.stats import norm

from tests.tracker.published import golden
from tracker.comparison.sample_size import STATED, events_needed, required_events
from tracker.comparison.sign_flips import smallest_p_value


def test_the_golden_row_is_met() -> None:
    """About 196 events for a difference of 0.05."""
    for row in golden("required_n_paired"):
        given = row["inputs"]
        found = required_events(given["sd"], given["diff"], power=given["power"], alpha=given["alpha"])
        assert found == pytest.approx(row["expected"], abs=row["tolerance"])


def test_that_many_events_have_the_stated_power() -> None:
    """The normal test at the number found rejects with chance 0.8."""
    n = required_events(0.3, 0.1, power=0.8, alpha=0.05)
    assert norm.sf(norm.ppf(0.975) - 0.1 * np.sqrt(n) / 0.3) == pytest.approx(0.8)


def test_enough_events_need_no_more() -> None:
    """The number missing never falls below 0."""
    found = events_needed([0.5, 0.51, 0.49, 0.5, 0.5, 0.5, 0.49])
    assert (found.needed, found.more) == (6, 0)


@pytest.mark.parametrize("count", [2, 5, 10])
def test_it_never_takes_fewer_events_than_could_show_anything(count: int) -> None:
    """Ten equal differences are not seen at the first: five events never reach 0.05, seven not 0.01."""
    found = events_needed([0.05] * count)
    assert (found.needed, found.more) == (6, max(0, 6 - count))
    assert events_needed([0.05] * count, alpha=0.01).needed == 8
    assert smallest_p_value(6) <= 0.05 < smallest_p_value(5)
    assert smallest_p_value(8) <= 0.01 < smallest_p_value(7)


@pytest.mark.parametrize(
    ("differences", "reason"),
    [
        ([], "no shared event"),
        ([0.2], "one event"),
        ([0.1, -0.1], "mean difference is 0"),
        ([0.0, 0.0], "never differ"),
    ],
)
def test_where_there_is_no_number_there_is_a_reason(differences: list[float], reason: str) -> None:
    """None, never infinity."""
    found = events_needed(differences)
    assert (found.needed, found.more) == (None, None)
    assert reason in str(found.table["reason"][0])


def test_a_stated_size_takes_no_account_of_what_was_seen() -> None:
    """Differences with one spread need the same number, wherever their mean lies."""
    drawn = np.random.default_rng(1).normal(0, 0.25, 60)
    drawn -= drawn.mean()
    found = [events_needed(drawn + seen, size=STATED).needed for seen in (0.0, 0.01, -0.3)]
    assert len(set(found)) == 1
    assert found[0] == ceil(required_events(float(drawn.std(ddof=1)), STATED))


def test_impossible_wishes_are_refused() -> None:
    """A difference of 0 is never seen."""
    with pytest.raises(ValueError, match="difference not 0"):
        required_events(0.2, 0.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        required_events(0.2, 0.1, power=1.0)
