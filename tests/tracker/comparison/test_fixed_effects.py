"""Forecasters who answered different questions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from forecasts.errors import NotComparable
from tests.tracker.published import golden
from tracker.comparison.fixed_effects import fixed_effects, linked_parts

answers = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6), st.floats(0, 1)), min_size=1, max_size=30)


def test_the_golden_row_is_met() -> None:
    """Three forecasters, three questions, two answers missing."""
    for row in golden("two_way_fixed_effects_forecaster"):
        cells = [
            (who, what, score)
            for who, line in enumerate(row["inputs"]["brier"])
            for what, score in enumerate(line)
            if score is not None
        ]
        who, what, scores = zip(*cells, strict=True)
        found = fixed_effects(scores, who, what)
        assert found.effects == pytest.approx(row["expected"], abs=row["tolerance"])


@given(rows=answers)
def test_the_effects_are_those_of_least_squares_with_indicators(rows: list[tuple[int, int, float]]) -> None:
    """Solved independently, one column per forecaster and per question, cells averaged first."""
    who, what, scores = zip(*rows, strict=True)
    assume(len(linked_parts(who, what)) == 1)
    cells: dict[tuple[int, int], list[float]] = {}
    for forecaster, question, score in rows:
        cells.setdefault((forecaster, question), []).append(score)
    names, asked = sorted({f for f, _ in cells}), sorted({q for _, q in cells})
    design = np.array(
        [[f == name for name in names] + [q == other for other in asked] for f, q in cells], dtype=float
    )
    solution = np.linalg.lstsq(design, np.array([np.mean(cell) for cell in cells.values()]), rcond=None)[0]
    effects = solution[: len(names)]
    found = fixed_effects(scores, who, what)
    assert found.effects == pytest.approx(effects - effects.mean(), abs=1e-9)
    assert found.levels == pytest.approx(solution[len(names) :] + effects.mean(), abs=1e-9)
    assert found.effects.sum() == pytest.approx(0, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20))
def test_parts_are_those_of_a_graph(links: list[tuple[int, int]]) -> None:
    """SciPy finds the same parts where forecasters and questions are nodes, also along chains."""
    who, what = (np.array(side) for side in zip(*links, strict=True))
    found = connected_components(coo_array((np.ones(len(who)), (who, what + 10)), shape=(20, 20)))[1]
    parts: dict[int, list[int]] = {}
    for forecaster in sorted(set(who.tolist())):
        parts.setdefault(int(found[forecaster]), []).append(forecaster)
    assert {frozenset(part) for part in linked_parts(who, what)} == set(map(frozenset, parts.values()))


@given(rows=answers, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[int, int, float]], seed: int) -> None:
    """Shuffled answers give the same effects, or the same refusal."""
    shuffled = [rows[place] for place in np.random.default_rng(seed).permutation(len(rows))]
    found = []
    for given_rows in (rows, shuffled):
        who, what, scores = zip(*given_rows, strict=True)
        try:
            found.append(fixed_effects(scores, who, what).effects)
        except NotComparable as refusal:
            found.append(np.array([len(part) for part in refusal.parts], dtype=float))
    assert found[0] == pytest.approx(found[1], abs=1e-9)


def test_adjusting_changes_nothing_where_everyone_answered_everything() -> None:
    """The effects are the means less their average."""
    table = np.random.default_rng(2).random((4, 9))
    who, what = np.divmod(np.arange(36), 9)
    found = fixed_effects(table.ravel(), who, what)
    assert found.effects == pytest.approx(table.mean(axis=1) - table.mean())
    assert found.thin_questions == 9


def test_hard_questions_are_not_held_against_those_who_took_them() -> None:
    """The one who always scores 0.1 less is better by 0.1, whatever they answered."""
    hardness = {"easy": 0.1, "fair": 0.3, "hard": 0.6}
    taken = {"ann": ["fair", "hard"], "bob": ["easy", "fair"], "cat": ["easy"]}
    rows = [
        (hardness[question] - 0.1 * (name == "ann"), name, question)
        for name, questions in taken.items()
        for question in questions
    ]
    scores, who, what = zip(*rows, strict=True)
    found = fixed_effects(scores, who, what)
    effects = dict(zip(found.forecasters, found.effects, strict=True))
    assert effects["ann"] - effects["bob"] == pytest.approx(-0.1)
    assert found.table["forecaster"].tolist()[0] == "ann"
    assert found.table["mean"].tolist()[0] == max(found.means)
    assert found.question_table["question"].tolist() == ["hard", "fair", "easy"]


def test_groups_that_share_no_question_are_named() -> None:
    """The refusal lists the parts, largest first, and says what would help."""
    who, what = ["ann", "bob", "cat"], ["q1", "q1", "q2"]
    with pytest.raises(NotComparable) as refusal:
        fixed_effects([0.1, 0.2, 0.3], who, what)
    assert refusal.value.parts == (("ann", "bob"), ("cat",))
    assert str(refusal.value) == (
        "No question links these 2 groups of forecasters: ann, bob | cat: "
        "compare within one group, or add a question that two groups answered."
    )


def test_many_parts_are_shortened() -> None:
    """Five groups of five names at most are written out."""
    names = [*range(7), *range(100, 107)]
    with pytest.raises(NotComparable, match=r"0, 1, 2, 3, 4, … \| 100 .* … \(3 more\)"):
        fixed_effects([0.1] * 14, names, [1] * 7 + list(range(100, 107)))


def test_no_scores_are_refused() -> None:
    """There is nothing to compare."""
    with pytest.raises(ValueError, match="at least one"):
        fixed_effects([], [], [])
