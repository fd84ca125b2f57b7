"""Effects where forecasters answered different claims."""

from __future__ import annotations

import numpy as np
import pytest

from reports.facets.comparison.adjusting import effects_of, parts_of
from tests.reports import sides
from tracker.comparison.fixed_effects import fixed_effects


def _cells(said: sides.Said, came: list[bool]) -> tuple[list[float], list[str], list[int]]:
    cells = [
        ((p - came[place]) ** 2, who, place)
        for who, chances in said.items()
        for place, p in enumerate(chances)
        if p is not None and sum(others[place] is not None for others in said.values()) > 1
    ]
    scores, who, asked = zip(*cells, strict=True)
    return list(scores), list(who), list(asked)


def test_effects_are_those_of_least_squares_and_their_intervals_those_of_a_clustered_sandwich() -> None:
    """Against indicators for every forecaster and question, solved at length."""
    said, came = sides.drawn(60, {"ann": 0.3, "bob": 0.0, "cat": 0.15}, share=0.7)
    found = effects_of(sides.ground(sides.judged(said, came)), [0, 1, 2])
    assert found is not None
    scores, who, asked = _cells(said, came)
    plain = fixed_effects(scores, who, asked)
    by_slug = {one.forecaster: one for one in found.effects}
    assert [by_slug[name].effect for name in plain.forecasters] == pytest.approx(plain.effects.tolist())
    names, questions = sorted(set(who)), sorted(set(asked))
    seats = np.array([names.index(name) for name in who])
    places = np.array([questions.index(place) for place in asked])
    design = np.zeros((len(scores), 2 + len(questions)))
    contrasts = np.array([[1, 0], [0, 1], [-1, -1]])
    design[:, :2], design[np.arange(len(scores)), 2 + places] = contrasts[seats], 1
    fitted, *_ = np.linalg.lstsq(design, np.array(scores), rcond=None)
    sums = np.zeros((len(questions), design.shape[1]))
    np.add.at(sums, places, design * (np.array(scores) - design @ fitted)[:, None])
    bread = np.linalg.inv(design.T @ design)
    spread = (bread @ sums.T @ sums @ bread)[:2, :2]
    own = np.bincount(seats)
    for seat, name in enumerate(names):
        weight = contrasts[seat]
        error = np.sqrt(weight @ spread @ weight * own[seat] / (own[seat] - 1))
        one = by_slug[name]
        from scipy.stats import t

        assert one.high - one.effect == pytest.approx(error * t.ppf(0.975, own[seat] - 1))
        assert one.effect - one.low == pytest.approx(one.high - one.effect)


def test_there_are_none_where_all_answered_the_same() -> None:
    """Adjusting would change nothing."""
    said, came = sides.drawn(30, {"ann": 0.3, "bob": 0.0})
    assert effects_of(sides.ground(sides.judged(said, came)), [0, 1]) is None


def test_there_are_none_below_twenty_events() -> None:
    """Their intervals would be too narrow."""
    said, came = sides.drawn(19, {"ann": 0.3, "bob": 0.0, "cat": 0.1}, share=0.9)
    assert effects_of(sides.ground(sides.judged(said, came)), [0, 1, 2]) is None


def test_forecasters_whom_nothing_links_are_groups_and_have_no_effects() -> None:
    """Ann and Bob share events, and so do Cat and Dan; Eve shares none."""
    half, nothing = [0.5] * 20, [None] * 20
    said = {
        "ann": [*half, *nothing, *nothing],
        "bob": [*half, *nothing, *nothing],
        "cat": [*nothing, *half, *nothing],
        "dan": [*nothing, *half, *nothing],
        "eve": [*nothing, *nothing, *half],
    }
    ground = sides.ground(sides.judged(said, [True, False] * 30))
    assert parts_of(ground, list(range(5))) == (("ann", "bob"), ("cat", "dan"), ("eve",))
    assert effects_of(ground, list(range(4))) is None
