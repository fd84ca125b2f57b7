"""The ranks that tests of pairs leave open."""

from __future__ import annotations

import numpy as np
import pytest

from tracker.comparison.paired_test import midpoint_luck, paired_p_value
from tracker.comparison.rank_sets import rank_sets


def test_without_a_test_every_rank_is_open() -> None:
    """Nobody is found better."""
    low, high = rank_sets([0.1, 0.2, 0.3], np.full((3, 3), np.nan))
    assert (low.tolist(), high.tolist()) == ([1, 1, 1], [3, 3, 3])


def test_holm_allows_for_the_number_of_others() -> None:
    """0.03 alone would place the first above the second; among three others it does not."""
    tests = np.full((4, 4), 0.5)
    tests[0, 1] = tests[1, 0] = 0.03
    assert rank_sets([0.1, 0.2, 0.15, 0.16], tests)[1].tolist() == [4, 4, 4, 4]
    with pytest.raises(ValueError, match="4 by 4"):
        rank_sets([0.1] * 4, tests[:2])


def test_the_best_of_four_close_forecasters_is_inside_its_interval() -> None:
    """Four with true skill a little apart, 25 events, 80 sets: the best may be first in at least 93%."""
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(80):
        truth = rng.uniform(0.1, 0.9, 25)
        noise = np.array([0.3, 0.35, 0.4, 0.45])[:, None]
        said = 1 / (1 + np.exp(-(np.log(truth / (1 - truth)) + noise * rng.standard_normal((4, 25)))))
        y = (rng.random(25) < truth).astype(float)
        tests = np.full((4, 4), np.nan)
        for one in range(4):
            for other in range(one):
                seen, otherwise = ((said[one] - z) ** 2 - (said[other] - z) ** 2 for z in (y, 1 - y))
                p = paired_p_value(seen, midpoint_luck(seen, otherwise))
                tests[one, other] = tests[other, one] = np.nan if p is None else p
        low, _ = rank_sets(((said - y) ** 2).mean(axis=1), tests)
        held += low[0] == 1
    assert held >= 75
