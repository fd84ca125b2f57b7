"""Options beside what came of them: the curve, the likeliest option, the parts of the score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from tracker.calibration.choices import ChoiceCalibration, choice_calibration, top_of
from tracker.calibration.decomposition import decomposition
from tracker.calibration.options import Choices, made_up
from tracker.scoring import category_brier, ranked_probability_score_divided
from tracker.tally import Tally

counts = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=4).filter(any), min_size=1, max_size=12)


def shares_of(rows: list[list[int]]) -> list[list[float]]:
    """Whole numbers as shares that add up to 1."""
    return [(np.array(row) / sum(row)).tolist() for row in rows]


def found_of(choices: Choices, *, ordered: bool = False) -> ChoiceCalibration:
    """What is found, where there are forecasts."""
    found = choice_calibration(choices, ordered=ordered, seed=1)
    assert found is not None
    return found


def drawn(seed: int, count: int, options: int, *, slope: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Stated shares and answers; above a slope of 1 the answers are less certain than was said."""
    rng = np.random.default_rng(seed)
    truth = rng.dirichlet(np.full(options, 0.8), size=count)
    said = truth**slope / (truth**slope).sum(axis=1, keepdims=True)
    answer = (rng.random((count, 1)) > np.cumsum(truth, axis=1)).sum(axis=1).clip(max=options - 1)
    return said, answer


@settings(max_examples=40, deadline=None)
@given(rows=counts, seed=st.integers(0, 99), ordered=st.booleans())
def test_the_parts_add_up_to_the_mean_score_exactly(rows: list[list[int]], seed: int, ordered: bool) -> None:
    """Also where questions have different numbers of options; no part is below 0."""
    shares, rng = shares_of(rows), np.random.default_rng(seed)
    answers = [int(rng.integers(len(row))) for row in shares]
    parts = found_of(Choices.of(shares, answers, range(len(shares))), ordered=ordered).parts
    score = ranked_probability_score_divided if ordered else category_brier
    mean = np.mean([score(row, answer) for row, answer in zip(shares, answers, strict=True)])
    assert parts.score == pytest.approx(mean, abs=1e-7)
    assert parts.miscalibration - parts.discrimination + parts.uncertainty == pytest.approx(
        parts.score, abs=1e-12
    )
    assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= -1e-12


def test_each_cut_is_taken_apart_as_the_yes_or_no_question_that_it_is() -> None:
    """By the decomposition of chances and by another library's isotonic regression."""
    said, answer = drawn(3, 60, 4)
    parts = found_of(Choices.of(said.tolist(), answer.tolist(), range(60)), ordered=True).parts
    apart, relabelled = [], []
    for cut in range(3):
        p, y = np.round(np.cumsum(said, axis=1)[:, cut], 9), (answer <= cut).astype(float)
        apart.append(decomposition(Tally.of(p, y)))
        fitted = IsotonicRegression().fit(p, y).predict(p)
        relabelled.append(np.mean((p - y) ** 2) - np.mean((fitted - y) ** 2))
    assert parts.miscalibration == pytest.approx(np.mean(relabelled))
    for name in ("score", "miscalibration", "discrimination", "uncertainty"):
        assert getattr(parts, name) == pytest.approx(np.mean([getattr(one, name) for one in apart]), abs=1e-7)


def test_the_uncertainty_of_choices_is_what_equal_shares_cost() -> None:
    """1 - 1/K: exactly one of K options comes true, whichever it is."""
    said, answer = drawn(4, 30, 3)
    assert found_of(Choices.of(said.tolist(), answer.tolist(), range(30))).parts.uncertainty == pytest.approx(
        2 / 3
    )


def test_two_options_are_yes_or_no() -> None:
    """Of both sides: the parts are twice those of the chances and their complements, pooled."""
    said, answer = drawn(5, 40, 2)
    found = found_of(Choices.of(said.tolist(), answer.tolist(), range(40))).parts
    both = decomposition(
        Tally.of(
            np.round(said.ravel(), 9), np.stack([answer == 0, answer == 1], axis=1).ravel().astype(float)
        )
    )
    assert found.score == pytest.approx(2 * (both.score or 0), abs=1e-7)
    assert found.miscalibration == pytest.approx(2 * (both.miscalibration or 0), abs=1e-7)


def test_names_of_events_and_the_order_of_forecasts_change_nothing() -> None:
    """Not even what is drawn."""
    said, answer = drawn(6, 24, 3)
    one = found_of(Choices.of(said.tolist(), answer.tolist(), range(24)))
    turned = found_of(
        Choices.of(said[::-1].tolist(), answer[::-1].tolist(), [f"event {24 - place}" for place in range(24)])
    )
    assert turned.parts.by_luck == pytest.approx(one.parts.by_luck, abs=1e-12)
    assert [point.low for point in turned.curve.points] == pytest.approx(
        [point.low for point in one.curve.points]
    )


def test_one_option_of_a_question_comes_true_in_every_made_up_set() -> None:
    """And as often as its share says; forecasts on one event that say the same see the same."""
    rows = Choices.of([[0.2, 0.5, 0.3]] * 2, [0, 0], ["cup", "cup"]).options()
    came = np.concatenate(list(made_up(rows, seed=1, replicates=4_000)))
    assert (came[:, :3].sum(axis=1) == 1).all()
    assert (came[:, :3] == came[:, 3:]).all()
    assert came[:, :3].mean(axis=0) == pytest.approx([0.2, 0.5, 0.3], abs=0.03)


def test_the_likeliest_option_is_the_first_of_several_alike() -> None:
    """A rule that cannot know the answer."""
    top = top_of(Choices.of([[0.4, 0.4, 0.2]] * 6, [0, 0, 0, 1, 1, 2], range(6)))
    assert top is not None
    assert (top.expected.observed, top.share) == (3, 0.5)
    assert top.expected.expected == pytest.approx(2.4)


def test_many_forecasts_on_few_events_are_worth_these_events() -> None:
    """Forty forecasts on four events have the interval of four at most, and the luck of four."""
    shares, answers = [[0.7, 0.2, 0.1]] * 40, [place % 4 // 3 for place in range(40)]
    shared = top_of(Choices.of(shares, answers, [place % 4 for place in range(40)]))
    apart = top_of(Choices.of(shares, answers, range(40)))
    assert shared is not None
    assert apart is not None
    assert shared.worth <= 4
    assert shared.high - shared.low > 2 * (apart.high - apart.low)
    assert shared.expected.high - shared.expected.low >= 30


def test_without_forecasts_there_is_nothing() -> None:
    """None, never 0."""
    empty = Choices.of([], [], [])
    assert choice_calibration(empty, ordered=False, seed=1) is None
    assert top_of(empty) is None


def test_an_answer_that_is_no_option_is_refused() -> None:
    """With its number."""
    with pytest.raises(ValueError, match="options are numbered 0 to 2"):
        Choices.of([[0.5, 0.3, 0.2]], [3], ["cup"])
    with pytest.raises(ValueError, match="need as many answers"):
        Choices.of([[0.5, 0.5]], [], [])


def test_overconfidence_is_seen_and_calibration_is_not_accused() -> None:
    """Of 60 calibrated sets few exceed what 95 of 100 stay below, of 60 overconfident ones most do.

    Above 8 of 60 would be hardly chance at 5%. The likeliest option's interval and luck hold as well.
    """
    accused = {1.0: 0, 2.5: 0}
    held = inside = within = points = 0
    for seed in range(60):
        for slope in accused:
            said, answer = drawn(100 + seed, 40, 3, slope=slope)
            tenths = np.round(said, 1)
            tenths = tenths / tenths.sum(axis=1, keepdims=True)
            if slope == 1.0:
                rng = np.random.default_rng(seed)
                answer = (rng.random((40, 1)) > np.cumsum(tenths, axis=1)).sum(axis=1).clip(max=2)
            found = found_of(Choices.of(tenths.tolist(), answer.tolist(), range(40)))
            accused[slope] += found.parts.miscalibration > found.parts.by_luck_high
            if slope == 1.0:
                expected = found.top.expected
                held += found.top.low <= expected.expected / 40 <= found.top.high
                inside += expected.low <= expected.observed <= expected.high
                within += sum(point.low <= point.curve <= point.high for point in found.curve.points)
                points += len(found.curve.points)
    assert accused[1.0] <= 8
    assert accused[2.5] >= 36
    assert held >= 54
    assert inside >= 54
    assert within / points >= 0.86
